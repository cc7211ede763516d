"""Updates that come again, come twice, come broken: each has one effect, and only the broken one is put aside."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, Select, func, select

import bot.turn as turn
from bot.engine import Engine
from bot.logs import OneLine, Redacting
from conversations.state import unpack_state
from conversations.understanding import understand
from domain.messages import Incoming
from storage import chats as chat_rows
from storage import tasks as task_rows
from storage.schema import inbox, outbox, registrations
from storage.sealing import Sealer
from tests.faults.people import Registrant
from tests.talk.doors import PlainDoor
from tests.talk.house import TestHouse, open_house

POISON = "hỏng rồi"


@pytest.fixture
async def house(database_url: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house over a fresh database."""
    async with open_house(database_url, sealer) as opened:
        yield opened


def said(house: TestHouse, who: int, number: int, text: str = "trợ giúp") -> Incoming:
    """The n-th message of somebody."""
    return Incoming(
        channel="web",
        address=f"p{who}",
        key=f"web:p{who}:{number}",
        kind="text",
        sent_at=house.now,
        text=text,
    )


async def answered(engine: Engine, house: TestHouse) -> None:
    """Every waiting message is taken."""
    while await engine.answer(now=house.now):
        pass


async def test_1000_updates_each_three_times_have_1000_effects(house: TestHouse) -> None:
    """In any order, some of them side by side, some after they were answered (D6, D7)."""
    chance = random.Random(3)
    thrice = [said(house, number % 200, number) for number in range(1_000)] * 3
    chance.shuffle(thrice)
    while thrice:
        size = chance.randrange(1, 120)
        pieces = [thrice[:size], thrice[size : 2 * size]]
        thrice = thrice[2 * size :]
        await asyncio.gather(*(house.engine.keep(piece, now=house.now) for piece in pieces))
        if chance.random() < 0.3:
            await house.engine.answer(now=house.now)
    await answered(house.engine, house)
    assert await house.engine.run(_counts) == {"heard": 1_000, "said": 1_000, "waiting": 0}


def _counts(db: Connection) -> dict[str, int]:
    def count(what: Select[int]) -> int:
        return db.execute(what).scalar_one()

    return {
        "heard": count(select(func.count()).select_from(inbox)),
        "said": count(select(func.count()).select_from(outbox).where(outbox.c.mine.is_(False))),
        "waiting": count(select(func.count()).select_from(inbox).where(inbox.c.handled_at.is_(None))),
    }


