"""A chat's lines as its page reads them: what was said both ways, kept until they are no longer needed.

On the web nothing is sent: the page reads, and reports what it showed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, literal, select, update

from storage.schema import chats, outbox
from storage.sealing import KeyMissing, Sealer, Unsealable

log = logging.getLogger(__name__)
WAITING = literal("waiting", literal_execute=True)  #: written out, so that the partial indexes are known to fit


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A line of a chat's history, both ways."""

    id: int
    mine: bool
    at: datetime
    body: dict[str, Any] = field(repr=False)


def history(db: Connection, chat_id: str, *, after: int, limit: int, seal: Sealer) -> list[HistoryLine]:
    """Lines of a chat after an id, oldest first; one that does not open is left out."""
    rows = db.execute(
        select(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.id > after, outbox.c.body_sealed.isnot(None))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    found = []
    for row in rows:
        try:
            body = opened_body(row.body_sealed, row.uid, seal)
        except KeyMissing:
            raise
        except Unsealable:
            log.error("a line that does not open is left out: %s", row.id)
        else:
            found.append(HistoryLine(id=row.id, mine=row.mine, at=row.created_at, body=body))
    return found


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
            .where(outbox.c.chat_id == chat_id, outbox.c.id.in_(list(ids)), outbox.c.state == WAITING)
            .values(state="sent", sent_at=now)
        )


def forget_history(db: Connection, chat_id: str, *, but_last: int = 0) -> None:
    """Empty a chat's history (a draft was sent or deleted, or the screen is to be cleared)."""
    query = update(outbox).where(outbox.c.chat_id == chat_id, outbox.c.state != WAITING)
    if but_last:
        keep = select(outbox.c.id).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id.desc()).limit(but_last)
        query = query.where(outbox.c.id.notin_(keep))
    db.execute(query.values(body_sealed=None))


def not_shown_since(db: Connection, *, before: datetime, channel: str, limit: int) -> list[tuple[str, str]]:
    """(chat, notice key) of notices that wait on a page nobody has opened since a moment."""
    rows = db.execute(
        select(outbox.c.chat_id, outbox.c.notice_key)
        .where(
            outbox.c.state == WAITING,
            outbox.c.pushed.is_(False),
            outbox.c.notice_key != "",
            outbox.c.created_at < before,
            exists().where(chats.c.id == outbox.c.chat_id, chats.c.channel == channel),
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
    for row in rows:
        with suppress(Unsealable):
            if opened_body(row.body_sealed, row.uid, seal).get("document_id") == document_id:
                return True
    return False


def opened_body(sealed: str | None, uid: str, seal: Sealer) -> dict[str, Any]:
    """The body of a row, {} when it was emptied. Raises Unsealable."""
    if sealed is None:
        return {}
    body: dict[str, Any] = json.loads(seal.unseal(sealed, table="outbox", column="body_sealed", row=uid))
    return body
