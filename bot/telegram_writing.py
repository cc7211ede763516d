"""Our messages in Telegram's shapes: ``Outgoing`` -> the Bot API calls that say it.

Plain text only, never a parse mode: a citizen's words cannot become markup. A text above 4,096 UTF-16 units
is split at paragraph borders, with the buttons under the last part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from telegram import InputFile

from domain.messages import Outgoing

MAX_TEXT = 4_096
MAX_CAPTION = 1_024
MAX_TAP_BYTES = 64
MAX_FILE_BYTES = 50 * 1024 * 1024
#: Where a long text may be cut, best first.
_BORDERS = ("\n\n", "\n", ". ", " ")


Given = dict[str, object]


class Call(NamedTuple):
    """One request: the Bot API method and its parameters."""

    method: str
    parameters: Given


class CannotBeSaid(ValueError):
    """Telegram would never take this message; the text names the limit, nothing of the message."""


def calls_for(message: Outgoing, *, protect_files: bool) -> list[Call]:
    """The calls that say a message, in order. Raises CannotBeSaid.

    protect_files: recipients can neither forward nor save what comes with a file.
    """
    if len(message.file) > MAX_FILE_BYTES:
        raise CannotBeSaid("file above 50 MB")
    chat: Given = {"chat_id": int(message.address)}
    markup: Given = {"reply_markup": _markup(message)}
    if not message.file_name:
        *first, last = _parts(message.text)
        return [_say(chat, part) for part in first] + [_say(chat | markup, last)]
    caption = message.text if units(message.text) <= MAX_CAPTION else ""
    before = [] if caption == message.text else [_say(chat, part) for part in _parts(message.text)]
    protect: Given = {"protect_content": True} if protect_files else {}
    file: Given = {"document": InputFile(message.file, filename=message.file_name)}
    text: Given = {"caption": caption} if caption else {}
    calls = [*before, Call("sendDocument", chat | file | text | markup)]
    return [Call(method, given | protect) for method, given in calls]


def _say(given: Given, text: str) -> Call:
    # A preview would open a one-time link before the person does.
    quiet = {"link_preview_options": '{"is_disabled":true}'} if "://" in text else {}
    return Call("sendMessage", {**given, "text": text, **quiet})


def _markup(message: Outgoing) -> str:
    """The keyboard as JSON text.

    Only a keyboard in place of the letters can ask for the phone number; pressing another of its keys types
    its label, which the talk understands. A message without choices takes such a keyboard away again.
    """
    shape: dict[str, object]
    if not message.choices:
        return '{"remove_keyboard":true}'
    if message.ask_contact >= 0:
        keys = [
            [{"text": label, "request_contact": True} if at == message.ask_contact else {"text": label}]
            for at, label in enumerate(message.choices)
        ]
        shape = {"keyboard": keys, "one_time_keyboard": True, "resize_keyboard": True}
    else:
        carried = [f"{message.asked}:{at}" for at in range(len(message.choices))]
        if len(carried[-1].encode()) > MAX_TAP_BYTES:
            raise CannotBeSaid("button above 64 bytes")
        buttons = zip(message.choices, carried, strict=True)
        shape = {"inline_keyboard": [[{"text": label, "callback_data": tap}] for label, tap in buttons]}
    return json.dumps(shape)


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _parts(text: str) -> list[str]:
    if not text.strip():
        raise CannotBeSaid("empty text")
    if len(text) <= MAX_TEXT // 2:
        return [text]
    return list(_split(text, MAX_TEXT))


def _split(text: str, limit: int) -> Iterator[str]:
    rest = text
    while units(rest) > limit:
        head = _head(rest, limit)
        at, border = next(
            ((head.rfind(border), border) for border in _BORDERS if head.rfind(border) > 0), (len(head), "")
        )
        cut = at + len(border.rstrip())  # the full stop stays with its sentence
        if rest[:cut].strip():
            yield rest[:cut].strip()
        rest = rest[cut:].lstrip()
    if rest.strip():
        yield rest


def _head(text: str, limit: int) -> str:
    """As many whole signs of the beginning as fit."""
    head = text[:limit]
    while units(head) > limit:
        head = head[: len(head) - max(1, (units(head) - limit) // 2)]
    return head
