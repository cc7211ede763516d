"""Lists exchanged with other offices, and their rows: what went out, what was answered."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, insert, select, update

from storage.schema import batch_rows, batches, staff
from storage.sealing import Sealer

_TABLE = "batch_rows"
_B = batches.c
_R = batch_rows.c
_Item = TypeVar("_Item")
#: No statement names more values than this (SQLite's and asyncpg's limits lie higher).
CHUNK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A list. kind: DK, CA, XT, MT, CT. from_office: whose staff made it. people: rows; total: đồng."""

    id: str
    code: str
    kind: str
    unit: str
    category_group: str = ""
    to_office: str
    from_office: str = ""
    period: str = ""
    people: int
    total: int = 0
    made_by: str
    made_at: datetime
    recalled_at: datetime | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """A row of a list. values: as sent, by column key; answer: what the other office filled in, None = nothing.

    result: the stored value of the answer, "" = not yet answered. person_index: blind index of the person.
    """

    id: str
    batch_id: str
    line: int
    row_code: str
    registration_id: str
    version: int
    person_role: str
    person_index: str
    values: Mapping[str, Any] = field(repr=False)
    amount: int
    result: str = ""
    answer: Mapping[str, Any] | None = field(default=None, repr=False)
    answered_at: datetime | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Many of them pass through a pipe: in half the time it takes by default."""
        return _again, tuple(getattr(self, name) for name in BatchRow.__slots__)


def _again(*values: Any) -> BatchRow:
    return BatchRow(**dict(zip(BatchRow.__slots__, values, strict=True)))


def next_number(db: Connection, *, kind: str, unit: str, day: date) -> int:
    """The number the next list of a kind, unit and day gets."""
    begins = "-".join((kind, unit, f"{day:%y%m%d}", ""))
    made = db.execute(select(_B.code).where(_B.code.startswith(begins))).scalars()
    return max((int(code.rsplit("-", 1)[1]) for code in made), default=0) + 1


def add(db: Connection, batch: Batch, rows: Sequence[BatchRow], *, seal: Sealer) -> None:
    """Keep a list that goes out, with all its rows."""
    columns = ("id", "code", "kind", "unit", "category_group", "to_office", "period", "people", "total")
    values = {name: getattr(batch, name) for name in columns}
    db.execute(
        insert(batches).values(
            **values, made_by=batch.made_by, made_at=batch.made_at, document_id=batch.document_id or None
        )
    )
    for some in chunks(rows):
        db.execute(insert(batch_rows), [_stored(row, seal) for row in some])


def _stored(row: BatchRow, seal: Sealer) -> dict[str, Any]:
    sealed = seal.seal(_packed(row.values), table=_TABLE, column="row_sealed", row=row.id)
    return {
        "id": row.id,
        "batch_id": row.batch_id,
        "line": row.line,
        "row_code": row.row_code,
        "registration_id": row.registration_id or None,
        "version": row.version or None,
        "person_role": row.person_role,
        "person_index": row.person_index or None,
        "row_sealed": sealed,
        "amount": row.amount,
    }


def find(db: Connection, batch_id: str) -> Batch | None:
    """One list by id."""
    return _first(db, _B.id == batch_id)


def find_by_code(db: Connection, code: str) -> Batch | None:
    """One list by its code."""
    return _first(db, _B.code == code)


def _first(db: Connection, which: Any) -> Batch | None:
    row = db.execute(_batches().where(which)).first()
    return _batch(row) if row else None


def of_offices(
    db: Connection,
    *,
    kinds: Collection[str],
    to_office: str = "",
    from_office: str = "",
    open_only: bool = True,
    period: str = "",
    limit: int = 50,
) -> list[Batch]:
    """Lists sent to an office, or made in one, newest first; open: not recalled, with rows not yet answered."""
    query = _batches().where(_B.kind.in_(list(kinds)), _B.recalled_at.is_(None))
    if to_office:
        query = query.where(_B.to_office == to_office)
    if from_office:
        query = query.where(staff.c.office == from_office)
    if period:
        query = query.where(_B.period == period)
    if open_only:
        waiting = select(_R.id).where(_R.batch_id == _B.id, _R.answered_at.is_(None), _R.taken_out_at.is_(None))
        query = query.where(waiting.exists())
    rows = db.execute(query.order_by(_B.made_at.desc(), _B.code.desc()).limit(limit))
    return [_batch(row) for row in rows]


def rows_of(
    db: Connection,
    batch_id: str,
    *,
    seal: Sealer,
    registration_ids: Collection[str] | None = None,
    person_indexes: Collection[str] | None = None,
) -> list[BatchRow]:
    """The rows of a list in order: all, or those of some registrations or persons."""
    query = select(batch_rows).where(_R.batch_id == batch_id)
    column, wanted = (
        (_R.registration_id, registration_ids)
        if registration_ids is not None
        else (_R.person_index, person_indexes)
    )
    if wanted is None:
        return [row_of(row, seal) for row in db.execute(query.order_by(_R.line))]
    found: list[BatchRow] = []
    for some in chunks(sorted(wanted)):
        found += [row_of(row, seal) for row in db.execute(query.where(column.in_(some))).all()]
    return sorted(found, key=lambda row: row.line)


def recall(db: Connection, batch_id: str, *, now: datetime) -> bool:
    """Mark a list recalled; False when it was already."""
    done = db.execute(update(batches).where(_B.id == batch_id, _B.recalled_at.is_(None)).values(recalled_at=now))
    return done.rowcount == 1


def take_out(db: Connection, row_ids: Collection[str], *, now: datetime) -> None:
    """These rows no longer wait for an answer."""
    for some in chunks(sorted(row_ids)):
        db.execute(update(batch_rows).where(_R.id.in_(some)).values(taken_out_at=now))


def count_found(
    db: Connection, batch_ids: Sequence[str], values: Collection[str], *, persons: bool = False
) -> dict[str, int]:
    """How many of some row codes (or blind indexes of persons) stand in each list; one with none is left out."""
    column = _R.person_index if persons else _R.row_code
    found: dict[str, int] = {}
    for some in chunks(sorted(values)):
        query = (
            select(_R.batch_id, func.count(func.distinct(column)))
            .where(_R.batch_id.in_(list(batch_ids)), column.in_(some))
            .group_by(_R.batch_id)
        )
        for batch_id, count in db.execute(query):
            found[batch_id] = found.get(batch_id, 0) + count
    return found


def set_document(db: Connection, batch_id: str, document_id: str) -> None:
    """The file of a list, written anew."""
    db.execute(update(batches).where(_B.id == batch_id).values(document_id=document_id))


def chunks(items: Sequence[_Item], size: int = CHUNK) -> Iterable[Sequence[_Item]]:
    """The items in parts a statement can name."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _packed(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, default=_as_json)


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _batches() -> Any:
    return select(batches, staff.c.office).join(staff, staff.c.id == _B.made_by)


