"""Whose account it is: two people count, and only when it is clear which."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.account_holder import other_person, read_account_holder
from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure, Value
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

PLACES = default_places()
HELPER: dict[str, Value] = {
    "role": "helper",
    "relation": "child",
    "full_name": "Nông Văn Thành",
    "requester_name": "Nông Thị Lan",
    "cccd": "006052001234",
}
BENEFICIARY = [
    "người hưởng",
    "nguoi huong a",
    "của người hưởng ạ",
    "nong van thanh",
    "Nông Văn Thành",
    "NONG VAN THANH",
    "ông Nông Văn Thành",
    "nông văn thanh",
    "tài khoản đứng tên bố em là Nông Văn Thành",
    "cua bo",
    "của bố em",
    "đứng tên bố em",
    "bố",
    "beneficiary",
]
REQUESTER = [
    "tôi",
    "của em",
    "tk đứng tên em",
    "tên tôi ạ",
    "người khai",
    "nong thi lan",
    "của em Nông Thị Lan",
    "requester",
]
OTHER = "Chỉ nhận tài khoản của người hưởng hoặc người khai. Chọn cách khác giúp."
ELSEWHERE = ["Đổi tài khoản", "Mở tài khoản mới", "Tiền mặt"]
MISSES: list[tuple[str, str, str, list[str]]] = [
    ("Nguyễn Văn Bình", "other_person", OTHER, ELSEWHERE),
    ("người khác", "other_person", OTHER, ELSEWHERE),
    ("của hàng xóm", "other_person", OTHER, ELSEWHERE),
    (
        "nong van thnah",
        "near",
        "Tên này gần giống tên {ben}. Tài khoản đứng tên ai?",
        ["Người hưởng", "Tôi (người khai)", "Người khác"],
    ),
    (
        "Nông Thành",
        "near",
        "Tên này gần giống tên {ben}. Tài khoản đứng tên ai?",
        ["Người hưởng", "Tôi (người khai)", "Người khác"],
    ),
    (
        "Nông Thị Lam",
        "near",
        "Tên này gần giống tên {ben}. Tài khoản đứng tên ai?",
        ["Người hưởng", "Tôi (người khai)", "Người khác"],
    ),
    ("", "empty", "Chưa thấy họ tên trong tin vừa gửi. Gõ giúp cả họ và tên.", []),
    ("Thành", "too_short", "Mới có một chữ. Cần cả họ và tên, như trên căn cước.", []),
    ("của mẹ", "kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.", []),
    ("của bà", "kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.", []),
    ("của con", "kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.", []),
    ("chính chủ", "kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.", []),
    ("không phải của Nông Văn Thành", "kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.", []),
    ("Nông Văn Thành và Nông Thị Lan", "two_names", "Có hai tên trong tin vừa gửi. Gửi giúp một tên.", []),
    ("0351000123456", "looks_like_number", "Đây là một dãy số. Câu này cần họ và tên.", []),
    (
        "không biết",
        "unknown",
        "Họ tên có trên thẻ căn cước. Chưa có thẻ ở đây thì chọn Để sau.",
        [],
    ),
]


def _situation(answers: dict[str, Value] | None = None, **more: Value) -> Situation:
    given = {**(HELPER if answers is None else answers), **more}
    return Situation(key="account_holder", today=date(2026, 11, 24), places=PLACES, answers=given)


@pytest.mark.parametrize("typed", BENEFICIARY)
def test_the_beneficiary_is_meant(typed: str) -> None:
    """By role, by a kin word of the right sex, by the name with or without marks."""
    assert read_account_holder(typed, _situation()) == Kept({"account_holder": "beneficiary"})


@pytest.mark.parametrize("typed", REQUESTER)
def test_the_requester_is_meant(typed: str) -> None:
    """By "tôi", "em", or the name given before."""
    assert read_account_holder(typed, _situation()) == Kept({"account_holder": "requester"})


@pytest.mark.parametrize(("typed", "code", "sentence", "choices"), MISSES)
def test_every_miss_has_its_sentence(typed: str, code: str, sentence: str, choices: list[str]) -> None:
    """Code, words and choices are those of wording.md."""
    reading = read_account_holder(typed, _situation())
    assert isinstance(reading, Rejected | Unsure)
    labels = [choice.label.vietnamese for choice in reading.choices]
    assert (reading.code, reading.say.vietnamese, labels) == (code, sentence, choices)


def test_for_oneself_i_am_the_beneficiary() -> None:
    """Role self has no requester: "tôi" and "tên tôi" mean the one who receives."""
    alone = _situation({"role": "self", "full_name": "Lý Thị Mai"})
    for typed in ("tên tôi", "tôi", "của em", "ly thi mai"):
        assert read_account_holder(typed, alone) == Kept({"account_holder": "beneficiary"}), typed
    near = read_account_holder("Lý Thị Mi", alone)
    assert isinstance(near, Unsure)
    assert [choice.label.vietnamese for choice in near.choices] == ["Tên tôi", "Người khác"]


def test_a_guardian_speaks_of_the_child() -> None:
    """ "của con" is the child's account for a parent; "của mẹ" may be anybody's."""
    parent = _situation(
        {
            "role": "guardian",
            "relation": "parent",
            "full_name": "Lý Thị Mai",
            "requester_name": "Lý A Sử",
        }
    )
    assert read_account_holder("của con", parent) == Kept({"account_holder": "beneficiary"})
    assert isinstance(read_account_holder("của mẹ", parent), Rejected)


def test_a_kin_word_of_the_other_sex_is_nobody_known() -> None:
    """The card says a man, the middle name a woman: "mẹ" and "bố" are then someone else."""
    assert isinstance(read_account_holder("của mẹ", _situation()), Rejected)
    woman: dict[str, Value] = {"role": "helper", "relation": "child", "full_name": "Hà Thị Sâm"}
    assert isinstance(read_account_holder("của bố", _situation(woman)), Rejected)
    assert read_account_holder("của mẹ", _situation(woman)) == Kept({"account_holder": "beneficiary"})


def test_one_name_for_two_people_is_asked() -> None:
    """Father and son may have the same name."""
    same = _situation(requester_name="Nông Văn Thanh")
    assert isinstance(read_account_holder("nong van thanh", same), Unsure)


def test_another_person_can_choose_another_way() -> None:
    """Another account asks the bank again and forgets the number; the rest is another way to be paid."""
    account, opened, cash = other_person().choices
    assert (account.asks, account.drops) == ("bank", ("account_number", "account_name"))
    assert opened.keeps == {"pay_by": "open_account"}
    assert cash.keeps == {"pay_by": "cash"}


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    """No text raises, with or without anything known."""
    read_account_holder(text, _situation())
    read_account_holder(text, _situation({}))


@given(some.sampled_from(BENEFICIARY + REQUESTER), some.sampled_from(SPELLINGS))
@settings(max_examples=100, deadline=None)
def test_spelling_changes_nothing(typed: str, spell: object) -> None:
    """NFD, full-width digits, hidden signs, case and a polite word give the same answer."""
    assert callable(spell)
    assert read_account_holder(spell(typed), _situation()) == read_account_holder(typed, _situation())
