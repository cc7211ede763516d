"""Tables are made, compared and carried on by migrations, on both databases."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from domain.messages import Incoming
from storage import chats, inbox
from storage.database import Newer, check_version, make_sync_engine, migrate
from storage.schema import metadata
from storage.sealing import Sealer
from tests.databases import Databases, drop_postgres, make_empty_postgres


def test_migrations_make_exactly_the_schema(db: Connection) -> None:
    """What the migrations made and what the code expects do not differ in a table, column, index or default."""
    defaults = db.dialect.name != "sqlite"  # alembic reads an empty default of SQLite as another one
    context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": defaults})
    assert compare_metadata(context, metadata) == []


def test_migrated_database_is_left_alone(databases: Databases) -> None:
    """Starting again does nothing and says which revision it is."""
    assert databases.begin(check_version) is True
    first = databases.begin(lambda db: migrate(db))
    assert databases.begin(lambda db: migrate(db)) == first


def test_newer_database_is_refused_with_both_versions(db: Connection) -> None:
    """A database written by a newer program is not touched; both revisions are named."""
    db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Newer):
        check_version(db)
    with pytest.raises(Newer) as refused:
        migrate(db)
    assert refused.value.there == "9999"
    assert refused.value.known in str(refused.value)


def test_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    """A start that dies while tables are made leaves an empty file, and the next start completes."""
    engine = make_sync_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.connect() as db:
        migrate(db)
        db.rollback()
    with engine.begin() as db:
        assert inspect(db).get_table_names() == []
        assert check_version(db) is False
        migrate(db)
        assert check_version(db) is True
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_processes_starting_at_once_migrate_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Three programs started together on an empty database: all of them find the tables made."""
    if kind == "sqlite":
        url, server, name = f"sqlite+aiosqlite:///{tmp_path / 'a.sqlite3'}", "", ""
    else:
        server, name = request.getfixturevalue("postgres"), f"t{uuid4().hex}"
        url = make_empty_postgres(server, name)
    opened = Databases(url)
    assert len(set(opened.at_once(migrate, times=3))) == 1
    assert opened.begin(check_version) is True
    opened.close()
    if server:
        drop_postgres(server, name)


def test_older_database_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older database lies beside itself as it was before it is carried on; an empty one is not copied."""
    path = tmp_path / "trocap.sqlite3"
    engine = make_sync_engine(f"sqlite:///{path}")
    with engine.begin() as db:
        migrate(db, backup_to=path)
    assert list(tmp_path.glob("*.before-*")) == []
    versions = tmp_path / "migrations"
    (versions / "versions").mkdir(parents=True)
    here = Path("storage/migrations")
    (versions / "env.py").write_text((here / "env.py").read_text())
    for script in (here / "versions").glob("*.py"):
        (versions / "versions" / script.name).write_text(script.read_text())
    with engine.begin() as db:
        head = migrate(db)
    (versions / "versions" / "next.py").write_text(
        f"from alembic import op\nrevision = 'next'\ndown_revision = {head!r}\n\n"
        "def upgrade() -> None:\n    op.execute(\"INSERT INTO cursors VALUES ('x', 'y')\")\n"
    )
    monkeypatch.setattr("storage.database.MIGRATIONS", versions)
    with engine.begin() as db:
        assert migrate(db, backup_to=path) == "next"
    engine.dispose()
    assert _cursors(path) == 1
    assert _cursors(tmp_path / "trocap.before-next") == 0


def _cursors(path: Path) -> int:
    opened = sqlite3.connect(path)
    count: int = opened.execute("SELECT count(*) FROM cursors").fetchone()[0]
    opened.close()
    return count


def test_rows_kept_under_0001_are_read_back(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Data test of 0001: a chat, its message and its state written by hand open with today's code."""
    ident, key = uuid4().hex, "telegram:1:1"
    chat: dict[str, Any] = {
        "id": ident,
        "address": sealer.seal("7001", table="chats", column="address_sealed", row=ident),
        "found": sealer.index("chat", "telegram:7001"),
        "state": sealer.seal("{}", table="chats", column="state_sealed", row=ident),
        "key": key,
        "body": sealer.seal('{"kind":"text","text":"chào"}', table="inbox", column="body_sealed", row=key),
    }
    moment = "'2026-11-24 12:02:00'"
    db.execute(
        text(
            "INSERT INTO chats (id, channel, address_sealed, address_index, state_sealed, messages_since, "
            f"made_at) VALUES (:id, 'telegram', :address, :found, :state, {moment}, {moment})"
        ),
        chat,
    )
    db.execute(
        text(
            "INSERT INTO inbox (key, chat_id, lane, kind, body_sealed, received_at) "
            f"VALUES (:key, :id, 0, 'text', :body, {moment})"
        ),
        chat,
    )
    [found] = chats.lock(db, limit=5, now=now, seal=sealer)
    assert (found.id, found.address, found.state, found.language) == (ident, "7001", "{}", "vi")
    waiting = inbox.oldest(db, [ident], seal=sealer)[ident]
    assert waiting is not None
    assert waiting.body["text"] == "chào"
    message = Incoming(channel="telegram", address="7001", key=key, kind="text", sent_at=now)
    assert inbox.keep(db, [message], seal=sealer, now=now) == 0
