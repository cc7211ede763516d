"""Words that make a date something else: lunar days and zodiac years, ages, guesses. And a day in words."""

from __future__ import annotations

import re
from datetime import date

from domain.wording import Text

_ANIMALS = (
    r"ty|ti|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi|chuot|trau|ho|cop|tho|rong|ran|ngua|khi|ga|lon|heo"
)
LUNAR = re.compile(
    r"\b(?:am lich|lich am|al|am|ram|gieng|chap|nhuan|tet|giao thua)\b"
    rf"|\b(?:tuoi|nam|cam tinh|con giap) (?:con )?(?:{_ANIMALS}|cho|de)\b(?! \d)"
    rf"|\b(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy) (?:{_ANIMALS})\b"
)
AGE = re.compile(r"\btuoi\b|(?<!\d)\d{1,3} ?t\b(?! ?\d)")
APPROXIMATE = re.compile(
    r"\b(?:khoang|hinh nhu|co le|khong chac|ko chac|chua chac|uoc chung|dau do|gi do|gi day|may do)\b|[~?≈]"
    r"|\b(?:dau|giua|cuoi) nam\b"
    r"|(?<!thang )\b(?:chung|tam|do|gan|hon|ngoai|truoc|sau|chac|chac la|phong) (?:nam |ngay )?\d"
    r"|\b(?:hoac|hay|nhung|(?:sua|doi) thanh|(?:bi|ghi) nham|nham roi|sai|khong phai|ko phai|khong dung)\b"
    r"|(?<!\d)(?:19|20)\d\d ?- ?(?:19|20)?\d\d(?![\d\-/.])"
)


def in_words(day: date) -> Text:
    """The day shown back: two digits, the month with a zero only for 1 and 2."""
    month = day.strftime("%m") if day.month < 3 else str(day.month)
    return Text(
        "birth_date.echo",
        "Ngày {dd} tháng {m} năm {yyyy}.",
        dd=day.strftime("%d"),
        m=month,
        yyyy=str(day.year),
    )
