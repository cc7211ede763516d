"""Files that came back: staged row by row, applied by one small commit, followed in chunks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from storage.schema import batches, import_rows, imports
from storage.sealing import Sealer

_TABLE = "import_rows"
_I = imports.c
_R = import_rows.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file. kind: of its list. cursor: how far the moves and notices have come."""

    id: str
    batch_id: str
    kind: str
    staff_id: str
    staged_at: datetime
    applied_at: datetime | None = None
    followed_at: datetime | None = None
    cursor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A staged answer to one row of a list."""

    line: int
    batch_row_id: str
    result: str
    answer: Mapping[str, Any] = field(repr=False)


def stage(db: Connection, file: Import, *, sha256_index: str) -> None:
    """Begin to stage a file: what an earlier, cut off try left under this id goes."""
    drop(db, file.id)
    db.execute(
        insert(imports).values(
            id=file.id,
            batch_id=file.batch_id,
            kind=file.kind,
            sha256_index=sha256_index,
            staff_id=file.staff_id,
            staged_at=file.staged_at,
        )
    )


def stage_rows(db: Connection, import_id: str, rows: Iterable[ImportRow], *, seal: Sealer) -> None:
    """Keep some rows; nothing counts yet."""
    kept = [
        {
            "import_id": import_id,
            "line": row.line,
            "batch_row_id": row.batch_row_id,
            "result": row.result[:60],
            "answer_sealed": seal.seal(
                json.dumps(dict(row.answer), ensure_ascii=False, default=_as_json),
                table=_TABLE,
                column="answer_sealed",
                row=_seal_row(import_id, row.line),
            ),
        }
        for row in rows
    ]
    if kept:
        db.execute(insert(import_rows), kept)


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def drop(db: Connection, import_id: str) -> None:
    """Forget a file that was not applied."""
    unapplied = select(_I.id).where(_I.id == import_id, _I.applied_at.is_(None))
    db.execute(delete(import_rows).where(_R.import_id.in_(unapplied)))
    db.execute(delete(imports).where(_I.id == import_id, _I.applied_at.is_(None)))


def drop_after(db: Connection, import_id: str, *, line: int) -> None:
    """Forget the staged rows behind a line, of a file not yet applied."""
    unapplied = select(_I.id).where(_I.id == import_id, _I.applied_at.is_(None))
    db.execute(delete(import_rows).where(_R.import_id.in_(unapplied), _R.line > line))


def forget_old(db: Connection, *, before: datetime) -> int:
    """Forget files that were staged before a moment and never applied; how many."""
    old = list(db.execute(select(_I.id).where(_I.applied_at.is_(None), _I.staged_at < before)).scalars())
    for import_id in old:
        drop(db, import_id)
    return len(old)


def find(db: Connection, import_id: str) -> Import | None:
    """One file by id."""
    row = db.execute(select(imports).where(_I.id == import_id)).first()
    return _import(row) if row else None


def applied_with_hash(db: Connection, sha256_indexes: Collection[str]) -> Import | None:
    """The applied file with the same bytes, of a list that stands."""
    row = db.execute(
        select(imports)
        .outerjoin(batches, batches.c.id == _I.batch_id)
        .where(
            _I.sha256_index.in_(list(sha256_indexes)), _I.applied_at.isnot(None), batches.c.recalled_at.is_(None)
        )
        .order_by(_I.applied_at.desc())
        .limit(1)
    ).first()
    return _import(row) if row else None


def last_applied(db: Connection, batch_id: str) -> Import | None:
    """The file applied last to a list."""
    query = (
        select(imports)
        .where(_I.batch_id == batch_id, _I.applied_at.isnot(None))
        .order_by(_I.applied_at.desc())
        .limit(1)
    )
    row = db.execute(query).first()
    return _import(row) if row else None


def apply(db: Connection, import_id: str, *, now: datetime) -> bool:
    """From now on it counts; False when it did already."""
    done = db.execute(update(imports).where(_I.id == import_id, _I.applied_at.is_(None)).values(applied_at=now))
    return done.rowcount == 1


def advance(db: Connection, import_id: str, *, cursor: int) -> None:
    """This far the moves and notices are made."""
    db.execute(update(imports).where(_I.id == import_id).values(cursor=cursor))


def followed(db: Connection, import_id: str, *, now: datetime) -> None:
    """All moves and notices are made."""
    db.execute(update(imports).where(_I.id == import_id).values(followed_at=now))


def count(db: Connection, import_id: str) -> int:
    """How many rows were staged: their lines are numbered from 1."""
    return db.execute(select(func.max(_R.line)).where(_R.import_id == import_id)).scalar_one() or 0


def answers_after(
    db: Connection, import_id: str, line: int, *, limit: int, seal: Sealer
) -> list[tuple[int, str, str, str]]:
    """(line, row of the list, result, answer as JSON text) of staged rows after a line, in order."""
    query = select(_R.line, _R.batch_row_id, _R.result, _R.answer_sealed)
    rows = db.execute(_after(query, import_id, line).limit(limit)).all()
    return [
        (
            number,
            row_id,
            result or "",
            seal.unseal(sealed, table=_TABLE, column="answer_sealed", row=_seal_row(import_id, number)),
        )
        for number, row_id, result, sealed in rows
    ]


def row_ids_after(db: Connection, import_id: str, line: int, *, limit: int) -> list[tuple[int, str]]:
    """(line, row of the list) of staged rows after a line, in order."""
    query = _after(select(_R.line, _R.batch_row_id), import_id, line)
    return [(number, row_id) for number, row_id in db.execute(query.limit(limit)).all()]


def _after(query: Any, import_id: str, line: int) -> Any:
    return query.where(_R.import_id == import_id, _R.line > line).order_by(_R.line)


def _import(row: Row[Any]) -> Import:
    return Import(
        id=row.id,
        batch_id=row.batch_id or "",
        kind=row.kind,
        staff_id=row.staff_id,
        staged_at=row.staged_at,
        applied_at=row.applied_at,
        followed_at=row.followed_at,
        cursor=row.cursor,
    )


def _seal_row(import_id: str, line: int) -> str:
    return ":".join((import_id, str(line)))
