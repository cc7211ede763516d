"""A day, month and year as people write them: found first, judged by the readers of birth_date.py.

Always day first, but for yyyy-mm-dd (domain.md, "Golden semantics").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.reading.number_words import NUMBER_WORDS, number_under_hundred, year_in_words
from domain.reading.numerals import numbers_in, odd_digit, tidy
from domain.reading.text import fold

_SIGN = r"[/.\-,\\|:;_*'’]"
_SEP = rf"\s*(?:{_SIGN}|\s)\s*{_SIGN}?\s*"
_MIDNIGHT = re.compile(r"(?:T| )00:00(?::00)?(?:\.0+)?$")
_YEAR = r"(\d{4}|\d{2})(?!\d)"
_DAY_WORD = r"(?:ngay|mung|mong|hom)"
_MONTH_WORD = r"(?:thang|th|t)"
_YEAR_WORD = r"(?:nam|n)"
_Y_M_D = re.compile(r"(?<!\d)(\d{4})\s?[\-/.]\s?(\d{1,2})\s?[\-/.]\s?(\d{1,2})(?!\d)")
_Y_M_D_WORDS = re.compile(r"nam (\d{4})[ ,]*thang (\d{1,2})[ ,]*ngay (?:mung |mong )?(\d{1,2})(?!\d)")
_M_D_Y_WORDS = re.compile(r"thang (\d{1,2})[ ,]*ngay (?:mung |mong )?(\d{1,2})[ ,]*nam (\d{4}|\d{2})(?!\d)")
_D_M_Y = (
    re.compile(
        rf"(?<!\d)(\d{{1,2}})[ ,./\-]*{_MONTH_WORD}[ .:]*(\d{{1,2}})[ ,./\-]*(?:{_YEAR_WORD}\b)?[ .:]*{_YEAR}"
    ),
    re.compile(rf"(?<!\d)(\d{{1,2}}){_SEP}(\d{{1,2}})(?:{_SEP}{_YEAR_WORD}?\s*){_YEAR}"),
)
_D_M = (
    re.compile(rf"(?<!\d)(\d{{1,2}})[ ,./\-]*{_MONTH_WORD}[ .:]*(\d{{1,2}})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?!\d)"),
)
_M_Y = (
    re.compile(rf"\b{_MONTH_WORD}[ .:]*(\d{{1,2}})[ ,./\-]*(?:{_YEAR_WORD}\b)?[ .:]*{_YEAR}"),
    re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{4})(?!\d)"),
)
_Y_ONLY = (
    re.compile(rf"\b(?:nam sinh|sinh nam|sinh|nam|sn|ns|n s)[ .:]*{_YEAR}"),
    re.compile(r"(?<!\d)(\d{4})(?!\d)"),
)
_TOGETHER = re.compile(r"(?<!\d)(\d{8}|\d{6})(?!\d)")
#: Letters that may stand right against a digit.
_GLUED = re.compile(r"sn|ns|nam|n|t|th|thang|ngay|mung|mong|a|ah|sinh|tuoi|nha|nhe")


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says: year as typed ("52", "1952", "" when missing); code when it cannot be read."""

    day: int = 0
    month: int = 0
    year: str = ""
    code: str = ""


def written_date(text: str) -> Written:
    """The one date in a text. Codes: empty, signs, looks_like_number, missing_day, missing_year.

    Year only has day = month = 0. Whatever numbers are left over make it unreadable (signs).
    """
    tidied = _MIDNIGHT.sub("", tidy(text))
    if odd_digit(tidied):
        return Written(code="signs")
    if any(len(run.digits) > 8 for run in numbers_in(tidied).runs):
        return Written(code="looks_like_number")
    plain, flaw = _spaced(fold(tidied))
    if flaw:
        return Written(code="signs")
    plain = _with_digits(plain)
    if not re.search(r"\d", plain):
        return Written(code="empty")
    return _found(plain)


def _found(plain: str) -> Written:
    for pattern, order in ((_Y_M_D, "ymd"), (_Y_M_D_WORDS, "ymd"), (_M_D_Y_WORDS, "mdy")):
        if found := pattern.search(plain):
            parts = dict(zip(order, found.groups(), strict=True))
            return _rest(found, Written(int(parts["d"]), int(parts["m"]), parts["y"]))
    for pattern in _D_M_Y:
        if found := pattern.search(plain):
            return _rest(found, Written(int(found[1]), int(found[2]), found[3]))
    return _found_in_part(plain)


