"""kill -9 at random moments of the story under load, on both databases: nothing lost, nothing doubled.

The program runs in a child process over a real database and talks to a real HTTP Bot API; 20 people at a time
fill in the enrolment form. Half of the lives end at a random moment, half at a random call to the database or
the channel. TROCAP_TEST_LONG asks for 1,000 kills instead of 200, TROCAP_TEST_KILLS for any number.
"""

from __future__ import annotations

import asyncio
import os
import random
from itertools import count, pairwise

import pytest
from sqlalchemy import Connection, func, select

from storage import chats as chat_rows
from storage.database import integrity, make_engine
from storage.registrations import answers_of_many, in_chats
from storage.schema import audit, chats, consents, inbox, outbox
from tests.faults.lives import LONG, Lives, Place, Server, lives
from tests.faults.people import Talking, joins, once
from tests.telegram.people import Heard
from tests.telegram.server import TOKEN, BotApi

KILLS = int(os.environ.get("TROCAP_TEST_KILLS", "1000" if LONG else "200"))
PEOPLE = 20
BOT = TOKEN.partition(":")[0]

pytestmark = [pytest.mark.xdist_group("kills")]


async def test_nothing_is_lost_and_nothing_doubled_over_200_kills(
    server: Server, where: Place, api: BotApi
) -> None:
    """Every person has exactly one registration, as typed, and heard every reply in order."""
    chance = random.Random(20_261_124)
    numbers = count(1)
    everybody: list[Talking] = []
    enough = asyncio.Event()

    async def people_come() -> None:
        while not enough.is_set():
            everybody.append(talking := joins(api, next(numbers)))
            await talking.register()

    async with lives(server, where, api) as running:
        people = asyncio.gather(*(people_come() for _ in range(PEOPLE)))
        while running.kills < KILLS:
            await _live_and_be_killed(running, chance)
        enough.set()
        await running.begin()
        await asyncio.wait_for(people, 60)  # nobody is stuck
        await running.end(within=10)
    assert len(set(running.killed_at())) > KILLS / 10
    heard_all_in_order(everybody)
    for talking in everybody:
        _repeated_only_in_flight(talking.person.heard, running)
    await kept_all(where, api, everybody)
    assert running.errors() == []


async def _live_and_be_killed(running: Lives, chance: random.Random) -> None:
    """One life: killed while it starts, while it works, or (every second one) at some call."""
    if running.kills % 2:
        await running.begin(calls=chance.randrange(1, 180))
        await running.kill_after(1)
    else:
        await running.begin()
        if running.kills % 4:
            await running.fetches()
        await running.kill_after(chance.uniform(0, 0.25))


def heard_all_in_order(everybody: list[Talking]) -> None:
    """Everybody came to the end, and heard what the story says; repetitions aside."""
    for talking in everybody:
        assert talking.over
        expected = [part for step in talking.registrant.story for part in step.hears]
        heard = once(talking.person.heard)
        assert len(heard) == len(expected)
        assert all(part in message.text for part, message in zip(expected, heard, strict=True))


def _repeated_only_in_flight(heard: list[Heard], running: Lives) -> None:
    """A message is sent again only if a kill came between, and never two of one chat in one life."""
    repeats = [
        (before.at, again.at)
        for before, again in pairwise(heard)
        if (before.text, before.buttons) == (again.text, again.buttons)
    ]
    again_in = [_life(running, again) for _, again in repeats]
    assert all(_life(running, before) < life for (before, _), life in zip(repeats, again_in, strict=True))
    assert len(set(again_in)) == len(again_in)


def _life(running: Lives, at: float) -> int:
    return sum(began <= at for began in running.began)


async def kept_all(where: Place, api: BotApi, everybody: list[Talking]) -> None:
    """The database holds one registration each, as typed, and nothing waits."""
    database = make_engine(where.url)
    try:
        async with database.begin() as connection:
            await connection.run_sync(_check_database, where, everybody)
    finally:
        await database.dispose()
    assert api.waiting() == 0


def _check_database(db: Connection, where: Place, everybody: list[Talking]) -> None:
    assert integrity(db) == "ok"
    pairs = {t.registrant.number: ("telegram", str(t.person.chat_id)) for t in everybody}
    ids = {number: chat_rows.find_by_address(db, *pair, seal=where.seal) for number, pair in pairs.items()}
    for talking in everybody:
        chat = ids[talking.registrant.number]
        assert chat is not None
        (made,) = in_chats(db, [chat.id], seal=where.seal)
        answers = answers_of_many(db, [(made.id, made.version)], seal=where.seal)[made.id, made.version]
        expected = talking.registrant.answers
        assert {key: answers[key] for key in expected} == expected
        keys = set(db.execute(select(inbox.c.key).where(inbox.c.chat_id == chat.id)).scalars())
        assert keys == {f"telegram:{BOT}:{update}" for update in talking.said}
    waiting = select(func.count()).select_from(inbox)
    assert db.execute(waiting.where(inbox.c.handled_at.is_(None))).scalar_one() == 0
    assert db.execute(waiting.where(inbox.c.error_code.isnot(None))).scalar_one() == 0
    assert set(db.execute(select(outbox.c.state).distinct()).scalars()) == {"sent"}
    assert db.execute(select(func.count()).select_from(chats)).scalar_one() == len(everybody)
    assert db.execute(select(func.count()).select_from(consents)).scalar_one() == 3 * len(everybody)
    written = select(func.count()).select_from(audit).where(audit.c.what == "registration.submitted")
    assert db.execute(written).scalar_one() == len(everybody)
