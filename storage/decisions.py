"""Decisions: who moved a registration from where to where, for which version of it, and whether it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.registration import Status
from storage.schema import decisions, timers
from storage.sealing import Sealer

_TABLE = "decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A row of decisions: who moved a registration from where to where, and for which version of it."""

    id: str
    registration_id: str
    version: int
    decided_by: str
    move: str
    before: Status
    after: Status
    reason: str
    note: str = field(repr=False)
    at: datetime
    undone: bool


def sealed_note(text: str, decision_id: str, *, seal: Sealer) -> str:
    """The note of a decision as its column note_sealed takes it."""
    return seal.seal(text, table=_TABLE, column="note_sealed", row=decision_id)


def keep(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write decisions (columns by name). The database refuses one by who typed that version."""
    if rows:
        db.execute(insert(decisions), list(rows))


def find(db: Connection, decision_id: str, *, seal: Sealer) -> Decision | None:
    """One decision by id."""
    row = db.execute(select(decisions).where(decisions.c.id == decision_id)).first()
    return _decision(row, seal) if row else None


def of_registration(db: Connection, registration_id: str, *, seal: Sealer) -> list[Decision]:
    """All decisions about a registration, oldest first."""
    query = (
        select(decisions)
        .where(decisions.c.registration_id == registration_id)
        .order_by(decisions.c.at, decisions.c.id)
    )
    return [_decision(row, seal) for row in db.execute(query)]


def untold(db: Connection, registration_ids: Sequence[str]) -> dict[str, datetime]:
    """Registrations with a decision whose notice is not born yet, and when the last of these is due."""
    due = func.max(timers.c.due_at)
    query = (
        select(timers.c.about, due)
        .where(timers.c.kind == "tell", timers.c.about.in_(registration_ids), timers.c.done_at.is_(None))
        .group_by(timers.c.about)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def mark_undone(db: Connection, decision_id: str, *, now: datetime) -> None:
    """A decision that was taken back."""
    db.execute(update(decisions).where(decisions.c.id == decision_id).values(undone_at=now))


def _decision(row: Row[Any], seal: Sealer) -> Decision:
    return Decision(
        id=row.id,
        registration_id=row.registration_id,
        version=row.version,
        decided_by=row.decided_by or "",
        move=row.move,
        before=Status(row.before),
        after=Status(row.after),
        reason=row.reason,
        note=seal.unseal(row.note_sealed, table=_TABLE, column="note_sealed", row=row.id)
        if row.note_sealed
        else "",
        at=row.at,
        undone=row.undone_at is not None,
    )
