"""What another office's answer means for a registration: moves one after the other, change reports, tasks."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from admin import moves
from admin.desk import CannotDo, Desk
from domain.registration import MOVES, Registration
from domain.wording import Text
from storage import audit, change_reports, registrations, tasks
from storage.batches import Batch
from storage.payments import Payee

log = logging.getLogger(__name__)
REPORTED: dict[str, Text] = {
    "death": Text(
        "report.death_office", "Tin báo mất, danh sách {batch_code}. Hỏi gia đình trước khi quyết định."
    ),
    "moved": Text(
        "report.moved_office", "Tin báo đã chuyển đi, danh sách {batch_code}. Hỏi lại trước khi quyết định."
    ),
}


def move_each(desk: Desk, those: Sequence[Registration], name: str) -> None:
    """The same move for many; one that somebody changed just now is read again, and left if it moved."""
    if not those:
        return
    try:
        with desk.db.begin_nested():
            moves.move_many(desk, those, name)
            return
    except CannotDo:
        pass
    for one in those:
        now = registrations.find(desk.db, one.id, seal=desk.seal)
        if now is None or now.status not in MOVES[name].before:
            continue
        try:
            with desk.db.begin_nested():
                moves.move_many(desk, [now], name)
        except CannotDo:
            log.warning("a registration changed while a list was followed: move=%s", name)


def report(desk: Desk, one: Registration | Payee, *, kind: str, by: str, batch: Batch) -> None:
    """A death or a move reported by an office: for the officer to decide, never a stop by itself. Once a list."""
    key = hashlib.sha256(":".join((by, batch.id, one.id, kind)).encode()).hexdigest()[:32]
    if change_reports.find_by_talk(desk.db, key, seal=desk.seal) is not None:
        return
    report_id = change_reports.add(
        desk.db,
        talk_id=key,
        registration_id=one.id,
        chat_id=one.chat_id,
        unit=one.unit,
        kind=kind,
        answers={"reported_by": by, "list": batch.code, "change_kind": kind},
        seal=desk.seal,
        now=desk.now,
    )
    source = REPORTED[kind]
    tasks.add(
        desk.db,
        key=":".join(("report", report_id)),
        kind="death" if kind == "death" else "change",
        text=moves.packed(Text(source.key, source.vietnamese, batch_code=batch.code)),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
    )
    audit.write(desk.db, at=desk.now, who=desk.who, what="report.made", about=one.id, kind=kind, list=batch.code)
