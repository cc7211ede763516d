"""Digits out of typed text: what phone, CCCD, date and amount readers share.

Full-width digits and keycaps are digits, a letter O beside a digit is a zero (domain.md, "Golden semantics");
digits of other scripts, superscripts and any other letter inside a number are flaws, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from domain.reading.text import clean

#: Signs; a longer text is a story or a pasted form, no answer to one of these questions.
LONGEST_ANSWER = 400

_KEYCAP = dict.fromkeys(map(ord, "\ufe0e\ufe0f\u20e3"))
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"), "-")
_WIDE = re.compile(r"[\uff01-\uff5e]|(?![0-9])\d")
_WORD = re.compile(r"[^\W_]+")
_LONE_O = re.compile(r"(?:(?<=[0-9] )|^)[oO]+(?= [0-9])")
_GLUED_BEFORE = re.compile(
    r"^(?:(?:s[đd]t|[đd]t|tel|phone|mobile|zalo|hotline|s[ốo]|cccd|cc|cmnd|cmt|stk|tk|d[đd]|[đd]d|id)(?=[0-9o]))+",
    re.IGNORECASE,
)
_GLUED_AFTER = re.compile(
    r"(?<=[0-9])(?:[ạa]|ah|[ạa]h|nh[éea]|nha|nh[áa]|zalo|zl|n[èe]|[đd][ấa]y|v[àa]|ho[ặa]c|[đd])$",
    re.IGNORECASE,
)
#: Bold and italics of chat programs: the same signs on both sides hide nothing.
_BOLD = re.compile(r"(?<![\w*])([*_]{1,2})([^*_]+)\1(?![\w*])")
_MASK = re.compile(r"[*•●…#✱＊]|\.{3,}|\?(?=[0-9])|\b[xX]{2,}\b|(?<=[0-9])[xX]{2,}")


def tidy(text: str) -> str:
    """The text with full-width signs and keycaps as plain ones and every dash a hyphen; marks kept."""
    return _WIDE.sub(_narrow, clean(text.translate(_KEYCAP))).translate(_DASHES)


def _narrow(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def odd_digit(tidied: str) -> str:
    """The first sign that counts as a number but is no plain digit ("²", "٣"), or ""."""
    return next((sign for sign in tidied if not sign.isascii() and unicodedata.category(sign)[0] == "N"), "")


@dataclass(frozen=True, slots=True)
class Run:
    """Digits written together: chunks with nothing but separators between them."""

    chunks: tuple[str, ...]
    plus: bool = False

    @property
    def digits(self) -> str:
        """All digits of the run."""
        return "".join(self.chunks)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The runs of a text; a letter that stands inside one; whether some of it is hidden; the words around."""

    runs: tuple[Run, ...]
    letter: str = ""
    masked: bool = False


def numbers_in(tidied: str) -> Numbers:
    """The numbers of a tidied text. Words end a run; spaces, dots, hyphens, slashes do not."""
    runs: list[Run] = []
    chunks: list[str] = []
    plus, letter, end = False, "", 0
    text = _LONE_O.sub(lambda found: "0" * len(found[0]), _BOLD.sub(r"\2", tidied))
    for found in _WORD.finditer(text):
        gap, end = text[end : found.start()], found.end()
        word = found[0]
        chunk, flaw = (word, "") if word.isascii() and word.isdigit() else _chunk(word)
        letter = letter or flaw
        if chunks and (not chunk or "+" in gap):
            runs.append(Run(tuple(chunks), plus))
            chunks = []
        if chunk:
            plus = "+" in gap if not chunks else plus
            chunks.append(chunk)
    if chunks:
        runs.append(Run(tuple(chunks), plus))
    return Numbers(tuple(runs), letter, bool(runs) and _MASK.search(text) is not None)


def _chunk(word: str) -> tuple[str, str]:
    """The digits of a word that has some, and the first letter that should not be among them.

    A word with one or two digits ("tổ7", "18h") is a word, no part of a number.
    """
    bare = _GLUED_AFTER.sub("", _GLUED_BEFORE.sub("", word))
    if any(sign in "0123456789" for sign in bare):
        bare = re.sub(r"(?<=[0-9oO])[oO]+|[oO]+(?=[0-9])", lambda found: "0" * len(found[0]), bare)
    digits = "".join(sign for sign in bare if sign in "0123456789")
    flaw = next((sign for sign in bare if sign not in "0123456789"), "")
    return ("", "") if flaw and len(digits) <= 2 else (digits, flaw if digits else "")


def split_into(chunks: tuple[str, ...], good: Callable[[str], bool]) -> list[str]:
    """The chunks joined into good numbers, each as short as it can be; [] when they do not come out even."""
    known: dict[int, list[str]] = {0: []}
    for end in range(1, len(chunks) + 1):
        for start in range(max(0, end - 12), end):
            if start in known and end not in known and good("".join(chunks[start:end])):
                known[end] = [*known[start], "".join(chunks[start:end])]
    return known.get(len(chunks), [])
