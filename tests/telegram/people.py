"""The people of the test Bot API: what they do becomes updates, what they hear is kept in order."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram.server import BotApi

Json = dict[str, Any]


@dataclass(frozen=True)
class Heard:
    """One message as it reached a chat.

    buttons: label and callback data of an inline keyboard. keys: labels of a reply keyboard; asks_contact:
    the label that shares the number. clears_keys: it took a reply keyboard away. at: seconds, monotonic.
    """

    number: int
    text: str
    at: float
    buttons: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    asks_contact: str = ""
    clears_keys: bool = False
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)
    protected: bool = False


class Person:
    """Somebody with a private chat (or, with ``group``, a group in which somebody writes)."""

    def __init__(self, api: BotApi, chat_id: int, *, group: bool = False) -> None:
        self._api = api
        self.chat_id = chat_id
        self.group = group
        self.blocked = False
        self.heard: list[Heard] = []
        self.confirmed_taps: list[str] = []
        self._waiting: list[tuple[int, concurrent.futures.Future[list[Heard]]]] = []

    # --- what they do: each returns the update's id -------------------------------------------------

    def says(self, text: str, **more: object) -> int:
        """Send a text; ``more`` are further fields of the message (``forward_origin={…}``)."""
        return self.sends(text=text, **more)

    def sends(self, **content: object) -> int:
        """Send a message with these fields (``sticker={…}``)."""
        return self._api.push({"message": self._message() | content})

    def taps(self, button: str, *, of: Heard | None = None) -> int:
        """Press the button with this label of the last message that has one (or of ``of``); or raw data."""
        shown = [of] if of else [heard for heard in reversed(self.heard) if heard.buttons]
        found = [data for heard in shown[:1] for label, data in heard.buttons if label == button]
        return self.taps_data(found[0] if found else button)

    def taps_data(self, data: str) -> int:
        """Press a button that carries exactly this."""
        query = {
            "id": self._api.new_tap(self),
            "from": self._user(),
            "message": self._message(),
            "data": data,
        }
        return self._api.push({"callback_query": query})

    def sends_photo(self, content: bytes, *, caption: str = "") -> int:
        """Send a photo: the small size is never the one to fetch."""
        sizes = [
            {"file_id": self._api.keep_file(b"small"), "width": 90, "height": 90, "file_size": 5},
            {"file_id": self._api.keep_file(content), "width": 900, "height": 900, "file_size": len(content)},
        ]
        return self.sends(photo=sizes, **({"caption": caption} if caption else {}))

    def sends_document(self, content: bytes, name: str, *, mime: str = "application/octet-stream") -> int:
        """Send a file."""
        file_id = self._api.keep_file(content)
        document = {"file_id": file_id, "file_name": name, "mime_type": mime, "file_size": len(content)}
        return self.sends(document=document)

    def shares_contact(self, phone: str, *, own: bool = True) -> int:
        """Share a contact: one's own, or another person's."""
        owner = {"user_id": self.chat_id} if own else {"user_id": self.chat_id + 1}
        return self.sends(contact={"phone_number": phone, "first_name": "Thử", **owner})

    def edits(self, text: str) -> int:
        """Change a message sent before."""
        return self._api.push({"edited_message": self._message() | {"text": text, "edit_date": 1_800_000_000}})

    def blocks(self) -> int:
        """Block the bot: it hears of it, and sending gives 403."""
        self.blocked = True
        return self._membership("kicked")

    def unblocks(self) -> int:
        """Let the bot in again."""
        self.blocked = False
        return self._membership("member")

    # --- what they hear -----------------------------------------------------------------------------

    def texts(self) -> list[str]:
        """The texts heard so far."""
        return [heard.text for heard in self.heard]

    def hear(self, message: Heard) -> None:
        """Called by the server."""
        with self._api.lock:
            self.heard.append(message)
            due = [waiting for count, waiting in self._waiting if len(self.heard) >= count]
            self._waiting = [(count, w) for count, w in self._waiting if len(self.heard) < count]
            for waiting in due:
                waiting.set_result(list(self.heard))

    async def hears(self, count: int, *, within: float = 10) -> list[Heard]:
        """All messages, once there are ``count``. Raises TimeoutError."""
        return await asyncio.wait_for(asyncio.wrap_future(self._future(count)), within)

    def wait(self, count: int, *, within: float = 10) -> list[Heard]:
        """The same outside an event loop (the server in a thread)."""
        return self._future(count).result(within)

    def _future(self, count: int) -> concurrent.futures.Future[list[Heard]]:
        waiting: concurrent.futures.Future[list[Heard]] = concurrent.futures.Future()
        with self._api.lock:
            if len(self.heard) >= count:
                waiting.set_result(list(self.heard))
            else:
                self._waiting.append((count, waiting))
        return waiting

    def _membership(self, status: str) -> int:
        now = int(time.time())
        member = {"status": status, "user": {"id": 1, "is_bot": True, "first_name": "bot"}}
        changed = {"chat": self._chat(), "from": self._user(), "date": now, "new_chat_member": member}
        return self._api.push({"my_chat_member": changed})

    def _message(self) -> Json:
        return {
            "message_id": self._api.next_message(),
            "date": int(time.time()),
            "chat": self._chat(),
            "from": self._user(),
        }

    def _chat(self) -> Json:
        kind = "group" if self.group else "private"
        return {"id": self.chat_id, "type": kind, "first_name": "Thử"}

    def _user(self) -> Json:
        return {"id": abs(self.chat_id), "is_bot": False, "first_name": "Thử", "language_code": "vi"}
