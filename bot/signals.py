"""What processes over one database tell each other: that work came, whom to show a reply; and who does what alone.

Nothing of it is needed for anything to be right: a signal that is lost is made good by the loops, which look
again after a while. It only makes the others quick.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

#: PostgreSQL takes 7,999 bytes; a chat's id in quotes, with its comma, has 35.
CHATS_AT_ONCE = 200
#: Seconds a loop of this process has before work is offered to others.
SOON = 0.05
Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Said:
    """One signal: the bells that rang, and the ids of chats in which something is to be shown."""

    bells: frozenset[str] = frozenset()
    chats: tuple[str, ...] = ()


def packed(said: Said) -> Iterator[str]:
    """As texts that PostgreSQL takes; none when there is nothing to say."""
    for start in range(0, max(len(said.chats), int(bool(said.bells))), CHATS_AT_ONCE):
        some = said.chats[start : start + CHATS_AT_ONCE]
        bells = sorted(said.bells) if start == 0 else []
        yield json.dumps({"bells": bells, "chats": some}, separators=(",", ":"))


def unpacked(text: str) -> Said:
    """A text as a signal; one that another version of the program wrote otherwise says nothing."""
    try:
        given = json.loads(text)
        return Said(frozenset(map(str, given.get("bells", ()))), tuple(map(str, given.get("chats", ()))))
    except (ValueError, TypeError, AttributeError):
        return Said()


class Bell(asyncio.Event):
    """Wakes a loop. ``set`` is heard in this process only, ``ring`` elsewhere too when nobody here comes soon."""

    def __init__(self) -> None:
        super().__init__()
        self.elsewhere: Callable[[], None] = lambda: None
        self._answered_here = False
        self._asked: asyncio.TimerHandle | None = None

    def ring(self) -> None:
        """Work came: ours if our loop is there for it soon, anybody's if not.

        Few processes with much work each do more than many that take it from each other in small pieces.
        """
        self.set()
        if self._asked is None:
            soon = SOON if self._answered_here else 0
            self._asked = asyncio.get_running_loop().call_later(soon, self._still_rings)

    def _still_rings(self) -> None:
        self._asked = None
        if self.is_set():
            self.elsewhere()

    async def rung(self, seconds: float) -> None:
        """Return when it rings, or when the time is over."""
        self._answered_here = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wait()


class Signals(Protocol):
    """How a process speaks with the others."""

    async def open(self, heard: Callable[[Said], None]) -> None:
        """Be heard of, and call ``heard`` with what others say. Raises OSError."""

    async def close(self) -> None:
        """Be heard of no more; what was done alone is free for others."""

    def tell(self, *, bells: Collection[str] = (), chats: Collection[str] = ()) -> None:
        """Say it to all others, soon."""

    async def alone(self, name: str, work: Work) -> None:
        """Do a work that one process at a time does: wait for the turn, and stop at once when it is lost.

        Returns or raises as the work does, and then it is another's turn.
        """


class OneProcess:
    """There are no others (SQLite)."""

    async def open(self, heard: Callable[[Said], None]) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    def tell(self, *, bells: Collection[str] = (), chats: Collection[str] = ()) -> None:
        """Nobody to tell."""

    async def alone(self, name: str, work: Work) -> None:
        """It is always our turn."""
        await work()
