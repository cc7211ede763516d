"""Files of staff: lists that go out, files that come back. Sealed, and emptied when their time is over."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from storage.schema import documents
from storage.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A kept file. content is b"" once its time is over."""

    id: str
    name: str
    kind: str
    staff_id: str
    batch_id: str
    sha256_index: str
    content: bytes = field(repr=False)


def add(
    db: Connection,
    content: bytes,
    *,
    name: str,
    kind: str,
    seal: Sealer,
    now: datetime,
    staff_id: str = "",
    chat_id: str = "",
    batch_id: str = "",
    until: datetime | None = None,
) -> str:
    """Keep a file under a name of our own; its id."""
    ident = uuid4().hex
    db.execute(
        insert(documents).values(
            id=ident,
            name=name[:120],
            kind=kind,
            content_sealed=seal.seal_bytes(content, table="documents", column="content_sealed", row=ident),
            sha256_index=seal.index("sha256", hashlib.sha256(content).hexdigest()),
            staff_id=staff_id or None,
            chat_id=chat_id or None,
            batch_id=batch_id or None,
            made_at=now,
            until=until,
        )
    )
    return ident


def find(db: Connection, ident: str, *, seal: Sealer) -> Document | None:
    """A file by id."""
    row = db.execute(select(documents).where(documents.c.id == ident)).first()
    if row is None:
        return None
    sealed = row.content_sealed
    return Document(
        id=row.id,
        name=row.name,
        kind=row.kind,
        staff_id=row.staff_id or "",
        batch_id=row.batch_id or "",
        sha256_index=row.sha256_index or "",
        content=seal.unseal_bytes(sealed, table="documents", column="content_sealed", row=ident)
        if sealed
        else b"",
    )


def names(db: Connection, idents: Collection[str]) -> dict[str, str]:
    """Names of the files that are still there, by id."""
    rows = db.execute(
        select(documents.c.id, documents.c.name).where(
            documents.c.id.in_(list(idents)), documents.c.content_sealed.isnot(None)
        )
    )
    return {row.id: row.name for row in rows}


def keep_until(db: Connection, ident: str, until: datetime) -> None:
    """The content is emptied then, unless its time was over before."""
    db.execute(update(documents).where(documents.c.id == ident, documents.c.until.is_(None)).values(until=until))


def forget_old(db: Connection, *, now: datetime) -> int:
    """Empty the files whose time is over; how many."""
    return db.execute(
        update(documents)
        .where(documents.c.until < now, documents.c.content_sealed.isnot(None))
        .values(content_sealed=None)
    ).rowcount
