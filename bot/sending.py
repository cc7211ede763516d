"""Messages on their way out: leased, sent outside any transaction, written down many at a time.

A slow chat holds up nobody: what has not come back after a moment is written by a later call. What was sent
and could not be written is written first the next time, so a database in trouble repeats nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from bot.channel import Channel, Gone, Later, Refused, Stopped
from domain.messages import Outgoing
from storage import documents, outbox, paces
from storage.database import try_hold
from storage.outbox import Leased, Result
from storage.sealing import Sealer

log = logging.getLogger(__name__)
Outcome = TypeVar("Outcome")
LEASE_SECONDS = 60
#: How long a call waits for its slowest message.
PATIENCE = 0.25
#: How long to wait when nothing may be sent now.
LEAST_REST, MOST_REST = 0.02, 1.0
AGAIN = "(gửi lại) "


class Run(Protocol):
    """Runs a plain function over a connection, in one transaction."""

    async def __call__(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """The function's result."""


@dataclass(slots=True)
class Sender:
    """Sends for one process (``name``), as fast as each channel and each chat may be sent to.

    written: what is to be done with what came of many sendings. rest: seconds to wait when nothing was begun.
    """

    run: Run
    seal: Sealer
    channels: Mapping[str, Channel]
    name: str
    written: Callable[[Connection, Sequence[Result], datetime], None]
    came_back: Callable[[], None]
    rest: float = MOST_REST
    _under_way: set[asyncio.Task[Result]] = field(default_factory=set)
    _results: list[Result] = field(default_factory=list)

    async def send(self, *, now: datetime, limit: int) -> int:
        """Send the oldest message of each chat; how many were begun or came back."""
        before = await self._write(now)
        leased = await self._lease(now=now, limit=limit - len(self._under_way))
        if not leased:
            return before
        files = await self._files(leased)
        for row in leased:
            task = asyncio.create_task(self._send_one(row, files))
            self._under_way.add(task)
            task.add_done_callback(self._came_back)
        await asyncio.wait(self._under_way, timeout=PATIENCE)
        await self._write(now)
        return before + len(leased)

    async def finish(self, *, now: datetime, seconds: float) -> None:
        """Wait a little for what is under way, give up the rest (its lease ends), write what came back."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        left = list(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._write(now)

    def _came_back(self, task: asyncio.Task[Result]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            self._results.append(task.result())
            self.came_back()

    async def _write(self, now: datetime) -> int:
        results, self._results = self._results, []
        if results:
            try:
                await self.run(lambda db: self.written(db, results, now))
            except BaseException:
                self._results = results + self._results
                raise
        return len(results)

    async def _lease(self, *, now: datetime, limit: int) -> list[Leased]:
        if limit <= 0:
            return []
        found, self.rest = await self.run(lambda db: self._leased(db, now, limit))
        return found

    def _leased(self, db: Connection, now: datetime, limit: int) -> tuple[list[Leased], float]:
        """Rows of each channel within its limit, and how many seconds until others may be sent."""
        found: list[Leased] = []
        rest = MOST_REST
        for name, channel in self.channels.items():
            if name == outbox.WEB:
                continue
            if not try_hold(db, f"pace of {name}"):  # another process leases at this moment: not waited for
                rest = LEAST_REST
                continue
            pace = paces.read(db, name, now=now)
            room = pace.room(channel.can.per_second)
            wanted = min(limit - len(found), room)
            some = self._some(db, name, now, wanted) if wanted > 0 else []
            if some:
                paces.write(db, name, pace, more=len(some))
            if room <= len(some):
                rest = min(rest, pace.rest())
            found += some
        if not found and (moment := outbox.next_moment(db, now=now)) is not None:
            rest = min(rest, (moment - now).total_seconds())
        return found, max(rest, LEAST_REST)

    def _some(self, db: Connection, channel: str, now: datetime, limit: int) -> list[Leased]:
        return outbox.lease(
            db, by=self.name, limit=limit, now=now, seconds=LEASE_SECONDS, channels=[channel], seal=self.seal
        )

    async def _files(self, leased: Sequence[Leased]) -> dict[str, documents.Document]:
        wanted = {str(row.body["document_id"]) for row in leased if row.body.get("document_id")}
        if not wanted:
            return {}

        def find(db: Connection) -> dict[str, documents.Document]:
            found = {ident: documents.find(db, ident, seal=self.seal) for ident in wanted}
            return {ident: document for ident, document in found.items() if document is not None}

        return await self.run(find)

    async def _send_one(self, row: Leased, files: Mapping[str, documents.Document]) -> Result:
        """What came of it; never raises."""
        try:
            channel_id = await self.channels[row.channel].send(outgoing(row, files))
        except Gone:
            return Result(id=row.id, chat_id=row.chat_id, outcome="gone")
        except Refused as refused:
            log.warning("a message was refused: %s", refused.reason)
            return Result(id=row.id, chat_id=row.chat_id, outcome="refused")
        except Later as later:
            return _later(row, later)
        except Stopped:
            return Result(id=row.id, chat_id=row.chat_id, outcome="later", seconds=60, counts=False)
        except Exception as error:  # our bug, or no memory: the other messages go on
            log.error("a message could not be sent", exc_info=error)
            return _later(row, Later(0, perhaps_sent=True))
        gap = self.channels[row.channel].can.per_chat
        return Result(id=row.id, chat_id=row.chat_id, outcome="sent", channel_id=channel_id, seconds=gap)


def _later(row: Leased, later: Later) -> Result:
    """Only a message that may have arrived has been tried: no connection and a 429 are not its fault."""
    tried = later.perhaps_sent
    if tried and row.tries + 1 >= (outbox.MAX_FAILURES if later.answered else outbox.MAX_TRIES):
        return Result(id=row.id, chat_id=row.chat_id, outcome="tries")
    pause = max(later.seconds, outbox.PAUSES[min(row.tries, len(outbox.PAUSES) - 1)])
    return Result(
        id=row.id,
        chat_id=row.chat_id,
        outcome="later",
        seconds=pause,
        perhaps_sent=later.perhaps_sent,
        counts=tried,
    )


def outgoing(row: Leased, files: Mapping[str, documents.Document]) -> Outgoing:
    """An outbox row as a message; money that may have arrived already is repeated with a word."""
    body = row.body
    document = files.get(str(body.get("document_id") or ""))
    again = AGAIN if row.repeat and row.perhaps_sent else ""
    return Outgoing(
        id=row.id,
        channel=row.channel,
        address=row.address,
        text=again + str(body["text"]),
        choices=tuple(body.get("choices", ())),
        asked=str(body.get("asked", "")),
        in_words=str(body.get("in_words", "")),
        ask_contact=int(body.get("ask_contact", -1)),
        ask_photo=int(body.get("ask_photo", -1)),
        file_name=document.name if document else "",
        file=document.content if document else b"",
    )
