"""Where a channel's fetching stands: written in the commit that keeps what was fetched."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.database import upsert
from storage.schema import cursors


def read(db: Connection, channel: str) -> str:
    """The cursor, "" at the very first."""
    return db.execute(select(cursors.c.value).where(cursors.c.channel == channel)).scalar_one_or_none() or ""


def write(db: Connection, channel: str, value: str) -> None:
    """Move the cursor."""
    upsert(db, cursors, {"channel": channel, "value": value}, unique=("channel",))
