"""Timers ring once, when their moment has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from storage import timers
from storage.schema import timers as table
from storage.sealing import Sealer
from tests.storage.given import a_chat


def test_timer_rings_once_at_its_moment(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Due timers come oldest first with all they were set with; a done one never comes again."""
    ident = a_chat(db, "a", seal=sealer, now=now)
    later = now + timedelta(seconds=60)
    timers.set_timer(db, kind="tell", about="r1", due_at=later, seal=sealer, version=3, body={"key": "approved"})
    timers.set_timer(db, kind="draft", about="t1", due_at=now, seal=sealer, chat_id=ident)
    assert timers.next_due(db) == now
    assert [timer.kind for timer in timers.due(db, now=now, limit=9, seal=sealer)] == ["draft"]
    draft, tell = timers.due(db, now=later, limit=9, seal=sealer)
    assert (draft.chat_id, draft.about, draft.version, draft.body) == (ident, "t1", None, {})
    assert (tell.chat_id, tell.version, tell.body, tell.due_at) == ("", 3, {"key": "approved"}, later)
    timers.done(db, [draft.id, tell.id], now=later)
    assert timers.due(db, now=later, limit=9, seal=sealer) == []
    assert timers.next_due(db) is None
    assert db.execute(select(table.c.body_sealed)).scalars().all() == [None, None]


def test_cancelled_timer_does_not_ring(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Taken back by kind and about; others stand."""
    for kind, about in (("draft", "t1"), ("draft", "t2"), ("tell", "t1")):
        timers.set_timer(db, kind=kind, about=about, due_at=now, seal=sealer)
    assert timers.cancel(db, kind="draft", about="t1", now=now) == 1
    assert timers.cancel(db, kind="draft", about="t1", now=now) == 0
    assert {(timer.kind, timer.about) for timer in timers.due(db, now=now, limit=9, seal=sealer)} == {
        ("draft", "t2"),
        ("tell", "t1"),
    }
    assert timers.standing(db, kind="draft", about="t1", seal=sealer) == []
    assert len(timers.standing(db, kind="tell", about="t1", seal=sealer)) == 1


def test_timer_that_does_not_open_does_not_stop_the_others(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A swapped body is not believed: that timer is over, the next one rings."""
    broken = timers.set_timer(db, kind="tell", about="r1", due_at=now, seal=sealer, body={"a": 1})
    good = timers.set_timer(db, kind="tell", about="r2", due_at=now, seal=sealer, body={"a": 2})
    body = db.execute(select(table.c.body_sealed).where(table.c.id == good)).scalar_one()
    db.execute(update(table).where(table.c.id == broken).values(body_sealed=body))
    assert [timer.id for timer in timers.due(db, now=now, limit=9, seal=sealer)] == [good]


def test_timers_long_over_are_dropped(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Done ones go after their days; standing ones never."""
    ident = timers.set_timer(db, kind="tell", about="r1", due_at=now, seal=sealer)
    timers.set_timer(db, kind="tell", about="r2", due_at=now, seal=sealer)
    timers.done(db, [ident], now=now)
    timers.done(db, [], now=now)
    assert timers.forget_old(db, now=now + timedelta(days=61)) == 1
