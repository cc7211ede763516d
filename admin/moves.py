"""One registration, or many, moved by a row of MOVES: checked, decided, audited, told, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from admin import notices
from admin.desk import CannotDo, Desk, Stale
from domain.packing import pack_text
from domain.persons import has_representative
from domain.registration import CITIZEN, MOVES, PROGRAM, Move, Registration
from domain.wording import Text
from storage import decisions, notes, registrations, timers

NOT_ALLOWED = Text("staff.not_allowed", "Không có quyền dùng lệnh này.")
NOT_FOUND = Text("staff.not_found", "Không thấy hồ sơ này trong phạm vi được giao.")
OWN_ENTRY = Text("four_eyes", "Hồ sơ do chính mình nhập. Cần người khác duyệt.")
OWN_RELATIVE = Text("own_relative", "Hồ sơ của người nhà. Cần người khác duyệt.")
STILL_DUPLICATE = Text("duplicate_open", "Chưa duyệt: còn lưu ý có thể trùng. Xem rồi chọn Không trùng.")
NOT_ASKED = Text("not_asked", "Chưa duyệt. Hồ sơ còn trong danh sách chờ, có lưu ý Chưa hỏi người hưởng.")
PAPER_FIRST = Text("paper_first", "Chưa chuyển được: nhận thay mà chưa xem giấy.")
OVERTAKEN = Text("stale.overtaken", "Hồ sơ vừa có người khác đổi. Mở lại hồ sơ để xem.")
WRONG_STATUS = Text("move.wrong_status", "Hồ sơ {code} không ở bước này nữa.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why: a stored key, what the citizen reads of it, and the words of an officer."""

    key: str = ""
    say: Text | None = None
    note: str = ""


NO_REASON = Reason()
#: A stop for this reason is told to nobody: the officer has called the family.
SILENT = "death"


def _four_eyes(desk: Desk, registration: Registration) -> None:
    if desk.staff is None:
        return
    if registration.typed_by == desk.staff.id:
        raise CannotDo(OWN_ENTRY)
    if is_own_relative(desk, registration):
        raise CannotDo(OWN_RELATIVE)


def is_own_relative(desk: Desk, registration: Registration) -> bool:
    """Whether who sits at the desk has said that this is a relative of theirs."""
    return desk.staff is not None and notes.is_relative(desk.db, registration.id, staff_id=desk.staff.id)


def _no_duplicate(desk: Desk, registration: Registration) -> None:
    if "duplicate" in registration.warnings:
        raise CannotDo(STILL_DUPLICATE)


def _asked(desk: Desk, registration: Registration) -> None:
    if registration.pay_by == "account" and registration.asked_answer != "agreed":
        raise CannotDo(NOT_ASKED)


def _paper_seen(desk: Desk, registration: Registration) -> None:
    if registration.paper_seen_on is None and needs_paper(desk, registration):
        raise CannotDo(PAPER_FIRST)


def needs_paper(desk: Desk, registration: Registration) -> bool:
    """Whether a guardian or an authorised person stands behind it, whose paper must be seen."""
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    return has_representative(answers)


def _nothing(desk: Desk, registration: Registration) -> None:
    """What admin/undo.py finds out itself."""


#: What a move may need, by the names that stand in MOVES.
NEEDS: Mapping[str, Callable[[Desk, Registration], None]] = {
    "four_eyes": _four_eyes,
    "no_duplicate": _no_duplicate,
    "asked": _asked,
    "paper_seen": _paper_seen,
    "same_officer": _nothing,
    "not_told": _nothing,
}


def may_move(desk: Desk, registration: Registration, name: str) -> None:
    """Raise CannotDo when this move cannot be made by this person from this status."""
    row = MOVES[name]
    actor = desk.staff.role if desk.staff else CITIZEN if desk.chat_id else PROGRAM
    if actor not in row.who or (desk.staff is not None and desk.staff.suspended):
        raise CannotDo(NOT_ALLOWED)
    if registration.status not in row.before:
        raise CannotDo(Text(WRONG_STATUS.key, WRONG_STATUS.vietnamese, code=registration.code))
    for need in row.needs:
        NEEDS[need](desk, registration)


