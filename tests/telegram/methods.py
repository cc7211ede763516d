"""The Bot API methods the test server knows: parameters -> result, or Telegram's refusal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.telegram.people import Heard, Json

if TYPE_CHECKING:
    from tests.telegram.server import BotApi


class Refusal(Exception):
    """What Telegram says no to: status and description."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


async def _get_me(api: BotApi, given: Json) -> Json:
    return {
        "id": int(api.token.split(":")[0]),
        "is_bot": True,
        "first_name": "Trợ lý",
        "username": "t_bot",
    }


async def _get_updates(api: BotApi, given: Json) -> list[Json]:
    if api.webhook:
        raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
    if api.poller is not None:
        api.poller.set()  # the older poller is told to go
    mine = api.poller = asyncio.Event()
    _confirm(api, whole(given.get("offset")) or 0)
    until = time.monotonic() + (whole(given.get("timeout")) or 0)
    try:
        while True:
            api.news.clear()
            found = _unconfirmed(api, given)
            left = until - time.monotonic()
            if found or left <= 0:
                return found
            await _first_of(mine, api.news, within=left)
            if mine.is_set():
                raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one")
    finally:
        if api.poller is mine:
            api.poller = None


def _confirm(api: BotApi, offset: int) -> None:
    with api.lock:
        if offset < 0:
            api.updates = api.updates[offset:]
            return
        api.confirmed = max(api.confirmed, offset)
        api.updates = [one for one in api.updates if (whole(one.get("update_id")) or 0) >= offset]


def _unconfirmed(api: BotApi, given: Json) -> list[Json]:
    wanted = given.get("allowed_updates") or []
    known = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
    with api.lock:
        fitting = [one for one in api.updates if not wanted or all(k in wanted for k in known if k in one)]
    return fitting[: whole(given.get("limit")) or 100]


async def _send_message(api: BotApi, given: Json) -> Json:
    text = str(given.get("text", ""))
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4_096:
        raise Refusal(400, "Bad Request: message is too long")
    return _deliver(api, given, text=text)


async def _send_document(api: BotApi, given: Json) -> Json:
    document = given.get("document")
    if not isinstance(document, tuple) or not document[1]:
        raise Refusal(400, "Bad Request: file must be non-empty")
    caption = str(given.get("caption", ""))
    if len(caption.encode("utf-16-le")) // 2 > 1_024:
        raise Refusal(400, "Bad Request: message caption is too long")
    return _deliver(api, given, text=caption, file_name=document[0], file=document[1])


def _deliver(api: BotApi, given: Json, *, text: str, file_name: str = "", file: bytes = b"") -> Json:
    chat_id = whole(given.get("chat_id"))
    person = None if chat_id is None else api.people.get(chat_id)
    if person is None:
        raise Refusal(400, "Bad Request: chat not found")
    if person.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    number = api.next_message()
    person.hear(
        Heard(
            number=number,
            text=text,
            at=time.monotonic(),
            file_name=file_name,
            file=file,
            protected=given.get("protect_content") in (True, "true"),
            **_keyboard(given.get("reply_markup")),
        )
    )
    chat = {"id": chat_id, "type": "group" if person.group else "private"}
    return {"message_id": number, "date": int(time.time()), "chat": chat, "text": text}


async def _answer_tap(api: BotApi, given: Json) -> bool:
    tap = str(given.get("callback_query_id"))
    if tap not in api.taps:
        raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    api.taps[tap].confirmed_taps.append(tap)
    return True


async def _get_file(api: BotApi, given: Json) -> Json:
    file_id = str(given.get("file_id"))
    if file_id not in api.files:
        raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(api.files[file_id])
    if size > 20 * 1024 * 1024:
        raise Refusal(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_size": size, "file_path": f"documents/{file_id}.bin"}


async def _set_webhook(api: BotApi, given: Json) -> bool:
    api.webhook = str(given.get("url", ""))
    return True


async def _delete_webhook(api: BotApi, given: Json) -> bool:
    api.webhook = ""
    if given.get("drop_pending_updates") in (True, "true"):
        _confirm(api, api.next_update)
    return True


async def _set_commands(api: BotApi, given: Json) -> bool:
    api.commands = given["commands"]
    return True


async def _set_description(api: BotApi, given: Json) -> bool:
    api.description = str(given.get("description", ""))
    return True


def _keyboard(markup: object) -> Json:
    """The fields of Heard that a reply_markup fills. Raises Refusal as Telegram does."""
    if not isinstance(markup, dict):
        return {}
    if markup.get("remove_keyboard"):
        return {"clears_keys": True}
    rows = [button for row in markup.get("keyboard", []) for button in row]
    asks = [button["text"] for button in rows if button.get("request_contact")]
    pressed = [button for row in markup.get("inline_keyboard", []) for button in row]
    if any(not 1 <= len(button.get("callback_data", "").encode()) <= 64 for button in pressed):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return {
        "buttons": tuple((button["text"], button["callback_data"]) for button in pressed),
        "keys": tuple(button["text"] for button in rows),
        "asks_contact": asks[0] if asks else "",
    }


async def _first_of(*events: asyncio.Event, within: float) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def whole(value: object) -> int | None:
    """A number, also one written as text; None if it is none."""
    try:
        return int(str(value))
    except ValueError:
        return None


METHODS: dict[str, Callable[[BotApi, Json], Awaitable[Any]]] = {
    "getMe": _get_me,
    "getUpdates": _get_updates,
    "sendMessage": _send_message,
    "sendDocument": _send_document,
    "answerCallbackQuery": _answer_tap,
    "getFile": _get_file,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "setMyCommands": _set_commands,
    "setMyDescription": _set_description,
}
