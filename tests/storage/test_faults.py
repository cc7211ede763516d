"""A full disk, a locked file: said by an error, nothing half written, and it goes on when the fault is over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from storage import chats, cursors, inbox
from storage.database import make_sync_engine, migrate
from storage.sealing import Sealer
from tests.storage.given import a_text


def _opened(path: Path) -> Engine:
    engine = make_sync_engine(f"sqlite:///{path}")
    with engine.begin() as db:
        migrate(db)
    return engine


def _fetch(db: Connection, *, start: int, seal: Sealer, now: datetime) -> None:
    messages = [a_text(str(start + n), now, text="x" * 2000, key=f"telegram:{start + n}") for n in range(50)]
    inbox.keep(db, messages, seal=seal, now=now)
    cursors.write(db, "telegram", str(start + 50))


def test_full_disk_confirms_nothing_and_is_got_over(tmp_path: Path, sealer: Sealer, now: datetime) -> None:
    """When the disk is full the cursor stays where it was, so the channel gives the messages again later."""
    engine = _opened(tmp_path / "a.sqlite3")
    with engine.begin() as db:
        _fetch(db, start=0, seal=sealer, now=now)
    with engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(OperationalError, match="full"), engine.begin() as db:
        _fetch(db, start=50, seal=sealer, now=now)
    with engine.begin() as db:
        assert cursors.read(db, "telegram") == "50"
        assert chats.waiting(db) == 50
        db.exec_driver_sql("PRAGMA max_page_count=1000000")
    with engine.begin() as db:
        _fetch(db, start=50, seal=sealer, now=now)
        assert chats.waiting(db) == 100
    engine.dispose()


def test_locked_file_is_an_error_and_nothing_is_half_done(tmp_path: Path, sealer: Sealer, now: datetime) -> None:
    """While something else holds the write lock, keeping fails as a whole; afterwards it works."""
    engine, other = _opened(tmp_path / "a.sqlite3"), make_sync_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout=50")
    with other.begin(), pytest.raises(OperationalError, match="locked"), engine.begin() as db:
        _fetch(db, start=0, seal=sealer, now=now)
    with engine.begin() as db:
        _fetch(db, start=0, seal=sealer, now=now)
        assert chats.waiting(db) == 50
    engine.dispose()
    other.dispose()
