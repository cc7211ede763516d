"""Transactions that hold on both databases, readers beside the writer, one process a SQLite file."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from domain.calendar import VIETNAM
from storage import cursors
from storage.database import Held, chunks, hold_file, integrity, make_engine, make_sync_engine
from storage.schema import audit
from tests.databases import Databases


class Undo(Exception):
    """Raised to roll back."""


def _count(db: Connection) -> int:
    return len(db.execute(select(audit.c.seq)).all())


def _line(db: Connection, what: str) -> None:
    db.execute(insert(audit).values(at=datetime(2026, 11, 24, tzinfo=UTC), who="program", what=what))


def test_create_table_is_rolled_back(databases: Databases) -> None:
    """A table made in a transaction that fails is not there afterwards."""

    def work(db: Connection) -> None:
        db.execute(text("CREATE TABLE half_made (x INTEGER)"))
        raise Undo

    with pytest.raises(Undo):
        databases.begin(work)
    assert "half_made" not in databases.begin(lambda db: inspect(db).get_table_names())


def test_savepoint_goes_with_its_transaction(databases: Databases) -> None:
    """What a savepoint wrote does not survive the rollback of the transaction around it."""

    def work(db: Connection) -> None:
        with db.begin_nested():
            _line(db, "inner")
        raise Undo

    with pytest.raises(Undo):
        databases.begin(work)
    assert databases.begin(_count) == 0


def test_savepoint_alone_is_undone(databases: Databases) -> None:
    """A savepoint that fails takes back its own writes and nothing of the transaction around it."""

    def work(db: Connection) -> None:
        _line(db, "outer")
        savepoint = db.begin_nested()
        _line(db, "inner")
        savepoint.rollback()
        _line(db, "after")

    databases.begin(work)
    assert databases.begin(lambda db: db.execute(select(audit.c.what)).scalars().all()) == ["outer", "after"]


def test_moment_comes_back_the_same_and_aware(db: Connection) -> None:
    """A moment of Vietnam comes back as the same moment in UTC; one without a time zone is refused."""
    moment = datetime(2026, 11, 24, 19, 2, 3, 456789, tzinfo=VIETNAM)
    db.execute(insert(audit).values(at=moment, who="program", what="x"))
    kept = db.execute(select(audit.c.at)).scalar_one()
    assert kept == moment
    assert kept.tzinfo is UTC
    naive = moment.replace(tzinfo=None)
    with pytest.raises(Exception, match="time zone"), db.begin_nested():
        db.execute(insert(audit).values(at=naive, who="program", what="x"))


def test_failing_statement_does_not_show_what_was_bound(databases: Databases) -> None:
    """The error of a statement names no value: it may have been a citizen's."""

    def work(db: Connection) -> None:
        db.execute(text("INSERT INTO cursors (channel, value) VALUES (:c, NULL)"), {"c": "001099012345"})

    with pytest.raises(IntegrityError) as refused:
        databases.begin(work)
    assert "001099012345" not in str(refused.value).split("DETAIL")[0]


def test_upsert_keeps_one_row(db: Connection) -> None:
    """A cursor written twice is one row with the newer value."""
    assert cursors.read(db, "telegram") == ""
    cursors.write(db, "telegram", "1")
    cursors.write(db, "telegram", "2")
    assert cursors.read(db, "telegram") == "2"


def test_chunks_cover_all() -> None:
    """Pieces put together are the whole; nothing makes no piece."""
    assert [list(some) for some in chunks([1, 2, 3, 4, 5], size=2)] == [[1, 2], [3, 4], [5]]
    assert list(chunks([])) == []


def test_sqlite_is_set_for_power_cuts(tmp_path: Path) -> None:
    """WAL, full synchronisation, foreign keys and overwriting of what is deleted are on."""
    engine = make_sync_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.begin() as db:
        kept = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        assert integrity(db) == "ok"
    engine.dispose()
    assert kept == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_reader_sees_what_is_committed_and_writes_nothing(tmp_path: Path) -> None:
    """A reader works while the writer is in a transaction, sees only what was committed, and cannot write."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.sqlite3'}"

    async def work() -> None:
        writer, reader = make_engine(url), make_engine(url, writer=False)
        async with writer.begin() as db:
            await db.execute(text("CREATE TABLE t (x INTEGER)"))
        async with writer.begin() as writing, reader.begin() as reading:
            await writing.execute(text("INSERT INTO t VALUES (1)"))
            assert (await reading.execute(text("SELECT count(*) FROM t"))).scalar_one() == 0
        with pytest.raises(DatabaseError, match="readonly"):
            async with reader.begin() as reading:
                await reading.execute(text("INSERT INTO t VALUES (2)"))
        await writer.dispose()
        await reader.dispose()

    asyncio.run(work())


def test_only_the_writer_checkpoints(tmp_path: Path) -> None:
    """A reader, also one that comes and goes between commits, leaves the log alone; the writer folds it in."""
    path = tmp_path / "a.sqlite3"
    url, log = f"sqlite+aiosqlite:///{path}", path.with_name("a.sqlite3-wal")

    async def work() -> None:
        writer, reader = make_engine(url), make_engine(url, writer=False)
        async with writer.begin() as db:
            await db.execute(text("CREATE TABLE t (x BLOB)"))
            await db.execute(text("PRAGMA wal_autocheckpoint=0"))
        async with writer.begin() as db:
            await db.execute(text("INSERT INTO t VALUES (zeroblob(5000000))"))  # more than SQLite's own threshold
        written = path.stat().st_size
        async with reader.begin() as db:
            assert (await db.execute(text("SELECT count(*) FROM t"))).scalar_one() == 1
            assert (await db.execute(text("PRAGMA wal_autocheckpoint"))).scalar_one() == 0
        await reader.dispose()
        assert path.stat().st_size == written
        await writer.dispose()
        assert not log.exists()
        assert path.stat().st_size > 5_000_000

    asyncio.run(work())


_HOLD = """
import sys, time
from pathlib import Path
from storage.database import hold_file
lock = hold_file(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_second_process_is_refused_and_a_killed_one_frees_the_file(tmp_path: Path) -> None:
    """While one process holds the file another is told so within 2 s, by name; kill -9 lets go at once."""
    path = tmp_path / "trocap.sqlite3"
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        began = time.monotonic()
        with pytest.raises(Held) as refused:
            hold_file(path)
        assert time.monotonic() - began < 2
        assert refused.value.pid == str(holder.pid)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        hold_file(path).close()
