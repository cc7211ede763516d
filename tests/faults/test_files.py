"""Photos while the channel or our code is in trouble: the person is answered, and others' photos do not wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import loops
from bot.channel import Later, Refused, Stopped
from bot.files import fetch_files
from bot.telegram_channel import TelegramChannel
from domain.messages import Attachment
from tests.faults.people import joins
from tests.talk.house import TestHouse
from tests.talk.real_doors import qr_picture
from tests.telegram.server import BotApi

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
