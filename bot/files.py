"""What comes of a file on its way in: a photo is decoded and dropped, a staff member's list is kept sealed."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import Any

from bot.channel import NotDelivered, Stopped
from bot.engine import Engine
from domain.messages import Attachment
from storage import chats, documents, inbox
from storage.database import may_pass
from storage.inbox import Waiting

log = logging.getLogger(__name__)
PHOTO_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 5 * 1024 * 1024


def limit_of(attachment: Attachment) -> int:
    """The most bytes taken of a file of this kind."""
    return PHOTO_LIMIT if attachment.kind == "photo" else DOCUMENT_LIMIT


async def read_file(
    engine: Engine, attachment: Attachment, content: bytes, *, chat_id: str, staff_id: str, now: datetime
) -> dict[str, Any]:
    """What joins the message: the texts of a photo's codes, or the id of a kept document.

    A citizen's document is neither opened nor kept; a photo is never written anywhere.
    """
    if attachment.kind == "photo":
        codes = await engine.photos.read_codes(content)
        return {"codes": list(codes.texts)}
    if not staff_id:
        return {"document": ""}
    ident = await engine.run(
        lambda db: documents.add(
            db,
            content,
            name=attachment.name,
            kind="upload",
            seal=engine.house.seal,
            now=now,
            staff_id=staff_id,
            chat_id=chat_id,
        )
    )
    return {"document": ident, "name": attachment.name}


async def fetch_files(engine: Engine, *, now: datetime, limit: int = 8) -> int:
    """Fetch and read the files that messages wait for; how many. One that cannot be had says so in the talk.

    One over which our code fails is one that cannot be had: the files behind it do not wait for ever.
    """
    waiting = await engine.run(lambda db: inbox.unready(db, limit=limit, seal=engine.house.seal))
    for message in waiting:
        try:
            extra = await _fetched(engine, message, now=now)
        except Exception as error:
            if may_pass(error):
                raise
            log.error("a file could not be read: kind=%s", message.kind, exc_info=error)
            extra = _nothing(message.kind)
        await engine.run(partial(inbox.make_ready, waiting=message, extra=extra, seal=engine.house.seal))
        engine.messages_came.ring()
    return len(waiting)


async def _fetched(engine: Engine, message: Waiting, *, now: datetime) -> dict[str, Any]:
    chat = (await engine.run(lambda db: chats.find(db, [message.chat_id], seal=engine.house.seal)))[
        message.chat_id
    ]
    given = message.body["attachment"]
    attachment = Attachment(
        kind=given["kind"], ref=given.get("ref", ""), name=given.get("name", ""), size=given.get("size", 0)
    )
    if attachment.kind == "document" and not chat.staff_id:
        return {"document": ""}
    try:
        content = await engine.channels[chat.channel].download(attachment, limit=limit_of(attachment))
    except (NotDelivered, Stopped):
        return _nothing(attachment.kind)
    return await read_file(engine, attachment, content, chat_id=chat.id, staff_id=chat.staff_id, now=now)


def _nothing(kind: str) -> dict[str, Any]:
    """What joins a message whose file cannot be had."""
    return {"codes": []} if kind == "photo" else {"document": ""}
