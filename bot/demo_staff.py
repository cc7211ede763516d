"""People of the demo in their chats: they say, tap and send files; everything through the engine."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from bot.engine import Engine
from bot.talking import settle
from bot.turn import take_round
from bot.wiring import utc_now
from domain.messages import Attachment, Incoming
from storage import chats, documents, inbox, outbox


class Talker:
    """One chat with a clock of its own; of a member of staff when there is a ``staff_id``."""

    def __init__(self, engine: Engine, address: str, now: datetime, *, staff_id: str = "") -> None:
        self._engine = engine
        self._staff_id = staff_id
        self._address = address
        self._after = 0
        self._shown: list[tuple[str, tuple[str, ...]]] = []
        self.document = ""
        self.now = now

    async def comes(self) -> None:
        """The chat is there, and speaks for its member of staff."""

        def work(db: Connection) -> str:
            ids = chats.make(db, [("web", self._address)], seal=self._engine.house.seal, now=self.now)
            if self._staff_id:
                chats.sign_in(db, ids["web", self._address], self._staff_id)
            return ids["web", self._address]

        self._chat = await self._engine.run(work)

    def at(self, now: datetime) -> None:
        """The clock is set."""
        self.now = now

    async def says(self, text: str) -> None:
        """Type something."""
        await self._do(kind="text", text=text)

    async def taps(self, label: str) -> None:
        """Tap the newest choice of this label. Raises LookupError when there is none: the talk has changed."""
        for asked, labels in reversed(self._shown):
            if label in labels:
                await self._do(kind="tap", tap=f"{asked}:{labels.index(label)}")
                return
        raise LookupError(label, self._shown[-1:])

    async def sends(self, name: str, content: bytes) -> None:
        """Send a file."""
        seal = self._engine.house.seal
        document = await self._engine.run(
            lambda db: documents.add(
                db, content, name=name, kind="upload", seal=seal, now=self.now, staff_id=self._staff_id
            )
        )
        await self._do(kind="document", extra={"document": document, "name": name})

    async def newest_file(self) -> tuple[str, bytes]:
        """The file offered last. Raises LookupError."""
        seal = self._engine.house.seal
        found = await self._engine.run(lambda db: documents.find(db, self.document, seal=seal))
        if found is None:
            raise LookupError("no file")
        return found.name, found.content

    def offers(self, label: str) -> bool:
        """Whether the last message has this choice."""
        return bool(self._shown) and label in self._shown[-1][1]

    async def _do(self, *, kind: str, text: str = "", tap: str = "", extra: dict[str, str] | None = None) -> None:
        message = Incoming(
            channel="web",
            address=self._address,
            key=f"demo:{uuid4().hex}",
            kind=kind,
            sent_at=self.now,
            text=text,
            tap=tap,
            attachment=Attachment("document") if extra else None,
        )
        house = self._engine.house

        def work(db: Connection) -> list[outbox.HistoryLine]:
            """All in one commit: the demo must be there in seconds."""
            if extra:
                inbox.keep_ready(db, message, extra, seal=house.seal, now=self.now)
            else:
                inbox.keep(db, [message], seal=house.seal, now=self.now)
            take_round(db, house, now=self.now, limit=1000, only=self._chat)
            lines = outbox.history(db, self._chat, after=self._after, limit=500, seal=house.seal)
            outbox.shown(db, self._chat, [line.id for line in lines], now=self.now)
            return lines

        self._heard(await self._engine.run(work))
        self.now += timedelta(seconds=20)
        await self._engine.answer(now=utc_now())  # whoever tries the pages meanwhile is not kept waiting

    async def waits(self) -> None:
        """Long work is done, and its result read."""
        await settle(self._engine, now=self.now)
        seal = self._engine.house.seal
        self._heard(
            await self._engine.run(
                lambda db: outbox.history(db, self._chat, after=self._after, limit=500, seal=seal)
            )
        )

    def _heard(self, lines: list[outbox.HistoryLine]) -> None:
        for line in lines:
            self._after = line.id
            if line.mine:
                continue
            self._shown.append((str(line.body.get("asked", "")), tuple(line.body.get("choices", ()))))
            self.document = str(line.body.get("document_id") or "") or self.document


class Clerk(Talker):
    """An officer of the commune."""

    async def approve(self, code: str) -> None:
        """Approve; for money to an account the beneficiary is asked first."""
        await self.says(f"/duyet {code}")
        if self.offers("Gọi số xã đang có"):
            await self.taps("Gọi số xã đang có")
            await self.taps("Đồng ý")
        self.now += timedelta(minutes=2)

    async def queue(self, code: str) -> None:
        """Into the next list for the police."""
        await self.says(f"/chuyencongan {code}")

    async def give_back(self, code: str, field: str, reason: str) -> None:
        """Return one field."""
        await self.says(f"/tralai {code}")
        for label in (field, reason, "Gửi"):
            await self.taps(label)
        self.now += timedelta(minutes=2)

    async def reject(self, code: str, reason: str) -> None:
        """Reject with a ready reason."""
        await self.says(f"/tuchoi {code}")
        for label in (reason, "Gửi"):
            await self.taps(label)
        self.now += timedelta(minutes=2)

    async def category(self, code: str, category: str) -> None:
        """Write the category of the decision."""
        await self.says(f"/xem {code}")
        for label in ("Mở hồ sơ", "Ghi diện"):
            await self.taps(label)
        await self.says(category)
