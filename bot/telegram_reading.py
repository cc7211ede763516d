"""Telegram's updates in our words: one plain JSON update -> ``Incoming``, or None if nobody said anything.

Total: any JSON is taken, every field may be missing or of another type. Only what the talk needs is kept: no
names, no user ids but the chat's, nothing of what is said in groups.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any, TypedDict

from domain.messages import Attachment, Incoming

#: What getUpdates is asked for.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
MAX_TEXT = 4_096
#: A photo is read for its QR code only; larger sizes of it are left where they are.
MAX_PHOTO_BYTES = 10 * 1024 * 1024
_MAX_TAP_BYTES = 64
#: Telegram's own remarks in a private chat: nobody said anything.
_REMARKS = frozenset(
    ("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set")
)
_SPOKEN = ("voice", "audio", "video_note")
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_sender_name")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Json = dict[str, Any]


class _Content(TypedDict, total=False):
    """The fields of Incoming that say what was said."""

    kind: str
    text: str
    phone: str
    own_phone: bool
    attachment: Attachment | None


def read_update(update: object, *, bot: str, now: datetime) -> Incoming | None:
    """What one update says; None when it says nothing to us (or cannot be read: see ``is_expected``).

    bot: the bot's id, part of the key. now: stands in where Telegram gives no time.
    """
    number = update_id(update)
    if number is None:
        return None
    key = f"telegram:{bot}:{number}"
    if message := _part(update, "message"):
        return _message(message, key=key, now=now)
    if edited := _part(update, "edited_message"):
        return _edited(edited, key=key, now=now)
    if tap := _part(update, "callback_query"):
        return _tap(tap, key=key, now=now)
    if member := _part(update, "my_chat_member"):
        return _membership(member, key=key, now=now)
    return None


def update_id(update: object) -> int | None:
    """The number that confirms an update; None if it has none."""
    return _number(update.get("update_id")) if isinstance(update, dict) else None


def is_expected(update: object) -> bool:
    """True if the update has the outline of one that was asked for: then None means "said nothing"."""
    for kind in WANTED:
        if said := _part(update, kind):
            return _address(said) != "" or _address(_part(said, "message")) != "" or _sender(said) != ""
    return False


def tidy(text: object, *, limit: int = MAX_TEXT) -> str:
    """A text that can be stored and sealed: NFC, no lone surrogates, no control signs but line ends, cut."""
    if not isinstance(text, str):
        return ""
    kept = _NOT_TEXT.sub("", text[: 2 * limit].replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", kept)[:limit]


def _message(message: Json, *, key: str, now: datetime) -> Incoming | None:
    address = _address(message)
    if not address or not _REMARKS.isdisjoint(message):
        return None
    sent_at = _moment(message.get("date"), now=now)
    if not _is_private(message):
        return Incoming(channel="telegram", address=address, key=key, kind="group", sent_at=sent_at)
    return Incoming(
        channel="telegram",
        address=address,
        key=key,
        sent_at=sent_at,
        language=_language(message),
        **_content(message),
    )


def _content(message: Json) -> _Content:
    if contact := _part(message, "contact"):
        return _contact(message, contact)
    if photo := _largest(message.get("photo")):
        return _Content(kind="photo", text=tidy(message.get("caption")), attachment=photo)
    if document := _document(_part(message, "document")):
        return _Content(kind=document.kind, text=tidy(message.get("caption")), attachment=document)
    if isinstance(message.get("text"), str):
        return _Content(kind="text", text=tidy(message["text"]))
    if any(kind in message for kind in _SPOKEN):
        return _Content(kind="voice")
    return _Content(kind="sticker")  # sticker, place, poll, dice, what Telegram invents next: no answer in words


def _contact(message: Json, contact: Json) -> _Content:
    """A shared number. It is the sender's own only if Telegram says so and nobody passed it on (D10, D11)."""
    number = tidy(contact.get("phone_number"), limit=32).strip()
    if number and number[0] not in "+0":
        number = f"+{number}"  # Telegram writes 84912345678
    shared_by = _sender(message)
    own = (
        shared_by != ""
        and shared_by == str(_number(contact.get("user_id")))
        and not any(mark in message for mark in _FORWARDED)
    )
    return _Content(kind="contact", phone=number, own_phone=own and number != "")


