"""What becomes of a decision for the citizen: a notice in the inbox of their chat, with its finished sentences.

A notice about a returned registration names the fields; the talk opens its own correction with them. Who has
no reachable chat is put on the phone list instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from admin.desk import Desk
from domain.calendar import day_of
from domain.packing import pack_choice, pack_text, unpack_text
from domain.pushed import APPROVED, REJECTED, REJECTED_BARE, STOPPED, VERIFIED
from domain.registration import Registration
from domain.wording import Choice, Text, verbatim
from storage import audit, change_reports, chats, decisions, inbox, registrations, tasks
from storage.decisions import Decision
from storage.payments import Payee
from storage.timers import Timer

#: Kind of the timer that lets a notice be born when its decision can no longer be undone.
TELL = "tell"
PAPER = Text("task.paper", "Người khai mang giấy đến để xem, hồ sơ {code}.")
CALL = Text("task.call", "Gọi báo: {text}")


def keep(desk: Desk, told: Sequence[tuple[Registration, str, str]]) -> None:
    """Notices now: registration as it is, key of MOVES' ``told``, and the decision's id ("" told = none)."""
    wanted = [(one, key, decision) for one, key, decision in told if key]
    quiet = _with_a_death(desk, [one.id for one, _, _ in wanted])
    wanted = [row for row in wanted if row[0].id not in quiet]
    made = {
        decision: decisions.find(desk.db, decision, seal=desk.seal)
        for _, key, decision in wanted
        if key in ("rejected", "stopped")
    }
    notices = [
        (one, ":".join((key, decision)), _body(one, key, made.get(decision))) for one, key, decision in wanted
    ]
    push(desk, notices)
    for one, key, _ in wanted:
        if key == "returned":
            _paper_to_see(desk, one)


def _with_a_death(desk: Desk, registration_ids: Sequence[str]) -> set[str]:
    """After a report of a death nothing more is sent about that person (wording.md section 5)."""
    found: set[str] = set()
    for some in _chunks(registration_ids):
        found |= change_reports.with_open_report(desk.db, some, kind="death")
    return found


def _paper_to_see(desk: Desk, one: Registration) -> None:
    """A reason that asks nothing again is a task: the person comes with the paper."""
    if all(item.get("asks") for item in one.returned):
        return
    tasks.add(
        desk.db,
        key=":".join(("paper", one.id, str(one.version))),
        kind="paper",
        text=json.dumps(pack_text(_filled(PAPER, code=one.code)), ensure_ascii=False),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
    )


def push(desk: Desk, notices: Sequence[tuple[Registration, str, Mapping[str, Any]]]) -> None:
    """Keep notices about registrations (registration, unique key, body); tasks for chats that are gone."""
    ids = sorted({one.chat_id for one, _, _ in notices})
    gone = {
        chat.id
        for some in _chunks(ids)
        for chat in chats.find(desk.db, some, seal=desk.seal).values()
        if not chat.reachable
    }
    inbox.keep_notices(
        desk.db,
        [
            inbox.Notice(key=key, chat_id=one.chat_id, body=body)
            for one, key, body in notices
            if one.chat_id not in gone
        ],
        seal=desk.seal,
        now=desk.now,
    )
    for one, key, body in notices:
        if one.chat_id in gone:
            _to_phone_list(desk, one, key, body)


def body_of(
    registration: Registration | Payee, key: str, lines: Sequence[Text], choices: Sequence[Choice] = ()
) -> dict[str, Any]:
    """A notice about a registration with its finished sentences."""
    return {
        "key": key,
        "registration": registration.id,
        "code": registration.code,
        "unit": registration.unit,
        "version": registration.version,
        "lines": [pack_text(line) for line in lines],
        "choices": [pack_choice(choice) for choice in choices],
    }


def _body(one: Registration, key: str, decision: Decision | None) -> dict[str, Any]:
    if key == "returned":
        return returned_body(one)
    return body_of(one, key, (_sentence(one, key, decision),))


def returned_body(one: Registration) -> dict[str, Any]:
    """The notice that opens the correction: fields asked again in order, reasons as the citizen reads them."""
    asks = [key for item in one.returned for key in _texts(item.get("asks"))]
    return {
        "key": "returned",
        "registration": one.id,
        "code": one.code,
        "unit": one.unit,
        "version": one.version,
        "fields": list(dict.fromkeys(asks)),
        "n": len(one.returned),
        "reasons": [item["say"] for item in one.returned if "say" in item],
    }


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _sentence(one: Registration, key: str, decision: Decision | None) -> Text:
    if key == "approved":
        return _filled(APPROVED, code=one.code)
    if key == "verified":
        return _filled(VERIFIED[one.pay_by], code=one.code)
    said = said_in(decision)
    if key == "rejected":
        if {"reason", "keeps"} <= said.params.keys():
            return _filled(REJECTED, code=one.code, **said.params)
        return _filled(REJECTED_BARE, code=one.code, reason=said)
    since: date = day_of(decision.at if decision else one.status_since)
    return _filled(STOPPED, code=one.code, date=since, reason_short=said)


def said_in(decision: Decision | None) -> Text:
    """What the citizen reads of the reason of a decision."""
    said = json.loads(decision.note)["say"] if decision and decision.note else None
    return unpack_text(said) if said else verbatim("—")


def _filled(text: Text, **params: Any) -> Text:
    return Text(text.key, text.vietnamese, **params)


def _to_phone_list(desk: Desk, one: Registration, key: str, body: Mapping[str, Any]) -> None:
    lines = body.get("lines") or body.get("reasons") or ()
    said = tuple(unpack_text(line) for line in lines)
    tasks.add(
        desk.db,
        key=":".join(("no_chat", key)),
        kind=tasks.NO_CHAT,
        text=json.dumps(pack_text(Text(CALL.key, CALL.vietnamese, text=said)), ensure_ascii=False),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
        chat_id=one.chat_id,
    )


def tell_due(desk: Desk, timer: Timer) -> None:
    """The time to undo is over: the notice of this decision is born, if the decision still stands.

    timer: kind "tell", about a registration, with "decision" and "told". A later decision that has a notice of
    its own makes this one needless. The caller marks the timer done.
    """
    decision_id, told = str(timer.body["decision"]), str(timer.body["told"])
    one = registrations.find(desk.db, timer.about, seal=desk.seal)
    decision = decisions.find(desk.db, decision_id, seal=desk.seal)
    if one is None or decision is None or decision.undone or not told:
        return
    made = decisions.of_registration(desk.db, timer.about, seal=desk.seal)
    later = {row.move for row in made if not row.undone and row.at > decision.at}
    if not later & {"return", "reject", "stop", "withdraw"}:
        keep(desk, [(one, told, decision_id)])


def told_at(desk: Desk, decision: Decision) -> datetime:
    """When the notice of a decision was born (the time to undo was over)."""
    return decision.at + timedelta(seconds=desk.settings.undo_seconds)


def audit_moves(desk: Desk, move: str, made: Sequence[tuple[Registration, str]]) -> None:
    """One audit row for each registration that made a move: the registration as it was, the decision's id."""
    acts = [(one.id, {"code": one.code, "version": one.version, "decision": decision}) for one, decision in made]
    audit.write_many(desk.db, acts, at=desk.now, who=desk.who, what=".".join(("move", move)))


def _chunks(ids: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]
