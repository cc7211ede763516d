"""What stands around a name: labels, titles, kin words, politeness, emoji; taken away at both ends.

Source: domain.md "Golden semantics" (name); wording.md section 4 (title_or_family).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.reading import name_words as known
from domain.reading.text import fold as fold_anew

#: ``text.fold``, remembered: the same few words come again and again.
fold = lru_cache(maxsize=4096)(fold_anew)

_SMILEYS = re.compile(r"(?:\s*(?:[:;=]-?[()DdVvPp3]+|\^_?\^|<3|=\)+))+\s*$")
ENDS = " .,;:!?…~-–—()\"“”„«»'•·"
_MY_NAME_IS = (["minh", "ten"], ["minh", "la"])
#: First word without marks -> labels beginning so, each with what stands for it when typed without marks.
_LABELS: dict[str, list[list[tuple[str, str]]]] = {}
for _label in known.LABELS:
    _plain = " ".join(_label) not in known.MARKED_ONLY
    _LABELS.setdefault(fold(_label[0]), []).append([(word, fold(word) if _plain else word) for word in _label])


def without_ends(text: str) -> str:
    """Emoji, smileys and punctuation at either end dropped; inside they stay and are refused."""
    text = _SMILEYS.sub("", text)
    start, end = 0, len(text)
    while start < end and is_end(text[start]):
        start += 1
    while end > start and is_end(text[end - 1]):
        end -= 1
    return text[start:end]


def is_end(sign: str) -> bool:
    """Whether a sign is dropped at the ends of a name: punctuation, emoji and what colours them."""
    kind = unicodedata.category(sign)
    return sign in ENDS or kind in ("So", "Cf", "Cn") or "\ufe00" <= sign <= "\ufe0f" or "🏻" <= sign <= "🏿"


def after_titles(words: list[str]) -> tuple[list[str], str, bool]:
    """The words after labels, titles and kin words; a title that may be a family name; was anything taken."""
    marked = any(fold(word) != word.lower() for word in words)
    title, taken, first = "", False, True
    while words:
        step = _taken(words, marked=marked, first=first)
        if step == 0:
            break
        if step < 0:
            title, words, taken = words[0].strip(ENDS), words[1:], True
            break
        first = first and fold(words[0].strip(ENDS)) in known.SAID_FIRST
        words, taken = words[step:], True
    while words and not any(sign.isalnum() for sign in words[0]):
        words = words[1:]
    return words, title, taken


def _taken(words: list[str], *, marked: bool, first: bool) -> int:
    """How many words at the front are no part of the name; -1 when the first may be a family name."""
    bare = [word.strip(ENDS).lower() for word in words[:7]]
    folded = [fold(word) for word in bare]
    for label in _LABELS.get(folded[0], ()):
        if _says(label, bare):
            return len(label)
    word = bare[0]
    if not word or (folded[:2] in _MY_NAME_IS and len(words) > 2):
        return 1
    if word in known.SHORT_TITLES and len(words) > 3 and folded[1] in known.FAMILY_NAMES:
        return 1 if folded[2] in known.MIDDLE_WORDS else 0
    if word in known.TITLE_OR_FAMILY and not (marked and word not in ("ông", "bà", "ba", "má") and len(words) > 1):
        return _title(word, folded[1:], first=first)
    return 1 if word in known.MARKED_BEFORE or word in known.PLAIN_BEFORE else 0


def _says(label: list[tuple[str, str]], words: list[str]) -> bool:
    return len(words) >= len(label) and all(said in meant for said, meant in zip(words, label, strict=False))


def _title(word: str, rest: list[str], *, first: bool) -> int:
    if not rest or all(part in known.KIN_WORDS and part not in known.FAMILY_NAMES for part in rest):
        return 1
    if word == "la" and first and rest[0] not in known.FAMILY_NAMES:
        return 0
    if rest[0] in known.MIDDLE_WORDS:
        return 0 if word in known.FAMILY_BEFORE_MIDDLE and first else -1
    sure = word in known.SURELY_TITLE or word == "la"
    if len(rest) == 1:
        return 1 if sure else -1
    if (
        rest[0] in ("noi", "ngoai", "toi", "em", "ten", "cua", "ay")
        or (sure and rest[0] == "la")
        or rest[:2] in _MY_NAME_IS
    ):
        return 1
    if rest[0] in known.FAMILY_NAMES and (sure or len(rest) > 3 or rest[1] in ("van", "thi")):
        return 1
    return -1


def before_politeness(words: list[str]) -> list[str]:
    """The words before politeness at the end (ạ, nhé, em ạ); a bare "a" only where no name ends with it."""
    words = _before_kinship([word for word in words if word])
    polite = False
    while words:
        last = words[-1].strip(ENDS).lower()
        marked = any(fold(word) != word.lower() for word in words[:-1])
        before = fold(words[-2].strip(ENDS)) if len(words) > 1 else ""
        particle = last == "a" or (last == "nha" and marked)
        spoken_to = (polite and last in known.SPOKEN_TO) or (last in known.CALLED and before in known.AFTER_PLAIN)
        doubtful = (particle or spoken_to) and len(words) > 3 and before not in known.MIDDLE_WORDS
        if last in known.AFTER or doubtful:
            words, polite = words[:-1], True
            continue
        if last and is_end(words[-1][-1]):
            return [*words[:-1], words[-1].rstrip(ENDS)]
        return words if last else words[:-1]
    return words


def _before_kinship(words: list[str]) -> list[str]:
    """``Nguyễn Thị Hoa là mẹ tôi``, ``… (mẹ tôi)``: after "là" or a bracket stands who it is."""
    for place in range(2, len(words)):
        said = words[place].lower()
        after = [fold(word.strip(ENDS)) for word in words[place + 1 :]]
        bracketed = [word for word in (fold(said.strip(ENDS)), *after) if word]
        if said[0] == "(" and bracketed and all(word in known.KIN_WORDS for word in bracketed):
            return words[:place]
        if not after:
            break
        if (said == "là" or (said == "la" and place > 2)) and all(word in known.KIN_WORDS for word in after):
            return words[:place]
    return words
