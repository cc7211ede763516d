"""A returned registration: only the fields named are asked again; everything else stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conversations import talking
from conversations.effects import RemindAt
from conversations.forms.choices import CALL_ME, LATER
from conversations.forms.enrolment import CORRECTION
from conversations.people import address_of_own
from conversations.state import Talk
from conversations.turn import Turn, alarm
from domain.packing import unpack_text
from domain.people import text_of
from domain.registration import OwnRegistration, Status
from domain.wording import Choice, Text

RETURNED = Text("returned", "Hồ sơ {code} cần sửa {n} mục. Các mục khác giữ nguyên, không phải khai lại.")
WAITING = Text("returned_waiting", "Hồ sơ {code} cần sửa {n} mục. Xong bản khai này, trợ lý hỏi tiếp.")
REMINDER = "reminder_returned"
REMIND_AFTER = 5  #: days
FIX_NOW = Text("choice.fix_now", "Sửa ngay")
OFFER = Text("returned_offer", "Hồ sơ {code} còn chờ sửa {n} mục. Sửa lúc này không?")
NOTHING_TO_ASK = Text("returned.come", "Xong việc đó, cán bộ xem tiếp hồ sơ.")


def returned(turn: Turn, body: dict[str, Any]) -> None:
    """The notice that something must be put right: opens its own talk, or waits for the open one to end."""
    count = int(body["n"])
    for at in (None, alarm(turn.facts.today, REMIND_AFTER)):  # the alarm of an earlier return goes
        turn.do(RemindAt(kind=REMINDER, about=str(body["registration"]), at=at))
    if turn.state.talk is not None and not turn.state.talk.rests:
        turn.say(Text(WAITING.key, WAITING.vietnamese, code=str(body["code"]), n=count), aside=True)
        turn.state = replace(turn.state, waiting=(*turn.state.waiting, body))
        return
    begin(turn, body)


def begin(turn: Turn, body: dict[str, Any]) -> None:
    """Open the talk of a returned registration and ask its first field."""
    own = turn.facts.own(str(body["registration"]))
    if own is None or own.answers is None:
        return
    if _goes_on(turn, own):
        return
    fields = tuple(str(key) for key in body["fields"])
    reasons = [unpack_text(reason) for reason in body["reasons"]]
    lead = (
        Text(RETURNED.key, RETURNED.vietnamese, code=own.code, n=int(body["n"])),
        *reasons,
    )
    answers = {**own.answers, "pay_points": turn.points_of(own.unit)}
    if _asks_holder_again(fields, answers):
        answers["account_again"] = True
    talk = turn.open(
        CORRECTION,
        about=own.id,
        answers=answers,
        before=answers,
        queue=fields,
        facts={
            "fields": list(fields),
            "code": own.code,
            "n": int(body["n"]),
            "version": own.version,
            "unit": own.unit,
        },
    )
    if not fields:
        turn.say(*lead, talk=talk)
        turn.close(talk)
        turn.do(RemindAt(kind="draft", about=talk.id, at=None))
    else:
        talking.go_on(turn, talk, *lead)


def _goes_on(turn: Turn, own: OwnRegistration) -> bool:
    """Whether its talk was open already; one about an older version is closed."""
    for known in turn.state.talks:
        if known.form == CORRECTION.name and known.about == own.id:
            if known.facts.get("version") == own.version:
                turn.state = turn.state.on_top(known.id)
                talking.go_on(turn, turn.put(replace(known, rests=False, pending=None)))
                return True
            turn.close(known)
    return False


def offer_waiting(turn: Turn) -> None:
    """When a talk has ended: the returned registrations that waited for it."""
    known = {own.id for own in turn.facts.registrations if own.status is Status.RETURNED}
    waiting = tuple(body for body in turn.state.waiting if body.get("registration") in known)
    turn.state = replace(turn.state, waiting=waiting)
    if not waiting or turn.state.talk is not None:
        return
    body = waiting[0]
    turn.say(
        Text(OFFER.key, OFFER.vietnamese, code=str(body["code"]), n=int(body["n"])),
        choices=(
            Choice(label=FIX_NOW, does="fix_now", args={"registration": str(body["registration"])}),
            LATER,
        ),
    )


def remind(turn: Turn, registration_id: str) -> None:
    """Some days later, once: it still waits."""
    own = turn.facts.own(registration_id)
    if own is None or own.status is not Status.RETURNED or not own.returned_fields:
        return
    turn.say(
        Text(OFFER.key, OFFER.vietnamese, code=own.code, n=len(own.returned)),
        choices=(Choice(label=FIX_NOW, does="fix_now", args={"registration": own.id}), LATER, CALL_ME),
        unit=own.unit,
        address=address_of_own(own, turn.facts.today),
    )


def offer_again(turn: Turn, talk: Talk) -> None:
    """A correction that rests: now, or later."""
    count = len(talk.facts.get("fields", ()))
    turn.say(
        Text(OFFER.key, OFFER.vietnamese, code=str(talk.facts.get("code", "")), n=int(talk.facts.get("n", count))),
        choices=(Choice(label=FIX_NOW, does="continue"), LATER),
        talk=talk,
    )


def body_of(own: OwnRegistration) -> dict[str, Any]:
    """The same notice again, out of what is stored (/sua, "Sửa ngay")."""
    return {
        "registration": own.id,
        "code": own.code,
        "fields": list(own.returned_fields),
        "n": len(own.returned),
        "reasons": [item["say"] for item in own.returned if "say" in item],
    }


def _asks_holder_again(fields: tuple[str, ...], answers: dict[str, Any]) -> bool:
    return set(fields) >= {"bank", "account_number", "account_holder"} and text_of(answers, "pay_by") == "account"


def answer_account(turn: Turn, talk: Talk, does: str) -> None:
    """One of the three ways out of a returned account."""
    if does == "keep_account":
        talk = replace(talk, at="", queue=("account_holder",))
    elif does == "has_paper":
        talk = replace(
            talk,
            at="",
            queue=("basis_number", "basis_date", "basis_until"),
            answers={**talk.answers, "basis_document": "paper"},
        )
    else:
        answers = {key: value for key, value in talk.answers.items() if key != "cash_receiver"}
        talk = replace(talk, at="", queue=(), answers={**answers, "pay_by": "cash"})
    talking.go_on(turn, turn.put(talk))
