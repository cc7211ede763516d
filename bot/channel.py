"""What every channel can do, and the three ways sending fails.

A channel turns its own shapes into ``Incoming`` and ``Outgoing`` into its own; it touches neither storage
nor state. Every library error becomes ``Gone``, ``Refused`` or ``Later`` (or ``Stopped``: it cannot work).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.messages import Attachment, Incoming, Outgoing


class NotDelivered(Exception):
    """A message that did not reach the person, for a named reason."""


class Gone(NotDelivered):
    """The chat cannot be reached any more (blocked, deleted): never try again."""


class Refused(NotDelivered):
    """The channel will never take this message: do not try again. ``reason`` holds no citizen's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Later(NotDelivered):
    """Try again after ``seconds``; ``perhaps_sent`` when the message may have arrived all the same.

    answered: the channel itself said that it failed, so another try is unlikely to be a second message.
    """

    def __init__(self, seconds: float, *, perhaps_sent: bool = False, answered: bool = False) -> None:
        super().__init__(f"later: {seconds:g} s")
        self.seconds = seconds
        self.perhaps_sent = perhaps_sent
        self.answered = answered


class Stopped(Exception):
    """The channel as a whole cannot go on (wrong token, a second poller): one clear line, no retry storm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can show and take.

    per_second: messages over all chats; per_chat: seconds between two to the same; fetched: what people write is
    asked for, and not brought by requests of theirs.
    """

    max_text: int
    buttons: bool
    contact_request: bool
    document_out: bool
    per_second: float
    per_chat: float
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """Messages and the cursor that confirms them; the cursor is given back only after they are kept."""

    messages: Sequence[Incoming]
    cursor: str


class Channel(Protocol):
    """One way to talk to people. Push channels (web, terminal) have no ``fetch`` of their own: empty."""

    name: str
    can: Capabilities

    async def open(self) -> None:
        """Connect and check the credentials. Raises Stopped."""

    async def close(self) -> None:
        """Let go of connections."""

    async def fetch(self, after: str) -> Fetched:
        """Messages after the cursor ("" at first); waits as long as a long poll. Raises Later, Stopped."""

    async def send(self, message: Outgoing) -> str:
        """The channel's id of the message sent. Raises Gone, Refused, Later, Stopped."""

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """The bytes of an attachment, at most ``limit``. Raises Refused, Later."""
