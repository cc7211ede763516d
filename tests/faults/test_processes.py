"""Several processes over one PostgreSQL, any of them killed at any moment: nothing lost, nobody stuck.

Each is a whole program; they share the chats, and one of them fetches. The longer form (TROCAP_TEST_LONG) kills
fifty times.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import count

import pytest

from tests.faults.lives import LONG, Lives, Place, Server, lives
from tests.faults.people import Talking, joins
from tests.faults.test_kill import heard_all_in_order, kept_all
from tests.telegram.server import BotApi

KILLS = 50 if LONG else 6
PEOPLE = 20

pytestmark = [
    pytest.mark.xdist_group("nth"),
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@pytest.fixture
async def processes(servers: list[Server], where: Place, api: BotApi) -> AsyncIterator[list[Lives]]:
    """All begun, by the same clock."""
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(lives(server, where, api)) for server in servers]
        for number, one in enumerate(running):
            one.between = 0
            one.stderr = where.folder / f"stderr{number}"
            await one.begin()
        yield running


async def test_any_process_may_be_killed_at_any_moment(processes: list[Lives], where: Place, api: BotApi) -> None:
    """Every person has exactly one registration, as typed, and heard every reply in order."""
    chance = random.Random(20_261_124)
    numbers = count(1)
    everybody: list[Talking] = []
    enough = asyncio.Event()

    async def people_come() -> None:
        while not enough.is_set():
            everybody.append(talking := joins(api, next(numbers)))
            await talking.register(within=60)

    people = asyncio.gather(*(people_come() for _ in range(PEOPLE)))
    for _ in range(KILLS):
        await _something_is_said(api)
        struck = chance.choice(processes)
        await struck.kill_after(chance.uniform(0, 0.5))
        await struck.begin()
    enough.set()
    await asyncio.wait_for(people, 60)  # nobody is stuck
    for one in processes:
        await one.end(within=10)
    heard_all_in_order(everybody)
    await kept_all(where, api, everybody)
    assert [one.errors() for one in processes] == [[] for _ in processes]


async def _something_is_said(api: BotApi) -> None:
    """The processes are at work again."""
    before = len(api.called("sendMessage"))
    await api.until(lambda: len(api.called("sendMessage")) > before + PEOPLE, within=60)
