"""Messages on their way out while the network, one chat or the database is in trouble."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from bot import loops
from bot.telegram_channel import TelegramChannel
from storage import outbox as outbox_rows
from storage.schema import outbox
from tests.faults.people import joins
from tests.talk.house import TestHouse
from tests.telegram import faults
from tests.telegram.server import BotApi


async def heard(house: TestHouse, channel: TelegramChannel) -> None:
    """What people wrote is kept and answered, not yet sent."""
    house.cursor = await loops.fetch_once(house.engine, channel, house.cursor, lambda: house.now)
    while await house.engine.answer(now=house.now):
        pass


async def test_slow_chat_holds_up_nobody(house: TestHouse, api: BotApi, channel: TelegramChannel) -> None:
    """While Telegram takes its time over one chat, another is answered again and again."""
    slow, quick = joins(api, 1).person, joins(api, 2).person
    answers = asyncio.Event()

    send = channel.send

    async def sends(message: Any) -> str:
        if message.address == str(slow.chat_id):
            await answers.wait()
        return await send(message)

    vars(channel)["send"] = sends
    slow.says("chào")
    for number in range(1, 4):
        quick.says("chào")
        await heard(house, channel)
        await house.engine.send(now=house.now)
        assert (len(quick.heard), len(slow.heard)) == (number, 0)
    answers.set()
    await house.engine.finish_sending(now=house.now, seconds=5)
    assert len(slow.heard) == 1
    assert await house.engine.run(states) == ["sent"] * 4


async def test_sent_is_not_sent_again_because_it_could_not_be_written(
    house: TestHouse, api: BotApi, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database fails three times just after the sending, even beyond the lease: one message, no more."""
    person = joins(api, 1).person
    person.says("chào")
    await heard(house, channel)

    def fails(*_: object, **more: object) -> list[str]:
        raise OperationalError("statement", {}, Exception("disk I/O error"))

    with monkeypatch.context() as trouble:
        trouble.setattr(outbox_rows, "written", fails)
        for _ in range(3):
            with pytest.raises(OperationalError):
                await house.engine.send(now=house.now)
            house.on(100)
    await house.engine.send(now=house.now)
    assert len(person.heard) == 1
    assert await house.engine.run(states) == ["sent"]


async def test_outage_uses_up_no_tries(house: TestHouse, api: BotApi, channel: TelegramChannel) -> None:
    """An hour without a connection, and 429 over and over: the message waits, and comes when it can."""
    person = joins(api, 1).person
    person.says("chào")
    await heard(house, channel)
    await api.stop()
    for _ in range(10):
        await house.engine.send(now=house.now)
        house.on(360)
    await api.start()
    api.fail(faults.too_many(37), times=10)
    for _ in range(10):
        await house.engine.send(now=house.now)
        house.on(38)
    await house.engine.send(now=house.now)
    assert len(person.heard) == 1
    assert await house.engine.run(states) == ["sent"]


@pytest.mark.parametrize(("fault", "tries"), [(faults.CUT_BEFORE, 5), (faults.BROKEN, 20)])
async def test_in_the_end_it_is_given_up(
    house: TestHouse, api: BotApi, channel: TelegramChannel, fault: faults.Fault, tries: int
) -> None:
    """Five times nobody knows whether it arrived, or twenty times Telegram says it failed: the next goes on."""
    person = joins(api, 1).person
    person.says("chào")
    await heard(house, channel)
    api.fail(fault, times=tries)
    for _ in range(tries):
        await house.engine.send(now=house.now)
        house.on(3600)
    person.says("trợ giúp")
    await heard(house, channel)
    await house.engine.send(now=house.now)
    assert len(person.heard) == 1
    assert await house.engine.run(states) == ["undelivered", "sent"]


def states(db: Connection) -> list[str]:
    """The states of the outbox's rows."""
    return list(db.execute(select(outbox.c.state).order_by(outbox.c.id)).scalars())
