"""What comes in, kept and committed before its channel hears so; keeps that wait together share one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.sending import Run
from domain.messages import Incoming
from storage import cursors, inbox
from storage.sealing import Sealer


@dataclass(frozen=True, slots=True)
class _Keeping:
    messages: Sequence[Incoming]
    extra: Mapping[str, Mapping[str, Any]]
    cursor: tuple[str, str] | None
    now: datetime
    done: asyncio.Future[None]


@dataclass(slots=True)
class Keeper:
    """Keeps for one process. kept: called after each commit."""

    run: Run
    seal: Sealer
    kept: Callable[[], None]
    _waiting: list[_Keeping] = field(default_factory=list)
    _at_work: asyncio.Task[None] | None = None

    async def keep(
        self,
        messages: Sequence[Incoming],
        *,
        now: datetime,
        extra: Mapping[str, Mapping[str, Any]],
        cursor: tuple[str, str] | None,
    ) -> None:
        """Returns when these are committed (see ``Engine.keep``); raises what the database raised over them."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Keeping(messages, extra, cursor, now, done))
        if self._at_work is None or self._at_work.done():
            self._at_work = asyncio.create_task(self._keep_waiting())
        await done

    async def _keep_waiting(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            if len(taken) == 1 or not await self._kept(taken):
                for keeping in taken:  # alone: what cannot be kept fails nobody else
                    await self._kept([keeping])

    async def _kept(self, taken: Sequence[_Keeping]) -> bool:
        try:
            await self.run(lambda db: _keep_all(db, taken, self.seal))
        except Exception as error:
            if len(taken) == 1 and not taken[0].done.done():
                taken[0].done.set_exception(error)
            return False
        for keeping in taken:
            if not keeping.done.done():
                keeping.done.set_result(None)
        self.kept()
        return True


def _keep_all(db: Connection, taken: Sequence[_Keeping], seal: Sealer) -> None:
    plain = [message for keeping in taken for message in keeping.messages if message.key not in keeping.extra]
    now = max(keeping.now for keeping in taken)
    inbox.keep(db, plain, seal=seal, now=now)
    for keeping in taken:
        for message in keeping.messages:
            if message.key in keeping.extra:
                inbox.keep_ready(db, message, keeping.extra[message.key], seal=seal, now=now)
        if keeping.cursor is not None:
            channel, value = keeping.cursor
            cursors.write(db, channel, value)
