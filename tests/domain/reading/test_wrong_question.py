"""The wrong question answered: what a text surely is, and nothing where it may be something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.situation import Situation
from domain.reading.wrong_question import read_whole_form, recognise
from domain.reference.places import default_places
from domain.wording import Kept, Value
from tests.domain.reading.spellings import ANY_TEXT

FORM = """Họ tên: Nông Văn Thành
Ngày sinh: 5/3/1952
CCCD: 006052001234
Địa chỉ: tổ 7 p nguyễn thị minh khai
SĐT: 0912345678
Ngân hàng: Agribank
Số tài khoản: 8500205011223"""


def at(key: str, **answers: Value) -> Situation:
    """The open question and the answers so far."""
    return Situation(key=key, today=date(2026, 11, 24), places=default_places(), answers=answers)


@pytest.mark.parametrize(
    ("asked", "text", "key", "values"),
    [
        ("cccd", "0912.345.678 ạ", "phone", {"phone": "+84912345678"}),
        ("cccd", "5/3/1952", "birth_date", {"birth_date": "1952-03-05"}),
        ("cccd", "Nông Văn Thành", "full_name", {"full_name": "Nông Văn Thành"}),
        ("cccd", "vcb 0351000123456", "bank", {"bank": "VCB", "account_number": "0351000123456"}),
        ("full_name", "mùng 5 tháng 3 năm 1952", "birth_date", {"birth_date": "1952-03-05"}),
        ("full_name", "0060 5200 1234", "cccd", {"cccd": "006052001234"}),
        (
            "full_name",
            "to 7 p nguyen thi minh khai",
            "residence_unit",
            {"residence_unit": {"unit": "01840", "old": "01834"}, "residence_detail": "Tổ 7"},
        ),
        ("birth_date", "nong van thanh", "full_name", {"full_name": "Nong Van Thanh"}),
        ("requester_name", "0912345678", "requester_phone", {"requester_phone": "+84912345678"}),
        ("requester_birth_date", "006180004321", "requester_cccd", {"requester_cccd": "006180004321"}),
    ],
)
def test_another_answer_is_recognised(asked: str, text: str, key: str, values: dict[str, Value]) -> None:
    """It goes under the key of its own question, of the same person."""
    ((found, kept),) = recognise(text, at(asked))
    assert found == key
    assert {name: kept.values[name] for name in values} == values


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("phone", "0912345678"),
        ("bank", "0912345678"),
        ("account_number", "006052001234"),
        ("cccd", "00605200123"),
        ("cccd", "xin chào"),
        ("full_name", "không biết"),
        ("full_name", "stk 0912345678"),
        ("cccd", "5/3/52"),
        ("full_name", "vcb"),
        ("birth_date", "thành"),
        ("full_name", ""),
        ("full_name", "0912345678 hoặc 0987654321"),
    ],
)
def test_what_is_not_sure_is_left_alone(asked: str, text: str) -> None:
    """The open question itself, numbers that may be an account, half answers."""
    assert recognise(text, at(asked)) == ()


def test_what_is_answered_already_is_not_offered_again() -> None:
    """An answer is changed at its own question only."""
    assert recognise("0912345678", at("cccd", phone="+84987654321")) == ()


def test_a_whole_form_fills_its_answers() -> None:
    """Seven lines, eight answers; a renamed ward counts, the talk shows it all back."""
    assert read_whole_form(FORM, at("cccd")) == {
        "full_name": "Nông Văn Thành",
        "birth_date": "1952-03-05",
        "cccd": "006052001234",
        "residence_unit": {"unit": "01840", "old": "01834"},
        "residence_detail": "Tổ 7",
        "phone": "+84912345678",
        "bank": "AGRIBANK",
        "account_number": "8500205011223",
    }


def test_a_form_in_one_line_is_read_too() -> None:
    """Some channels take the line ends away."""
    found = read_whole_form(FORM.replace("\n", " "), at("cccd"))
    assert (found["full_name"], found["cccd"]) == ("Nông Văn Thành", "006052001234")


def test_headings_say_whose_answers_they_are() -> None:
    """Người khai and người hưởng each keep their own."""
    text = "NGƯỜI KHAI\nHọ tên: Nông Thị Lan\nĐiện thoại: 0912345678\nNGƯỜI HƯỞNG\nHọ tên: Nông Văn Thành"
    assert read_whole_form(text, at("role")) == {
        "requester_name": "Nông Thị Lan",
        "requester_phone": "+84912345678",
        "full_name": "Nông Văn Thành",
    }


def test_only_sure_values_of_a_form_are_taken() -> None:
    """A month 13 and a name that is a number are left for their questions."""
    text = "CCCD: 006052001234\nNgày sinh: 3/13/1952\nHọ tên: 123\nSĐT: 0912345678"
    assert read_whole_form(text, at("cccd")) == {"cccd": "006052001234", "phone": "+84912345678"}


@pytest.mark.parametrize(
    "text", ["", "xin chào", "Họ tên: Nông Văn Thành", "Họ tên: A B\nHọ tên: C D", "x" * 4000]
)
def test_one_line_is_no_form(text: str) -> None:
    """Less than two sure answers, or two for one question."""
    assert read_whole_form(text, at("cccd")) == {}


@settings(max_examples=100, deadline=None)
@given(
    some.one_of(ANY_TEXT, some.lists(some.sampled_from(FORM.split("\n")), max_size=6).map(" ".join)),
    some.sampled_from(["cccd", "full_name", "requester_name", "bank", "phone"]),
)
def test_any_text_is_answered(text: str, asked: str) -> None:
    """Total, and never an answer of nothing."""
    assert all(isinstance(kept, Kept) and kept.values for _, kept in recognise(text, at(asked)))
    assert None not in read_whole_form(text, at(asked)).values()
