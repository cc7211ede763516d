"""The person's own lines, as their page shows them: what was typed, the label tapped, the kind of file sent."""

from __future__ import annotations

from typing import Any

from conversations.state import unpack_state
from storage.chats import Chat
from storage.inbox import Waiting
from storage.outbox import WEB, ToSend


def own_line(chat: Chat, waiting: Waiting) -> ToSend | None:
    """The line that a message of a person is in their history; None where there is none (a pushed channel)."""
    if chat.channel != WEB or waiting.kind in ("notice", "timer"):
        return None
    text = str(waiting.body.get("shown_as") or waiting.body.get("text") or "")
    tap = str(waiting.body.get("tap", ""))
    if tap:
        tapped = unpack_state(chat.state).tapped(tap)
        if tapped is not None:
            shown, index = tapped
            text = shown.labels[index]
    elif waiting.kind in ("photo", "document"):
        text = str(waiting.body.get("name") or "") or "(ảnh)"
    body: dict[str, Any] = {"text": text, "key": waiting.key}
    return ToSend(chat_id=chat.id, body=body, mine=True)
