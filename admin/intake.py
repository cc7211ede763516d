"""What citizens hand in: a registration, its correction. Called by the shell inside the chat's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from admin import moves
from admin.desk import CannotDo, Desk
from admin.reported import answer_payment as answer_payment
from admin.reported import callback as callback
from admin.reported import data_request as data_request
from admin.reported import report_change as report_change
from admin.reported import undo_report as undo_report
from admin.reported import withdraw as withdraw
from domain.calendar import holidays_of, working_days_after
from domain.people import text_of
from domain.persons import unit_of
from domain.reading.text import fold
from domain.registration import CLOSED, Registration, Status
from domain.row_codes import registration_code
from domain.warnings import Seen, warnings_of
from domain.wording import Answers, Text
from storage import audit, consents, registrations, tasks
from storage import staff as staff_rows

VISIT_PRIVATE = Text("task.home_private", "Hỏi riêng lý do trả tại nhà, hồ sơ {code}.")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was made of a draft."""

    registration_id: str
    code: str
    unit: str


def submit(
    desk: Desk,
    *,
    talk_id: str,
    answers: Answers,
    form_version: int,
    consents_agreed: Mapping[str, bool],
    code: str = "",
    typed_by: str = "",
) -> Submitted:
    """A draft becomes a registration; sent twice it is the same one.

    answers: those that count. consents_agreed: purpose -> yes or no. code: an unused one, "" = draw it.
    typed_by: the staff member it is known to come from; who sits at the desk and whose phone or CCCD stands in
    it are found out here. Raises ValueError without consent to việc 1.
    """
    before = registrations.find_by_talk(desk.db, talk_id, seal=desk.seal)
    if before is not None:
        return Submitted(before.id, before.code, before.unit)
    if not consents_agreed.get("register"):
        raise ValueError("nothing is kept without consent to be registered")
    answers = _completed(answers)
    registration_id, code = registrations.new_id(), code or _fresh_code(desk)
    typed_by = _typed_by(desk, answers, typed_by)
    columns = _columns(desk, answers, registration_id=registration_id, before=None, typed_by=typed_by)
    registrations.add(
        desk.db,
        columns
        | {
            "id": registration_id,
            "code": code,
            "talk_id": talk_id,
            "chat_id": desk.chat_id,
            "status": str(Status.SUBMITTED),
            "tell_messages": bool(consents_agreed.get("messages")),
            "category": text_of(answers, "category") or None,
        },
        answers=answers,
        form=("enrolment", form_version),
        typed_by=typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    unit = str(columns["unit"])
    _bind_consents(desk, talk_id, registration_id, answers, unit)
    _private_reason(desk, answers, registration_id, code, unit)
    audit.write(
        desk.db,
        at=desk.now,
        who=desk.who,
        what="registration.submitted",
        about=registration_id,
        code=code,
        version=1,
        warnings=columns["warnings"],
    )
    return Submitted(registration_id, code, unit)


def resend(desk: Desk, *, registration_id: str, talk_id: str, answers: Answers, version_seen: int) -> str:
    """A returned registration sent again, with the full set of answers that count; its code.

    version_seen: the version the correction began with. Sent twice it changes nothing. Raises CannotDo when it
    is not this chat's, or no longer returned.
    """
    registration = registrations.find(desk.db, registration_id, seal=desk.seal)
    if registration is None or registration.chat_id != desk.chat_id:
        raise CannotDo(moves.NOT_FOUND)
    if registration.status is not Status.RETURNED:
        if registration.version > version_seen:
            return registration.code
        raise CannotDo(Text(moves.WRONG_STATUS.key, moves.WRONG_STATUS.vietnamese, code=registration.code))
    answers = _completed(answers)
    typed_by = _typed_by(desk, answers, "")
    before = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    version = registrations.add_version(
        desk.db,
        registration,
        answers=answers,
        form=("correction", 1),
        typed_by=typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    columns = _columns(
        desk, answers, registration_id=registration.id, before=(registration, before), typed_by=typed_by
    )
    moves.move(
        replace(desk, staff=None),
        registration,
        "send_again",
        **columns,
        version=version,
        resent=registration.resent + 1,
        sent_at=desk.now,
        asked_answer=None,
        asked_how=None,
        returned_fields="[]",
        reason_sealed=None,
    )
    return registration.code


def _completed(answers: Answers) -> Answers:
    """With what nobody is asked for (wording.md section 4): cash without việc 2, the holder of a new account."""
    completed = dict(answers)
    completed.setdefault("pay_by", "cash")
    if completed["pay_by"] == "open_account":
        completed.setdefault("account_holder", "beneficiary")
    if completed["pay_by"] in ("cash", "cash_home"):
        completed.setdefault("cash_receiver", "beneficiary")
    completed.setdefault("category_group", "unknown")
    return completed


def _fresh_code(desk: Desk) -> str:
    while True:
        code = registration_code(desk.settings.code_prefix, desk.draw())
        if registrations.find_by_code(desk.db, code, seal=desk.seal) is None:
            return code


def _typed_by(desk: Desk, answers: Answers, known: str) -> str:
    """The staff member whose chat, phone or CCCD it is; "" for none (D29: such a one cannot approve it)."""
    if known:
        return known
    if desk.staff is not None:
        return desk.staff.id
    phones = [text_of(answers, key) for key in ("requester_phone", "phone") if text_of(answers, key)]
    cccds = [text_of(answers, key) for key in ("requester_cccd", "cccd") if text_of(answers, key)]
    return staff_rows.with_numbers(
        desk.db,
        phones=[index for phone in phones for index in desk.seal.indexes("phone", phone)],
        cccds=[index for cccd in cccds for index in desk.seal.indexes("cccd", cccd)],
    )


def _columns(
    desk: Desk,
    answers: Answers,
    *,
    registration_id: str,
    before: tuple[Registration, Answers] | None,
    typed_by: str,
) -> dict[str, Any]:
    """What is searched or counted by, out of the answers; the warnings an officer will read."""
    number = text_of(answers, "account_number")
    duplicate = _duplicate(desk, answers, registration_id)
    cleared = before is not None and before[0].duplicate_cleared and before[0].duplicate_of == duplicate
    shared = bool(number) and bool(
        registrations.beneficiaries_of_account(desk.db, desk.seal.indexes("account", number), but=registration_id)
    )
    standing = warnings_of(
        answers,
        Seen(
            before=before[1] if before else None,
            paper_seen=before is not None and before[0].paper_seen_on is not None,
            duplicate=bool(duplicate) and not cleared,
            shared_account=shared,
            typed_by_staff=bool(typed_by),
        ),
    )
    phone = text_of(answers, "requester_phone") or text_of(answers, "phone")
    holidays = holidays_of(desk.settings.holidays)
    return {
        "unit": unit_of(answers),
        "role": text_of(answers, "role"),
        "pay_by": text_of(answers, "pay_by"),
        "category_group": text_of(answers, "category_group"),
        "cccd_index": _index(desk, "cccd", text_of(answers, "cccd")),
        "requester_cccd_index": _index(desk, "cccd", text_of(answers, "requester_cccd")),
        "name_index": desk.seal.index("name", fold(text_of(answers, "full_name"))),
        "phone_index": _index(desk, "phone", phone),
        "account_index": _index(desk, "account", number),
        "warnings": json.dumps(standing),
        "duplicate_of": duplicate or None,
        "duplicate_cleared": cleared,
        "due_on": working_days_after(desk.today, desk.settings.review_days, holidays),
    }


def _index(desk: Desk, label: str, value: str) -> str | None:
    return desk.seal.index(label, value) if value else None


def _duplicate(desk: Desk, answers: Answers, registration_id: str) -> str:
    """The oldest other registration for the same CCCD that is not closed: a flag only."""
    cccd = text_of(answers, "cccd")
    if not cccd:
        return ""
    same = registrations.with_cccd(desk.db, desk.seal.indexes("cccd", cccd), seal=desk.seal)
    others = [one.id for one in same if one.id != registration_id and one.status not in CLOSED]
    return others[0] if others else ""


def _bind_consents(desk: Desk, talk_id: str, registration_id: str, answers: Answers, unit: str) -> None:
    office = desk.places.office("commune", unit, desk.today)
    consents.bind(
        desk.db,
        talk_id=talk_id,
        registration_id=registration_id,
        controller=office.name if office else "",
        on_behalf=text_of(answers, "role"),
        basis=text_of(answers, "basis_document"),
    )


def _private_reason(desk: Desk, answers: Answers, registration_id: str, code: str, unit: str) -> None:
    """ "Nói riêng cán bộ" stores nothing but a task."""
    if text_of(answers, "home_reason") != "private":
        return
    tasks.add(
        desk.db,
        key=":".join(("private", registration_id)),
        kind="visit",
        text=moves.packed(Text(VISIT_PRIVATE.key, VISIT_PRIVATE.vietnamese, code=code)),
        seal=desk.seal,
        now=desk.now,
        unit=unit,
        registration_id=registration_id,
    )
