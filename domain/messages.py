"""A message in or out, in no channel's shape. Plain data that goes to and from JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: where to fetch it, or its bytes already here (web, terminal).

    ref: the channel's own reference (Telegram file_id); never a URL with a token. name: as the sender called
    it, shown escaped, never used as a path. size in bytes, 0 when not known.
    """

    kind: str  # photo | document
    ref: str = ""
    name: str = ""
    size: int = 0
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a chat said. ``key`` is unique for ever per message (redelivery brings the same one).

    channel: web | telegram | terminal | …; address: the chat's id within it.
    kind: text | tap | photo | document | contact | sticker | voice | edited | group | blocked.
    text: what was typed, or a caption (NFC, no lone surrogates, at most 4,096 characters).
    tap: ``<asked id>:<index>`` of a button. phone: of a shared contact; own_phone: it is the sender's.
    start: the payload of a /start link. name: only for kind "group" nothing else is kept.
    """

    channel: str
    address: str
    key: str
    kind: str
    sent_at: datetime
    text: str = field(default="", repr=False)
    tap: str = ""
    phone: str = field(default="", repr=False)
    own_phone: bool = False
    attachment: Attachment | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to a chat: finished sentence, choices as spoken, perhaps a file.

    asked: the id that taps of its choices carry (``<asked>:<index>``). in_words: what a channel without
    buttons prints instead of numbered choices; "" = number them. ask_contact: index of the choice that
    shares the phone number where the channel can, or -1. photo: index of the choice "Gửi ảnh mã QR", or -1.
    """

    id: int
    channel: str
    address: str
    text: str = field(repr=False)
    choices: tuple[str, ...] = ()
    asked: str = ""
    in_words: str = ""
    ask_contact: int = -1
    ask_photo: int = -1
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)
