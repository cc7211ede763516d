"""Thôn, tổ, số nhà: as typed, in a tidy form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from domain.reading.detail import read_residence_detail
from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure
from tests.domain.reading.spellings import ANY_TEXT

SITUATION = Situation(key="residence_detail", today=date(2026, 11, 24), places=default_places())


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("to 7", "Tổ 7"),
        ("tổ 7 ạ", "Tổ 7"),
        ("TO 7", "Tổ 7"),
        ("so nha 12 to 7", "Số nhà 12, tổ 7"),
        ("sn 12, tổ 7", "Số nhà 12, tổ 7"),
        ("thon na pen", "Thôn Na Pen"),
        ("thôn nà pèn", "Thôn Nà Pèn"),
        ("Thôn Nà Pèn", "Thôn Nà Pèn"),
        ("to 1b", "Tổ 1B"),
        ("tdp 9a", "Tổ dân phố 9A"),
        ("đường Trường Chinh", "Đường Trường Chinh"),
        ("bạn tôi biết nhà", "Bạn tôi biết nhà"),
        ("gần chợ, nhà thứ 2", "Gần chợ, nhà thứ 2"),
        ("không có", None),
        ("ko co", None),
        ("không", None),
    ],
)
def test_a_detail_is_kept_tidy(text: str, detail: str | None) -> None:
    """Marks on the words for parts, a capital in front; the rest as typed."""
    assert read_residence_detail(text, SITUATION) == Kept({"residence_detail": detail})


def test_a_bare_number_is_a_group_or_a_house() -> None:
    """“Số 7 là tổ hay số nhà?”"""
    reading = read_residence_detail("7", SITUATION)
    assert isinstance(reading, Unsure)
    assert (reading.code, reading.say.vietnamese) == ("number_only", "Số {n} là tổ hay số nhà?")
    assert [choice.keeps for choice in reading.choices] == [
        {"residence_detail": "Tổ 7"},
        {"residence_detail": "Số nhà 7"},
    ]
    assert [choice.label.vietnamese for choice in reading.choices] == ["Tổ {n}", "Số nhà {n}"]


def test_a_long_text_is_too_long() -> None:
    """Over 120 signs."""
    reading = read_residence_detail("nhà " * 40, SITUATION)
    assert isinstance(reading, Rejected)
    assert reading.code == "too_long"
    assert reading.say.vietnamese == "Dài quá 120 ký tự. Ghi ngắn lại giúp, ví dụ: số nhà 12, tổ 7."


@pytest.mark.parametrize("text", ["", "👍", "tổ \u202e7"])
def test_nothing_readable_is_asked_again(text: str) -> None:
    """Empty, a picture, hidden signs."""
    reading = read_residence_detail(text, SITUATION)
    assert isinstance(reading, Rejected)
    assert reading.code == "not_understood"


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_answered_and_an_answer_reads_as_itself(text: str) -> None:
    """Total and idempotent."""
    reading = read_residence_detail(text, SITUATION)
    if isinstance(reading, Kept) and isinstance(reading.values["residence_detail"], str):
        assert read_residence_detail(reading.values["residence_detail"], SITUATION) == reading
