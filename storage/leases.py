"""Which waiting message of a chat is the next to be sent, when, and what becomes of those a dead sender held."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select, update

from storage.database import try_hold
from storage.history import WAITING
from storage.schema import chats, outbox

_C = outbox.c
_MOMENT = _C.created_at.type
_NOW: BindParameter[Any] = bindparam("now", type_=_MOMENT)
OLDEST = _C.id.in_(select(func.min(_C.id)).where(_C.state == WAITING, _C.pushed.is_(True)).group_by(_C.chat_id))
#: When the oldest row of a chat may be sent; one that is being sent, not before its lease is over.
_MOMENTS = select(
    func.min(_C.next_try_at, type_=_MOMENT),
    func.min(chats.c.next_send_at, type_=_MOMENT),
).select_from(outbox.join(chats, chats.c.id == _C.chat_id))
_NEXT = (
    _MOMENTS.where(OLDEST, _C.next_try_at > _NOW),
    _MOMENTS.where(OLDEST, _C.next_try_at <= _NOW, chats.c.next_send_at > _NOW),
)


def next_moment(db: Connection, *, now: datetime) -> datetime | None:
    """When something waiting may be sent that may not be sent now; None if nothing waits for its time."""
    tried, paced = (db.execute(query, {"now": now}).one() for query in _NEXT)
    return min((moment for moment in (tried[0], paced[1]) if moment is not None), default=None)


def let_go(db: Connection, *, by: str, before: datetime | None = None) -> int:
    """What dead senders held (until a moment ``before``) can be sent by others; how many. by: who asks.

    It may have been sent. A sender holds its name for as long as it lives; on SQLite there is no other at all.
    """
    held = [_C.state == WAITING, _C.pushed.is_(True), _C.sending_by.isnot(None), _C.sending_by != by]
    if before is not None:
        held.append(_C.sending_until <= before)
    names = db.execute(select(_C.sending_by).where(*held).distinct()).scalars()
    dead = [name for name in names if try_hold(db, name)]
    if not dead:
        return 0
    free = update(outbox).where(*held, _C.sending_by.in_(dead))
    return db.execute(free.values(perhaps_sent=True, sending_by=None, sending_until=None)).rowcount
