"""A door over plain memory, for the tests of the pages alone; the shell's own stands over the database."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.web.door import FileToSend, Line, Opened, Seat
from domain.messages import Incoming

EVENING = datetime(2026, 11, 24, 12, 2, tzinfo=UTC)  # 19:02 in Hà Nội


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reply of the bot of a test."""

    text: str
    choices: tuple[str, ...] = ()
    ask_photo: int = -1
    file: FileToSend | None = None


@dataclass(slots=True)
class Chat:
    """One chat in memory."""

    secret: str
    seat: Seat = field(default_factory=Seat)
    start: str = ""
    lines: list[Line] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    files: dict[str, FileToSend] = field(default_factory=dict)
    kept: list[Incoming] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)


Talk = Callable[[str], Sequence[Said]]


def silent(text: str) -> Sequence[Said]:
    """A bot that says nothing."""
    return ()


class MemoryDoor:
    """Keeps chats in a dict. talk: what the bot answers to a text; broken: keep raises while it is set."""

    def __init__(self, talk: Talk = silent) -> None:
        self.talk = talk
        self.chats: dict[str, Chat] = {}
        self.links: dict[str, str] = {}
        self.broken = False
        self.part = 200
        self.last_id = 0
        self.movement = asyncio.Event()

    def moved(self) -> None:
        """Wake the tests that wait for something."""
        self.movement.set()
        self.movement = asyncio.Event()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true; half a minute at most."""
        async with asyncio.timeout(30):
            while not true():
                await self.movement.wait()

    def next_id(self) -> int:
        """A number above all before it."""
        self.last_id += 1
        return self.last_id

    def open_chat(self, label: str = "") -> Opened:
        """A fresh chat, of a citizen or of staff."""
        opened = Opened(address=secrets.token_urlsafe(16), secret=secrets.token_urlsafe(16))
        self.chats[opened.address] = Chat(secret=opened.secret, seat=Seat(label))
        return opened

    def put(self, address: str, line: Line) -> None:
        """Add a line and wake whoever waits for it."""
        chat = self.chats[address]
        chat.lines.append(line)
        chat.news.set()
        chat.news = asyncio.Event()
        self.moved()

    def say(self, address: str, said: Said, *, at: datetime = EVENING) -> Line:
        """The bot says something."""
        number = self.next_id()
        line = Line(
            id=number,
            mine=False,
            text=said.text,
            choices=said.choices,
            asked=f"q{number}",
            ask_photo=said.ask_photo,
            at=at,
        )
        if said.file:
            self.chats[address].files[f"f{number}"] = said.file
            line = replace(line, file_name=said.file.name, file_id=f"f{number}")
        self.put(address, line)
        return line

    async def new_chat(self, *, start: str) -> Opened:
        """A citizen's chat."""
        opened = self.open_chat()
        self.chats[opened.address].start = start
        return opened

    async def may(self, address: str, secret: str) -> Seat | None:
        """The seat, for the right secret."""
        chat = self.chats.get(address)
        if chat is None or not hmac.compare_digest(chat.secret.encode(), secret.encode()):
            return None
        return chat.seat

    async def keep(self, messages: Sequence[Incoming]) -> None:
        """Keep each key once, then let the bot answer."""
        if self.broken:
            raise ConnectionError("0060 5200 1234 was typed here")
        for message in messages:
            chat = self.chats[message.address]
            if any(known.key == message.key for known in chat.kept):
                continue
            chat.kept.append(message)
            text = self.label(chat, message.tap) or message.text or "(ảnh)"
            client_key = message.key.rpartition(":")[2]
            self.put(
                message.address,
                Line(id=self.next_id(), mine=True, text=text, at=message.sent_at, key=client_key),
            )
            asyncio.get_running_loop().call_soon(self.answer, message.address, text, message.sent_at)

    def answer(self, address: str, text: str, at: datetime) -> None:
        """The bot's turn."""
        for said in self.talk(text):
            self.say(address, said, at=at)

    def label(self, chat: Chat, tap: str) -> str:
        """What was on the button of a tap."""
        asked, _, index = tap.partition(":")
        for line in chat.lines:
            if line.asked == asked and asked:
                return line.choices[int(index)]
        return ""

    async def lines(self, address: str, *, after: int) -> Sequence[Line]:
        """The lines after an id, a part at a time."""
        return [line for line in self.chats[address].lines if line.id > after][: self.part]

    # ASYNC109: the door's own shape
    async def changed(self, address: str, *, after: int, timeout: float) -> None:  # noqa: ASYNC109
        """Wait for a newer line."""
        chat = self.chats[address]
        if chat.lines and chat.lines[-1].id > after:
            return
        try:
            await asyncio.wait_for(chat.news.wait(), timeout)
        except TimeoutError:
            return

    async def shown(self, address: str, ids: Sequence[int]) -> None:
        """Note what a page showed."""
        self.chats[address].shown.update(ids)
        self.moved()

    async def forget(self, address: str) -> None:
        """Empty the history, change the lock."""
        chat = self.chats[address]
        chat.lines.clear()
        chat.secret = secrets.token_urlsafe(16)

    async def link_alive(self, token: str) -> bool:
        """Whether a link is unused."""
        return token in self.links

    async def redeem(self, token: str) -> Opened | None:
        """Use a link up."""
        label = self.links.pop(token, None)
        return self.open_chat(label) if label is not None else None

    async def file(self, address: str, file_id: str) -> FileToSend | None:
        """A file of this chat."""
        return self.chats[address].files.get(file_id)
