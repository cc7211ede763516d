"""One cell: what stood in the file becomes a value of ours, or the reason it cannot.

Total: any cell gives a value, nothing, or a reason; nothing is guessed. Text, number or real date are taken
where they can only mean one thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from admin.sheets import reasons
from admin.sheets.raw import Raw
from admin.sheets.shape import Cell, Column
from domain.reading.amount import read_amount
from domain.reading.situation import Situation
from domain.reading.text import BIDI_CONTROLS, fold
from domain.reference.places import Places
from domain.row_codes import read_code, read_row_code
from domain.wording import Kept, Rejected, Text


class Seen(NamedTuple):
    """A value, or the reason there is none; a warning may come with a value."""

    value: Cell = None
    reason: Text | None = None
    warning: Text | None = None


def cell_reader(column: Column) -> Callable[[Raw], Seen]:
    """The function that reads the cells of one column."""
    if column.type == "choice":
        known = _names_of_options(column)
        refused = {fold(text): reason for texts, reason in column.refusals for text in texts}
        read_choice = _guarded(column, lambda raw: _choice(raw, column=column, known=known, refused=refused))
        return _remembering(read_choice)
    readers: Mapping[str, Callable[[Raw, Column], Seen]] = {
        "id": _id,
        "birth": _birth,
        "date": _date,
        "month": _month,
        "money": _money,
        "name": _name,
        "text": _text,
        "int": _int,
    }
    read = readers[column.type]
    guarded = _guarded(column, lambda raw: read(raw, column))
    return guarded if column.type in ("id", "name", "text") else _remembering(guarded)


def _remembering(read: Callable[[Raw], Seen]) -> Callable[[Raw], Seen]:
    """A column of amounts, days or choices says the same few things over and over."""
    return lru_cache(maxsize=1000)(read)


def _guarded(column: Column, read: Callable[[Raw], Seen]) -> Callable[[Raw], Seen]:
    def guarded(raw: Raw) -> Seen:
        if raw.kind == "formula":
            if column.type != "money" or raw.stored is None or raw.stored.kind in ("empty", "formula"):
                return Seen(reason=reasons.FORMULA)
            raw = raw.stored
        if raw.kind == "error":
            return Seen(reason=reasons.error_cell(column.heading, raw.text))
        if raw.kind == "empty" or not raw.text:
            return Seen()
        return read(raw)

    return guarded


# --- numbers that are text -------------------------------------------------------------------------------


def _id(raw: Raw, column: Column) -> Seen:
    if raw.kind == "date":
        return Seen(reason=reasons.not_digits(column.heading, raw.text))
    if raw.kind == "number" and not _whole_and_exact(raw.value):
        return Seen(reason=reasons.long_number(column.heading))
    typed = unicodedata.normalize("NFKC", raw.text).lstrip("'’").strip()
    if column.holds == "row_code":
        code = read_row_code(typed)
        return Seen(code) if code else Seen(reason=reasons.bad_code(raw.text))
    if column.holds == "registration_code":
        return Seen(read_code(typed) or typed)
    if re.fullmatch(r"[0-9][.,][0-9]+E\+?[0-9]+", typed, re.IGNORECASE):
        return Seen(reason=reasons.long_number(column.heading))
    digits = re.sub(r"[\s.\-_]", "", typed)
    if not column.holds:
        return Seen(typed)
    if column.holds == "phone" and digits.startswith("+84"):
        digits = "0" + digits[3:]
    if not re.fullmatch(r"[0-9]+", digits):
        return Seen(reason=reasons.not_digits(column.heading, raw.text))
    if raw.kind == "number":
        digits = digits.zfill(raw.zeros)
    match column.holds:
        case "cccd":
            return _cccd(digits)
        case "account":
            return _account(digits, raw=raw, label=column.heading)
        case _:
            return _phone(digits, raw=raw, label=column.heading)


def _cccd(digits: str) -> Seen:
    if len(digits) == 12:
        return Seen(digits)
    if len(digits) in (10, 11) and digits[0] != "0":
        return Seen(reason=reasons.LOST_ZERO)
    return Seen(reason=reasons.cccd_length(len(digits)))


def _account(digits: str, *, raw: Raw, label: str) -> Seen:
    if looks_like_a_card(digits):
        return Seen(reason=reasons.CARD)
    if not 6 <= len(digits) <= 19:
        return Seen(reason=reasons.account_length(len(digits)))
    if raw.kind == "number" and len(digits) != raw.zeros:
        return Seen(digits, warning=reasons.perhaps_lost_zero(label))
    return Seen(digits)


def _phone(digits: str, *, raw: Raw, label: str) -> Seen:
    if raw.kind == "number" and len(digits) == 9:
        digits = "0" + digits
    if len(digits) not in (10, 11):
        return Seen(reason=reasons.not_digits(label, raw.text))
    return Seen(digits)


def looks_like_a_card(digits: str) -> bool:
    """16 or 19 digits beginning 9704, or 16 beginning 4 or 5 (bad ones too): the number on a card."""
    if digits.startswith("9704"):
        return len(digits) in (16, 19)
    return len(digits) == 16 and digits[0] in "45"


def _whole_and_exact(value: object) -> bool:
    """A number cell keeps 15 digits; above that some are gone."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value < 10**15 and float(value).is_integer()


# --- days ------------------------------------------------------------------------------------------------

