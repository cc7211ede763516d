"""Each message to a chat until delivered, or given up for a named reason; in one order a chat.

A row is leased before it is sent, because sending is outside any transaction; a row found past its lease may
have been sent. The web chat's rows are its history: they stay, and "sent" means its page showed them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from storage.database import locked
from storage.schema import chats, outbox
from storage.sealing import Sealer

MAX_TRIES = 5
PAUSES = (5, 30, 120, 600, 1800)  #: seconds before the next try
WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """One message of a chat. body: text, choices … (bot.speaking.Spoken.body); mine: the person's own line."""

    chat_id: str
    body: Mapping[str, Any] = field(repr=False)
    mine: bool = False
    notice_key: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A row to be sent now. perhaps_sent: an earlier try may have arrived."""

    id: int
    chat_id: str
    channel: str
    address_sealed: str = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    tries: int
    notice_key: str
    repeat: bool
    perhaps_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of sending: outcome sent | later | gone | refused | tries."""

    id: int
    chat_id: str
    outcome: str
    channel_id: str = ""
    seconds: float = 0
    perhaps_sent: bool = False
    counts: bool = True  #: a "later" that is the channel's own wish (429) does not count as a try


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A line of a chat's history, both ways."""

    id: int
    mine: bool
    at: datetime
    body: dict[str, Any] = field(repr=False)


def add(db: Connection, lines: Sequence[ToSend], *, seal: Sealer, now: datetime) -> None:
    """Put messages behind what waits already, in this order."""
    if not lines:
        return
    rows = []
    for line in lines:
        uid = uuid4().hex
        text = json.dumps(line.body, ensure_ascii=False)
        rows.append(
            {
                "uid": uid,
                "chat_id": line.chat_id,
                "mine": line.mine,
                "body_sealed": seal.seal(text, table="outbox", column="body_sealed", row=uid),
                "state": "sent" if line.mine else "waiting",
                "notice_key": line.notice_key,
                "repeat": line.repeat,
                "created_at": now,
                "next_try_at": now,
            }
        )
    db.execute(insert(outbox), rows)


def lease(
    db: Connection, *, by: str, limit: int, now: datetime, seconds: float, channels: Sequence[str], seal: Sealer
) -> list[Leased]:
    """The oldest unsent row of each chat that may be tried now, held for some seconds."""
    first = (
        select(func.min(outbox.c.id).label("id"))
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.state == "waiting", chats.c.channel.in_(list(channels)))
        .group_by(outbox.c.chat_id)
    )
    free = or_(outbox.c.sending_until.is_(None), outbox.c.sending_until <= now)
    query = (
        select(outbox.c.id)
        .where(outbox.c.id.in_(first), outbox.c.next_try_at <= now, free)
        .order_by(outbox.c.id)
        .limit(limit)
    )
    ids = list(db.execute(locked(db, query)).scalars())
    if not ids:
        return []
    rows = db.execute(
        select(outbox, chats.c.channel, chats.c.address_sealed)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.id.in_(ids))
        .order_by(outbox.c.id)
    ).all()
    db.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids))
        .values(
            sending_by=by,
            sending_until=now + timedelta(seconds=seconds),
            perhaps_sent=or_(outbox.c.perhaps_sent, outbox.c.sending_until.isnot(None)),
        )
    )
    return [
        Leased(
            id=row.id,
            chat_id=row.chat_id,
            channel=row.channel,
            address_sealed=row.address_sealed,
            body=_body(row.body_sealed, row.uid, seal),
            tries=row.tries,
            notice_key=row.notice_key or "",
            repeat=row.repeat,
            perhaps_sent=row.perhaps_sent or row.sending_until is not None,
        )
        for row in rows
    ]


def _body(sealed: str | None, uid: str, seal: Sealer) -> dict[str, Any]:
    if sealed is None:
        return {}
    body: dict[str, Any] = json.loads(seal.unseal(sealed, table="outbox", column="body_sealed", row=uid))
    return body


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
_LATER = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        tries=outbox.c.tries + bindparam("more"),
        next_try_at=bindparam("next"),
        sending_by=None,
        sending_until=None,
        perhaps_sent=or_(outbox.c.perhaps_sent, bindparam("perhaps")),
    )
)


