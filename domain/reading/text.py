"""Typed text made comparable: what all readers share."""

from __future__ import annotations

import re
import unicodedata

#: Zero-width and joining signs that arrive with pasted text, never meant (domain.md, "Golden semantics").
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad"))
#: Directional controls hide what a text really says: kept by ``clean`` so that readers can refuse them.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Control characters other than line ends and tabs (category Cc), and lone surrogates (Cs).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: The marks of Latin letters once they are taken apart; U+034F alone among its neighbours is no mark.
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


def clean(text: str) -> str:
    """NFC, without invisible signs, control characters and lone surrogates, one space between words."""
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE).replace("\u0110", "Đ"))
    return " ".join(_CONTROLS.sub("", composed).split())


def fold(text: str) -> str:
    """Lower case without diacritics, đ = d, digits ASCII, one space between words; for comparing only."""
    plain = unicodedata.normalize("NFKC", clean(text)).lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", plain.replace("đ", "d").replace("ð", "d")))
    if not bare.isascii():
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation taken away."""
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


def as_printed_by_banks(name: str) -> str:
    """A name in capitals without marks, only A-Z and space: ``NONG VAN THANH``."""
    return " ".join(re.findall(r"[A-Z]+", fold(name).upper()))
