"""Typed words compared with known phrases: marks may be missing, never others than the phrase has.

"dung" may be "đúng", but "đừng" never is: a typed word with marks must carry just the marks of the phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from domain.reading.numerals import tidy
from domain.reading.text import fold

Meaning = TypeVar("Meaning")

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+")


def listed(line: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(line.split())


#: Words of politeness that change nothing, at either end of a message.
POLITE_BEFORE = listed("dạ da vâng vang thưa thua ạ a ơi ừ uh ok oke em e xin cho thì gửi")
POLITE_AFTER = listed("ạ a ah ạh nhé nhe nha nhá nghe luôn luon thôi em e anh chị chi ơi oi đấy nè rồi roi")

#: Words that say no. "hông", "k", "ko" are how people write "không".
NOT = listed(
    "không khong ko k kh kg hk hok hông hong hổng hem khum khg kông kong khog khôg kog chẳng chang chả đừng"
)
NOT_YET = listed("chưa chua chửa")
#: Words that make an answer depend on something, or leave it open.
CONDITIONS = listed(
    "nhưng nhung nhg neu nếu miễn mien trừ tru hoặc hoac hay mà tuy nhiên chỉ khi với điều kiện dieu kien"
)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with their marks; signs between them are dropped."""
    return tuple(_WORD.findall(tidy(text).lower()))


@lru_cache(maxsize=8192)
def measured(word: str) -> tuple[str, str]:
    """A word without marks, and with its marks in one fixed order (đ counts as d: it is often left out)."""
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    tones = "".join(sign for sign in letters if sign in _TONES)
    return fold(word), "".join(sign for sign in letters if sign not in _TONES) + tones


def same_word(typed: str, meant: str) -> bool:
    """The typed word can be the meant one: equal, or without any of its marks."""
    if typed == meant:
        return True
    plain, marked = measured(typed)
    plain_meant, marked_meant = measured(meant)
    return plain == plain_meant and marked in (plain, marked_meant)


def plain_denials(typed: Sequence[str]) -> tuple[str, ...]:
    """The words with every way to write "không" and "chưa" made one ("đừng" stays: it means other things)."""
    return tuple(
        "không" if word in NOT and word != "đừng" else "chưa" if word in NOT_YET else word for word in typed
    )


def same_words(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """All words can be the meant ones, in order."""
    return len(typed) == len(meant) and all(map(same_word, typed, meant))


def polite_ends(typed: Sequence[str]) -> tuple[int, int]:
    """Where the words without polite ones at either end begin and end; all when nothing else is left."""
    start, end = 0, len(typed)
    while start < end and typed[start] in POLITE_BEFORE:
        start += 1
    while end > start and typed[end - 1] in POLITE_AFTER:
        end -= 1
    return (start, end) if start < end else (0, len(typed))


def without_politeness(typed: Sequence[str]) -> tuple[str, ...]:
    """The words without polite ones at either end; all of them when nothing else is left."""
    start, end = polite_ends(typed)
    return tuple(typed[start:end])


class Phrases(Generic[Meaning]):
    """Phrases in Vietnamese and what each means, looked up as a whole message or inside one.

    The table names a meaning and its phrases, parted by "|".
    """

    def __init__(self, table: Mapping[Meaning, str] | Iterable[tuple[Meaning, str]]) -> None:
        rows = table.items() if isinstance(table, Mapping) else table
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for meaning, phrases in rows:
            for phrase in filter(None, phrases.split("|")):
                parts = words(phrase)
                self._by_first.setdefault(fold(parts[0]), []).append((parts, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def whole(self, typed: Sequence[str]) -> set[Meaning]:
        """What the whole message can mean: one meaning, none, or several."""
        if not typed:
            return set()
        entries = self._by_first.get(fold(typed[0]), ())
        return {meaning for parts, meaning in entries if same_words(typed, parts)}

    def inside(self, typed: Sequence[str]) -> list[tuple[int, int, Meaning]]:
        """Phrases in a message, left to right, the longest first, none overlapping: start, end, meaning."""
        found: list[tuple[int, int, Meaning]] = []
        at = 0
        while at < len(typed):
            for parts, meaning in self._by_first.get(fold(typed[at]), ()):
                end = at + len(parts)
                if same_words(typed[at:end], parts):
                    found.append((at, end, meaning))
                    at = end
                    break
            else:
                at += 1
        return found
