"""A text with a bank, an account number and perhaps a name in it, taken apart.

Digits may be grouped by spaces, dots or hyphens; a line break, a comma or a word parts two numbers. A letter
O beside a digit is a zero, any other letter inside a number is a flaw (domain.md, "Golden semantics").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.reading.bank_names import bare
from domain.reading.bank_words import listed
from domain.reading.numerals import odd_digit, tidy

#: An answer of more than twice as many signs is none; a shorter one is read as a whole.
MOST_SIGNS = 200

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[0-9]+|[^0-9]+")
_BREAK = re.compile(r"[\n\r;]+")
_LONE_O = re.compile(r"(?:(?<=[0-9] )|^)[oO]+(?= [0-9])")
_MASK = re.compile(
    r"[0-9][ .]*[*•●…✱×■█○]|[*•●…✱×■█○][ .]*[0-9]|[0-9]\s*\.{3,}\s*[0-9]"
    r"|[0-9]\?+[0-9]|\?{2,}[0-9]|[0-9]\?{2,}|[0-9] ?[xX]{2,}|\b[xX]{2,} ?[0-9]|[0-9]_{2,}|_{2,}[0-9]"
)
_SIGNS_BEFORE = ("+",)
_DATE = re.compile(
    r"(?<![0-9./-])(?<![0-9] )(?:[0-3]?[0-9]/[01]?[0-9]/(?:19|20)?[0-9]{2}"
    r"|[0-3]?[0-9]([ .-])[01]?[0-9]\1(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[/-][01]?[0-9][/-][0-3]?[0-9])"
    r"(?![0-9/-]|[ .][0-9])"
)
_AMOUNT = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})*\.000(?![0-9.])")
_STARS = re.compile(r"(?<![\w*])([*_`~]{1,2})([^*_`~]+)\1(?![\w*])")
_MOST_BETWEEN = 8
_MONEY = frozenset(("đồng", "vnd", "vnđ", "nghìn", "nghin", "triệu", "trieu", "tr"))

#: What a number is called, by the word before it (folded); the nearest one counts.
_LABELS = {
    **dict.fromkeys(listed("stk tk tkhoan account acc sotk"), "account"),
    **dict.fromkeys(listed("sdt dt dtdd phone zalo dthoai alo"), "phone"),
    **dict.fromkeys(listed("cccd cmnd cmt cc cancuoc"), "card_id"),
    **dict.fromkeys(listed("ngay sinh nam thang"), "day"),
    **dict.fromkeys(("otp", "pin"), "secret"),
    "cif": "paper",
    **dict.fromkeys(("duoi", "cuoi"), "tail"),
    **dict.fromkeys(listed("thu to cn pgd phuong quan lan ky nha ngo hem duong ap thon khu tang"), "other"),
}
_TWO_WORDS = {
    ("tai", "khoan"): "account",
    ("dien", "thoai"): "phone",
    ("lien", "he"): "phone",
    ("can", "cuoc"): "card_id",
    ("chung", "minh"): "card_id",
    ("so", "the"): "card",
    ("tren", "the"): "on_card",
    ("chi", "nhanh"): "other",
    ("hop", "dong"): "paper",
    ("khach", "hang"): "paper",
    ("tiet", "kiem"): "paper",
    ("so", "thue"): "paper",
    ("bao", "hiem"): "paper",
    ("ngay", "sinh"): "birth",
    ("sinh", "ngay"): "birth",
    ("nam", "sinh"): "birth",
    ("xac", "thuc"): "secret",
    ("mat", "khau"): "secret",
}


@dataclass(frozen=True, slots=True)
class Number:
    """Digits that belong together, in the groups they were typed in; what the text calls them; "+" before."""

    groups: tuple[str, ...]
    label: str = ""
    plus: bool = False

    @property
    def digits(self) -> str:
        """All digits of the number, as one."""
        return "".join(self.groups)


@dataclass(frozen=True, slots=True)
class Typed:
    """words: lower case, marks kept, "" where a number stands. letter: what stands inside a number."""

    words: tuple[str, ...]
    numbers: tuple[Number, ...]
    letter: str = ""
    masked: bool = False

    @property
    def folded(self) -> str:
        """The words without marks, numbers left out."""
        return " ".join(bare(word) for word in self.words if word)


def taken_apart(text: str, *, is_word: Callable[[str], bool]) -> Typed:
    """Words and numbers of a text. ``is_word``: letters (folded) that may stand right beside digits, as a bank."""
    tidied = tidy(_BREAK.sub(" ; ", text[: 2 * MOST_SIGNS]))
    tidied = _AMOUNT.sub(" , ", _DATE.sub(" , ", _STARS.sub(r"\2", tidied)))
    tidied = _LONE_O.sub(lambda found: "0" * len(found[0]), tidied)
    words: list[str] = []
    numbers: list[Number] = []
    groups: list[str] = []
    letter, end, plus = odd_digit(tidied), 0, False
    for found in _WORD.finditer(tidied):
        gap, end = tidied[end : found.start()], found.end()
        for place, (part, flaw) in enumerate(_parts(found[0], is_word)):
            letter = letter or flaw
            if part.isascii() and part.isdigit():
                if groups and not (place == 0 and _joins(gap, before=groups[-1], after=part)):
                    numbers.append(Number(tuple(groups), _label(words, groups), plus))
                    words.append("")
                    groups = []
                plus = gap.endswith(_SIGNS_BEFORE) if not groups else plus
                groups.append(part)
                continue
            if groups:
                numbers.append(Number(tuple(groups), _label(words, groups), plus))
                words.append("")
                groups = []
            words.append(part.lower())
            if numbers and words[-2:-1] == [""] and part.lower() in _MONEY:
                numbers[-1] = replace(numbers[-1], label="money")
    if groups:
        numbers.append(Number(tuple(groups), _label(words, groups), plus))
        words.append("")
    if numbers and not numbers[-1].label:
        numbers[-1] = replace(numbers[-1], label=_closing_label(words))
    return Typed(tuple(words), tuple(numbers), letter, bool(numbers) and _MASK.search(tidied) is not None)


def _joins(gap: str, *, before: str, after: str) -> bool:
    """Two groups are one number: plain separators, or a looser one between groups too short to stand alone."""
    if gap in ("", " ", ".", "-"):
        return True
    return gap in (",", " - ", " . ", " .", "- ", " -") and len(before) < 6 and len(after) < 6


def _parts(word: str, is_word: Callable[[str], bool]) -> list[tuple[str, str]]:
    """A word as words and digits; the second of a pair is a letter that should not stand there."""
    if word.isdigit() and word.isascii():
        return [(word, "")]
    if not any(sign in "0123456789" for sign in word):
        return [(word, "")]
    parts = _PART.findall(word)
    ends: list[tuple[str, str]] = []
    if not parts[0].isdigit() and is_word(bare(parts[0])):
        ends = [(parts.pop(0), "")]
    tail: list[tuple[str, str]] = []
    if parts and not parts[-1].isdigit() and (is_word(bare(parts[-1])) or bare(parts[-1]) in _LABELS):
        tail = [(parts.pop(), "")]
    inner = ["0" * len(part) if set(part) <= {"o", "O"} else part for part in parts]
    digits = "".join(part for part in inner if part.isdigit())
    flaw = next((part for part in inner if not part.isdigit()), "")
    return [*ends, *([(digits, flaw)] if digits else []), *tail]


def _closing_label(words: list[str]) -> str:
    """What the words behind the last number make of it ("0912345678 zalo", "01011960 ngày sinh")."""
    behind: list[str] = []
    for word in reversed(words[-4:]):
        if not word:
            break
        behind.append(bare(word))
    if {"zalo", "sdt", "dt"} & {*behind}:
        return "phone"
    return "day" if "sinh" in behind else ""


def _label(words: list[str], groups: list[str]) -> str:
    """The nearest naming word among those before a number, back to the number before it.

    A day, a house or a branch has few digits: such a word before a long number names something else. "Tài
    khoản là số điện thoại" names an account.
    """
    near: list[str] = []
    for word in reversed(words[-_MOST_BETWEEN:]):
        if not word:
            break
        near.append(bare(word))
    size = sum(map(len, groups))
    least = {"day": 6, "other": 6, "birth": 9, "tail": 9}
    labels = [
        _TWO_WORDS.get((before, word)) or _LABELS.get(word, "")
        for before, word in zip([*near[1:], ""][: len(near)], near, strict=True)
    ]
    if "account" in labels and {"la", "cung", "trung", "chinh", "bang"} & {*near}:
        return "account"
    label = next((label for label in labels if label and size < least.get(label, 99)), "")
    return ("account" if "account" in labels else "card") if label == "on_card" else label
