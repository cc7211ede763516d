"""What do keeping, answering and sending cost in the memory alone, on each database?

``./run bench storage_round [CHATS]``: one message in each of CHATS chats (200) per round, sealed, with a
state of 800 signs and a reply of 200; median milliseconds of twenty rounds, commit and fsync apart.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from domain.messages import Incoming
from storage import chats, inbox, outbox
from storage.outbox import Result
from storage.sealing import Sealer, load_key_ring, new_key_ring
from tests.databases import Databases, make_empty_postgres, make_migrated, postgres_server

NOW = datetime(2026, 11, 24, 12, 2, tzinfo=UTC)
SEAL = Sealer(load_key_ring(new_key_ring()))
ROUNDS = 20


def _messages(number: int, count: int) -> list[Incoming]:
    return [
        Incoming(
            channel="telegram",
            address=str(n),
            key=f"telegram:{number}-{n}",
            kind="text",
            sent_at=NOW,
            text="60094001",
        )
        for n in range(count)
    ]


def _rounds(url: str, count: int) -> dict[str, float]:
    """Median milliseconds of each step."""
    database = Databases(make_migrated(url))
    took: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        took[name].append((time.perf_counter() - began) * 1000)
        return result

    def answer(db: Connection) -> None:
        found = timed("lock", lambda: chats.lock(db, limit=count, now=NOW, seal=SEAL))
        oldest = timed("oldest", lambda: inbox.oldest(db, [chat.id for chat in found], seal=SEAL))
        lines = [outbox.ToSend(chat_id=chat.id, body={"text": "x" * 200, "choices": ["a", "b"]}) for chat in found]
        timed("outbox.add", lambda: outbox.add(db, lines, seal=SEAL, now=NOW))
        states = {chat.id: "x" * 800 for chat in found}
        timed("write_states", lambda: chats.write_states(db, states, seal=SEAL, now=NOW))
        timed("handled", lambda: inbox.handled(db, list(oldest.values()), now=NOW))

    def send(db: Connection) -> None:
        args: dict[str, Any] = {"by": "me", "limit": count, "now": NOW, "seconds": 60, "channels": ["telegram"]}
        leased = timed("lease", lambda: outbox.lease(db, seal=SEAL, **args))
        results = [Result(id=row.id, chat_id=row.chat_id, outcome="sent", channel_id="1") for row in leased]
        timed("written", lambda: outbox.written(db, results, now=NOW))

    for number in range(ROUNDS):
        messages = _messages(number, count)

        def keep(db: Connection, messages: list[Incoming] = messages) -> None:
            timed("keep", lambda: inbox.keep(db, messages, seal=SEAL, now=NOW))

        for work in (keep, answer, send):
            timed(f"{work.__name__} with commit", partial(database.begin, work))
    database.close()
    return {name: statistics.median(values) for name, values in took.items()}


def run(chats_of_a_round: str = "200") -> Iterator[str]:
    """The lines of the table, both databases side by side."""
    count = int(chats_of_a_round)
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:
        columns = [
            _rounds(f"sqlite+aiosqlite:///{folder}/a.sqlite3", count),
            _rounds(make_empty_postgres(server, "round"), count),
        ]
    yield f"{f'{count} chats, ms':22}{'sqlite':>8}{'postgres':>10}"
    for name in columns[0]:
        yield f"{name:22}{columns[0][name]:8.2f}{columns[1][name]:10.2f}"
