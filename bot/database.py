"""A database as the shell uses it: a plain function over a connection goes in, and its result comes out.

On SQLite one thread holds the one writing connection and runs whole transactions, so a round costs one hop
between threads and not one a statement; what only reads goes beside it through aiosqlite. On PostgreSQL both go
through asyncpg.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from bot.signals import OneProcess, Signals
from storage.database import is_sqlite, make_engine, make_sync_engine

Outcome = TypeVar("Outcome")


class Database(Protocol):
    """Transactions, each one a function."""

    async def run(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """In one transaction: committed when the function returns, rolled back when it raises."""

    async def read(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """The same for a function that only reads; it does not wait behind those that write."""

    def signals(self, name: str) -> Signals:
        """How the process of this name speaks with others over the same database; not open yet."""

    async def close(self) -> None:
        """Let go of all connections; what was committed is on the disk."""


class OneWriter:
    """SQLite."""

    def __init__(self, url: str) -> None:
        self._writing = make_sync_engine(url)
        self._reading = make_engine(url, writer=False)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def run(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """In the writer's thread. A caller that is cancelled leaves a transaction that still ends well."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._in_transaction, work)

    def _in_transaction(self, work: Callable[[Connection], Outcome]) -> Outcome:
        with self._writing.begin() as connection:
            return work(connection)

    async def read(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """Beside the writer, through aiosqlite."""
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)

    def signals(self, name: str) -> Signals:
        """One process works on the file."""
        return OneProcess()

    async def close(self) -> None:
        """When the transaction under way has ended."""
        await self._reading.dispose()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._writing.dispose)
        self._thread.shutdown()


class Pooled:
    """PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    async def run(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """On a connection of the pool."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """On a connection of the pool."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    def signals(self, name: str) -> Signals:
        """Over a connection of the pool that is never given back."""
        from bot.postgres_signals import PostgresSignals  # on SQLite the driver is not wanted

        return PostgresSignals(self._engine, name)

    async def close(self) -> None:
        """All connections of the pool."""
        await self._engine.dispose()


def open_database(url: str) -> Database:
    """The database of a URL."""
    return OneWriter(url) if is_sqlite(url) else Pooled(url)
