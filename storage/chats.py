"""Chats: who is spoken to, where, and the state of their talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from storage.database import insert_ignore, locked
from storage.schema import chats
from storage.sealing import Sealer

_LABEL = "chat"


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
    db: Connection, addresses: Sequence[tuple[str, str]], *, seal: Sealer, now: datetime
) -> dict[tuple[str, str], str]:
    """Ids of the chats with these (channel, address); those not there yet are made."""
    wanted = {pair: seal.indexes(_LABEL, ":".join(pair)) for pair in addresses}
    found = _by_index(db, [index for indexes in wanted.values() for index in indexes])
    new = []
    for (channel, address), indexes in wanted.items():
        if not any(index in found for index in indexes):
            ident = uuid4().hex
            sealed = seal.seal(address, table="chats", column="address_sealed", row=ident)
            new.append(
                {
                    "id": ident,
                    "channel": channel,
                    "address_sealed": sealed,
                    "address_index": seal.index(_LABEL, f"{channel}:{address}"),
                    "made_at": now,
                }
            )
    if new:
        db.execute(insert_ignore(db, chats, unique=("channel", "address_index")), new)
        found = _by_index(db, [index for indexes in wanted.values() for index in indexes])
    return {pair: next(found[index] for index in indexes if index in found) for pair, indexes in wanted.items()}


def _by_index(db: Connection, indexes: Sequence[str]) -> dict[str, str]:
    rows = db.execute(select(chats.c.address_index, chats.c.id).where(chats.c.address_index.in_(indexes)))
    return {row.address_index: row.id for row in rows}


def find(db: Connection, ids: Sequence[str], *, seal: Sealer) -> dict[str, Chat]:
    """Chats by id."""
    rows = db.execute(select(chats).where(chats.c.id.in_(list(ids))))
    return {row.id: _chat(row, seal) for row in rows}


def lock(db: Connection, *, limit: int, now: datetime, seal: Sealer, notices: bool = False) -> list[Chat]:
    """Chats in which something waits, oldest first; on PostgreSQL those no other process works on."""
    since = chats.c.notices_since if notices else chats.c.messages_since
    query = (
        select(chats)
        .where(since.isnot(None), or_(chats.c.paused_until.is_(None), chats.c.paused_until <= now))
        .order_by(since)
        .limit(limit)
    )
    if notices:  # a chat in which a person writes takes its notices after the reply
        query = query.where(chats.c.messages_since.is_(None))
    return [_chat(row, seal) for row in db.execute(locked(db, query))]


def find_by_address(db: Connection, channel: str, address: str, *, seal: Sealer) -> Chat | None:
    """The chat with an address, if there is one."""
    row = db.execute(
        select(chats).where(
            chats.c.channel == channel, chats.c.address_index.in_(seal.indexes(_LABEL, f"{channel}:{address}"))
        )
    ).first()
    return _chat(row, seal) if row else None


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


def _chat(chat: Row[Any], seal: Sealer) -> Chat:
    state = chat.state_sealed
    ident: str = chat.id
    return Chat(
        id=ident,
        channel=chat.channel,
        address=seal.unseal(chat.address_sealed, table="chats", column="address_sealed", row=ident),
        language=chat.language,
        state=seal.unseal(state, table="chats", column="state_sealed", row=ident) if state else "",
        staff_id=chat.staff_id or "",
        messages=chat.messages,
        reachable=chat.reachable,
        heard_at=chat.heard_at,
        secret_hash=chat.secret_hash or "",
    )
