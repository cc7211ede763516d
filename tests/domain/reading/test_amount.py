"""Amounts in files: never off by a thousand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.amount import read_amount
from domain.wording import Kept
from tests.domain.reading.said import asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

READ = {
    "1.500.000": 1_500_000,
    "1,500,000 đ": 1_500_000,
    "1 500 000": 1_500_000,
    "1'500'000": 1_500_000,
    "1500000": 1_500_000,
    "1500000.0": 1_500_000,
    "1,500,000.00": 1_500_000,
    "1.500.000,00": 1_500_000,
    "1.500.000.-": 1_500_000,
    "1.500.000đ.": 1_500_000,
    "VND 1.624.000": 1_624_000,
    "5OO.000": 500_000,
    "500k": 500_000,
    "500 k": 500_000,
    "500k/tháng": 500_000,
    "mỗi tháng 500k": 500_000,
    "tháng 11/2026: 500.000": 500_000,
    "1500 nghìn": 1_500_000,
    "1.500k": 1_500_000,
    "5 trăm nghìn": 500_000,
    "1tr": 1_000_000,
    "1tr5": 1_500_000,
    "1tr25": 1_250_000,
    "2tr055": 2_055_000,
    "1tr500k": 1_500_000,
    "1tr20k": 1_020_000,
    "750k từ 1/10/2026": 750_000,
    "1 triệu 200 nghìn": 1_200_000,
    "1 triệu 2 trăm": 1_200_000,
    "1,25 triệu": 1_250_000,
    "1 củ": 1_000_000,
    "triệu rưỡi": 1_500_000,
    "nửa triệu": 500_000,
    "một triệu hai": 1_200_000,
    "ba trăm sáu mươi nghìn": 360_000,
    "hai triệu không trăm năm mươi lăm nghìn đồng": 2_055_000,
    "bằng chữ: năm trăm nghìn đồng": 500_000,
    "1.624.000 (một triệu sáu trăm hai mươi bốn nghìn đồng)": 1_624_000,
    "giảm còn 360k": 360_000,
    "tháng 2 triệu": 2_000_000,
    "tháng 2tr": 2_000_000,
    "tháng 11 2 triệu": 2_000_000,
    "1 tháng 2 triệu": 2_000_000,
    "mười triệu rưỡi": 10_500_000,
    "tăng lên 750k": 750_000,
}
REFUSED = {
    "1tr2k": "no_unit",
    "l triệu": "signs",
    "": "empty",
    "chưa có": "empty",
    "500": "no_unit",
    "1.5": "no_unit",
    "1500": "no_unit",
    "5.000đ": "no_unit",
    "500.00": "no_unit",
    "1,5k": "no_unit",
    "2.055 triệu": "no_unit",
    "1 triệu 50": "no_unit",
    "một triệu năm mươi": "no_unit",
    "năm trăm": "no_unit",
    "500.000k": "no_unit",
    "1.50.000": "grouping",
    "1.500,000": "grouping",
    "1.500.000,50": "grouping",
    "0.500.000": "grouping",
    "500.000.00": "grouping",
    "2.055.000.0": "grouping",
    "500.000 usd": "signs",
    "$500.000": "signs",
    "00500000": "grouping",
    "1 triệu năm": "signs",
    "2 triệu năm trăm": "signs",
    "hai triệu 5": "two_amounts",
    "500k 2 tháng": "two_amounts",
    "1.500.000 triệu": "signs",
    "500 000 nghìn": "two_amounts",
    "l.500.000": "signs",
    "½ triệu": "signs",
    "٥٠٠٠٠٠": "signs",
    "1 tỷ": "signs",
    "không phải 500k": "signs",
    "từ 500k lên 750k": "two_amounts",
    "500k - 750k": "two_amounts",
    "540.000 và 360.000": "two_amounts",
    "1.624.000 (một triệu sáu trăm nghìn đồng)": "two_amounts",
    "-500k": "negative",
    "(500.000)": "negative",
    "(500k)": "negative",
    "500k-": "negative",
    "0đ": "zero",
    "000": "zero",
    "khoảng 500k": "guess",
    "hơn 1 triệu": "guess",
    "vài trăm": "guess",
    "tăng 250k": "change",
    "thêm 250k": "change",
    "+500000": "change",
    "9999999999999": "too_large",
}
SENTENCES = {
    "như cũ": "Chưa thấy số tiền. Ghi số đồng, ví dụ 1.500.000.",
    "l.500.000": "Chưa đọc được số tiền này. Ghi bằng chữ số, ví dụ 1.500.000.",
    "-500k": "Số tiền này có dấu trừ. Ghi số lớn hơn 0.",
    "0": "Số tiền này bằng 0. Ghi số lớn hơn 0.",
    "500": "Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000.",
    "500k 750k": "Có hai số tiền. Ghi giúp một số.",
    "khoảng 500k": "Số tiền này chưa chắc. Ghi đúng một số.",
    "tăng 250k": "Đây là phần tăng hoặc giảm. Ghi cả số tiền.",
    "1.50.000": "Dấu chấm trong số này chưa đều. Ghi lại, ví dụ 1.500.000.",
    "9999999999999": "Số tiền này lớn quá. Xem lại số chữ số 0.",
}
AMOUNTS = some.integers(10, 999_999).map(lambda thousands: thousands * 1000)


@pytest.mark.parametrize(("text", "dong"), READ.items(), ids=map(repr, READ))
def test_an_amount_is_read(text: str, dong: int) -> None:
    """Grouping, thousands, millions, words: whole đồng."""
    assert outcome(read_amount(text, asked("amount")), "amount") == dong


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=map(repr, REFUSED))
def test_an_open_amount_is_refused(text: str, code: str) -> None:
    """What could be another amount is a miss with its code."""
    assert outcome(read_amount(text, asked("amount")), "amount") == f"/{code}"


@pytest.mark.parametrize(("text", "say"), SENTENCES.items(), ids=map(repr, SENTENCES))
def test_each_miss_says_its_sentence(text: str, say: str) -> None:
    """One sentence a code."""
    assert sentence(read_amount(text, asked("amount"))) == say


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text: str) -> None:
    """No text raises; what is kept is at least ten thousand đồng."""
    reading = read_amount(text, asked("amount"))
    if isinstance(reading, Kept):
        dong = reading.values["amount"]
        assert isinstance(dong, int)
        assert dong >= 10_000


@settings(max_examples=80)
@given(AMOUNTS, some.sampled_from(SPELLINGS), some.sampled_from([",", ".", " ", ""]))
def test_another_spelling_is_the_same_amount(dong: int, spell: object, sign: str) -> None:
    """Grouping signs, full-width digits, hidden signs, case and politeness change nothing."""
    assert callable(spell)
    typed = f"{dong:,}".replace(",", sign)
    assert outcome(read_amount(spell(typed), asked("amount")), "amount") == dong


@settings(max_examples=60)
@given(some.integers(1, 99), some.integers(0, 999))
def test_millions_and_thousands_add_up(millions: int, thousands: int) -> None:
    """ "2tr055", "2 triệu 55 nghìn" and the number in full are one amount."""
    dong = millions * 1_000_000 + thousands * 1000
    for typed in (f"{millions}tr{thousands:03d}", f"{millions} triệu {thousands} nghìn", str(dong)):
        assert outcome(read_amount(typed, asked("amount")), "amount") == dong
