"""The doors a transcript is played through: each says what a person typed or tapped, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from domain.messages import Attachment, Incoming
from domain.reading.text import fold
from storage import chats, documents, outbox
from tests.talk.house import TestHouse


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as a person sees it."""

    text: str
    choices: tuple[str, ...] = ()
    asked: str = ""
    document: str = ""
    file_name: str = ""


class Door(Protocol):
    """One chat through one channel."""

    async def says(self, text: str) -> None:
        """Type."""

    async def taps(self, label: str) -> bool:
        """Tap the newest choice of this label; False when there is none."""

    async def photographs(self, code: str) -> None:
        """Send a photo whose code says this."""

    async def sends(self, name: str, content: bytes) -> None:
        """Send a file."""

    async def heard(self) -> list[Heard]:
        """What was answered since the last time."""


class PlainDoor:
    """Straight into the inbox and out of the outbox: the talk itself, whatever channel it is said to be."""

    def __init__(self, house: TestHouse, *, channel: str = "web", address: str = "a") -> None:
        self.house = house
        self.channel = channel
        self.address = address
        self._count = 0
        self._after = 0
        self._shown: list[Heard] = []
        self.documents: list[str] = []

    async def says(self, text: str) -> None:
        await self._keep(kind="text", text=text)

    async def taps(self, label: str) -> bool:
        for heard in reversed(self._shown):
            for index, choice in enumerate(heard.choices):
                if fold(choice) == fold(label):
                    await self._keep(kind="tap", tap=f"{heard.asked}:{index}")
                    return True
        return False

    async def photographs(self, code: str) -> None:
        message = self._message(kind="photo", attachment=Attachment("photo"))
        await self.house.engine.keep(
            [message], now=self.house.now, extra={message.key: {"codes": [code] if code else []}}
        )

    async def sends(self, name: str, content: bytes) -> None:
        message = self._message(kind="document", attachment=Attachment("document", name=name))
        seal = self.house.engine.house.seal

        def kept(db: Connection) -> str:
            ident = chats.make(db, [(self.channel, self.address)], seal=seal, now=self.house.now)
            chat = chats.find(db, [ident[self.channel, self.address]], seal=seal)
            staff = next(iter(chat.values())).staff_id
            return documents.add(
                db, content, name=name, kind="upload", seal=seal, now=self.house.now, staff_id=staff
            )

        document = await self.house.engine.run(kept)
        extra = {message.key: {"document": document, "name": name}}
        await self.house.engine.keep([message], now=self.house.now, extra=extra)

    async def heard(self) -> list[Heard]:
        seal = self.house.engine.house.seal

        def work(db: Connection) -> tuple[list[outbox.HistoryLine], dict[str, str]]:
            ident = chats.make(db, [(self.channel, self.address)], seal=seal, now=self.house.now)
            chat = ident[self.channel, self.address]
            lines = outbox.history(db, chat, after=self._after, limit=1000, seal=seal)
            outbox.shown(db, chat, [line.id for line in lines], now=self.house.now)
            wanted = [str(line.body.get("document_id") or "") for line in lines]
            return lines, documents.names(db, wanted)

        lines, names = await self.house.engine.run(work)
        self._after = max([self._after, *(line.id for line in lines)])
        new = [
            Heard(
                str(line.body["text"]),
                tuple(line.body.get("choices", ())),
                str(line.body.get("asked", "")),
                str(line.body.get("document_id") or ""),
                names.get(str(line.body.get("document_id") or ""), ""),
            )
            for line in lines
            if not line.mine
        ]
        self._shown += new
        self.documents += [heard.document for heard in new if heard.document]
        return new

    async def document(self, ident: str) -> tuple[str, bytes]:
        """A file that was offered."""
        seal = self.house.engine.house.seal
        found = await self.house.engine.run(lambda db: documents.find(db, ident, seal=seal))
        assert found is not None
        return found.name, found.content

    async def _keep(self, *, kind: str, text: str = "", tap: str = "") -> None:
        await self.house.engine.keep([self._message(kind=kind, text=text, tap=tap)], now=self.house.now)

    def _message(
        self, *, kind: str, text: str = "", tap: str = "", attachment: Attachment | None = None
    ) -> Incoming:
        self._count += 1
        return Incoming(
            channel=self.channel,
            address=self.address,
            key=f"{self.channel}:{self.address}:{self._count}",
            kind=kind,
            sent_at=self.house.now,
            text=text,
            tap=tap,
            attachment=attachment,
        )
