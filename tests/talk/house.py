"""A whole house for tests: real database, real engine; only the moment is ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.channel import Channel
from bot.database import open_database
from bot.engine import Engine
from bot.files import fetch_files
from bot.jobs import work_once
from bot.web_channel import WebChannel
from bot.wiring import build_house, prepare
from domain.calendar import VIETNAM, default_holidays
from domain.reference.places import Places
from domain.settings import OfficeSettings
from storage.sealing import Sealer

START = datetime(2026, 11, 24, 19, 2, tzinfo=VIETNAM)
SETTINGS = OfficeSettings(holidays=default_holidays())


@dataclass(slots=True)
class TestHouse:
    """The engine and the moment. draws: random numbers to come, before real ones."""

    __test__ = False

    engine: Engine
    now: datetime = START
    draws: list[int] = field(default_factory=list)
    cursor: str = ""

    async def settle(self) -> None:
        """Everything that is due happens: files, timers, answers, jobs, notices, sending."""
        for _ in range(1000):
            done = await fetch_files(self.engine, now=self.now)
            done += await self.engine.ring(now=self.now)
            done += await self.engine.answer(now=self.now)
            done += int(await work_once(self.engine, now=self.now))
            if not done:
                done += await self.engine.answer(now=self.now, notices=True)
            done += await self.engine.send(now=self.now)
            if not done:
                return
        raise AssertionError("the house does not come to rest")

    def on(self, seconds: float = 30) -> None:
        """The clock moves on."""
        self.now += timedelta(seconds=seconds)


def with_placeholders(places: Places) -> Places:
    """Offices whose hotline and hours read as the placeholders do in wording.md."""
    offices = tuple(
        replace(office, hotline="{hotline}", hours="{hours}") if office.kind == "commune" else office
        for office in places.offices
    )
    return Places(places.units, places.old_units, offices)


@asynccontextmanager
async def open_house(
    url: str, sealer: Sealer, *, channels: Mapping[str, Channel] | None = None, placeholders: bool = False
) -> AsyncIterator[TestHouse]:
    """A house over a database."""
    database = open_database(url)
    draws: list[int] = []

    def draw() -> int:
        import secrets

        return draws.pop(0) if draws else secrets.randbits(64)

    def prepared(db: Connection) -> Places:
        return prepare(db, sealer, backup_to=None)

    try:
        places = await database.run(prepared)
        if placeholders:
            places = with_placeholders(places)
        every: dict[str, Channel] = {"web": WebChannel(), **(channels or {})}
        house = build_house(sealer, places, SETTINGS, every, draw=draw)
        opened = TestHouse(Engine(database, house, every), draws=draws)
        yield opened
        await opened.engine.photos.close()
    finally:
        await database.close()


def sqlite_at(folder: Path) -> str:
    """URL of a SQLite file in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'trocap.sqlite3'}"
