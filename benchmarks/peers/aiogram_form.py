"""aiogram's finite state machine with its state in SQLite, one commit an answer. The same questions.

It handles updates side by side, as it does from the box; an answer's order in a chat is then nobody's care.
"""

from __future__ import annotations

import asyncio
import sys

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

sys.path.insert(0, sys.argv[4])
from benchmarks.enrolment import QUESTIONS, SCRIPT


async def main() -> None:
    """Poll until killed."""
    db = await aiosqlite.connect(sys.argv[3])
    await db.execute("PRAGMA journal_mode=WAL")
    await db.execute("PRAGMA synchronous=FULL")
    await db.execute("CREATE TABLE IF NOT EXISTS state (chat INTEGER PRIMARY KEY, at INTEGER)")
    await db.execute("CREATE TABLE IF NOT EXISTS answers (chat INTEGER, at INTEGER, text TEXT)")
    server = TelegramAPIServer(base=sys.argv[2] + "{token}/{method}", file=sys.argv[2] + "{token}/{path}")
    bot = Bot(sys.argv[1], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answered(message: Message) -> None:
        """Keep the answer and the state, ask the next question."""
        async with db.execute("SELECT at FROM state WHERE chat = ?", (message.chat.id,)) as found:
            row = await found.fetchone()
        at = int(row[0]) if row else 0
        await db.execute("INSERT INTO answers VALUES (?, ?, ?)", (message.chat.id, at, message.text))
        await db.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET at = excluded.at",
            (message.chat.id, (at + 1) % len(QUESTIONS)),
        )
        await db.commit()
        for _ in range(SCRIPT[at][1]):
            await message.answer(QUESTIONS[at])

    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main())
