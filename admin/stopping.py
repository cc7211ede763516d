"""A registration that ends because the person moved away or is no longer entitled: the officer decides."""

from __future__ import annotations

from admin import moves
from admin.cards import UNDO, button
from admin.deaths import SETTLED, settle
from admin.desk import Answer, CannotDo, Desk, Stale
from admin.scope import staff_of
from domain.people import text_of
from domain.registration import MOVES
from domain.rejections import STOP_REASONS
from domain.wording import Answers, Text
from storage import change_reports, registrations
from storage.change_reports import ChangeReport

STOP = Text("button.stop", "Dừng từ kỳ sau")
STOPPED = Text("stopped.staff", "Đã dừng {code} từ kỳ sau. Tin đi sau {x} giây.")


def may_end(desk: Desk, report_id: str) -> bool:
    """Whether an open report says something that ends a registration."""
    report = change_reports.find(desk.db, report_id, seal=desk.seal)
    return report is not None and bool(_reason(report)) and report.state == change_reports.OPEN


def _reason(report: ChangeReport) -> str:
    """Key of STOP_REASONS, "" for a report that ends nothing."""
    if report.kind == "moved":
        return "moved"
    ended = report.kind == "amount" and text_of(report.answers, "amount_kind") == "ended"
    return "ended" if ended else ""


def stop(desk: Desk, args: Answers) -> Answer:
    """Dừng từ kỳ sau: the registration is stopped, the citizen is told why once it cannot be undone."""
    report = change_reports.find(desk.db, text_of(args, "id"), seal=desk.seal)
    if report is None or not _reason(report) or not staff_of(desk).serves(report.unit):
        raise CannotDo(moves.NOT_FOUND)
    registration = registrations.find(desk.db, report.registration_id, seal=desk.seal)
    if registration is None or registration.status not in MOVES["stop"].before:
        raise Stale(SETTLED)
    settle(desk, report, right=True)
    said = STOP_REASONS[_reason(report)]
    decision = moves.move(
        desk,
        registration,
        "stop",
        reason=moves.Reason(key=_reason(report), say=said),
        reason_sealed=registrations.sealed_reason(moves.packed(said), registration.id, seal=desk.seal),
    )
    done = Text(STOPPED.key, STOPPED.vietnamese, code=registration.code, x=desk.settings.undo_seconds)
    return Answer(
        lines=(done,),
        choices=(button(UNDO, "hoantac", code=registration.code, decision=decision),),
        about=registration.id,
    )
