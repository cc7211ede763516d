"""List codes: ``CA-01840-261127-1`` = kind, unit, day made, number of that day."""

from __future__ import annotations

import re
from datetime import date

LIST_CODE = re.compile(r"[A-Z]{2}-[0-9]{5}-[0-9]{6}-[0-9]{1,4}")


def list_code(kind: str, *, unit: str, day: date, number: int) -> str:
    """The code of a list. ``kind``: DK, CA, XT, MT or CT; ``number``: from 1, of its kind, unit and day."""
    return f"{kind}-{unit}-{day:%y%m%d}-{number}"


def made_on(code: str) -> date | None:
    """The day in a list code; None when it is no code or no day."""
    if not LIST_CODE.fullmatch(code):
        return None
    digits = code.split("-")[2]
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None


def unit_of(code: str) -> str:
    """The unit in a list code ("01840"); "" when it is no code."""
    return code.split("-")[1] if LIST_CODE.fullmatch(code) else ""
