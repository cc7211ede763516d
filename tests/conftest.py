"""What tests share: real databases, a key ring, a moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Connection

from domain.calendar import VIETNAM
from storage.sealing import Sealer, load_key_ring, new_key_ring
from tests.databases import Databases, drop_postgres, emptied, make_empty_postgres, make_migrated, postgres_server

os.environ.setdefault("PTB_TIMEDELTA", "1")
KINDS = ("sqlite", "postgres")
# The same examples every time; other ones, to find more: ./run test --hypothesis-profile=default
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")


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


@contextmanager
def _migrated(server: str) -> Iterator[str]:
    name = f"trocap_{uuid4().hex}"
    yield make_migrated(make_empty_postgres(server, name))
    drop_postgres(server, name)


@pytest.fixture(scope="session")
def _own_postgres(postgres: str) -> Iterator[str]:
    """One migrated database for all tests of this process, emptied before each: making one takes longer."""
    with _migrated(postgres) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database with all tables, on both kinds."""
    if request.param == "postgres":
        return emptied(request.getfixturevalue("_own_postgres"))
    path = tmp_path / "trocap.sqlite3"
    shutil.copy(request.getfixturevalue("_migrated_sqlite"), path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def databases(database_url: str) -> Iterator[Databases]:
    """Runs plain functions over a Connection, each in one transaction, on both databases."""
    opened = Databases(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session", params=KINDS)
def _shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with ExitStack() as stack:
        if request.param == "postgres":
            url = stack.enter_context(_migrated(request.getfixturevalue("postgres")))
        else:
            url = make_migrated(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('shared')}/trocap.sqlite3")
        opened = Databases(url)
        yield opened
        opened.close()


@pytest.fixture
def db(_shared: Databases) -> Iterator[Connection]:
    """A connection on both databases, in a transaction that is thrown away: the fast way to test storage.

    It works in the test itself (see below), not in other fixtures.
    """
    with _shared.rolled_back() as connection:
        yield connection


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test with ``db`` is called where a plain Connection may wait for an asynchronous driver."""
    shared = pyfuncitem.funcargs.get("_shared")
    if "db" not in pyfuncitem.funcargs or not isinstance(shared, Databases):
        return None
    names = pyfuncitem._fixtureinfo.argnames  # as pytest's own caller does
    shared.call(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in names})
    return True


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite transcripts and generated documents")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be rewritten (the diff is then read as prose)."""
    return bool(request.config.getoption("--update"))