_DAY = re.compile(r"([0-9]{1,2}) ?[/.\-] ?([0-9]{1,2}) ?[/.\-] ?([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:ngay |mung |mong )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")


def _birth(raw: Raw, column: Column) -> Seen:
    if isinstance(raw.value, datetime):
        return Seen(raw.value.date().isoformat())
    year = re.fullmatch(r"(?:nam )?([0-9]{4})", fold(raw.text))
    if year and 1880 <= int(year[1]) <= 2100:
        return Seen(year[1])
    day = _day_in(raw.text, two_digit_years=False)
    return Seen(day.isoformat()) if day else Seen(reason=reasons.unreadable_date(column.heading, raw.text))


def _date(raw: Raw, column: Column) -> Seen:
    if isinstance(raw.value, datetime):
        day: date | None = raw.value.date()
    else:
        day = _day_in(raw.text, two_digit_years=True) if raw.kind == "text" else None
    if day is None or not 1980 <= day.year <= 2100:
        return Seen(reason=reasons.unreadable_date(column.heading, raw.text))
    return Seen(day)


def _day_in(text: str, *, two_digit_years: bool) -> date | None:
    """Day first, always; None when there is no such day."""
    plain = fold(text)
    found = _DAY.fullmatch(plain) or _IN_WORDS.fullmatch(plain)
    parts = found.groups() if found else ()
    if iso := _ISO.fullmatch(plain):
        parts = tuple(reversed(iso.groups()))
    if not parts or (len(parts[2]) == 2 and not two_digit_years):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year + 2000 if len(parts[2]) == 2 else year, month, day)
    except ValueError:
        return None


def _month(raw: Raw, column: Column) -> Seen:
    if isinstance(raw.value, datetime):
        return Seen(f"{raw.value:%m/%Y}")
    found = re.fullmatch(r"(?:ky )?(?:thang |t\.? ?)?([0-9]{1,2}) ?[/\-.] ?([0-9]{4})", fold(raw.text))
    if found and 1 <= int(found[1]) <= 12 and 1990 <= int(found[2]) <= 2100:
        return Seen(f"{int(found[1]):02d}/{found[2]}")
    return Seen(reason=reasons.unreadable_month(column.heading, raw.text))


# --- amounts and counts ----------------------------------------------------------------------------------

#: What an amount in a cell is read in: nothing is known beside it.
_ALONE = Situation(key="amount", today=date.min, places=Places(units={}, old_units=()))


def _money(raw: Raw, column: Column) -> Seen:
    """Whole đồng, by the reader of amounts; a cell may also say 0 or a dash for nothing."""
    if raw.kind == "date" or (raw.kind == "number" and not _whole_and_exact(raw.value)):
        return Seen(reason=reasons.unreadable_money(column.heading, raw.text))
    if raw.text in ("0", "-", "–", "—"):
        return Seen(0)
    match read_amount(raw.text, _ALONE):
        case Kept(values) if isinstance(dong := values["amount"], int):
            return Seen(dong)
        case Rejected(say=say):
            return Seen(reason=reasons.refused_amount(column.heading, raw.text, say=say))
        case _:
            return Seen(reason=reasons.unreadable_money(column.heading, raw.text))


def _int(raw: Raw, column: Column) -> Seen:
    if raw.kind in ("number", "text") and re.fullmatch(r"[0-9]{1,9}", raw.text):
        return Seen(int(raw.text))
    return Seen(reason=reasons.unreadable_number(column.heading, raw.text))


# --- words -----------------------------------------------------------------------------------------------

#: As they are once their marks are taken off, the marks themselves, and the few signs names have.
_IN_NAMES = frozenset("abcdefghijklmnopqrstuvwxyzđ \u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323'’.-,()&")


def is_vietnamese(text: str) -> bool:
    """Whether a name has only letters Vietnamese has, and the few signs names have."""
    return _IN_NAMES.issuperset(unicodedata.normalize("NFD", text.lower()))


def _name(raw: Raw, column: Column) -> Seen:
    name = raw.text
    if raw.kind != "text" or not is_vietnamese(name):
        return Seen(reason=reasons.strange_letters(column.heading, name))
    return Seen(name)


def _text(raw: Raw, _column: Column) -> Seen:
    text = "".join(sign for sign in raw.text if sign not in BIDI_CONTROLS)
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        text = text[1:]
    return Seen(text or None)


def _names_of_options(column: Column) -> dict[str, str]:
    known: dict[str, str] = {}
    for number, option in enumerate(column.options, start=1):
        for name in (str(number), option.label, *option.aliases):
            known.setdefault(bare(name), option.key)
    return known


def bare(text: str) -> str:
    """A choice as compared: folded, the signs around it taken away. The whole value, never a part of it."""
    return fold(text).strip(" .,!'\"“”")


def _choice(raw: Raw, *, column: Column, known: Mapping[str, str], refused: Mapping[str, Text]) -> Seen:
    typed = raw.text
    parts = re.split(r"[;,\n]", str(raw.value) if raw.kind == "text" else typed) if column.several else [typed]
    keys: list[str] = []
    for part in parts:
        if not (name := bare(part)):
            continue
        if name in refused:
            return Seen(reason=refused[name])
        if name not in known:
            return Seen(reason=reasons.unknown_choice(typed))
        if known[name] not in keys:
            keys.append(known[name])
    if not keys:
        return Seen(reason=reasons.unknown_choice(typed))
    return Seen(tuple(keys) if column.several else keys[0])
