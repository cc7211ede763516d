"""Chats: who is spoken to, where, and the state of their talk.

A chat whose seals do not open is left out of what is found, and rests for a day; the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, or_, select, update

from storage.database import chunks, insert_ignore, locked
from storage.schema import chats, inbox
from storage.sealing import KeyMissing, Sealer, Unsealable

log = logging.getLogger(__name__)
_LABEL = "chat"
_REST = timedelta(days=1)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_C = chats.c
_CHATS = select(
    _C.id,
    _C.channel,
    _C.address_sealed,
    _C.language,
    _C.state_sealed,
    _C.staff_id,
    _C.messages,
    _C.reachable,
    _C.heard_at,
    _C.secret_hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A row of chats. state: JSON of conversations.state, "" for a chat never seen."""

    id: str
    channel: str
    address: str = field(repr=False)
    language: str
    state: str = field(repr=False)
    staff_id: str
    messages: str
    reachable: bool
    heard_at: datetime | None
    secret_hash: str = field(repr=False)


def make(
    db: Connection, addresses: Iterable[tuple[str, str]], *, seal: Sealer, now: datetime
) -> dict[tuple[str, str], str]:
    """Ids of the chats with these (channel, address); those not there yet are made."""
    wanted = {pair: seal.indexes(_LABEL, ":".join(pair)) for pair in addresses}
    found = _by_index(db, wanted.values())
    new = [
        _new_chat(channel, address, seal, now)
        for (channel, address), indexes in wanted.items()
        if found.keys().isdisjoint(indexes)
    ]
    if new:
        new.sort(key=lambda row: str(row["address_index"]))  # two processes wait for each other in one order
        db.execute(insert_ignore(db, chats, unique=("channel", "address_index")), new)
        found = _by_index(db, wanted.values())
    return {pair: next(found[index] for index in indexes if index in found) for pair, indexes in wanted.items()}


def _new_chat(channel: str, address: str, seal: Sealer, now: datetime) -> dict[str, object]:
    ident = uuid4().hex
    return {
        "id": ident,
        "channel": channel,
        "address_sealed": seal.seal(address, table="chats", column="address_sealed", row=ident),
        "address_index": seal.index(_LABEL, f"{channel}:{address}"),
        "made_at": now,
    }


_BY_INDEX = select(_C.address_index, _C.id).where(_C.address_index.in_(_IDS))