def _largest(sizes: object) -> Attachment | None:
    """The largest size of a photo that is not above the limit."""
    fitting = [
        Attachment(kind="photo", ref=tidy(size["file_id"]), size=_number(size.get("file_size")) or 0)
        for size in sorted(
            (size for size in (sizes if isinstance(sizes, list) else []) if isinstance(size, dict)),
            key=lambda size: (_number(size.get("width")) or 0) * (_number(size.get("height")) or 0),
        )
        if isinstance(size.get("file_id"), str) and (_number(size.get("file_size")) or 0) <= MAX_PHOTO_BYTES
    ]
    return fitting[-1] if fitting else None


def _document(document: Json) -> Attachment | None:
    """A file; a picture sent "as a file" is a photo too (people do so to keep it sharp)."""
    if not isinstance(document.get("file_id"), str):
        return None
    size = _number(document.get("file_size")) or 0
    is_picture = str(document.get("mime_type", "")).startswith("image/") and size <= MAX_PHOTO_BYTES
    return Attachment(
        kind="photo" if is_picture else "document",
        ref=tidy(document["file_id"]),
        name=tidy(document.get("file_name"), limit=255).replace("\n", " "),
        size=size,
    )


def _edited(message: Json, *, key: str, now: datetime) -> Incoming | None:
    """A changed message: only that it was changed. A live place moves all the time and is no change."""
    address = _address(message)
    if not address or not _is_private(message) or not ("text" in message or "caption" in message):
        return None
    moment = _moment(message.get("edit_date"), now=now)
    return Incoming(channel="telegram", address=address, key=key, kind="edited", sent_at=moment)


def _tap(tap: Json, *, key: str, now: datetime) -> Incoming | None:
    """A press on a button; what it carries is kept only if it could be ours (D13)."""
    below = _part(tap, "message")
    address = _address(below) or _sender(tap)
    if not address:
        return None
    if below and not _is_private(below):
        return Incoming(channel="telegram", address=address, key=key, kind="group", sent_at=now)
    carried = tidy(tap.get("data"))
    return Incoming(
        channel="telegram",
        address=address,
        key=key,
        kind="tap",
        sent_at=now,
        tap=carried if len(carried.encode()) <= _MAX_TAP_BYTES else "",
        language=_language(tap),
    )


def _membership(member: Json, *, key: str, now: datetime) -> Incoming | None:
    """The person blocked the bot; anything else of this kind says nothing to us."""
    address = _address(member)
    if not address or not _is_private(member) or _part(member, "new_chat_member").get("status") != "kicked":
        return None
    moment = _moment(member.get("date"), now=now)
    return Incoming(channel="telegram", address=address, key=key, kind="blocked", sent_at=moment)


def tap_to_confirm(update: object) -> str:
    """The id that stops the button's waiting sign; "" if the update is no tap."""
    identifier = _part(update, "callback_query").get("id")
    return identifier if isinstance(identifier, str) else ""


def _part(value: object, key: str) -> Json:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _address(message: Json) -> str:
    number = _number(_part(message, "chat").get("id"))
    return "" if number is None else str(number)


def _sender(message: Json) -> str:
    number = _number(_part(message, "from").get("id"))
    return "" if number is None else str(number)


def _is_private(message: Json) -> bool:
    chat = _part(message, "chat")
    kind = chat.get("type")
    return kind == "private" if isinstance(kind, str) else (_number(chat.get("id")) or 0) > 0


def _language(message: Json) -> str:
    return tidy(_part(message, "from").get("language_code"), limit=8)


def _moment(seconds: object, *, now: datetime) -> datetime:
    number = _number(seconds)
    if not number or not 0 < number < 32_503_680_000:  # the year 3000: beyond it is no time
        return now
    return datetime.fromtimestamp(number, UTC)
