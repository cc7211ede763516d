"""What officers write down about a registration; the citizen never reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from storage.schema import notes
from storage.sealing import Sealer

_TABLE = "notes"
_C = notes.c
#: An internal remark; a paper that was seen; "this is my own relative".
NOTE, PAPER, RELATIVE = "note", "paper", "relative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of one kind by one staff member."""

    kind: str
    text: str = field(repr=False)
    staff_id: str
    at: datetime


def add(
    db: Connection,
    registration_id: str,
    *,
    kind: str,
    text: str,
    staff_id: str,
    seal: Sealer,
    now: datetime,
) -> None:
    """Write a note."""
    note_id = uuid4().hex
    db.execute(
        insert(notes).values(
            id=note_id,
            registration_id=registration_id,
            kind=kind,
            text_sealed=seal.seal(text, table=_TABLE, column="text_sealed", row=note_id),
            staff_id=staff_id,
            at=now,
        )
    )


def of_registration(db: Connection, registration_id: str, *, seal: Sealer) -> list[Note]:
    """All notes about a registration, oldest first."""
    query = select(notes).where(_C.registration_id == registration_id).order_by(_C.at, _C.id)
    return [
        Note(
            kind=row.kind,
            text=seal.unseal(row.text_sealed, table=_TABLE, column="text_sealed", row=row.id),
            staff_id=row.staff_id,
            at=row.at,
        )
        for row in db.execute(query)
    ]


def is_relative(db: Connection, registration_id: str, *, staff_id: str) -> bool:
    """Whether a staff member has declared that this is a relative of theirs."""
    query = select(_C.id).where(
        _C.registration_id == registration_id, _C.kind == RELATIVE, _C.staff_id == staff_id
    )
    return db.execute(query.limit(1)).first() is not None
