"""The doors people really use: Telegram (against a real local Bot API) and the terminal."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path

import segno
from sqlalchemy import Connection

from bot.files import read_file
from bot.telegram_channel import TelegramChannel
from bot.terminal_channel import TerminalChannel, incoming
from conversations.texts import CHANNEL_NOTES, PHOTO_NOTE, SUBMITTED_WEB
from domain.messages import Outgoing
from domain.reading.text import fold
from storage import chats
from tests.talk.doors import Heard
from tests.talk.house import TestHouse
from tests.telegram.server import BotApi

WEB_NOTE = CHANNEL_NOTES["web"].vietnamese
RECEIPT_LINE = "\n" + SUBMITTED_WEB.vietnamese.replace("{phone_days}", "3")


def qr_picture(text: str) -> bytes:
    """A PNG of a QR code with this text."""
    out = BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=6, border=4)
    return out.getvalue()


def without_web_words(expected: str) -> str:
    """A message of the transcript as another door says it."""
    return expected.replace(RECEIPT_LINE, "")


class TelegramDoor:
    """One person in Telegram; what they do comes through the channel's own fetch."""

    channel = "telegram"

    def __init__(self, house: TestHouse, api: BotApi, bot: TelegramChannel, number: int) -> None:
        self.house = house
        self.address = str(number)
        self._person = api.user(number)
        self._bot = bot
        self._seen = 0
        self.files: dict[str, bytes] = {}
        self.documents: list[str] = []

    async def says(self, text: str) -> None:
        self._person.says(text)
        await self._fetch()

    async def taps(self, label: str) -> bool:
        for heard in reversed(self._person.heard):
            for button, data in heard.buttons:
                if fold(button) == fold(label):
                    self._person.taps_data(data)
                    await self._fetch()
                    return True
        return False

    async def photographs(self, code: str) -> None:
        self._person.sends_photo(qr_picture(code))
        await self._fetch()

    async def sends(self, name: str, content: bytes) -> None:
        self._person.sends_document(content, name)
        await self._fetch()

    async def heard(self) -> list[Heard]:
        new = self._person.heard[self._seen :]
        self._seen = len(self._person.heard)
        for message in new:
            if message.file_name:
                self.files[message.file_name] = message.file
                self.documents.append(message.file_name)
        return [
            Heard(
                message.text,
                tuple(label for label, _ in message.buttons) or message.keys,
                file_name=message.file_name,
            )
            for message in new
        ]

    async def document(self, name: str) -> tuple[str, bytes]:
        """A file that was sent."""
        return name, self.files[name]

    async def _fetch(self) -> None:
        fetched = await self._bot.fetch(self.house.cursor)
        await self.house.engine.keep(fetched.messages, now=self.house.now)
        self.house.cursor = fetched.cursor


def same_in_telegram(heard: Heard, expected: str) -> bool:
    """The transcript's message but for the channel note, the receipt's last line and "Gửi số của tôi"."""
    text, choices = split(without_web_words(expected))
    if WEB_NOTE in text:
        text = text.replace(WEB_NOTE, CHANNEL_NOTES["telegram"].vietnamese)
        text = text.replace("đọc mã QR.\n", "đọc mã QR." + PHOTO_NOTE.vietnamese + "\n")
    said = tuple(choice for choice in heard.choices if choice != "Gửi số của tôi")
    file = f"\n(tệp {heard.file_name})" if heard.file_name else ""
    return (heard.text + file, said) == (text.replace(" · web", " · Telegram"), choices)


def split(message: str) -> tuple[str, tuple[str, ...]]:
    """Text and choices of a transcript's message."""
    found = re.fullmatch(r"(.*) \[(.*)\]", message, re.DOTALL)
    return (found.group(1), tuple(found.group(2).split(" | "))) if found else (message, ())


class Terminals(TerminalChannel):
    """Several terminals: each person reads only what is said to them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(StringIO(), folder=folder)
        self.folder = folder
        self.screens: dict[str, StringIO] = {}

    async def send(self, message: Outgoing) -> str:
        """Print on the person's own screen."""
        screen = self.screens.setdefault(message.address, StringIO())
        return await TerminalChannel(screen, folder=self.folder).send(message)


class TerminalDoor:
    """One person at a terminal: lines in, numbered choices out."""

    channel = "terminal"

    def __init__(self, house: TestHouse, terminals: Terminals, address: str) -> None:
        self.house = house
        self.address = address
        self._out = terminals.screens.setdefault(address, StringIO())
        self._folder = terminals.folder
        self._count = 0
        self._read = 0
        self.documents: list[str] = []

    async def says(self, text: str) -> None:
        await self._line(text)

    async def taps(self, label: str) -> bool:
        return False

    async def photographs(self, code: str) -> None:
        path = self._folder / f"{self._count}.png"
        path.write_bytes(qr_picture(code))
        await self._line(f"@{path}")

    async def sends(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.write_bytes(content)
        await self._line(f"@{path}")

    async def heard(self) -> list[Heard]:
        printed = self._out.getvalue()[self._read :]
        self._read = len(self._out.getvalue())
        printed = printed.replace(f"({self._folder}/", "(tệp ")
        self.documents += re.findall(r"^  \(tệp (.*)\)$", printed, flags=re.MULTILINE)
        messages = re.split(r"^< ", printed, flags=re.MULTILINE)[1:]
        return [Heard(message.rstrip("\n").replace("\n  ", "\n")) for message in messages]

    async def document(self, name: str) -> tuple[str, bytes]:
        """A file that was written beside."""
        return name, (self._folder / name).read_bytes()

    async def _line(self, text: str) -> None:
        self._count += 1
        message = incoming(
            text,
            address=self.address,
            key=f"terminal:{self.address}:{self._count}",
            now=self.house.now,
            read=Path.read_bytes,
        )
        extra = {}
        if message.attachment is not None:
            chat = await self.house.engine.run(self._chat)
            extra[message.key] = await read_file(
                self.house.engine,
                message.attachment,
                message.attachment.content,
                chat_id=chat.id,
                staff_id=chat.staff_id,
                now=self.house.now,
            )
        await self.house.engine.keep([message], now=self.house.now, extra=extra)

    def _chat(self, db: Connection) -> chats.Chat:
        seal = self.house.engine.house.seal
        ids = chats.make(db, [("terminal", self.address)], seal=seal, now=self.house.now)
        ident = ids["terminal", self.address]
        return chats.find(db, [ident], seal=seal)[ident]


def same_in_terminal(heard: Heard, expected: str) -> bool:
    """The transcript's message, its choices as numbered lines or said in words."""
    text, choices = split(without_web_words(expected))
    text = text.replace(" · web", " · dòng lệnh")
    numbered = "".join(f"\n{number}. {choice}" for number, choice in enumerate(choices, start=1))
    if heard.text == text + numbered:
        return True
    rest = heard.text.removeprefix(text)
    return heard.text.startswith(text) and bool(choices) and rest.count("\n") == 1 and len(rest) < 120
