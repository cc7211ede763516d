"""Copies of a SQLite file that is in use, and putting one in its place. PostgreSQL has pg_dump for this."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine

_SIDE_FILES = ("-wal", "-shm")


class Damaged(Exception):
    """A file that is no SQLite database, or one with faults."""


def copy(source: Path, target: Path, *, replace: bool = False) -> None:
    """A consistent, checked copy, one file for its owner only; whole or not there at all.

    What is committed while it is made is not in it. Raises FileExistsError (unless it may ``replace``), Damaged.
    """
    if target.exists() and not replace:
        raise FileExistsError(target)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(_opened(source, "rw")) as original, closing(sqlite3.connect(part)) as made:
            try:
                original.execute("PRAGMA wal_autocheckpoint=0")
                original.backup(made)
                made.execute("PRAGMA journal_mode=DELETE")
                _check(made)
            except sqlite3.DatabaseError as error:
                raise Damaged(str(error)) from None
        _synced(part)
        if replace:
            part.replace(target)
        else:
            os.link(part, target)  # refuses what came meanwhile
        _synced(target.parent)
    finally:
        part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raises Damaged, OSError when it cannot be read."""
    with closing(_opened(path, "ro")) as opened:
        try:
            _check(opened)
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from None


@contextmanager
def opened_to_read(path: Path) -> Iterator[Connection]:
    """A file that nothing is written to."""
    engine = create_engine("sqlite://", creator=lambda: _opened(path, "ro"), hide_parameters=True)
    try:
        with engine.connect() as db:
            yield db
    finally:
        engine.dispose()


def put_in_place(made: Path, database: Path, *, beside: Path) -> None:
    """``made`` becomes the database; the present one stays under the name ``beside``. Nobody may be using it.

    A power cut leaves one of the two in place, never none: the present one gets its second name before it loses
    its first. A log of the present one must not be taken for the new one's: it is written into its file, or, if
    that cannot be done, goes with it.
    """
    if database.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as present:
            present.execute("PRAGMA journal_mode=DELETE")
        for end in _SIDE_FILES:
            with suppress(FileNotFoundError):
                database.with_name(database.name + end).rename(beside.with_name(beside.name + end))
        os.link(database, beside)
    made.replace(database)
    _synced(database.parent)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True)
    except sqlite3.OperationalError:
        code = errno.EACCES if path.exists() else errno.ENOENT
        raise OSError(code, os.strerror(code), str(path)) from None


def _check(opened: sqlite3.Connection) -> None:
    found = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Damaged(str(found))


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
