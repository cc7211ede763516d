"""A program of its own: lives through a small day of storage, killed (-9) at its n-th statement for every n.

Run as ``python -m tests.storage.kill_points FOLDER``. After each kill the day is taken up again and played to
its end; what the database then holds must be as if nobody had been killed. The day begins once with an empty
file (killed now and then while tables are made), once with a migrated one. Prints the numbers of kill points.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, select, text

from domain.messages import Incoming
from storage import chats, cursors, inbox, outbox
from storage.database import hold_file, integrity, make_sync_engine, migrate
from storage.inbox import Waiting
from storage.outbox import Result
from storage.schema import outbox as sent
from storage.sealing import Sealer, load_key_ring, new_key_ring

NOW = datetime(2026, 11, 24, 12, 2, tzinfo=UTC)
SEALER = Sealer(load_key_ring(new_key_ring()))
PEOPLE, EACH, AT_ONCE = 2, 3, 3
#: Compiled statements: warmed by one life in this process, inherited by the children.
COMPILED: dict[Any, Any] = {}
SAID = [(str(number % PEOPLE), number) for number in range(PEOPLE * EACH)]


def day(engine: Engine, *, empty: bool) -> None:
    """Make the tables, then fetch, answer and send until nothing is left to do."""
    if empty:
        with engine.begin() as db:
            migrate(db)
    while any([_once(engine, fetch), _once(engine, answer), _once(engine, lease)]):
        pass


def _once(engine: Engine, work: Callable[[Connection], Any]) -> bool:
    with engine.begin() as db:
        done = work(db)
    if isinstance(done, list):  # leased: sending happens outside any transaction
        results = [Result(id=row.id, chat_id=row.chat_id, outcome="sent") for row in done]
        with engine.begin() as db:
            outbox.written(db, results, now=NOW)
    return bool(done)


def fetch(db: Connection) -> int:
    """Keep the next messages together with the cursor that confirms them."""
    after = int(cursors.read(db, "telegram") or 0)
    some = SAID[after : after + AT_ONCE]
    messages = [
        Incoming(
            channel="telegram", address=who, key=f"telegram:{number}", kind="text", sent_at=NOW, text=str(number)
        )
        for who, number in some
    ]
    inbox.keep(db, messages, seal=SEALER, now=NOW)
    cursors.write(db, "telegram", str(after + len(some)))
    return len(some)


def answer(db: Connection) -> int:
    """A round: each chat's state remembers the number it heard, and repeats it."""
    locked = chats.lock(db, limit=9, now=NOW, seal=SEALER)
    oldest = inbox.oldest(db, [chat.id for chat in locked], seal=SEALER)
    states, lines, taken = {}, [], list[Waiting]()
    for chat in locked:
        waiting = oldest[chat.id]
        assert waiting is not None
        states[chat.id] = json.dumps([*json.loads(chat.state or "[]"), int(waiting.body["text"])])
        lines.append(outbox.ToSend(chat_id=chat.id, body={"text": waiting.body["text"]}, notice_key=waiting.key))
        taken.append(waiting)
    outbox.add(db, lines, seal=SEALER, now=NOW)
    chats.write_states(db, states, seal=SEALER, now=NOW)
    inbox.handled(db, taken, now=NOW)
    return len(taken)


def lease(db: Connection) -> list[outbox.Leased]:
    """What is to be sent now; leases of the dead are over at once."""
    return outbox.lease(db, by="me", limit=9, now=NOW, seconds=-1, channels=["telegram"], seal=SEALER)


def check(engine: Engine) -> None:
    """Every message was heard once, in order, and answered once, in order."""
    with engine.begin() as db:
        assert integrity(db) == "ok"
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []
        ids = chats.make(db, [("telegram", str(who)) for who in range(PEOPLE)], seal=SEALER, now=NOW)
        found = chats.find(db, list(ids.values()), seal=SEALER)
        assert len(found) == PEOPLE
        for (_, who), ident in ids.items():
            expected = [number for person, number in SAID if person == who]
            assert json.loads(found[ident].state) == expected
            rows = db.execute(
                select(sent.c.notice_key, sent.c.state).where(sent.c.chat_id == ident).order_by(sent.c.id)
            ).all()
            assert rows == [(f"telegram:{number}", "sent") for number in expected]


def _open(path: Path, *, die_at: int) -> Engine:
    engine = make_sync_engine(f"sqlite:///{path}")
    passed = 0

    def point(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, point)
    return engine.execution_options(compiled_cache=COMPILED)


def _live(path: Path, *, die_at: int, empty: bool) -> bool:
    """Play the day in a child; True when it lived to the end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            lock = hold_file(path)
            engine = _open(path, die_at=die_at)
            day(engine, empty=empty)
            engine.dispose()
            lock.close()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def kill_everywhere(folder: Path, *, template: Path | None, every: int = 1) -> int:
    """Kill at each point (or at every n-th); how many were tried."""
    point, tried = 1, 0
    while True:
        path = folder / f"{point}.sqlite3"
        if template is not None:
            shutil.copy(template, path)
        lived = _live(path, die_at=point, empty=template is None)
        if not lived:
            assert _live(path, die_at=0, empty=template is None)
        engine = make_sync_engine(f"sqlite:///{path}")
        check(engine)
        engine.dispose()
        for left in folder.glob(f"{point}.*"):
            left.unlink()
        if lived:
            return tried
        point += every
        tried += 1


def main(folder: Path) -> None:
    """Both days."""
    template = folder / "template"
    engine = make_sync_engine(f"sqlite:///{template}")
    with engine.begin() as db:
        migrate(db)
    engine.dispose()
    shutil.copy(template, folder / "warm.sqlite3")
    day(_open(folder / "warm.sqlite3", die_at=0), empty=False)
    migrated = kill_everywhere(folder, template=template)
    empty = kill_everywhere(folder, template=None, every=41)
    sys.stdout.write(f"{migrated} {empty}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
