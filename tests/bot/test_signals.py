"""What processes tell each other, and what one of them does alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import pytest
from sqlalchemy import text

from bot import signals as signals_module
from bot.database import Database, open_database
from bot.signals import Bell, OneProcess, Said, Signals, Work, packed, unpacked

on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


def test_what_is_packed_is_read_again_and_fits() -> None:
    """A thousand chats are several texts, each short enough for PostgreSQL, each bell in one of them."""
    chats = tuple(f"{number:032x}" for number in range(1_000))
    texts = list(packed(Said(frozenset({"messages", "outgoing"}), chats)))
    read = [unpacked(text) for text in texts]
    assert max(len(text.encode()) for text in texts) < 8_000
    assert tuple(chat for said in read for chat in said.chats) == chats
    assert [sorted(said.bells) for said in read if said.bells] == [["messages", "outgoing"]]


def test_nothing_to_say_is_no_text() -> None:
    """And a bell alone is one."""
    assert list(packed(Said())) == []
    assert [unpacked(text) for text in packed(Said(frozenset({"jobs"})))] == [Said(frozenset({"jobs"}))]


@pytest.mark.parametrize("text", ["", "x", "7", "[]", '{"bells": 7}', '{"chats": null}'])
def test_a_text_of_another_version_says_nothing(text: str) -> None:
    """It is passed over, and nothing fails."""
    assert unpacked(text) == Said()


async def test_a_bell_is_heard_elsewhere_only_when_nobody_here_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop that waits takes the work; when it is busy, or there is none, others are told, once."""
    monkeypatch.setattr(signals_module, "SOON", 0.01)
    bell, told = Bell(), asyncio.Queue[None]()
    bell.elsewhere = lambda: told.put_nowait(None)
    bell.ring()
    bell.ring()
    await asyncio.wait_for(told.get(), 5)
    await bell.rung(5)  # there is a loop, and it begins on it
    bell.clear()
    bell.ring()
    bell.clear()
    await Bell().rung(0.05)
    assert told.empty()
    bell.ring()  # it does not come
    await asyncio.wait_for(told.get(), 5)


async def test_a_bell_that_does_not_ring_is_not_waited_for_for_ever() -> None:
    """The loop looks again after a while: a signal may be lost."""
    await asyncio.wait_for(Bell().rung(0.01), 5)


async def test_one_process_works_without_asking_anybody() -> None:
    """On SQLite it is always our turn."""
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    await OneProcess().alone("telegram", work)
    assert done.is_set()


@asynccontextmanager
async def process(
    url: str, name: str, heard: Callable[[Said], None] = lambda said: None
) -> AsyncIterator[tuple[Database, Signals]]:
    """A process of this name over the database."""
    database = open_database(url)
    signals = database.signals(name)
    await signals.open(heard)
    try:
        yield database, signals
    finally:
        await signals.close()
        await database.close()


class Turns:
    """A work that never ends by itself. at_it: who does it now; done_by: everybody who began it."""

    def __init__(self) -> None:
        self.at_it: list[str] = []
        self.done_by: list[str] = []
        self.changed = asyncio.Event()

    def of(self, name: str) -> Work:
        """The work of one process."""
        return lambda: self._work(name)

    async def _work(self, name: str) -> None:
        self.at_it.append(name)
        self.done_by.append(name)
        self.changed.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.at_it.remove(name)
            self.changed.set()

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait for it. Raises TimeoutError."""
        async with asyncio.timeout(10):
            while not done():
                self.changed.clear()
                await self.changed.wait()


def _heard_by(heard: asyncio.Queue[tuple[str, Said]], name: str, said: Said) -> None:
    heard.put_nowait((name, said))


@on_postgres
async def test_others_hear_what_is_told_and_the_teller_does_not(database_url: str) -> None:
    """Bells and chats reach every other process over the database."""
    heard = asyncio.Queue[tuple[str, Said]]()
    async with AsyncExitStack() as stack:
        processes = [
            await stack.enter_async_context(process(database_url, name, partial(_heard_by, heard, name)))
            for name in "abc"
        ]
        processes[0][1].tell(bells=["messages"], chats=["x", "y"])
        both = [await asyncio.wait_for(heard.get(), 10) for _ in range(2)]
        processes[1][1].tell(chats=["z"])
        then = [await asyncio.wait_for(heard.get(), 10) for _ in range(2)]
    said = Said(frozenset({"messages"}), ("x", "y"))
    assert sorted(both, key=lambda one: one[0]) == [("b", said), ("c", said)]
    assert {name for name, _ in then} == {"a", "c"}


@on_postgres
async def test_work_done_alone_changes_hands_and_is_never_done_by_two(database_url: str) -> None:
    """The server ends the holder's session: it stops and another begins, and so back."""
    turns = Turns()
    async with process(database_url, "a") as (_, first), process(database_url, "b") as (database, second):
        one = asyncio.create_task(first.alone("fetch", turns.of("a")))
        await turns.until(lambda: turns.at_it == ["a"])
        two = asyncio.create_task(second.alone("fetch", turns.of("b")))
        end = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trocap a'")
        await database.run(lambda db: db.execute(end).all())
        await turns.until(lambda: turns.at_it == [])
        await turns.until(lambda: turns.at_it != [])
        holder, waiting = (one, two) if turns.at_it == ["a"] else (two, one)
        holder.cancel()
        await turns.until(lambda: len(turns.done_by) == 3)
        assert len(turns.at_it) == 1
        waiting.cancel()
        await asyncio.gather(one, two, return_exceptions=True)
    assert turns.at_it == []


@on_postgres
async def test_work_that_fails_is_told_to_who_asked_for_it(database_url: str) -> None:
    """And then it is free for others."""

    async def fails() -> None:
        raise ValueError("our bug")

    turns = Turns()
    async with process(database_url, "a") as (_, first), process(database_url, "b") as (_, second):
        with pytest.raises(ValueError, match="our bug"):
            await first.alone("fetch", fails)
        other = asyncio.create_task(second.alone("fetch", turns.of("b")))
        await turns.until(lambda: turns.at_it == ["b"])
        other.cancel()
        await asyncio.gather(other, return_exceptions=True)
