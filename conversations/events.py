"""What is heard. A channel's message becomes one of these in ``understanding``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from domain.wording import Choice


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words that are no choice and no command."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chose:
    """A choice, tapped or typed. ``late``: its question is no longer the open one."""

    choice: Choice
    talk: str = ""
    late: bool = False
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command: of the talk ("register", "back", "status", "faq_fee" …) or a staff one ("/choduyet")."""

    name: str
    rest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ShowedPhoto:
    """What the codes in a photo say; () when none could be read."""

    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A contact shared with the channel's button; ``own``: the sender's own number."""

    phone: str = field(repr=False)
    own: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file, kept as a documents row if a staff member sent it ("" otherwise)."""

    document: str
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SaidNothing:
    """Something without words: sticker, voice, edited, group, blocked, old_button, too_long …"""

    kind: str


@dataclass(frozen=True, slots=True)
class Notified:
    """A notice or a timer that reached this chat; ``key`` is its inbox key."""

    key: str
    body: dict[str, Any] = field(repr=False)


Event: TypeAlias = Said | Chose | Ordered | ShowedPhoto | SharedPhone | SentFile | SaidNothing | Notified
