"""Serve: the web chat, the channels and all loops, until Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette

from bot.channel import Channel, Stopped
from bot.engine import Engine
from bot.loops import ALL, WEB, run_all
from bot.settings import Settings
from bot.socket_door import listening
from bot.speaking import Listener
from bot.web.app import create_app
from bot.web.server import serve as serve_web
from bot.web_channel import WebChannel
from bot.web_door import WebDoor
from bot.wiring import utc_now
from domain.wording import Text

log = logging.getLogger(__name__)


async def serve(
    engine: Engine,
    settings: Settings,
    *,
    stop: asyncio.Event,
    started: Callable[[int], None] = lambda port: None,
    first: Callable[[], Awaitable[None]] | None = None,
    role: str = ALL,
) -> None:
    """Everything at once, or what a role does; returns when ``stop`` is set.

    Raises OSError when the web address cannot be had. first: what is done before anything is answered, while the
    pages are there already. started: called with the port of the pages, 0 when there are none.
    """
    working = [channel for channel in engine.channels.values() if role != WEB and await _opens(channel)]

    async def loops() -> None:
        if first is not None:
            await first()
        await run_all(engine, utc_now, channels=working, stop=stop, role=role)

    async def pages() -> None:
        if role not in (ALL, WEB):
            started(0)
            return
        app = web_app(engine, settings)
        await serve_web(app, host=settings.web_host, port=settings.web_port, stop=stop, started=started)

    try:
        async with listening(engine, settings), asyncio.TaskGroup() as group:
            group.create_task(pages())
            group.create_task(loops())
    finally:
        stop.set()
        for channel in engine.channels.values():
            await channel.close()


def web_app(engine: Engine, settings: Settings) -> Starlette:
    """The pages over the house."""
    listener = Listener(channel="web", language="vi", can=WebChannel.can)

    def speak(text: Text) -> str:
        return engine.house.speaker.line(text, listener=listener, unit="", now=utc_now())

    return create_app(
        WebDoor(engine, utc_now),
        speak=speak,
        secure_cookies=settings.public_url.startswith("https://"),
        origins=frozenset({settings.public_url.rstrip("/")} - {""}),
        well=engine.well,
    )


async def _opens(channel: Channel) -> bool:
    """A channel that cannot work (a wrong token) says so in one line; the others go on."""
    try:
        await channel.open()
    except Stopped as stopped:
        log.error("%s stops: %s", channel.name, stopped)
        return False
    return True
