"""Birth dates. Sentences: wording.md section 4, rows "birth_date, requester_birth_date".

Asked back or refused (domain.md "Golden semantics"): lunar and zodiac, ages, open two-digit years.
"""

from __future__ import annotations

import re
from datetime import date

from domain.reading.date_words import AGE, APPROXIMATE, LUNAR, in_words
from domain.reading.dates import Written, day_of, written_date
from domain.reading.event_day import read_day
from domain.reading.numerals import LONGEST_ANSWER, tidy
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Choice, Kept, Rejected, Text, Unsure, verbatim

__all__ = ["read_birth_date", "read_day"]

OLDEST = 120  #: years; domain.md "Golden semantics"

_UNKNOWN = re.compile(
    r"\b(?:khong|ko|k|kh|chua|chang|hok) (?:nho|biet|bit|bik|ro|thuoc)\b|\bquen\b|\b(?:khong|ko|k) co giay\b"
)
_ONLY_THE_DAY = re.compile(
    r"\b(?:khong|ko|k|chua) (?:nho|biet|ro|co) (?:ro |duoc )*(?:ca |la )?(?:ngay|thang)\b"
    r"|\b(?:chi|con) (?:nho|biet|co|ghi) (?:moi )?(?:nam|duoc nam)\b|\bthe chi (?:co|ghi) nam\b"
)
_OTHER_DAY = re.compile(r"\b(?:cap|mat|chet|qua doi|het han|ket hon|cuoi|nhap ngu|vao dang|ky ngay|ngay gio)\b")


def read_birth_date(text: str, situation: Situation) -> Kept | Rejected | Unsure:
    """ "1952-03-05", or "1945" where only the year is known; shown back in words.

    Keys birth_date and requester_birth_date. Refused: lunar days, ages, guesses, days to come, more than 120
    years ago. A year of two digits is taken when only one century is past.
    """
    key = situation.key
    if len(text) > LONGEST_ANSWER:
        return _misread("signs")
    folded = fold(tidy(text))
    written = written_date(text)
    if written.code == "looks_like_number" and re.search(r"\d{5}", folded.replace(" ", "")):
        return _misread(written.code)
    if LUNAR.search(folded):
        return Rejected(
            "lunar",
            Text("birth_date.lunar", "Đây là ngày âm hoặc con giáp. Cần ngày dương ghi trên căn cước."),
        )
    if AGE.search(folded):
        return Rejected("age", Text("birth_date.age", "Đây là số tuổi. Cần năm sinh như trên căn cước."))
    only_year = bool(written.year) and not written.month and _ONLY_THE_DAY.search(folded)
    if not only_year and _UNKNOWN.search(folded):
        return _unknown(key) if written.code == "empty" else _approximate()
    if APPROXIMATE.search(folded):
        return _approximate()
    if written.code in ("empty", "signs", "looks_like_number"):
        return _misread(written.code)
    if _OTHER_DAY.search(folded):
        return _misread("signs")
    return _judged(written, situation)


def _judged(written: Written, situation: Situation) -> Kept | Rejected | Unsure:
    """A date that was found, against the calendar and today."""
    key = situation.key
    if written.month > 12 or (written.day and not written.month):
        return _no_such_month(written.month)
    if not written.year:
        return Rejected(
            "missing_year",
            Text("birth_date.missing_year", "Còn thiếu năm sinh. Gửi giúp cả ngày, tháng, năm."),
        )
    if not written.month:
        return _year_only(written.year, situation)
    if not written.day:
        return _without_day(written.year, situation)
    days = [day_of(year, month=written.month, day=written.day) for year in _centuries(written.year)]
    real = [day for day in days if day]
    if not real:
        return _no_such_day(written, situation)
    past = [day for day in real if day <= situation.today]
    if not past:
        return _future()
    if len(past) > 1:
        return _which_century(written.year, [(day.year, day.isoformat()) for day in past], situation=situation)
    if situation.today.year - past[0].year > OLDEST:
        return _too_old(past[0].year)
    return Kept({key: past[0].isoformat()}, echo=in_words(past[0]))


def _centuries(typed: str) -> list[int]:
    return [int(typed)] if len(typed) > 2 else [1900 + int(typed), 2000 + int(typed)]


