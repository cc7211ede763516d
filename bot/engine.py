"""The house at work, one piece at a time: keep, answer, send, timers, files. The loops call these over and over.

Everything takes the moment as a parameter; nothing here waits for a clock.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from admin.desk import Desk
from admin.notices import TELL, tell_due
from admin.undelivered import put_on_phone_list
from bot.channel import Channel
from bot.database import Database
from bot.house import House
from bot.keeping import Keeper
from bot.photos import PhotoReader
from bot.sending import Sender
from bot.signals import Bell, OneProcess, Signals
from bot.turn import Round, take_round
from domain.messages import Incoming
from storage import chats, cursors, inbox, outbox, tasks, timers
from storage.database import may_pass
from storage.outbox import Result
from storage.timers import Timer

log = logging.getLogger(__name__)
Outcome = TypeVar("Outcome")
MAX_TRIES = 3
#: Messages under way at the same time, as many as the channel has connections.
SENT_AT_ONCE = 300
#: Seconds before a message that could not be committed is taken again.
PAUSES = (5, 30)


@dataclass(slots=True)
class Engine:
    """The database, the house, the channels; and what wakes the loops."""

    database: Database
    house: House
    channels: Mapping[str, Channel]
    round_size: int = 200
    photos: PhotoReader = field(default_factory=PhotoReader)
    messages_came: Bell = field(default_factory=Bell)
    outgoing_came: Bell = field(default_factory=Bell)
    jobs_came: Bell = field(default_factory=Bell)
    spoken_to: Callable[[Sequence[str]], None] = lambda chats: None
    signals: Signals = field(default_factory=OneProcess)
    name: str = field(default_factory=lambda: f"{os.getpid()}-{secrets.token_hex(4)}")
    _keeper: Keeper = field(init=False)
    _sender: Sender = field(init=False)
    _in_trouble: bool = False

    def __post_init__(self) -> None:
        self._keeper = Keeper(self.run, self.house.seal, self.messages_came.ring)
        self._sender = Sender(
            self.run, self.house.seal, self.channels, self.name, self._written, self.outgoing_came.set
        )

    async def run(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """A plain function over a connection, in one transaction."""
        try:
            return await self.database.run(work)
        except Exception as error:
            self._in_trouble = self._in_trouble or may_pass(error)
            raise

    async def read(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """The same for a function that only reads."""
        return await self.database.read(work)

    async def well(self) -> bool:
        """Whether the database can be written; asked in earnest only after something failed."""
        try:
            await self.run(prove_written if self._in_trouble else inbox.count_unready)
        except Exception:
            return False
        self._in_trouble = False
        return True

    def desk(self, db: Connection, now: datetime) -> Desk:
        """The program's own desk: nobody sits at it."""
        house = self.house
        return Desk(db=db, seal=house.seal, now=now, places=house.places, settings=house.settings, draw=house.draw)

    # --- in ------------------------------------------------------------------------------------------------

    async def keep(
        self,
        messages: Sequence[Incoming],
        *,
        now: datetime,
        extra: Mapping[str, Mapping[str, Any]] | None = None,
        cursor: tuple[str, str] | None = None,
    ) -> None:
        """Keep messages and commit; keeps that wait at the same time share one commit.

        ``extra``: message key -> what came of its file, read on the way in. ``cursor``: channel and how far its
        fetching has come with these messages, kept in the same commit.
        """
        await self._keeper.keep(messages, now=now, extra=extra or {}, cursor=cursor)

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

    async def room_for_notices(self) -> tuple[int, float]:
        """How many notices the channels can send within a second beside what waits, and when there is more room.

        So an answer stands behind a second's worth of notices at most. Seconds.
        """
        waiting = await self.run(outbox.backlog)
        pushing = [channel.can.per_second for name, channel in self.channels.items() if name != outbox.WEB]
        fastest = max(pushing, default=float(self.round_size))
        return max(0, int(min(fastest, self.round_size)) - waiting), waiting / fastest

    async def _one_by_one(self, *, now: datetime, notices: bool) -> Round:
        def locked(db: Connection) -> list[str]:
            found = chats.lock(db, limit=self.round_size, now=now, seal=self.house.seal, notices=notices)
            return [chat.id for chat in found]

        spoken: list[str] = []
        for chat in await self.run(locked):
            spoken += (await self._alone(chat, now=now, notices=notices)).chats
        return Round(len(spoken), tuple(spoken), tuple(spoken))

    async def _alone(self, chat: str, *, now: datetime, notices: bool) -> Round:
        """The oldest message of one chat by itself; after three tries it no longer stands in the way."""

        def taken(db: Connection, failed: Exception | None = None) -> Round:
            size = self.round_size
            return take_round(db, self.house, now=now, limit=size, notices=notices, only=chat, failed=failed)

        try:
            return await self.run(taken)
        except Exception as error:
            log.error("a message could not be committed", exc_info=error)
            failed = error
        if await self.run(lambda db: _tried(db, chat, self.house, now=now, notices=notices)) < MAX_TRIES:
            return Round(0)
        try:
            return await self.run(lambda db: taken(db, failed))
        except Exception as error:
            if may_pass(error):
                raise
            log.error("a message is put aside without a word: its chat cannot be read", exc_info=error)
            await self.run(lambda db: _put_aside(db, chat, self.house, now=now, notices=notices))
            return Round(0)

    def _tell(self, done: Round) -> None:
        if done.chats:
            self.spoken_to(done.chats)
            self.signals.tell(chats=done.pages)
            self.outgoing_came.ring()

    # --- timers --------------------------------------------------------------------------------------------

    async def ring(self, *, now: datetime, limit: int = 200) -> int:
        """Act on the timers that are due; how many. One that fails comes again later, the others ring."""

        def work(db: Connection) -> int:
            due = timers.due(db, now=now, limit=limit, seal=self.house.seal)
            for_chats = [timer for timer in due if timer.chat_id]
            inbox.keep_timers(
                db,
                [inbox.Notice(key=f"timer:{t.id}", chat_id=t.chat_id, body=t.body) for t in for_chats],
                seal=self.house.seal,
                now=now,
            )
            told = [timer.id for timer in due if timer.kind != TELL or self._told(db, timer, now)]
            timers.done(db, told, now=now)
            return len(due)

        rung = await self.run(work)
        if rung:
            self.messages_came.ring()
        return rung

    def _told(self, db: Connection, timer: Timer, now: datetime) -> bool:
        try:
            with db.begin_nested():
                tell_due(self.desk(db, now), timer)
        except Exception as error:
            if may_pass(error):
                raise
            log.error("a timer failed and rings again later", exc_info=error)
            timers.put_off(db, timer.id, until=now + timedelta(minutes=10))
            return False
        return True

    # --- out -----------------------------------------------------------------------------------------------

    async def send(self, *, now: datetime, limit: int = SENT_AT_ONCE) -> int:
        """Send the oldest message of each chat on the channels that push; how many were begun or came back."""
        return await self._sender.send(now=now, limit=limit)

    @property
    def sending_rests(self) -> float:
        """Seconds to wait when ``send`` began nothing: limits, messages to be tried again."""
        return self._sender.rest

    async def finish_sending(self, *, now: datetime, seconds: float) -> None:
        """Before the end: wait a little for what is under way, and write what came of it."""
        await self._sender.finish(now=now, seconds=seconds)

    def _written(self, db: Connection, results: Sequence[Result], now: datetime) -> None:
        lost = outbox.written(db, results, now=now)
        if not lost:
            return
        log.warning("notices that cannot be delivered: %d", len(lost))
        try:
            with db.begin_nested():
                put_on_phone_list(self.desk(db, now), lost, kind=tasks.NO_CHAT)
        except Exception as error:
            if may_pass(error):
                raise
            log.error("the phone list could not be written", exc_info=error)


def _tried(db: Connection, chat: str, house: House, *, now: datetime, notices: bool) -> int:
    """The oldest message of a chat could not be committed: how often now; the chat rests before the next try."""
    waiting = inbox.oldest(db, [chat], seal=house.seal, notices=notices).get(chat)
    if waiting is None:
        return 0
    inbox.tried(db, waiting.seq)
    if waiting.tries < len(PAUSES):
        chats.pause(db, chat, now + timedelta(seconds=PAUSES[waiting.tries]))
    return waiting.tries + 1


def _put_aside(db: Connection, chat: str, house: House, *, now: datetime, notices: bool) -> None:
    waiting = inbox.oldest(db, [chat], seal=house.seal, notices=notices).get(chat)
    if waiting is not None:
        inbox.put_aside(db, waiting.seq, error_code=secrets.token_hex(3).upper())
        inbox.handled(db, [waiting], now=now)


def prove_written(db: Connection) -> None:
    """A small write, to see whether one can be made."""
    cursors.write(db, "health", "written")
