"""Lives of the program in child processes, each ended by SIGKILL."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO

from storage.sealing import Sealer, load_key_ring, new_key_ring, write_key_ring
from tests.faults.program import KILLED_AT, Life
from tests.telegram.server import TOKEN, BotApi

#: The longer form of these tests.
LONG = bool(os.environ.get("TROCAP_TEST_LONG"))
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Server:
    """Starts lives, one at a time: a line in is a life, a line out is what became of it."""

    orders: IO[str]
    answers: IO[str]


@contextmanager
def fork_servers(number: int) -> Iterator[list[Server]]:
    """So many of ``tests.faults.program``, ready: what takes long, importing, is done once."""
    theirs, ours = list[int](), list[tuple[int, int]]()
    for _ in range(number - 1):
        (orders, to_write), (to_read, answers) = os.pipe(), os.pipe()
        theirs += [orders, answers]
        ours.append((to_write, to_read))
    pairs = [f"{orders},{answers}" for orders, answers in zip(theirs[::2], theirs[1::2], strict=True)]
    command = (sys.executable, "-m", "tests.faults.program", *pairs)
    with ExitStack() as stack:
        first = stack.enter_context(Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT, pass_fds=theirs))
        for one in theirs:
            os.close(one)
        assert first.stdin is not None
        assert first.stdout is not None
        servers = [Server(first.stdin, first.stdout)]
        for to_write, to_read in ours:
            writing = stack.enter_context(open(to_write, "w"))
            servers.append(Server(writing, stack.enter_context(open(to_read))))
        for server in servers:
            assert server.answers.readline() == "ready\n"
        yield servers
        first.stdin.close()


@dataclass(slots=True)
class Lives:
    """Lives of one program in one place. began: when each life began (monotonic).

    between: seconds its clock jumps from life to life; by default nothing is held any more when one begins.
    """

    server: Server
    api: BotApi
    settings: dict[str, str]
    stderr: Path
    began: list[float] = field(default_factory=list)
    kills: int = 0
    between: float = 61
    pid: int = 0
    _reading: asyncio.Future[str] | None = None

    async def begin(self, *, calls: int = 0) -> None:
        """Start a life; it ends itself at that call, or lives on."""
        self.began.append(time.monotonic())
        life = Life(len(self.began) * self.between, self.settings, str(self.stderr), calls)
        self.server.orders.write(json.dumps(asdict(life)) + "\n")
        self.server.orders.flush()
        self.pid = int(await self._line())

    async def fetches(self) -> None:
        """The life that was begun is at work: it asks for messages, and hears signals."""
        before = len(self.api.called("getUpdates"))
        await self.api.until(lambda: len(self.api.called("getUpdates")) > before, within=30)

    async def kill_after(self, seconds: float) -> None:
        """SIGKILL after so many seconds, unless it has killed itself by then."""
        line = asyncio.ensure_future(self._line())
        await asyncio.wait([line], timeout=seconds)
        if not line.done():
            self.stop()
        ended = await line
        self.pid = 0
        assert ended == f"ended {-signal.SIGKILL}", ended
        self.kills += 1

    def stop(self) -> None:
        """SIGKILL, now."""
        with suppress(ProcessLookupError):  # it was faster
            if self.pid:
                os.kill(self.pid, signal.SIGKILL)

    async def end(self, *, within: float) -> None:
        """SIGTERM, as an operator or the system does it. Raises TimeoutError."""
        os.kill(self.pid, signal.SIGTERM)
        ended = await asyncio.wait_for(self._line(), within)
        self.pid = 0
        assert ended == "ended 0", ended

    async def _line(self) -> str:
        """The server's next line; given up waiting for, it is there for the next who asks."""
        if self._reading is None:
            self._reading = asyncio.ensure_future(asyncio.to_thread(self.server.answers.readline))
        line = (await asyncio.shield(self._reading)).strip()
        self._reading = None
        assert line, "the fork server died"
        return line

    def killed_at(self) -> list[str]:
        """Where the children killed themselves."""
        return [
            line.removeprefix(KILLED_AT)
            for line in self.stderr.read_text().splitlines()
            if line.startswith(KILLED_AT)
        ]

    def errors(self) -> list[str]:
        """What the program logged as an error."""
        return [line for line in self.stderr.read_text().splitlines() if '"ERROR"' in line or "Traceback" in line]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the program of a test lives: its database, its keys."""

    url: str
    folder: Path
    seal: Sealer

    def settings(self, api: BotApi) -> dict[str, str]:
        """The environment of the program."""
        return {
            "TROCAP_DATABASE_URL": self.url,
            "TROCAP_DATA_DIR": str(self.folder),
            "TROCAP_KEY_FILE": str(self.folder / "keys.json"),
            "TROCAP_TELEGRAM_TOKEN": TOKEN,
            "TROCAP_TELEGRAM_BASE_URL": api.base_url,
            "TROCAP_TELEGRAM_FILE_URL": api.file_url,
            "TROCAP_TELEGRAM_POLL_SECONDS": "20",
        }


def place(url: str, folder: Path) -> Place:
    """A folder with a key ring of its own, for a database."""
    text = new_key_ring()
    write_key_ring(folder / "keys.json", text)
    return Place(url, folder, Sealer(load_key_ring(text)))


@asynccontextmanager
async def lives(server: Server, where: Place, api: BotApi) -> AsyncIterator[Lives]:
    """Lives in a place; the last one is ended."""
    running = Lives(server, api, where.settings(api), where.folder / "stderr")
    try:
        yield running
    finally:
        if running.pid:
            await running.kill_after(0)
