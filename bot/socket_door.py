"""The terminal's door to the house: a Unix socket of the running program, in the data folder, for its owner only.

Without a running program the command opens the house itself, holding the file meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pwd
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot import admin_door, staff_desk
from bot.asked import Asked, Reply, pack_asked, pack_reply, unpack_asked, unpack_reply
from bot.engine import Engine
from bot.files import DOCUMENT_LIMIT
from bot.settings import Settings
from bot.wiring import opened
from storage.database import Held

log = logging.getLogger(__name__)
#: A question with its file, in base64; a reply with long lists.
ASKED_LIMIT = 2 * DOCUMENT_LIMIT
REPLY_LIMIT = 512 * 1024 * 1024
#: Seconds between two lines of progress.
WORKING_SECONDS = 2.0
FAILED = "Việc này chưa làm được, chưa ghi gì cả. Xem nhật ký của chương trình."
CUT = "Chương trình vừa dừng, chưa rõ việc đã làm xong chưa. Khởi động lại rồi xem."
Duty = Callable[[Engine, Settings, Asked], Awaitable[Reply]]
DESK: Mapping[str, Duty] = {
    "admin": admin_door.run_command,
    "staff add": staff_desk.add,
    "staff list": staff_desk.show,
    "staff suspend": staff_desk.suspend,
    "units load": staff_desk.load,
    "units list": staff_desk.show_places,
}


async def ask(settings: Settings, asked: Asked, *, working: Callable[[int], None]) -> Reply:
    """The house's reply, from the running program or else by ourselves. Raises what ``opened`` raises.

    working: called with the seconds so far, now and then, when it takes long.
    """
    replying = asyncio.ensure_future(_reply(settings, asked))
    seconds = 0.0
    while not (await asyncio.wait([replying], timeout=WORKING_SECONDS))[0]:
        seconds += WORKING_SECONDS
        working(int(seconds))
    return await replying


async def _reply(settings: Settings, asked: Asked) -> Reply:
    reply = await _through_socket(settings, asked)
    if reply is not None:
        return reply
    try:
        async with opened(settings) as engine:
            return await _done(engine, settings, asked)
    except Held:
        reply = await _through_socket(settings, asked)  # it may have been starting
        if reply is None:
            raise
        return reply


async def _done(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    try:
        return await DESK[asked.what](engine, settings, asked)
    except Exception as error:
        log.error("a command of the terminal failed: %s", asked.what, exc_info=error)
        return Reply(lines=(FAILED,), code=1)


def machine_user(uid: int) -> str:
    """The name of a user of this machine."""
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return str(uid)


# --- who asks ----------------------------------------------------------------------------------------------


async def _through_socket(settings: Settings, asked: Asked) -> Reply | None:
    """The running program's reply, None when none listens."""
    try:
        reader, writer = await asyncio.open_unix_connection(_address(settings), limit=REPLY_LIMIT)
    except OSError:
        return None
    try:
        writer.write(pack_asked(asked))
        await writer.drain()
        line = await reader.readline()
    except OSError:
        line = b""
    finally:
        writer.close()
    return unpack_reply(line) if line else Reply(lines=(CUT,), code=1)


def _address(settings: Settings) -> str:
    """Where the socket lies, said the shorter way: the machine takes about 100 signs."""
    path = (settings.data_dir / "trocap.sock").absolute()
    return min(str(path), os.path.relpath(path), key=len)


# --- who listens -------------------------------------------------------------------------------------------


@asynccontextmanager
async def listening(engine: Engine, settings: Settings) -> AsyncIterator[None]:
    """Answer the terminal meanwhile. A socket that cannot be had is one line in the log: the program goes on."""
    address = _address(settings)
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
        writer.write(pack_reply(await _done(engine, settings, asked)))
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
