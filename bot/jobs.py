"""Long work outside the round, a step at a time; its result comes as a notice to the officer's chat."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from admin.desk import Answer, CannotDo, Desk
from admin.jobs import JOBS
from admin.long_work import SLOW, ChildFailed, InChild, Step
from bot.child import Failed, run_in_child
from bot.engine import Engine
from domain.calendar import day_of
from domain.packing import pack_choice, pack_text
from domain.wording import Text
from storage import inbox, jobs, timers
from storage import staff as staff_rows
from storage.jobs import Job

log = logging.getLogger(__name__)
#: A job whose process died is another's when the lease is over; one that lives says so more often than that.
LEASE_SECONDS, HOLD_SECONDS = 60, 15
MAX_TRIES = 3
GAVE_UP = Text("job.gave_up", "Việc vừa giao chưa làm được, chưa ghi gì cả. Thử lại giúp.")


class Taken(Exception):
    """Another process has the job now: ours stood still for longer than its lease."""


@dataclass(slots=True)
class _Held:
    """A job this process works on. until: what stands in its row."""

    job: Job
    now: datetime
    until: datetime
    began: float = field(default_factory=time.monotonic)

    def further(self) -> datetime:
        """How long it is to be held from this moment on."""
        return self.now + timedelta(seconds=time.monotonic() - self.began + LEASE_SECONDS)

    def on(self, db: Connection, until: datetime) -> None:
        """Hold on to it. Raises Taken."""
        if not jobs.hold(db, self.job.id, held=self.until, until=until):
            raise Taken


async def work_once(engine: Engine, *, now: datetime) -> bool:
    """Take the oldest job through all its steps; False when there was none."""
    job = await engine.run(lambda db: jobs.take(db, now=now, seconds=LEASE_SECONDS, seal=engine.house.seal))
    if job is None:
        return False
    await work_through(engine, job, now=now)
    engine.messages_came.ring()
    return True


async def work_through(engine: Engine, job: Job, *, now: datetime) -> Answer | None:
    """Take a job that is held through all its steps: its answer, None when it failed (it may be tried again)."""
    held = _Held(job, now, job.until)
    came: object = None
    try:
        while True:
            step = await _stepped(engine, held, came)
            if isinstance(step, Answer):
                return step
            came = await _child(engine, held, step) if isinstance(step, InChild) else step.carried
    except Taken:
        log.warning("a job is left to another process: kind=%s", job.kind)
    except Exception as error:
        log.error("a job failed: kind=%s", job.kind, exc_info=error)
        await engine.run(partial(_failed, engine=engine, held=held))
    return None


async def _stepped(engine: Engine, held: _Held, came: object) -> Step:
    until = held.further()
    step = await engine.run(partial(_step, engine=engine, held=held, until=until, came=came))
    held.until = until
    return step


async def _child(engine: Engine, held: _Held, step: InChild) -> object:
    """What the child made; the job is held meanwhile. Raises Taken."""
    child = asyncio.ensure_future(run_in_child(step.function, step.args))
    try:
        while not (await asyncio.wait([child], timeout=HOLD_SECONDS))[0]:
            until = held.further()
            await engine.run(partial(held.on, until=until))
            held.until = until
        return child.result()
    except Failed as failed:
        log.warning("a child process failed: %s", failed)
        return ChildFailed()
    finally:
        child.cancel()


def _step(db: Connection, *, engine: Engine, held: _Held, until: datetime, came: object) -> Step:
    """One step in one transaction; the last one keeps the answer and closes the job in it. Raises Taken."""
    job, now = held.job, held.now
    held.on(db, until)
    desk = _desk(db, engine, job, now)
    try:
        with db.begin_nested():
            step = JOBS[job.kind](desk, job, came)
    except CannotDo as cannot:
        step = Answer(lines=(cannot.say,))
    if isinstance(step, Answer):
        _tell(db, engine, job, step, now)
        jobs.done(db, job.id, now=now)
    return step


def _desk(db: Connection, engine: Engine, job: Job, now: datetime) -> Desk:
    house = engine.house
    found = staff_rows.signed_in(
        db, [job.staff_id] if job.staff_id else [], places=house.places, day=day_of(now), seal=house.seal
    )
    return Desk(
        db=db,
        seal=house.seal,
        now=now,
        places=house.places,
        settings=house.settings,
        draw=house.draw,
        staff=found.get(job.staff_id),
        chat_id=job.chat_id,
    )


def _tell(db: Connection, engine: Engine, job: Job, answer: Answer, now: datetime) -> None:
    timers.cancel(db, kind=SLOW, about=job.id, now=now)
    if not job.chat_id:
        return
    messages = [message for message in _flat(answer) if message.lines]
    notices = [
        inbox.Notice(key=f"job:{job.id}:{number}", chat_id=job.chat_id, body=_body(message))
        for number, message in enumerate(messages)
    ]
    inbox.keep_notices(db, notices, seal=engine.house.seal, now=now)


def _flat(answer: Answer) -> list[Answer]:
    return [answer, *(further for more in answer.more for further in _flat(more))]


def _body(answer: Answer) -> dict[str, Any]:
    return {
        "key": "answer",
        "lines": [pack_text(line) for line in answer.lines],
        "choices": [pack_choice(choice) for choice in answer.choices],
        "document": answer.document,
        "unit": answer.unit,
    }


def _failed(db: Connection, *, engine: Engine, held: _Held) -> None:
    job, now = held.job, held.now
    if not jobs.hold(db, job.id, held=held.until, until=held.until):
        return
    if job.tries + 1 < MAX_TRIES:
        jobs.tried(db, job.id, again_at=now + timedelta(seconds=5))
        return
    _tell(db, engine, job, Answer(lines=(GAVE_UP,)), now)
    jobs.done(db, job.id, now=now, failed="tries")
