"""Long work in steps: what a step asks of the shell, and how a command begins it.

A kind of job is one function ``(desk, job, came) -> Step``. Each call is one transaction. The first call gets
None (also after a crash: a job that was cut off begins anew, and nothing it wrote counts yet). Then:

- ``InChild``: the shell commits, runs the function in a child process with limits (memory, CPU, time) and calls
  again with what it returned, or with ``ChildFailed`` when the child died or took too long;
- ``Again``: the shell commits and calls again with what it carries;
- an ``Answer``: the work is over; the shell keeps it as a notice for the officer's chat (nothing when it has no
  lines). A ``CannotDo`` or ``Stale`` that is raised is an answer of one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from admin.desk import Answer, Desk
from domain.packing import pack_text
from domain.wording import Answers, Text
from storage import jobs, timers
from storage.jobs import Job

TAKEN = Text("job.taken", "Đã nhận. Xong sẽ nhắn vào đây.")
SLOW = "job_slow"
SLOW_SECONDS = 3
#: A list of more rows is written, and a file of more rows followed, as a job.
AT_ONCE = 200
#: Nothing to say yet: the result comes as a notice.
NOTHING_YET = Answer(lines=())


@dataclass(frozen=True, slots=True)
class InChild:
    """Run ``function(*args)`` in a child process: a function at the top of a module, arguments that pickle."""

    function: Callable[..., object]
    args: tuple[object, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Again:
    """Commit, and call the same work again with this. It may be lost: then the work begins anew."""

    carried: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChildFailed:
    """The child process died, took too long or wanted too much memory."""


Step: TypeAlias = "Answer | InChild | Again"
Work: TypeAlias = Callable[[Desk, Job, object], Step]


def begin(desk: Desk, kind: str, args: Answers) -> Answer:
    """Put a job on the list; the officer hears that it was taken only if it takes long."""
    ident = jobs.add(
        desk.db,
        kind=kind,
        args=args,
        seal=desk.seal,
        now=desk.now,
        staff_id=desk.staff.id if desk.staff else "",
        chat_id=desk.chat_id,
    )
    if desk.chat_id:
        timers.set_timer(
            desk.db,
            kind=SLOW,
            about=ident,
            due_at=desk.now + timedelta(seconds=SLOW_SECONDS),
            seal=desk.seal,
            chat_id=desk.chat_id,
            body={"key": SLOW, "lines": [pack_text(TAKEN)]},
        )
    return NOTHING_YET
