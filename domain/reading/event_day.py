"""The day on a paper, or of an event. Sentences: wording.md section 4, row "basis_date, basis_until".

Sentences of the keys day.* are ours: wording.md has none for these misses.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.reading.date_words import AGE, APPROXIMATE, LUNAR, in_words
from domain.reading.dates import Written, day_of, written_date
from domain.reading.numerals import LONGEST_ANSWER, tidy
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Choice, Kept, Rejected, Text

_AROUND_DAY = r"(?:(?:da|moi|tu|la|mat|vua|ong|ba|cu|bo|me|em|toi|chuyen|ngay|ky) )*"
_POLITE_END = r"(?: (?:a|nhe|nha|em|roi))*"
_TODAY = re.compile(rf"{_AROUND_DAY}(?:hom|sang|chieu|trua|toi|bua) nay{_POLITE_END}[ .]*")
_YESTERDAY = re.compile(rf"{_AROUND_DAY}(?:(?:sang |chieu |toi )?hom|toi|dem|sang|chieu) qua{_POLITE_END}[ .]*")
_NO_END = re.compile(
    r"\b(?:(?:khong|ko|k|chua) (?:co |ghi |thay ghi |thay )*(?:thoi )?(?:han|den ngay|ghi)"
    r"|vo (?:thoi )?han|khong ghi)\b"
)


def read_day(text: str, situation: Situation) -> Kept | Rejected:
    """A full day, "2026-10-10", shown back in words; None for a basis_until that has no end.

    Keys basis_date, basis_until and days of events. A paper's days are compared with each other and with
    today; the day of a death (change_kind) is not in the future.
    """
    key = situation.key
    if len(text) > LONGEST_ANSWER:
        return _unreadable()
    folded = fold(tidy(text))
    if key == "basis_until" and _NO_END.search(folded) and not re.search(r"\d", folded):
        return Kept({key: None})
    if _TODAY.fullmatch(folded):
        return _compared(situation.today, situation)
    if _YESTERDAY.fullmatch(folded):
        return _compared(situation.today - timedelta(days=1), situation)
    if LUNAR.search(folded):
        return Rejected("lunar", Text("day.lunar", "Đây là ngày âm. Gửi ngày dương giúp, ví dụ 27/3/2026."))
    written = written_date(text)
    unread = _unread(written)
    if unread or APPROXIMATE.search(folded) or AGE.search(folded):
        return unread or _unreadable()
    year = _year_of_event(written.year, situation)
    day = day_of(year, month=written.month, day=written.day)
    if day is None:
        return Rejected(
            "impossible_day",
            Text(
                "day.impossible_day",
                "Tháng {m} năm {y} không có ngày {d}. Xem lại giúp.",
                m=written.month,
                y=year,
                d=written.day,
            ),
        )
    return _compared(day, situation)


def _unread(written: Written) -> Rejected | None:
    """Why no full day was found, if none was."""
    if written.code == "empty":
        return Rejected("empty", Text("day.empty", "Chưa thấy ngày trong tin vừa gửi. Ví dụ: 27/3/2026."))
    if written.code == "looks_like_number":
        return Rejected(
            "looks_like_number",
            Text("day.looks_like_number", "Dãy số này không giống ngày. Ví dụ ngày: 27/3/2026."),
        )
    if written.code == "signs":
        return _unreadable()
    if written.month > 12:
        return _no_such_month(written.month)
    if not (written.day and written.month and written.year):
        return Rejected("missing_day", Text("day.missing", "Cần đủ ngày, tháng, năm. Ví dụ: 27/3/2026."))
    return None


def _year_of_event(typed: str, situation: Situation) -> int:
    """Two digits mean this century, unless that is far ahead."""
    if len(typed) > 2:
        return int(typed)
    near = 2000 + int(typed)
    far = near > situation.today.year + 10 and situation.key != "basis_until"
    return near - 100 if far else near


def _compared(day: date, situation: Situation) -> Kept | Rejected:
    key, answers = situation.key, situation.answers
    if not 1900 <= day.year <= 2100:
        return _unreadable()
    signed = day if key == "basis_date" else _known_day(answers.get("basis_date"))
    until = day if key == "basis_until" else _known_day(answers.get("basis_until"))
    if key == "basis_date" and day > situation.today:
        return Rejected(
            "future_signed", Text("basis_date.future_signed", "Ngày ký chưa tới. Xem lại trên giấy giúp.")
        )
    if key in ("basis_date", "basis_until") and signed and until and until < signed:
        return Rejected(
            "before",
            Text("basis_date.before", "Ngày hết hạn trước ngày ký. Xem lại hai ngày trên giấy giúp."),
        )
    if key == "basis_until" and day < situation.today:
        return _expired(day, without="none" if answers.get("role") == "guardian" else "spoken")
    if answers.get("change_kind") == "death" and day > situation.today:
        return Rejected("future", Text("day.future", "Ngày này chưa tới. Xem lại giúp."))
    return Kept({key: day.isoformat()}, echo=in_words(day))


def _known_day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None


def _expired(day: date, *, without: str) -> Rejected:
    return Rejected(
        "expired",
        Text("basis_date.expired", "Giấy đã hết hạn ngày {date}. Nhận thay thì cần giấy mới.", date=day),
        (
            Choice(
                label=Text("choice.paper_later", "Làm giấy mới sau"),
                keeps={"basis_document": without},
                drops=("basis_number", "basis_date", "basis_until"),
            ),
            Choice(label=Text("choice.defer", "Để sau"), does="defer"),
            Choice(label=Text("choice.mend_day", "Sửa ngày"), asks="basis_until"),
        ),
    )


def _unreadable() -> Rejected:
    return Rejected(
        "signs",
        Text("birth_date.signs", "Trợ lý chưa đọc được ngày này. Gửi bằng số, ví dụ 27/3/1946."),
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
