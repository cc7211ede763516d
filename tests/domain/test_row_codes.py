"""Codes that are copied by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.row_codes import (
    ALPHABET,
    check_sign,
    is_code,
    read_code,
    read_row_code,
    registration_code,
    row_code,
)

BITS = st.integers(min_value=0, max_value=2**64 - 1)


@pytest.mark.parametrize("code", ["BK-7Q4M-2KT", "BK-9R5T-KH3", "BK-5H3W-N8D"])
def test_the_codes_of_the_story_are_sound(code: str) -> None:
    """The codes people read in the golden talk pass their own check."""
    assert read_code(code) == code


def test_alphabet_leaves_out_what_is_read_for_each_other() -> None:
    """31 signs, a prime number, without 0 O 1 I L."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("0O1IL") & set(ALPHABET)


@given(BITS)
def test_a_code_is_read_as_it_was_made(bits: int) -> None:
    """Made codes have the printed shape and are read back, typed carelessly too."""
    code = registration_code("BK", bits)
    assert len(code) == 11
    assert code[2] == code[7] == "-"
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f" {code[:6]}–{code[6:]} ",
    ):
        assert read_code(typed) == code
    assert read_row_code(row_code(bits).lower()) == row_code(bits)


@given(BITS, st.integers(0, 6), st.sampled_from(ALPHABET))
@settings(max_examples=100)
def test_one_wrong_sign_is_noticed(bits: int, place: int, sign: str) -> None:
    """No code with one other sign is taken for a code."""
    code = row_code(bits)
    other = code[:place] + sign + code[place + 1 :]
    assert (read_row_code(other) == other) is (other == code)


@given(BITS, st.integers(0, 6), st.integers(0, 6))
@settings(max_examples=100)
def test_two_signs_that_changed_places_are_noticed(bits: int, one: int, two: int) -> None:
    """Neighbours, or any two signs, cannot change places unseen."""
    signs = list(row_code(bits))
    signs[one], signs[two] = signs[two], signs[one]
    other = "".join(signs)
    assert (read_row_code(other) is not None) is (other == row_code(bits))


@given(st.text(max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    """Reading never raises."""
    assert read_code(text) is None or is_code(text)
    read_row_code(text)


def test_a_row_code_is_never_like_a_number() -> None:
    """A code of digits round an E would lose its digits in a spreadsheet."""
    assert len({row_code(bits) for bits in range(2_000)}) >= 1_990
    bodies = [body for last in "23456789" if check_sign(body := "2E222" + last).isdigit()]
    assert bodies
    for body in bodies:
        number = sum(ALPHABET.index(sign) * 31**place for place, sign in enumerate(body))
        assert row_code(number)[:6] != body


def test_what_is_no_code_is_refused() -> None:
    """Signs left out of the alphabet, a wrong length and a wrong prefix are no codes."""
    for text in ("", "BK", "BK-7Q4M-2K", "BK-7Q4M-2KTT", "B7-7Q4M-2KT", "BK-7O4M-2KT", "BK-7Q4M-2KU"):
        assert not is_code(text)
    with pytest.raises(ValueError, match="six"):
        check_sign("7Q4")
    with pytest.raises(ValueError, match="prefix"):
        registration_code("bk", 1)
