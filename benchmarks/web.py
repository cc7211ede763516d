"""How long does an answer take on the web page while thousands of other pages are open?

``./run bench web [CHATS] [PER_SECOND] [SECONDS]`` (2,000, 200, 20): every chat holds its stream; each second so
many of them say something, and the time until the reply comes on the stream counts. Peer: the same with a hundred
open pages. The program has one core, the people the other.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from benchmarks.talk import ROOT, pinned
from storage.sealing import new_key_ring

FEW = 100
PATIENCE = 60  #: seconds for what is asked faster than it can be answered


@dataclass(slots=True)
class Page:
    """One open page. said: when the person wrote last, 0 when the reply came."""

    path: str
    cookie: str
    said: float = 0.0


@dataclass(slots=True)
class Crowd:
    """All the pages, and how long their answers took (seconds)."""

    address: str
    session: ClientSession
    pages: list[Page] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    streams: list[asyncio.Task[None]] = field(default_factory=list)
    beats: int = 0
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def come(self) -> None:
        """Somebody opens the front page, and the chat it leads to."""
        async with self.session.get(f"{self.address}/?moi=1", allow_redirects=False) as answer:
            cookies = [value.split(";")[0] for value in answer.headers.getall("Set-Cookie")]
            page = Page(answer.headers["Location"], "; ".join(cookies))
        self.pages.append(page)
        self.streams.append(asyncio.create_task(self.listen(page)))

    async def listen(self, page: Page) -> None:
        """The page's stream, to the end."""
        headers = {"Cookie": page.cookie}
        async with self.session.get(f"{self.address}{page.path}api/stream?after=0", headers=headers) as stream:
            kind = b""
            async for line in stream.content:
                if line.startswith(b"event:"):
                    kind = line[6:].strip()
                    self.beats += kind == b"beat"
                    self.connected.set()
                elif kind == b"lines" and line.startswith(b"data:") and page.said and _answers(line):
                    self.waits.append(time.perf_counter() - page.said)
                    page.said = 0.0

    async def say(self, page: Page) -> None:
        """One message."""
        page.said = time.perf_counter()
        headers = {"Cookie": page.cookie, "Sec-Fetch-Site": "same-origin"}
        message = {"key": uuid4().hex, "text": "trợ giúp"}
        url = f"{self.address}{page.path}api/messages"
        async with self.session.post(url, json=message, headers=headers) as answer:
            if answer.status != 200:
                raise RuntimeError(f"not kept: {answer.status}")


def _answers(line: bytes) -> bool:
    return any(not one["mine"] for one in json.loads(line[5:]))


async def measured(port: str, chats: int, per_second: int, seconds: int) -> tuple[int, list[float], int]:
    """Messages said, waits, and how many got no reply."""
    session = ClientSession(
        connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar(), timeout=ClientTimeout(total=None)
    )
    async with session:
        crowd = Crowd(f"http://127.0.0.1:{port}", session)
        for done in range(0, chats, 20):
            await asyncio.gather(*(crowd.come() for _ in range(min(20, chats - done))))
        while crowd.beats < chats:  # every page hears that it is connected
            crowd.connected.clear()
            await crowd.connected.wait()
        saying: list[asyncio.Task[None]] = []
        begun = time.perf_counter()
        for number in range(per_second * seconds):
            await asyncio.sleep(max(0.0, begun + number / per_second - time.perf_counter()))
            page = crowd.pages[number % chats]
            if not page.said:
                saying.append(asyncio.create_task(crowd.say(page)))
        await asyncio.gather(*saying)
        for _ in range(PATIENCE):
            if any(page.said for page in crowd.pages):
                await asyncio.sleep(1)
        for stream in crowd.streams:
            stream.cancel()
        await asyncio.gather(*crowd.streams, return_exceptions=True)
    return len(saying), crowd.waits, sum(page.said > 0 for page in crowd.pages)


def serving(chats: int, per_second: int, seconds: int) -> str:
    """One run: a line of the table."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "keys.json").write_text(new_key_ring())
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TROCAP_DATA_DIR": place,
            "TROCAP_WEB_PORT": "0",
            "TROCAP_LOG_LEVEL": "WARNING",
        }
        command = pinned(0, [sys.executable, "-m", "bot", "serve"])
        with subprocess.Popen(command, env=environment, cwd=place, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            port = program.stdout.readline().rpartition("cổng ")[2].strip(" )\n")
            cores = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {max(cores)})
            said, waits, silent = asyncio.run(measured(port, chats, per_second, seconds))
            os.sched_setaffinity(0, cores)
            peak = Path(f"/proc/{program.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
            program.kill()
    if silent:
        raise RuntimeError(f"{silent} people heard nothing")
    ordered = sorted(waits)
    median, p99 = ordered[len(ordered) // 2] * 1e3, ordered[int(len(ordered) * 0.99)] * 1e3
    return f"{chats:>7} {per_second:>10} {said:>9} {median:>10.0f} {p99:>8.0f} {int(peak) / 1024:>8.0f}"


def run(chats: str = "2000", per_second: str = "200", seconds: str = "20") -> Iterator[str]:
    """The table."""
    yield f"web: {'pages':>2} {'messages/s':>10} {'said':>9} {'median ms':>10} {'p99 ms':>8} {'MB':>8}"
    for count in (FEW, int(chats)):
        yield serving(count, min(int(per_second), count), int(seconds))
