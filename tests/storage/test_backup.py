"""Copies of a SQLite file in use, what is found in them, and putting one in place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import backup, restoring
from storage.database import make_sync_engine, migrate
from storage.places import check_key
from storage.sealing import Sealer, Unsealable, load_key_ring, new_key_ring
from tests.storage.given import a_chat, a_text, heard, said


def _engine(path: Path) -> Engine:
    engine = make_sync_engine(f"sqlite:///{path}")
    with engine.begin() as db:
        migrate(db)
    return engine


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as opened:
        return int(opened.execute("SELECT count(*) FROM cursors").fetchone()[0])


def _row(engine: Engine, name: str) -> None:
    with engine.begin() as db:
        db.execute(text("INSERT INTO cursors VALUES (:name, '1')"), {"name": name})


def test_copy_of_a_file_in_use_is_whole_and_private(tmp_path: Path) -> None:
    """A copy made while a transaction is open holds what was committed, in one file that only its owner reads."""
    source, target = tmp_path / "a b#.sqlite3", tmp_path / "copies" / "b.sqlite3"
    target.parent.mkdir()
    engine = _engine(source)
    _row(engine, "committed")
    with engine.begin() as db:
        db.execute(text("INSERT INTO cursors VALUES ('open', '1')"))
        backup.copy(source, target)
    engine.dispose()
    assert _rows(target) == 1
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    """A file that is there already stays as it is."""
    engine = _engine(tmp_path / "a.sqlite3")
    (tmp_path / "kept").write_text("kept")
    with pytest.raises(FileExistsError):
        backup.copy(tmp_path / "a.sqlite3", tmp_path / "kept")
    assert (tmp_path / "kept").read_text() == "kept"
    engine.dispose()


def test_a_damaged_file_is_neither_copied_nor_taken(tmp_path: Path) -> None:
    """A page that was overwritten, and a file that is something else, are found."""
    path = tmp_path / "a.sqlite3"
    _engine(path).dispose()
    content = bytearray(path.read_bytes())
    content[8192 : 8192 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    (tmp_path / "letter.txt").write_text("Kính gửi" * 1000)
    for wrong in (path, tmp_path / "letter.txt"):
        with pytest.raises(backup.Damaged):
            backup.check(wrong)
        with pytest.raises(backup.Damaged):
            backup.copy(wrong, tmp_path / "copy")
    with pytest.raises(FileNotFoundError):
        backup.check(tmp_path / "nothing")
    assert not list(tmp_path.glob("copy*"))


def test_what_is_put_in_place_does_not_inherit_a_log(tmp_path: Path) -> None:
    """The present database goes beside with what its log held; the new one is as it was copied."""
    path, made, beside = (tmp_path / name for name in ("db.sqlite3", "made", "before"))
    engine = _engine(path)
    _row(engine, "first")
    backup.copy(path, made)
    _row(engine, "second")
    saved = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    engine.dispose()
    for end, content in saved.items():  # as a power cut leaves it
        path.with_name(path.name + end).write_bytes(content)
    backup.put_in_place(made, path, beside=beside)
    assert (_rows(path), _rows(beside)) == (1, 2)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["before", "db.sqlite3"]


def test_contents_are_read_and_nothing_is_written(tmp_path: Path, sealer: Sealer, now: datetime) -> None:
    """Figures of a copy with the right key ring; with another ring, or none kept yet, it does not open."""
    path, copy = tmp_path / "db.sqlite3", tmp_path / "copy"
    engine = _engine(path)
    backup.copy(path, tmp_path / "empty")
    with engine.begin() as db:
        check_key(db, sealer)
        chat = a_chat(db, "7001", seal=sealer, now=now)
        heard(db, a_text("7001", now), a_text("7002", now), seal=sealer, now=now)
        said(db, chat, "chào", seal=sealer, now=now)
    engine.dispose()
    backup.copy(path, copy)
    before = copy.read_bytes()
    with backup.opened_to_read(copy) as db:
        found = restoring.contents(db, seal=sealer)
        with pytest.raises(Unsealable):
            restoring.contents(db, seal=Sealer(load_key_ring(new_key_ring())))
    assert (found.current, found.chats, found.to_answer, found.to_send) == (True, 2, 2, 1)
    assert copy.read_bytes() == before
    with backup.opened_to_read(tmp_path / "empty") as db, pytest.raises(Unsealable):
        restoring.contents(db, seal=sealer)
