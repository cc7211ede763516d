"""A database in trouble (D43): nothing is confirmed to the channel, health says no, all goes on afterwards."""

from __future__ import annotations

import asyncio
import logging
import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from bot.loops import run_all
from bot.telegram_channel import TelegramChannel
from bot.wiring import utc_now
from storage.database import make_engine
from storage.sealing import Sealer
from tests.faults.people import joins
from tests.talk.house import TestHouse, open_house
from tests.telegram.server import TOKEN, BotApi

Switch = Callable[[bool], Awaitable[Any]]


@asynccontextmanager
async def at_work(url: str, sealer: Sealer, api: BotApi) -> AsyncIterator[TestHouse]:
    """A house with all its loops and Telegram."""
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=20, per_second=10**6, per_chat=0)
    await channel.open()
    async with open_house(url, sealer, channels={"telegram": channel}) as house:
        stop = asyncio.Event()
        running = asyncio.create_task(run_all(house.engine, utc_now, stop=stop))
        try:
            yield house
        finally:
            stop.set()
            await running
            await channel.close()


class Noticing(logging.Handler):
    """Sets an event when a line begins with these words."""

    def __init__(self, words: str, noticed: asyncio.Event) -> None:
        super().__init__(logging.ERROR)
        self._words, self._noticed = words, noticed

    def emit(self, record: logging.LogRecord) -> None:
        """A line."""
        if record.getMessage().startswith(self._words):
            self._noticed.set()


@contextmanager
def logged(words: str) -> Iterator[asyncio.Event]:
    """Set once the program has logged an error that begins so."""
    handler = Noticing(words, noticed := asyncio.Event())
    logging.getLogger("bot").addHandler(handler)
    try:
        yield noticed
    finally:
        logging.getLogger("bot").removeHandler(handler)


async def trouble_is_got_over(house: TestHouse, api: BotApi, switch: Switch) -> None:
    """Somebody writes before, while and after the database is in trouble."""
    person = joins(api, 1).person
    person.says("chào")
    await person.listens(1)
    assert await house.engine.well()
    await switch(True)
    try:
        person.says("trợ giúp")
        with logged("telegram goes on after an error") as noticed:
            await asyncio.wait_for(noticed.wait(), 20)
        assert api.waiting() == 1
        assert not await house.engine.well()
    finally:
        await switch(False)
    await person.listens(2)
    person.says("chào")
    await person.listens(3)
    assert await house.engine.well()
    assert len(person.heard) == 3


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@on_sqlite
async def test_full_disk(database_url: str, sealer: Sealer, api: BotApi) -> None:
    """No byte can be written to any file: as a full disk, by a limit of this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    async def full(on: bool) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 if on else soft, hard))

    async with at_work(database_url, sealer, api) as house:
        await trouble_is_got_over(house, api, full)


@on_postgres
async def test_postgresql_goes_away_and_comes_back(database_url: str, sealer: Sealer, api: BotApi) -> None:
    """All connections end and no new one is taken, as when the server stops and starts."""
    server, _, name = database_url.rpartition("/")

    async def gone(on: bool) -> None:
        engine = make_engine(f"{server}/postgres").execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {not on}'))
            if on:
                ends = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
                await connection.execute(ends, {"name": name})
        await engine.dispose()

    async with at_work(database_url, sealer, api) as house:
        await trouble_is_got_over(house, api, gone)
