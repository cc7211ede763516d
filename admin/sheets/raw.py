"""A cell as a file has it, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from domain.reading.text import clean


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as the file has it.

    stored: of a formula, the value last calculated. zeros: of a number, the width its format pads it to.
    """

    kind: Literal["empty", "text", "number", "date", "formula", "error"]
    value: object = field(default=None, repr=False)
    stored: Raw | None = field(default=None, repr=False)
    zeros: int = 0

    @property
    def text(self) -> str:
        """What a person sees in the cell, nearly."""
        if self.kind == "number" and isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, datetime):
            return f"{self.value:%d/%m/%Y}"
        return "" if self.value is None else clean(str(self.value))


EMPTY = Raw("empty")
ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))


def of_value(value: object, *, number_format: str = "") -> Raw:
    """A raw cell out of a value as a library gives it."""
    match value:
        case bool():
            return Raw("text", "TRUE" if value else "FALSE")
        case int() | float():
            zeros = len(number_format) if number_format and not number_format.strip("0") else 0
            return Raw("number", value, zeros=zeros)
        case datetime():
            return Raw("date", value.replace(tzinfo=None))
        case date():
            return Raw("date", datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a day has no zone
        case time() | timedelta():
            return Raw("text", str(value))
        case str():
            text = value.strip()
            if text in ERRORS:
                return Raw("error", text)
            return Raw("text", value) if text else EMPTY
        case _:
            return Raw("text", str(value))