def written(db: Connection, results: Sequence[Result], *, now: datetime) -> list[str]:
    """What came of many sendings; the keys of notices that will now never be delivered."""
    sent = [result for result in results if result.outcome == "sent"]
    later = [result for result in results if result.outcome == "later"]
    if sent:
        db.execute(_SENT, [{"row": r.id, "at": now, "channel_id": r.channel_id[:80]} for r in sent])
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
        lost += _give_up(db, and_(outbox.c.chat_id.in_(gone), outbox.c.state == "waiting"), "gone")
    return lost


def _give_up(db: Connection, which: Any, reason: str) -> list[str]:
    keys = list(db.execute(select(outbox.c.notice_key).where(which, outbox.c.state == "waiting")).scalars())
    db.execute(
        update(outbox)
        .where(which, outbox.c.state == "waiting")
        .values(state="undelivered", reason=reason, body_sealed=None, sending_by=None, sending_until=None)
    )
    return [key for key in keys if key]


def history(db: Connection, chat_id: str, *, after: int, limit: int, seal: Sealer) -> list[HistoryLine]:
    """Lines of a chat after an id, oldest first."""
    rows = db.execute(
        select(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.id > after, outbox.c.body_sealed.isnot(None))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [
        HistoryLine(id=row.id, mine=row.mine, at=row.created_at, body=_body(row.body_sealed, row.uid, seal))
        for row in rows
    ]


def newest(db: Connection, chat_ids: Sequence[str]) -> dict[str, int]:
    """The id of each chat's newest line."""
    rows = db.execute(
        select(outbox.c.chat_id, func.max(outbox.c.id))
        .where(outbox.c.chat_id.in_(list(chat_ids)))
        .group_by(outbox.c.chat_id)
    )
    return {chat: newest for chat, newest in rows}


def shown(db: Connection, chat_id: str, ids: Sequence[int], *, now: datetime) -> None:
    """The page showed these lines: delivered, and kept as history."""
    if ids:
        db.execute(
            update(outbox)
            .where(outbox.c.chat_id == chat_id, outbox.c.id.in_(list(ids)), outbox.c.state == "waiting")
            .values(state="sent", sent_at=now)
        )


def forget_history(db: Connection, chat_id: str, *, but_last: int = 0) -> None:
    """Empty a chat's history (a draft was sent or deleted, or the screen is to be cleared)."""
    query = update(outbox).where(outbox.c.chat_id == chat_id, outbox.c.state != "waiting")
    if but_last:
        keep = select(outbox.c.id).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id.desc()).limit(but_last)
        query = query.where(outbox.c.id.notin_(keep.scalar_subquery()))
    db.execute(query.values(body_sealed=None))


def not_shown_since(db: Connection, *, before: datetime, channel: str, limit: int) -> list[tuple[str, str]]:
    """(chat, notice key) of notices that wait on a page nobody has opened since a moment."""
    rows = db.execute(
        select(outbox.c.chat_id, outbox.c.notice_key)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(
            outbox.c.state == "waiting",
            outbox.c.notice_key != "",
            outbox.c.created_at < before,
            chats.c.channel == channel,
        )
        .limit(limit)
    )
    return [(row.chat_id, row.notice_key) for row in rows]


def offered(db: Connection, chat_id: str, document_id: str, *, seal: Sealer) -> bool:
    """Whether a document was offered in this chat."""
    rows = db.execute(
        select(outbox.c.uid, outbox.c.body_sealed)
        .where(outbox.c.chat_id == chat_id, outbox.c.body_sealed.isnot(None))
        .order_by(outbox.c.id.desc())
    )
    return any(_body(row.body_sealed, row.uid, seal).get("document_id") == document_id for row in rows)


def backlog(db: Connection) -> int:
    """How many messages wait to be sent on channels that push."""
    return db.execute(
        select(func.count())
        .select_from(outbox.join(chats, chats.c.id == outbox.c.chat_id))
        .where(outbox.c.state == "waiting", chats.c.channel != WEB)
    ).scalar_one()
