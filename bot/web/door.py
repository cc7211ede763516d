"""The door between the pages and the house: what the web chat asks of whoever keeps its messages.

The pages know neither the database nor the talk. The shell gives them one ``Door``; everything a page says
or shows goes through it. Source: DESIGN.md "A round of messages" (keep, commit, then answer 200; nothing is
sent on the web, the page reads and reports what it showed) and "Signing in".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.messages import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chat as its page shows it.

    id: grows with every line of the chat, both ways. mine: the person at the page said it.
    key: of a line of the person's own, the client key it was kept under ("" for the bot's lines): the page
    finds by it that a message still in its hands has arrived.
    choices, asked: buttons and the id their taps carry (``<asked>:<index>``).
    file_name, file_id: a document to fetch, "" when there is none.
    ask_photo, ask_contact: index of the choice that wants a photo or the own number, -1 when there is none.
    """

    id: int
    mine: bool
    text: str = field(repr=False)
    at: datetime
    key: str = ""
    choices: tuple[str, ...] = ()
    asked: str = ""
    file_name: str = ""
    file_id: str = ""
    ask_photo: int = -1
    ask_contact: int = -1


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A document for the person at the page: its name as shown, and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A chat that was just opened: the id in its address, and the secret its cookie holds."""

    address: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at a page. label: the role as staff read it ("Cán bộ phường Đức Xuân"), "" for a citizen."""

    label: str = ""

    @property
    def staff(self) -> bool:
        """Whether somebody signed in with a link sits here."""
        return self.label != ""


class Door(Protocol):
    """What the shell does for the pages. Any method may raise: the page keeps its message and retries."""

    async def new_chat(self, *, start: str) -> Opened:
        """A fresh chat with a random 128-bit url-safe id; ``start`` is a poster's payload or ""."""

    async def may(self, address: str, secret: str) -> Seat | None:
        """Who sits at this chat with this secret (constant-time comparison); None: not theirs, or no chat."""

    async def keep(self, messages: Sequence[Incoming]) -> None:
        """Keep messages for the talk, committed when it returns; a key known already changes nothing."""

    async def lines(self, address: str, *, after: int) -> Sequence[Line]:
        """The lines of a chat with an id above ``after``, both ways, ids growing; the first so many of them."""

    # ASYNC109: a long poll knows best how to wait; its callers race it with the end of the program.
    async def changed(self, address: str, *, after: int, timeout: float) -> None:  # noqa: ASYNC109
        """Return when a line above ``after`` is there, or when ``timeout`` seconds are over."""

    async def shown(self, address: str, ids: Sequence[int]) -> None:
        """The page showed these lines of the bot: what "sent" means here. Unknown ids are passed over."""

    async def forget(self, address: str) -> None:
        """Empty this chat's history and let nobody in by the old secret again; registrations stay."""

    async def link_alive(self, token: str) -> bool:
        """Whether a sign-in link could still be used; using nothing up."""

    async def redeem(self, token: str) -> Opened | None:
        """Use up a sign-in link: the staff chat it opens, or None when it is used or too old."""

    async def file(self, address: str, file_id: str) -> FileToSend | None:
        """A document that was offered in this chat; None when there is none of that id here."""
