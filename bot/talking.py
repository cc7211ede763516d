"""``trocap talk``: a conversation on standard input and output, read line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from sqlalchemy import Connection

from bot.engine import Engine
from bot.files import fetch_files, read_file
from bot.jobs import work_once
from bot.terminal_channel import incoming
from storage import chats
from storage import staff as staff_rows


async def settle(engine: Engine, *, now: datetime) -> None:
    """Everything that is due happens, and then nothing more."""
    while True:
        done = await fetch_files(engine, now=now)
        done += await engine.ring(now=now)
        done += await engine.answer(now=now)
        done += int(await work_once(engine, now=now))
        if not done:
            done += await engine.answer(now=now, notices=True)
        done += await engine.send(now=now)
        if not done:
            return


async def talk(
    engine: Engine, *, clock: Callable[[], datetime], role: str, address: str, lines: TextIO, echo: bool
) -> int:
    """Say each line, print what comes of it; the exit code. ``role``: speak as a staff member of it."""
    seal = engine.house.seal

    def begin(db: Connection) -> tuple[str, str]:
        chat = chats.make(db, [("terminal", address)], seal=seal, now=clock())["terminal", address]
        if not role:
            return chat, ""
        known = next(
            (row for row in staff_rows.all_of(db, seal=seal) if row.role == role and not row.suspended), None
        )
        if known is not None:
            chats.sign_in(db, chat, known.id)
        return chat, known.id if known else ""

    chat, staff_id = await engine.run(begin)
    if role and not staff_id:
        sys.stderr.write(f"Chưa có ai ở vai {role}. Thêm bằng: ./run trocap staff add.\n")
        return 2
    await settle(engine, now=clock())
    for line in lines:
        typed = line.rstrip("\n")
        if not typed.strip() or typed.startswith("#"):
            continue
        if echo:
            sys.stdout.write(f"> {typed}\n")
        try:
            message = incoming(
                typed, address=address, key=f"terminal:{uuid4().hex}", now=clock(), read=Path.read_bytes
            )
        except OSError:
            sys.stderr.write("Không đọc được tệp này.\n")
            continue
        extra = {}
        if message.attachment is not None:
            extra[message.key] = await read_file(
                engine,
                message.attachment,
                message.attachment.content,
                chat_id=chat,
                staff_id=staff_id,
                now=clock(),
            )
        await engine.keep([message], now=clock(), extra=extra)
        await settle(engine, now=clock())
    return 0
