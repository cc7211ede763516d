"""A Text becomes a sentence: values the Vietnamese way, people by their forms of address, nothing missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Address
from domain.wording import InWords, Money, OfficeTime, Param, Text, verbatim
from locales import (
    Languages,
    MissingPlaceholder,
    clock_time,
    date_in_words,
    forms_of_address,
    load_languages,
    money,
    short_date,
)

PLAIN = Languages({})
EVENING = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("một chữ", "một chữ"),
        (17, "17"),
        (Money(1500000), "1.500.000 đồng"),
        (Money(500), "500 đồng"),
        (date(1952, 3, 5), "05/3/1952"),
        (date(1952, 2, 5), "05/02/1952"),
        (date(2026, 11, 24), "24/11/2026"),
        (InWords(date(1952, 3, 5)), "ngày 05 tháng 3 năm 1952"),
        (EVENING, "19 giờ 05"),
        (OfficeTime(EVENING), "19:05"),
        (Text("inner", "đuôi {tail}", tail="3456"), "đuôi 3456"),
        ((Text("one", "họ tên"), Text("two", "ngày sinh")), "họ tên, ngày sinh"),
        ((), ""),
    ],
)
def test_a_value_is_said_the_vietnamese_way(value: Param, said: str) -> None:
    """Money, dates, moments and sentences inside sentences come out as the wording has them."""
    assert PLAIN.speak(Text("x", "<{value}>", value=value), "vi", {}) == f"<{said}>"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Money(1500000), "1,500,000 VND"),
        (InWords(date(1952, 3, 5)), "5 March 1952"),
        (EVENING, "19:05"),
    ],
)
def test_a_value_is_said_in_english(value: Param, said: str) -> None:
    """English has its own money, dates in words and times."""
    assert PLAIN.speak(Text("x", "{value}", value=value), "en", {}) == said


def test_a_missing_placeholder_stops_the_program() -> None:
    """A sentence that lacks a value never reaches a person; the key and the name are told."""
    with pytest.raises(MissingPlaceholder, match=r"greeting: \{you\}"):
        PLAIN.speak(Text("greeting", "Chào {you}."), "vi", {})


def test_what_is_filled_in_is_not_filled_again() -> None:
    """Braces that a person typed stay braces, since a value is never looked through."""
    assert PLAIN.speak(verbatim("{hotline} {you}"), "vi", {"you": "anh/chị", "hotline": "1"}) == "{hotline} {you}"


@given(st.text())
def test_a_persons_words_come_out_as_they_went_in(words: str) -> None:
    """Whatever somebody wrote is quoted letter for letter."""
    assert PLAIN.speak(Text("x", "“{text}”", text=words), "vi", {}) == f"“{words}”"


def test_a_value_of_the_text_wins_over_what_is_known() -> None:
    """What the text itself brings goes before the words of people and offices."""
    assert PLAIN.speak(Text("x", "{unit}", unit="phường A"), "vi", {"unit": "phường B"}) == "phường A"


def test_a_capital_begins_a_sentence() -> None:
    """{Label} is the value {label} with its first letter large."""
    assert PLAIN.speak(Text("x", "{Label} đang ghi.", label="ngày sinh"), "vi", {}) == "Ngày sinh đang ghi."


@pytest.mark.parametrize(
    ("address", "you", "ben", "named", "ben_you"),
    [
        (Address(), "ông/bà, anh/chị", "người hưởng", "người hưởng", "ông/bà"),
        (
            Address(role="self", age=80, sex="male", name="Nông Văn Thành"),
            *("ông/bà",) * 2,
            "ông Nông Văn Thành",
            "ông",
        ),
        (
            Address(role="self", age=59, sex="female", name="Lý Thị Hạnh"),
            *("anh/chị",) * 2,
            "bà Lý Thị Hạnh",
            "anh/chị",
        ),
        (Address(role="helper", age=74, sex="female", name="A"), "anh/chị", "người hưởng", "bà A", "bà"),
        (Address(role="helper", age=74, name="A"), "anh/chị", "người hưởng", "ông/bà A", "ông/bà"),
        (Address(role="guardian", age=9, sex="male", name="Tô"), "anh/chị", "người hưởng", "cháu Tô", "cháu"),
    ],
)
def test_people_are_addressed_by_role_age_and_sex(
    address: Address, you: str, ben: str, named: str, ben_you: str
) -> None:
    """Nobody is called cụ or bác: ông/bà from 60 or unknown, anh/chị below, cháu for a child."""
    words = forms_of_address(address, "vi")
    assert (words["you"], words["ben"], words["named"], words["ben_you"]) == (you, ben, named, ben_you)
    assert words["Ben_you"] == ben_you[0].upper() + ben_you[1:]


@pytest.mark.parametrize(("role", "said"), [("guardian", "người giám hộ"), ("helper", "người nhận thay")])
def test_who_acts_for_the_beneficiary_is_named_by_role(role: str, said: str) -> None:
    """A guardian is called so, anybody else who receives is the one who receives for them."""
    assert forms_of_address(Address(role=role), "vi")["whose_role"] == said


def test_both_languages_know_the_same_words_of_people() -> None:
    """A translation can use every form of address."""
    assert set(forms_of_address(Address(), "en")) == set(forms_of_address(Address(), "vi"))


def test_english_speaks() -> None:
    """The catalogue is read at start and spoken with the forms of its own language."""
    address = Address(role="helper", name="Nông Văn Thành")
    said = load_languages().speak(
        Text("birth_date.ask", "{Ben} sinh ngày nào? Ví dụ 27/3/1946. Chỉ nhớ năm thì gửi năm."),
        "en",
        forms_of_address(address, "en"),
    )
    assert said.startswith("When was the beneficiary born?")


def test_a_language_nobody_wrote_falls_back_to_vietnamese() -> None:
    """Without a catalogue the source is spoken, so that nobody is left without an answer."""
    assert (
        load_languages().speak(Text("back_at_first", "Đây là câu đầu tiên."), "fr", {}) == "Đây là câu đầu tiên."
    )


@given(st.integers(min_value=0, max_value=10**12))
def test_money_has_dots_every_three_digits(dong: int) -> None:
    """An amount reads back as the same number."""
    said = money(dong, "vi").removesuffix(" đồng")
    assert int(said.replace(".", "")) == dong
    assert all(len(part) == 3 for part in said.split(".")[1:])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_date_reads_back_as_the_same_day(day: date) -> None:
    """Short or in words, a date has day, month and year in this order; months 1 and 2 have a zero."""
    short = short_date(day)
    assert [int(part) for part in short.split("/")] == [day.day, day.month, day.year]
    assert (short.split("/")[1][0] == "0") == (day.month < 3)
    assert date_in_words(day, "vi").split()[1::2] == short.split("/")


def test_a_moment_is_told_in_vietnamese_time() -> None:
    """UTC becomes the clock of Vietnam."""
    assert clock_time(datetime(2026, 1, 1, 17, 0, tzinfo=UTC), "vi") == "0 giờ 00"