def _year_only(typed: str, situation: Situation) -> Kept | Rejected | Unsure:
    past = [year for year in _centuries(typed) if year <= situation.today.year]
    if not past:
        return _future()
    if len(past) > 1:
        return _which_century(typed, [(year, str(year)) for year in past], situation=situation)
    if situation.today.year - past[0] > OLDEST:
        return _too_old(past[0])
    return Kept({situation.key: str(past[0])}, echo=_year_in_words(past[0]))


def _year_in_words(year: int) -> Text:
    return Text("birth_date.echo_year", "Năm {yyyy}.", yyyy=str(year))


def _without_day(typed: str, situation: Situation) -> Rejected:
    year = _year_only(typed, situation)
    card: tuple[Choice, ...] = ()
    if isinstance(year, Kept):
        card = (
            Choice(label=Text("choice.only_year_on_card", "Thẻ chỉ có năm"), keeps=year.values, echo=year.echo),
        )
    if isinstance(year, Rejected):
        return year
    return Rejected(
        "missing_day", Text("birth_date.missing_day", "Còn thiếu ngày. Trên căn cước ghi ngày nào?"), card
    )


def _which_century(typed: str, past: list[tuple[int, str]], *, situation: Situation) -> Unsure:
    key = situation.key
    return Unsure(
        "two_digit_year",
        Text("birth_date.two_digit_year", "Năm sinh là 19{yy} hay 20{yy}?", yy=typed),
        tuple(
            Choice(label=verbatim(str(year)), keeps={key: value}, echo=_echo_of(value))
            if situation.today.year - year <= OLDEST
            else Choice(label=verbatim(str(year)), asks=key)
            for year, value in past
        ),
    )


def _echo_of(value: str) -> Text:
    return in_words(date.fromisoformat(value)) if len(value) == 10 else _year_in_words(int(value))


def _no_such_day(written: Written, situation: Situation) -> Rejected:
    years = _centuries(written.year)
    year = next((year for year in reversed(years) if year <= situation.today.year), years[0])
    return Rejected(
        "impossible_day",
        Text(
            "birth_date.impossible_day",
            "Tháng {m} năm {y} không có ngày {d}. Xem lại trên căn cước giúp.",
            m=written.month,
            y=year,
            d=written.day,
        ),
    )


def _no_such_month(month: int) -> Rejected:
    return Rejected(
        "impossible_month",
        Text(
            "birth_date.impossible_month",
            "Không có tháng {m}. Gửi ngày trước, tháng sau, ví dụ 27/3/1946.",
            m=month,
        ),
    )


def _future() -> Rejected:
    return Rejected("future", Text("birth_date.future", "Ngày này chưa tới. Xem lại năm sinh giúp."))


def _too_old(year: int) -> Rejected:
    return Rejected(
        "too_old",
        Text("birth_date.too_old", "Năm {y} cách đây hơn 120 năm. Xem lại năm sinh giúp.", y=year),
    )


def _approximate() -> Rejected:
    return Rejected(
        "approximate",
        Text("birth_date.approximate", "Chưa chắc thì xem trên căn cước. Thẻ chỉ ghi năm thì gửi năm."),
    )


def _unknown(key: str) -> Rejected:
    return Rejected(
        "unknown",
        Text(
            "birth_date.unknown",
            "Ngày sinh có trên thẻ căn cước. Không có thẻ thì để cán bộ điền.",
        ),
        (
            Choice(label=Text("choice.officer_fills", "Để cán bộ điền"), keeps={key: None}),
            Choice(label=Text("choice.defer", "Để sau"), does="defer"),
        ),
    )


def _misread(code: str) -> Rejected:
    if code == "empty":
        return Rejected(code, Text("birth_date.empty", "Chưa thấy ngày sinh trong tin vừa gửi. Ví dụ: 27/3/1946."))
    if code == "looks_like_number":
        return Rejected(
            code,
            Text(
                "birth_date.looks_like_number",
                "Dãy số này không giống ngày sinh. Ví dụ ngày sinh: 27/3/1946.",
            ),
        )
    return Rejected(
        "signs",
        Text("birth_date.signs", "Trợ lý chưa đọc được ngày này. Gửi bằng số, ví dụ 27/3/1946."),
    )
