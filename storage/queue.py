"""The queue of registrations that wait for an officer, without reading any answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Tuple, and_, func, literal, or_, select, tuple_

from domain.registration import IN_QUEUE
from storage.schema import registrations

_C = registrations.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a registration stands in the queue's order."""

    due_on: date
    sent_at: datetime
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a queue is narrowed to: any of some warnings, or only those sent again."""

    warnings: tuple[str, ...] = ()
    resent: bool = False


ALL = Filter()


def place_of(db: Connection, registration_id: str) -> Place | None:
    """The place a registration has or had in the order; None when there is no such registration."""
    row = db.execute(select(_C.due_on, _C.sent_at, _C.id).where(_C.id == registration_id)).first()
    return Place(due_on=row.due_on, sent_at=row.sent_at, id=row.id) if row else None


def next_waiting(
    db: Connection,
    *,
    units: Collection[str],
    narrowed: Filter,
    after: Place | None,
    by: str,
    now: datetime,
) -> str | None:
    """Id of the next registration in the order that no colleague is looking at; None at the end."""
    free = or_(_C.claimed_by.is_(None), _C.claimed_by == by, _C.claimed_until <= now)
    query = select(_C.id).where(_waiting(units, narrowed), free)
    if after is not None:
        query = query.where(_order() > _values(after))
    return db.execute(query.order_by(_C.due_on, _C.sent_at, _C.id).limit(1)).scalar()


def position(db: Connection, *, units: Collection[str], narrowed: Filter, place: Place) -> tuple[int, int]:
    """Which one of how many waiting a registration is."""
    before = func.count().filter(_order() < _values(place))
    row = db.execute(select(before, func.count()).where(_waiting(units, narrowed))).one()
    return row[0] + 1, row[1]


def count(db: Connection, *, units: Collection[str]) -> int:
    """How many wait."""
    return db.execute(select(func.count()).where(_waiting(units, ALL))).scalar_one()


def clean_ones(db: Connection, *, units: Collection[str], limit: int) -> list[tuple[str, int]]:
    """Id and revision of waiting registrations without any warning, in the order."""
    query = (
        select(_C.id, _C.revision)
        .where(_waiting(units, ALL), _C.warnings == "[]")
        .order_by(_C.due_on, _C.sent_at, _C.id)
        .limit(limit)
    )
    return [(row.id, row.revision) for row in db.execute(query)]


def _waiting(units: Collection[str], narrowed: Filter) -> ColumnElement[bool]:
    waiting = and_(_C.unit.in_(list(units)), _C.status.in_([str(status) for status in IN_QUEUE]))
    if narrowed.resent:
        waiting = and_(waiting, _C.resent > 0)
    if narrowed.warnings:
        quoted = [_C.warnings.contains(code, autoescape=True) for code in narrowed.warnings]
        waiting = and_(waiting, or_(*quoted))
    return waiting


def _order() -> Tuple:
    return tuple_(_C.due_on, _C.sent_at, _C.id)


def _values(place: Place) -> Tuple:
    return tuple_(
        literal(place.due_on, _C.due_on.type),
        literal(place.sent_at, _C.sent_at.type),
        literal(place.id, _C.id.type),
    )
