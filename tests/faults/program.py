"""The program, to be killed over and over: ``python -m tests.faults.program``.

This process has everything imported and answers lines on its standard input, each a ``Life`` as JSON: it starts
a life of the program in a child process (a fork: no second spent on importing), prints its process id, waits for
its end and prints how it ended. For each argument, two numbers of files, a copy of this process does the same
over them at the same time. Settings come from the environment as always, here that of the line.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import traceback
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from bot import wiring
from bot.channel import Channel, Fetched
from bot.logs import set_up_logs
from bot.loops import run_all
from bot.settings import read_settings
from bot.wiring import channels_of, opened, stop_on_signals, utc_now
from domain.messages import Outgoing
from locales import load_languages
from storage.sealing import new_key_ring, write_key_ring
from tests.telegram.server import TOKEN

KILLED_AT = "killed at: "


@dataclass(frozen=True, slots=True)
class Life:
    """A life of the program: how many seconds its clock is ahead, its environment, the file of its errors.

    calls > 0: it kills itself with SIGKILL at that call to the database or the channel, and says which one it was.
    """

    ahead: float
    settings: dict[str, str]
    stderr: str
    calls: int = 0


class Countdown:
    """Ends this process with SIGKILL at the n-th call that is counted."""

    def __init__(self, calls: int) -> None:
        self._left = calls

    def tick(self, where: str) -> None:
        """One call more."""
        self._left -= 1
        if self._left == 0:
            os.write(2, f"{KILLED_AT}{where}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_database(self) -> None:
        """Count before and after every statement, and around every commit."""

        def statement(when: str) -> Any:
            def ticks(db: object, cursor: object, sql: str, *more: object) -> None:
                self.tick(f"{when} {' '.join(sql.split()[:3])}")

            return ticks

        event.listen(Engine, "before_cursor_execute", statement("before"))
        event.listen(Engine, "after_cursor_execute", statement("after"))
        event.listen(Engine, "commit", lambda db: self.tick("before COMMIT"))
        event.listen(Pool, "checkin", lambda connection, record: self.tick("after COMMIT"))

    def watch_channel(self, channel: Any) -> None:
        """Count before and after every message sent and every fetch."""
        send, fetch = channel.send, channel.fetch

        async def sends(message: Outgoing) -> str:
            self.tick("before send")
            sent: str = await send(message)
            self.tick("after send")
            return sent

        async def fetches(after: str) -> Fetched:
            self.tick("before fetch")
            fetched: Fetched = await fetch(after)
            self.tick("after fetch")
            return fetched

        channel.send, channel.fetch = sends, fetches


async def live(life: Life) -> None:
    """Open everything, run every loop until a signal."""
    settings = read_settings()
    token = settings.telegram_token
    set_up_logs(settings.log_level, [token.get_secret_value()] if token else [])
    channels: dict[str, Channel] = channels_of(settings)
    unhurried = replace(channels["telegram"].can, per_second=1e6, per_chat=1e-6)
    channels["telegram"].can = unhurried
    if life.calls:
        countdown = Countdown(life.calls)
        countdown.watch_database()
        countdown.watch_channel(channels["telegram"])
    stop = stop_on_signals()
    async with opened(settings, channels=channels) as engine:
        await channels["telegram"].open()
        await run_all(engine, partial(later, life.ahead), stop=stop)
        await channels["telegram"].close()


def later(seconds: float) -> datetime:
    """The moment in so many seconds."""
    return utc_now() + timedelta(seconds=seconds)


async def warm_up() -> None:
    """Import and read whatever a life would import and read at its beginning; the wording only here."""
    vars(wiring)["load_languages"] = cache(load_languages)
    with TemporaryDirectory() as folder:
        settings = read_settings(data_dir=folder, telegram_token=TOKEN)
        write_key_ring(settings.keys, new_key_ring())
        async with opened(settings, channels=channels_of(settings)):
            pass


def begin(life: Life) -> None:
    """The child: never returns."""
    code = 1
    try:
        sys.stdin.close()
        os.dup2(os.open(life.stderr, os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
        os.environ.update(life.settings)
        asyncio.run(live(life))
        code = 0
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def serve(orders: TextIO, answers: TextIO) -> None:
    """Read lines, fork lives."""
    answers.write("ready\n")
    answers.flush()
    for line in orders:
        life = Life(**json.loads(line))
        child = os.fork()
        if child == 0:
            begin(life)
        answers.write(f"{child}\n")
        answers.flush()
        _, status = os.waitpid(child, 0)
        answers.write(f"ended {os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def main() -> None:
    """Import everything once; then one process for each pair of files."""
    asyncio.run(warm_up())
    for pair in sys.argv[1:]:
        orders, answers = map(int, pair.split(","))
        if os.fork() == 0:
            sys.stdin.close()
            with open(orders) as reading, open(answers, "w") as writing:
                serve(reading, writing)
            os._exit(0)
        os.close(orders)
        os.close(answers)
    serve(sys.stdin, sys.stdout)


if __name__ == "__main__":
    main()
