"""Amounts of money in whole đồng. Read in files only; never off by a thousand: what is open is refused.

What is read and what is not: domain.md "Golden semantics" ("1tr2" = 1.200.000, bare "500" or "1.5" open).
Codes and sentences are ours, in the voice of wording.md section 1.
"""

from __future__ import annotations

import re

from domain.reading.number_words import NUMBER_WORDS, number_in_words
from domain.reading.numerals import LONGEST_ANSWER, odd_digit, tidy
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Kept, Rejected, Text

LEAST = 10_000  #: đồng; below that nobody can tell đồng from nghìn đồng
MOST = 1_000_000_000_000

_SCALES = frozenset(("nghin", "ngan", "trieu", "ty", "ti", "k", "tr", "cu", "tram"))
_LIKE_DIGITS = frozenset("lisbz")  #: letters that may be a digit mistyped: "l triệu"
_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|[1-9]\d*|0+"
)
_NO_CENTS = re.compile(r"([^.]*\d{3})\.0{1,2}|([^,]*\d{3}),0{1,2}")
_TOO_SMALL = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_MILLIONS = re.compile(
    r"(?<![a-z\d.,])(\d{1,3})(?:[.,](\d{1,3}))?( ?)(?:trieu|tr|cu)"
    r"(?:( ?)(?:(ruoi)|(\d{1,3})(?: ?(k|nghin|ngan|tram(?: nghin| ngan| k)?))?))?(?![a-z\d]|[.,]\d)"
)
_HUNDREDS = re.compile(r"(?<![a-z\d.,])([1-9]) ?tram ?(?:k|nghin|ngan)(?![a-z\d])")
_THOUSANDS = re.compile(r"(?<![a-z\d.,])(\d[\d.,]*) ?(?:k|nghin|ngan)(?![a-z\d])")
_PLAIN = re.compile(r"(?<![a-z\d.,])\d(?:[\d.,' ]*\d)?(?![\d])(?: ?(?:vnd|dong|d)\b)?(?![a-z])")
_GUESS = re.compile(
    r"\b(?:khoang|chung|vai|may|hon|gan|it nhat|toi da|toi thieu|duoi|tren|xap xi|hay|hoac|den)\b|[~?≈<>%]"
    r"|\b(?:tam|do|co|tu) \d"
)
_CHANGE = re.compile(
    r"\+|\b(?:them|thieu|tru|no|bot|cong|chenh|bu|truy linh)\b"
    r"|\b(?:tang|giam)\b(?! (?:len|xuong|con|thanh|toi)\b)"
)
_NOT_DONG = re.compile(
    r"(?<!\d )\b(?:khong|ko|k|chua|sai|nham)\b(?! (?:tram|nghin|ngan|co doi|thay doi)\b)"
    r"|[$€£¥%]|\b(?:usd|eur|euro|do la|kip|te|nhan dan te)\b"
)
_NEGATIVE = re.compile(r"(?<![a-z\d])(?<![a-z\d] )-\s?\d|\bam \d|^\([\d.,' ]+[a-z]*\)$|\d[a-z]*-$")
_ENDING = re.compile(r"[.,]-$|(?<=\d)[.]+$")
_PERIOD = re.compile(
    r"(?:\b(?:tu|ngay) )*(?<![\d.,/])\d{1,2}/\d{1,2}/\d{4}(?![\d.,/])"
    r"| ?/ ?(?:1 )?(?:thang|ky|nguoi|quy)\b|\b(?:1|mot|moi|hang) (?:thang|ky|nguoi)\b"
    r"|\b(?:thang|ky) \d{1,2}(?: ?/ ?\d{4})?(?![\d.,])"
    r"(?! ?(?:trieu|tr|k|nghin|ngan|cu|tram|ty|ti|chuc)\b)(?! ?tr\d)"
)


def read_amount(text: str, situation: Situation) -> Kept | Rejected:
    """Whole đồng under the key asked.

    Codes: empty, signs, negative, zero, no_unit, two_amounts, guess, change, grouping, too_large.
    """
    if len(text) > LONGEST_ANSWER:
        return _miss("signs")
    tidied = tidy(text)
    plain = _ENDING.sub("", re.sub(r"(?<=\d)o+|o+(?=\d)", lambda o: "0" * len(o[0]), fold(tidied)))
    plain = _PERIOD.sub(" ", plain).strip()
    if odd_digit(tidied):
        return _miss("signs")
    if _NEGATIVE.search(plain):
        return _miss("negative")
    read = _amounts(plain)
    if not read:
        return _miss("guess" if _GUESS.search(plain) else "signs" if re.search(r"\d", plain) else "empty")
    misses = [code for code in read if isinstance(code, str)]
    amounts = {amount for amount in read if isinstance(amount, int)}
    if len(amounts) > 1 or (amounts and misses and len(read) > 1 and "signs" not in misses):
        return _miss("two_amounts")
    if misses:
        return _miss("guess" if _GUESS.search(plain) else misses[0])
    for code, words in (("guess", _GUESS), ("change", _CHANGE), ("signs", _NOT_DONG)):
        if words.search(plain):
            return _miss(code)
    return _within(amounts.pop(), situation.key)


