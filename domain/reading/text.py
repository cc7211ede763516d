"""Typed text made comparable: what all readers share."""

from __future__ import annotations

import re
import unicodedata

#: Zero-width and joining signs that arrive with pasted text, never meant (domain.md, "Golden semantics").
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad"))
#: Directional controls hide what a text really says: kept by ``clean`` so that readers can refuse them.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """NFC, without invisible signs, control characters and lone surrogates, one space between words."""
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE).replace("\u0110", "Đ"))
    kept = "".join(
        " " if sign in "\r\n\t" else sign
        for sign in composed
        if sign in "\r\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return _SPACES.sub(" ", kept).strip()


def fold(text: str) -> str:
    """Lower case without diacritics, đ = d, digits ASCII, one space between words; for comparing only."""
    plain = (
        unicodedata.normalize("NFKC", clean(text))
        .replace("đ", "d")
        .replace("Đ", "d")
        .replace("ð", "d")
        .replace("Ð", "d")
    )
    marks_off = "".join(s for s in unicodedata.normalize("NFD", plain.lower()) if not unicodedata.combining(s))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", marks_off)).strip()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation taken away."""
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


def as_printed_by_banks(name: str) -> str:
    """A name in capitals without marks, only A-Z and space: ``NONG VAN THANH``."""
    return " ".join(re.findall(r"[A-Z]+", fold(name).upper()))
