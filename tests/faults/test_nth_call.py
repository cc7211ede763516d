"""Every n-th call to the database or the channel fails, for every n of a short talk, in three ways by turns.

What the loops would do is done here without their pauses: a piece of work that raised is taken up again. The
talk is three steps of an enrolment: a chat nobody knows, the consent, the sending. With TROCAP_TEST_LONG every
call fails in every way.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from bot import loops
from bot.telegram_channel import TelegramChannel
from storage import chats as chat_rows
from storage import cursors
from storage.registrations import answers_of, in_chats
from tests.faults.lives import LONG
from tests.faults.people import Talking, joins, once
from tests.talk.house import TestHouse
from tests.telegram.server import BotApi

pytestmark = pytest.mark.xdist_group("nth")
STEPS = (0, 2, 11)  #: of the story: the first word, what is agreed to, what is handed in
AT_ONCE = 70


def database_gone() -> Exception:
    """As SQLAlchemy raises it."""
    return OperationalError("statement", {}, sqlite3.OperationalError("disk I/O error"))


WAYS: tuple[Callable[[], Exception], ...] = (database_gone, lambda: OSError(28, "no space"), MemoryError)
PLANTED = (OperationalError, OSError, MemoryError)


class Nth:
    """Raises at the n-th call it is told of; 0: never."""

    def __init__(self) -> None:
        self.left = 0
        self.error: Callable[[], Exception] = MemoryError

    def set(self, number: int, error: Callable[[], Exception]) -> None:
        """Begin to count."""
        self.left, self.error = number, error

    def call(self, *_: object) -> None:
        """One call more."""
        self.left -= 1
        if self.left == 0:
            raise self.error()


@contextmanager
def counted(nth: Nth, channel: TelegramChannel) -> Iterator[None]:
    """Every statement, every commit, and every fetch and sending, before and after."""
    send, fetch = channel.send, channel.fetch

    async def sends(message: object) -> str:
        nth.call()
        sent = await send(message)  # type: ignore[arg-type]  # as it was called
        nth.call()
        return sent

    async def fetches(after: str) -> object:
        nth.call()
        fetched = await fetch(after)
        nth.call()
        return fetched

    vars(channel).update(send=sends, fetch=fetches)
    event.listen(Engine, "before_cursor_execute", nth.call)
    event.listen(Engine, "commit", nth.call)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", nth.call)
        event.remove(Engine, "commit", nth.call)


class Work:
    """The loops' pieces, one after the other, until nothing is left; ``failed`` counts what was raised."""

    def __init__(self, house: TestHouse, channel: TelegramChannel) -> None:
        self.house, self.channel, self.failed = house, channel, 0
        self.busy = (self._fetch, self._answer, self._send)
        self.idle = (self._ring, self._notices)

    async def to_rest(self, nth: Nth) -> None:
        """Again a minute later if something failed: a message may rest. Raises what was not planted."""
        before = nth.left
        await self._to_rest()
        if before > 0 >= nth.left:
            self.house.on(61)
            await self._to_rest()

    async def _to_rest(self) -> None:
        for _ in range(100):
            if not await self._all(self.busy) and not await self._all(self.idle):
                return
        raise AssertionError("it does not come to rest")

    async def _all(self, pieces: tuple[Callable[[], Awaitable[int]], ...]) -> int:
        done = 0
        for piece in pieces:
            try:
                done += await piece()
            except PLANTED:
                self.failed += 1
                self.house.now += timedelta(seconds=61)  # pauses and leases are over
                done += 1
        return done

    async def _fetch(self) -> int:
        engine = self.house.engine
        before = await engine.run(lambda db: cursors.read(db, "telegram"))
        after = await loops.fetch_once(engine, self.channel, before, lambda: self.house.now)
        return int(after != before)

    async def _ring(self) -> int:
        return await self.house.engine.ring(now=self.house.now)

    async def _answer(self) -> int:
        return await self.house.engine.answer(now=self.house.now)

    async def _notices(self) -> int:
        return await self.house.engine.answer(now=self.house.now, notices=True)

    async def _send(self) -> int:
        return await self.house.engine.send(now=self.house.now)


@pytest.mark.parametrize("step", STEPS)
async def test_any_call_may_fail(house: TestHouse, api: BotApi, channel: TelegramChannel, step: int) -> None:
    """Nothing is lost or doubled, nothing unforeseen is raised, whatever call fails in whatever way."""
    unforeseen: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: unforeseen.append(context))
    nth, work, numbers = Nth(), Work(house, channel), count(1)
    spoiled: list[Talking] = []
    people: list[Talking] = []
    with counted(nth, channel):
        for turn in range(len(WAYS) if LONG else 1):
            for number in count(1):
                if not people:
                    people = await _come_to(step, work, nth, [joins(api, next(numbers)) for _ in range(AT_ONCE)])
                spoiled.append(talking := people.pop())
                nth.set(number, WAYS[(number + step + turn) % len(WAYS)])
                talking.say(talking.registrant.story[step].says)
                await work.to_rest(nth)
                reached, nth.left = nth.left <= 0, 0
                _heard(talking, step)
                if not reached:
                    break
            assert number > 30
    assert work.failed > 15
    await house.engine.run(lambda db: _check(db, house, spoiled, sent=step == STEPS[-1]))
    assert unforeseen == []


async def _come_to(step: int, work: Work, nth: Nth, people: list[Talking]) -> list[Talking]:
    """They say, undisturbed, what comes before this step of the story."""
    for number in range(step):
        for one in people:
            one.say(one.registrant.story[number].says)
        await work.to_rest(nth)
    return people


def _heard(talking: Talking, last: int) -> None:
    """Every reply up to here in order; at most one of them twice, for one call failed."""
    expected = [text for step in talking.registrant.story[: last + 1] for text in step.hears]
    heard = once(talking.person.heard)
    assert len(heard) == len(expected)
    assert all(text in message.text for text, message in zip(expected, heard, strict=True))
    assert len(talking.person.heard) <= len(heard) + 1


def _check(db: Connection, house: TestHouse, spoiled: list[Talking], *, sent: bool) -> None:
    """Whoever came to the end has one registration, as typed."""
    seal = house.engine.house.seal
    for talking in spoiled:
        chat = chat_rows.find_by_address(db, "telegram", str(talking.person.chat_id), seal=seal)
        assert chat is not None
        made = in_chats(db, [chat.id], seal=seal)
        assert len(made) == int(sent)
        for one in made:
            answers, expected = answers_of(db, one.id, one.version, seal=seal), talking.registrant.answers
            assert {key: answers[key] for key in expected} == expected
