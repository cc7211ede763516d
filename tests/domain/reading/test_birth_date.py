"""Birth dates, days on papers and of events, as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.birth_date import read_birth_date, read_day
from domain.wording import Kept, Rejected, Text, Unsure, Value
from tests.domain.reading.said import TODAY, asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

FATHER = "1952-03-05"
TAKEN = {
    "giao thừa 1950": "/lunar",
    "đầu năm 1945": "/approximate",
    "sinh cuối năm 1945": "/approximate",
    "5/3/1952": FATHER,
    "05 / 03 / 1952": FATHER,
    "5-3-52": FATHER,
    "5.3.1952.": FATHER,
    "5,3,1952": FATHER,
    "5 3 1952": FATHER,
    "5\\3\\1952": FATHER,
    "5_3_1952": FATHER,
    "5/3/'52": FATHER,
    "1952-03-05 00:00:00": FATHER,
    "mười lăm tháng tám năm 1947": "1947-08-15",
    "k bít": "/unknown",
    "050352": FATHER,
    "05031952": FATHER,
    "1952-03-05": FATHER,
    "o5/o3/1952": FATHER,
    "05/03/195O": "1950-03-05",
    "ngày 5/3/1952": FATHER,
    "ngày 5/3 năm 1952": FATHER,
    "ngày sinh: 05/03/1952": FATHER,
    "5 tháng 3, 1952": FATHER,
    "5 thg 3": "/signs",
    "5t3 1952": FATHER,
    "5th3n1952": FATHER,
    "mồng 5 tháng 3 năm 52": FATHER,
    "mung 5/3/1952": FATHER,
    "mùng năm tháng ba năm 1952": FATHER,
    "ngày năm tháng ba năm một chín năm hai": FATHER,
    "ngay 5 thang tu 1952": "1952-04-05",
    "hai mươi tháng chín": "/missing_year",
    "ngày hai mươi mốt tháng mười hai năm một nghìn chín trăm năm mươi": "1950-12-21",
    "năm 1952 tháng 3 ngày 5": FATHER,
    "bố em sinh 5/3/1952 ạ": FATHER,
    "Nông Văn Thành sinh ngày 05/03/1952": FATHER,
    "trên thẻ ghi 05/03/1952": FATHER,
    "5/3/1952 dương lịch": FATHER,
    "29/2/00": "2000-02-29",
    "24/11/2026": "2026-11-24",
    "25/11/26": "1926-11-25",
    "sinh năm 1945": "1945",
    "sn 45": "1945",
    "năm 52": "1952",
    "sinh năm bốn lăm": "1945",
    "1906": "1906",
    "00/00/1945": "1945",
    "thẻ chỉ ghi năm 1945": "1945",
    "không nhớ ngày, sinh năm 1952": "1952",
    "sinh 1952 ở Bắc Kạn": "1952",
    "5 tháng năm 1952": "/signs",
    "1111952": "/looks_like_number",
    "45": "/looks_like_number",
    "0912345678": "/looks_like_number",
    "006052001234": "/looks_like_number",
    "l5/3/1952": "/signs",
    "5/3/19S2": "/signs",
    "5/3/195": "/signs",
    "٥/٣/١٩٥٢": "/signs",
    "5/3/1952 và 6/7/1955": "/signs",
    "5/3/1952 tổ 7": "/signs",
    "ông mất 5/3/1952": "/signs",
    "cấp ngày 05/03/2021": "/signs",
    "31/4/1950": "/impossible_day",
    "32/1/1950": "/impossible_day",
    "31/2/20": "/impossible_day",
    "5/0/1950": "/impossible_month",
    "3/27/1946": "/impossible_month",
    "25/11/2026": "/future",
    "2027": "/future",
    "1905": "/too_old",
    "5/3/1852": "/too_old",
    "24/11/26": "/two_digit_year",
    "sn 20": "/two_digit_year",
    "0/3/1952": "/missing_day",
    "3/52": "/missing_day",
    "tháng 3": "/missing_year",
    "ngày 5 tháng 3": "/missing_year",
    "78 tuổi": "/age",
    "78t": "/age",
    "1952, 74 tuổi": "/age",
    "tuổi 78": "/age",
    "tuổi tý": "/lunar",
    "năm nhâm thìn": "/lunar",
    "1952 (Nhâm Thìn)": "/lunar",
    "5/3/1952 âm lịch": "/lunar",
    "5/3/1952 al": "/lunar",
    "rằm tháng giêng năm 1952": "/lunar",
    "mùng 5 tết 1952": "/lunar",
    "khoảng 1952": "/approximate",
    "tầm 1952": "/approximate",
    "1950-1952": "/approximate",
    "1952 hoặc 1953": "/approximate",
    "hình như 1952": "/approximate",
    "1952?": "/approximate",
    "không nhớ rõ, 1952": "/approximate",
    "không phải 5/3/1952": "/approximate",
    "không biết": "/unknown",
    "quên rồi": "/unknown",
    "": "/empty",
    "trên căn cước": "/empty",
}
SENTENCES = {
    "dạ": "Chưa thấy ngày sinh trong tin vừa gửi. Ví dụ: 27/3/1946.",
    "3/1952": "Còn thiếu ngày. Trên căn cước ghi ngày nào?",
    "5/3": "Còn thiếu năm sinh. Gửi giúp cả ngày, tháng, năm.",
    "l5/3/1952": "Trợ lý chưa đọc được ngày này. Gửi bằng số, ví dụ 27/3/1946.",
    "31/2/1950": "Tháng 2 năm 1950 không có ngày 31. Xem lại trên căn cước giúp.",
    "5/13/1950": "Không có tháng 13. Gửi ngày trước, tháng sau, ví dụ 27/3/1946.",
    "25/11/2026": "Ngày này chưa tới. Xem lại năm sinh giúp.",
    "1/1/1890": "Năm 1890 cách đây hơn 120 năm. Xem lại năm sinh giúp.",
    "5/3/20": "Năm sinh là 1920 hay 2020?",
    "78 tuổi": "Đây là số tuổi. Cần năm sinh như trên căn cước.",
    "tuổi Tý": "Đây là ngày âm hoặc con giáp. Cần ngày dương ghi trên căn cước.",
    "khoảng 1940": "Chưa chắc thì xem trên căn cước. Thẻ chỉ ghi năm thì gửi năm.",
    "0912345678": "Dãy số này không giống ngày sinh. Ví dụ ngày sinh: 27/3/1946.",
    "không nhớ": "Ngày sinh có trên thẻ căn cước. Không có thẻ thì để cán bộ điền.",
}
DAYS = some.dates(date(1927, 1, 1), TODAY)


@pytest.mark.parametrize(("text", "value"), TAKEN.items(), ids=map(repr, TAKEN))
def test_a_typed_date_is_understood_or_asked_again(text: str, value: str) -> None:
    """Always day first; what is no sure date is a miss with its code."""
    assert outcome(read_birth_date(text, asked("birth_date")), "birth_date") == value


@pytest.mark.parametrize(("text", "say"), SENTENCES.items(), ids=map(repr, SENTENCES))
def test_each_miss_says_its_sentence(text: str, say: str) -> None:
    """Every code has the sentence of the wording, word for word."""
    assert sentence(read_birth_date(text, asked("requester_birth_date"))) == say


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("5/3/52", ("05", "3", "1952")),
        ("3/5/52", ("03", "5", "1952")),
        ("20/9/2016", ("20", "9", "2016")),
        ("1/2/1940", ("01", "02", "1940")),
        ("10/11/1960", ("10", "11", "1960")),
    ],
)
def test_a_date_is_shown_back_in_words(text: str, echo: tuple[str, str, str]) -> None:
    """The day with two digits, the month with a zero only for 1 and 2: exchanged figures are seen."""
    reading = read_birth_date(text, asked("birth_date"))
    assert isinstance(reading, Kept)
    day, month, year = echo
    assert reading.echo == Text("birth_date.echo", "Ngày {dd} tháng {m} năm {yyyy}.", dd=day, m=month, yyyy=year)


def test_a_year_alone_is_shown_back_as_a_year() -> None:
    """ "Năm 1945." """
    reading = read_birth_date("sn45", asked("birth_date"))
    assert isinstance(reading, Kept)
    assert reading.echo == Text("birth_date.echo_year", "Năm {yyyy}.", yyyy="1945")


def test_choices_of_the_misses() -> None:
    """A month without a day offers the year, no memory the officer, two centuries both years."""
    month = read_birth_date("tháng 3 năm 1952", asked("birth_date"))
    assert isinstance(month, Rejected)
    assert month.choices[0].keeps == {"birth_date": "1952"}
    forgotten = read_birth_date("không nhớ", asked("birth_date"))
    assert isinstance(forgotten, Rejected)
    assert [(choice.keeps, choice.does) for choice in forgotten.choices] == [
        ({"birth_date": None}, ""),
        ({}, "defer"),
    ]
    century = read_birth_date("5/3/20", asked("birth_date"))
    assert isinstance(century, Unsure)
    assert [choice.keeps["birth_date"] for choice in century.choices] == ["1920-03-05", "2020-03-05"]
    impossible = read_birth_date("5/3/05", asked("birth_date"))
    assert isinstance(impossible, Unsure)
    assert [choice.asks for choice in impossible.choices] == ["birth_date", ""]


PAPERS: tuple[tuple[str, str, dict[str, Value], Value], ...] = (
    ("basis_date", "10/10/2026", {}, "2026-10-10"),
    ("basis_date", "10/10/26", {}, "2026-10-10"),
    ("basis_date", "15/6/98", {}, "1998-06-15"),
    ("basis_date", "hôm nay", {}, "2026-11-24"),
    ("basis_date", "25/11/2026", {}, "/future_signed"),
    ("basis_date", "10/10/2026", {"basis_until": "2026-01-01"}, "/before"),
    ("basis_until", "31/12/27", {"basis_date": "2026-10-10"}, "2027-12-31"),
    ("basis_until", "24/11/2026", {}, "2026-11-24"),
    ("basis_until", "23/11/2026", {}, "/expired"),
    ("basis_until", "1/1/2027", {"basis_date": "2027-02-01"}, "/before"),
    ("basis_until", "không ghi hạn", {}, None),
    ("basis_until", "vô thời hạn", {}, None),
    ("basis_until", "ko có hạn ạ", {}, None),
    ("happened_on", "hôm qua", {"change_kind": "death"}, "2026-11-23"),
    ("happened_on", "bố mất tối hôm qua ạ", {"change_kind": "death"}, "2026-11-23"),
    ("happened_on", "hôm nay không nhớ", {"change_kind": "death"}, "/empty"),
    ("happened_on", "chưa phải hôm nay", {"change_kind": "death"}, "/empty"),
    ("happened_on", "1/1/2027", {"change_kind": "death"}, "/future"),
    ("happened_on", "1/1/2027", {"change_kind": "moved"}, "2027-01-01"),
    ("happened_on", "rằm tháng bảy", {"change_kind": "death"}, "/lunar"),
    ("basis_date", "31/2/2026", {}, "/impossible_day"),
    ("basis_date", "1/13/2026", {}, "/impossible_month"),
    ("basis_date", "10/2026", {}, "/missing_day"),
    ("basis_date", "khoảng 10/10/2026", {}, "/signs"),
    ("basis_date", "1/1/1850", {}, "/signs"),
    ("basis_date", "0912345678", {}, "/looks_like_number"),
    ("basis_date", "giấy", {}, "/empty"),
)


@pytest.mark.parametrize(("key", "text", "answers", "value"), PAPERS)
def test_days_on_papers_and_of_events(key: str, text: str, answers: dict[str, Value], value: Value) -> None:
    """A paper is signed in the past, ends later than that and not before today."""
    assert outcome(read_day(text, asked(key, **answers)), key) == value


def test_sentences_of_papers() -> None:
    """The three of the wording, and the way on when a paper has expired."""
    assert sentence(read_day("1/1/2027", asked("basis_date"))) == "Ngày ký chưa tới. Xem lại trên giấy giúp."
    late = read_day("1/1/2026", asked("basis_until", role="helper"))
    assert isinstance(late, Rejected)
    assert late.say == Text(
        "basis_date.expired", "Giấy đã hết hạn ngày {date}. Nhận thay thì cần giấy mới.", date=date(2026, 1, 1)
    )
    assert late.choices[0].keeps == {"basis_document": "spoken"}
    assert [choice.does or choice.asks for choice in late.choices[1:]] == ["defer", "basis_until"]
    before = read_day("1/1/2027", asked("basis_until", basis_date="2027-02-01"))
    assert sentence(before) == "Ngày hết hạn trước ngày ký. Xem lại hai ngày trên giấy giúp."
    death = read_day("1/1/2027", asked("happened_on", change_kind="death"))
    assert sentence(death) == "Ngày này chưa tới. Xem lại giúp."


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text: str) -> None:
    """No text raises; what is kept is a past day or year of the last 120 years."""
    reading = read_birth_date(text, asked("birth_date"))
    if isinstance(reading, Kept):
        value = str(reading.values["birth_date"])
        assert TODAY.year - 120 <= int(value[:4]) <= TODAY.year
        assert len(value) == 4 or date.fromisoformat(value) <= TODAY
    read_day(text, asked("basis_date"))


@settings(max_examples=60)
@given(DAYS, some.sampled_from(SPELLINGS), some.sampled_from(["/", "-", ".", " "]))
def test_another_spelling_is_the_same_day(day: date, spell: object, sign: str) -> None:
    """Signs between, full-width digits, hidden signs, case and politeness change nothing; nor reading twice."""
    assert callable(spell)
    typed = sign.join((str(day.day), str(day.month), str(day.year)))
    assert outcome(read_birth_date(spell(typed), asked("birth_date")), "birth_date") == day.isoformat()
    assert outcome(read_birth_date(day.isoformat(), asked("birth_date")), "birth_date") == day.isoformat()


@settings(max_examples=60)
@given(DAYS)
def test_two_digits_are_taken_only_when_one_century_is_past(day: date) -> None:
    """A year of two digits: kept if the other century lies ahead, else asked."""
    typed = day.strftime("%d/%m/%y")
    value = outcome(read_birth_date(typed, asked("birth_date")), "birth_date")
    if value != "/two_digit_year":
        assert str(value).endswith(day.strftime("-%m-%d"))
        assert TODAY - date.fromisoformat(str(value)) < timedelta(days=366 * 100)


def test_what_a_day_says_when_it_cannot_be_read() -> None:
    """The sentences that are ours keep the voice: what is needed, and an example."""
    assert [
        sentence(read_day(text, asked("basis_date"))) for text in ("giấy", "10/2026", "31/2/2026", "0912345678")
    ] == [
        "Chưa thấy ngày trong tin vừa gửi. Ví dụ: 27/3/2026.",
        "Cần đủ ngày, tháng, năm. Ví dụ: 27/3/2026.",
        "Tháng 2 năm 2026 không có ngày 31. Xem lại giúp.",
        "Dãy số này không giống ngày. Ví dụ ngày: 27/3/2026.",
    ]