def _found_in_part(plain: str) -> Written:
    """A date with something missing, or written in one number."""
    for pattern in _M_Y:
        if found := pattern.search(plain):
            return _rest(found, Written(0, int(found[1]), found[2], code="missing_day"))
    for pattern in _D_M:
        if found := pattern.search(plain):
            return _rest(found, _day_and_month(int(found[1]), found[2]))
    if found := _TOGETHER.search(plain):
        digits = found[0]
        return _rest(found, Written(int(digits[:2]), int(digits[2:4]), digits[4:]))
    for pattern in _Y_ONLY:
        if (found := pattern.search(plain)) and not (len(found[1]) == 4 and found[1][0] == "0"):
            return _rest(found, Written(year=found[1]))
    if found := re.search(rf"\b{_MONTH_WORD}[ .:]*(\d{{1,2}})(?!\d)", plain):
        return _rest(found, Written(0, int(found[1]), code="missing_year"))
    alone = re.fullmatch(r"[^\d]*\d+[^\d]*", plain)
    return Written(code="looks_like_number" if alone else "signs")


def _day_and_month(day: int, typed: str) -> Written:
    """Two numbers: day and month, or month and a year of two digits ("3/52")."""
    second = int(typed)
    if second > 31 and day <= 12:
        return Written(0, day, typed, code="missing_day")
    return Written(day, second, code="missing_year")


def _rest(found: re.Match[str], written: Written) -> Written:
    plain = found.string
    left = plain[: found.start()] + " " + plain[found.end() :]
    return Written(code="signs") if re.search(r"\d", left) else written


def _spaced(folded: str) -> tuple[str, bool]:
    """Letters and digits parted ("sn45"), o beside a digit as 0; True if a strange letter is in a number."""
    out: list[str] = []
    flaw = False
    for piece in re.split(r"([a-z0-9]+)", folded):
        if re.fullmatch(r"[0-9o]+", piece) and re.search(r"\d", piece):
            piece = piece.replace("o", "0")
        elif re.search(r"\d", piece) and re.search(r"[a-z]", piece):
            parts = re.findall(r"\d+|[a-z]+", piece)
            flaw = flaw or any(part.isalpha() and not _GLUED.fullmatch(part) for part in parts)
            piece = " ".join(parts)
        out.append(piece)
    return "".join(out), flaw


def _with_digits(plain: str) -> str:
    """Number words after ngày, mùng, tháng, năm written as digits."""
    tokens = re.findall(r"[a-z]+|\d+|[^a-z\d\s]", _day_before_month(plain))
    out: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        out.append(token)
        at += 1
        if token in ("ngay", "mung", "mong", "thang", "nam"):
            number, used = _number_from(tokens[at : at + 7], after=token)
            if number:
                out.append(number)
                at += used
    joined = " ".join(out)
    return re.sub(r"(?<=\d) (?=[/.\-\\|])|(?<=[/.\-\\|]) (?=\d)", "", joined)


def _day_before_month(plain: str) -> str:
    """ "Mười lăm tháng tám": the day in words, without "ngày" before it."""
    before, month, after = plain.partition(" thang ")
    words = before.split()
    start = len(words)
    while start and words[start - 1] in NUMBER_WORDS:
        start -= 1
    day = number_under_hundred(words[start:])
    if not month or day is None or day > 31 or words[start:] == ["nam"]:
        return plain
    return " ".join((*words[:start], str(day))) + month + after


def _number_from(tokens: list[str], *, after: str) -> tuple[str, int]:
    count = 0
    while count < len(tokens) and tokens[count] in NUMBER_WORDS:
        count += 1
    for used in range(count, 0, -1):
        words = tokens[:used]
        following = tokens[used : used + 1]
        if after == "nam":
            year = year_in_words(words)
            if year is not None and used == count and (year > 99 or used > 1):
                return (str(year) if year > 99 else f"{year:02d}"), used
            continue
        number = number_under_hundred(words)
        limit, then = (12, ("nam", "n")) if after == "thang" else (31, ("thang", "th", "t"))
        if number is None or not 1 <= number <= limit:
            continue
        if words[-1] == "nam" and following != [then[0]]:
            continue
        return str(number), used
    return "", 0


def day_of(year: int, *, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
