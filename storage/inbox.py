"""Each message once, until handled. Everything a chat hears comes through here: people, timers, notices.

Works on many rows at a time; bodies are emptied when handled; keys stay for a while against redelivery.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from domain.messages import Incoming
from storage import chats as chat_rows
from storage.database import insert_ignore
from storage.schema import chats, inbox
from storage.sealing import Sealer

PEOPLE, NOTICES = 0, 1
KEEP_KEYS_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell a chat. key is unique for ever: told at most once."""

    key: str
    chat_id: str
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kept message. body: JSON of it (domain.messages.Incoming without channel and address, or a notice's)."""

    seq: int
    key: str
    chat_id: str
    kind: str
    tries: int
    received_at: datetime
    body: dict[str, Any] = field(repr=False)


def keep(db: Connection, messages: Sequence[Incoming], *, seal: Sealer, now: datetime) -> int:
    """Keep messages; the number that the channel had not given us before.

    A file that must be fetched first makes its message wait (and the chat behind it).
    """
    if not messages:
        return 0
    ids = chat_rows.make(
        db, list({(message.channel, message.address): None for message in messages}), seal=seal, now=now
    )
    rows = []
    for message in messages:
        body = {
            name: value
            for name, value in asdict(message).items()
            if name not in ("channel", "address", "key") and value not in ("", False, None)
        }
        body["sent_at"] = message.sent_at.isoformat()
        if message.attachment is not None:
            body["attachment"].pop("content")
        rows.append(
            _row(
                key=message.key,
                chat=ids[message.channel, message.address],
                lane=PEOPLE,
                kind=message.kind,
                body=body,
                ready=message.attachment is None,
                seal=seal,
                now=now,
            )
        )
    return _insert(db, rows, now=now)


def keep_ready(db: Connection, message: Incoming, extra: Mapping[str, Any], *, seal: Sealer, now: datetime) -> int:
    """Keep one message whose file was read on the way in; ``extra`` is what came of it (codes, document)."""
    ids = chat_rows.make(db, [(message.channel, message.address)], seal=seal, now=now)
    body = {"kind": message.kind, "text": message.text, "sent_at": message.sent_at.isoformat(), **extra}
    row = _row(
        key=message.key,
        chat=ids[message.channel, message.address],
        lane=PEOPLE,
        kind=message.kind,
        body=body,
        ready=True,
        seal=seal,
        now=now,
    )
    return _insert(db, [row], now=now)


def keep_notices(db: Connection, notices: Sequence[Notice], *, seal: Sealer, now: datetime) -> int:
    """Keep notices; the number whose key was new."""
    rows = [
        _row(
            key=notice.key,
            chat=notice.chat_id,
            lane=NOTICES,
            kind="notice",
            body={**notice.body, "kind": "notice", "notice_key": notice.key},
            ready=True,
            seal=seal,
            now=now,
        )
        for notice in notices
    ]
    return _insert(db, rows, now=now)


def keep_timers(db: Connection, timers: Sequence[Notice], *, seal: Sealer, now: datetime) -> int:
    """Keep timers that are due, among what people say."""
    rows = [
        _row(
            key=timer.key,
            chat=timer.chat_id,
            lane=PEOPLE,
            kind="timer",
            body={**timer.body, "kind": "timer", "notice_key": timer.key},
            ready=True,
            seal=seal,
            now=now,
        )
        for timer in timers
    ]
    return _insert(db, rows, now=now)


def _row(
    *, key: str, chat: str, lane: int, kind: str, body: Mapping[str, Any], ready: bool, seal: Sealer, now: datetime
) -> dict[str, Any]:
    text = json.dumps(body, ensure_ascii=False, default=str)
    return {
        "key": key,
        "chat_id": chat,
        "lane": lane,
        "kind": kind,
        "body_sealed": seal.seal(text, table="inbox", column="body_sealed", row=key),
        "ready": ready,
        "received_at": now,
    }


_WAKE = {
    PEOPLE: update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values(messages_since=func.coalesce(chats.c.messages_since, bindparam("at", type_=chats.c.made_at.type))),
    NOTICES: update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values(notices_since=func.coalesce(chats.c.notices_since, bindparam("at", type_=chats.c.made_at.type))),
}


def _insert(db: Connection, rows: list[dict[str, Any]], *, now: datetime) -> int:
    if not rows:
        return 0
    known: set[str] = set()
    for start in range(0, len(rows), 500):
        keys = [row["key"] for row in rows[start : start + 500]]
        known |= set(db.execute(select(inbox.c.key).where(inbox.c.key.in_(keys))).scalars())
    new = {row["key"]: row for row in rows if row["key"] not in known}
    if not new:
        return 0
    db.execute(insert_ignore(db, inbox, unique=("key",)), list(new.values()))
    for lane in (PEOPLE, NOTICES):
        woken = {row["chat_id"] for row in new.values() if row["lane"] == lane}
        if woken:
            db.execute(_WAKE[lane], [{"chat": chat, "at": now} for chat in sorted(woken)])
    return len(new)


def oldest(
    db: Connection, chat_ids: Sequence[str], *, seal: Sealer, notices: bool = False
) -> dict[str, Waiting | None]:
    """The oldest waiting message of each chat; None where its file is still being fetched."""
    lane = NOTICES if notices else PEOPLE
    first = (
        select(func.min(inbox.c.seq))
        .where(inbox.c.chat_id.in_(list(chat_ids)), inbox.c.lane == lane, inbox.c.handled_at.is_(None))
        .group_by(inbox.c.chat_id)
    )
    rows = db.execute(select(inbox).where(inbox.c.seq.in_(first)))
    return {row.chat_id: _waiting(row, seal) if row.ready else None for row in rows}


def _waiting(row: Any, seal: Sealer) -> Waiting:
    body = seal.unseal(row.body_sealed, table="inbox", column="body_sealed", row=row.key)
    return Waiting(
        seq=row.seq,
        key=row.key,
        chat_id=row.chat_id,
        kind=row.kind,
        tries=row.tries,
        received_at=row.received_at,
        body=json.loads(body),
    )


def unready(db: Connection, *, limit: int, seal: Sealer) -> list[Waiting]:
    """Messages whose file is still to be fetched, oldest first."""
    query = (
        select(inbox)
        .where(inbox.c.ready.is_(False), inbox.c.handled_at.is_(None))
        .order_by(inbox.c.seq)
        .limit(limit)
    )
    return [_waiting(row, seal) for row in db.execute(query)]


def make_ready(db: Connection, waiting: Waiting, extra: Mapping[str, Any], *, seal: Sealer) -> None:
    """Its file was read: ``extra`` joins the body (codes, document)."""
    text = json.dumps({**waiting.body, **extra}, ensure_ascii=False, default=str)
    sealed = seal.seal(text, table="inbox", column="body_sealed", row=waiting.key)
    db.execute(update(inbox).where(inbox.c.seq == waiting.seq).values(body_sealed=sealed, ready=True))


def handled(db: Connection, waiting: Sequence[Waiting], *, now: datetime) -> None:
    """These messages are done: bodies emptied, and each chat knows what is waiting now."""
    seqs = [message.seq for message in waiting]
    ids = sorted({message.chat_id for message in waiting})
    if not seqs:
        return
    db.execute(update(inbox).where(inbox.c.seq.in_(seqs)).values(handled_at=now, body_sealed=None))

    def since(lane: int) -> Any:
        return (
            select(func.min(inbox.c.received_at))
            .where(inbox.c.chat_id == chats.c.id, inbox.c.lane == lane, inbox.c.handled_at.is_(None))
            .correlate(chats)
            .scalar_subquery()
        )

    db.execute(
        update(chats).where(chats.c.id.in_(ids)).values(messages_since=since(PEOPLE), notices_since=since(NOTICES))
    )


def tried(db: Connection, seq: int) -> None:
    """One more try of this message has failed."""
    db.execute(update(inbox).where(inbox.c.seq == seq).values(tries=inbox.c.tries + 1))


def put_aside(db: Connection, seq: int, *, error_code: str) -> None:
    """This message made our code fail: remembered with its code (call ``handled`` too)."""
    db.execute(update(inbox).where(inbox.c.seq == seq).values(error_code=error_code))


def forget_old(db: Connection, *, now: datetime) -> int:
    """Drop the keys of messages handled long ago; how many."""
    old = now - timedelta(days=KEEP_KEYS_DAYS)
    return db.execute(delete(inbox).where(inbox.c.handled_at < old)).rowcount
