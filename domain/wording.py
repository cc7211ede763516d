"""A sentence before its language is chosen, and what a reader makes of an answer.

``Text`` carries the Vietnamese source and the values for its placeholders; a language is chosen only when it
is spoken (``locales.speak``). ``Kept``, ``Rejected`` and ``Unsure`` are what a reader returns: an answer kept
under its question keys, one that cannot be taken, and one that must be asked back with ready choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

#: What an answer may be in storage: plain JSON.
Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Answers: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole đồng; spoken ``1.500.000 đồng``."""

    dong: int


@dataclass(frozen=True, slots=True)
class InWords:
    """A date spoken as offices write it: ``ngày 05 tháng 3 năm 1952``."""

    day: date


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """A moment spoken to staff as ``19:05`` (citizens read ``19 giờ 05``: give the datetime itself)."""

    at: datetime


Param: TypeAlias = "str | int | date | datetime | Money | InWords | OfficeTime | Text | tuple[Text, ...]"


class Text:
    """One sentence, or a few: key of the catalogue, Vietnamese source, values of its placeholders.

    Placeholders are ``{name}``. Those for people ({you}, {ben}, {named} …) and offices ({hotline},
    {commune_office} …) are filled when the text is spoken and need not be given here. A ``date`` is spoken
    05/3/1952, a ``datetime`` 19 giờ 05, a tuple of texts as a list with commas.
    """

    __slots__ = ("key", "params", "vietnamese")

    def __init__(self, key: str, vietnamese: str, /, **params: Param) -> None:
        self.key = key
        self.vietnamese = vietnamese
        self.params = params

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.key, self.vietnamese, self.params) == (
            other.key,
            other.vietnamese,
            other.params,
        )

    def __hash__(self) -> int:
        return hash((self.key, self.vietnamese))

    def __repr__(self) -> str:
        """Without the values: they may be a citizen's."""
        return f"Text({self.key!r})"


def verbatim(text: str) -> Text:
    """A text that is nobody's wording (a person's own words, a name, a code): spoken as it is."""
    return Text("", "{text}", text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing a person may tap, or type as its label, its folded label or its number.

    ``keeps`` are the answers it gives, by question key (a choice question's own key included); ``drops`` the
    keys it takes away; ``asks`` the question to go back to instead; ``does`` an act of the talk by name
    ("defer", "callback", "register", "status" …); ``echo`` an acknowledgement put before the next question.
    ``command`` and ``args`` (staff) name a row of COMMANDS and what it is called with.
    """

    label: Text
    keeps: Answers = field(default_factory=dict, repr=False)
    drops: tuple[str, ...] = ()
    asks: str = ""
    does: str = ""
    echo: Text | None = None
    command: str = ""
    args: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as kept: values by question key (one text may answer several), and what to say of it.

    ``echo`` is the first line of the next question and only there when something was interpreted or changed;
    ``message`` is an own message before it; ``warnings`` are flags for the officer (codes).
    """

    values: Answers = field(repr=False)
    echo: Text | None = None
    message: Text | None = None
    warnings: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that cannot be taken: code and sentence of wording.md section 4, and perhaps choices.

    ``keeps``: what the same text answered of other questions ("Đã thấy số tài khoản"), so that it is not asked.
    """

    code: str
    say: Text
    choices: tuple[Choice, ...] = ()
    keeps: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Unsure:
    """An answer whose meaning is open: it is asked back; only a choice makes it an answer."""

    code: str
    say: Text
    choices: tuple[Choice, ...]
    value: Value = field(default=None, repr=False)


Reading: TypeAlias = Kept | Rejected | Unsure
