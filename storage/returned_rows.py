"""Rows of a list as a returned file needs them: a part at a time, whom they are about, and their answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage.batches import BatchRow, chunks, row_of
from storage.schema import batch_rows
from storage.sealing import Sealer

_R = batch_rows.c


def rows_after(
    db: Connection, batch_id: str, row_code: str, *, keys: Collection[str], limit: int, seal: Sealer
) -> list[BatchRow]:
    """Some rows of a list by row code, after one ("" = from the first), with these keys of their values."""
    query = select(batch_rows).where(_R.batch_id == batch_id, _R.row_code > row_code)
    return [row_of(row, seal, keys=keys) for row in db.execute(query.order_by(_R.row_code).limit(limit)).all()]


def persons_of(db: Connection, row_ids: Collection[str]) -> tuple[set[str], set[str]]:
    """Whom some rows are about: registrations' ids, and blind indexes of persons who have none."""
    registered: set[str] = set()
    strangers: set[str] = set()
    for some in chunks(sorted(row_ids)):
        for one, index in db.execute(select(_R.registration_id, _R.person_index).where(_R.id.in_(some))):
            if one:
                registered.add(one)
            elif index:
                strangers.add(index)
    return registered, strangers


_ANSWER = (
    update(batch_rows)
    .where(_R.id == bindparam("row"))
    .values(
        result=bindparam("said"),
        answer_sealed=bindparam("sealed"),
        answered_at=bindparam("at", type_=_R.answered_at.type),
    )
)


def answer(db: Connection, answers: Iterable[tuple[str, str, str]], *, seal: Sealer, now: datetime) -> None:
    """What the other office said: (row id, stored result, what it filled in as JSON text)."""
    rows = [
        {
            "row": row_id,
            "said": result[:60],
            "sealed": seal.seal(filled, table="batch_rows", column="answer_sealed", row=row_id),
            "at": now,
        }
        for row_id, result, filled in answers
    ]
    if rows:
        db.execute(_ANSWER, rows)
