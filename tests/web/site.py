"""The web chat served on a real socket, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

import httpx

from bot.web.app import create_app
from bot.web.door import Opened
from bot.web.server import serve
from domain.wording import OfficeTime, Text
from tests.web.memory_door import EVENING, MemoryDoor

OFFICE = {"hotline": "0209 355 0100", "hours": "7 giờ 30 đến 17 giờ"}


def speak(text: Text) -> str:
    """A Text in Vietnamese, just enough for the pages."""
    said = text.vietnamese
    for name, value in {**OFFICE, **text.params}.items():
        said = said.replace("{" + name + "}", shown(value))
    return said


def shown(value: object) -> str:
    """A value the way wording.md writes it."""
    if isinstance(value, OfficeTime):
        return f"{value.at:%H:%M}"
    if isinstance(value, datetime):
        return f"{value.hour} giờ {value.minute:02}"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Site:
    """A running web chat: its address, its door, and how to stop it."""

    url: str
    door: MemoryDoor
    stop: asyncio.Event
    serving: asyncio.Task[None]

    def client(self, opened: Opened | None = None, *, page: bool = False) -> httpx.AsyncClient:
        """A client that holds a chat's cookie; page: it asks for pages, as a browser without script does."""
        headers = {"origin": self.url, "accept": "text/html" if page else "application/json"}
        client = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=5)
        if opened:
            client.cookies.set("chat", opened.secret, domain="127.0.0.1", path=f"/c/{opened.address}/")
        return client


@asynccontextmanager
async def running(
    door: MemoryDoor, *, root_path: str = "", port: int = 0, secure_cookies: bool = False
) -> AsyncIterator[Site]:
    """Serve a door until the block ends."""
    app = create_app(door, speak=speak, secure_cookies=secure_cookies, root_path=root_path, now=lambda: EVENING)
    stop = asyncio.Event()
    answering: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, host="127.0.0.1", port=port, stop=stop, started=answering.set_result))
    try:
        yield Site(f"http://127.0.0.1:{await answering}", door, stop, serving)
    finally:
        stop.set()
        await serving
