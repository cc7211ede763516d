"""A cell as a file has it, before anything is made of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from domain.reading.text import clean


class Raw(NamedTuple):
    """A cell as the file has it.

    text: what a person sees in it, nearly. stored: of a formula, the value last calculated. zeros: of a
    number, the width its format pads it to.
    """

    kind: Literal["empty", "text", "number", "date", "formula", "error"]
    value: object = None
    text: str = ""
    stored: Raw | None = None
    zeros: int = 0

    def __repr__(self) -> str:
        """Without what stands in it."""
        return f"Raw({self.kind!r})"


EMPTY = Raw("empty")
FORMULA = Raw("formula", text="=")
ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))


def of_value(value: object, *, number_format: str = "") -> Raw:
    """A raw cell out of a value as a library gives it."""
    match value:
        case str():
            return _of_text(value)
        case bool():
            return Raw("text", value, "TRUE" if value else "FALSE")
        case int() | float():
            zeros = len(number_format) if number_format and not number_format.strip("0") else 0
            return Raw("number", value, _as_seen(value), zeros=zeros)
        case datetime():
            return Raw("date", value.replace(tzinfo=None), f"{value:%d/%m/%Y}")
        case date():
            midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
            return Raw("date", midnight, f"{value:%d/%m/%Y}")
        case time() | timedelta():
            return Raw("text", str(value), str(value))
        case _:
            return _of_text(str(value))


@lru_cache(maxsize=5000)
def _of_text(value: str) -> Raw:
    text = clean(value)
    if text in ERRORS:
        return Raw("error", text, text)
    return Raw("text", value, text) if text else EMPTY


def _as_seen(number: int | float) -> str:
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)
