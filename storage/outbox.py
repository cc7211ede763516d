"""Each message to a chat until delivered, or given up for a named reason; in one order a chat.

A row is leased before it is sent, because sending is outside any transaction; a row found past its lease may
have been sent. The web chat's rows are its history (storage/history.py): they stay, "sent" = its page showed them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.database import locked
from storage.history import WAITING, opened_body
from storage.history import HistoryLine as HistoryLine
from storage.history import forget_history as forget_history
from storage.history import history as history
from storage.history import newest as newest
from storage.history import not_shown_since as not_shown_since
from storage.history import offered as offered
from storage.history import shown as shown
from storage.leases import OLDEST
from storage.leases import let_go as let_go
from storage.leases import next_moment as next_moment
from storage.schema import chats, outbox
from storage.sealing import KeyMissing, Sealer, Unsealable

log = logging.getLogger(__name__)
MAX_TRIES = 5  #: of which nobody knows whether they arrived
MAX_FAILURES = 20  #: that the channel itself reported
PAUSES = (5, 30, 120, 600, 1800)  #: seconds before the next try
WEB = "web"
KEEP_DAYS = 60
_C = outbox.c
_MOMENT = _C.created_at.type
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """One message of a chat. body: text, choices … (bot.speaking.Spoken.body); mine: the person's own line."""

    chat_id: str
    body: Mapping[str, Any] = field(repr=False)
    mine: bool = False
    notice_key: str = ""
    repeat: bool = False
    perhaps_sent: bool = False  #: before a backup was put back, with the notice it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A row to be sent now. perhaps_sent: an earlier try may have arrived."""

    id: int
    chat_id: str
    channel: str
    address: str = field(repr=False)
    address_sealed: str = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    tries: int
    notice_key: str
    repeat: bool
    perhaps_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of sending: outcome sent | later | gone | refused | tries.

    seconds: until the message is tried again or, when it was sent, until its chat may be sent the next one.
    """

    id: int
    chat_id: str
    outcome: str
    channel_id: str = ""
    seconds: float = 0
    perhaps_sent: bool = False
    counts: bool = True  #: a "later" that is the channel's own wish (429) does not count as a try


def add(db: Connection, lines: Sequence[ToSend], *, seal: Sealer, now: datetime) -> None:
    """Put messages behind what waits already, in this order."""
    if lines:
        db.execute(_ADD, [_new(line, seal, now) for line in lines])


_ADD = insert(outbox).values(
    pushed=select(chats.c.channel != WEB).where(chats.c.id == bindparam("of_chat")).scalar_subquery()
)


def _new(line: ToSend, seal: Sealer, now: datetime) -> dict[str, Any]:
    uid = uuid4().hex
    return {
        "uid": uid,
        "chat_id": line.chat_id,
        "of_chat": line.chat_id,
        "mine": line.mine,
        "body_sealed": seal.seal(_json(line.body), table="outbox", column="body_sealed", row=uid),
        "state": "sent" if line.mine else "waiting",
        "notice_key": line.notice_key,
        "repeat": line.repeat,
        "perhaps_sent": line.perhaps_sent,
        "created_at": now,
        "next_try_at": now,
    }


_NOW: BindParameter[Any] = bindparam("now", type_=_MOMENT)
#: The oldest waiting row of each chat. The outer query asks for "waiting" again: on PostgreSQL a row that was
#: sent by another process meanwhile is judged anew, but the inner query is not.
_LEASABLE = (
    select(
        _C.id,
        _C.uid,
        _C.chat_id,
        chats.c.channel,
        chats.c.address_sealed,
        _C.body_sealed,
        _C.tries,
        _C.notice_key,
        _C.repeat,
        or_(_C.perhaps_sent, _C.sending_until.isnot(None)).label("perhaps_sent"),
    )
    .join(chats, chats.c.id == _C.chat_id)
    .where(
        OLDEST,
        _C.state == WAITING,
        _C.next_try_at <= _NOW,
        or_(chats.c.next_send_at.is_(None), chats.c.next_send_at <= _NOW),
        or_(_C.sending_until.is_(None), _C.sending_until <= _NOW),
        chats.c.channel.in_(bindparam("channels", expanding=True)),
    )
    .order_by(_C.id)
    .limit(bindparam("limit"))
)
_LEASE = (
    update(outbox)
    .where(_C.id.in_(_IDS))
    .values(
        sending_by=bindparam("by"),
        sending_until=bindparam("until", type_=_MOMENT),
        perhaps_sent=or_(_C.perhaps_sent, _C.sending_until.isnot(None)),
    )
)


def lease(
    db: Connection, *, by: str, limit: int, now: datetime, seconds: float, channels: Sequence[str], seal: Sealer
) -> list[Leased]:
    """The oldest unsent row of each chat that may be tried now, held for some seconds.

    A row that does not open is given up with the reason ``unopened``; its chat's next row comes next time.
    """
    found, broken = [], []
    wanted = {"now": now, "channels": list(channels), "limit": limit}
    for row in db.execute(locked(db, _LEASABLE, of=outbox), wanted).all():
        try:
            found.append(_leased(row, seal))
        except KeyMissing:
            raise
        except Unsealable:
            broken.append(row.id)
    if broken:
        log.error("outbox rows that do not open are given up: %s", broken)
        _give_up(db, _C.id.in_(broken), "unopened")
    if found:
        until = now + timedelta(seconds=seconds)
        db.execute(_LEASE, {"ids": [row.id for row in found], "by": by, "until": until})
    return found


def _leased(row: Any, seal: Sealer) -> Leased:
    address: str = row.address_sealed
    return Leased(
        id=row.id,
        chat_id=row.chat_id,
        channel=row.channel,
        address=seal.unseal(address, table="chats", column="address_sealed", row=row.chat_id),
        address_sealed=address,
        body=opened_body(row.body_sealed, row.uid, seal),
        tries=row.tries,
        notice_key=row.notice_key or "",
        repeat=row.repeat,
        perhaps_sent=row.perhaps_sent,
    )


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        state="sent",
        sent_at=bindparam("at"),
        channel_id=bindparam("channel_id"),
        body_sealed=None,
        sending_by=None,
        sending_until=None,
    )
)
_PACED = update(chats).where(chats.c.id == bindparam("of")).values(next_send_at=bindparam("next", type_=_MOMENT))
_LATER = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        tries=outbox.c.tries + bindparam("more"),
        next_try_at=bindparam("next", type_=_MOMENT),
        sending_by=None,
        sending_until=None,
        perhaps_sent=or_(outbox.c.perhaps_sent, bindparam("perhaps", type_=Boolean())),
    )
)


def written(db: Connection, results: Sequence[Result], *, now: datetime) -> list[str]:
    """What came of many sendings; the keys of notices that will now never be delivered."""
    sent = [result for result in results if result.outcome == "sent"]
    later = [result for result in results if result.outcome == "later"]
    if sent:
        db.execute(_SENT, [{"row": r.id, "at": now, "channel_id": r.channel_id[:80]} for r in sent])
        paced = [{"of": r.chat_id, "next": now + timedelta(seconds=r.seconds)} for r in sent if r.seconds]
        if paced:
            db.execute(_PACED, paced)
    if later:
        db.execute(
            _LATER,
            [
                {
                    "row": r.id,
                    "more": int(r.counts),
                    "next": now + timedelta(seconds=r.seconds),
                    "perhaps": r.perhaps_sent,
                }
                for r in later
            ],
        )
    lost: list[str] = []
    for reason in ("refused", "tries"):
        ids = [result.id for result in results if result.outcome == reason]
        lost += _give_up(db, outbox.c.id.in_(ids), reason) if ids else []
    gone = [result.chat_id for result in results if result.outcome == "gone"]
    if gone:
        db.execute(update(chats).where(chats.c.id.in_(gone)).values(reachable=False))
        lost += _give_up(db, and_(outbox.c.chat_id.in_(gone), outbox.c.state == WAITING), "gone")
    return lost


def _give_up(db: Connection, which: ColumnElement[bool], reason: str) -> list[str]:
    keys = list(db.execute(select(outbox.c.notice_key).where(which, outbox.c.state == WAITING)).scalars())
    db.execute(
        update(outbox)
        .where(which, outbox.c.state == WAITING)
        .values(state="undelivered", reason=reason, body_sealed=None, sending_by=None, sending_until=None)
    )
    return [key for key in keys if key]


def backlog(db: Connection) -> int:
    """How many messages wait to be sent on channels that push."""
    query = select(func.count()).select_from(outbox).where(_C.state == WAITING, _C.pushed.is_(True))
    return db.execute(query).scalar_one()


def forget_old(db: Connection, *, now: datetime, days: int = KEEP_DAYS) -> int:
    """Drop old rows that say nothing any more (notices stay: they tell who was told); how many."""
    said = and_(_C.state != WAITING, _C.body_sealed.is_(None), func.coalesce(_C.notice_key, "") == "")
    return db.execute(delete(outbox).where(said, _C.created_at < now - timedelta(days=days))).rowcount
