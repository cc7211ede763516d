"""Each message once, until handled. Everything a chat hears comes through here: people, timers, notices.

Works on many rows at a time, in a fixed number of statements; bodies are emptied when handled; keys stay for a
while against redelivery. A row whose seal does not open is set aside with the code ``unopened``, its body kept.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Update, bindparam, delete, func, select, update

from domain.messages import Incoming
from storage import chats as chat_rows
from storage.database import chunks, insert_ignore
from storage.schema import chats, inbox
from storage.sealing import KeyMissing, Sealer, Unsealable

log = logging.getLogger(__name__)
PEOPLE, NOTICES = 0, 1
KEEP_KEYS_DAYS = 60
_AT = chats.c.made_at.type
_json = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode


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


class _New(NamedTuple):
    """A row to be kept, its body not yet sealed."""

    key: str
    chat_id: str
    lane: int
    kind: str
    body: Mapping[str, Any]
    ready: bool = True


# --- in ----------------------------------------------------------------------------------------------------


def keep(db: Connection, messages: Sequence[Incoming], *, seal: Sealer, now: datetime) -> int:
    """Keep messages; the number that the channel had not given us before.

    A file that must be fetched first makes its message wait (and the chat behind it).
    """
    if not messages:
        return 0
    ids = chat_rows.make(db, [(message.channel, message.address) for message in messages], seal=seal, now=now)
    rows = [
        _New(m.key, ids[m.channel, m.address], PEOPLE, m.kind, _body(m), ready=m.attachment is None)
        for m in messages
    ]
    return _keep_heard(db, rows, seal=seal, now=now)


def keep_ready(db: Connection, message: Incoming, extra: Mapping[str, Any], *, seal: Sealer, now: datetime) -> int:
    """Keep one message whose file was read on the way in; ``extra`` is what came of it (codes, document)."""
    ids = chat_rows.make(db, [(message.channel, message.address)], seal=seal, now=now)
    body = {"kind": message.kind, "text": message.text, "sent_at": message.sent_at.isoformat(), **extra}
    row = _New(message.key, ids[message.channel, message.address], PEOPLE, message.kind, body)
    return _keep_heard(db, [row], seal=seal, now=now)


def _body(message: Incoming) -> dict[str, Any]:
    """What is kept of a message: what is not empty, and never the bytes of a file."""
    body: dict[str, Any] = {"kind": message.kind, "sent_at": message.sent_at.isoformat()}
    for name in ("text", "tap", "phone", "own_phone", "language"):
        if value := getattr(message, name):
            body[name] = value
    if (file := message.attachment) is not None:
        body["attachment"] = {"kind": file.kind, "ref": file.ref, "name": file.name, "size": file.size}
    return body


def keep_notices(db: Connection, notices: Sequence[Notice], *, seal: Sealer, now: datetime) -> int:
    """Keep notices; the number whose key was new."""
    new = _insert(db, [_noticed(one, NOTICES, "notice") for one in notices], seal=seal, now=now)
    _wake(db, _WAKE_NOTICES, new.values(), now=now)
    return len(new)


def keep_timers(db: Connection, timers: Sequence[Notice], *, seal: Sealer, now: datetime) -> int:
    """Keep timers that are due, among what people say; the number whose key was new."""
    new = _insert(db, [_noticed(one, PEOPLE, "timer") for one in timers], seal=seal, now=now)
    _wake(db, _WAKE_PEOPLE, new.values(), now=now)
    return len(new)


def _noticed(notice: Notice, lane: int, kind: str) -> _New:
    body = {**notice.body, "kind": kind, "notice_key": notice.key}
    return _New(notice.key, notice.chat_id, lane, kind, body)


def _insert(db: Connection, rows: Sequence[_New], *, seal: Sealer, now: datetime) -> dict[str, str]:
    """Insert what is not there yet: key -> chat of what was new."""
    if not rows:
        return {}
    query = insert_ignore(db, inbox, unique=("key",)).returning(inbox.c.key, inbox.c.chat_id)
    values = [
        {
            "key": row.key,
            "chat_id": row.chat_id,
            "lane": row.lane,
            "kind": row.kind,
            "body_sealed": seal.seal(_json(row.body), table="inbox", column="body_sealed", row=row.key),
            "ready": row.ready,
            "received_at": now,
        }
        for row in rows
    ]
    return {key: chat for key, chat in db.execute(query, values)}


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SINCE = func.coalesce(chats.c.messages_since, bindparam("at", type_=_AT))
_WAKE_PEOPLE = update(chats).where(chats.c.id.in_(_IDS)).values(messages_since=_SINCE)
_WAKE_HEARD = update(chats).where(chats.c.id.in_(_IDS)).values(messages_since=_SINCE, reachable=True)
_WAKE_BLOCKED = update(chats).where(chats.c.id.in_(_IDS)).values(messages_since=_SINCE, reachable=False)
_WAKE_NOTICES = (
    update(chats)
    .where(chats.c.id.in_(_IDS))
    .values(notices_since=func.coalesce(chats.c.notices_since, bindparam("at", type_=_AT)))
)


def _keep_heard(db: Connection, rows: Sequence[_New], *, seal: Sealer, now: datetime) -> int:
    """Keep what people said; who speaks can be reached again, who blocked us cannot."""
    new = _insert(db, rows, seal=seal, now=now)
    last = {row.chat_id: row.kind for row in rows if row.key in new}
    _wake(db, _WAKE_HEARD, [chat for chat, kind in last.items() if kind != "blocked"], now=now)
    _wake(db, _WAKE_BLOCKED, [chat for chat, kind in last.items() if kind == "blocked"], now=now)
    return len(new)


def _wake(db: Connection, query: Update, ids: Iterable[str], *, now: datetime) -> None:
    for some in chunks(sorted(set(ids))):
        db.execute(query, {"ids": some, "at": now})


# --- out ---------------------------------------------------------------------------------------------------

_OLDEST = select(
    inbox.c.seq,
    inbox.c.key,
    inbox.c.chat_id,
    inbox.c.kind,
    inbox.c.tries,
    inbox.c.received_at,
    inbox.c.body_sealed,
    inbox.c.ready,
).where(
    inbox.c.seq.in_(
        select(func.min(inbox.c.seq))
        .where(inbox.c.chat_id.in_(_IDS), inbox.c.lane == bindparam("lane"), inbox.c.handled_at.is_(None))
        .group_by(inbox.c.chat_id)
    )
)


def oldest(
    db: Connection, chat_ids: Sequence[str], *, seal: Sealer, notices: bool = False
) -> dict[str, Waiting | None]:
    """The oldest waiting message of each chat; None where its file is still being fetched."""
    rows = db.execute(_OLDEST, {"ids": list(chat_ids), "lane": NOTICES if notices else PEOPLE}).all()
    found: dict[str, Waiting | None] = {row.chat_id: None for row in rows if not row.ready}
    found.update((one.chat_id, one) for one in _opened(db, [row for row in rows if row.ready], seal))
    return found


def _opened(db: Connection, rows: Sequence[Any], seal: Sealer) -> list[Waiting]:
    """Rows as messages; those whose seal does not open are set aside, and their chats go on without them."""
    found, broken = [], []
    for row in rows:
        try:
            found.append(_waiting(row, seal))
        except KeyMissing:
            raise
        except Unsealable:
            broken.append(row)
    if broken:
        _set_aside(db, [row.seq for row in broken])
        _recount(db, [row.chat_id for row in broken])
    return found


def _set_aside(db: Connection, seqs: Sequence[int]) -> None:
    log.error("inbox rows that do not open are set aside: %s", seqs)
    values = {"handled_at": inbox.c.received_at, "error_code": "unopened", "ready": True}
    db.execute(update(inbox).where(inbox.c.seq.in_(seqs)).values(values))


def _waiting(row: Any, seal: Sealer) -> Waiting:
    key: str = row.key
    body = json.loads(seal.unseal(row.body_sealed or "", table="inbox", column="body_sealed", row=key))
    return Waiting(
        seq=row.seq,
        key=key,
        chat_id=row.chat_id,
        kind=row.kind,
        tries=row.tries,
        received_at=row.received_at,
        body=body,
    )


def unready(db: Connection, *, limit: int, seal: Sealer) -> list[Waiting]:
    """Messages whose file is still to be fetched, oldest first."""
    query = select(inbox).where(inbox.c.ready.is_(False)).order_by(inbox.c.seq).limit(limit)
    return _opened(db, db.execute(query).all(), seal)


def make_ready(db: Connection, waiting: Waiting, extra: Mapping[str, Any], *, seal: Sealer) -> None:
    """Its file was read: ``extra`` joins the body (codes, document)."""
    text = _json({**waiting.body, **extra})
    sealed = seal.seal(text, table="inbox", column="body_sealed", row=waiting.key)
    db.execute(update(inbox).where(inbox.c.seq == waiting.seq).values(body_sealed=sealed, ready=True))


def _since(lane: int) -> Any:
    return (
        select(func.min(inbox.c.received_at))
        .where(inbox.c.chat_id == chats.c.id, inbox.c.lane == lane, inbox.c.handled_at.is_(None))
        .correlate(chats)
        .scalar_subquery()
    )


_HANDLED = (
    update(inbox)
    .where(inbox.c.seq.in_(_IDS))
    .values(handled_at=bindparam("at", type_=_AT), body_sealed=None, ready=True)
)
_RECOUNT = (
    update(chats).where(chats.c.id.in_(_IDS)).values(messages_since=_since(PEOPLE), notices_since=_since(NOTICES))
)


def handled(db: Connection, waiting: Sequence[Waiting], *, now: datetime) -> None:
    """These messages are done: bodies emptied, and each chat knows what is waiting now."""
    for some in chunks(waiting):
        db.execute(_HANDLED, {"ids": [message.seq for message in some], "at": now})
    _recount(db, [message.chat_id for message in waiting])


_HOLD = select(chats.c.id).where(chats.c.id.in_(_IDS)).order_by(chats.c.id).with_for_update(key_share=True)


def _recount(db: Connection, chat_ids: Sequence[str]) -> None:
    """What waits in these chats. PostgreSQL: held first, so that counting sees what was committed before."""
    for some in chunks(sorted(set(chat_ids))):
        if db.dialect.name == "postgresql":
            db.execute(_HOLD, {"ids": some})
        db.execute(_RECOUNT, {"ids": some})


def tried(db: Connection, seq: int) -> None:
    """One more try of this message has failed."""
    db.execute(update(inbox).where(inbox.c.seq == seq).values(tries=inbox.c.tries + 1))


def put_aside(db: Connection, seq: int, *, error_code: str) -> None:
    """This message made our code fail: remembered with its code (call ``handled`` too)."""
    db.execute(update(inbox).where(inbox.c.seq == seq).values(error_code=error_code))


def forget_old(db: Connection, *, now: datetime, days: int = KEEP_KEYS_DAYS) -> int:
    """Drop the keys of messages handled long ago; how many."""
    old = now - timedelta(days=days)
    return db.execute(delete(inbox).where(inbox.c.handled_at < old)).rowcount


def count_unready(db: Connection) -> int:
    """How many messages wait for a file."""
    return db.execute(select(func.count()).select_from(inbox).where(inbox.c.ready.is_(False))).scalar_one()
