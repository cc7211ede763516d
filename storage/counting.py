"""Counts for figures and digests; nothing here reads a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, exists, func, select

from domain.registration import IN_QUEUE, Status
from storage.schema import batch_rows, batches, registrations

_C = registrations.c


def by_unit_and_status(
    db: Connection, *, units: Collection[str], groups: Collection[str]
) -> dict[tuple[str, Status], int]:
    """How many registrations each unit has in each status; groups () = all."""
    query = select(_C.unit, _C.status, func.count()).where(_C.unit.in_(list(units)))
    if groups:
        wanted = {*groups, "HTXH"} if "BTXH" in groups else set(groups)
        query = query.where(_C.category_group.in_(sorted(wanted)))
    return {(row[0], Status(row[1])): row[2] for row in db.execute(query.group_by(_C.unit, _C.status))}


def waiting_and_late(db: Connection, *, units: Collection[str], today: date) -> tuple[int, int]:
    """How many registrations wait for an officer, and how many of them are past their due day."""
    row = db.execute(
        select(func.count(), func.count().filter(_C.due_on < today)).where(
            _C.unit.in_(list(units)), _C.status.in_([str(status) for status in IN_QUEUE])
        )
    ).one()
    return row[0], row[1]


def lists_with_police(db: Connection, *, units: Collection[str]) -> int:
    """How many lists the police have not answered in full."""
    open_row = exists().where(
        batch_rows.c.batch_id == batches.c.id,
        batch_rows.c.result.is_(None),
        batch_rows.c.taken_out_at.is_(None),
    )
    return db.execute(
        select(func.count())
        .select_from(batches)
        .where(
            batches.c.kind == "CA",
            batches.c.unit.in_(list(units)),
            batches.c.recalled_at.is_(None),
            open_row,
        )
    ).scalar_one()


def count_all(db: Connection) -> int:
    """How many registrations there are."""
    return db.execute(select(func.count()).select_from(registrations)).scalar_one()
