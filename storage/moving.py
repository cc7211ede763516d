"""From a SQLite database to an empty PostgreSQL one: table by table, in chunks, compared at the end.

Both are marked meanwhile, so that no program works on either half; the old one stays marked afterwards. A move
that was cut off goes on behind the last row it wrote: nothing else can have changed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Select,
    String,
    Table,
    and_,
    collate,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    tuple_,
)
from sqlalchemy.exc import DBAPIError

from storage import places
from storage.schema import metadata, settings
from storage.sealing import Sealer

#: In ``settings``: the move's sign; before it, in the old database, whether that is being left or was left.
MARK = "moving"
LEAVING, LEFT = "leaving", "left"
CHUNK, FILES = 2000, 10
#: Rows compared at each end of a table, and as many at random.
SAMPLE = 25
Key = tuple[Any, ...]
#: What a seal is bound to besides its column, where that is not the row's id.
_SEALED_BY: Mapping[str, Callable[[Any], str]] = {
    "inbox": lambda row: str(row.key),
    "outbox": lambda row: str(row.uid),
    "registration_versions": lambda row: f"{row.registration_id}:{row.version}",
    "import_rows": lambda row: f"{row.import_id}:{row.line}",
}


class HalfMoved(Exception):
    """A database that is being moved, or was left. left: all of it is in the other one."""

    def __init__(self, *, left: bool) -> None:
        super().__init__("left for another database" if left else "being moved")
        self.left = left


class NotEmpty(Exception):
    """The new database has rows that do not come from this move."""


class CannotMove(Exception):
    """A table that could not be moved, or came out differently."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def refuse_half_moved(db: Connection) -> None:
    """Before a program works on a database. Raises HalfMoved."""
    mark = places.read_setting(db, MARK)
    if mark:
        raise HalfMoved(left=mark.startswith(LEFT))


def tables() -> Sequence[Table]:
    """All of them, each behind those it refers to."""
    return metadata.sorted_tables


# --- begin and end -----------------------------------------------------------------------------------------


def sign_of(source: Connection) -> str:
    """The sign of the move that was begun from here, or a new one; no two moves have the same."""
    return places.read_setting(source, MARK).partition(":")[2] or secrets.token_hex(16)


def begin(target: Connection, sign: str) -> None:
    """Mark the new database, whose tables are made; again does nothing. Raises NotEmpty."""
    if places.read_setting(target, MARK) == sign:
        return
    if any(target.execute(_ours(select(literal(1)).select_from(one), one).limit(1)).first() for one in tables()):
        raise NotEmpty
    places.write_setting(target, MARK, sign)


def leave(source: Connection, sign: str, *, left: bool = False) -> None:
    """Mark the old database: nobody works on it from now on; ``left``: everything is in the new one."""
    places.write_setting(source, MARK, f"{LEFT if left else LEAVING}:{sign}")


def stay(source: Connection) -> None:
    """Take the mark away: the old database is worked on again."""
    source.execute(delete(settings).where(settings.c.name == MARK))


def finish(source: Connection, target: Connection) -> None:
    """What comes after the rows: numbers go on where they were, the planner knows the tables, the mark goes."""
    given = {name: number for name, number in source.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    for table in tables():
        column = table.autoincrement_column
        if column is None:
            continue
        highest = target.execute(select(func.max(column))).scalar_one() or 0
        number = max(highest, given.get(table.name, 0))
        if number:
            target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column.name), number)))
    target.execute(text("ANALYZE"))
    target.execute(delete(settings).where(settings.c.name == MARK))


# --- rows --------------------------------------------------------------------------------------------------


def count(db: Connection, table: Table) -> int:
    """Rows of a table."""
    return int(db.execute(_ours(select(func.count()).select_from(table), table)).scalar_one())


def last_key(target: Connection, table: Table) -> Key | None:
    """The last row that has come, None when none has."""
    texts_by_bytes = [  # the order in which SQLite gave them
        collate(column, "C") if isinstance(column.type, String) else column for column in table.primary_key
    ]
    query = _ours(select(*table.primary_key), table).order_by(*(column.desc() for column in texts_by_bytes))
    row = target.execute(query.limit(1)).first()
    return None if row is None else tuple(row)


def copy_some(
    source: Connection, target: Connection, *, table: Table, after: Key | None
) -> tuple[Key | None, int]:
    """The next rows behind a key: the last one's key (None: there are no more), how many. Raises CannotMove."""
    query = _ours(select(table), table).order_by(*table.primary_key).limit(_size(table))
    if after is not None:
        query = query.where(tuple_(*table.primary_key) > tuple_(*map(literal, after)))
    rows = source.execute(query).mappings().all()
    if not rows:
        return None, 0
    try:
        target.execute(insert(table), [dict(row) for row in rows])
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        raise CannotMove(table.name) from error
    return tuple(rows[-1][column.name] for column in table.primary_key), len(rows)


def _ours(query: Select[Any], table: Table) -> Select[Any]:
    """Without the mark, which is each database's own."""
    return query.where(settings.c.name != MARK) if table is settings else query


def _size(table: Table) -> int:
    """Rows of a chunk: files are large."""
    return FILES if any(isinstance(column.type, LargeBinary) for column in table.c) else CHUNK


# --- comparing ---------------------------------------------------------------------------------------------


def compare(source: Connection, target: Connection, *, table: Table, seal: Sealer) -> int:
    """As many rows, and a sample the same and to be opened; how many there are. Raises CannotMove, Unsealable."""
    total = count(source, table)
    if count(target, table) != total:
        raise CannotMove(table.name)
    for key in _sample(source, table):
        query = select(table).where(and_(*(c == part for c, part in zip(table.primary_key, key, strict=True))))
        old, new = source.execute(query).one(), target.execute(query).one_or_none()
        if new is None or dict(old._mapping) != dict(new._mapping):
            raise CannotMove(table.name)
        _open(new, table, seal)
    return total


def _sample(source: Connection, table: Table) -> set[Key]:
    keys = _ours(select(*table.primary_key), table).limit(SAMPLE)
    queries = (
        keys.order_by(*table.primary_key),
        keys.order_by(*(column.desc() for column in table.primary_key)),
        keys.order_by(func.random()),
    )
    return {tuple(row) for query in queries for row in source.execute(query)}


def _open(row: Any, table: Table, seal: Sealer) -> None:
    bound_to = _SEALED_BY.get(table.name, lambda row: str(row.id))
    for column in table.c:
        value = row._mapping[column.name]
        if not column.name.endswith("_sealed") or value is None:
            continue
        opened = seal.unseal_bytes if isinstance(value, bytes) else seal.unseal
        opened(value, table=table.name, column=column.name, row=bound_to(row))
