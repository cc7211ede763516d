"""Long work among several processes: held while it is worked on, another's when its process stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from admin.desk import Answer, Desk
from admin.jobs import JOBS
from admin.long_work import InChild, Step
from bot import jobs as job_loop
from bot.jobs import LEASE_SECONDS, work_once
from domain.wording import Text
from storage import jobs
from storage.jobs import Job
from storage.schema import chats
from storage.schema import jobs as table
from storage.sealing import Sealer
from tests.talk.doors import PlainDoor
from tests.talk.house import TestHouse, open_house

DONE = Text("test.done", "Đã xong.")


@pytest.fixture
async def house(database_url: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house in which somebody waits for a job: a step, a child, a step."""
    async with open_house(database_url, sealer) as opened:
        door = PlainDoor(opened, address="officer")
        await door.says("chào")
        await opened.settle()
        await door.heard()
        yield opened


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    def work(desk: Desk, job: Job, came: object) -> Step:
        return InChild(str, ("",)) if came is None else Answer(lines=(DONE,))

    JOBS["test"] = work
    yield
    del JOBS["test"]


async def _asked_for(house: TestHouse) -> str:
    def add(db: Connection) -> str:
        chat = db.execute(select(chats.c.id)).scalar_one()
        return jobs.add(db, kind="test", args={}, seal=house.engine.house.seal, now=house.now, chat_id=chat)

    return await house.engine.run(add)


async def _taken(house: TestHouse, at: datetime) -> Job | None:
    return await house.engine.run(
        lambda db: jobs.take(db, now=at, seconds=LEASE_SECONDS, seal=house.engine.house.seal)
    )


async def test_a_job_that_was_taken_by_another_process_is_left_to_it(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours stood still for longer than its lease: it neither answers nor closes the job; the other does."""
    ident = await _asked_for(house)

    async def stands_still(*_: object) -> object:
        assert await _taken(house, house.now) is None
        assert await _taken(house, house.now + timedelta(seconds=LEASE_SECONDS + 1)) is not None
        return "came"

    monkeypatch.setattr(job_loop, "run_in_child", stands_still)
    assert await work_once(house.engine, now=house.now)
    assert not await house.engine.run(lambda db: jobs.is_done(db, ident))
    monkeypatch.setattr(job_loop, "run_in_child", _comes)
    house.on(2 * LEASE_SECONDS + 5)
    assert await work_once(house.engine, now=house.now)
    await house.settle()
    assert [heard.text for heard in await PlainDoor(house, address="officer").heard()][-1:] == ["Đã xong."]
    assert await house.engine.run(lambda db: jobs.is_done(db, ident))


async def _comes(*_: object) -> object:
    return "came"


async def test_a_job_is_held_while_its_child_works(house: TestHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes: the lease goes on with the time."""
    ident = await _asked_for(house)

    def until(db: Connection) -> datetime:
        found: datetime = db.execute(select(table.c.running_until).where(table.c.id == ident)).scalar_one()
        return found

    async def takes_long(*_: object) -> object:
        first = await house.engine.run(until)
        async with asyncio.timeout(10):
            while await house.engine.run(until) == first:
                pass
        return "came"

    monkeypatch.setattr(job_loop, "HOLD_SECONDS", 0.01)
    monkeypatch.setattr(job_loop, "run_in_child", takes_long)
    assert await work_once(house.engine, now=house.now)
    assert await house.engine.run(lambda db: jobs.is_done(db, ident))
