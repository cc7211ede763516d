"""What is looked after now and then: old rows, what became of payment notices, and the morning's digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from admin.desk import Desk
from admin.figures import digest
from admin.payment_chasing import settle
from admin.undelivered import put_on_phone_list
from bot.engine import Engine
from domain.calendar import VIETNAM, holidays_of, is_working_day
from domain.packing import pack_text
from domain.staff import Role
from storage import chats, documents, inbox, outbox, tasks, timers
from storage import staff as staff_rows

#: No case by itself: one message in the morning of a working day (conversation-rules.md 3.10).
DIGEST_FROM, DIGEST_UNTIL = time(7, 30), time(11)


async def sweep(engine: Engine, *, now: datetime) -> None:
    """One sweep, its parts in transactions of their own."""

    def forget(db: Connection) -> None:
        inbox.forget_old(db, now=now)
        outbox.forget_old(db, now=now)
        timers.forget_old(db, now=now)
        documents.forget_old(db, now=now)

    def call(db: Connection) -> None:
        desk = engine.desk(db, now)
        settle(desk)
        before = now - timedelta(days=engine.house.settings.phone_days)
        unopened = outbox.not_shown_since(db, before=before, channel=outbox.WEB, limit=500)
        put_on_phone_list(desk, [key for _, key in unopened], kind=tasks.NOT_OPENED)

    await engine.run(forget)
    await engine.run(call)
    if await engine.run(lambda db: tell_officers(engine.desk(db, now))):
        engine.messages_came.ring()


def tell_officers(desk: Desk) -> int:
    """The digest of the morning, once a day in each chat an officer is signed in to; how many."""
    local = desk.now.astimezone(VIETNAM)
    if not DIGEST_FROM <= local.time() < DIGEST_UNTIL:
        return 0
    if not is_working_day(desk.today, holidays_of(desk.settings.holidays)):
        return 0
    members = [row for row in staff_rows.all_of(desk.db, seal=desk.seal) if row.role == Role.OFFICER]
    seated = staff_rows.signed_in(
        desk.db, [row.id for row in members], places=desk.places, day=desk.today, seal=desk.seal
    )
    notices = []
    for staff_id, staff in seated.items():
        answer = digest(replace(desk, staff=staff), {})
        body = {"key": "answer", "lines": [pack_text(line) for line in answer.lines], "unit": answer.unit}
        notices += [
            inbox.Notice(key=f"digest:{chat}:{desk.today.isoformat()}", chat_id=chat, body=body)
            for chat in chats.of_staff(desk.db, staff_id)
        ]
    return inbox.keep_notices(desk.db, notices, seal=desk.seal, now=desk.now)
