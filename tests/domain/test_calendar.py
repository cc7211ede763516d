"""Working days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.calendar import (
    day_and_month,
    day_of,
    default_holidays,
    holidays_of,
    is_working_day,
    working_days_after,
)

HOLIDAYS = default_holidays()


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 25), 3, date(2026, 11, 30)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2027, 1, 11), 5, date(2027, 1, 18)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2027, 2, 4), 1, date(2027, 2, 12)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(day: date, count: int, due: date) -> None:
    """The days of the golden talk, the new year, and Tết."""
    assert working_days_after(day, count, HOLIDAYS) == due


def test_an_office_may_set_its_own_days() -> None:
    """Own days replace those that come with the program."""
    own = {date(2026, 11, 26): "Ngày của phường"}
    assert not is_working_day(date(2026, 11, 26), holidays_of(own))
    assert is_working_day(date(2027, 1, 1), holidays_of(own))
    assert holidays_of({}) == HOLIDAYS


def test_a_day_is_that_of_vietnam() -> None:
    """19:00 in UTC is tomorrow at 02:00."""
    assert day_of(datetime(2026, 11, 24, 19, tzinfo=UTC)) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 11, 30), "30/11"), (date(2027, 1, 18), "18/01"), (date(2027, 3, 5), "05/3")],
)
def test_day_and_month_as_offices_write(day: date, shown: str) -> None:
    """A zero before the day always, before the month only for January and February."""
    assert day_and_month(day) == shown
