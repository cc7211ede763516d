"""The 12 digits of a căn cước as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.cccd import provinces, read_cccd, year_of
from domain.wording import Kept, Rejected, Unsure
from tests.domain.reading.said import asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

FATHER = "006052001234"
TAKEN = {
    "0060 5200 1234": FATHER,
    "006-052-001-234": FATHER,
    "006.052.001.234": FATHER,
    "0 0 6 0 5 2 0 0 1 2 3 4": FATHER,
    "o06o52oo1234": FATHER,
    "CCCD006052001234": FATHER,
    "căn cước: 006052001234ạ": FATHER,
    "cmnd 006052001234": FATHER,
    "006052001234 cấp 01/08/2021": FATHER,
    "006052001234 cấp ngày 1 tháng 8 năm 2021": FATHER,
    "01/08/2021 006052001234": FATHER,
    "006052001234 sn 1952": FATHER,
    "006052001234 của ông Thành tổ 7": FATHER,
    "006052001234 006052001234": FATHER,
    "0️⃣0️⃣6️⃣052001234": FATHER,
    "006 052 001 234\ncấp ngày 01/08/2021": FATHER,
    "006216001122": "006216001122",
    "001199000001": "001199000001",
    "006226000001": "006226000001",
    "006227000001": "/impossible_year",
    "006O52OO1234": FATHER,
    "006052OOl234": "/signs",
    "006052001234b": "/signs",
    "006052x01234": "/signs",
    "006052xxx234": "/masked",
    "006052•••234": "/masked",
    "…1234": "/masked",
    "00605200": "/too_short",
    "00605200123": "/too_short",
    "0060520012345": "/too_long",
    "00605200123 4 5": "/too_long",
    "095123456": "/old_cmnd",
    "095 123 456": "/old_cmnd",
    "0912345678": "/looks_like_phone",
    "+84 912 345 678": "/looks_like_phone",
    "84912345678": "/looks_like_phone",
    "0209 3871 234": "/looks_like_phone",
    "stk 0351000123456": "/looks_like_account",
    "vcb 006052001234": "/looks_like_account",
    "9704 1234 5678 9012": "/looks_like_account",
    "099999999999999": "/looks_like_account",
    "007052001234": "/impossible_province",
    "100052001234": "/unusual_province",
    "006452001234": "/impossible_year",
    "006052001234 và 006145002345": "/two_numbers",
    "006052001234 006145002345": "/two_numbers",
    "cũ 095123456 mới 006052001234": "/two_numbers",
    "006052001234 sđt 0912345678": FATHER,
    "CMND cũ 095123456, CCCD 006052001234": FATHER,
    "cccd so: 006052001234 ngay cap: 15042021": FATHER,
    "006052001234 ngày sinh 05031952": FATHER,
    "006052001234 0912345678": "/two_numbers",
    "006052001234 sđt 0912345678 006145002345": "/two_numbers",
    "sđt 0912345678": "/looks_like_phone",
    "cmnd 095123456": "/old_cmnd",
    "không phải 006052001234": "/not_understood",
    "006052001234 nhầm số": "/not_understood",
    "006052001234 sửa thành 5": "/not_understood",
    "٠٠٦٠٥٢٠٠١٢٣٤": "/signs",
    "²06052001234": "/signs",
    "không nhớ số": "/unknown",
    "quên rồi": "/unknown",
    "thẻ để ở nhà": "/unknown",
    "chưa có thẻ ở đây": "/unknown",
    "để em tìm": "/unknown",
    "": "/empty",
    "vâng": "/empty",
}
SENTENCES = {
    "ạ": "Chưa thấy số nào trong tin vừa gửi. Gửi giúp 12 chữ số trên thẻ.",
    "không nhớ số": "Số in trên thẻ căn cước. Chưa có thẻ ở đây thì chọn Để sau.",
    "00605200123": "Số vừa gửi có 11 chữ số, cần đủ 12. {You} xem lại trên thẻ rồi gửi lại giúp.",
    "0060520012345": "Số vừa gửi có 13 chữ số, chỉ cần 12. Xem lại có thừa số nào không.",
    "095123456": "Số 9 chữ số là chứng minh nhân dân cũ. Cần số 12 chữ số trên thẻ căn cước.",
    "006052OOI234": "Trong số có chữ “I”. Gửi lại giúp, chỉ gồm chữ số.",
    "006052****34": "Số này có chỗ bị che. Gửi giúp đủ 12 chữ số.",
    "006052001234, 006145002345": "Có hai số trong tin vừa gửi. Gửi giúp một số, của người hưởng.",
    "003052001234": "Không có mã tỉnh 003. Xem lại ba chữ số đầu trên thẻ giúp.",
    "099052001234": "Ba chữ số đầu 099 ít gặp. Trên thẻ ghi đúng như vậy không ạ?",
    "006230001234": "Theo số này thì sinh năm 2030, năm đó chưa tới. Xem lại chữ số thứ 4, 5, 6 giúp.",
    "0912345678": "Đây giống số điện thoại. Cần số căn cước 12 chữ số.",
    "stk 0351000123456": "Đây giống số tài khoản. Cần số căn cước 12 chữ số.",
    "không phải 006052001234": "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.",
}
NUMBERS = some.builds(
    lambda province, tail: province + tail,
    some.sampled_from(sorted(provinces())),
    some.from_regex(r"[01][0-9]{8}", fullmatch=True),
)


@pytest.mark.parametrize(("text", "value"), TAKEN.items(), ids=map(repr, TAKEN))
def test_a_typed_number_is_understood_or_asked_again(text: str, value: str) -> None:
    """Twelve digits are kept; anything doubtful is a miss with its code."""
    assert outcome(read_cccd(text, asked("cccd")), "cccd") == value


@pytest.mark.parametrize(("text", "say"), SENTENCES.items(), ids=map(repr, SENTENCES))
def test_each_miss_says_its_sentence(text: str, say: str) -> None:
    """Every code has the sentence of the wording, word for word."""
    assert sentence(read_cccd(text, asked("cccd"))) == say


@pytest.mark.parametrize("key", ["cccd", "requester_cccd"])
@pytest.mark.parametrize(
    "text", ["chưa có", "chua co the", "chưa có căn cước ạ", "mất thẻ rồi", "chưa làm", "ko có cccd"]
)
def test_no_card_yet_is_an_answer(text: str, key: str) -> None:
    """Who has no card goes on: the number is kept as none."""
    assert read_cccd(text, asked(key)) == Kept({key: None})


def test_a_strange_province_is_kept_only_by_a_yes() -> None:
    """A code above 096 is asked back (born abroad); the number waits behind "Đúng"."""
    offer = read_cccd("100052001234", asked("requester_cccd"))
    assert isinstance(offer, Unsure)
    assert offer.choices[0].keeps == {"requester_cccd": "100052001234"}
    assert offer.choices[1].asks == "requester_cccd"


def test_an_old_cmnd_leads_to_no_card_yet() -> None:
    """The nine digits are explained, and "Chưa có căn cước" stands ready."""
    miss = read_cccd("095123456", asked("cccd"))
    assert isinstance(miss, Rejected)
    assert miss.choices[0].keeps == {"cccd": None}
    two = read_cccd("006052001234, 006145002345", asked("requester_cccd"))
    assert sentence(two).endswith("của người khai.")


def test_the_account_given_before_is_no_cccd() -> None:
    """The very number kept as account is recognised."""
    reading = read_cccd("001085006789", asked("cccd", account_number="001085006789"))
    assert outcome(reading, "cccd") == "/looks_like_account"


def test_the_number_tells_the_year() -> None:
    """Century and year digits: NĐ 137/2015 Điều 13."""
    assert [year_of(number) for number in (FATHER, "006145002345", "006216001122", "006302007890")] == [
        1952,
        1945,
        2016,
        2002,
    ]


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text: str) -> None:
    """No text raises, and what is kept is twelve plain digits of a known province, or none."""
    reading = read_cccd(text, asked("cccd"))
    if isinstance(reading, Kept) and reading.values["cccd"] is not None:
        number = str(reading.values["cccd"])
        assert number.isascii()
        assert number.isdigit()
        assert len(number) == 12
        assert number[:3] in provinces()


@settings(max_examples=60)
@given(NUMBERS, some.sampled_from(SPELLINGS), some.sampled_from(["", " ", ".", "-"]))
def test_another_spelling_is_the_same_number(number: str, spell: object, sign: str) -> None:
    """Separators, full-width digits, hidden signs, case and politeness change nothing; nor does reading twice."""
    assert callable(spell)
    grouped = sign.join((number[:4], number[4:8], number[8:]))
    assert read_cccd(spell(grouped), asked("cccd")) == Kept({"cccd": number})


@settings(max_examples=100)
@given(NUMBERS, some.integers(0, 11), some.sampled_from(["", "I", "l", "S", "*", "?", "00", "12"]))
def test_a_digit_lost_or_added_is_never_mended(number: str, place: int, instead: str) -> None:
    """One digit too few, too many or unreadable: asked again."""
    typed = number[:place] + instead + number[place + 1 :]
    assert not isinstance(read_cccd(typed, asked("cccd")), Kept)