def _by_index(db: Connection, several: Iterable[Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks([index for indexes in several for index in indexes]):
        found.update((index, ident) for index, ident in db.execute(_BY_INDEX, {"ids": some}))
    return found


def find(db: Connection, ids: Sequence[str], *, seal: Sealer) -> dict[str, Chat]:
    """Chats by id; one that does not open is not there."""
    found: dict[str, Chat] = {}
    for some in chunks(ids):
        opened, _ = _opened(db.execute(_CHATS.where(_C.id.in_(some))), seal)
        found.update((chat.id, chat) for chat in opened)
    return found


def _lockable(lane: int) -> Select[Any]:
    """Chats of which the oldest waiting message of a lane can be taken: its file, if any, was read."""
    since = _C.notices_since if lane else _C.messages_since
    ready = (
        select(inbox.c.ready)
        .where(inbox.c.chat_id == _C.id, inbox.c.lane == lane, inbox.c.handled_at.is_(None))
        .order_by(inbox.c.seq)
        .limit(1)
        .correlate(chats)
        .scalar_subquery()
    )
    now = bindparam("now", type_=_C.paused_until.type)
    query = _CHATS.where(since.isnot(None), or_(_C.paused_until.is_(None), _C.paused_until <= now), ready)
    if lane:  # a chat in which a person writes takes its notices after the reply
        query = query.where(_C.messages_since.is_(None))
    return query.order_by(since).limit(bindparam("limit"))


_LOCKABLE = (_lockable(0), _lockable(1))


def lock(db: Connection, *, limit: int, now: datetime, seal: Sealer, notices: bool = False) -> list[Chat]:
    """Chats in which something waits, oldest first; on PostgreSQL those no other process works on.

    One that waits for its file, or whose pause is not over, does not stand in the way of others.
    """
    query = locked(db, _LOCKABLE[int(notices)], of=chats)
    opened, broken = _opened(db.execute(query, {"limit": limit, "now": now}), seal)
    for ident in broken:
        pause(db, ident, now + _REST)
    return opened


def find_by_address(db: Connection, channel: str, address: str, *, seal: Sealer) -> Chat | None:
    """The chat with an address, if there is one (and it opens)."""
    indexes = seal.indexes(_LABEL, f"{channel}:{address}")
    rows = db.execute(_CHATS.where(_C.channel == channel, _C.address_index.in_(indexes)))
    opened, _ = _opened(rows, seal)
    return opened[0] if opened else None


def set_secret(db: Connection, chat: str, secret_hash: str | None) -> None:
    """Who holds the secret of this hash may come in; None shuts the chat."""
    db.execute(update(chats).where(chats.c.id == chat).values(secret_hash=secret_hash))


def waiting(db: Connection, *, notices: bool = False) -> int:
    """How many chats have something waiting."""
    since = chats.c.notices_since if notices else chats.c.messages_since
    return db.execute(select(func.count()).select_from(chats).where(since.isnot(None))).scalar_one()


_WRITE_STATE = (
    update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values(state_sealed=bindparam("state"), heard_at=bindparam("heard"))
)


def write_states(db: Connection, states: Mapping[str, str], *, seal: Sealer, now: datetime) -> None:
    """Keep the states (JSON) of many chats in one statement."""
    if states:
        db.execute(
            _WRITE_STATE,
            [
                {
                    "chat": chat,
                    "state": seal.seal(state, table="chats", column="state_sealed", row=chat),
                    "heard": now,
                }
                for chat, state in states.items()
            ],
        )


def sign_in(db: Connection, chat: str, staff_id: str | None) -> None:
    """A staff member speaks from this chat from now on (None: no longer)."""
    db.execute(update(chats).where(chats.c.id == chat).values(staff_id=staff_id))


def set_messages(db: Connection, chat: str, messages: str) -> None:
    """full, short (no amounts) or off."""
    db.execute(update(chats).where(chats.c.id == chat).values(messages=messages))


def set_reachable(db: Connection, ids: Sequence[str], *, reachable: bool) -> None:
    """Whether the channel still delivers to these chats."""
    if ids:
        db.execute(update(chats).where(chats.c.id.in_(list(ids))).values(reachable=reachable))


def pause(db: Connection, chat: str, until: datetime) -> None:
    """Answer this chat again only then (flooding, a 429)."""
    db.execute(update(chats).where(chats.c.id == chat).values(paused_until=until))


def of_staff(db: Connection, staff_id: str) -> list[str]:
    """Ids of the chats a staff member is signed in to."""
    return list(db.execute(select(chats.c.id).where(chats.c.staff_id == staff_id)).scalars())


def _opened(rows: Iterable[Any], seal: Sealer) -> tuple[list[Chat], list[str]]:
    """Rows as chats, and the ids of those that do not open."""
    found, broken = [], []
    for row in rows:
        try:
            found.append(_chat(row, seal))
        except KeyMissing:
            raise
        except Unsealable:
            broken.append(row.id)
    if broken:
        log.error("chats that do not open: %s", broken)
    return found, broken


def _chat(row: Any, seal: Sealer) -> Chat:
    ident, channel, address, language, state, staff_id, messages, reachable, heard_at, secret_hash = row
    return Chat(
        id=ident,
        channel=channel,
        address=seal.unseal(address, table="chats", column="address_sealed", row=ident),
        language=language,
        state=seal.unseal(state, table="chats", column="state_sealed", row=ident) if state else "",
        staff_id=staff_id or "",
        messages=messages,
        reachable=reachable,
        heard_at=heard_at,
        secret_hash=secret_hash or "",
    )
