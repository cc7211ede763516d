"""Open, begin, and everything that differs between SQLite and PostgreSQL. Knows no business word.

SQLAlchemy's defaults do not give SQLite real transactions (a CREATE TABLE survives a rollback, savepoints are
not nested): the driver's own transaction handling is switched off and BEGIN IMMEDIATE is said by us. One writer
connection, WAL, ``synchronous=FULL``: what is committed is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, func, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import backup
from storage.file_lock import Held as Held
from storage.file_lock import hold_file as hold_file

Item = TypeVar("Item")
MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = ("PRAGMA busy_timeout=5000", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON")
#: 64 MB of pages in memory and a checkpoint every 32 MB: a large file of results is not written twice meanwhile.
_WRITER = (
    *_PRAGMAS,
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-65536",
    "PRAGMA wal_autocheckpoint=8000",
)
#: Only the writer checkpoints: SQLite 3.7.0 to 3.51.2 may lose a WAL that several connections reset at once.
_READER = (*_PRAGMAS, "PRAGMA wal_autocheckpoint=0", "PRAGMA query_only=ON")
#: Any number, the same in every process: who holds it in PostgreSQL migrates.
_MIGRATING = 7_206_184
#: Sessions of PostgreSQL: a host that is gone without a word frees what it held within seconds, and so does a
#: process that stands still in the middle of a transaction.
_SESSION = {
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "4",
    "tcp_user_timeout": "7000",
    "idle_in_transaction_session_timeout": "120000",
}
_CONNECT = {"timeout": 8, "server_settings": _SESSION}


class Newer(Exception):
    """The database was written by a newer program. there: its revision; known: the newest of this program."""

    def __init__(self, there: str, known: str) -> None:
        super().__init__(f"the database is at revision {there}, this program knows {known}")
        self.there = there
        self.known = known


def is_sqlite(url: str) -> bool:
    """Whether a URL names an embedded database."""
    return make_url(url).get_backend_name() == "sqlite"


def make_engine(url: str, *, writer: bool = True) -> AsyncEngine:
    """The engine of a program; statements that fail are shown without what was bound to them.

    On SQLite the writer has one connection and takes the file's write lock at BEGIN; a reader (``writer=False``)
    works beside it, sees what was committed and can change nothing. On PostgreSQL both are a small pool.
    """
    if is_sqlite(url):
        engine = create_async_engine(url, hide_parameters=True, pool_size=1 if writer else 2, max_overflow=0)
        _real_transactions(engine.sync_engine, writer=writer)
        return engine
    return create_async_engine(
        url, hide_parameters=True, pool_size=5, max_overflow=5, pool_pre_ping=True, connect_args=_CONNECT
    )


def make_sync_engine(url: str) -> Engine:
    """The same SQLite file without an event loop, writing (offline tools, tests)."""
    engine = create_engine(url.replace("+aiosqlite", ""), hide_parameters=True, pool_size=1, max_overflow=0)
    _real_transactions(engine, writer=True)
    return engine


def _real_transactions(engine: Engine, *, writer: bool) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _WRITER if writer else _READER:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def chunks(items: Sequence[Item], size: int = 5000) -> Iterator[Sequence[Item]]:
    """Pieces small enough for one IN (…) on either database (32,766 bound values at most)."""
    return (items[at : at + size] for at in range(0, len(items), size))


def insert_ignore(db: Connection, table: Table, *, unique: Sequence[str]) -> sqlite.Insert | postgresql.Insert:
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


def locked(db: Connection, query: Select[Any], *, of: Table | None = None) -> Select[Any]:
    """Rows (``of`` one table) that no other process works on, until the commit.

    SQLite's one writer holds all. On PostgreSQL locked rows are passed over; NO KEY UPDATE, so that who keeps a
    message for a locked chat (a foreign key on it) need not wait.
    """
    if db.dialect.name == "sqlite":
        return query
    return query.with_for_update(skip_locked=True, key_share=True, of=of)


def lock_number(name: str) -> int:
    """The number of an advisory lock of PostgreSQL with this name, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)


def try_hold(db: Connection, name: str) -> bool:
    """Hold a name until the end of the transaction; False: another process does. On SQLite there is none."""
    if db.dialect.name == "sqlite":
        return True
    return bool(db.execute(select(func.pg_try_advisory_xact_lock(lock_number(name)))).scalar_one())


def may_pass(error: BaseException) -> bool:
    """Whether the machine or the database is in trouble (full, locked, gone, no memory) and not what was asked.

    What failed so is tried again as it was. A row that is refused (a constraint, a wrong statement) is our bug.
    """
    if isinstance(error, IntegrityError | DataError | ProgrammingError):
        return error.connection_invalidated
    return isinstance(error, DBAPIError | PoolTimeout | OSError | MemoryError)


# --- migrations --------------------------------------------------------------------------------------------


def check_version(db: Connection) -> bool:
    """Whether the tables are this program's; False: they must be migrated first. Raises Newer."""
    return _revisions(db, _config(db))[0]


def migrate(db: Connection, *, backup_to: Path | None = None) -> str:
    """Bring the tables up to this program's, within the caller's transaction; the revision reached.

    A SQLite database that is not empty is first copied to ``backup_to`` with the suffix ``.before-<revision>``
    (online backup API). Several processes may start at once: one migrates. Raises Newer.
    """
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
    config = _config(db)
    done, now, head = _revisions(db, config)
    if not done:
        if now and backup_to is not None and db.dialect.name == "sqlite":
            backup.copy(Path(str(db.engine.url.database)), backup_to.with_suffix(f".before-{head}"), replace=True)
        command.upgrade(config, "head")
    return head


def _config(db: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    return config


def _revisions(db: Connection, config: Config) -> tuple[bool, str, str]:
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head() or ""
    now = MigrationContext.configure(db).get_current_revision() or ""
    if now and now not in {script.revision for script in scripts.walk_revisions()}:
        raise Newer(now, head)
    return now == head, now, head


def integrity(db: Connection) -> str:
    """ "ok", or what SQLite found wrong."""
    if db.dialect.name != "sqlite":
        return "ok"
    return str(db.execute(text("PRAGMA integrity_check")).scalar_one())
