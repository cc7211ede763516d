"""What tests share: real databases, a key ring, a moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from domain.calendar import VIETNAM
from storage.sealing import Sealer, load_key_ring, new_key_ring
from tests.databases import Databases, make_empty_postgres, make_migrated, postgres_server

os.environ.setdefault("PTB_TIMEDELTA", "1")


@pytest.fixture(scope="session")
def sealer() -> Sealer:
    """A sealer with a key ring of its own."""
    return Sealer(load_key_ring(new_key_ring()))


@pytest.fixture
def now() -> datetime:
    """Thứ Ba 24/11/2026, 19:02 in Vietnam."""
    return datetime(2026, 11, 24, 19, 2, tzinfo=VIETNAM)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server for this test process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    make_migrated(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, _migrated_sqlite: Path) -> str:
    """A fresh database with all tables, on both kinds."""
    if request.param == "sqlite":
        path = tmp_path / "trocap.sqlite3"
        shutil.copy(_migrated_sqlite, path)
        return f"sqlite+aiosqlite:///{path}"
    server: str = request.getfixturevalue("postgres")
    return make_migrated(make_empty_postgres(server, f"t{uuid4().hex}"))


@pytest.fixture
def databases(database_url: str) -> Iterator[Databases]:
    """Runs plain functions over a Connection, each in one transaction, on both databases."""
    opened = Databases(database_url)
    yield opened
    opened.close()
