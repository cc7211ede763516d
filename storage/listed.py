"""Where registrations and persons stand among the lists: open, of a period, answered so and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from storage.batches import BatchRow, chunks, row_of
from storage.schema import batch_rows, batches, registrations
from storage.sealing import Sealer

_B = batches.c
_R = batch_rows.c


def in_open_list(db: Connection, registration_ids: Collection[str], *, kind: str) -> set[str]:
    """Those of some registrations that stand in a list of a kind which is not recalled, not yet answered there."""
    found: set[str] = set()
    for some in chunks(sorted(registration_ids)):
        query = (
            select(_R.registration_id)
            .join(batches, _B.id == _R.batch_id)
            .where(
                _R.registration_id.in_(some),
                _B.kind == kind,
                _B.recalled_at.is_(None),
                _R.answered_at.is_(None),
                _R.taken_out_at.is_(None),
            )
        )
        found |= set(db.execute(query).scalars())
    return found


def in_period(
    db: Connection, *, kind: str, period: str, person_indexes: Collection[str], seal: Sealer
) -> list[tuple[str, BatchRow]]:
    """Rows of some persons in the lists of a kind and period that are not recalled, each with its list's code."""
    found: list[tuple[str, BatchRow]] = []
    for some in chunks(sorted(person_indexes)):
        query = (
            select(batch_rows, _B.code)
            .join(batches, _B.id == _R.batch_id)
            .where(
                _R.person_index.in_(some),
                _B.kind == kind,
                _B.period == period,
                _B.recalled_at.is_(None),
                _R.taken_out_at.is_(None),
            )
        )
        found += [(row.code, row_of(row, seal)) for row in db.execute(query)]
    return found


def with_result(
    db: Connection, *, kind: str, result: str, before: datetime, status: str, pay_by: str
) -> list[tuple[str, str]]:
    """(row id, registration id) of rows answered so before a moment whose registration still stands like this."""
    query = (
        select(_R.id, _R.registration_id)
        .join(batches, _B.id == _R.batch_id)
        .join(registrations, registrations.c.id == _R.registration_id)
        .where(
            _B.kind == kind,
            _R.result == result,
            _R.answered_at < before,
            registrations.c.status == status,
            registrations.c.pay_by == pay_by,
        )
    )
    return [(row.id, row.registration_id) for row in db.execute(query)]


def last_answer_on(
    db: Connection, registration_ids: Collection[str], *, kind: str, result: str
) -> dict[str, datetime]:
    """When the newest such answer came, by registration."""
    found: dict[str, datetime] = {}
    for some in chunks(sorted(registration_ids)):
        query = (
            select(_R.registration_id, func.max(_R.answered_at))
            .join(batches, and_(_B.id == _R.batch_id, _B.kind == kind))
            .where(_R.registration_id.in_(some), _R.result == result)
            .group_by(_R.registration_id)
        )
        for registration_id, at in db.execute(query):
            found[registration_id] = at
    return found
