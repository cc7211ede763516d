"""What is asked of the shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from domain.people import Address
from domain.wording import Answers, Choice, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One message: lines, and the choices at its end.

    talk: the talk its choices belong to. numbers: a bare typed number means a choice. in_words: what a channel
    without buttons prints instead. consent: this is the consent text, its exact words are to be kept.
    notice: inbox key of the notice it says (money: repeated with "(gửi lại)" when it may have arrived).
    aside: without choices of its own it leaves those shown before to be the ones a typed number means.
    """

    lines: tuple[Text, ...]
    choices: tuple[Choice, ...] = ()
    address: Address = field(default_factory=Address)
    unit: str = ""
    talk: str = ""
    numbers: bool = True
    in_words: Text | None = None
    consent: bool = False
    notice: str = ""
    repeat: bool = False
    document: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """A talk that is done: ``kind`` names the submission (registration, correction, change_report …)."""

    kind: str
    talk: str
    about: str
    answers: Answers = field(repr=False)
    form_version: int
    address: Address
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCommand:
    """A staff command with all its arguments."""

    name: str
    args: Answers = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepConsent:
    """The answers to the consent question of a draft, and what was said."""

    talk: str
    answers: Mapping[str, bool]
    said: str = field(repr=False)
    shown: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindAt:
    """Wake this chat at a moment; ``cancel`` takes back what was asked before for the same kind and talk."""

    kind: str
    about: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """What must go: "draft" (the web chat's history with it), "consent" of a draft, "history"."""

    what: str
    talk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """This chat sends too fast: its next message is answered only then. Others do not notice."""

    until: datetime


Effect: TypeAlias = Say | Submit | RunCommand | KeepConsent | RemindAt | Forget | Slow
