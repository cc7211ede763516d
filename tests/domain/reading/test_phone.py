"""Phone numbers as people type them."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.phone import as_phone, read_phone
from domain.wording import Kept, Unsure
from tests.domain.reading.said import asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

LAN = "+84912345678"
TAKEN = {
    "0912345678 sn 1990": LAN,
    "*0912345678*": LAN,
    "**12345678": "/signs",
    "1234567890": "/impossible",
    "1681234567": "/impossible",
    "84 168 123 4567": "/old_prefix",
    "2093871234": "+842093871234",
    "0912345678": LAN,
    "0912 345 678": LAN,
    "09 12 34 56 78": LAN,
    "0 9 1 2 3 4 5 6 7 8": LAN,
    "0912,345,678": LAN,
    "0912/345/678": LAN,
    "0912_345_678": LAN,
    "0912–345–678": LAN,
    "0912...345...678": "/signs",
    "(0912) 345-678": LAN,
    "+84 912 345 678": LAN,
    "+84(0)912345678": LAN,
    "84 912 345 678": LAN,
    "840912345678": LAN,
    "0084912345678": LAN,
    "912345678": LAN,
    "sdt0912345678": LAN,
    "ĐT:0912345678": LAN,
    "so 0912345678 nhe": LAN,
    "0912345678a": LAN,
    "0912345678ạ": LAN,
    "o912 345 678": LAN,
    "O9I2345678": "/signs",
    "0912 345 67b": "/too_short",
    "0912345678 chị Hồng": LAN,
    "0912345678 Thanh": LAN,
    "0912345678 (chị Nhâm)": LAN,
    "lan 0912345678 con gái ông thành, tổ 7": LAN,
    "0912345678 sim 2": LAN,
    "0912345678 không có zalo": LAN,
    "0912345678 gọi sau 17h": LAN,
    "0912345678 0912345678": LAN,
    "0️⃣9️⃣1️⃣2️⃣345678": LAN,
    "\u200e0912345678": LAN,
    "0209 3871 234": "+842093871234",
    "024 3825 1234": "+842438251234",
    "+84 209 3871234": "+842093871234",
    "không phải 0912345678": "/not_understood",
    "0912345678 hỏng rồi": "/not_understood",
    "0912345678 bị khóa": "/not_understood",
    "0912345678 nhầm rồi": "/not_understood",
    "đừng gọi 0912345678": "/not_understood",
    "0912345678 bỏ 8 thêm 9012": "/too_short",
    "0912345678 và 098765432": "/too_short",
    "0912345678²": "/signs",
    "٠٩١٢٣٤٥٦٧٨": "/signs",
    "0912***678": "/signs",
    "0912 xxx 678": "/signs",
    "…5678": "/signs",
    "0912345": "/too_short",
    "84 91234567": "/too_long",
    "+84 91234567": "/too_short",
    "091234567890123": "/too_long",
    "0281 3871 234": "/impossible",
    "0521234567": "/impossible",
    "01101234567": "/too_long",
    "1900 1234": "/hotline",
    "1800 599 920": "/hotline",
    "113": "/hotline",
    "+856 20 5551 2345": "/foreign",
    "+1 415 555 2671": "/foreign",
    "00856 20 5551 2345": "/foreign",
    "006052001234": "/looks_like_cccd",
    "số nhà em": "/empty",
    "không nhớ số": "/empty",
    "": "/empty",
    "👍": "/empty",
}
SENTENCES = {
    "không": "Chưa thấy số nào trong tin vừa gửi. Gửi giúp số điện thoại.",
    "091234567": "Số vừa gửi có 9 chữ số. Số di động có 10, bắt đầu bằng 0.",
    "09123456789": "Số vừa gửi có 11 chữ số. Số di động có 10, bắt đầu bằng 0.",
    "09123x5678": "Trong số có chữ hoặc chỗ bị che. Gửi lại giúp đủ chữ số.",
    "0123456789": "Chưa có mạng nào dùng đầu số 012. Xem lại số điện thoại giúp.",
    "19001234": "Đây là số tổng đài. Cần số của người nhà.",
    "+85620555123": "Đây là số nước ngoài. Gửi giúp một số ở Việt Nam.",
    "0912345678 hoặc 0987654321": "Có hai số. Số nào dễ gọi hơn?",
    "006052001234": "Dãy 12 chữ số này giống số căn cước. Câu này cần số điện thoại.",
    "01681234567": "Đầu số 0168 nay là 038, số đã ghi là 0381 234 567. Đúng không ạ?",
    "không có": "Cần một số để báo khi hồ sơ phải sửa. Số người nhà, hàng xóm cũng được.",
    "không phải 0912345678": "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.",
}
NUMBERS = some.from_regex(r"0(?:3[2-9]|7[06-9]|8[1-68]|9[0-46-9])[0-9]{7}", fullmatch=True)


@pytest.mark.parametrize(("text", "value"), TAKEN.items(), ids=map(repr, TAKEN))
def test_a_typed_number_is_understood_or_asked_again(text: str, value: str) -> None:
    """A number is kept as E.164; anything doubtful is a miss with its code."""
    assert outcome(read_phone(text, asked("requester_phone")), "requester_phone") == value


@pytest.mark.parametrize(("text", "say"), SENTENCES.items(), ids=map(repr, SENTENCES))
def test_each_miss_says_its_sentence(text: str, say: str) -> None:
    """Every code has the sentence of the wording, word for word."""
    assert sentence(read_phone(text, asked("requester_phone"))) == say


@pytest.mark.parametrize(
    "text", ["không có", "k có đt", "chưa có điện thoại", "ko dùng điện thoại", "ông không có"]
)
def test_the_beneficiary_may_have_no_phone(text: str) -> None:
    """For the beneficiary "không có" is an answer; for who types it is asked once more; elsewhere a miss."""
    assert read_phone(text, asked("phone")) == Kept({"phone": None})
    miss = read_phone(text, asked("requester_phone"))
    assert not isinstance(miss, Kept)
    assert miss.code == "none"
    assert miss.choices[0].keeps == {"requester_phone": None}
    assert outcome(read_phone(text, asked("new_phone")), "new_phone") == "/empty"


@pytest.mark.parametrize(
    "text",
    ["số của tôi", "dung so cua toi", "Dùng số của em ạ", "số em", "bố không có, dùng số của em", "như trên"],
)
def test_my_number_means_the_one_given_before(text: str) -> None:
    """ "Số của tôi" is the requester's phone for the beneficiary, and nothing where none is known."""
    assert outcome(read_phone(text, asked("phone", requester_phone=LAN)), "phone") == LAN
    assert not isinstance(read_phone(text, asked("requester_phone", requester_phone=LAN)), Kept)
    assert outcome(read_phone("số của tôi", asked("phone")), "phone") == "/empty"