def _within(amount: int, key: str) -> Kept | Rejected:
    if amount == 0:
        return _miss("zero")
    if amount < LEAST:
        return _miss("no_unit")
    return _miss("too_large") if amount > MOST else Kept({key: amount})


def _amounts(plain: str) -> list[int | str]:
    """Every amount in a text, or the code of why it is none; "signs" for numbers that nothing explains."""
    read: list[int | str] = []
    rest = plain
    for pattern, value in (
        (_MILLIONS, _of_millions),
        (_HUNDREDS, lambda found: int(found[1]) * 100_000),
        (_THOUSANDS, _of_thousands),
        (_PLAIN, _of_plain),
    ):
        for found in pattern.finditer(rest):
            read.append(value(found))
        rest = pattern.sub(" ; ", rest)
    return read + _in_words(rest)


def _in_words(rest: str) -> list[int | str]:
    """Amounts written as words, where figures (";") were taken out; whatever figure is left explains nothing."""
    read: list[int | str] = []
    tokens: list[str] = re.findall(r"[a-z]+|[\d;(:]", rest)
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end] in NUMBER_WORDS:
            end += 1
        words = tokens[at:end]
        before = tokens[at - 1] if at else ""
        if words and (before == ";" or before in _LIKE_DIGITS):
            read.append("signs")
        elif any(word in _SCALES for word in words):
            number = number_in_words(words)
            read.append("no_unit" if number is None or number < LEAST else number)
        elif tokens[at].isdigit() or (tokens[at] in ("k", "tr", "cu") and tokens[at - 1 : at] == [";"]):
            read.append("signs")
        at = max(end, at + 1)
    return read


def _of_millions(found: re.Match[str]) -> int | str:
    whole, tenths, space, gap, half, more, scale = found.groups()
    if len(tenths or "") == 3 or (tenths and (half or more)):
        return "no_unit"
    amount = int(whole) * 1_000_000 + int((tenths or "0").ljust(6, "0"))
    if half:
        return amount + 500_000
    if not more:
        return amount
    if scale:
        hundreds = scale.startswith("tram")
        if hundreds and len(more) > 1:
            return "signs"
        if not hundreds and len(more) == 1 and not (space or gap):
            return "no_unit"  # "1tr2k": 1.200.000 or 1.002.000
        return amount + int(more) * (100_000 if hundreds else 1000)
    if len(more) == 2 and (space or gap):
        return "no_unit"
    return amount + int(more.ljust(6, "0"))


def _of_thousands(found: re.Match[str]) -> int | str:
    if not _GROUPED.fullmatch(found[1]):
        return "no_unit" if _TOO_SMALL.fullmatch(found[1]) else "grouping"
    amount = int(re.sub(r"\D", "", found[1])) * 1000
    grouped = not found[1].isdigit()
    return "no_unit" if grouped and amount >= 100_000_000 else amount


def _of_plain(found: re.Match[str]) -> int | str:
    figures = re.match(r"\d(?:[\d.,' ]*\d)?", found[0])
    typed = figures[0] if figures else ""
    whole = _NO_CENTS.fullmatch(typed)
    base = (whole[1] or whole[2]) if whole else ""
    if _GROUPED.fullmatch(base):
        typed = base
    if not _GROUPED.fullmatch(typed):
        return "no_unit" if _TOO_SMALL.fullmatch(typed) else "grouping"
    return int(re.sub(r"\D", "", typed))


_SAY = {
    "empty": Text("amount.empty", "Chưa thấy số tiền. Ghi số đồng, ví dụ 1.500.000."),
    "signs": Text("amount.signs", "Chưa đọc được số tiền này. Ghi bằng chữ số, ví dụ 1.500.000."),
    "negative": Text("amount.negative", "Số tiền này có dấu trừ. Ghi số lớn hơn 0."),
    "zero": Text("amount.zero", "Số tiền này bằng 0. Ghi số lớn hơn 0."),
    "no_unit": Text("amount.no_unit", "Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000."),
    "two_amounts": Text("amount.two_amounts", "Có hai số tiền. Ghi giúp một số."),
    "guess": Text("amount.guess", "Số tiền này chưa chắc. Ghi đúng một số."),
    "change": Text("amount.change", "Đây là phần tăng hoặc giảm. Ghi cả số tiền."),
    "grouping": Text("amount.grouping", "Dấu chấm trong số này chưa đều. Ghi lại, ví dụ 1.500.000."),
    "too_large": Text("amount.too_large", "Số tiền này lớn quá. Xem lại số chữ số 0."),
}


def _miss(code: str) -> Rejected:
    return Rejected(code, _SAY[code])
