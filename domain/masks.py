"""How numbers are shown (wording.md section 1): masked by default, in full only on request."""

from __future__ import annotations

from datetime import date

from domain.wording import Param, Text


def tail(digits: str) -> str:
    """The last four digits, for "đuôi 3456"."""
    return digits[-4:]


def masked(digits: str) -> str:
    """…1234, for lists and cards."""
    return f"…{tail(digits)}"


def grouped(digits: str) -> str:
    """Groups of four from the left: 0351 0001 2345 6."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def phone_spoken(e164: str) -> str:
    """0912 345 678 of +84912345678: groups 4-3-3, leading 0, never +84."""
    digits = "0" + e164.removeprefix("+84")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}".strip()


def birth_shown(birth_date: str) -> Param:
    """A birth date as a placeholder's value: the day, or "năm 1945" where only the year is known."""
    if len(birth_date) == 4:
        return Text("birth.year_only", "năm {yyyy}", yyyy=birth_date)
    return date.fromisoformat(birth_date)
