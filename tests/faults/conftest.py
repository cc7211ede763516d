"""What the fault tests share: a program's place on both databases, a Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.telegram_channel import TelegramChannel
from storage.sealing import Sealer
from tests.faults.lives import Place, Server, fork_servers, place
from tests.talk.house import TestHouse, open_house
from tests.telegram.server import TOKEN, BotApi

#: Of one program, at the same time.
PROCESSES = 3


@pytest.fixture(scope="session")
def servers() -> Iterator[list[Server]]:
    """Start lives of the program side by side."""
    with fork_servers(PROCESSES) as running:
        yield running


@pytest.fixture(scope="session")
def server(servers: list[Server]) -> Server:
    """Starts lives of the program."""
    return servers[0]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API in the test's loop."""
    async with BotApi() as running:
        yield running


@pytest.fixture
def where(database_url: str, tmp_path: Path) -> Place:
    """An empty database with all tables, and a key ring."""
    return place(database_url, tmp_path)


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    """Telegram, which neither waits when there is nothing nor keeps its limits: the clock stands still."""
    channel = TelegramChannel(
        TOKEN,
        base_url=api.base_url,
        file_url=api.file_url,
        poll_seconds=0,
        per_second=10**6,
        per_chat=0,
    )
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
async def house(database_url: str, sealer: Sealer, channel: TelegramChannel) -> AsyncIterator[TestHouse]:
    """A house with Telegram."""
    async with open_house(database_url, sealer, channels={"telegram": channel}) as opened:
        yield opened
