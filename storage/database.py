"""Open, begin, and everything that differs between SQLite and PostgreSQL. Knows no business word.

SQLAlchemy's defaults do not give SQLite real transactions (a CREATE TABLE survives a rollback, savepoints are
not nested): the driver's own transaction handling is switched off and BEGIN IMMEDIATE is said by us. One writer
connection, WAL, ``synchronous=FULL``: what is committed is on the disk.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Insert, Select, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",
)


class Newer(Exception):
    """The database was written by a newer program: both revisions are named."""


class Held(Exception):
    """Another process works on this SQLite file."""


def is_sqlite(url: str) -> bool:
    """Whether a URL names an embedded database."""
    return make_url(url).get_backend_name() == "sqlite"


def make_engine(url: str) -> AsyncEngine:
    """The engine that writes: one connection on SQLite, a small pool on PostgreSQL. Errors hide what was bound."""
    if is_sqlite(url):
        engine = create_async_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
        _real_transactions(engine.sync_engine, "BEGIN IMMEDIATE")
        return engine
    return create_async_engine(url, hide_parameters=True, pool_size=5, max_overflow=5, pool_pre_ping=True)


def make_reading_engine(url: str) -> AsyncEngine:
    """An engine for reading beside the writer (on PostgreSQL an engine like any other)."""
    if is_sqlite(url):
        engine = create_async_engine(url, hide_parameters=True, pool_size=2, max_overflow=0)
        _real_transactions(engine.sync_engine, "BEGIN")
        return engine
    return make_engine(url)


def make_sync_engine(url: str) -> Engine:
    """The same SQLite file without an event loop (tests, offline tools)."""
    engine = create_engine(url.replace("+aiosqlite", ""), hide_parameters=True, pool_size=1, max_overflow=0)
    _real_transactions(engine, "BEGIN IMMEDIATE")
    return engine


def _real_transactions(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def insert_new(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]) -> int:
    """Insert rows whose ``unique`` columns are not there yet; the number that was new."""
    if not rows:
        return 0
    result = db.execute(insert_ignore(db, table, unique=unique), [dict(row) for row in rows])
    return max(result.rowcount, 0)


def insert_ignore(db: Connection, table: Table, *, unique: Sequence[str]) -> Insert:
    """An INSERT … ON CONFLICT DO NOTHING of this database."""
    if db.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=list(unique))
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=list(unique))


def upsert(db: Connection, table: Table, row: Mapping[str, Any], *, unique: Sequence[str]) -> None:
    """Insert a row, or change the one with the same ``unique`` columns."""
    changed = {name: value for name, value in row.items() if name not in unique}
    if db.dialect.name == "sqlite":
        db.execute(sqlite.insert(table).values(row).on_conflict_do_update(index_elements=unique, set_=changed))
    else:
        db.execute(postgresql.insert(table).values(row).on_conflict_do_update(index_elements=unique, set_=changed))


def locked(db: Connection, query: Select[Any]) -> Select[Any]:
    """Rows that no other process works on, until the commit (on SQLite the one writer holds all)."""
    return query if db.dialect.name == "sqlite" else query.with_for_update(skip_locked=True)


# --- migrations --------------------------------------------------------------------------------------------


def migrate(db: Connection, *, backup_to: Path | None = None) -> str:
    """Bring the tables up to this program's; the revision reached. Raises Newer.

    A SQLite database that is not empty is first copied beside itself (online backup API).
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = db
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head() or ""
    now = MigrationContext.configure(db).get_current_revision()
    if now == head:
        return head
    if now is not None and now not in {script.revision for script in scripts.walk_revisions()}:
        raise Newer(f"the database is at revision {now}, this program knows {head}")
    if now is not None and backup_to is not None and db.dialect.name == "sqlite":
        copy_sqlite(Path(str(db.engine.url.database)), backup_to.with_suffix(f".before-{head}"))
    command.upgrade(config, "head")
    return head


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file in use."""
    with sqlite3.connect(source) as original, sqlite3.connect(target) as copy:
        original.backup(copy)
    original.close()
    copy.close()
    target.chmod(0o600)


def integrity(db: Connection) -> str:
    """ "ok", or what SQLite found wrong."""
    if db.dialect.name != "sqlite":
        return "ok"
    return str(db.execute(text("PRAGMA integrity_check")).scalar_one())


def hold_file(path: Path, *, seconds: float = 1.5) -> IO[str]:
    """Hold a SQLite file for this process until it ends or the result is closed. Raises Held."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = path.with_suffix(".lock").open("a+")
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                lock.close()
                raise Held(str(path)) from None
            time.sleep(0.1)
        else:
            lock.seek(0)
            lock.truncate()
            lock.write(str(os.getpid()))
            lock.flush()
            return lock
