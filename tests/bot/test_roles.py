"""Processes with a role each over one PostgreSQL: pages here, answers there, sending elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channel import Channel
from bot.engine import Engine
from bot.loops import SEND, TALK, WEB, run_all
from bot.settings import read_settings
from bot.telegram_channel import TelegramChannel
from bot.web_door import WebDoor
from bot.wiring import opened, utc_now
from domain.messages import Incoming
from storage import outbox
from storage.sealing import new_key_ring, write_key_ring
from tests.faults.people import joins
from tests.telegram.server import TOKEN, BotApi

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API in the test's loop."""
    async with BotApi() as running:
        yield running


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The key ring all processes have."""
    path = tmp_path / "keys.json"
    write_key_ring(path, new_key_ring())
    return path


@asynccontextmanager
async def process(url: str, keys: Path, role: str, channel: Channel | None = None) -> AsyncIterator[Engine]:
    """A process of a role; it ends at the end."""
    settings = read_settings(database_url=url, key_file=keys, data_dir=keys.parent, telegram_token=None)
    stop = asyncio.Event()
    async with opened(settings, channels={"telegram": channel} if channel else {}) as engine:
        if channel is not None:
            await channel.open()
        running = asyncio.create_task(run_all(engine, utc_now, stop=stop, role=role))
        try:
            yield engine
        finally:
            stop.set()
            await running
            if channel is not None:
                await channel.close()


async def test_a_page_shows_at_once_what_another_process_answered(database_url: str, keys: Path) -> None:
    """The page waits for nothing but the signal, longer than this test may take."""
    async with process(database_url, keys, WEB) as pages, process(database_url, keys, TALK):
        door = WebDoor(pages, utc_now)
        chat = await door.new_chat(start="")
        own = Incoming(
            channel="web", address=chat.address, key="web:1", kind="text", sent_at=utc_now(), text="chào"
        )
        async with asyncio.timeout(10):
            await door.keep([own])
            await door.changed(chat.address, after=0, timeout=60)
            lines = await door.lines(chat.address, after=0)
    assert [line.mine for line in lines] == [True, False]


async def test_who_answers_does_not_send_and_who_sends_does(database_url: str, keys: Path, api: BotApi) -> None:
    """A reply waits in the database until a process with the role is there."""
    person = joins(api, 1).person
    first, second = (TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=20) for _ in range(2))
    async with process(database_url, keys, TALK, first) as talk:
        person.says("chào")
        async with asyncio.timeout(10):
            while not await talk.run(outbox.backlog):
                pass
        assert person.heard == []
        async with process(database_url, keys, SEND, second) as send:
            await person.listens(1, within=10)
            assert send.name != talk.name
