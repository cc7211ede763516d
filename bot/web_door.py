"""The web chat's door over the database: what its pages ask for."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from admin.staff import link_alive, redeem
from bot.engine import Engine
from bot.files import read_file
from bot.web.door import FileToSend, Line, Opened, Seat
from bot.web_channel import WebChannel
from domain.calendar import day_of
from domain.messages import Incoming
from domain.staff import Staff
from storage import chats, documents, outbox
from storage import staff as staff_rows
from storage.chats import Chat

WEB = WebChannel.name
PAGE = 200
#: Names of the roles as their own page shows them.
ROLES = {
    "officer": "Cán bộ",
    "police": "Công an",
    "higher": "Cán bộ",
    "payer": "Bưu điện",
    "administrator": "Quản trị",
}


class WebDoor:
    """Implements bot.web.door.Door."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._ids: dict[str, str] = {}
        engine.spoken_to = self._spoken_to

    async def new_chat(self, *, start: str) -> Opened:
        """A fresh chat; a poster's payload is heard as its first word."""
        opened = await self._open("")
        if start:
            message = Incoming(
                channel=WEB,
                address=opened.address,
                key=f"web:{opened.address}:start",
                kind="text",
                sent_at=self._clock(),
                text=f"/start {start}",
            )
            await self._engine.keep([message], now=self._clock())
        return opened

    async def _open(self, staff_id: str) -> Opened:
        address, secret = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        seal = self._engine.house.seal

        def work(db: Connection) -> None:
            ident = chats.make(db, [(WEB, address)], seal=seal, now=self._clock())[WEB, address]
            chats.set_secret(db, ident, _hash(secret))
            if staff_id:
                chats.sign_in(db, ident, staff_id)

        await self._engine.run(work)
        return Opened(address=address, secret=secret)

    async def may(self, address: str, secret: str) -> Seat | None:
        """Who sits at this chat with this secret."""

        def work(db: Connection) -> tuple[Chat | None, Staff | None]:
            chat = self._find(db, address)
            if chat is None or not chat.staff_id:
                return chat, None
            found = staff_rows.signed_in(
                db,
                [chat.staff_id],
                places=self._engine.house.places,
                day=day_of(self._clock()),
                seal=self._engine.house.seal,
            )
            return chat, found.get(chat.staff_id)

        chat, staff = await self._engine.read(work)
        if chat is None or not hmac.compare_digest(chat.secret_hash.encode(), _hash(secret).encode()):
            return None
        if chat.staff_id and (staff is None or staff.suspended):
            return None
        return Seat(self._label(staff) if staff else "")

    def _label(self, staff: Staff) -> str:
        offices = self._engine.house.places.offices
        office = next((office.name for office in offices if office.code == staff.office), "")
        return " · ".join(part for part in (ROLES[staff.role], office) if part)

    def _find(self, db: Connection, address: str) -> Chat | None:
        return chats.find_by_address(db, WEB, address, seal=self._engine.house.seal)

    async def _chat(self, address: str) -> Chat:
        chat = await self._engine.read(lambda db: self._find(db, address))
        if chat is None:
            raise KeyError("no such chat")
        self._ids[address] = chat.id
        return chat

    async def keep(self, messages: Sequence[Incoming]) -> None:
        """Keep and commit; a photo is decoded on the way, a staff member's file kept sealed."""
        extra: dict[str, dict[str, Any]] = {}
        for message in messages:
            if message.attachment is not None:
                chat = await self._chat(message.address)
                extra[message.key] = await read_file(
                    self._engine,
                    message.attachment,
                    message.attachment.content,
                    chat_id=chat.id,
                    staff_id=chat.staff_id,
                    now=self._clock(),
                )
        await self._engine.keep(messages, now=self._clock(), extra=extra)

    async def lines(self, address: str, *, after: int) -> Sequence[Line]:
        """The chat's lines after an id."""
        chat = await self._chat(address)
        seal = self._engine.house.seal

        def work(db: Connection) -> list[Line]:
            found = outbox.history(db, chat.id, after=after, limit=PAGE, seal=seal)
            wanted = {str(line.body.get("document_id") or "") for line in found} - {""}
            names = {
                ident: document.name for ident in wanted if (document := documents.find(db, ident, seal=seal))
            }
            return [_line(line, names, address) for line in found]

        return await self._engine.read(work)

    # ASYNC109: a long poll knows best how to wait; its callers race it with the end of the program.
    async def changed(self, address: str, *, after: int, timeout: float) -> None:  # noqa: ASYNC109
        """Return when a line above ``after`` is there, or when the time is over."""
        chat = (await self._chat(address)).id
        woken = asyncio.Event()
        self._waiting.setdefault(chat, set()).add(woken)
        try:
            newest = await self._engine.read(lambda db: outbox.newest(db, [chat]))
            if newest.get(chat, 0) <= after:
                async with asyncio.timeout(timeout):
                    await woken.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[chat].discard(woken)
            if not self._waiting[chat]:
                del self._waiting[chat]

    def _spoken_to(self, chat_ids: Sequence[str]) -> None:
        for chat in chat_ids:
            for woken in self._waiting.get(chat, ()):
                woken.set()

    async def shown(self, address: str, ids: Sequence[int]) -> None:
        """The page showed these lines."""
        chat = await self._chat(address)
        await self._engine.run(lambda db: outbox.shown(db, chat.id, ids, now=self._clock()))

    async def forget(self, address: str) -> None:
        """Empty the history and shut the chat to the old secret; registrations stay."""
        chat = await self._chat(address)

        def work(db: Connection) -> None:
            outbox.forget_history(db, chat.id)
            chats.set_secret(db, chat.id, None)
            chats.set_reachable(db, [chat.id], reachable=False)

        await self._engine.run(work)

    async def link_alive(self, token: str) -> bool:
        """Whether a sign-in link could still be used."""
        return await self._engine.run(lambda db: link_alive(self._engine.desk(db, self._clock()), token))

    async def redeem(self, token: str) -> Opened | None:
        """Use up a sign-in link."""
        staff = await self._engine.run(lambda db: redeem(self._engine.desk(db, self._clock()), token, kind="web"))
        return await self._open(staff.id) if staff else None

    async def file(self, address: str, file_id: str) -> FileToSend | None:
        """A document that was offered in this chat."""
        chat = await self._chat(address)
        seal = self._engine.house.seal

        def work(db: Connection) -> FileToSend | None:
            if not outbox.offered(db, chat.id, file_id, seal=seal):
                return None
            found = documents.find(db, file_id, seal=seal)
            return FileToSend(found.name, found.content) if found and found.content else None

        return await self._engine.run(work)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _line(line: outbox.HistoryLine, names: dict[str, str], address: str) -> Line:
    body = line.body
    document = str(body.get("document_id") or "")
    return Line(
        id=line.id,
        mine=line.mine,
        text=str(body.get("text", "")),
        at=line.at,
        key=str(body.get("key", "")).removeprefix(f"web:{address}:"),
        choices=tuple(body.get("choices", ())),
        asked=str(body.get("asked", "")),
        file_name=names.get(document, ""),
        file_id=document if document in names else "",
        ask_photo=int(body.get("ask_photo", -1)),
        ask_contact=int(body.get("ask_contact", -1)),
    )
