"""Signals between processes over one PostgreSQL: LISTEN and NOTIFY, and locks that last as long as a session.

One connection of the process does nothing else. A process that dies loses its locks with it; one whose host or
network is gone loses them when the server has not heard from it for a few seconds, and knows it sooner itself:
its beat is not answered. docs/decisions/0007 has the figures.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from asyncpg import Connection, InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.signals import Said, Work, packed, unpacked
from storage.database import lock_number

log = logging.getLogger(__name__)
CHANNEL = "trocap"
#: Seconds from beat to beat; how long one may take; and how long the server waits before it ends the session.
BEAT, PATIENCE, SILENCE = 1.0, 3.0, 8
TROUBLE = (OSError, PostgresError, InterfaceError, DBAPIError)
_OURS_BEFORE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"


@dataclass(slots=True)
class _Turn:
    """A work that is to be done alone. task: it is our turn."""

    work: Work
    done: asyncio.Future[None]
    task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self.task = asyncio.ensure_future(self.work())
        self.task.add_done_callback(self._ended)

    def lose(self) -> None:
        lost, self.task = self.task, None
        if lost is not None:
            lost.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task is not self.task or self.done.done():
            return
        if task.cancelled():
            self.done.cancel()
        elif error := task.exception():
            self.done.set_exception(error)
        else:
            self.done.set_result(None)


@dataclass(slots=True)
class PostgresSignals:
    """Implements bot.signals.Signals. name: held as a lock for as long as this process lives and is heard of."""

    engine: AsyncEngine
    name: str
    _bells: set[str] = field(default_factory=set)
    _chats: dict[str, None] = field(default_factory=dict)
    _turns: dict[str, _Turn] = field(default_factory=dict)
    _given_up: list[str] = field(default_factory=list)
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _known: asyncio.Event = field(default_factory=asyncio.Event)
    _life: asyncio.Task[None] | None = None
    _heard: Callable[[Said], None] = lambda said: None
    _asked_at: float = 0.0

    async def open(self, heard: Callable[[Said], None]) -> None:
        """Connect; from then on the connection is kept. Raises TimeoutError."""
        self._heard = heard
        self._life = asyncio.create_task(self._live(), name="signals")
        async with asyncio.timeout(SILENCE + PATIENCE):
            await self._known.wait()

    async def close(self) -> None:
        """End the session: others have our turns at once."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)

    def tell(self, *, bells: Collection[str] = (), chats: Collection[str] = ()) -> None:
        """Say it to all others; what is told while another signal is under way goes together."""
        if bells or chats:
            self._bells.update(bells)
            self._chats.update(dict.fromkeys(chats))
            self._stirred.set()

    async def alone(self, name: str, work: Work) -> None:
        """Do the work while a lock of this name is ours."""
        turn = self._turns[name] = _Turn(work, asyncio.get_running_loop().create_future())
        self._asked_at = 0.0
        self._stirred.set()
        try:
            await turn.done
        finally:
            del self._turns[name]
            if (task := turn.task) is not None:
                turn.lose()
                await asyncio.wait([task])
                self._given_up.append(name)
                self._stirred.set()

    async def _live(self) -> None:
        while True:
            try:
                await self._session()
            except TROUBLE as error:
                log.warning("not heard of by other processes, tries again: %s", type(error).__name__)
            finally:
                for turn in self._turns.values():
                    turn.lose()
            await asyncio.sleep(BEAT)

    async def _session(self) -> None:
        async with self._connected() as db:
            await db.add_listener(CHANNEL, self._on_notify)
            db.add_termination_listener(lambda _: self._stirred.set())
            self._given_up.clear()
            self._asked_at = 0.0
            self._known.set()
            while True:
                self._stirred.clear()
                await self._beat(db)
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):
                        await self._stirred.wait()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection[Any]]:
        """A session that ends with us, holds our name, and has taken the place of an earlier one of ours."""
        async with asyncio.timeout(SILENCE):
            connection = await self.engine.connect()
        try:
            raw = await connection.get_raw_connection()
            db: Connection[Any] = raw.driver_connection  # type: ignore[assignment]  # asyncpg's, by the URL
            title = f"trocap {self.name}"
            await db.execute(_OURS_BEFORE, title, timeout=PATIENCE)
            await db.execute(f"SET idle_session_timeout = '{SILENCE}s'", timeout=PATIENCE)
            await db.execute("SELECT set_config('application_name', $1, false)", title, timeout=PATIENCE)
            await db.execute("SELECT pg_advisory_lock($1)", lock_number(self.name), timeout=SILENCE)
            yield db
        finally:
            with suppress(*TROUBLE):
                db.terminate()
                await connection.invalidate()
                await connection.close()

    async def _beat(self, db: Connection[Any]) -> None:
        """Say what is to be said, give up and ask for turns; at least one word, to know that we are heard."""
        if db.is_closed():
            raise ConnectionResetError
        said, self._bells, self._chats = Said(frozenset(self._bells), tuple(self._chats)), set(), {}
        for text in packed(said):
            await db.execute("SELECT pg_notify($1, $2)", CHANNEL, text, timeout=PATIENCE)
        while self._given_up:
            number = lock_number(self._given_up.pop())
            await db.execute("SELECT pg_advisory_unlock($1)", number, timeout=PATIENCE)
        if time.monotonic() - self._asked_at < BEAT:
            return
        self._asked_at = time.monotonic()
        await db.execute("SELECT", timeout=PATIENCE)
        for name, turn in list(self._turns.items()):
            ask = "SELECT pg_try_advisory_lock($1)"
            if turn.task is None and await db.fetchval(ask, lock_number(name), timeout=PATIENCE):
                if self._turns.get(name) is turn:
                    turn.begin()
                else:
                    self._given_up.append(name)

    def _on_notify(self, db: object, pid: int, channel: str, payload: object) -> None:
        if pid != getattr(db, "get_server_pid", lambda: 0)():
            self._heard(unpacked(str(payload)))
