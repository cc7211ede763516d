"""What citizens report: changes, data requests, withdrawals. They change nothing until an officer decided."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.wording import Answers
from storage.schema import change_reports
from storage.sealing import Sealer

_TABLE = "change_reports"
_C = change_reports.c
OPEN, UNDONE, DECIDED = "open", "undone", "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """A report. kind: pay_by, phone, moved, amount, receiver, death, data, withdrawal."""

    id: str
    talk_id: str
    registration_id: str
    chat_id: str
    unit: str
    kind: str
    answers: Answers = field(repr=False)
    at: datetime
    due_on: date | None
    state: str


def add(
    db: Connection,
    *,
    talk_id: str,
    registration_id: str,
    chat_id: str,
    unit: str,
    kind: str,
    answers: Answers,
    seal: Sealer,
    now: datetime,
    due_on: date | None = None,
) -> str:
    """Keep a report; its id."""
    report_id = uuid4().hex
    sealed = seal.seal(
        json.dumps(dict(answers), ensure_ascii=False, sort_keys=True),
        table=_TABLE,
        column="answers_sealed",
        row=report_id,
    )
    db.execute(
        insert(change_reports).values(
            id=report_id,
            talk_id=talk_id,
            registration_id=registration_id or None,
            chat_id=chat_id,
            unit=unit or None,
            kind=kind,
            answers_sealed=sealed,
            at=now,
            due_on=due_on,
            state=OPEN,
        )
    )
    return report_id


def find(db: Connection, report_id: str, *, seal: Sealer) -> ChangeReport | None:
    """One report by id."""
    row = db.execute(select(change_reports).where(_C.id == report_id)).first()
    return _report(row, seal) if row else None


def find_by_talk(db: Connection, talk_id: str, *, seal: Sealer) -> ChangeReport | None:
    """The report a talk became, if it was handed in."""
    row = db.execute(select(change_reports).where(_C.talk_id == talk_id)).first()
    return _report(row, seal) if row else None


def next_open(
    db: Connection, *, kind: str, units: Collection[str], after: datetime | None, seal: Sealer
) -> ChangeReport | None:
    """The oldest open report of a kind in some units, made after a moment."""
    query = select(change_reports).where(_C.kind == kind, _C.state == OPEN, _C.unit.in_(list(units)))
    if after is not None:
        query = query.where(_C.at > after)
    row = db.execute(query.order_by(_C.at, _C.id).limit(1)).first()
    return _report(row, seal) if row else None


def count_open(db: Connection, *, kind: str, units: Collection[str]) -> int:
    """How many open reports of a kind some units have."""
    return db.execute(
        select(func.count())
        .select_from(change_reports)
        .where(_C.kind == kind, _C.state == OPEN, _C.unit.in_(list(units)))
    ).scalar_one()


def with_open_report(db: Connection, registration_ids: Collection[str], *, kind: str) -> set[str]:
    """Those of some registrations about which a report of a kind is open."""
    return set(
        db.execute(
            select(_C.registration_id).where(
                _C.registration_id.in_(list(registration_ids)), _C.kind == kind, _C.state == OPEN
            )
        ).scalars()
    )


def settle(db: Connection, report_id: str, *, before: str, state: str, by: str | None, now: datetime) -> bool:
    """From one state to another; False when it is not in the first one any more."""
    return (
        db.execute(
            update(change_reports)
            .where(_C.id == report_id, _C.state == before)
            .values(state=state, decided_by=by, decided_at=now)
        ).rowcount
        == 1
    )


def take_back(db: Connection, registration_id: str, *, by: str, decided_at: datetime) -> list[str]:
    """The reports that this member decided at a moment are open again, the stop was undone; their ids."""
    taken = db.execute(
        update(change_reports)
        .where(
            _C.registration_id == registration_id,
            _C.state == DECIDED,
            _C.decided_by == by,
            _C.decided_at == decided_at,
        )
        .values(state=OPEN, decided_by=None, decided_at=None)
        .returning(_C.id)
    )
    return list(taken.scalars())


def _report(row: Row[Any], seal: Sealer) -> ChangeReport:
    answers: Answers = json.loads(
        seal.unseal(row.answers_sealed, table=_TABLE, column="answers_sealed", row=row.id)
    )
    return ChangeReport(
        id=row.id,
        talk_id=row.talk_id,
        registration_id=row.registration_id or "",
        chat_id=row.chat_id,
        unit=row.unit or "",
        kind=row.kind,
        answers=answers,
        at=row.at,
        due_on=row.due_on,
        state=row.state,
    )
