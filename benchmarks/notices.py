"""The payer's result: how long until the preview, until every notice is in its inbox, and how fast they are sent?

``./run bench notices [ROWS …]`` (10,000 and 100,000). The program works as it always does (its loops, its
children), over a channel in this process; 10 citizens ask for their registrations meanwhile, each a second after
the reply (so that a channel of 30 a second has room left for notices: answers go first).
Peer: openpyxl reading the same file and doing nothing with it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from openpyxl import load_workbook
from sqlalchemy import Connection, select

from benchmarks.payday import CHANNEL, OFFICER
from benchmarks.people import NOW, progress
from bot.channel import Capabilities, Fetched
from bot.engine import Engine
from bot.loops import run_all
from bot.settings import read_settings
from bot.wiring import opened
from domain.messages import Attachment, Incoming, Outgoing
from storage.schema import imports

CITIZENS = 10
SENDING_SECONDS = 20.0
RATES = (30.0, 1000.0)
#: The children's memory is looked at this often.
LOOK_SECONDS = 0.1


class Phones:
    """A channel whose people are in this process: what is said to them is heard at once."""

    name = CHANNEL

    def __init__(self, per_second: float) -> None:
        self.can = Capabilities(
            max_text=4096,
            buttons=True,
            contact_request=True,
            document_out=True,
            per_second=per_second,
            per_chat=0,
        )
        self.heard: dict[str, asyncio.Queue[Outgoing]] = {}
        self.files: dict[str, bytes] = {}
        self.notices = 0

    async def open(self) -> None:
        """Nothing to connect to."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def fetch(self, after: str) -> Fetched:
        """Nothing: people's messages are kept as they come (``Day.say``)."""
        return Fetched((), after)

    async def send(self, message: Outgoing) -> str:
        """Heard."""
        if queue := self.heard.get(message.address):
            queue.put_nowait(message)
        else:
            self.notices += 1
        return uuid4().hex

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """The officer's file."""
        return self.files[attachment.ref]


@dataclass(slots=True)
class Day:
    """The program at work over the phones, and the citizens' waiting times while something is measured."""

    engine: Engine
    phones: Phones
    waited: list[float] = field(default_factory=list)

    async def say(self, address: str, **said: Any) -> None:
        """Somebody writes or taps."""
        kind = "tap" if "tap" in said else "document" if "attachment" in said else "text"
        message = Incoming(
            channel=CHANNEL, address=address, key=f"{CHANNEL}:{uuid4().hex}", kind=kind, sent_at=clock(), **said
        )
        await self.engine.keep([message], now=clock())

    async def hear(self, address: str, wanted: str = "") -> Outgoing:
        """The next message to somebody that says this."""
        while True:
            message = await self.phones.heard[address].get()
            if wanted in message.text:
                return message

    async def citizen(self, number: int) -> None:
        """Asks, waits for the reply, and a second, for ever."""
        address = f"person{number}"
        self.phones.heard[address] = asyncio.Queue()
        await asyncio.sleep(number / CITIZENS)
        while True:
            began = time.perf_counter()
            await self.say(address, text="/trangthai")
            await self.hear(address, "Hồ sơ")
            self.waited.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(1)


_BEGAN = time.monotonic()


def clock() -> datetime:
    """The payment day, from its morning on."""
    return datetime.fromtimestamp(NOW.timestamp() + time.monotonic() - _BEGAN, UTC)


@asynccontextmanager
async def day(folder: Path, per_second: float) -> AsyncIterator[Day]:
    """The program at work in a folder, and citizens talking to it."""
    phones = Phones(per_second)
    settings = read_settings(data_dir=folder, log_level="ERROR", _env_file=None)
    async with opened(settings, channels={CHANNEL: phones}) as engine:
        running = Day(engine, phones)
        phones.heard[OFFICER] = asyncio.Queue()
        stop = asyncio.Event()
        loops = asyncio.create_task(run_all(engine, clock, stop=stop))
        citizens = [asyncio.create_task(running.citizen(number)) for number in range(1, CITIZENS + 1)]
        await asyncio.sleep(3)
        running.waited.clear()
        yield running
        for citizen in citizens:
            citizen.cancel()
        stop.set()
        await loops


@dataclass(slots=True)
class Figures:
    """Seconds of a phase, megabytes it took (the program's own, and its child's), how long citizens waited."""

    seconds: float = 0
    own_mb: float = 0
    child_mb: float = 0
    median_ms: float = 0
    p99_ms: float = 0


