"""The order of rows, as a Vietnamese would look a name up."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from admin.sheets.shape import Row
from domain.reading.text import clean

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET, start=20)}
#: No mark, then huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

Syllable: TypeAlias = tuple[tuple[int, ...], int]
Words: TypeAlias = tuple[Syllable, ...]


def alphabetical(text: str) -> Words:
    """A text as something that sorts as the Vietnamese alphabet does: by syllables, tones after letters."""
    return tuple(_syllable(word) for word in clean(text).lower().split())


def by_given_name(name: str) -> tuple[Words, Words, Words]:
    """Given name, then middle names, then family name."""
    words = alphabetical(name)
    return words[-1:], words[1:-1], words[:1]


def sort_key(row: Row) -> tuple[object, ...]:
    """Commune, thôn or tổ, given name, middle names, family name, birth.

    The place is taken from ``unit_name`` and ``hamlet`` if the row has them, else from its residence
    ("Tổ 7, phường Đức Xuân").
    """
    parts = [part.strip() for part in _text(row, "residence").split(",")]
    unit = _text(row, "unit_name") or parts[-1]
    hamlet = _text(row, "hamlet") or (", ".join(parts[:-1]) if not row.get("unit_name") else parts[0])
    name = _text(row, "full_name") or _text(row, "holder_name")
    birth = _text(row, "birth_date") or _text(row, "holder_birth")
    return _naturally(unit), _naturally(hamlet), by_given_name(name), birth


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _naturally(text: str) -> tuple[tuple[int, Words], ...]:
    """Tổ 7 before tổ 10."""
    return tuple(
        (int(part), ()) if part.isascii() and part.isdigit() else (-1, alphabetical(part))
        for part in re.split(r"([0-9]{1,9})", text)
        if part.strip()
    )


def _syllable(word: str) -> Syllable:
    tone = 0
    letters = ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters += sign
    composed = unicodedata.normalize("NFC", letters)
    return tuple(_PLACE.get(sign, 10 if sign.isdigit() else 1) for sign in composed), tone
