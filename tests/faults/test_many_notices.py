"""Thousands of payment notices through a channel with limits, breakdowns and pauses of its own."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection, func, select

from bot.channel import Capabilities, Fetched, Later
from domain.messages import Attachment, Incoming, Outgoing
from domain.packing import pack_text
from domain.wording import Text
from storage import chats, inbox
from storage.schema import outbox as table
from storage.sealing import Sealer
from tests.faults.lives import LONG
from tests.talk.house import TestHouse, open_house

MANY = 5_000 if LONG else 200

CAN = Capabilities(
    max_text=4096, buttons=True, contact_request=False, document_out=False, per_second=30, per_chat=1.0
)


@dataclass(slots=True)
class Moody:
    """A channel that takes 30 a second: half its answers are failures, then it wants rest, then it is well."""

    name: str = "telegram"
    can: Capabilities = CAN
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    calls: int = 0
    arrived: Counter[str] = field(default_factory=Counter)
    doubtful: set[str] = field(default_factory=set)  #: chats in which a try failed that may have arrived
    again: set[str] = field(default_factory=set)  #: chats that were told with "(gửi lại)"

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def fetch(self, after: str) -> Fetched:
        """Nobody writes."""
        return Fetched([], after)

    async def send(self, message: Outgoing) -> str:
        """Half of the first calls fail, a tenth as many then ask for rest, after that all is well."""
        self.calls += 1
        if self.calls < MANY and self.chance.random() < 0.5:
            self.doubtful.add(message.address)
            raise Later(5, perhaps_sent=True, answered=True)
        if MANY <= self.calls < MANY + MANY // 10:
            raise Later(37)
        self.arrived[message.address] += 1
        if message.text.startswith("(gửi lại) "):
            self.again.add(message.address)
        return str(self.calls)

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """Nobody sends a file."""
        return b""


def waiting(db: Connection) -> int:
    """Messages and notices not yet out."""
    unsent = select(func.count()).select_from(table).where(table.c.state == "waiting")
    return db.execute(unsent).scalar_one() + chats.waiting(db, notices=True)


def keep_notices(db: Connection, *, seal: Sealer, now: datetime) -> None:
    """A paid person in each of MANY chats."""
    met = [
        Incoming(channel="telegram", address=str(n), key=f"telegram:{n}", kind="text", sent_at=now, text="chào")
        for n in range(MANY)
    ]
    inbox.keep(db, met, seal=seal, now=now)
    found = chats.lock(db, limit=MANY, now=now, seal=seal)
    inbox.handled(db, [one for one in inbox.oldest(db, [c.id for c in found], seal=seal).values() if one], now=now)
    body = {"key": "paid", "lines": [pack_text(Text("paid.test", "Tiền đã chuyển."))], "repeat": True}
    told = [inbox.Notice(key=f"paid:list:{chat.id}:paid", chat_id=chat.id, body=body) for chat in found]
    inbox.keep_notices(db, told, seal=seal, now=now)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_all_are_sent_once_within_the_limits(database_url: str, sealer: Sealer) -> None:
    """Everybody hears of the money once; no second sees more than 30 calls, no chat two within one."""
    channel = Moody()
    async with open_house(database_url, sealer, channels={"telegram": channel}) as house:
        await house.engine.run(partial(keep_notices, seal=sealer, now=house.now))
        seconds = 0
        while await house.engine.run(waiting):
            seconds += 1
            before = channel.calls
            await one_second(house)
            assert channel.calls - before <= 30
            assert seconds < 40 * MANY
    assert len(channel.arrived) == MANY
    assert set(channel.arrived.values()) == {1}
    assert channel.again == channel.doubtful


async def one_second(house: TestHouse) -> None:
    """What the loops do in a second, its calls at its beginning."""
    room, _ = await house.engine.room_for_notices()
    if room:
        await house.engine.answer(now=house.now, notices=True, limit=room)
    while await house.engine.send(now=house.now):
        pass
    house.on(1)
