"""Serve the pages: a socket of our own, no signal handlers, an end within two seconds."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette


class _Server(uvicorn.Server):
    """uvicorn that leaves Ctrl-C to the program around it, and tells when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets)
        self.answering.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal over."""
        yield


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=512)


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",  # access_log=False alone still logs addresses where somebody listens to every logger
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=15,
    )


async def serve(
    app: Starlette,
    *,
    host: str,
    port: int,
    stop: asyncio.Event,
    started: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve ``app`` until ``stop`` is set or the task is cancelled; open streams end at once.

    started: called with the port once requests are answered. No access log: addresses hold ids and tokens.
    Raises OSError when the address cannot be had.
    """
    listening = bind(host, port)
    server = _Server(_config(app))
    serving = asyncio.create_task(server.serve([listening]))
    answering = asyncio.create_task(server.answering.wait())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((serving, answering), return_when=asyncio.FIRST_COMPLETED)
        if server.answering.is_set():
            started(listening.getsockname()[1])
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        app.state.closing.set()
        server.should_exit = True
        answering.cancel()
        stopping.cancel()
        await asyncio.gather(serving, answering, stopping, return_exceptions=True)
        listening.close()
    serving.result()
