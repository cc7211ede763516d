"""One chat: its page, and the interface the page uses (docs/web-interface.md)."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.web import words
from bot.web.door import Door, Line, Seat
from bot.web.entry import STAFF_SECONDS
from bot.web.guard import YEAR, BodyTooLarge, Cookies, body_of, from_elsewhere, same_origin, wants_page
from bot.web.incoming import Unreadable, incoming, read_parts
from bot.web.pages import Pages
from bot.web.stream import events, lines_as_json

#: Seconds a browser without script waits for the answer before its page is shown again.
PATIENCE = 3.0
#: Lines such a browser is shown.
PLAIN_LINES = 50
FILE_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
SHOWN_LIMIT = 64 * 1024

#: A route of a chat that is open to whoever asks.
Inside = Callable[[Request, str, Seat], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def number(text: str) -> int:
    """A line id from an address or a header; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRoutes:
    """The routes below /c/<id>/. closing: set when the program ends."""

    door: Door
    pages: Pages
    cookies: Cookies
    origins: frozenset[str]
    now: Callable[[], datetime]
    closing: asyncio.Event

    def routes(self) -> list[Route]:
        """Where they are; GET routes read, POST routes come from our own pages only."""
        reads: dict[str, Inside] = {
            "": self.page,
            "xoa": self.ask_forget,
            "api/lines": self.lines,
            "api/stream": self.stream,
            "file/{file_id}": self.file,
        }
        writes: dict[str, Inside] = {
            "api/messages": self.say,
            "api/shown": self.shown,
            "api/forget": self.forget,
        }
        return [
            *(Route(f"/c/{{chat}}/{path}", self.opened(act), methods=["GET"]) for path, act in reads.items()),
            *(Route(f"/c/{{chat}}/{path}", self.posted(act), methods=["POST"]) for path, act in writes.items()),
        ]

    def opened(self, act: Inside) -> Endpoint:
        """Only for who holds the chat's secret; all others read the same, whether the chat exists or not."""

        async def endpoint(request: Request) -> Response:
            address = request.path_params["chat"]
            secret = self.cookies.secret(request)
            seat = await self.door.may(address, secret) if secret else None
            return await act(request, address, seat) if seat is not None else self.shut(request)

        return endpoint

    def posted(self, act: Inside) -> Endpoint:
        """The same for what changes something: first the page it comes from."""
        inside = self.opened(act)

        async def endpoint(request: Request) -> Response:
            if not same_origin(request, origins=self.origins):
                return JSONResponse({"kept": False}, 403)
            return await inside(request)

        return endpoint

    def shut(self, request: Request) -> Response:
        """The answer to who may not open this chat."""
        if not wants_page(request):
            return JSONResponse({"open": False}, 403)
        if from_elsewhere(request) and request.query_params.get("tiep") != "1":
            to = f"/c/{quote(request.path_params['chat'])}/?tiep=1"
            act = self.pages.link(words.OPEN, to=to)
            return HTMLResponse(self.pages.leaf(words.GOING_ON, act=act, head=self.pages.refresh(to)))
        act = self.pages.link(words.NEW_CHAT, to="/?moi=1")
        return HTMLResponse(self.pages.leaf(words.NOT_HERE, more=words.NOT_HERE_MORE, act=act), 403)

    async def page(self, request: Request, address: str, seat: Seat) -> Response:
        """The page (``?chu=1``: for browsers without script); coming back renews its cookie."""
        plain = await self.latest(address) if request.query_params.get("chu") == "1" else None
        answer = HTMLResponse(self.pages.chat(address=address, seat=seat, plain=plain))
        secret = self.cookies.secret(request)
        seconds = STAFF_SECONDS if seat.staff else YEAR
        self.cookies.put(answer, "chat", secret, path=f"/c/{address}/", seconds=seconds)
        return answer

    async def latest(self, address: str) -> list[Line]:
        """The last lines of a chat; a door may give a long history in several parts."""
        found: deque[Line] = deque(maxlen=PLAIN_LINES)
        while more := await self.door.lines(address, after=found[-1].id if found else 0):
            found.extend(more)
        return list(found)

    async def say(self, request: Request, address: str, seat: Seat) -> Response:
        """Keep what was typed, tapped or sent along; 200 only after it is kept for good."""
        try:
            parts = await read_parts(request)
        except Unreadable:
            return JSONResponse({"kept": False, "why": "unreadable"}, 400)
        except BodyTooLarge:
            return JSONResponse({"kept": False, "why": "too_large"}, 413, {"connection": "close"})
        before = await self.latest(address) if wants_page(request) else []
        await self.door.keep([incoming(parts, address=address, at=self.now())])
        if not wants_page(request):
            return JSONResponse({"kept": True})
        await self.wait_for_answer(address, after=before[-1].id if before else 0)
        return RedirectResponse(f"{self.pages.root}/c/{address}/?chu=1#answer", 303)

    async def wait_for_answer(self, address: str, *, after: int) -> None:
        """Give the talk a moment, for a page that cannot wait by itself."""
        ends = asyncio.get_running_loop().time() + PATIENCE
        while (left := ends - asyncio.get_running_loop().time()) > 0:
            newer = await self.door.lines(address, after=after)
            if any(not line.mine for line in newer):
                return
            after = newer[-1].id if newer else after
            await self.door.changed(address, after=after, timeout=left)

    async def lines(self, request: Request, address: str, seat: Seat) -> Response:
        """The lines after ``?after=``, as JSON."""
        found = await self.door.lines(address, after=number(request.query_params.get("after", "")))
        return JSONResponse({"lines": lines_as_json(found, speak=self.pages.speak, seat=seat)})

    async def stream(self, request: Request, address: str, seat: Seat) -> Response:
        """New lines as they come (server-sent events), from ``?after=`` or the last id a browser names."""
        asked = number(request.query_params.get("after", ""))
        known = number(request.headers.get("last-event-id", ""))
        body = events(
            self.door,
            address,
            secret=self.cookies.secret(request),
            after=max(asked, known),
            speak=self.pages.speak,
            closing=self.closing,
        )
        return StreamingResponse(body, media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    async def shown(self, request: Request, address: str, seat: Seat) -> Response:
        """The page showed these lines: ``{"ids": [..]}``."""
        try:
            read = json.loads(await body_of(request, limit=SHOWN_LIMIT))
        except (ValueError, RecursionError, BodyTooLarge):
            return JSONResponse({"kept": False}, 400)
        ids = read.get("ids") if isinstance(read, dict) else None
        if not isinstance(ids, list) or not all(type(item) is int and 0 < item < 2**63 for item in ids):
            return JSONResponse({"kept": False}, 400)
        await self.door.shown(address, ids)
        return JSONResponse({"kept": True})

    async def ask_forget(self, request: Request, address: str, seat: Seat) -> Response:
        """The question before "Xóa màn hình này", for browsers without script."""
        what = words.FORGET_WHAT_STAFF if seat.staff else words.FORGET_WHAT
        act = self.pages.button(words.FORGET_YES, to="api/forget", grave=True)
        return HTMLResponse(self.pages.leaf(words.FORGET_ASK, more=what, act=act))

    async def forget(self, request: Request, address: str, seat: Seat) -> Response:
        """Empty this screen's history and take its cookies away; what was registered stays."""
        await self.door.forget(address)
        after = f"{self.pages.root}/da-xoa"
        page = wants_page(request)
        answer: Response = RedirectResponse(after, 303) if page else JSONResponse({"next": after})
        self.cookies.drop(answer, "chat", path=f"/c/{address}/")
        if self.cookies.last(request) == address:
            self.cookies.drop(answer, "last", path="/")
        return answer

    async def file(self, request: Request, address: str, seat: Seat) -> Response:
        """A document offered in this chat, always saved and never opened in place."""
        found = await self.door.file(address, request.path_params["file_id"])
        if found is None:
            return self.shut(request)
        ending = found.name.rpartition(".")[2].lower()
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "content-security-policy": "default-src 'none'; sandbox",
        }
        kind = FILE_TYPES.get(ending, "application/octet-stream")
        return Response(found.content, headers=headers, media_type=kind)
