"""Words typed while no form is open, and the first words of one: nobody is sent round in circles."""

from __future__ import annotations

from datetime import date

import pytest

from domain.registration import Status
from tests.conversations.person import SENT_CODE, Person, own, returned_own
from tests.conversations.test_notices import PAID, paid

OFFER = f"Hồ sơ {SENT_CODE} còn chờ sửa 1 mục. Sửa lúc này không?"


def waiting() -> Person:
    """Somebody with a draft open while a registration was returned."""
    registration, body = returned_own("full_name")
    person = Person(registrations=(registration,))
    person.says("chào", "/dangky", "đồng ý")
    person.is_told(body)
    return person


def test_dropping_a_draft_offers_what_waited_once() -> None:
    """The offer of the returned registration stands there once, not twice."""
    person = waiting()
    person.says("/huy")
    person.taps("Bỏ và xóa")
    assert person.answer.count(OFFER) == 1


def test_dropping_a_draft_before_consent_offers_what_waited_once() -> None:
    """The same while the consent question is the open one."""
    registration, body = returned_own("full_name")
    person = Person(registrations=(registration,))
    person.says("chào", "/dangky")
    person.is_told(body)
    person.says("/huy")
    person.taps("Bỏ và xóa")
    assert person.answer.count(OFFER) == 1


@pytest.mark.parametrize("typed", ["gui lai", "sửa", "sửa ngay", "lam tiep"])
def test_words_reach_a_returned_registration(typed: str) -> None:
    """What waits to be put right is opened; "đã gửi rồi" would be untrue."""
    person = waiting()
    person.says("/huy")
    person.taps("Bỏ và xóa")
    person.says("hả gì thế", typed)
    assert "đã gửi rồi" not in person.answer
    assert "cần sửa 1 mục" in person.answer


@pytest.mark.parametrize(
    "typed",
    ["chua nhan duoc tien", "chưa nhận", "chưa thấy tiền", "tien chua ve", "thieu tien", "về tài khoản khác"],
)
def test_money_that_did_not_come_is_heard_days_later(typed: str) -> None:
    """Also when other messages came between, and when the question was never seen here."""
    person = Person(registrations=(PAID,))
    person.says("chào")
    assert "Chưa đúng ở điểm nào?" in person.says(typed)


def test_money_that_came_is_heard_days_later() -> None:
    """ "Đã nhận" typed after another message answers the payment that was asked about."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    person.says("/trangthai", "đã nhận")
    assert [(one.kind, one.about) for one in person.handed_in] == [("received", "p1")]


@pytest.mark.parametrize("typed", ["đã nhận", "chưa nhận"])
def test_two_payments_are_never_guessed_between(typed: str) -> None:
    """Which registration is asked back."""
    other = own(id="r2", code="BK-9R5T-KH3", cccd="006052001234", status=Status.ACTIVE, paid_id="p2")
    person = Person(registrations=(PAID, other))
    person.says("chào")
    person.is_told(paid())
    person.says("/trangthai", "xyz", typed)
    assert "Xem hồ sơ nào?" in person.answer
    assert not person.handed_in


def test_a_bare_no_is_no_answer_about_money() -> None:
    """ "Chưa" after another message may be about anything."""
    person = Person(registrations=(PAID,))
    person.says("chào")
    assert "Trợ lý chưa hiểu" in person.says("chưa")


@pytest.mark.parametrize("typed", ["dong y ca 3", "đồng ý cả 3 việc", "đồng ý cả ba", "em dong y ca 3 viec a"])
def test_all_three_in_one_sentence_is_no_condition(typed: str) -> None:
    """The number of purposes named with the agreement is the agreement (wording.md 2.3)."""
    assert "Đã ghi ba câu trả lời" in Person().says("chào", "/dangky", typed)


def test_the_next_person_is_not_spoken_of_as_the_last_one() -> None:
    """Who registered herself before may register somebody else now: the role question says "người hưởng"."""
    person = Person(registrations=(own(role="self", birth_date="1946-01-01", since=date(2026, 11, 20)),))
    person.says("chào", "/dangky", "đồng ý")
    assert "được người hưởng nhờ. Tiền vẫn về người hưởng" in person.answer


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("minh tu khai", "self"),
        ("con gai khai giup bo", "helper"),
        ("con gái", "helper"),
        ("khai cho con gai", "guardian"),
    ],
)
def test_who_is_speaking_in_plain_words(typed: str, role: str) -> None:
    """As people answer "Ai đang khai?"."""
    person = Person()
    person.says("chào", "/dangky", "đồng ý", typed)
    assert person.answers["role"] == role


@pytest.mark.parametrize(("typed", "said"), [("có", "cần sửa 1 mục"), ("ok", "cần sửa 1 mục"), ("không", "Vâng")])
def test_a_plain_word_answers_the_offer(typed: str, said: str) -> None:
    """ "Sửa lúc này không?" takes yes and no."""
    person = waiting()
    person.says("/huy")
    person.taps("Bỏ và xóa")
    assert said in person.says(typed)


def test_no_keeps_the_draft() -> None:
    """ "Bỏ bản khai này?" – "không": the open question again, nothing deleted."""
    person = Person()
    person.says("chào", "/dangky", "đồng ý", "3", "Nông Thị Lan")
    assert "Số điện thoại của anh/chị?" in person.says("/huy", "khong")
    assert person.answers["requester_name"] == "Nông Thị Lan"


@pytest.mark.parametrize(
    ("typed", "kind"), [("roi", "received"), ("nhận rồi ạ", "received"), ("tien ve roi", "received")]
)
def test_a_short_word_answers_the_payment_just_asked_about(typed: str, kind: str) -> None:
    """Right under "Tiền đã về chưa ạ?" a "rồi" is enough."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    person.says(typed)
    assert [one.kind for one in person.handed_in] == [kind]


@pytest.mark.parametrize(
    "typed",
    ["dang ky cho bo toi", "tôi muốn đăng ký cho mẹ", "xin chao toi muon dang ky cho bo toi", "đk cho con"],
)
def test_registering_for_somebody_begins_a_registration(typed: str) -> None:
    """The first thing a daughter types."""
    person = Person()
    person.says("chào", typed)
    assert "Có đồng ý cả 3 việc không?" in person.answer


@pytest.mark.parametrize(
    "typed", ["toi muon hoi den dau roi", "cho hỏi hồ sơ đến đâu rồi", "cho em hoi co mat phi khong"]
)
def test_a_question_behind_asking_words_is_answered(typed: str) -> None:
    """ "Cho tôi hỏi …" changes nothing about what is asked."""
    person = Person(registrations=(own(),))
    assert "chưa hiểu" not in person.says("chào", typed)


def test_a_bank_kept_for_its_own_question_is_named_as_people_call_it() -> None:
    """ "Giữ tin này cho câu ngân hàng: Vietcombank", never the code it is stored by."""
    person = Person()
    person.says("chào", "/dangky", "đồng ý", "3", "vietcombank 0351000123456")
    assert "VCB" not in person.answer
    assert "Vietcombank" in person.answer
