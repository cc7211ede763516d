"""A channel's limit over all chats, kept for every process and over a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import paces


def test_no_second_has_more_than_its_messages(db: Connection, now: datetime) -> None:
    """Whoever asks, and however often: no window of a second gets more than the channel takes."""
    taken: list[tuple[datetime, int]] = []
    for step in range(60):
        moment = now + timedelta(seconds=step * 0.07)
        pace = paces.read(db, "telegram", now=moment)
        more = min(7, pace.room(30))
        if more:
            paces.write(db, "telegram", pace, more=more)
            taken.append((moment, more))
        else:
            assert 0 < pace.rest() <= 1
    for moment, _ in taken:
        assert sum(n for at, n in taken if moment <= at < moment + timedelta(seconds=1)) <= 30
    assert sum(n for _, n in taken) > 100


def test_channels_do_not_share_their_limits(db: Connection, now: datetime) -> None:
    """What went out on one channel leaves the other's room as it was."""
    paces.write(db, "telegram", paces.read(db, "telegram", now=now), more=30)
    assert paces.read(db, "telegram", now=now).room(30) == 0
    assert paces.read(db, "zalo", now=now).room(30) == 30


def test_a_clock_set_back_stops_nothing(db: Connection, now: datetime) -> None:
    """What was written under a later clock does not count against today."""
    paces.write(db, "telegram", paces.read(db, "telegram", now=now), more=30)
    assert paces.read(db, "telegram", now=now - timedelta(days=1)).room(30) == 30