@contextmanager
def measured(running: Day) -> Iterator[Figures]:
    """What the block costs."""
    figures, done = Figures(), threading.Event()
    before = rss("self")
    peaks = {"own": before, "child": 0.0}

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            peaks["own"] = max(peaks["own"], rss("self"))
            peaks["child"] = max([peaks["child"], *map(rss, grandchildren())])

    looking = threading.Thread(target=look)
    looking.start()
    running.waited.clear()
    began = time.perf_counter()
    try:
        yield figures
    finally:
        figures.seconds = time.perf_counter() - began
        done.set()
        looking.join()
    figures.own_mb, figures.child_mb = peaks["own"] - before, peaks["child"]
    if running.waited:
        figures.median_ms = statistics.median(running.waited)
        figures.p99_ms = sorted(running.waited)[int(len(running.waited) * 0.99)]


def rss(pid: str) -> float:
    """Megabytes of a process in memory, 0 when it has gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * 4096 / 1e6


def grandchildren() -> list[str]:
    """Children of the fork server: those that read files."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[path.parent.name] = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
    own = str(multiprocessing.current_process().pid)
    return [pid for pid, parent in parents.items() if parents.get(parent) == own]


# --- one payment day -------------------------------------------------------------------------------------


async def _preview(running: Day, content: bytes) -> Outgoing:
    running.phones.files["result"] = content
    await running.say(OFFICER, text="/ketqua")
    await running.hear(OFFICER)
    file = Attachment(kind="document", ref="result", name="ketqua.xlsx", size=len(content))
    await running.say(OFFICER, attachment=file)
    return await running.hear(OFFICER, "Chưa ghi gì cả")


async def _apply(running: Day, preview: Outgoing) -> None:
    await running.say(OFFICER, tap=f"{preview.asked}:0")
    await running.hear(OFFICER, "Đã ghi kết quả")
    await until(running, lambda db: db.execute(select(imports.c.followed_at)).scalar_one() is not None)


async def until(running: Day, done: Callable[[Connection], bool]) -> None:
    """Wait until a look into the database says so."""
    while not await running.engine.read(done):  # noqa: ASYNC110 - what is waited for happens in the database
        await asyncio.sleep(0.1)


async def _day(folder: Path, rates: tuple[float, ...]) -> dict[str, Figures]:
    content = (folder / "result.xlsx").read_bytes()
    found: dict[str, Figures] = {}
    async with day(folder, max(rates)) as running:
        with measured(running) as found["preview"]:
            preview = await _preview(running, content)
        progress(preview.text)
        with measured(running) as found["apply"]:
            await _apply(running, preview)
        progress(f"applied in {found['apply'].seconds:.1f} s")
        for rate in rates:
            running.phones.can = replace(running.phones.can, per_second=rate)
            await asyncio.sleep(10)  # what was let out at the pace before is said first
            before = running.phones.notices
            with measured(running) as found[f"send {rate:g}/s"]:
                await asyncio.sleep(SENDING_SECONDS)
            sent = running.phones.notices - before
            progress(f"{sent} notices in {SENDING_SECONDS:.0f} s at {rate:g}/s")
            found[f"send {rate:g}/s"].seconds = sent / SENDING_SECONDS
    return found


def _floor(path: str) -> None:
    """openpyxl reads every cell and keeps none; seconds on stdout."""
    began = time.perf_counter()
    book = load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        assert row is not None
    sys.stdout.write(f"{time.perf_counter() - began}")


def _in_a_process(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def run(*rows: str) -> Iterator[str]:
    """The tables."""
    for count in map(int, rows or ("10000", "100000")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _in_a_process("benchmarks.payday", name, str(count))
            floor = float(_in_a_process("benchmarks.notices", "floor", str(folder / "result.xlsx")))
            found = asyncio.run(_day(folder, RATES))
        preview = found["preview"].seconds
        yield f"notices: {count:,} rows, run once; preview {preview / floor:.1f} x openpyxl alone ({floor:.1f} s)"
        yield f"{'':12}{'s':>8}{'rows/s':>9}{'own MB':>8}{'child MB':>9}  citizens: median, p99 ms"
        for phase, one in found.items():
            took = (
                f"{'':8}{one.seconds:9.0f}" if "send" in phase else f"{one.seconds:8.1f}{count / one.seconds:9.0f}"
            )
            yield f"{phase:12}{took}{one.own_mb:8.0f}{one.child_mb:9.0f}{one.median_ms:10.0f}{one.p99_ms:6.0f}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["floor"]:
        _floor(sys.argv[2])
    else:
        for line in run(*sys.argv[1:]):
            sys.stdout.write(line + "\n")
