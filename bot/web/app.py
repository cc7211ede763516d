"""The routes of the web chat: pages, the small JSON interface behind them, signing in.

Addresses (docs/web-interface.md): ``/`` finds or opens a citizen's chat, ``/c/<id>/`` is a chat,
``/c/<id>/api/…`` its interface, ``/vao/<token>`` a one-time sign-in link.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web import words
from bot.web.chat import ChatRoutes
from bot.web.door import Door
from bot.web.entry import EntryRoutes
from bot.web.guard import Cookies, QuietErrors, SafeHeaders
from bot.web.pages import STATIC, VERSION, Pages
from bot.web.stream import Speak

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
FOR_A_DAY = {"cache-control": "public, max-age=86400"}


async def always_well() -> bool:
    """The answer of a program that has nothing to ask."""
    return True


def utc_now() -> datetime:
    """The moment a message arrives."""
    return datetime.now(UTC)


def create_app(
    door: Door,
    *,
    speak: Speak,
    secure_cookies: bool,
    root_path: str = "",
    origins: frozenset[str] = frozenset(),
    now: Callable[[], datetime] = utc_now,
    well: Callable[[], Awaitable[bool]] = always_well,
) -> Starlette:
    """The web chat over ``door``.

    speak: a Text as people read it, office placeholders filled. secure_cookies: the pages are served over
    https. root_path: what a proxy puts before every address ("/tro-cap"; it must strip it again). origins:
    public addresses ("https://trocap.example.vn") that posts may come from besides the host asked.
    now: the moment a message arrives. well: answers /health (200 or 503).
    ``app.state.closing`` is an event that ends all open streams.
    """
    root = root_path.rstrip("/")
    pages = Pages(speak=speak, root=root)
    cookies = Cookies(secure=secure_cookies, root=root)
    entry = EntryRoutes(door=door, pages=pages, cookies=cookies, origins=origins)
    closing = asyncio.Event()
    chat = ChatRoutes(door=door, pages=pages, cookies=cookies, origins=origins, now=now, closing=closing)

    async def health(request: Request) -> Response:
        """Whether the program is well: 200, else 503."""
        return PlainTextResponse("ok") if await well() else PlainTextResponse("unwell", 503)

    async def not_found(request: Request, error: Exception) -> Response:
        """A page for an address that means nothing, with the way back."""
        act = pages.link(words.TO_START, to="/")
        return HTMLResponse(pages.leaf(words.NO_PAGE, act=act), 404)

    app = Starlette(
        routes=[
            *entry.routes(),
            *chat.routes(),
            Route("/static/{version}/{name}", static_file),
            Route("/favicon.ico", favicon),
            Route("/health", health),
        ],
        middleware=[
            Middleware(SafeHeaders, https=secure_cookies),
            Middleware(QuietErrors, page=pages.leaf(words.TROUBLE)),
        ],
        exception_handlers={404: not_found},
    )
    app.state.closing = closing
    return app


async def static_file(request: Request) -> Response:
    """A script, a style sheet or the icon; kept for ever by browsers, its address changes with it."""
    name = request.path_params["name"]
    content = STATIC.get(name)
    if content is None:
        return PlainTextResponse("", 404)
    keep = FOR_EVER if request.path_params["version"] == VERSION else None
    return Response(content, headers=keep, media_type=TYPES[name.rpartition(".")[2]])


async def favicon(request: Request) -> Response:
    """The icon where browsers look for it unasked."""
    return Response(STATIC["icon.svg"], headers=FOR_A_DAY, media_type=TYPES["svg"])
