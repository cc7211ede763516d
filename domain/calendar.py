"""Working days: Monday to Friday but for the public holidays and the Tết days, which are data.

Bộ luật Lao động 2019, Điều 112 names the holidays; the Tết days of each year follow the government's notice.
``domain/reference/holidays.csv`` brings those known; an office may set others in its settings.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.reference.places import rows_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_FILE = Path(__file__).parent / "reference" / "holidays.csv"
_SATURDAY = 5


@cache
def default_holidays() -> Mapping[date, str]:
    """The days offices are closed that come with the program, with their names."""
    return {date.fromisoformat(row["day"]): row["name"] for row in rows_of(_FILE)}


def holidays_of(set_by_office: Mapping[date, str]) -> Mapping[date, str]:
    """The office's own days where it has set some, else those that come with the program."""
    return set_by_office or default_holidays()


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether offices work on a day."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_after(day: date, count: int, holidays: Container[date]) -> date:
    """The day that lies so many working days after another (the day itself does not count)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def day_of(moment: datetime) -> date:
    """The day a moment lies in, in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def day_and_month(day: date) -> str:
    """30/11, 05/02: the day with two digits, the month with a zero only for 1 and 2."""
    month = "{:02d}" if day.month < 3 else "{}"
    return "/".join((f"{day.day:02d}", month.format(day.month)))
