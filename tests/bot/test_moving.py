"""A whole SQLite database moves to PostgreSQL, also when it is cut off; nobody works on half of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.demo_people import OFFICES, populate
from bot.moving import move, stay
from bot.settings import Settings, WrongSetting, read_settings
from bot.wiring import opened, utc_now
from domain.messages import Incoming
from storage import moving
from storage.moving import HalfMoved
from storage.schema import audit, outbox
from storage.sealing import new_key_ring
from tests.databases import drop_postgres, make_empty_postgres
from tests.faults.lives import LONG
from tests.talk.house import START, TestHouse
from tests.talk.people import add_staff, command, register

#: Chunks before a cut: more than there are tables, each is asked at least once.
AT_ONCE = len(moving.tables()) + 5


@pytest.fixture
def target(postgres: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"moved_{uuid4().hex}"
    yield make_empty_postgres(postgres, name)
    drop_postgres(postgres, name)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with a key ring."""
    found = read_settings(data_dir=tmp_path)
    found.keys.write_text(new_key_ring(), encoding="utf-8")
    return found


def on(settings: Settings, url: str) -> Settings:
    """The same with another database."""
    return settings.model_copy(update={"database_url": SecretStr(url)})


async def with_people(settings: Settings) -> set[str]:
    """Registrations, on a list for the police (long form: in every status, on every list); the tables in use."""
    async with opened(settings) as engine:
        house = TestHouse(engine, now=utc_now())
        staff = {key: (await add_staff(house, *of)).staff_id for key, of in OFFICES.items()}
        if LONG:
            await populate(engine, now=utc_now(), staff=staff)
            return {"registrations", "outbox", "documents", "import_rows", "payments"}
        for number in range(20, 25):
            code = await register(house, number)
            for name in ("duyet", "chuyencongan"):
                await command(house, staff["officer"], name, {"code": code})
        await command(house, staff["officer"], "guicongan", {"make": True, "n": 5})
        await engine.keep([message("old")], now=house.now)
        await house.settle()
        return {"registrations", "outbox", "documents", "batch_rows"}


class CutOff(Exception):
    """As a kill would."""


async def test_everything_moves_however_often_it_is_cut_off(
    settings: Settings, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off after every few chunks, while neither database can be worked on; then only the new one can."""
    used = await with_people(settings)
    copy_some, calls = moving.copy_some, count(1)

    def cut_off(*given: Any, **more: Any) -> tuple[moving.Key | None, int]:
        if next(calls) % AT_ONCE == 0:
            raise CutOff
        return copy_some(*given, **more)

    monkeypatch.setattr(moving, "CHUNK", 40 if LONG else 4)
    monkeypatch.setattr(moving, "copy_some", cut_off)
    said: list[str] = []
    cuts = 0
    while not said:
        try:
            await move(settings, target, say=said.append)
        except CutOff:
            cuts += 1
    assert cuts >= 2
    assert await half_moved(settings) is True
    assert {line.partition(":")[0] for line in said} >= used
    async with opened(on(settings, target)) as engine:
        newest = select(func.max(outbox.c.id))
        before = await engine.run(lambda db: db.execute(newest).scalar_one())
        await engine.keep([message("new")], now=START)
        await engine.answer(now=START)
        assert await engine.run(lambda db: db.execute(newest).scalar_one()) > before
        last = select(audit.c.what).order_by(audit.c.seq.desc()).limit(1)
        assert await engine.run(lambda db: db.execute(last).scalar_one()) == "moved"


async def test_nobody_works_on_half_of_a_database(
    settings: Settings, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off, neither opens; with --stay the old one does, and the half of it elsewhere is never gone on with."""
    async with opened(settings):
        pass

    def cut_off(*given: object, **more: object) -> None:
        raise CutOff

    with monkeypatch.context() as patch:
        patch.setattr(moving, "compare", cut_off)
        with pytest.raises(CutOff):
            await move(settings, target, say=lambda text: None)
    assert await half_moved(settings) is False
    assert await half_moved(on(settings, target)) is False
    stay(settings, say=lambda text: None)
    assert await half_moved(settings) is None
    with pytest.raises(WrongSetting, match="trống"):
        await move(settings, target, say=lambda text: None)


async def half_moved(settings: Settings) -> bool | None:
    """Whether a database that cannot be worked on was left for good; None: it can be worked on."""
    try:
        async with opened(settings):
            return None
    except HalfMoved as half:
        return half.left


def message(address: str) -> Incoming:
    """Somebody writes on the web."""
    key = f"web:{address}:1"
    return Incoming(channel="web", address=address, key=key, kind="text", sent_at=START, text="chào")
