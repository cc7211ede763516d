"""Lives of the program in child processes, each ended by SIGKILL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.sealing import Sealer, load_key_ring, new_key_ring, write_key_ring
from tests.faults.program import KILLED_AT
from tests.telegram.server import TOKEN, BotApi

ROOT = Path(__file__).parent.parent.parent


@dataclass(slots=True)
class Lives:
    """The fork server and what became of its children. began: when each life began (monotonic)."""

    server: asyncio.subprocess.Process
    stderr: Path
    began: list[float] = field(default_factory=list)
    kills: int = 0
    pid: int = 0

    async def begin(self, *, calls: int = 0) -> None:
        """Start a life; it ends itself at that call, or lives on."""
        assert self.server.stdin is not None
        self.began.append(time.monotonic())
        self.server.stdin.write(f"{len(self.began)} {calls}\n".encode())
        self.pid = int(await self._line())

    async def kill_after(self, seconds: float) -> None:
        """SIGKILL after so many seconds, unless it has killed itself by then."""
        try:
            ended = await asyncio.wait_for(asyncio.shield(line := asyncio.ensure_future(self._line())), seconds)
        except TimeoutError:
            os.kill(self.pid, signal.SIGKILL)
            ended = await line
        assert ended == f"ended {-signal.SIGKILL}"
        self.kills += 1

    async def end(self, *, within: float) -> None:
        """SIGTERM, as an operator or the system does it. Raises TimeoutError."""
        os.kill(self.pid, signal.SIGTERM)
        assert await asyncio.wait_for(self._line(), within) == "ended 0"

    async def _line(self) -> str:
        assert self.server.stdout is not None
        line = (await self.server.stdout.readline()).decode().strip()
        assert line, f"the fork server died: {self.stderr.read_text()[-3000:]}"
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
            "PTB_TIMEDELTA": "1",
        }


def place(url: str, folder: Path) -> Place:
    """A folder with a key ring of its own, for a database."""
    text = new_key_ring()
    write_key_ring(folder / "keys.json", text)
    return Place(url, folder, Sealer(load_key_ring(text)))


@asynccontextmanager
async def lives(where: Place, api: BotApi) -> AsyncIterator[Lives]:
    """The fork server, ready; ended with its last child."""
    stderr = where.folder / "stderr"
    with stderr.open("wb") as errors:
        server = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.faults.program",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
            env={**os.environ, **where.settings(api)},
        )
    running = Lives(server, stderr)
    try:
        yield running
    finally:
        if running.pid and server.returncode is None:
            try:
                os.kill(running.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        assert server.stdin is not None
        server.stdin.close()
        await server.wait()
