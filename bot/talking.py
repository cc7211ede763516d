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
from domain.messages import Incoming
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
    chat, staff_id = await engine.run(lambda db: _seated(db, engine, role=role, address=address, now=clock()))
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
        key = f"terminal:{uuid4().hex}"
        try:
            message = incoming(typed, address=address, key=key, now=clock(), read=Path.read_bytes)
        except OSError:
            sys.stderr.write("Không đọc được tệp này.\n")
            continue
        await _keep(engine, message, chat=chat, staff_id=staff_id, now=clock())
        await settle(engine, now=clock())
    return 0


def _seated(db: Connection, engine: Engine, *, role: str, address: str, now: datetime) -> tuple[str, str]:
    """Ids of the chat and of the staff member who speaks from it, "" for nobody."""
    seal = engine.house.seal
    chat = chats.make(db, [("terminal", address)], seal=seal, now=now)["terminal", address]
    members = staff_rows.all_of(db, seal=seal) if role else []
    known = next((row for row in members if row.role == role and not row.suspended), None)
    if known is None:
        return chat, ""
    chats.sign_in(db, chat, known.id)
    return chat, known.id


async def _keep(engine: Engine, message: Incoming, *, chat: str, staff_id: str, now: datetime) -> None:
    extra = {}
    if message.attachment is not None:
        content = message.attachment.content
        extra[message.key] = await read_file(
            engine, message.attachment, content, chat_id=chat, staff_id=staff_id, now=now
        )
    await engine.keep([message], now=now, extra=extra)
