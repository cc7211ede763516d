"""Photos in the talk: read back, one wrong line mended, codes that are none; an account's code."""

from __future__ import annotations

import pytest

from tests.conversations.person import Person, at_money, guardian, helper

_CITY = "Thành phố Bắc Kạn, Bắc Kạn"
FATHER = f"006052001234|095222456|Nông Văn Thành|05031952|Nam|Tổ 7, Nguyễn Thị Minh Khai, {_CITY}|01082021"
FAILED = "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa."
OTHER = "Mã này không phải của căn cước. Gõ 12 chữ số trên thẻ giúp."


def shown() -> Person:
    """A helper whose father's card was read."""
    person = helper()
    person.shows(FATHER)
    return person


def test_a_card_answers_five_questions_after_a_yes() -> None:
    """Number, name, birth date, residence, and the day it was issued."""
    person = shown()
    assert person.choices == ("Đúng", "Chưa đúng")
    assert "cccd" not in person.answers
    person.says("đúng rồi")
    assert person.answers["cccd"] == "006052001234"
    assert person.answers["cccd_issued"] == "2021-08-01"
    assert "thuộc nhóm nào?" in person.answer


@pytest.mark.parametrize(
    ("line", "question", "says", "key", "kept"),
    [
        ("Họ tên", "Họ và tên của người hưởng", "Nông Văn Thắng", "full_name", "Nông Văn Thắng"),
        ("Ngày sinh", "sinh ngày nào?", "6/3/1952", "birth_date", "1952-03-06"),
        ("Nơi thường trú", "thường trú ở xã, phường nào?", "tổ 9 phường Bắc Kạn", "residence_detail", "Tổ 9"),
    ],
)
def test_one_wrong_line_is_asked_and_the_others_stay(
    line: str, question: str, says: str, key: str, kept: str
) -> None:
    """Chưa đúng, which one, and only that."""
    person = shown()
    person.taps("Chưa đúng")
    assert str(person.last[0]) == "Mục nào chưa đúng? [Họ tên | Ngày sinh | Nơi thường trú | Thẻ người khác]"
    assert question in person.taps(line)
    person.says(says)
    assert person.answers[key] == kept
    assert person.answers["cccd"] == "006052001234"
    assert "thuộc nhóm nào?" in person.answer


def test_somebody_elses_card_is_forgotten() -> None:
    """Thẻ người khác: the question again, nothing of the card kept."""
    person = shown()
    person.taps("Chưa đúng", "Thẻ người khác")
    assert "Chụp mã QR" in person.answer
    assert not {"cccd", "full_name", "birth_date"} & set(person.answers)


def test_a_photo_that_cannot_be_read_says_how_and_the_second_time_to_type() -> None:
    """qr_failed, then qr_other; the typed number is taken."""
    person = helper()
    assert person.shows().startswith(FAILED)
    assert person.shows().startswith(OTHER)
    assert "Họ và tên của người hưởng" in person.says("006052001234")


def test_a_code_that_is_no_cards() -> None:
    """Told at once."""
    assert helper().shows("https://example.invalid").startswith(OTHER)


def test_the_hint_leaves_the_question_standing() -> None:
    """Gửi ảnh mã QR says how to take it; "chưa có" is still an answer."""
    person = helper()
    assert person.taps("Gửi ảnh mã QR").startswith("Chụp gần, đủ sáng, không lóa.")
    assert "trường hợp nào?" in person.says("chưa có căn cước")


def test_a_scanned_text_is_as_good_as_a_photo() -> None:
    """Pasted from a scanner."""
    person = helper()
    assert "Đúng không ạ?" in person.says(FATHER)


def test_a_guardians_own_card_fills_the_own_lines() -> None:
    """Name, number, birth date and residence of the requester; a name said before must be the same."""
    person = guardian()
    assert person.answers["requester_birth_date"] == "1980-05-20"


def test_a_photo_where_words_are_asked_is_not_kept() -> None:
    """Said so; it counts as a try."""
    person = at_money()
    assert person.shows(FATHER).startswith("Câu này cần trả lời bằng chữ. Ảnh vừa gửi không được lưu.")
    assert person.choices == ("Tài khoản đã có", "Mở tài khoản mới", "Tiền mặt", "Tiền mặt tại nhà")


def test_an_account_code_that_cannot_be_read() -> None:
    """Another sentence: the number may be typed."""
    person = at_money()
    person.taps("Tài khoản đã có")
    assert person.shows() == "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Hoặc gõ số tài khoản."


def test_a_photo_outside_any_talk() -> None:
    """Nothing was asked for it."""
    assert Person().shows(FATHER) == "Câu này cần trả lời bằng chữ. Ảnh vừa gửi không được lưu."
