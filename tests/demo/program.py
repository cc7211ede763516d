"""The program as a user starts it: a process of its own, its lines read as they come."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
#: A busy machine is slow, not wrong.
PATIENCE = 90.0


def environment(**settings: str) -> dict[str, str]:
    """No setting of the machine, only these (without their prefix)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROCAP_")}
    given = {f"TROCAP_{name.upper()}": value for name, value in settings.items()}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PTB_TIMEDELTA": "1", **given}


def trocap(
    *words: str, folder: Path, lines: Sequence[str] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end in a folder; ``lines`` are piped in."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input="".join(line + "\n" for line in lines),
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(**settings),
        timeout=PATIENCE,
        check=False,
    )


@dataclass(slots=True)
class Running:
    """A program under way. said: what it printed so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _lines: queue.Queue[str | None] = field(default_factory=queue.Queue)
    _readers: list[threading.Thread] = field(default_factory=list)

    def listen(self) -> None:
        """Read both of its outputs as they come."""
        self._readers = [threading.Thread(target=read) for read in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def close(self) -> None:
        """Kill it if it still lives, and read its outputs to their end."""
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for output in (self.process.stdout, self.process.stderr):
            assert output is not None
            output.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors += self.process.stderr

    def until(self, words: str) -> str:
        """The line that has these words. Raises AssertionError when the program ends before it says them."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, (self.said, self.errors)
            self.said.append(line)
            if words in line:
                return line

    @property
    def url(self) -> str:
        """The citizens' address, once printed."""
        return next(line for line in self.said if line.startswith("Người dân: ")).split()[-1].rstrip("/")

    def links(self) -> dict[str, str]:
        """Printed one-time links by who they are for."""
        found = (re.fullmatch(r"  (.+): (http\S+/vao/\S+)", line) for line in self.said)
        return {link.group(1): link.group(2) for link in found if link}

    def interrupt(self) -> float:
        """Ctrl-C; the seconds it took to end."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        took = time.monotonic() - began
        self.close()
        return took


@contextmanager
def running(*words: str, folder: Path, **settings: str) -> Iterator[Running]:
    """Start a program that goes on; it is killed at the end if it still lives."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(**settings),
    )
    program = Running(process)
    program.listen()
    try:
        yield program
    finally:
        program.close()


class Browser:
    """What a browser does for its person, with plain requests."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, headers={"origin": url}, follow_redirects=True, timeout=PATIENCE)
        self.chat = ""
        self._said = 0
        self._read = 0

    def opens(self, address: str = "/") -> httpx.Response:
        """Go to an address; remember the chat it leads to."""
        answer = self._client.get(address, headers={"accept": "text/html"})
        self.chat = answer.url.path if "/c/" in answer.url.path else self.chat
        return answer

    def signs_in(self, link: str) -> httpx.Response:
        """Press the button of a one-time link."""
        path = httpx.URL(link).path
        page = self.opens(path)
        if page.status_code == 200:
            page = self._client.post(path, headers={"accept": "text/html", "sec-fetch-site": "same-origin"})
            self.chat = page.url.path
        return page

    def sits_where(self, other: Browser) -> None:
        """Take over another browser's chat and cookies, as the same browser after a restart of the program."""
        self._client.cookies = other._client.cookies
        self.chat = other.chat

    def says(self, text: str) -> str:
        """Type something; the answer to it."""
        self._said += 1
        body = {"key": f"key-{self._said:032d}", "text": text, "tap": ""}
        kept = self._client.post(f"{self.chat}api/messages", json=body, headers={"accept": "application/json"})
        assert kept.status_code == 200, kept.text
        return self.hears()

    def hears(self) -> str:
        """The next words of the bot, by the page's own stream."""
        address = f"{self.chat}api/stream?after={self._read}"
        with self._client.stream("GET", address, headers={"accept": "text/event-stream"}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data: ["):
                    read = json.loads(line.removeprefix("data: "))
                    self._read = max(self._read, *(one["id"] for one in read))
                    texts = [one["text"] for one in read if not one["mine"]]
                    if texts:
                        return "\n".join(texts)
        raise AssertionError("the stream ended")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """A page that is open: its stream goes on meanwhile."""
        with self._client.stream(
            "GET", f"{self.chat}api/stream", headers={"accept": "text/event-stream"}
        ) as stream:
            next(stream.iter_lines())
            yield

    def close(self) -> None:
        """Close the browser."""
        self._client.close()
