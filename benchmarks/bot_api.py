"""A Bot API that costs little, and the people who talk to it: one process, pinned to a core of its own.

``python -m benchmarks.bot_api --chats 200 --people 1000 --delay 0.05``: prints its port, waits for the first
``getUpdates``, prints "begun", then ``people`` chats go through the enrolment form, ``chats`` at a time. A
closed loop: a chat's next update comes only when everything it waits for was said; what is not confirmed comes
again. ``--delay``: seconds the network takes for each call but ``getUpdates`` (``--slow-polls``: for that
too). At the end one JSON line with what was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from benchmarks.enrolment import SCRIPT, said

TOKEN = "1234567890:AAtestTESTtestTESTtestTESTtestTESTtes"
_METHOD = re.compile(rb"^[A-Z]+ /bot[^/]+/(\w+)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NUMBER = '(?:"{name}": ?"?|{name}=|name="{name}"\r\n(?:[^\r\n]+\r\n)*\r\n)(-?[0-9]+)'
_CHAT, _OFFSET, _TIMEOUT = (
    re.compile(_NUMBER.format(name=name).encode()) for name in ("chat_id", "offset", "timeout")
)
MOST_UPDATES = 100  #: of one getUpdates, as Telegram's
STUCK_SECONDS = 60.0


@dataclass(slots=True)
class Chatting:
    """One person: how far in the script, how many messages the turn still owes, when they last wrote."""

    number: int
    at: int = 0
    owed: int = 0
    wrote: float = 0.0


@dataclass(slots=True)
class Api:
    """The people, the updates not yet confirmed, and what was measured."""

    chats: int
    people: int
    delay: float
    slow_polls: bool
    repeated: int = 0
    began: float = 0.0
    ended: float = 0.0
    heard: float = 0.0
    progress: int = 0
    out_of_order: int = 0
    latencies: list[float] = field(default_factory=list)
    talks: dict[int, Chatting] = field(default_factory=dict)
    updates: deque[tuple[int, bytes]] = field(default_factory=deque)
    next_update: int = 1
    next_message: int = 1
    poll: asyncio.Future[None] | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """The first people write."""
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        self.began = self.heard = time.perf_counter()
        for number in range(min(self.chats, self.people)):
            self.talks[number] = Chatting(number)
            self.write(self.talks[number])

    def write(self, talk: Chatting) -> None:
        """A person's next line becomes an update."""
        chat = 1_000_000 + talk.number
        text, talk.owed = said(talk.number, talk.at)
        talk.wrote = time.perf_counter()
        person = f'{{"id":{chat},"type":"private","first_name":"Lan"}}'
        sender = f'{{"id":{chat},"is_bot":false,"first_name":"Lan","language_code":"vi"}}'
        entity = ',"entities":[{"type":"bot_command","offset":0,"length":6}]' if text.startswith("/") else ""
        update = (
            f'{{"update_id":{self.next_update},"message":{{"message_id":{self.next_update},'
            f'"date":{int(time.time())},"chat":{person},"from":{sender},"text":{json.dumps(text)}{entity}}}}}'
        )
        self.updates.append((self.next_update, update.encode()))
        self.next_update += 1
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def hear(self, chat: int) -> None:
        """A message arrived at a chat; when its turn is whole the person writes on, or another one begins."""
        talk = self.talks.get(chat - 1_000_000)
        if talk is None or talk.owed == 0:
            self.out_of_order += 1
            return
        talk.owed -= 1
        if talk.owed:
            return
        self.heard = time.perf_counter()
        self.latencies.append(self.heard - talk.wrote)
        talk.at += 1
        if talk.at < len(SCRIPT):
            asyncio.get_running_loop().call_later(self.delay, self.write, talk)
            return
        del self.talks[talk.number]
        follower = talk.number + self.chats
        if follower < self.people:
            self.talks[follower] = Chatting(follower)
            self.write(self.talks[follower])
        elif not self.talks:
            self.ended = time.perf_counter()
            self.done.set()

    async def get_updates(self, body: bytes) -> bytes:
        """What is not confirmed, oldest first, waiting for some if there is none."""
        if self.began == 0.0:
            self.begin()
        offset = _found(_OFFSET, body)
        while self.updates and self.updates[0][0] < offset:
            self.updates.popleft()
        if not self.updates:
            self.poll = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(min(_found(_TIMEOUT, body), 2)):
                    await self.poll
            except TimeoutError:
                pass
        if self.slow_polls:
            await asyncio.sleep(self.delay)
        taken = [self.updates[n][1] for n in range(min(MOST_UPDATES, len(self.updates)))]
        return b"[" + b",".join(taken) + b"]"

    async def answer(self, method: bytes, body: bytes) -> bytes:
        """The ``result`` of a call."""
        if method == b"getUpdates":
            return await self.get_updates(body)
        if self.delay:
            await asyncio.sleep(self.delay)
        if method == b"getMe":
            return b'{"id":1234567890,"is_bot":true,"first_name":"Tro Cap","username":"tro_cap_bot"}'
        if method == b"getWebhookInfo":
            return b'{"url":"","has_custom_certificate":false,"pending_update_count":0}'
        if method != b"sendMessage":
            return b"true"
        chat = _found(_CHAT, body)
        self.hear(chat)
        self.next_message += 1
        return (b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private","first_name":"Lan"},"text":"x"}') % (
            self.next_message,
            int(time.time()),
            chat,
        )

    def measured(self) -> dict[str, float]:
        """The figures."""
        took = (self.ended or time.perf_counter()) - self.began
        ordered = sorted(self.latencies) or [0.0]
        return {
            "answers": len(self.latencies),
            "seconds": took,
            "per_second": len(self.latencies) / took,
            "median_ms": ordered[len(ordered) // 2] * 1e3,
            "p99_ms": ordered[int(len(ordered) * 0.99)] * 1e3,
            "unasked": self.out_of_order,
            "stuck": len(self.talks),
        }


def _found(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    return int(found[1]) if found else 0


class Connection(asyncio.Protocol):
    """HTTP/1.1 kept alive, one request after another: as little as the Bot API's clients need."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.buffer = b""
        self.busy: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """A piece of a request."""
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.buffer[:end]
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if len(self.buffer) < end + 4 + size:
            return
        body, self.buffer = self.buffer[end + 4 : end + 4 + size], self.buffer[end + 4 + size :]
        method = _METHOD.match(head)
        query = unquote_plus(head.split(b" ", 2)[1].decode()).encode()
        self.busy = asyncio.create_task(self.respond(method[1] if method else b"", body or query))

    async def respond(self, method: bytes, body: bytes) -> None:
        """Answer one call."""
        result = b'{"ok":true,"result":' + await self.api.answer(method, body) + b"}"
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(result)
            + result
        )


async def watched(api: Api) -> None:
    """Progress on standard error; ends when all is said, or nothing was for a long time."""
    while not api.done.is_set():
        try:
            async with asyncio.timeout(2):
                await api.done.wait()
        except TimeoutError:
            sys.stderr.write(f"\r  {len(api.latencies)} of {api.people * len(SCRIPT)} answers ")
            if api.began and time.perf_counter() - api.heard > STUCK_SECONDS:
                break
    sys.stderr.write("\r" + " " * 40 + "\r")


async def main() -> None:
    """One run."""
    options = argparse.ArgumentParser()
    options.add_argument("--chats", type=int, default=200)
    options.add_argument("--people", type=int, default=1_000)
    options.add_argument("--delay", type=float, default=0.0)
    options.add_argument("--slow-polls", action="store_true")
    given = options.parse_args()
    api = Api(given.chats, given.people, given.delay, given.slow_polls)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(api), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await watched(api)
    sys.stdout.write(json.dumps(api.measured()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
