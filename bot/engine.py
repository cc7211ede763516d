"""The house at work, one piece at a time: keep, answer, send, timers, files. The loops call these over and over.

Everything takes the moment as a parameter; nothing here waits for a clock.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from admin.desk import Desk
from admin.notices import TELL, tell_due
from admin.undelivered import put_on_phone_list
from bot.channel import Channel, Gone, Later, Refused, Stopped
from bot.photos import PhotoReader
from bot.turn import House, Round, take_round
from domain.messages import Incoming, Outgoing
from storage import chats, documents, inbox, outbox, tasks, timers
from storage.outbox import Leased, Result

log = logging.getLogger(__name__)
Outcome = TypeVar("Outcome")
LEASE_SECONDS = 60
AGAIN = "(gửi lại) "


@dataclass(slots=True)
class Engine:
    """The database, the house, the channels; and what wakes the loops."""

    database: AsyncEngine
    house: House
    channels: Mapping[str, Channel]
    round_size: int = 200
    photos: PhotoReader = field(default_factory=PhotoReader)
    messages_came: asyncio.Event = field(default_factory=asyncio.Event)
    outgoing_came: asyncio.Event = field(default_factory=asyncio.Event)
    jobs_came: asyncio.Event = field(default_factory=asyncio.Event)
    spoken_to: Callable[[Sequence[str]], None] = lambda chats: None
    name: str = field(default_factory=lambda: f"{os.getpid()}-{secrets.token_hex(4)}")
    _keeping: list[_Keeping] = field(default_factory=list)
    _keeper: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """A plain function over a connection, in one transaction."""
        async with self.database.begin() as connection:
            return await connection.run_sync(work)

    def desk(self, db: Connection, now: datetime) -> Desk:
        """The program's own desk: nobody sits at it."""
        house = self.house
        return Desk(db=db, seal=house.seal, now=now, places=house.places, settings=house.settings, draw=house.draw)

    # --- in ------------------------------------------------------------------------------------------------

    async def keep(
        self, messages: Sequence[Incoming], *, now: datetime, extra: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Keep messages and commit; keeps that wait at the same time share one commit.

        ``extra``: message key -> what came of its file, read on the way in.
        """
        keeping = _Keeping(messages, extra or {}, now, asyncio.get_running_loop().create_future())
        self._keeping.append(keeping)
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_waiting())
        await keeping.done

    async def _keep_waiting(self) -> None:
        while self._keeping:
            taken, self._keeping = self._keeping, []
            try:
                await self.run(lambda db, taken=taken: _keep_all(db, taken, self.house))  # type: ignore[misc]
            except Exception as error:
                for keeping in taken:
                    if not keeping.done.done():
                        keeping.done.set_exception(error)
            else:
                for keeping in taken:
                    if not keeping.done.done():
                        keeping.done.set_result(None)
                self.messages_came.set()

    # --- answer --------------------------------------------------------------------------------------------

    async def answer(self, *, now: datetime, notices: bool = False, limit: int | None = None) -> int:
        """One round; how many messages it took. A round that cannot be committed is taken one by one."""
        size = limit or self.round_size
        try:
            done = await self.run(lambda db: take_round(db, self.house, now=now, limit=size, notices=notices))
        except Exception as error:
            log.error("a round failed and is taken one by one", exc_info=error)
            done = await self._one_by_one(now=now, notices=notices)
        self._tell(done)
        return done.taken

    async def _one_by_one(self, *, now: datetime, notices: bool) -> Round:
        def locked(db: Connection) -> list[str]:
            found = chats.lock(db, limit=self.round_size, now=now, seal=self.house.seal, notices=notices)
            return [chat.id for chat in found]

        taken: list[str] = []
        for chat in await self.run(locked):
            try:
                one = await self.run(
                    lambda db, chat=chat: take_round(  # type: ignore[misc]
                        db, self.house, now=now, limit=self.round_size, notices=notices, only=chat
                    )
                )
                taken += one.chats
            except Exception as error:
                log.error("a message could not be committed", exc_info=error)
                await self.run(lambda db, chat=chat: _tried(db, chat, self.house, now=now))  # type: ignore[misc]
        return Round(len(taken), tuple(taken))

    def _tell(self, done: Round) -> None:
        if done.chats:
            self.spoken_to(done.chats)
            self.outgoing_came.set()

    # --- timers --------------------------------------------------------------------------------------------

    async def ring(self, *, now: datetime, limit: int = 200) -> int:
        """Act on the timers that are due; how many."""

        def work(db: Connection) -> int:
            due = timers.due(db, now=now, limit=limit, seal=self.house.seal)
            for_chats = [timer for timer in due if timer.chat_id]
            inbox.keep_timers(
                db,
                [inbox.Notice(key=f"timer:{t.id}", chat_id=t.chat_id, body=t.body) for t in for_chats],
                seal=self.house.seal,
                now=now,
            )
            for timer in due:
                if timer.kind == TELL:
                    tell_due(self.desk(db, now), timer)
            timers.done(db, [timer.id for timer in due], now=now)
            return len(due)

        rung = await self.run(work)
        if rung:
            self.messages_came.set()
        return rung

    # --- out -----------------------------------------------------------------------------------------------

    async def send(self, *, now: datetime, limit: int = 100) -> int:
        """Send the oldest message of each chat on the channels that push; how many were tried.

        Raises Stopped when a channel cannot work at all.
        """
        pushing = [name for name in self.channels if name != outbox.WEB]
        leased = await self.run(
            lambda db: outbox.lease(
                db,
                by=self.name,
                limit=limit,
                now=now,
                seconds=LEASE_SECONDS,
                channels=pushing,
                seal=self.house.seal,
            )
        )
        if not leased:
            return 0
        files = await self.run(lambda db: self._files(db, leased))
        results = await asyncio.gather(*(self._send_one(row, files) for row in leased))
        await self.run(lambda db: self._written(db, results, now))
        return len(leased)

    def _written(self, db: Connection, results: Sequence[Result], now: datetime) -> None:
        lost = outbox.written(db, results, now=now)
        if lost:
            log.warning("notices that cannot be delivered: %d", len(lost))
            put_on_phone_list(self.desk(db, now), lost, kind=tasks.NO_CHAT)

    def _files(self, db: Connection, leased: Sequence[Leased]) -> dict[str, documents.Document]:
        wanted = {str(row.body["document_id"]) for row in leased if row.body.get("document_id")}
        found = {ident: documents.find(db, ident, seal=self.house.seal) for ident in wanted}
        return {ident: document for ident, document in found.items() if document is not None}

    async def _send_one(self, row: Leased, files: Mapping[str, documents.Document]) -> Result:
        seal = self.house.seal
        address = seal.unseal(row.address_sealed, table="chats", column="address_sealed", row=row.chat_id)
        message = outgoing(row, address, files)
        try:
            channel_id = await self.channels[row.channel].send(message)
        except Gone:
            return Result(id=row.id, chat_id=row.chat_id, outcome="gone")
        except Refused as refused:
            log.warning("a message was refused: %s", refused.reason)
            return Result(id=row.id, chat_id=row.chat_id, outcome="refused")
        except Later as later:
            return _later(row, later)
        except Stopped:
            return Result(id=row.id, chat_id=row.chat_id, outcome="later", seconds=60, counts=False)
        return Result(id=row.id, chat_id=row.chat_id, outcome="sent", channel_id=channel_id)


@dataclass(frozen=True, slots=True)
class _Keeping:
    messages: Sequence[Incoming]
    extra: Mapping[str, Mapping[str, Any]]
    now: datetime
    done: asyncio.Future[None]


def _keep_all(db: Connection, taken: Sequence[_Keeping], house: House) -> None:
    plain = [message for keeping in taken for message in keeping.messages if message.key not in keeping.extra]
    now = max(keeping.now for keeping in taken)
    inbox.keep(db, plain, seal=house.seal, now=now)
    for keeping in taken:
        for message in keeping.messages:
            if message.key in keeping.extra:
                inbox.keep_ready(db, message, keeping.extra[message.key], seal=house.seal, now=now)


def _tried(db: Connection, chat: str, house: House, *, now: datetime) -> None:
    """A message whose round cannot be committed: after three tries it no longer stands in the way."""
    waiting = inbox.oldest(db, [chat], seal=house.seal).get(chat)
    if waiting is None:
        return
    inbox.tried(db, waiting.seq)
    if waiting.tries + 1 >= 3:
        inbox.put_aside(db, waiting.seq, error_code=secrets.token_hex(3).upper())
        inbox.handled(db, [waiting], now=now)
    else:
        chats.pause(db, chat, now + timedelta(seconds=5))


def _later(row: Leased, later: Later) -> Result:
    if row.tries + 1 >= outbox.MAX_TRIES and later.seconds <= outbox.PAUSES[-1]:
        return Result(id=row.id, chat_id=row.chat_id, outcome="tries")
    pause = max(later.seconds, outbox.PAUSES[min(row.tries, len(outbox.PAUSES) - 1)])
    return Result(id=row.id, chat_id=row.chat_id, outcome="later", seconds=pause, perhaps_sent=later.perhaps_sent)


def outgoing(row: Leased, address: str, files: Mapping[str, documents.Document]) -> Outgoing:
    """An outbox row as a message; money that may have arrived already is repeated with a word."""
    body = row.body
    document = files.get(str(body.get("document_id") or ""))
    again = AGAIN if row.repeat and row.perhaps_sent else ""
    return Outgoing(
        id=row.id,
        channel=row.channel,
        address=address,
        text=again + str(body["text"]),
        choices=tuple(body.get("choices", ())),
        asked=str(body.get("asked", "")),
        in_words=str(body.get("in_words", "")),
        ask_contact=int(body.get("ask_contact", -1)),
        ask_photo=int(body.get("ask_photo", -1)),
        file_name=document.name if document else "",
        file=document.content if document else b"",
    )
