"""What citizens hand in: a registration, its correction. Called by the shell inside the chat's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from admin import moves
from admin.declared import Before, columns_of, completed, typed_by_of
from admin.desk import CannotDo, Desk
from admin.reported import answer_payment as answer_payment
from admin.reported import callback as callback
from admin.reported import data_request as data_request
from admin.reported import report_change as report_change
from admin.reported import undo_report as undo_report
from admin.reported import withdraw as withdraw
from domain.people import text_of
from domain.registration import Registration, Status
from domain.row_codes import registration_code
from domain.wording import Answers, Text
from storage import audit, consents, registrations, tasks

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
    answers = completed(answers)
    made = _kept(
        desk,
        Submitted(registrations.new_id(), code or _fresh_code(desk), ""),
        answers,
        form_version=form_version,
        tell_messages=bool(consents_agreed.get("messages")),
        talk_id=talk_id,
        typed_by=typed_by_of(desk, answers, typed_by),
    )
    _bind_consents(desk, talk_id, answers, made)
    _private_reason(desk, answers, made)
    return made


def _kept(
    desk: Desk,
    made: Submitted,
    answers: Answers,
    *,
    form_version: int,
    tell_messages: bool,
    talk_id: str,
    typed_by: str,
) -> Submitted:
    columns = columns_of(desk, answers, registration_id=made.registration_id, before=None, typed_by=typed_by)
    own = {
        "id": made.registration_id,
        "code": made.code,
        "talk_id": talk_id,
        "chat_id": desk.chat_id,
        "status": str(Status.SUBMITTED),
        "tell_messages": tell_messages,
        "category": text_of(answers, "category") or None,
    }
    registrations.add(
        desk.db,
        columns | own,
        answers=answers,
        form=("enrolment", form_version),
        typed_by=typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    audit.write(
        desk.db,
        at=desk.now,
        who=desk.who,
        what="registration.submitted",
        about=made.registration_id,
        code=made.code,
        version=1,
    )
    return replace(made, unit=str(columns["unit"]))


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
    _send_again(desk, registration, completed(answers))
    return registration.code


def _send_again(desk: Desk, registration: Registration, answers: Answers) -> None:
    """A new version, and everything that belonged to the old one put away."""
    typed_by = typed_by_of(desk, answers)
    old = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    version = registrations.add_version(
        desk.db,
        registration,
        answers=answers,
        form=("correction", 1),
        typed_by=typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    columns = columns_of(
        desk,
        answers,
        registration_id=registration.id,
        before=Before(registration, old),
        typed_by=typed_by,
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


def _fresh_code(desk: Desk) -> str:
    while True:
        code = registration_code(desk.settings.code_prefix, desk.draw())
        if registrations.find_by_code(desk.db, code, seal=desk.seal) is None:
            return code


def _bind_consents(desk: Desk, talk_id: str, answers: Answers, made: Submitted) -> None:
    office = desk.places.office("commune", made.unit, desk.today)
    consents.bind(
        desk.db,
        talk_id=talk_id,
        registration_id=made.registration_id,
        controller=office.name if office else "",
        on_behalf=text_of(answers, "role"),
        basis=text_of(answers, "basis_document"),
    )


def _private_reason(desk: Desk, answers: Answers, made: Submitted) -> None:
    """ "Nói riêng cán bộ" stores nothing but a task."""
    if text_of(answers, "home_reason") != "private":
        return
    tasks.add(
        desk.db,
        key=":".join(("private", made.registration_id)),
        kind="visit",
        text=moves.packed(Text(VISIT_PRIVATE.key, VISIT_PRIVATE.vietnamese, code=made.code)),
        seal=desk.seal,
        now=desk.now,
        unit=made.unit,
        registration_id=made.registration_id,
    )
