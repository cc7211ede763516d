"""What is looked after now and then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.sweeping import sweep
from domain.calendar import VIETNAM
from storage.sealing import Sealer
from tests.talk.doors import PlainDoor
from tests.talk.house import TestHouse, open_house
from tests.talk.people import add_staff, register, seat

THURSDAY = datetime(2026, 11, 26, 7, 35, tzinfo=VIETNAM)


@pytest.fixture
async def house(database_url: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house with one officer at a page and two registrations that wait."""
    async with open_house(database_url, sealer) as opened:
        opened.now = THURSDAY
        officer = await add_staff(opened, "Hoàng Thị Sen", "officer", "UB01840")
        await seat(opened, officer.staff_id, channel="web", address="officer")
        for number in (1, 2):
            await register(opened, number, now=datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
        yield opened


async def _swept(house: TestHouse, at: datetime) -> list[str]:
    house.now = at
    await sweep(house.engine, now=at)
    await house.settle()
    return [heard.text for heard in await PlainDoor(house, address="officer").heard()]


async def test_an_officer_reads_one_digest_a_morning(house: TestHouse) -> None:
    """Counts only, once, however often the sweep runs."""
    said = "Sáng 26/11/2026: 2 hồ sơ chờ, 2 quá hạn."
    first = await _swept(house, THURSDAY)
    again = await _swept(house, THURSDAY.replace(hour=9))
    assert [text.startswith(said) for text in first] == [True]
    assert again == first


@pytest.mark.parametrize(
    "at", [THURSDAY.replace(hour=7, minute=29), THURSDAY.replace(day=28), THURSDAY.replace(hour=12)]
)
async def test_no_digest_outside_the_morning_of_a_working_day(house: TestHouse, at: datetime) -> None:
    """Before half past seven, on a Saturday, after eleven: nobody is disturbed."""
    assert await _swept(house, at) == []
