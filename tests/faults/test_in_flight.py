"""What is under way when the program ends, in the bad way and in the good one."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import Connection

from domain.packing import pack_text
from domain.wording import Text
from storage import chats as chat_rows
from storage.database import make_engine
from storage.inbox import Notice, keep_notices
from tests.faults.lives import Place, Server, lives
from tests.faults.people import Listener, joins
from tests.faults.program import later
from tests.telegram.people import Heard
from tests.telegram.server import BotApi

pytestmark = pytest.mark.xdist_group("nth")
PAID = "Đã chuyển tiền trợ cấp tháng 01/2027."


async def test_payment_notice_under_way_is_repeated_with_a_word(server: Server, where: Place, api: BotApi) -> None:
    """Killed between the message's arrival and Telegram's answer: it comes once more, and says so."""
    person = joins(api, 1).person
    async with lives(server, where, api) as running:
        await running.begin()
        person.says("chào")
        await person.listens(1)
        await running.end(within=10)
        await _keep_notice(where, person)
        person.at_once = lambda message: running.stop() if message.text == PAID else None
        await running.begin()
        await person.listens(2)
        await running.kill_after(0)
        await running.begin()
        await person.listens(3)
        await running.end(within=10)
        await running.begin()
        person.says("chào")
        await person.listens(4)
        await running.end(within=10)
    assert person.texts()[1:3] == [PAID, f"(gửi lại) {PAID}"]
    assert len(person.heard) == 4
    assert running.errors() == []


async def _keep_notice(where: Place, person: Listener) -> None:
    text = Text("test.paid", PAID)
    body = {"key": "paid", "lines": [pack_text(text)], "repeat": True}

    def keep(db: Connection) -> None:
        chat = chat_rows.find_by_address(db, "telegram", str(person.chat_id), seal=where.seal)
        assert chat is not None
        keep_notices(db, [Notice(key="paid:1", chat_id=chat.id, body=body)], seal=where.seal, now=later(0))

    database = make_engine(where.url)
    async with database.begin() as connection:
        await connection.run_sync(keep)
    await database.dispose()


async def test_prompt_under_way_is_repeated_once_and_the_talk_goes_on(
    server: Server, where: Place, api: BotApi
) -> None:
    """Killed at every single reply of one talk: each is heard at most twice, in order, and it is sent once."""
    talking = joins(api, 1)
    async with lives(server, where, api) as running:
        struck = set[str]()

        def strike(message: Heard) -> None:
            if message.text not in struck:
                struck.add(message.text)
                running.stop()

        talking.person.at_once = strike
        register = asyncio.create_task(talking.register())
        while not register.done():
            await running.begin()
            ended = asyncio.create_task(running.kill_after(60))
            await asyncio.wait([register, ended], return_when=asyncio.FIRST_COMPLETED)
            if register.done():
                running.stop()
            await ended
        await register
    assert set(Counter(talking.person.texts()).values()) <= {1, 2}
    assert len(struck) == sum(len(step.hears) for step in talking.registrant.story)


async def test_stop_with_100_waiting_loses_and_doubles_nothing(server: Server, where: Place, api: BotApi) -> None:
    """SIGTERM while 100 people wait: it ends in time, and after the next start each has one answer (D42)."""
    people = [joins(api, number).person for number in range(100)]
    async with lives(server, where, api) as running:
        first = asyncio.Event()
        for person in people:
            person.at_once = lambda message: first.set()
            person.says("chào")
        await running.begin()
        await asyncio.wait_for(first.wait(), 30)
        await running.end(within=10)
        await running.begin()
        await running.fetches()
        for person in people:
            await person.listens(1)
        await running.end(within=10)
    assert [len(person.heard) for person in people] == [1] * 100
    assert running.errors() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_reply_under_way_is_not_waited_for_a_minute_on_sqlite(
    server: Server, where: Place, api: BotApi
) -> None:
    """Only one process works on the file, so what a killed one held is sent again at the next start."""
    person = joins(api, 1).person
    async with lives(server, where, api) as running:
        running.between = 0
        person.at_once = lambda message: running.stop()
        await running.begin()
        person.says("chào")
        await running.kill_after(60)
        person.at_once = lambda message: None
        await running.begin()
        async with asyncio.timeout(30):
            while len(person.heard) < 2:
                person.woken.clear()
                await person.woken.wait()
        await running.end(within=10)
    first, again = person.texts()
    assert first == again
