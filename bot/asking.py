"""The terminal asks the house: through the running program's socket, or else by opening the house itself.

Light: beside a running program nothing of the house is loaded.
"""

from __future__ import annotations

import asyncio
import os
import pwd
from collections.abc import Callable
from contextlib import suppress

from bot.asked import Asked, Reply, pack_asked, unpack_reply
from bot.settings import Settings

#: A reply with long lists, in base64.
REPLY_LIMIT = 512 * 1024 * 1024
#: Seconds between two lines of progress.
WORKING_SECONDS = 2.0
CUT = "Chương trình vừa dừng, chưa rõ việc đã làm xong chưa. Khởi động lại rồi xem."


async def ask(settings: Settings, asked: Asked, *, working: Callable[[int], None]) -> Reply:
    """The house's reply. Raises what ``wiring.opened`` raises.

    working: called with the seconds so far, now and then, when it takes long.
    """
    replying = asyncio.ensure_future(_reply(settings, asked))
    seconds = 0.0
    while not (await asyncio.wait([replying], timeout=WORKING_SECONDS))[0]:
        seconds += WORKING_SECONDS
        working(int(seconds))
    return await replying


async def _reply(settings: Settings, asked: Asked) -> Reply:
    reply = await through_socket(settings, asked)
    if reply is not None:
        return reply
    from bot.socket_door import done
    from bot.wiring import opened
    from storage.database import Held

    try:
        async with opened(settings) as engine:
            return await done(engine, settings, asked)
    except Held:
        reply = await through_socket(settings, asked)  # it may have been starting
        if reply is None:
            raise
        return reply


async def through_socket(settings: Settings, asked: Asked) -> Reply | None:
    """The running program's reply, None when none listens."""
    try:
        reader, writer = await asyncio.open_unix_connection(socket_address(settings), limit=REPLY_LIMIT)
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


def socket_address(settings: Settings) -> str:
    """Where the socket lies, said the shorter way: the machine takes about 100 signs."""
    path = (settings.data_dir / "trocap.sock").absolute()
    return min(str(path), os.path.relpath(path), key=len)


def machine_user(uid: int) -> str:
    """The name of a user of this machine."""
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return str(uid)
