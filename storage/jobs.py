"""Long work, outside the round, in steps that can be resumed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, or_, select, update

from storage.database import locked
from storage.schema import jobs
from storage.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of jobs. cursor: how far it has come. until: it is held until then, or as ``hold`` says."""

    id: str
    kind: str
    staff_id: str
    chat_id: str
    cursor: str
    tries: int
    made_at: datetime
    until: datetime
    args: dict[str, Any] = field(repr=False)


def add(
    db: Connection,
    *,
    kind: str,
    args: Mapping[str, Any],
    seal: Sealer,
    now: datetime,
    staff_id: str = "",
    chat_id: str = "",
) -> str:
    """Ask for long work; its id."""
    ident = uuid4().hex
    text = json.dumps(args, ensure_ascii=False, default=str)
    db.execute(
        insert(jobs).values(
            id=ident,
            kind=kind,
            args_sealed=seal.seal(text, table="jobs", column="args_sealed", row=ident),
            staff_id=staff_id or None,
            chat_id=chat_id or None,
            made_at=now,
        )
    )
    return ident


def take(db: Connection, *, now: datetime, seconds: float, seal: Sealer) -> Job | None:
    """The oldest job nobody works on, held for some seconds."""
    query = (
        select(jobs)
        .where(jobs.c.done_at.is_(None), or_(jobs.c.running_until.is_(None), jobs.c.running_until <= now))
        .order_by(jobs.c.made_at)
        .limit(1)
    )
    row = db.execute(locked(db, query)).first()
    if row is None:
        return None
    until = now + timedelta(seconds=seconds)
    db.execute(update(jobs).where(jobs.c.id == row.id).values(running_until=until))
    return _job(row, until, seal)


def take_begun(db: Connection, staff_id: str, *, at: datetime, seconds: float, seal: Sealer) -> list[Job]:
    """The jobs a staff member began at this moment from no chat, held for who waits for them."""
    mine = (jobs.c.staff_id == staff_id, jobs.c.chat_id.is_(None), jobs.c.made_at == at, jobs.c.done_at.is_(None))
    until = at + timedelta(seconds=seconds)
    db.execute(update(jobs).where(*mine).values(running_until=until))
    return [_job(row, until, seal) for row in db.execute(select(jobs).where(*mine).order_by(jobs.c.id))]


def _job(row: Any, until: datetime, seal: Sealer) -> Job:
    args = seal.unseal(row.args_sealed, table="jobs", column="args_sealed", row=row.id)
    return Job(
        id=row.id,
        kind=row.kind,
        staff_id=row.staff_id or "",
        chat_id=row.chat_id or "",
        cursor=row.cursor,
        tries=row.tries,
        made_at=row.made_at,
        until=until,
        args=json.loads(args),
    )


def let_go(db: Connection) -> None:
    """On SQLite, when the program begins: nobody works on anything, so what a dead process held is free."""
    if db.dialect.name == "sqlite":
        db.execute(update(jobs).where(jobs.c.done_at.is_(None)).values(running_until=None))


def advance(db: Connection, ident: str, *, cursor: str) -> None:
    """One step is done; free for the next."""
    db.execute(update(jobs).where(jobs.c.id == ident).values(cursor=cursor[:80], running_until=None))


def hold(db: Connection, ident: str, *, held: datetime, until: datetime) -> bool:
    """Hold on to it; False: what was ``held`` ended long ago, and another process has it now."""
    mine = (jobs.c.id == ident, jobs.c.running_until == held, jobs.c.done_at.is_(None))
    return db.execute(update(jobs).where(*mine).values(running_until=until)).rowcount == 1


def done(db: Connection, ident: str, *, now: datetime, failed: str = "") -> None:
    """The work is over; ``failed`` is a short code when it could not be done."""
    db.execute(
        update(jobs).where(jobs.c.id == ident).values(done_at=now, running_until=None, failed=failed[:60] or None)
    )


def tried(db: Connection, ident: str, *, again_at: datetime) -> None:
    """A step failed; it is tried again later."""
    db.execute(update(jobs).where(jobs.c.id == ident).values(tries=jobs.c.tries + 1, running_until=again_at))


def is_done(db: Connection, ident: str) -> bool:
    """Whether a job is over."""
    return db.execute(select(jobs.c.done_at).where(jobs.c.id == ident)).scalar_one_or_none() is not None
