"""Ways in: the front page that finds or opens a citizen's chat, and one-time links for staff."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web import words
from bot.web.door import Door, Opened
from bot.web.guard import YEAR, BodyTooLarge, Cookies, body_of, from_elsewhere, same_origin
from bot.web.pages import Pages

#: How long a staff member stays signed in after the last visit.
STAFF_SECONDS = 7 * 24 * 3600
LINK_PAGE = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
CHAT_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRoutes:
    """The front page and the sign-in link."""

    door: Door
    pages: Pages
    cookies: Cookies
    origins: frozenset[str]

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/", self.front, methods=["GET"]),
            Route("/da-xoa", self.forgotten, methods=["GET"]),
            Route("/vao/{token}", self.link, methods=["GET"]),
            Route("/vao/{token}", self.use_link, methods=["POST"]),
        ]

    async def front(self, request: Request) -> Response:
        """Go to this browser's last chat, or open a new one (``?moi=1``: in any case).

        A browser that comes by a link on another site withholds its cookies once; it is sent round through a
        page of our own, so that nobody loses a chat by following a link.
        """
        if request.method == "HEAD":
            return Response()
        last = self.cookies.last(request)
        again = request.query_params.get("tiep") == "1"
        if not last and not again and from_elsewhere(request):
            return self.once_more(request)
        if CHAT_ID.fullmatch(last) and request.query_params.get("moi") != "1":
            return RedirectResponse(f"{self.pages.root}/c/{last}/", 303)
        start = request.query_params.get("start", "")
        opened = await self.door.new_chat(start=start if START.fullmatch(start) else "")
        answer = self.go_to(opened, seconds=YEAR)
        self.cookies.put(answer, "last", opened.address, path="/", seconds=YEAR)
        return answer

    def once_more(self, request: Request) -> Response:
        """A page that asks for the same address again, now from our own site."""
        query = dict(request.query_params) | {"tiep": "1"}
        target = str(request.url.replace_query_params(**query).query)
        to = f"/?{target}"
        head = self.pages.refresh(to)
        return HTMLResponse(self.pages.leaf(words.GOING_ON, act=self.pages.link(words.OPEN, to=to), head=head))

    def go_to(self, opened: Opened, *, seconds: int) -> Response:
        """To a chat, with the cookie that opens it."""
        answer = RedirectResponse(f"{self.pages.root}/c/{opened.address}/", 303)
        self.cookies.put(answer, "chat", opened.secret, path=f"/c/{opened.address}/", seconds=seconds)
        return answer

    async def forgotten(self, request: Request) -> Response:
        """What stands there after "Xóa màn hình này"."""
        act = self.pages.link(words.NEW_CHAT, to="/?moi=1")
        return HTMLResponse(self.pages.leaf(words.FORGOTTEN, more=words.FORGOTTEN_MORE, act=act))

    async def link(self, request: Request) -> Response:
        """A sign-in link shows one button and uses nothing up: previews of messages open links too."""
        token = request.path_params["token"]
        if not await self.door.link_alive(token):
            return self.link_over()
        check = secrets.token_urlsafe(16)
        button = self.pages.button(words.SIGN_IN_GO, to=f"{self.pages.root}/vao/{token}", check=check)
        page = self.pages.leaf(words.SIGN_IN, more=words.SIGN_IN_WHAT, act=button)
        answer = HTMLResponse(page, headers=LINK_PAGE)
        self.cookies.put(answer, "vao", check, path="/vao/", seconds=15 * 60)
        return answer

    def link_over(self) -> Response:
        """The same for a link that is used, too old, or never was."""
        return HTMLResponse(self.pages.leaf(words.LINK_OVER), 410, headers=LINK_PAGE)

    async def use_link(self, request: Request) -> Response:
        """Use the link up and go to the staff chat."""
        if not await self.from_own_page(request):
            return HTMLResponse(self.pages.leaf(words.TROUBLE), 403, headers=LINK_PAGE)
        opened = await self.door.redeem(request.path_params["token"])
        if opened is None:
            return self.link_over()
        answer = self.go_to(opened, seconds=STAFF_SECONDS)
        answer.headers.update(LINK_PAGE)
        self.cookies.drop(answer, "vao", path="/vao/")
        return answer

    async def from_own_page(self, request: Request) -> bool:
        """Whether the button on our own page was pressed.

        A page without referrer posts "Origin: null", and older browsers say nothing more: there the page's
        hidden value must equal the cookie that came with it.
        """
        if "sec-fetch-site" in request.headers or request.headers.get("origin", "null") != "null":
            return same_origin(request, origins=self.origins)
        try:
            body = await body_of(request, limit=1024)
        except BodyTooLarge:
            return False
        check = parse_qs(body.decode("ascii", "replace")).get("check", [""])[0]
        cookie = request.cookies.get("vao", "")
        return check != "" and hmac.compare_digest(check.encode(), cookie.encode())
