"""Grievances: "chưa nhận tiền" of one payment, its answer, its end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from storage.schema import grievances
from storage.sealing import Sealer

_TABLE = "grievances"
_C = grievances.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Grievance:
    """kind: none, short, other_account, other_person. It waits for the officer while answered_at and
    closed_at are None, for the person while only answered_at is set."""

    id: str
    code: str
    registration_id: str
    payment_id: str
    kind: str
    unit: str
    opened_at: datetime
    due_on: date
    answered_at: datetime | None
    answer: str = field(repr=False)
    closed_at: datetime | None
    revision: int


def open_one(
    db: Connection,
    *,
    registration_id: str,
    registration_code: str,
    payment_id: str,
    kind: str,
    unit: str,
    now: datetime,
    due_on: date,
) -> str:
    """Open a grievance; its code, the registration's with a number behind it (BK-7Q4M-2KT/1)."""
    number = db.execute(
        select(func.count()).select_from(grievances).where(_C.registration_id == registration_id)
    ).scalar_one()
    code = "/".join((registration_code, str(number + 1)))
    db.execute(
        insert(grievances).values(
            id=uuid4().hex,
            code=code,
            registration_id=registration_id,
            payment_id=payment_id,
            kind=kind,
            unit=unit,
            opened_at=now,
            due_on=due_on,
            revision=1,
        )
    )
    return code


def find_by_code(db: Connection, code: str, *, seal: Sealer) -> Grievance | None:
    """One grievance by its code."""
    row = db.execute(select(grievances).where(_C.code == code)).first()
    return _grievance(row, seal) if row else None


def open_for_payment(db: Connection, payment_id: str, *, seal: Sealer) -> Grievance | None:
    """The grievance about a payment that is not closed."""
    row = db.execute(select(grievances).where(_C.payment_id == payment_id, _C.closed_at.is_(None))).first()
    return _grievance(row, seal) if row else None


def next_waiting(
    db: Connection, *, units: Collection[str], after: tuple[date, str] | None, seal: Sealer
) -> Grievance | None:
    """The grievance that waits for an officer with the earliest due day, or the one after (due day, id)."""
    query = select(grievances).where(_waiting(units))
    if after is not None:
        query = query.where(or_(_C.due_on > after[0], and_(_C.due_on == after[0], _C.id > after[1])))
    row = db.execute(query.order_by(_C.due_on, _C.id).limit(1)).first()
    return _grievance(row, seal) if row else None


def position(db: Connection, one: Grievance, *, units: Collection[str]) -> tuple[int, int]:
    """Which one of how many that wait for an officer."""
    before = func.count().filter(or_(_C.due_on < one.due_on, and_(_C.due_on == one.due_on, _C.id < one.id)))
    row = db.execute(select(before, func.count()).where(_waiting(units))).one()
    return row[0] + 1, row[1]


def count_waiting(db: Connection, *, units: Collection[str]) -> int:
    """How many wait for an officer."""
    return db.execute(select(func.count()).where(_waiting(units))).scalar_one()


def answer(db: Connection, one: Grievance, *, text: str, seal: Sealer, now: datetime) -> bool:
    """The officer's answer; False when somebody changed it first."""
    sealed = seal.seal(text, table=_TABLE, column="answer_sealed", row=one.id)
    return _change(db, one, answered_at=now, answer_sealed=sealed)


def reopen(db: Connection, one: Grievance, *, kind: str) -> bool:
    """The person says that the money is still not there: it waits for the officer again."""
    return _change(db, one, answered_at=None, kind=kind)


def close(db: Connection, one: Grievance, *, by: str, now: datetime) -> bool:
    """by: person | officer."""
    return _change(db, one, closed_at=now, closed_by=by)


def _change(db: Connection, one: Grievance, **values: Any) -> bool:
    return (
        db.execute(
            update(grievances)
            .where(_C.id == one.id, _C.revision == one.revision)
            .values(**values, revision=one.revision + 1)
        ).rowcount
        == 1
    )


def _waiting(units: Collection[str]) -> Any:
    return and_(_C.unit.in_(list(units)), _C.answered_at.is_(None), _C.closed_at.is_(None))


def _grievance(row: Row[Any], seal: Sealer) -> Grievance:
    return Grievance(
        id=row.id,
        code=row.code,
        registration_id=row.registration_id,
        payment_id=row.payment_id,
        kind=row.kind,
        unit=row.unit,
        opened_at=row.opened_at,
        due_on=row.due_on,
        answered_at=row.answered_at,
        answer=seal.unseal(row.answer_sealed, table=_TABLE, column="answer_sealed", row=row.id)
        if row.answer_sealed
        else "",
        closed_at=row.closed_at,
        revision=row.revision,
    )
