"""Which of the choices last shown a typed text means. Money goes by it: never a guess between two.

A text means a choice by its label, its number, its label without marks, a part that only it has, or a close
typo of it. A negation never meets its opposite, a condition or a question meets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from domain.reading.numerals import LONGEST_ANSWER, odd_digit, tidy
from domain.reading.phrases import (
    CONDITIONS,
    NOT,
    NOT_YET,
    POLITE_BEFORE,
    listed,
    measured,
    plain_denials,
    same_word,
    same_words,
)
from domain.reading.phrases import without_politeness as polite_off
from domain.reading.phrases import words as words_in
from domain.reading.text import fold

Words = tuple[str, ...]

_LONGEST = 90  #: signs; a longer text is no choice
_NUMBER = re.compile(
    r"(?:(?:da|em|toi|vang|ok|chon|so|cai|dong|cau|muc|y|thu|phuong an|lua chon) )*"
    r"([0-9]{1,2})[.):]?(?: (?:a|ah|nhe|nha|em|e|ak|di|luon))*"
)
_ORDINAL = re.compile(
    r"(?:(?:da|em|toi|chon) )*(?:so|cai|thu|phuong an|lua chon) "
    r"(nhat|mot|hai|ba|bon|tu|nam|sau)(?: (?:a|nhe|nha|em))*"
)
_ORDINALS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6}
_NUMBER_AND_LABEL = re.compile(r"([0-9]{1,2})[ .):,\-]+(\D.*)")
_LEADING = listed("chọn chon là la muốn muon lấy lay theo cái cai")
#: Words that may stand around a label and change nothing.
_AROUND = listed(
    "tôi toi em e mình minh chọn chon muốn muon xin lấy lay theo cách cach là la bằng bang cho thế the "
    "vậy vay đó do luôn luon nhé nhe nha ạ a dạ da vâng vang ok rồi roi"
)
#: Words that are part of many labels and say nothing by themselves.
_EMPTY = listed(
    "có co đã da là la rồi roi được duoc đúng dung nhận nhan số so và va hoặc hoac ở o tại tai cho để de của cua "
    "một mot này nay với voi không khong chưa chua ai người nguoi mới moi cả ca sau hết het xem tin ý y"
)
_DONE = listed("đã da rồi roi")


def match_label(text: str, labels: Sequence[str], *, numbers: bool = True) -> int | None:
    """The index of the one label that a typed text means, or None.

    numbers: a bare number is the number of a choice (not where it could be an answer).
    """
    tidied = tidy(text) if len(text) <= LONGEST_ANSWER else ""
    typed = words_in(tidied)
    if not typed or len(tidied) > _LONGEST or "?" in tidied or odd_digit(tidied):
        return None
    plain = fold(tidied).strip(" .,!")
    shown = [words_in(label) for label in labels]
    exact = _only(i for i, label in enumerate(shown) if same_words(typed, label) or _run_together(typed, label))
    if exact is not None:
        return exact
    number = _numbered(plain)
    if number is not None:
        return number - 1 if numbers and 1 <= number <= len(labels) else None
    both = _NUMBER_AND_LABEL.fullmatch(tidied)
    if both:
        return _agreeing(int(both[1]) - 1, both[2], labels=labels) if numbers else None
    return _in_words(typed, shown)


def _agreeing(index: int, rest: str, *, labels: Sequence[str]) -> int | None:
    """ "2. Nhờ miệng": the number only if the words after it say the same."""
    return index if match_label(rest, labels, numbers=False) == index else None


def _numbered(plain: str) -> int | None:
    found = _NUMBER.fullmatch(plain)
    if found:
        return int(found[1])
    ordinal = _ORDINAL.fullmatch(plain)
    return _ORDINALS[ordinal[1]] if ordinal else None


def _in_words(typed: Words, shown: list[Words]) -> int | None:
    if len(typed) > 12:
        return None
    begun = _begun(typed)
    for core in dict.fromkeys((begun, _begun(polite_off(begun)))):
        for step in (_same, _finished, _short_answer, _part, _around, _typo):
            found = step(typed if step is _finished else core, shown)
            if found:
                return found[0] if len(found) == 1 else None
    return None


def _begun(typed: Words) -> Words:
    """Without the polite and choosing words before ("dạ em chọn …"): what follows may end in "tại nhà"."""
    at = 0
    while at < len(typed) - 1 and (typed[at] in _LEADING or typed[at] in POLITE_BEFORE):
        at += 1
    return typed[at:]


def _same(core: Words, shown: list[Words]) -> list[int]:
    """The label, when polite words at the ends are left out."""
    return [i for i, label in enumerate(shown) if same_words(core, label) or _run_together(core, label)]


def _finished(typed: Words, shown: list[Words]) -> list[int]:
    """ "Nhận rồi" for "Đã nhận"."""
    if _denials(typed) or not any(word in _DONE for word in typed) or _conditional(typed):
        return []
    bare = tuple(word for word in polite_off(typed) if word not in _DONE)
    if not bare or not {"rồi", "roi"}.intersection(typed):
        return []
    return [i for i, label in enumerate(shown) if label[0] == "đã" and same_words(bare, label[1:])]


def _short_answer(core: Words, shown: list[Words]) -> list[int]:
    """ "Có" or "chưa" where one label begins so and another is its opposite."""
    if len(core) != 1:
        return []
    denial = _denial(core[0])
    if denial:
        starts = {label[0] for label in shown}
        return [
            i
            for i, label in enumerate(shown)
            if _denial(label[0]) == denial and (starts.intersection(label[1:2]) or _answers_done(label, shown))
        ]
    if core[0] not in ("có", "co"):
        return []
    opposite = any(_denial(label[0]) and label[1:2] == ("có",) for label in shown)
    return [i for i, label in enumerate(shown) if opposite and label[0] == "có"]


def _answers_done(label: Words, shown: list[Words]) -> bool:
    return len(label) > 1 and any(other[0] == "đã" and other[1:] == label[1:] for other in shown)


def _part(core: Words, shown: list[Words]) -> list[int]:
    """A part that exactly one label has. Other labels that have the same words apart count against it."""
    if _conditional(core) or (len(core) == 1 and (core[0] in _EMPTY or len(core[0]) < 2)):
        return []
    if len(core) == 1 and core[0].isdigit() and len(core[0]) < 4:
        return []
    spread = [i for i, label in enumerate(shown) if _spread_over(core, label)]
    held = [i for i in spread if _place(core, shown[i]) is not None and _denials(core) == _denials(shown[i])]
    return held if len(spread) == 1 else []


def _around(core: Words, shown: list[Words]) -> list[int]:
    """The label with nothing but harmless words around it; the longest when it holds the others."""
    if _conditional(core):
        return []
    found = [
        i for i, label in enumerate(shown) if _place(label, core) is not None and _denials(core) == _denials(label)
    ]
    if not found:
        return []
    longest = max(found, key=lambda i: len(shown[i]))
    at = _place(shown[longest], core) or 0
    rest = core[:at] + core[at + len(shown[longest]) :]
    if any(word not in _AROUND for word in rest):
        return []
    return [longest] if all(_spread_over(shown[i], shown[longest]) for i in found) else []


def _typo(core: Words, shown: list[Words]) -> list[int]:
    """A close typo of one label while no other is near. Short labels have none: "goi lai" is not "gửi lại"."""
    one = "".join(map(fold, plain_denials(core)))
    if len(one) < 7 or _conditional(core):
        return []
    far = [OSA.distance(one, "".join(map(fold, label))) for label in shown]
    nearest = min(far)
    found = [i for i, distance in enumerate(far) if distance < nearest + 2]
    if len(found) != 1:
        return []
    label = shown[found[0]]
    if len(core) != len(label) or nearest > (2 if len(one) >= 12 else 1):
        return []
    same_numbers = [w for w in core if w.isdigit()] == [w for w in label if w.isdigit()]
    return found if same_numbers and _denials(core) == _denials(label) else []


def _denial(word: str) -> str:
    """ "không" or "chưa" for the many ways to write them, "" for other words."""
    if word == "đừng":
        return "đừng"
    return "không" if word in NOT else "chưa" if word in NOT_YET else ""


def _denials(typed: Words) -> list[str]:
    return [denial for denial in map(_denial, typed) if denial]


def _conditional(typed: Words) -> bool:
    return any(word in CONDITIONS for word in typed)


def _word(typed: str, meant: str) -> bool:
    denial = _denial(typed)
    return denial == _denial(meant) if denial else same_word(typed, meant)


def _place(part: Words, whole: Words) -> int | None:
    """Where the part stands in the whole, word for word; either may lack marks."""
    for at in range(len(whole) - len(part) + 1):
        if all(_word(a, b) or _word(b, a) for a, b in zip(part, whole[at : at + len(part)], strict=True)):
            return at
    return None


def _spread_over(part: Words, whole: Words) -> bool:
    """All words of the part stand in the whole in this order."""
    rest = iter(whole)
    return all(any(_word(word, other) for other in rest) for word in part)


def _run_together(typed: Words, label: Words) -> bool:
    """The same letters with other spaces ("danhan", "0912345678")."""
    return _same_letters("".join(typed), "".join(label)) if len("".join(label)) > 5 else False


def _same_letters(typed: str, label: str) -> bool:
    plain, marked = measured(typed)
    return plain == fold(label) and (marked == plain or typed == label)


def _only(found: Iterable[int]) -> int | None:
    indices = list(found)
    return indices[0] if len(indices) == 1 else None
