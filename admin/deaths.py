"""A death that was reported: nothing changes until an officer has asked the family and decided."""

from __future__ import annotations

import json

from admin import moves
from admin.cards import LATER, NEXT, OPEN, UNDO, button
from admin.desk import Answer, CannotDo, Desk, Stale
from admin.scope import staff_of
from domain.packing import pack_text
from domain.people import text_of
from domain.registration import Registration
from domain.rejections import STOP_REASONS
from domain.wording import Answers, Text
from storage import batches, change_reports, registrations, tasks
from storage.change_reports import ChangeReport

CARD = Text(
    "death_report.card",
    "Tin báo mất {code}, người báo: {name}. Hỏi gia đình và trưởng thôn trước khi quyết định.",
)
RIGHT = Text("button.death_right", "Đúng, dừng từ kỳ sau")
WRONG = Text("button.death_wrong", "Báo nhầm")
STOPPED = Text("death_report.stopped", "Đã dừng {code} từ kỳ sau.")
WITHDRAWN = Text("death_report.wrong", "Đã bỏ tin báo mất {code}. Hồ sơ trở lại như trước.")
SETTLED = Text("death_report.settled", "Tin báo mất này đã được quyết định.")
STILL_OPEN = Text("death_report.later", "Tin báo còn chờ quyết định.")
POLICE = Text("death_report.police", "Công an")
CORRECTED = Text("death_report.corrected", "LƯU Ý: Công an đã sửa kết quả, không còn ghi đã chết.")


def first_open(desk: Desk, *, after: ChangeReport | None = None) -> Answer | None:
    """The card of the oldest open report (or of the one after another), None when there is none."""
    report = change_reports.next_open(
        desk.db,
        kind="death",
        units=staff_of(desk).units,
        after=after.at if after else None,
        seal=desk.seal,
    )
    return _card(desk, report) if report else None


def _card(desk: Desk, report: ChangeReport) -> Answer:
    registration = _registration(desk, report)
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    name = text_of(answers, "requester_name") or text_of(answers, "full_name")
    corrected = _is_corrected(desk, report)
    card = Text(CARD.key, CARD.vietnamese, code=registration.code, name=POLICE if _is_by_police(report) else name)
    return Answer(
        lines=(*((CORRECTED,) if corrected else ()), card),
        choices=(
            button(RIGHT, "tinmat", id=report.id, right=True, corrected=corrected),
            button(WRONG, "tinmat", id=report.id, right=False),
            button(LATER, "tinmat", id=report.id, later=True),
            button(OPEN, "mohoso", code=registration.code),
        ),
        unit=registration.unit,
        about=registration.id,
    )


def _is_by_police(report: ChangeReport) -> bool:
    return text_of(report.answers, "reported_by") == "police"


def _is_corrected(desk: Desk, report: ChangeReport) -> bool:
    """The police said so in a list, and have since said something else there."""
    batch = batches.find_by_code(desk.db, text_of(report.answers, "list")) if _is_by_police(report) else None
    if batch is None:
        return False
    rows = batches.rows_of(desk.db, batch.id, seal=desk.seal, registration_ids=[report.registration_id])
    return not any("dead" in row.result.split(";") for row in rows)


def decide(desk: Desk, args: Answers) -> Answer:
    """Đúng: the registration stops, quietly. Báo nhầm: the report is dropped. Để sau: what waits next.

    A card from before the police corrected their answer stops nobody: the new card stands instead.
    """
    report = change_reports.find(desk.db, text_of(args, "id"), seal=desk.seal)
    if report is None or report.kind != "death" or not staff_of(desk).serves(report.unit):
        raise CannotDo(moves.NOT_FOUND)
    if args.get("later") is True:
        waiting = button(NEXT, "choduyet", text="", past_deaths=True)
        return first_open(desk, after=report) or Answer(lines=(STILL_OPEN,), choices=(waiting,))
    if report.state != change_reports.OPEN:
        raise Stale(SETTLED)
    right = args.get("right") is True
    if args.get("right") is None or (right and _is_corrected(desk, report) and args.get("corrected") is not True):
        return _card(desk, report)
    registration = _registration(desk, report)
    settle(desk, report, right=right)
    if not right:
        return _said(WITHDRAWN, registration)
    said = STOP_REASONS["death"]
    decision = moves.move(
        desk,
        registration,
        "stop",
        reason=moves.Reason(key=moves.SILENT, say=said),
        reason_sealed=registrations.sealed_reason(
            json.dumps(pack_text(said), ensure_ascii=False), registration.id, seal=desk.seal
        ),
    )
    undo = button(UNDO, "hoantac", code=registration.code, decision=decision)
    return Answer(
        lines=(Text(STOPPED.key, STOPPED.vietnamese, code=registration.code),),
        choices=(undo,),
        about=registration.id,
    )


def _said(text: Text, registration: Registration) -> Answer:
    return Answer(
        lines=(Text(text.key, text.vietnamese, code=registration.code),),
        choices=(button(OPEN, "mohoso", code=registration.code),),
        about=registration.id,
    )


def settle(desk: Desk, report: ChangeReport, *, right: bool) -> None:
    """The report is decided (right) or dropped, its task done. Raises Stale when it was before."""
    state = change_reports.DECIDED if right else change_reports.UNDONE
    by = staff_of(desk).id
    if not change_reports.settle(desk.db, report.id, before=change_reports.OPEN, state=state, by=by, now=desk.now):
        raise Stale(SETTLED)
    tasks.finish_by_key(desk.db, ":".join(("report", report.id)), by=by, now=desk.now)


def _registration(desk: Desk, report: ChangeReport) -> Registration:
    registration = registrations.find(desk.db, report.registration_id, seal=desk.seal)
    if registration is None:
        raise CannotDo(moves.NOT_FOUND)
    return registration
