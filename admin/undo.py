"""Hoàn tác: a decision taken back before the citizen was told, by the officer who made it."""

from __future__ import annotations

import json

from admin import notices
from admin.desk import CannotDo, Desk, Stale
from admin.moves import NOT_FOUND, OVERTAKEN
from admin.scope import registration_for, staff_of
from domain.people import text_of
from domain.registration import MOVES, Registration, Status
from domain.wording import Answers, OfficeTime, Text
from storage import change_reports, decisions, registrations, tasks, timers
from storage.decisions import Decision

UNDONE = Text("undone", "Đã hoàn tác. Người khai chưa nhận tin nào.")
TOO_LATE = Text("undo_too_late", "Tin đã gửi lúc {time}. Muốn đổi thì trả lại hồ sơ.")
MOVED_ON = Text("undo_moved_on", "Hồ sơ đã chuyển tiếp, không hoàn tác được.")


def undo(desk: Desk, args: Answers) -> Registration:
    """Take back the decision of these arguments; the registration as it is again.

    Raises CannotDo when it is somebody else's, too late, or the registration has moved on.
    """
    registration = registration_for(desk, args)
    decision = decisions.find(desk.db, text_of(args, "decision"), seal=desk.seal)
    if decision is None or (decision.registration_id, decision.decided_by) != (
        registration.id,
        staff_of(desk).id,
    ):
        raise CannotDo(NOT_FOUND)
    if decision.undone:
        return registration
    waiting = timers.standing(desk.db, kind=notices.TELL, about=registration.id, seal=desk.seal)
    timer = next((one for one in waiting if one.body.get("decision") == decision.id), None)
    if timer is None or timer.due_at <= desk.now:
        raise CannotDo(_too_late(desk, decision))
    if registration.status != decision.after or registration.version != decision.version:
        raise CannotDo(MOVED_ON)
    timers.done(desk.db, [timer.id], now=desk.now)
    _put_back(desk, registration, decision)
    return registrations.find_many(desk.db, [registration.id], seal=desk.seal)[registration.id]


def _too_late(desk: Desk, decision: Decision) -> Text:
    told = notices.told_at(desk, decision)
    return Text(TOO_LATE.key, TOO_LATE.vietnamese, time=OfficeTime(told))


def _put_back(desk: Desk, registration: Registration, decision: Decision) -> None:
    row = MOVES["undo"]
    assert registration.status in row.before
    standing = _standing_before(desk, decision)
    said = json.loads(standing.note)["say"] if standing and standing.note else None
    sealed = (
        registrations.sealed_reason(json.dumps(said, ensure_ascii=False), registration.id, seal=desk.seal)
        if said
        else None
    )
    keeps_fields = decision.before is Status.RETURNED
    done = registrations.change(
        desk.db,
        registration,
        status=str(decision.before),
        status_since=standing.at if standing else registration.sent_at,
        reason_sealed=sealed,
        **({} if keeps_fields else {"returned_fields": "[]"}),
        **({"asked_answer": None, "asked_how": None} if decision.move == "approve" else {}),
    )
    if not done:
        raise Stale(OVERTAKEN)
    decisions.mark_undone(desk.db, decision.id, now=desk.now)
    if decision.move == "stop":
        by = staff_of(desk).id
        for report in change_reports.take_back(desk.db, registration.id, by=by, decided_at=decision.at):
            tasks.reopen_by_key(desk.db, ":".join(("report", report)))
    notices.audit_moves(desk, "undo", [(registration, decision.id)])


def _standing_before(desk: Desk, decision: Decision) -> Decision | None:
    """The decision that had led to the status which comes back; None when it is as it was sent."""
    made = decisions.of_registration(desk.db, decision.registration_id, seal=desk.seal)
    earlier = [one for one in made if not one.undone and one.id != decision.id and one.at <= decision.at]
    return earlier[-1] if earlier and earlier[-1].after == decision.before else None
