"""The real house at work on a free port, with a moment of its own for "Hoàn tác"."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.serving import serve
from bot.settings import read_settings
from bot.wiring import utc_now
from storage.sealing import Sealer
from tests.talk.house import TestHouse, open_house, sqlite_at


@dataclass(slots=True)
class Office:
    """A served house and where it is found."""

    house: TestHouse
    url: str

    def undo_within(self, seconds: int) -> None:
        """How long "Hoàn tác" stands for what is decided from now on."""
        built = self.house.engine.house
        self.house.engine.house = replace(built, settings=replace(built.settings, undo_seconds=seconds))


@asynccontextmanager
async def office_open(folder: Path, sealer: Sealer) -> AsyncIterator[Office]:
    """A house over a new SQLite file, its pages and all its loops; the clock is the real one."""
    async with open_house(sqlite_at(folder), sealer) as house:
        house.now = utc_now()
        stop = asyncio.Event()
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        settings = read_settings(data_dir=folder, web_port=0, web_host="127.0.0.1", telegram_token=None)
        serving = asyncio.create_task(serve(house.engine, settings, stop=stop, started=port.set_result))
        try:
            await asyncio.wait((serving, port), return_when=asyncio.FIRST_COMPLETED)
            yield Office(house, f"http://127.0.0.1:{port.result()}")
        finally:
            stop.set()
            await serving
