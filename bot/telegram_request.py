"""How requests reach the Bot API: the library's request interface, on aiohttp.

Measured: four times as many answers a second as on httpx, and a connection that failed can be told from an
answer that was lost. No URL gets into an error text: the token is part of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

# Without it the library warns on every RetryAfter, and tests turn warnings into errors; read at each use.
os.environ.setdefault("PTB_TIMEDELTA", "1")

#: Seconds to get a connection (from the pool or a new one), and to wait for an answer.
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
#: A body may take this much longer than its first byte.
BODY_SECONDS = 60.0
#: What happens before a request leaves.
_NO_CONNECTION = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError, InvalidURL)


class NotSent(NetworkError):
    """There was no connection: the request certainly had no effect, so it may be repeated at once."""


class Unknown(NetworkError):
    """The request left, and no answer came that can be read: it may have had its effect."""


class TooLarge(TelegramError):
    """A file is larger than what was asked for."""


class AiohttpRequest(BaseRequest):
    """The library's request interface over one aiohttp session. ``connections``: how many at the same time.

    ``proxy``: address of an HTTP proxy, "" for none (Telegram is not reachable from every network).
    """

    def __init__(self, *, connections: int, proxy: str = "") -> None:
        self._connections = connections
        self._proxy = proxy or None
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer when the caller names none."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session (needs the running loop)."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                cookie_jar=DummyCookieJar(),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, url: str, parameters: Mapping[str, object], *, wait: float = READ_SECONDS) -> Any:
        """The ``result`` of a Bot API method as plain JSON. Raises TelegramError of the right kind.

        The same request object and error mapping that ``Bot`` uses, without building objects nobody reads.
        """
        asked = RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])
        try:
            return await self.post(url, asked, read_timeout=wait)
        except (KeyError, AttributeError, TypeError, ValueError):  # JSON, but not an answer of the Bot API
            failure = Unknown("unreadable answer")
        raise failure  # outside the except: the cause may quote the answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Raises NotSent, TimedOut (effect unknown) or Unknown."""
        read = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        body, headers = _body(request_data)
        failure: TelegramError
        try:
            async with self._open_session().request(
                method, url, data=body, headers=headers, timeout=_limits(read), allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except _NO_CONNECTION as error:
            failure = NotSent(type(error).__name__)
        except TimeoutError:
            failure = TimedOut()
        except (ClientError, OSError) as error:
            failure = Unknown(type(error).__name__)
        raise failure  # outside the except: aiohttp's errors quote the URL

    async def read_file(self, url: str, *, limit: int) -> bytes:
        """A file's bytes, at most ``limit``. Raises TooLarge, NetworkError."""
        failure: TelegramError
        try:
            async with self._open_session().get(
                url, timeout=_limits(READ_SECONDS), allow_redirects=False
            ) as response:
                if response.status != 200:
                    raise NetworkError(f"file: status {response.status}")
                content = bytearray()
                async for piece in response.content.iter_chunked(65_536):
                    content += piece
                    if len(content) > limit:
                        raise TooLarge("file too large")
                return bytes(content)
        except TimeoutError:
            failure = TimedOut()
        except (ClientError, OSError) as error:
            failure = NetworkError(type(error).__name__)
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """A JSON object. Raises TelegramError; unlike the library's own, it logs nothing of what came."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if isinstance(answer, dict):
            return answer
        raise TelegramError("unreadable answer")

    def _open_session(self) -> ClientSession:
        if self._session is None:
            raise NotSent("not open")
        return self._session


def _limits(read: float) -> ClientTimeout:
    return ClientTimeout(total=CONNECT_SECONDS + read + BODY_SECONDS, connect=CONNECT_SECONDS, sock_read=read)


def _body(asked: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    if asked is None:
        return None, {}
    if not asked.contains_files:
        return asked.json_payload, {"Content-Type": "application/json"}
    form = FormData(quote_fields=False)  # file names as they are: Telegram shows %-signs to people
    for name, value in asked.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in asked.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form, {}