def _batch(row: Row[Any]) -> Batch:
    names = ("id", "code", "kind", "unit", "category_group", "to_office", "period", "people", "total")
    return Batch(
        **{name: getattr(row, name) for name in names},
        from_office=row.office,
        made_by=row.made_by,
        made_at=row.made_at,
        recalled_at=row.recalled_at,
        document_id=row.document_id or "",
    )


def row_of(row: Row[Any], seal: Sealer, *, keys: Collection[str] | None = None) -> BatchRow:
    """A row of batch_rows, opened; keys: of its values only these.

    Its columns are taken in their order: asked for by name, all of them cost more than the seal.
    """
    (
        ident,
        batch_id,
        line,
        row_code,
        registration_id,
        version,
        person_role,
        person_index,
        sealed,
        amount,
        result,
        answer_sealed,
        answered_at,
        _,
    ) = row[: len(_R)]
    answered = seal.unseal(answer_sealed, table=_TABLE, column="answer_sealed", row=ident) if answer_sealed else ""
    values = json.loads(seal.unseal(sealed, table=_TABLE, column="row_sealed", row=ident))
    return BatchRow(
        id=ident,
        batch_id=batch_id,
        line=line,
        row_code=row_code,
        registration_id=registration_id or "",
        version=version or 0,
        person_role=person_role,
        person_index=person_index or "",
        values=values if keys is None else {key: values[key] for key in keys if key in values},
        amount=amount or 0,
        result=result or "",
        answer=json.loads(answered) if answered else None,
        answered_at=answered_at,
    )
