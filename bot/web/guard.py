"""What keeps the pages safe: headers on every answer, same-origin posts, body caps, quiet errors, cookies."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("trocap.web")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cache-control": "no-store",
}
YEAR = 365 * 24 * 3600
#: How much of a body too large is still listened to.
HEARD_OUT = 64 * 1024 * 1024


class BodyTooLarge(Exception):
    """A request body above its cap; nothing of it is kept."""


class SafeHeaders:
    """Put the security headers on every answer that does not bring its own."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"strict-transport-security": f"max-age={YEAR}"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class QuietErrors:
    """Turn whatever breaks into a 503 that pages retry; the log gets the kind of error and nothing else.

    An exception's text or a traceback may hold what a citizen typed, an address holds a chat's id: neither
    is written (bad-inputs.md section 6, "logs, traces, crash dumps"). page: what people read instead of JSON.
    """

    def __init__(self, app: ASGIApp, *, page: str) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            log.error("web request failed: %s", type(error).__name__)
            if not started:
                await self.answer(HTTPConnection(scope))(scope, receive, send)

    def answer(self, asked: HTTPConnection) -> Response:
        """Try again in two seconds, for people or for scripts."""
        later = {"retry-after": "2"}
        if wants_page(asked):
            return HTMLResponse(self.page, 503, later)
        return JSONResponse({"kept": False}, 503, later)


def wants_page(asked: HTTPConnection) -> bool:
    """Whether a person asks for a page, or sends a plain form; the page's own script wants JSON."""
    return "text/html" in asked.headers.get("accept", "")


def same_origin(request: Request, *, origins: frozenset[str]) -> bool:
    """Whether a POST comes from one of our own pages.

    Browsers since 2023 say so themselves (Sec-Fetch-Site); older ones send Origin, which must name the host
    that was asked, or one of ``origins`` (the public address behind a proxy). Neither header: refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return origin in origins or (origin != "" and urlsplit(origin).netloc == request.headers.get("host"))


def from_elsewhere(request: Request) -> bool:
    """Whether a page was opened by a link on another site: a Strict cookie is then withheld once."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("cross-site", "same-site")
    referrer = request.headers.get("referer", "")
    return referrer != "" and urlsplit(referrer).netloc != request.headers.get("host")


async def body_of(request: Request, *, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge when it is above ``limit`` bytes.

    What is too large is read to its end and dropped as it comes (up to ``HEARD_OUT``): a browser that is cut
    off while it still sends sees a broken line, tries again, and never reads why.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or int(declared) > HEARD_OUT:
        raise BodyTooLarge
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > HEARD_OUT:
            break
        if length <= limit:
            body += chunk
        else:
            body.clear()
    if length > limit:
        raise BodyTooLarge
    return bytes(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookies:
    """The cookies of the pages: HttpOnly, SameSite=Strict, each chat's own on its own path.

    chat: the secret of one chat, sent to that chat's addresses only, so several people can be signed in
    side by side. last: the id (not the secret) of the citizen's last chat, for the front page.
    """

    secure: bool
    root: str = ""

    def secret(self, connection: HTTPConnection) -> str:
        """The secret that came with a request to a chat's address, or ""."""
        return connection.cookies.get("chat", "")

    def last(self, connection: HTTPConnection) -> str:
        """The id of the last citizen's chat of this browser, or ""."""
        return connection.cookies.get("last", "")

    def put(self, response: Response, name: str, value: str, *, path: str, seconds: int) -> None:
        """Set one cookie."""
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=self.root + path,
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )

    def drop(self, response: Response, name: str, *, path: str) -> None:
        """Take one cookie away."""
        response.delete_cookie(name, path=self.root + path, secure=self.secure, httponly=True, samesite="strict")
