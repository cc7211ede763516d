"""A Bot API of the tests' own: a real HTTP server on 127.0.0.1 that behaves like Telegram.

    async with BotApi() as api:                       # in the running loop
    with BotApi().in_thread() as api:                 # in a thread: synchronous tests, another process
    python -m tests.telegram.server [--port N]        # a process of its own; steer it with POST /test

    mui = api.user(7001)
    mui.says("/start")                                # an update; it comes again until an offset confirms it
    await mui.hears(1)                                # messages in order: text, buttons, files
    mui.taps("Đồng ý")
    api.fail(too_many(37), chat_id=7001)              # the next sendMessage or sendDocument to that chat

Honoured: offset confirms, unconfirmed updates come again, long poll, allowed_updates, 409 to the older of two
pollers and while a webhook is set, 401 for a token, unknown and blocked chats, limits of text, caption and
callback data, getFile with its address, and every fault of ``tests.telegram.faults``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from aiohttp import BodyPartReader, web

from tests.telegram.faults import Fault, refusal_body
from tests.telegram.methods import METHODS, Refusal, whole
from tests.telegram.people import Json, Person

TOKEN = "1234567890:AAtestTESTtestTESTtestTESTtestTESTtes"
SENDING = ("sendMessage", "sendDocument")

#: Asked for every request, with its method and parameters: how to spoil it, or None.
Rule = Callable[[str, Json], Fault | None]


class BotApi:
    """The server, its people and its faults. Public methods may be called from any thread."""

    def __init__(self, *, token: str = TOKEN, port: int = 0) -> None:
        self.token = token
        self.port = port
        self.lock = threading.RLock()
        self.people: dict[int, Person] = {}
        self.calls: list[tuple[str, Json]] = []  #: every request that reached the server: method, parameters
        self.rules: list[Rule] = []  #: asked for every request; the first Fault counts
        self.confirmed = 0  #: updates below this number are confirmed
        self.webhook = ""
        self.commands: list[Json] = []
        self.description = ""
        self.updates: list[Json] = []
        self.next_update = 1_000
        self._next_message = 0
        self.files: dict[str, bytes] = {}
        self.taps: dict[str, Person] = {}
        self.poller: asyncio.Event | None = None
        self.news = asyncio.Event()
        self._step = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._runner: web.AppRunner | None = None

    # --- start and stop -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen on 127.0.0.1; afterwards ``base_url`` is known."""
        self._loop = asyncio.get_running_loop()
        self.news = asyncio.Event()
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_post("/test", self._steer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the port; updates and people stay, so a later ``start`` goes on (the same port)."""
        if self.poller is not None:
            self.poller.set()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = self._loop = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.stop()

    @contextmanager
    def in_thread(self) -> Iterator[Self]:
        """Run in a loop of its own in a thread."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="bot-api", daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self.start(), loop).result(10)
            yield self
            asyncio.run_coroutine_threadsafe(self.stop(), loop).result(10)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

    @property
    def base_url(self) -> str:
        """For ``TelegramChannel(base_url=…)``; the token follows it."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """For ``TelegramChannel(file_url=…)``."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    # --- people, updates, faults --------------------------------------------------------------------

    def user(self, chat_id: int) -> Person:
        """The person with this chat; new ones have pressed Start."""
        return self.people.setdefault(chat_id, Person(self, chat_id))

    def group(self, chat_id: int) -> Person:
        """A group (a negative id)."""
        return self.people.setdefault(chat_id, Person(self, chat_id, group=True))

    def push(self, update: Json) -> int:
        """Any update, also an odd one; its id, given if it has none."""
        with self.lock:
            update = {"update_id": self.next_update, **update}
            self.next_update += 1
            self.updates.append(update)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.news.set)
        number = update["update_id"]
        return number if isinstance(number, int) else 0

    def waiting(self) -> int:
        """Updates not yet confirmed."""
        with self.lock:
            return len(self.updates)

    def fail(self, fault: Fault, *, method: str = "send", chat_id: int | None = None, times: int = 1) -> None:
        """Spoil the next ``times`` requests (-1: all) of a method ("send": both), of one chat or any."""
        left = [times]

        def rule(asked: str, given: Json) -> Fault | None:
            fits = asked in SENDING if method == "send" else asked == method
            if left[0] == 0 or not fits or (chat_id is not None and whole(given.get("chat_id")) != chat_id):
                return None
            left[0] -= 1
            return fault

        self.rules.append(rule)

    def called(self, method: str) -> list[Json]:
        """The parameters of every request of a method."""
        return [given for asked, given in self.calls if asked == method]

    async def until(self, done: Callable[[], bool], *, within: float = 10) -> None:
        """Wait for ``done``, looked at at every request, in the server's own loop. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not done():
                self._step.clear()
                await self._step.wait()

    def next_message(self) -> int:
        """A new message number."""
        with self.lock:
            self._next_message += 1
            return self._next_message

    def keep_file(self, content: bytes) -> str:
        """A file id for these bytes."""
        with self.lock:
            file_id = f"file{len(self.files)}"
            self.files[file_id] = content
            return file_id

    def new_tap(self, person: Person) -> str:
        """An id for a press of a button."""
        with self.lock:
            tap = str(10**17 + len(self.taps))
            self.taps[tap] = person
            return tap

    # --- requests -----------------------------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _parameters(request)
        self.calls.append((method, given))
        self._step.set()
        fault = next((fault for rule in self.rules if (fault := rule(method, given)) is not None), None)
        if fault is None:
            return await self._right_answer(request, method, given)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        right = await self._right_answer(request, method, given) if fault.effect else None
        if fault.cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.status:
            return web.Response(status=fault.status, body=fault.body, content_type="application/json")
        return right or web.Response(status=500)

    async def _right_answer(self, request: web.Request, method: str, given: Json) -> web.Response:
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            act = METHODS.get(method)
            if act is None:
                raise Refusal(404, "Not Found")
            result = await act(self, given)
        except Refusal as no:
            body = refusal_body(no.status, no.description)
            return web.Response(status=no.status, body=body, content_type="application/json")
        return web.json_response({"ok": True, "result": result})

    async def _file(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].removeprefix("documents/").removesuffix(".bin")
        if request.match_info["token"] != self.token or file_id not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[file_id])

    async def _steer(self, request: web.Request) -> web.Response:
        """Steering from another process: ``{"chat": 7001, "does": "says", "with": {"text": "…"}}``."""
        order = await request.json()
        person = self.user(int(order["chat"]))
        if order.get("does"):
            getattr(person, order["does"])(**order.get("with", {}))
        heard = [{"number": h.number, "text": h.text, "at": h.at, "buttons": h.buttons} for h in person.heard]
        return web.json_response({"waiting": self.waiting(), "heard": heard})


async def _parameters(request: web.Request) -> Json:
    """What was asked, from a query, a form, a JSON body or a multipart body; nested JSON texts are read."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytes(await part.read())
            given[part.name or ""] = (part.filename, content) if part.filename else content.decode()
    else:
        given |= dict(await request.post())
    for name in ("allowed_updates", "reply_markup", "commands", "scope", "link_preview_options"):
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given


async def _serve(port: int) -> None:
    async with BotApi(port=port) as api:
        print(api.base_url, flush=True)  # noqa: T201 - the address for the process that started this one
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A Bot API for tests and benchmarks; prints its address.")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(_serve(parser.parse_args().port))
