"""What changed between two versions, as an officer reads it; numbers masked unless asked for."""

from __future__ import annotations

from typing import Any

from domain.fields import FIELDS, View, changes
from domain.reference.places import default_places
from locales import load_languages

PLACES = default_places()
LANGUAGES = load_languages()
BEFORE: dict[str, Any] = {
    "role": "helper",
    "requester_name": "Nông Thị Lan",
    "requester_phone": "+84912345678",
    "relation": "child",
    "basis_document": "paper",
    "basis_number": "15/2026",
    "basis_date": "2026-10-10",
    "cccd": "006052001234",
    "full_name": "Nông Văn Thành",
    "birth_date": "1952-03-05",
    "residence_unit": {"unit": "01840", "old": "01834"},
    "residence_detail": "Tổ 7",
    "category_group": "NCC",
    "phone": "+84912345678",
    "pay_by": "account",
    "bank": "VCB",
    "account_number": "0351000123456",
    "account_holder": "beneficiary",
}


def spoken(after: dict[str, Any]) -> list[str]:
    """The lines of what changed."""
    return [LANGUAGES.speak(text, "vi", {"payer": "Bưu điện"}) for text in changes(BEFORE, after, places=PLACES)]


def test_nothing_changed_says_nothing() -> None:
    """Two equal versions have no line."""
    assert spoken(BEFORE) == []


def test_only_what_changed_is_named() -> None:
    """One field, one line, masked."""
    assert spoken(BEFORE | {"cccd": "006052009999"}) == ["Đã đổi: CCCD …1234 → …9999"]
    assert spoken(BEFORE | {"birth_date": "1953"}) == ["Đã đổi: ngày sinh 05/3/1952 → năm 1953"]
    assert spoken(BEFORE | {"residence_detail": "Tổ 8"}) == [
        "Đã đổi: nơi thường trú Tổ 7, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai) → "
        "Tổ 8, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai)"
    ]


def test_a_number_with_the_same_tail_still_changed() -> None:
    """The mask hides the digits, not that they differ."""
    assert spoken(BEFORE | {"cccd": "006152001234"}) == ["Đã đổi: CCCD …1234 → …1234"]


def test_another_way_of_payment_drops_the_account() -> None:
    """What went away is named without its value."""
    after = BEFORE | {"pay_by": "cash", "cash_receiver": "beneficiary"}
    assert spoken(after) == [
        "Đã đổi: cách nhận tài khoản đã có → tiền mặt",
        "Đã đổi: người nhận chưa có → người hưởng",
        "Đã bỏ: tài khoản",
        "Đã bỏ: chủ TK",
    ]


def test_in_full_only_when_asked() -> None:
    """The same line masked and in groups of four."""
    cccd = next(field for field in FIELDS if field.key == "cccd")
    masked = cccd.shown(BEFORE, View(places=PLACES))
    full = cccd.shown(BEFORE, View(places=PLACES, full=True))
    assert masked is not None
    assert full is not None
    assert LANGUAGES.speak(masked, "vi", {}) == "…1234"
    assert LANGUAGES.speak(full, "vi", {}) == "0060 5200 1234"


def test_a_place_that_is_not_known_is_shown_as_typed() -> None:
    """A requester may live in any province."""
    field = next(field for field in FIELDS if field.key == "requester_residence")
    shown = field.shown(BEFORE | {"requester_residence": {"text": "xóm 3, xã Lạ"}}, View(places=PLACES))
    assert shown is not None
    assert LANGUAGES.speak(shown, "vi", {}) == "xóm 3, xã Lạ"


def test_the_paper_is_shown_with_number_and_day() -> None:
    """What the requester said of it; whether it was seen is a note."""
    field = next(field for field in FIELDS if field.key == "basis_document")
    shown = field.shown(BEFORE, View(places=PLACES))
    assert shown is not None
    assert LANGUAGES.speak(shown, "vi", {}) == "giấy ủy quyền số 15/2026, ngày 10/10/2026"
