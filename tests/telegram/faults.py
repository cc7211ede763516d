"""What may go wrong between a program and the Bot API, as the test server plays it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fault:
    """How a request is spoilt.

    status and body: the answer instead of the right one. effect: the request was carried out all the same.
    cut: no answer, the connection closes. delay: seconds before the answer.
    """

    status: int = 0
    body: bytes = b""
    effect: bool = False
    cut: bool = False
    delay: float = 0


def refusal(status: int, description: str, **parameters: int) -> Fault:
    """An answer ``{"ok": false, …}`` as the Bot API writes it."""
    return Fault(status=status, body=refusal_body(status, description, parameters))


def refusal_body(status: int, description: str, parameters: dict[str, Any] | None = None) -> bytes:
    """The body of a refusal."""
    more = {"parameters": parameters} if parameters else {}
    return json.dumps({"ok": False, "error_code": status, "description": description, **more}).encode()


def too_many(seconds: int) -> Fault:
    """429: wait so many seconds."""
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


FORBIDDEN = refusal(403, "Forbidden: bot was blocked by the user")
BAD_REQUEST = refusal(400, "Bad Request: message text is empty")
NOT_FOUND = refusal(400, "Bad Request: chat not found")
WRONG_TOKEN = refusal(401, "Unauthorized")
CONFLICT = refusal(409, "Conflict: terminated by other getUpdates request")
BROKEN = refusal(500, "Internal Server Error")
BAD_GATEWAY = Fault(status=502, body=b"<html>502 Bad Gateway</html>")
#: A firewall's page in place of the answer.
BLOCK_PAGE = Fault(status=403, body=b"<html>Access to this site is limited</html>")
GARBAGE = Fault(status=200, body=b"\x00\xffnot JSON", effect=True)
ODD_ANSWER = Fault(status=200, body=b'{"ok":true}', effect=True)
CUT_BEFORE = Fault(cut=True)
CUT_AFTER = Fault(cut=True, effect=True)


def slow(seconds: float) -> Fault:
    """The right answer, late."""
    return Fault(delay=seconds, effect=True)