@pytest.mark.parametrize("text", ["không dùng số của tôi", "đừng dùng số của tôi", "ko lấy số của em"])
def test_not_my_number_is_not_my_number(text: str) -> None:
    """A denied number is never taken."""
    assert outcome(read_phone(text, asked("phone", requester_phone=LAN)), "phone") != LAN


def test_two_numbers_are_offered() -> None:
    """Both numbers stand as choices; equal ones, written differently, are one."""
    offer = read_phone("0912345678 hoặc 0209 3871234", asked("phone"))
    assert isinstance(offer, Unsure)
    assert [choice.keeps for choice in offer.choices] == [{"phone": LAN}, {"phone": "+842093871234"}]
    assert read_phone("0912345678, +84 912 345 678", asked("phone")) == Kept({"phone": LAN})


def test_a_retired_prefix_is_shown_back() -> None:
    """The mapped number is offered, with the way to mend it."""
    offer = read_phone("số cũ 0123 456 7890", asked("phone"))
    assert isinstance(offer, Unsure)
    assert offer.value == "+84834567890"
    assert [choice.keeps for choice in offer.choices] == [{"phone": "+84834567890"}, {}]
    assert offer.choices[1].asks == "phone"


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text: str) -> None:
    """No text raises, and what is kept is a number of Vietnam."""
    reading = read_phone(text, asked("requester_phone"))
    if isinstance(reading, Kept):
        number = phonenumbers.parse(str(reading.values["requester_phone"]))
        assert phonenumbers.is_valid_number_for_region(number, "VN")


@settings(max_examples=60)
@given(NUMBERS, some.sampled_from(SPELLINGS), some.sampled_from(" .- "))
def test_another_spelling_is_the_same_number(number: str, spell: object, sign: str) -> None:
    """Separators, full-width digits, hidden signs, case and politeness change nothing; nor does reading twice."""
    phone = as_phone(number)
    grouped = sign.join((number[:4], number[4:7], number[7:]))
    assert callable(spell)
    assert outcome(read_phone(spell(grouped), asked("phone")), "phone") == (
        phone or outcome(read_phone(number, asked("phone")), "phone")
    )
    if phone:
        assert read_phone(phone, asked("phone")) == Kept({"phone": phone})


@settings(max_examples=80)
@given(NUMBERS, some.integers(0, 9), some.sampled_from("xlISB*?²"))
def test_a_sign_instead_of_a_digit_is_never_guessed(number: str, place: int, sign: str) -> None:
    """A digit that cannot be read is asked again."""
    assert not isinstance(read_phone(number[:place] + sign + number[place + 1 :], asked("requester_phone")), Kept)
