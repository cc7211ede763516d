"""What is tidied now and then: old keys, files whose time is over, and who has to be told by telephone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from admin.undelivered import put_on_phone_list
from bot.engine import Engine
from storage import documents, inbox, outbox, tasks


async def sweep(engine: Engine, *, now: datetime) -> None:
    """One sweep."""

    def work(db: Connection) -> None:
        inbox.forget_old(db, now=now)
        documents.forget_old(db, now=now)
        before = now - timedelta(days=engine.house.settings.phone_days)
        unopened = outbox.not_shown_since(db, before=before, channel=outbox.WEB, limit=500)
        put_on_phone_list(engine.desk(db, now), [key for _, key in unopened], kind=tasks.NOT_OPENED)

    await engine.run(work)
