"""One reader for each kind, its answer as one plain object."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.understand import READERS, understand
from domain.reference.places import default_places
from domain.wording import Text
from tests.domain.reading.spellings import ANY_TEXT

TODAY = date(2026, 11, 24)
PLACES = default_places()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("phone", "sdt em la 0912.345.678 a", "+84912345678"),
        ("phone", "0163 2345 678", "+84332345678"),
        ("bank", "vcb", "970436"),
        ("bank", "đông á", "970406"),
        ("address", "Sông Cầu", {"ward_2023": "01837", "ward_2025": "01843"}),
        ("category", "thuong binh 3/4", "NCC_TB"),
        ("amount", "1tr5", 1_500_000),
    ],
)
def test_values_have_the_golden_form(kind: str, text: str, value: object) -> None:
    """A bank is its BIN, a residence two codes, a renamed ward or bank is understood."""
    assert understand(kind, text, today=TODAY, places=PLACES) == {"ok": True, "value": value}


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("name", "Hoa", "too_short"),
        ("address", "bac kan", "ambiguous"),
        ("cccd_qr", "https://example.invalid", "qr_other"),
        ("vietqr", "", "qr_other"),
    ],
)
def test_what_is_asked_back_has_a_code_and_a_sentence(kind: str, text: str, code: str) -> None:
    """Not ok, whether it was refused or is open."""
    answer = understand(kind, text, today=TODAY, places=PLACES)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert isinstance(answer["say"], Text)


def test_an_answer_of_none_is_no_value() -> None:
    """“Không có điện thoại” is an answer of the talk, and nothing that can be printed."""
    answer = understand("phone", "không có điện thoại", today=TODAY, places=PLACES)
    assert (answer["ok"], answer["code"]) == (False, "none")


def test_an_unknown_kind_is_a_key_error() -> None:
    """The caller lists READERS first."""
    with pytest.raises(KeyError):
        understand("colour", "red", today=TODAY, places=PLACES)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, some.sampled_from(sorted(READERS)))
def test_every_reader_answers_any_text(text: str, kind: str) -> None:
    """Total over all kinds."""
    answer = understand(kind, text, today=TODAY, places=PLACES)
    assert set(answer) in ({"ok", "value"}, {"ok", "code", "say"})


@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_reader_takes_about_a_millisecond(kind: str) -> None:
    """The best of some tries: a slow machine is not a slow reader."""
    text = "em gửi anh tổ 7 phường Đức Xuân, Nông Văn Thành 5/3/1952 ạ"
    understand(kind, text, today=TODAY, places=PLACES)
    tries = []
    for _ in range(10):
        begun = time.perf_counter()
        understand(kind, text, today=TODAY, places=PLACES)
        tries.append(time.perf_counter() - begun)
    assert min(tries) < 0.003
