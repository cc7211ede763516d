"""Every sentence of many ways through the talk, read by the rules of wording.md section 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest

from conversations.texts import FAQ
from domain.registration import Status
from tests.conversations.person import (
    Person,
    Said,
    agreed,
    at_check,
    at_money,
    guardian,
    helper,
    herself,
    own,
    returned_own,
)

pytestmark = pytest.mark.xdist_group("wording")  # one process walks each way once
FORBIDDEN = ("lỗi", "vui lòng", "không hợp lệ", "định dạng", "hệ thống", "đối tượng", "khai sai", "bắt buộc nhập")
#: The notice and the page are read in peace: they are lists, not a message of one idea.
LISTS = ("Trước khi khai, xin nói rõ 6 điều.", "Phần 4/4: Kiểm tra.", "Trợ lý giúp 4 việc:")


WALKS: dict[str, Callable[[], Person]] = {
    "helper to account": lambda: at_check(),
    "helper, cash": lambda: at_check(pay="cash"),
    "self": lambda: _through_misses(herself()),
    "guardian": lambda: _through_misses(guardian()),
    "helper, every miss": lambda: _through_misses(helper()),
    "money, every miss": lambda: _through_misses(at_money()),
    "account": lambda: _through_misses(_paid_by("Tài khoản đã có")),
    "new account": lambda: _through_misses(_paid_by("Mở tài khoản mới")),
    "cash at home": lambda: _through_misses(_paid_by("Tiền mặt tại nhà")),
    "consent": lambda: _through_misses(_consent()),
    "orders": lambda: _orders(),
    "statuses": lambda: _statuses(),
    "reports": lambda: _reports(),
    "returned": lambda: _returned(),
    "authorised": lambda: _through_misses(_authorised()),
}


def _paid_by(way: str) -> Person:
    person = at_money()
    person.taps(way)
    return person


MISSES = (
    *("abc", "123", "0912", "00605200123", "không nhớ", "chưa có", "1 2 3 4 5 6 7 8", "quay lại", "cảm ơn"),
    *("31/02/1950", "5/13/1950", "70 tuổi", "năm con trâu", "5/3/52", "tháng 3 năm 1950", "2030"),
    *("bắc kạn", "Hà Nội", "phường Sông Cầu", "số 7", "hộ nghèo", "người già", "lương hưu", "bưu điện", "momo"),
    *("9704361234567890", "4111111111111111", "*123", "vietcom", "tiền mặt", "mẹ tôi", "Ông Văn Nam", "X"),
    *("con dâu tôi", "tài khoản của chú Ba", "🙂", "otp 123456", "a" * 130, "alo", "có mất phí không"),
)


def _through_misses(person: Person) -> Person:
    """Say what misses at the open question, then tap whatever is offered, some questions long."""
    for _ in range(8):
        for text in MISSES:
            person.says(text)
        for kind in ("sticker", "voice", "document", "edited", "group"):
            person.sends(kind)
        person.shows("https://example.invalid")
        with_choices = [said for said in person.heard if said.choices and said.asked]
        if not person.state.talks or not with_choices:
            return person
        person.taps_raw(f"{with_choices[-1].asked}:{len(with_choices[-1].choices) - 1}")
    return person


def _consent() -> Person:
    person = Person()
    person.says("chào", "đăng ký", "đọc", "dạ", "ok nhưng đừng gửi", "để hỏi con đã")
    return person


def _orders() -> Person:
    person = at_money()
    person.registrations = (own(),)
    orders = (
        "/trogiup",
        "/trangthai",
        "/dulieu",
        "/rutdongy",
        "/tatnhantin",
        "/canbo",
        "/desau",
        "/start",
        "/huy",
    )
    for order in (*orders, *FAQ, "phí", "rút ở đâu", "mức", "mất thẻ", "có thật không", "bắt buộc"):
        person.says(order)
    return person


def _statuses() -> Person:
    person = Person()
    for status in Status:
        for pay_by in ("account", "open_account", "cash", "cash_home"):
            person.registrations = (own(status=status, pay_by=pay_by, paid_period="01/2027"),)
            person.says("/trangthai")
    return person


def _reports() -> Person:
    person = Person(registrations=(own(status=Status.ACTIVE),))
    for kind in range(1, 7):
        person.says("/baothaydoi", str(kind))
        _through_misses(person)
    return person


def _returned() -> Person:
    person = Person()
    for fields in (("bank", "account_number", "account_holder"), ("full_name",), ("birth_date",), ("cccd",)):
        registration, body = returned_own(*fields)
        person.registrations = (registration,)
        person.is_told(body)
        _through_misses(person)
        person.says("/xoadulieu")
    return person


def _authorised() -> Person:
    person = at_money()
    person.taps("Tiền mặt", "Tôi nhận thay", "Có giấy")
    return person


@cache
def heard(name: str) -> list[Said]:
    """What was heard on a way through the talk, each message once; walked when a test first asks."""
    return list(dict.fromkeys(WALKS[name]().heard))


@pytest.mark.parametrize("name", [*WALKS])
def test_every_message_keeps_the_rules_of_the_voice(name: str) -> None:
    """No forbidden word, one question a message, short sentences, short choices, nothing unfilled, NFC."""
    for said in heard(name):
        text = said.text
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"\{\w+\}", text), text
        assert "!" not in text
        assert not [word for word in FORBIDDEN if word in text.lower()], text
        assert not re.search(r"\bbạn\b", text.lower()), text
        assert text.count("?") <= 1, text
        assert not re.search(r"[0-9]{8,}", text), text
        assert all(0 < len(choice) <= 20 and not choice.endswith(".") for choice in said.choices), said
        for sentence in _sentences(text):
            assert len(sentence.split()) <= 22, sentence


def _sentences(text: str) -> list[str]:
    """Sentences of a message; lists of the notice and lines of the page are left out."""
    if text.startswith(LISTS) or "\n1. " in text:
        return []
    return [part for part in re.split(r"(?<=[.?:])\s|\n", text) if part]


@pytest.mark.parametrize("name", [*WALKS])
def test_no_stored_word_is_ever_spoken(name: str) -> None:
    """Neither values of the storage nor Python's own words."""
    stored = re.compile(
        r"\b(?:helper|guardian|beneficiary|requester|cash_home|open_account|spoken|None|True|False|counter|unknown|NCC|BTXH)\b"
    )
    for said in heard(name):
        assert not stored.search(str(said)), said


def test_people_are_spoken_to_in_one_way() -> None:
    """Role unknown: both forms or none; helper and guardian anh/chị; self ông/bà."""
    for name, wrong in (("self", "anh/chị"), ("helper to account", "ông/bà")):
        after = [said for said in heard(name) if not said.text.startswith(LISTS)]
        texts = [said.text for said in after if "Chào ông/bà, anh/chị" not in said.text]
        assert not [text for text in texts if wrong in text.lower()], wrong


def test_before_the_role_is_known_nobody_is_guessed() -> None:
    """The greeting, the consent: both forms of address or none."""
    person = agreed()
    for said in person.heard:
        if "anh/chị" in said.text.lower():
            assert "ông/bà, anh/chị" in said.text.lower()
