"""The door of a running program: a Unix socket in the data folder, for its owner; what is done for who asks."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot import admin_door, staff_desk
from bot.asked import FILE_LIMIT, Asked, Reply, pack_reply, unpack_asked
from bot.asking import machine_user, socket_address
from bot.engine import Engine
from bot.settings import Settings

log = logging.getLogger(__name__)
#: A question with its file, in base64.
ASKED_LIMIT = 2 * FILE_LIMIT
FAILED = "Việc này chưa làm được, chưa ghi gì cả. Xem nhật ký của chương trình."
Duty = Callable[[Engine, Settings, Asked], Awaitable[Reply]]
DESK: Mapping[str, Duty] = {
    "admin": admin_door.run_command,
    "staff add": staff_desk.add,
    "staff list": staff_desk.show,
    "staff suspend": staff_desk.suspend,
    "units load": staff_desk.load,
    "units list": staff_desk.show_places,
}


async def done(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """Do what is asked; what our code raises is one sentence, and a line in the log."""
    try:
        return await DESK[asked.what](engine, settings, asked)
    except Exception as error:
        log.error("a command of the terminal failed: %s", asked.what, exc_info=error)
        return Reply(lines=(FAILED,), code=1)


@asynccontextmanager
async def listening(engine: Engine, settings: Settings) -> AsyncIterator[None]:
    """Answer the terminal meanwhile. A socket that cannot be had is one line in the log: the program goes on."""
    address = socket_address(settings)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        bound = _bound(address)
    except OSError as error:
        log.warning("no door for the terminal: %s", error.strerror or type(error).__name__)
        yield
        return
    answering: set[asyncio.Task[None]] = set()

    def came(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_answer(engine, settings, reader, writer))
        answering.add(task)
        task.add_done_callback(answering.discard)

    server = await asyncio.start_unix_server(came, sock=bound, limit=ASKED_LIMIT)
    try:
        yield
    finally:
        _removed(address)
        server.close()
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


def _removed(address: str) -> None:
    Path(address).unlink(missing_ok=True)


def _bound(address: str) -> socket.socket:
    """A socket only its owner may use. One that nobody answers is replaced; raises OSError when somebody does."""
    with socket.socket(socket.AF_UNIX) as other:
        try:
            other.connect(address)
        except OSError:
            _removed(address)
        else:
            raise OSError("another program of this folder listens")
    bound = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    finally:
        os.umask(before)
    return bound


async def _answer(
    engine: Engine, settings: Settings, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        asked = unpack_asked(await reader.readline(), user=machine_user(_peer(writer)))
        writer.write(pack_reply(await done(engine, settings, asked)))
        await writer.drain()
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("the terminal said nothing that can be read: %s", type(error).__name__)
    finally:
        writer.close()


def _peer(writer: asyncio.StreamWriter) -> int:
    """The user id of who is at the other end, as the machine says; only our own can be where it does not."""
    peer: socket.socket = writer.get_extra_info("socket")
    if not hasattr(socket, "SO_PEERCRED"):
        return os.getuid()
    _, uid, _ = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return int(uid)