def move(desk: Desk, registration: Registration, name: str, *, reason: Reason = NO_REASON, **values: Any) -> str:
    """Move a registration as it was read; the id of the decision. values: further columns changed with it.

    Raises CannotDo when it may not be made, Stale when somebody changed the registration first.
    """
    may_move(desk, registration, name)
    return move_many(desk, [registration], name, reason=reason, **values)[registration.id]


def move_many(
    desk: Desk,
    those: Sequence[Registration],
    name: str,
    *,
    reason: Reason = NO_REASON,
    **values: Any,
) -> dict[str, str]:
    """Move many registrations of the same row of MOVES; decision ids by registration id.

    The caller has checked who may (``may_move`` of one) and that each is in the right status. Raises Stale
    when somebody changed one of them first: then the caller's transaction takes all of them back.
    """
    row = MOVES[name]
    if row.after is None:
        raise ValueError("an undo is made by admin.undo")
    wrong = next((one for one in those if one.status not in row.before), None)
    if wrong is not None:
        raise CannotDo(Text(WRONG_STATUS.key, WRONG_STATUS.vietnamese, code=wrong.code))
    columns = {"status": str(row.after), "status_since": desk.now, "claimed_by": None, "claimed_until": None}
    if not registrations.change_many(desk.db, those, **(columns | values)):
        raise Stale(OVERTAKEN)
    made = {one.id: _decision(desk, one, row, reason) for one in those}
    decisions.keep(desk.db, list(made.values()))
    notices.audit_moves(desk, name, [(one, str(made[one.id]["id"])) for one in those])
    if row.told:
        told = "" if reason.key == SILENT else row.told
        _tell(desk, those, row, told=told, made={one_id: str(row["id"]) for one_id, row in made.items()})
    return {one_id: str(decision["id"]) for one_id, decision in made.items()}


def packed(text: Text) -> str:
    """A text as the columns keep it."""
    return json.dumps(pack_text(text), ensure_ascii=False)


def _decision(desk: Desk, one: Registration, row: Move, reason: Reason) -> dict[str, Any]:
    decision_id = registrations.new_id()
    note = json.dumps(
        {"say": pack_text(reason.say) if reason.say else None, "note": reason.note}, ensure_ascii=False
    )
    assert row.after is not None
    return {
        "id": decision_id,
        "registration_id": one.id,
        "version": one.version,
        "typed_by": one.typed_by,
        "decided_by": _decided_by(desk, one, row),
        "move": row.name,
        "before": str(one.status),
        "after": str(row.after),
        "reason": reason.key,
        "note_sealed": decisions.sealed_note(note, decision_id, seal=desk.seal)
        if reason.say or reason.note
        else None,
        "at": desk.now,
    }


def _decided_by(desk: Desk, one: Registration, row: Move) -> str | None:
    """Nobody for the citizen and the program, and for steps that need no second pair of eyes."""
    if desk.staff is None or ("four_eyes" not in row.needs and one.typed_by == desk.staff.id):
        return None
    return desk.staff.id


def _tell(desk: Desk, those: Sequence[Registration], row: Move, *, told: str, made: Mapping[str, str]) -> None:
    """A notice now, or a timer that lets it be born when the move can no longer be undone.

    A notice that cannot be undone waits for one before it that still can: they come in order.
    """
    waiting = {} if row.undoable else decisions.untold(desk.db, [one.id for one in those])
    at_once = [one for one in those if not row.undoable and one.id not in waiting]
    notices.keep(desk, [(one, told, made[one.id]) for one in at_once])
    undo_over = desk.now + timedelta(seconds=desk.settings.undo_seconds)
    for one in those:
        if row.undoable or one.id in waiting:
            timers.set_timer(
                desk.db,
                kind=notices.TELL,
                about=one.id,
                version=one.version,
                body={"decision": made[one.id], "told": told},
                due_at=waiting[one.id] + timedelta(seconds=1) if one.id in waiting else undo_over,
                seal=desk.seal,
            )
