"""Account numbers: digits as people group them; cards, masks and other numbers are explained."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.account_number import read_account_number
from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure, Value
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

PLACES = default_places()
KNOWN: dict[str, Value] = {
    "cccd": "006052001234",
    "requester_cccd": "006180004321",
    "phone": "+84912345678",
    "requester_phone": "+84987654321",
}
TAKEN = {
    "số tài khoản ghi trên thẻ 8600205123456": "8600205123456",
    "8600205123456": "8600205123456",
    "001234567": "001234567",
    "stk: 0123 4567 890": "01234567890",
    "8600-205-123456 ạ": "8600205123456",
    "TK: 0123.456.789.01": "012345678901",
    "86 00 20 51 23 45 6": "8600205123456",
    "0 3 5 1 0 0 0 1 2 3 4 5 7": "0351000123457",
    "8600,2051,23456": "8600205123456",
    "(8600205123456)": "8600205123456",
    "*8600205123456*": "8600205123456",
    "“8600205123456”": "8600205123456",
    "8600205123456...": "8600205123456",
    "stk8600205123456": "8600205123456",
    "O351000123456": "0351000123456",
    "0351OOO123456": "0351000123456",
    "tk số 2: 8600205123456": "8600205123456",
    "8600205123456, sdt 0913111222": "8600205123456",
    "đt 0913111222 stk 8600205123456": "8600205123456",
    "cccd 006052001234, stk 8600205123456": "8600205123456",
    "8600205123456 8600205123456": "8600205123456",
    "stk 8600205123456 ngày mở 12/3/2020": "8600205123456",
    "của em là 0351000123456 nhé": "0351000123456",
    "số tài khoản của bố em Nông Văn Thành là 8600205123456": "8600205123456",
    "8600205123456 chi nhánh Bắc Kạn 2": "8600205123456",
    "stk là số điện thoại luôn 0913111222": "0913111222",
    "1234567890123456789": "1234567890123456789",
}
WITH_BANK = {
    "tk 19036123456789 techcombank": ("TCB", "19036123456789"),
    "stk 1017 888 999 vcb": ("VCB", "1017888999"),
    "0351000123456vcb": ("VCB", "0351000123456"),
    "102345678901 vietinbank hà nội": ("CTG", "102345678901"),
    "8600205123456 (Agribank)": ("AGRIBANK", "8600205123456"),
    "8600205123456 nông nghiệp": ("AGRIBANK", "8600205123456"),
}
NO_NUMBER = "Chưa thấy số tài khoản. Số có trên giấy mở tài khoản hoặc trong ứng dụng ngân hàng."
CARD = "Đây giống số thẻ ATM. Cần số tài khoản, trên giấy mở tài khoản hoặc hỏi ngân hàng."
TWO = "Có hai số trong tin vừa gửi. Gửi giúp một số nhận tiền."
NOT_YET = ["Để sau", "Mở tài khoản mới"]
MISSES: list[tuple[str, str, str, list[str]]] = [
    ("", "empty", NO_NUMBER, NOT_YET),
    ("nguyễn văn bình", "empty", NO_NUMBER, NOT_YET),
    ("vietcombank", "empty", NO_NUMBER, NOT_YET),
    ("sdt 0913111222", "empty", NO_NUMBER, NOT_YET),
    ("mã otp 123456", "empty", NO_NUMBER, NOT_YET),
    ("500000 đồng", "empty", NO_NUMBER, NOT_YET),
    ("sinh ngày 12/3/1952", "empty", NO_NUMBER, NOT_YET),
    ("không nhớ số", "unknown", NO_NUMBER, NOT_YET),
    ("hình như 8600205123456", "unknown", NO_NUMBER, NOT_YET),
    ("tiền mặt", "cash", "Chuyển sang nhận tiền mặt không?", ["Tiền mặt", "Nhập ngân hàng"]),
    (
        "chưa có",
        "none",
        "Chưa có thì Bưu điện giúp mở. Chuyển sang mở tài khoản mới không?",
        ["Mở tài khoản mới", "Tiền mặt"],
    ),
    ("12345", "too_short", "Số vừa gửi có {n} chữ số, số tài khoản có ít nhất 6. Xem lại giúp.", []),
    ("đuôi 123456", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    ("86002051??456", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    ("0913111222 zalo", "empty", NO_NUMBER, NOT_YET),
    ("5.3.1952", "empty", NO_NUMBER, NOT_YET),
    ("5 3 1952", "empty", NO_NUMBER, NOT_YET),
    ("1952-03-05", "empty", NO_NUMBER, NOT_YET),
    ("500.000", "empty", NO_NUMBER, NOT_YET),
    ("mã số thuế 4700123456", "empty", NO_NUMBER, NOT_YET),
    (
        "12345678901234567890",
        "too_long",
        "Số vừa gửi có {n} chữ số, số tài khoản nhiều nhất 19. Xem lại giúp.",
        [],
    ),
    ("8600205l23456", "signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", []),
    ("S600205123456", "signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", []),
    ("86002051²3456", "signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", []),
    ("+84913111222", "signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", []),
    ("86002051****6", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    ("8600xxxx3456", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    ("8600...3456", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    ("…3456", "masked", "Số này có chỗ bị che. Gửi giúp đủ số.", []),
    (
        "0000000000",
        "all_zero",
        "Dãy này toàn số 0. Gửi giúp số tài khoản trên giấy mở tài khoản.",
        [],
    ),
    ("9704 0512 3456 7890", "card", CARD, []),
    ("9704366812345678901", "card", CARD, []),
    ("stk 4111 1111 1111 1111", "card", CARD, []),
    ("5555555555554444", "card", CARD, []),
    ("số thẻ 123456789012", "card", CARD, []),
    ("số in trên thẻ: 1234567890", "card", CARD, []),
    ("8600205 (thiếu)", "not_understood", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.", []),
    (
        "4123 4567 8901 2345",
        "card_or_account",
        "Đây là số thẻ hay số tài khoản?",
        ["Số thẻ", "Số tài khoản"],
    ),
    (
        "97043668123456789",
        "card_or_account",
        "Đây là số thẻ hay số tài khoản?",
        ["Số thẻ", "Số tài khoản"],
    ),
    ("NGUYENVANBINH", "nickname", "Đây là tên thay cho số tài khoản. Cần dãy số.", []),
    ("binh1234", "nickname", "Đây là tên thay cho số tài khoản. Cần dãy số.", []),
    ("8600205123456 hoặc 0351000123456", "two_numbers", TWO, []),
    ("8600205123456,0351000123456", "two_numbers", TWO, []),
    ("8600205123456\n0351000123456", "two_numbers", TWO, []),
    ("12345678\n87654321", "two_numbers", TWO, []),
    ("8600205123456 0351000123456", "two_numbers", TWO, []),
    ("12345678 87654321", "two_numbers", TWO, []),
    ("1. 8600 2051 23456", "two_numbers", TWO, []),
    (
        "0912 345 678",
        "looks_like_phone",
        "Số này trùng số điện thoại đã khai. Đúng là số tài khoản không ạ?",
        ["Đúng", "Sửa lại"],
    ),
    (
        "mb 0987654321",
        "looks_like_phone",
        "Số này trùng số điện thoại đã khai. Đúng là số tài khoản không ạ?",
        ["Đúng", "Sửa lại"],
    ),
    ("006052001234", "looks_like_cccd", "Đây là số căn cước đã khai. Câu này cần số tài khoản.", []),
    ("0061 8000 4321", "looks_like_cccd", "Đây là số căn cước đã khai. Câu này cần số tài khoản.", []),
    (
        "momo 0913111222",
        "wallet",
        "{name} là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt.",
        ["Nhập ngân hàng", "Mở tài khoản mới", "Tiền mặt"],
    ),
    (
        "không phải 8600205123456",
        "not_understood",
        "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.",
        [],
    ),
    (
        "8600205123456 đúng không",
        "not_understood",
        "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.",
        [],
    ),
]


def _situation(**answers: Value) -> Situation:
    return Situation(key="account_number", today=date(2026, 11, 24), places=PLACES, answers={**KNOWN, **answers})


@pytest.mark.parametrize(("typed", "number"), TAKEN.items())
def test_digits_are_taken_as_people_group_them(typed: str, number: str) -> None:
    """Spaces, dots, labels and other numbers named so do not matter; leading zeros stay."""
    reading = read_account_number(typed, _situation())
    assert isinstance(reading, Kept)
    assert reading.values == {"account_number": number}
    assert reading.echo is None


@pytest.mark.parametrize(("typed", "meant"), WITH_BANK.items())
def test_a_bank_named_along_is_kept_too(typed: str, meant: tuple[str, str]) -> None:
    """No bank was known: both questions are answered, and the split is shown back."""
    reading = read_account_number(typed, _situation())
    assert isinstance(reading, Kept)
    assert reading.values == {"bank": meant[0], "account_number": meant[1]}
    assert reading.echo is not None
    assert reading.echo.key == "bank.split"


@pytest.mark.parametrize(("typed", "code", "sentence", "choices"), MISSES)
def test_every_miss_has_its_sentence(typed: str, code: str, sentence: str, choices: list[str]) -> None:
    """Code, words and choices are those of wording.md."""
    reading = read_account_number(typed, _situation())
    assert isinstance(reading, Rejected | Unsure)
    labels = [choice.label.vietnamese for choice in reading.choices]
    assert (reading.code, reading.say.vietnamese, labels) == (code, sentence, choices)


def test_an_unusual_length_is_a_question_and_no_wall() -> None:
    """The number can be kept as it is, or typed again."""
    reading = read_account_number("123456789", _situation(bank="VCB"))
    assert isinstance(reading, Unsure)
    assert reading.code == "unusual_length"
    assert reading.say.vietnamese == ("Tài khoản {bank} thường có {m} chữ số, số này có {n}. Giữ số này không?")
    assert reading.say.params == {"bank": "Vietcombank", "m": "13 hoặc 10", "n": 9}
    keep, again = reading.choices
    assert (keep.label.vietnamese, keep.keeps) == ("Giữ", {"account_number": "123456789"})
    assert (again.label.vietnamese, again.asks) == ("Sửa lại", "account_number")


def test_a_bank_without_a_known_length_takes_any() -> None:
    """Only four banks have a hint; of the others nothing is known, so nothing is asked."""
    assert isinstance(read_account_number("123456789", _situation(bank="TCB")), Kept)


def test_the_same_bank_named_again_changes_nothing() -> None:
    """It is kept, and there is nothing to show back."""
    reading = read_account_number("vcb 0351000123456", _situation(bank="VCB"))
    assert isinstance(reading, Kept)
    assert reading.values == {"bank": "VCB", "account_number": "0351000123456"}
    assert reading.echo is None


def test_another_bank_than_the_chosen_one_is_asked() -> None:
    """Neither is taken silently; a yes changes the bank, a no asks it again."""
    reading = read_account_number("techcombank 19036123456789", _situation(bank="VCB"))
    assert isinstance(reading, Unsure)
    assert reading.say.params == {"bank": "Techcombank"}
    right, other = reading.choices
    assert right.keeps == {"bank": "TCB", "account_number": "19036123456789"}
    assert other.asks == "bank"


def test_a_card_answered_to_be_an_account_is_kept() -> None:
    """ "Số tài khoản" keeps the digits, "Số thẻ" asks again."""
    reading = read_account_number("4123456789012345", _situation())
    assert isinstance(reading, Unsure)
    card, account = reading.choices
    assert (card.keeps, card.asks) == ({}, "account_number")
    assert account.keeps == {"account_number": "4123456789012345"}


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    """No text raises; what is kept is 6 to 19 plain digits."""
    reading = read_account_number(text, _situation())
    if isinstance(reading, Kept):
        number = str(reading.values["account_number"])
        assert number.isascii()
        assert number.isdigit()
        assert 6 <= len(number) <= 19


@given(some.text("0123456789", min_size=1, max_size=22))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_reads_as_itself(digits: str) -> None:
    """A kept number is its own answer, and never another number than the one typed."""
    reading = read_account_number(digits, _situation())
    if isinstance(reading, Kept):
        assert reading.values == {"account_number": digits}
        assert read_account_number(digits, _situation()) == reading


@given(some.sampled_from([*TAKEN, *WITH_BANK]), some.sampled_from(SPELLINGS))
@settings(max_examples=100, deadline=None)
def test_spelling_changes_nothing(typed: str, spell: object) -> None:
    """NFD, full-width digits, hidden signs, case and a polite word give the same answers."""
    assert callable(spell)
    first, second = read_account_number(typed, _situation()), read_account_number(spell(typed), _situation())
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert second.values == first.values
