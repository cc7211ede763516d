"""Whatever is tapped, typed or shown, in whatever order: the talk never raises and hands in whole forms only."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.effects import Submit
from conversations.forms import FORMS
from conversations.state import REMEMBERED
from domain.registration import Status
from tests.conversations.person import Person, Said, agreed, at_check, at_money, guardian, helper, herself, own
from tests.conversations.person import returned_own as returned

ANSWERS = (
    *("Nông Thị Lan", "Nông Văn Thành", "hoang minh khoi", "0912345678", "0912 345 679", "006052001234"),
    *("006180004321", "006216001122", "chưa có", "5/3/1952", "1948", "20/9/2016", "3/5/52", "tổ 7"),
    *("tổ 7 phường Đức Xuân", "p nguyen thi minh khai", "bắc kạn", "Hà Nội", "thương binh", "hộ nghèo"),
    *("vcb", "agribank 8500205011223", "0351000123456", "bưu điện", "momo", "của tôi", "chị tôi", "1", "2", "3"),
    *("4", "5", "12", "sửa 5", "sửa họ tên", "gửi", "đồng ý", "không", "có", "dạ", "đúng rồi", "ok nhưng thôi"),
    *("15/2026", "10/10/2026", "01/01/2020", "không ghi hạn", "gần cầu Huyền Tụng", "nằm liệt", "không nhớ"),
    *("bố mẹ", "người giám hộ", "con dâu", "nhờ miệng", "có giấy", "người hưởng", "tôi nhận", "tại nhà"),
)
ORDERS = (
    *("quay lại", "0", "để sau", "làm tiếp", "alo", "cảm ơn", "trợ giúp", "gặp cán bộ", "có mất phí không"),
    *("/dangky", "/trangthai", "/quaylai", "/desau", "/huy", "/sua", "/baothaydoi", "/canbo", "/dulieu", "/xem X"),
    *("/rutdongy", "/xoadulieu", "/tatnhantin", "/batnhantin", "/trogiup", "/start abc", "/batdau", "đến đâu rồi"),
)
_CITY = "Thành phố Bắc Kạn, Bắc Kạn"
QR = f"006052001234|095222456|Nông Văn Thành|05031952|Nam|Tổ 7, Nguyễn Thị Minh Khai, {_CITY}|01082021"
OWN_QR = f"006180004321||Nông Thị Lan|20051980|Nữ|Tổ 3, Sông Cầu, {_CITY}|10082021"
RETURNED, RETURNED_BODY = returned("bank", "account_number", "account_holder")
PAID = own(
    id="r2", code="BK-9R5T-KH3", status=Status.ACTIVE, paid_id="p1", paid_period="01/2027", paid_amount=1500000
)
BEGINNINGS = (Person, agreed, herself, helper, guardian, at_money, at_check)

newest_tap = st.integers(0, 5).map(lambda index: ("tap", 0, index))
older_tap = st.tuples(st.just("tap"), st.integers(0, 6), st.integers(0, 5))
typed = st.sampled_from(ANSWERS + ORDERS).map(lambda text: ("says", text))
anything = st.text(max_size=40).map(lambda text: ("says", text))
shown = st.sampled_from([(), (QR,), (OWN_QR,), ("https://example.invalid",)]).map(lambda codes: ("shows", *codes))
other = st.sampled_from(
    [
        *(("sends", kind) for kind in ("sticker", "voice", "document", "edited", "photo", "blocked", "poll")),
        ("shares", "0912345678"),
        ("raw", "q1:0"),
        ("raw", "q999:0"),
        ("raw", "x" * 70),
        ("waits", 6),
        ("told",),
        ("woken",),
    ]
)
doings = st.lists(st.one_of(newest_tap, newest_tap, older_tap, typed, typed, anything, shown, other), max_size=25)


def do(person: Person, doing: tuple[Any, ...]) -> None:
    """One thing of those above."""
    match doing:
        case ("tap", back, index):
            with_choices = [message for message in person.heard if message.choices]
            if with_choices:
                message: Said = with_choices[max(-1 - back, -len(with_choices))]
                person.taps_raw(f"{message.asked}:{index}")
        case ("says", text):
            person.says(text)
        case ("shows", *codes):
            person.shows(*codes)
        case ("sends", kind):
            person.sends(kind)
        case ("shares", phone):
            person.shares(phone, own=True)
        case ("raw", tap):
            person.taps_raw(tap)
        case ("waits", days):
            person.waits(days=days)
        case ("told",):
            person.is_told(RETURNED_BODY)
        case ("woken",):
            for talk in person.state.talks:
                person.is_woken("draft", talk.id)


def is_whole(submit: Submit) -> None:
    """Every question these answers lead to has its answer, and no answer stands that was not asked for."""
    forms = {form.hands_in: form for form in FORMS.values()}
    form = forms.get(submit.kind)
    if form is None:
        return
    answers = {key: value for key, value in submit.answers.items()}
    missing = [question.key for question in form.asked(answers) if question.key not in answers]
    missing = [key for key in missing if key != "pay_point"]  # its points are left out of what is handed in
    assert not missing, (submit.kind, missing)
    assert answers == form.counting(answers)
    if submit.kind == "registration":
        assert answers["consent_register"] is True


@pytest.mark.parametrize("begin", BEGINNINGS, ids=lambda begin: begin.__name__)
@given(doings=doings)
@settings(max_examples=40, deadline=None)
def test_any_order_of_doings_is_borne(begin: Any, doings: list[tuple[Any, ...]]) -> None:
    """Nothing raises, the state survives packing, every message is whole, and only whole forms are handed in."""
    person: Person = begin()
    person.registrations = (RETURNED, PAID)
    for doing in doings:
        do(person, doing)
        for said in person.last:
            assert not re.search(r"\{[a-z_]+\}", said.text), said
            assert len(said.choices) <= 8
            assert all(0 < len(choice) <= 20 for choice in said.choices), said
    for submit in person.handed_in:
        is_whole(submit)
    assert len(person.state.lines) <= REMEMBERED


@given(doings=st.lists(st.one_of(newest_tap, typed), max_size=20))
@settings(max_examples=60, deadline=None)
def test_going_back_and_forth_ends_at_a_whole_registration(doings: list[tuple[Any, ...]]) -> None:
    """After any detour the questions left can be answered and the registration handed in is whole."""
    person = at_check()
    for doing in doings:
        do(person, doing)
    for submit in person.handed_in:
        is_whole(submit)
