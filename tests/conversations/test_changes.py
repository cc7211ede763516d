"""Change reports of all kinds: taken, put before the officer, and nothing changes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from domain.registration import Status
from tests.conversations.person import SENT_CODE, Person, own

KINDS = (
    "Đổi cách nhận tiền",
    "Đổi số điện thoại",
    "Chuyển đi nơi khác",
    "Mức hưởng thay đổi",
    "Đổi người nhận thay",
    "Người hưởng đã mất",
)


def reporting(**changed: Any) -> Person:
    """Somebody who is asked what has changed."""
    person = Person(registrations=(own(**changed),))
    person.says("/baothaydoi")
    return person


def reported(person: Person) -> dict[str, Any]:
    """What was handed in, without what it came with."""
    assert [submit.kind for submit in person.handed_in] == ["change_report"]
    submit = person.handed_in[0]
    assert submit.about == "r1"
    known = ("role", "full_name", "birth_date", "cccd", "requester_name", "requester_phone")
    return {key: value for key, value in submit.answers.items() if key not in known}


def test_death_stands_last_so_that_a_stray_number_never_reports_one() -> None:
    """The six kinds in their order."""
    person = reporting()
    assert person.answer == f"Muốn báo thay đổi gì? [{' | '.join(KINDS)}]"


@pytest.mark.parametrize(
    ("does", "answers"),
    [
        (["2", "0987654321"], {"change_kind": "phone", "new_phone": "+84987654321"}),
        (
            ["chuyển đi nơi khác", "phường Gia Sàng, tỉnh Thái Nguyên", "1/12/2026"],
            {
                "change_kind": "moved",
                "moved_to": "phường Gia Sàng, tỉnh Thái Nguyên",
                "happened_on": "2026-12-01",
            },
        ),
        (["4", "tăng", "có rồi"], {"change_kind": "amount", "amount_kind": "up", "decision_ready": "yes"}),
        (["4", "chưa rõ", "2"], {"change_kind": "amount", "amount_kind": "unknown", "decision_ready": "no"}),
        (["đổi người nhận thay", "1"], {"change_kind": "receiver", "receiver_reason": "died"}),
        (
            ["1", "tiền mặt", "người hưởng"],
            {"change_kind": "pay_by", "pay_by": "cash", "cash_receiver": "beneficiary"},
        ),
        (
            ["đổi cách nhận tiền", "tài khoản đã có", "agribank 8500205011223", "người hưởng"],
            {
                "change_kind": "pay_by",
                "pay_by": "account",
                "bank": "AGRIBANK",
                "account_number": "8500205011223",
                "account_holder": "beneficiary",
            },
        ),
    ],
)
def test_each_kind_asks_its_questions_and_is_handed_in(does: list[str], answers: dict[str, Any]) -> None:
    """By number and in words."""
    person = reporting(status=Status.ACTIVE)
    person.now = person.now.replace(month=12)
    person.says(*does)
    assert reported(person) == answers


def test_a_death_is_confirmed_first_and_its_day_may_be_left_out() -> None:
    """Gently: confirmed, condolence, the day or later."""
    person = reporting()
    assert person.taps("Người hưởng đã mất") == "Báo ông Nông Văn Thành đã mất, đúng không ạ? [Đúng | Chọn nhầm]"
    assert person.taps("Đúng") == (
        "Xin chia buồn cùng gia đình.\nÔng Nông Văn Thành mất ngày nào? Chưa tiện thì để sau cũng được. [Để sau]"
    )
    person.taps("Để sau")
    assert reported(person) == {"change_kind": "death", "death_confirmed": True, "happened_on": None}


def test_a_death_with_its_day() -> None:
    """The day in the usual ways of writing."""
    person = reporting()
    person.taps("Người hưởng đã mất", "Đúng")
    person.says("20/11/2026")
    assert reported(person)["happened_on"] == "2026-11-20"


@pytest.mark.parametrize("way", ["Chọn nhầm", "không", "chon nham", "2"])
def test_a_death_chosen_by_mistake_reports_nothing(way: str) -> None:
    """Nothing is handed in and no talk stays."""
    person = reporting()
    person.taps("Người hưởng đã mất")
    person.says(way)
    assert not person.handed_in
    assert not person.state.talks


def test_without_a_registration_there_is_nothing_to_report_on() -> None:
    """Register, or name a code."""
    person = Person()
    assert person.says("/baothaydoi") == "Chưa có hồ sơ nào gửi từ đây. [Đăng ký | Đã có mã]"


def test_with_several_registrations_it_is_asked_which() -> None:
    """By its code."""
    person = Person(registrations=(own(), own(id="r2", code="BK-9R5T-KH3")))
    person.says("báo thay đổi")
    assert person.choices == (SENT_CODE, "BK-9R5T-KH3")
    person.says("BK-9R5T-KH3", "2", "0987654321")
    assert person.handed_in[0].about == "r2"


def test_a_change_report_can_be_left_and_dropped() -> None:
    """Its draft is offered without "Khai lại từ đầu", which belongs to a registration."""
    person = reporting()
    person.says("3", "để sau", "alo")
    assert person.choices == ("Làm tiếp", "Bỏ và xóa", "Để sau")
    person.taps("Bỏ và xóa")
    assert not person.state.talks


def test_reporting_again_begins_afresh() -> None:
    """/baothaydoi twice: one report about a registration at a time."""
    person = reporting()
    person.says("3", "/baothaydoi")
    assert [talk.form for talk in person.state.talks] == ["change_report"]
    assert person.choices == KINDS


def test_the_second_tap_on_the_last_answer_says_when_it_was_kept() -> None:
    """Nothing is reported twice."""
    person = reporting()
    person.taps("Đổi người nhận thay", "Lý do khác", "Lý do khác")
    assert person.answer == "Việc này đã ghi lúc 19 giờ 03."
    assert len(person.handed_in) == 1


def test_back_within_a_report() -> None:
    """The kind is shown in words and can be changed."""
    person = reporting()
    person.taps("Đổi số điện thoại")
    assert person.says("quay lại").startswith("Việc cần báo đang ghi Đổi số điện thoại.")
    person.taps("Đổi người nhận thay")
    assert "Vì sao đổi người nhận thay?" in person.answer


def test_change_of_way_from_the_status() -> None:
    """Đổi cách nhận leads straight to the ways."""
    person = Person(registrations=(own(status=Status.ACTIVE, paid_id="p1", paid_period="01/2027"),))
    person.says("/trangthai")
    assert person.choices == ("Xem số tiền", "Chưa nhận được", "Đổi cách nhận")
    person.taps("Đổi cách nhận")
    assert "muốn nhận tiền bằng cách nào?" in person.answer
