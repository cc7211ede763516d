"""The stock way: python-telegram-bot's ConversationHandler, one commit an answer through aiosqlite.

The same questions, nothing understood or checked, nothing sealed, no audit, one text for all.
"""

from __future__ import annotations

import os
import sys

import aiosqlite
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, ConversationHandler, MessageHandler, filters

from benchmarks.enrolment import QUESTIONS, SCRIPT

Context = ContextTypes.DEFAULT_TYPE
DATABASE: list[aiosqlite.Connection] = []


async def answered(update: Update, context: Context) -> int:
    """Keep the answer, ask the next question."""
    assert update.message is not None
    assert update.effective_chat is not None
    assert context.user_data is not None
    at = int(context.user_data.get("at", 0))
    db = DATABASE[0]
    await db.execute(
        "INSERT INTO answers (chat, at, text) VALUES (?, ?, ?)",
        (update.effective_chat.id, at, update.message.text),
    )
    await db.commit()
    context.user_data["at"] = at + 1
    for _ in range(SCRIPT[at][1]):
        await update.message.reply_text(QUESTIONS[at])
    if at + 1 < len(QUESTIONS):
        return at + 1
    context.user_data.clear()
    return ConversationHandler.END


async def opened(application: Application) -> None:
    """The database, as its documentation advises for a bot: WAL, and safe."""
    db = await aiosqlite.connect(sys.argv[3])
    await db.execute("PRAGMA journal_mode=WAL")
    await db.execute("PRAGMA synchronous=FULL")
    await db.execute("CREATE TABLE IF NOT EXISTS answers (chat INTEGER, at INTEGER, text TEXT)")
    DATABASE.append(db)


def main() -> None:
    """Poll until killed."""
    application = Application.builder().token(sys.argv[1]).base_url(sys.argv[2]).post_init(opened).build()
    states = {at: [MessageHandler(filters.TEXT & ~filters.COMMAND, answered)] for at in range(1, len(QUESTIONS))}
    application.add_handler(
        ConversationHandler(entry_points=[CommandHandler("start", answered)], states=states, fallbacks=[])
    )
    application.run_polling(poll_interval=0.0)


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    main()
