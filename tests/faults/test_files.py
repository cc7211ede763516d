"""Photos while the channel or our code is in trouble: the person is answered, and others' photos do not wait."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot import loops
from bot.channel import Later, Refused, Stopped
from bot.files import fetch_files
from bot.telegram_channel import TelegramChannel
from domain.messages import Attachment
from storage.sealing import Sealer
from tests.faults.people import joins
from tests.talk.house import TestHouse, open_house
from tests.talk.real_doors import qr_picture
from tests.telegram.server import TOKEN, BotApi


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    """Telegram, which does not wait when there is nothing."""
    channel = TelegramChannel(
        TOKEN, base_url=api.base_url, file_url=api.file_url, poll_seconds=0, per_second=10**6, per_chat=0
    )
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
async def house(database_url: str, sealer: Sealer, channel: TelegramChannel) -> AsyncIterator[TestHouse]:
    """A house with Telegram."""
    async with open_house(database_url, sealer, channels={"telegram": channel}) as opened:
        yield opened


FAILURES: list[Callable[[], Exception]] = [
    lambda: Later(5),
    lambda: Refused("file too large"),
    lambda: Stopped("Kênh dừng."),
    lambda: ValueError("planted"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure()).__name__)
async def test_photo_that_cannot_be_had_is_said_so_and_the_next_is_read(
    house: TestHouse, api: BotApi, channel: TelegramChannel, failure: Callable[[], Exception]
) -> None:
    """When the first of two photos cannot be had, both people are answered."""
    people = [joins(api, number).person for number in (1, 2)]
    download, left = channel.download, [failure()]

    async def fails_once(attachment: Attachment, *, limit: int) -> bytes:
        if left:
            raise left.pop()
        return await download(attachment, limit=limit)

    vars(channel)["download"] = fails_once
    for person in people:
        person.sends_photo(qr_picture("00020101021138560010A0000007270126000697040501128500205017788"))
    house.cursor = await loops.fetch_once(house.engine, channel, house.cursor, lambda: house.now)
    assert await fetch_files(house.engine, now=house.now) == 2
    assert await fetch_files(house.engine, now=house.now) == 0
    await house.settle()
    assert [len(person.heard) for person in people] == [1, 1]
    assert left == []
