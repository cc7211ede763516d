"""How much each channel was sent lately, so that its limit is kept by all processes and after a restart.

Source: Telegram's "about 30 messages a second" over all chats (channels.md); the figure is the channel's own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from storage.database import upsert
from storage.schema import paces

WINDOW = timedelta(seconds=1)
_P = paces.c
_FIND = select(_P.sent).where(_P.channel == bindparam("name")).with_for_update()


@dataclass(frozen=True, slots=True)
class Pace:
    """What a channel was sent within the last second: moments (seconds since 1970) and how many each."""

    sent: tuple[tuple[float, int], ...]
    now: datetime

    def room(self, per_second: float) -> int:
        """How many more may be sent now."""
        return max(0, int(per_second) - sum(count for _, count in self.sent))

    def rest(self) -> float:
        """Seconds until some of it is no longer counted."""
        return min((at for at, _ in self.sent), default=0.0) + WINDOW.total_seconds() - self.now.timestamp()


def read(db: Connection, channel: str, *, now: datetime) -> Pace:
    """The channel's pace; on PostgreSQL no other process reads it until this transaction ends."""
    text = db.execute(_FIND, {"name": channel}).scalar_one_or_none()
    moment = now.timestamp()
    since = moment - WINDOW.total_seconds()
    # what lies ahead was written before the clock was set back
    return Pace(tuple((at, count) for at, count in json.loads(text or "[]") if since < at <= moment), now)


def write(db: Connection, channel: str, pace: Pace, *, more: int) -> None:
    """So many more are being sent now."""
    sent = [*pace.sent, (pace.now.timestamp(), more)]
    upsert(db, paces, {"channel": channel, "sent": json.dumps(sent)}, unique=("channel",))
