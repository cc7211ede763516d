"""What is due at a moment: a draft's days, a notice that waits for the undo time, a job that is slow."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.database import locked
from storage.schema import timers
from storage.sealing import KeyMissing, Sealer, Unsealable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A row of timers. chat_id "" = none: the program acts, not a chat."""

    id: str
    kind: str
    chat_id: str
    about: str
    version: int | None
    due_at: datetime
    body: dict[str, Any] = field(repr=False)


_SET = insert(timers)
_CANCEL = (
    update(timers)
    .where(timers.c.kind == bindparam("of_kind"), timers.c.about == bindparam("of"), timers.c.done_at.is_(None))
    .values(done_at=bindparam("now", type_=timers.c.done_at.type), body_sealed=None)
)


def set_timer(
    db: Connection,
    *,
    kind: str,
    about: str,
    due_at: datetime,
    seal: Sealer,
    chat_id: str = "",
    version: int | None = None,
    body: Mapping[str, Any] | None = None,
) -> str:
    """Wake at a moment; the timer's id."""
    ident = uuid4().hex
    text = json.dumps(body or {}, ensure_ascii=False, default=str)
    row = {
        "id": ident,
        "kind": kind,
        "chat_id": chat_id or None,
        "about": about,
        "version": version,
        "body_sealed": seal.seal(text, table="timers", column="body_sealed", row=ident),
        "due_at": due_at,
    }
    db.execute(_SET, row)
    return ident


def cancel(db: Connection, *, kind: str, about: str, now: datetime) -> int:
    """Take back the timers of a kind about something; how many still stood."""
    return db.execute(_CANCEL, {"of_kind": kind, "of": about, "now": now}).rowcount


def standing(db: Connection, *, kind: str, about: str, seal: Sealer) -> list[Timer]:
    """Timers of a kind about something that are not done."""
    query = select(timers).where(timers.c.kind == kind, timers.c.about == about, timers.c.done_at.is_(None))
    return [_timer(row, seal) for row in db.execute(query)]


def due(db: Connection, *, now: datetime, limit: int, seal: Sealer) -> list[Timer]:
    """Timers whose moment has come, oldest first; on PostgreSQL those no other process acts on.

    One that does not open is over, and the others ring.
    """
    query = (
        select(timers)
        .where(timers.c.done_at.is_(None), timers.c.due_at <= now)
        .order_by(timers.c.due_at)
        .limit(limit)
    )
    found, broken = [], []
    for row in db.execute(locked(db, query)).all():
        try:
            found.append(_timer(row, seal))
        except KeyMissing:
            raise
        except Unsealable:
            broken.append(row.id)
    if broken:
        log.error("timers that do not open are over: %s", broken)
        done(db, broken, now=now)
    return found


def done(db: Connection, ids: Sequence[str], *, now: datetime) -> None:
    """These have been acted on."""
    if ids:
        db.execute(update(timers).where(timers.c.id.in_(list(ids))).values(done_at=now, body_sealed=None))


def put_off(db: Connection, ident: str, *, until: datetime) -> None:
    """Ring later."""
    db.execute(update(timers).where(timers.c.id == ident).values(due_at=until))


def forget_old(db: Connection, *, now: datetime, days: int = 60) -> int:
    """Drop timers that are long over; how many."""
    return db.execute(delete(timers).where(timers.c.done_at < now - timedelta(days=days))).rowcount


def next_due(db: Connection) -> datetime | None:
    """When the next timer comes due."""
    query = select(timers.c.due_at).where(timers.c.done_at.is_(None)).order_by(timers.c.due_at).limit(1)
    return db.execute(query).scalar_one_or_none()


def _timer(row: Any, seal: Sealer) -> Timer:
    body = row.body_sealed
    return Timer(
        id=row.id,
        kind=row.kind,
        chat_id=row.chat_id or "",
        about=row.about,
        version=row.version,
        due_at=row.due_at,
        body=json.loads(seal.unseal(body, table="timers", column="body_sealed", row=row.id)) if body else {},
    )
