"""What lies in a copy of the database, and what must be known of it once it is put back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select, update

from storage import places
from storage.database import check_version
from storage.inbox import NOTICES
from storage.schema import audit, chats, inbox, outbox, registrations
from storage.sealing import Sealer

#: In the body of a notice: it may have been told already.
AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Figures of a database. current: its tables are this program's; last: when something was last done in it."""

    current: bool
    chats: int
    registrations: int
    to_answer: int
    to_send: int
    last: datetime | None


def contents(db: Connection, *, seal: Sealer) -> Contents:
    """What is in it, nothing written. Raises Newer, Unsealable (another key ring, or no database of ours)."""
    current = check_version(db)
    places.prove_key(db, seal)
    return Contents(
        current=current,
        chats=_count(db, chats),
        registrations=_count(db, registrations),
        to_answer=_count(db, inbox, inbox.c.handled_at.is_(None)),
        to_send=_count(db, outbox, outbox.c.state == "waiting", outbox.c.pushed.is_(True)),
        last=db.execute(select(func.max(audit.c.at))).scalar_one(),
    )


def _count(db: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return db.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def mark_restored(db: Connection, *, seal: Sealer) -> int:
    """What waits here may have been sent after the copy was made; how many messages and notices.

    Nobody works on anything any more. A word about money then says that it may be a repetition.
    """
    waiting = update(outbox).where(outbox.c.state == "waiting", outbox.c.pushed.is_(True))
    messages = db.execute(waiting.values(perhaps_sent=True, sending_by=None, sending_until=None)).rowcount
    notices = select(inbox.c.seq, inbox.c.key, inbox.c.body_sealed).where(
        inbox.c.lane == NOTICES, inbox.c.handled_at.is_(None), inbox.c.body_sealed.isnot(None)
    )
    rows = db.execute(notices).all()
    for row in rows:
        body = json.loads(seal.unseal(row.body_sealed, table="inbox", column="body_sealed", row=row.key))
        again = json.dumps({**body, AGAIN: True}, ensure_ascii=False)
        sealed = seal.seal(again, table="inbox", column="body_sealed", row=row.key)
        db.execute(update(inbox).where(inbox.c.seq == row.seq).values(body_sealed=sealed))
    return messages + len(rows)