async def test_one_broken_update_among_100_is_put_aside_alone(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug of ours in one message: 99 are answered, that one gets an apology with the code of the log (D50)."""

    def breaks(body: dict[str, object], *more: object) -> object:
        if body.get("text") == POISON:
            raise ValueError(f"cannot read {POISON} of 006145003333")
        return understand(body, *more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(turn, "understand", breaks)
    texts = ["trợ giúp"] * 99
    texts.insert(50, POISON)
    await house.engine.keep([said(house, who, 0, text) for who, text in enumerate(texts)], now=house.now)
    with caplog.at_level(logging.ERROR):
        assert await house.engine.answer(now=house.now) == 100
    code = await house.engine.run(lambda db: _only_code(db, house.engine.house.seal))
    (record,) = caplog.records
    Redacting().filter(record)
    line = OneLine().format(record)
    assert code in line
    assert POISON not in line
    assert "006145003333" not in line
    (apology,) = await PlainDoor(house, address="p50").heard()
    assert apology.text.startswith("Tin vừa gửi chưa đọc được")
    assert code in apology.text
    assert await house.engine.run(_counts) == {"heard": 100, "said": 100, "waiting": 0}
    await house.engine.keep([said(house, 50, 1)], now=house.now)
    await answered(house.engine, house)
    assert len(await PlainDoor(house, address="p50").heard()) == 2


def _only_code(db: Connection, seal: Sealer) -> str:
    """The code of the one message put aside; staff are told the code and nothing that its sender wrote."""
    code = str(db.execute(select(inbox.c.error_code).where(inbox.c.error_code.isnot(None))).scalar_one())
    task = task_rows.next_open(db, units=[], after=None, seal=seal)
    assert task is not None
    assert code in task.text
    assert POISON not in task.text
    return code


async def test_message_that_cannot_be_committed_stands_alone_after_three_tries(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes no other message with it, rests between tries, and then gets one apology; its chat goes on."""
    write = chat_rows.write_states

    def refuses(db: Connection, states: dict[str, str], **more: object) -> None:
        if any("enrolment" in state for state in states.values()):
            raise ValueError("planted")
        write(db, states, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(chat_rows, "write_states", refuses)
    texts = ["trợ giúp"] * 99
    texts.insert(50, "đăng ký")
    await house.engine.keep([said(house, who, 0, text) for who, text in enumerate(texts)], now=house.now)
    assert await house.engine.answer(now=house.now) == 99
    for _ in range(2):
        assert await house.engine.answer(now=house.now) == 0
        house.on(40)
        await house.engine.answer(now=house.now)
    (apology,) = await PlainDoor(house, address="p50").heard()
    assert apology.text.startswith("Tin vừa gửi chưa đọc được")
    await house.engine.keep([said(house, 50, 1)], now=house.now)
    await answered(house.engine, house)
    assert len(await PlainDoor(house, address="p50").heard()) == 2
    assert await house.engine.run(_counts) == {"heard": 101, "said": 101, "waiting": 0}


async def test_chat_whose_state_cannot_be_read_holds_up_nobody(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even an apology can be said there; its message is put aside all the same, and the others go on."""
    broken = "{broken"
    monkeypatch.setattr(turn, "unpack_state", lambda text: unpack_state("{" if text == broken else text))
    await house.engine.keep([said(house, who, 0) for who in range(10)], now=house.now)
    await answered(house.engine, house)
    await house.engine.run(lambda db: _break_state(db, house, broken))
    await house.engine.keep([said(house, who, 1) for who in range(10)], now=house.now)
    for _ in range(3):
        await answered(house.engine, house)
        house.on(40)
    assert await house.engine.run(_counts) == {"heard": 20, "said": 19, "waiting": 0}


def _break_state(db: Connection, house: TestHouse, broken: str) -> None:
    seal = house.engine.house.seal
    chat = chat_rows.find_by_address(db, "web", "p3", seal=seal)
    assert chat is not None
    chat_rows.write_states(db, {chat.id: broken}, seal=seal, now=house.now)


@pytest.mark.parametrize("together", [True, False])
async def test_double_tap_on_send_makes_one_registration(house: TestHouse, together: bool) -> None:
    """Two taps of the same button, in one fetch or one after the other (D14)."""
    door = PlainDoor(house, address="p1")
    for step in Registrant(1).story[:-1]:
        await door.says(step.says)
        await house.settle()
    asked = (await door.heard())[-1]
    index = asked.choices.index("Gửi đăng ký")
    taps = [_tap(house, number, f"{asked.asked}:{index}") for number in range(2)]
    for some in [taps] if together else [[tap] for tap in taps]:
        await house.engine.keep(some, now=house.now)
        await answered(house.engine, house)
    first, again = await door.heard()
    assert first.text.startswith("Đã gửi hồ sơ cho")
    assert not again.text.startswith("Đã gửi hồ sơ cho")
    assert len({code for heard in (first, again) for code in re.findall(r"BK-\w{4}-\w{3}", heard.text)}) == 1
    assert await house.engine.run(_registrations) == 1


def _tap(house: TestHouse, number: int, tap: str) -> Incoming:
    return Incoming(channel="web", address="p1", key=f"tap:{number}", kind="tap", sent_at=house.now, tap=tap)


def _registrations(db: Connection) -> int:
    return db.execute(select(func.count()).select_from(registrations)).scalar_one()
