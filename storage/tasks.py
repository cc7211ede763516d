"""Tasks for an officer: whom to call or visit, what to look into. Nothing is put on the list twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from storage.schema import registrations, tasks
from storage.sealing import Sealer

_TABLE = "tasks"
_C = tasks.c
#: Kinds that say why somebody is told by phone instead of by a message.
NO_CHAT, NOT_OPENED = "no_chat", "not_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task. text: packed Text as JSON of what to say or do; code: of its registration, "" for none."""

    id: str
    key: str
    kind: str
    unit: str
    registration_id: str
    chat_id: str
    code: str
    text: str = field(repr=False)
    made_at: datetime
    due_on: date | None
    done_at: datetime | None


def add(
    db: Connection,
    *,
    key: str,
    kind: str,
    text: str,
    seal: Sealer,
    now: datetime,
    unit: str = "",
    registration_id: str = "",
    chat_id: str = "",
    due_on: date | None = None,
) -> bool:
    """Put a task on the list; False when one with this key was put there before."""
    if db.execute(select(_C.id).where(_C.key == key)).first():
        return False
    task_id = uuid4().hex
    db.execute(
        tasks.insert().values(
            id=task_id,
            key=key,
            kind=kind,
            unit=unit or None,
            registration_id=registration_id or None,
            chat_id=chat_id or None,
            text_sealed=seal.seal(text, table=_TABLE, column="text_sealed", row=task_id),
            made_at=now,
            due_on=due_on,
        )
    )
    return True


def find(db: Connection, task_id: str, *, units: Collection[str], seal: Sealer) -> Task | None:
    """One task of some units, done or not."""
    row = db.execute(_tasks().where(_C.id == task_id, _of_units(units))).first()
    return _task(row, seal) if row else None


def next_open(
    db: Connection, *, units: Collection[str], after: tuple[datetime, str] | None, seal: Sealer
) -> Task | None:
    """The oldest open task, or the one after another (its made_at and id)."""
    query = _tasks().where(_open(units))
    if after is not None:
        later = or_(_C.made_at > after[0], and_(_C.made_at == after[0], _C.id > after[1]))
        query = query.where(later)
    row = db.execute(query.order_by(_C.made_at, _C.id).limit(1)).first()
    return _task(row, seal) if row else None


def count_open(db: Connection, *, units: Collection[str]) -> dict[str, int]:
    """How many tasks of each kind are open."""
    query = select(_C.kind, func.count()).where(_open(units)).group_by(_C.kind)
    return {row[0]: row[1] for row in db.execute(query)}


def finish(db: Connection, task_id: str, *, by: str, now: datetime) -> bool:
    """Mark a task done; False when it was done already."""
    return (
        db.execute(
            update(tasks).where(_C.id == task_id, _C.done_at.is_(None)).values(done_at=now, done_by=by)
        ).rowcount
        == 1
    )


def finish_by_key(db: Connection, key: str, *, by: str | None, now: datetime) -> None:
    """Mark the task with this key done, if it is open. by None: the program, or the citizen."""
    db.execute(update(tasks).where(_C.key == key, _C.done_at.is_(None)).values(done_at=now, done_by=by))


def reopen_by_key(db: Connection, key: str) -> None:
    """The task with this key is to be done again."""
    db.execute(update(tasks).where(_C.key == key).values(done_at=None, done_by=None))


def _of_units(units: Collection[str]) -> ColumnElement[bool]:
    """A task without a unit (somebody asked for a call before saying where) is everybody's."""
    return or_(_C.unit.in_(list(units)), _C.unit.is_(None))


def _open(units: Collection[str]) -> ColumnElement[bool]:
    return and_(_C.done_at.is_(None), _of_units(units))


def _tasks() -> Any:
    return select(tasks, registrations.c.code).outerjoin(registrations, registrations.c.id == _C.registration_id)


def _task(row: Row[Any], seal: Sealer) -> Task:
    return Task(
        id=row.id,
        key=row.key,
        kind=row.kind,
        unit=row.unit or "",
        registration_id=row.registration_id or "",
        chat_id=row.chat_id or "",
        code=row.code or "",
        text=seal.unseal(row.text_sealed, table=_TABLE, column="text_sealed", row=row.id)
        if row.text_sealed
        else "",
        made_at=row.made_at,
        due_on=row.due_on,
        done_at=row.done_at,
    )
