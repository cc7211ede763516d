"""One person at each kind of door, with what the promises need beside talking: saying a thing again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx

from bot.speaking import Listener
from bot.telegram_channel import TelegramChannel
from bot.terminal_channel import incoming
from bot.web.app import create_app
from bot.web.server import serve
from bot.web_channel import WebChannel
from bot.web_door import WebDoor
from domain.reading.text import fold
from domain.wording import Text
from storage.sealing import Sealer
from tests.talk.doors import Heard
from tests.talk.house import TestHouse, open_house, sqlite_at
from tests.talk.real_doors import TelegramDoor, TerminalDoor, Terminals, qr_picture
from tests.telegram.server import TOKEN, BotApi

KINDS = ("web", "telegram", "terminal")


class Mouth(Protocol):
    """A person at a door."""

    house: TestHouse

    async def says(self, text: str) -> None:
        """Type."""

    async def says_again(self) -> None:
        """The same message once more, as the channel gives it when it is not sure."""

    async def taps(self, label: str) -> bool:
        """Tap the newest choice of this label; False where nothing can be tapped."""

    async def photographs(self, code: str) -> None:
        """Send a photo of a QR code."""

    async def heard(self) -> list[Heard]:
        """What was answered since the last time."""


class TelegramMouth(TelegramDoor):
    """Telegram gives what is not confirmed again."""

    async def says_again(self) -> None:
        self.house.cursor = str(int(self.house.cursor) - 1)
        self._person._api.confirmed -= 1
        self._person._api.updates.append(self._last)
        await self._fetch()

    async def says(self, text: str) -> None:
        self._person.says(text)
        self._last = self._person._api.updates[-1]
        await self._fetch()


class TerminalMouth(TerminalDoor):
    """A line read twice has one key."""

    async def says(self, text: str) -> None:
        self._said = text
        await super().says(text)

    async def says_again(self) -> None:
        key = f"terminal:{self.address}:{self._count}"
        message = incoming(self._said, address=self.address, key=key, now=self.house.now, read=Path.read_bytes)
        await self.house.engine.keep([message], now=self.house.now)


@dataclass(slots=True)
class WebMouth:
    """A browser: the JSON interface over a real socket."""

    house: TestHouse
    client: httpx.AsyncClient
    path: str
    shown: list[Heard] = field(default_factory=list)
    after: int = 0
    count: int = 0

    async def says(self, text: str) -> None:
        self.count += 1
        await self._posts({"key": self._key, "text": text})

    async def says_again(self) -> None:
        await self._posts({"key": self._key, "text": "chào"})

    async def taps(self, label: str) -> bool:
        for heard in reversed(self.shown):
            for index, choice in enumerate(heard.choices):
                if fold(choice) == fold(label):
                    self.count += 1
                    await self._posts({"key": self._key, "tap": f"{heard.asked}:{index}"})
                    return True
        return False

    async def photographs(self, code: str) -> None:
        self.count += 1
        files = {"file": ("the.png", qr_picture(code), "image/png")}
        answer = await self.client.post(f"{self.path}api/messages", data={"key": self._key}, files=files)
        assert answer.json() == {"kept": True}

    async def heard(self) -> list[Heard]:
        answer = await self.client.get(f"{self.path}api/lines", params={"after": self.after})
        lines = answer.json()
        lines = lines["lines"] if isinstance(lines, dict) else lines
        self.after = max([self.after, *(line["id"] for line in lines)])
        new = [Heard(line["text"], tuple(line["choices"]), line["asked"]) for line in lines if not line["mine"]]
        self.shown += new
        return new

    @property
    def _key(self) -> str:
        return f"key-{self.count:08}"

    async def _posts(self, body: dict[str, str]) -> None:
        answer = await self.client.post(f"{self.path}api/messages", json=body)
        assert answer.json() == {"kept": True}


@asynccontextmanager
async def browser(house: TestHouse) -> AsyncIterator[WebMouth]:
    """The pages on a free port, and somebody who has opened a chat."""
    listener = Listener(channel="web", language="vi", can=WebChannel.can)

    def speak(text: Text) -> str:
        return house.engine.house.speaker.line(text, listener=listener, unit="", now=house.now)

    door = WebDoor(house.engine, lambda: house.now)
    app = create_app(door, speak=speak, secure_cookies=False, now=lambda: house.now)
    stop, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, host="127.0.0.1", port=0, stop=stop, started=port.set_result))
    url = f"http://127.0.0.1:{await port}"
    headers = {"origin": url, "accept": "application/json"}
    try:
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30, follow_redirects=True) as client:
            opened = await client.get("/", params={"moi": "1"}, headers={"accept": "text/html"})
            yield WebMouth(house, client, opened.url.path)
    finally:
        stop.set()
        await serving


@asynccontextmanager
async def somebody(kind: str, folder: Path, sealer: Sealer) -> AsyncIterator[Mouth]:
    """A house with one door of a kind, and a person at it."""
    url = sqlite_at(folder)
    if kind == "web":
        async with open_house(url, sealer) as house, browser(house) as mouth:
            yield mouth
    elif kind == "terminal":
        terminals = Terminals(folder)
        async with open_house(url, sealer, channels={"terminal": terminals}) as house:
            yield TerminalMouth(house, terminals, "x")
    else:
        async with telegram(folder, sealer) as (house, api, channel):
            yield TelegramMouth(house, api, channel, 7001)


@asynccontextmanager
async def telegram(folder: Path, sealer: Sealer) -> AsyncIterator[tuple[TestHouse, BotApi, TelegramChannel]]:
    """A house with Telegram, and the Bot API behind it."""
    async with BotApi() as api:
        channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0, per_second=10**6, per_chat=0)
        await channel.open()
        try:
            async with open_house(sqlite_at(folder), sealer, channels={"telegram": channel}) as house:
                yield house, api, channel
        finally:
            await channel.close()
