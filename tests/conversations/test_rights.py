"""What a person may do with their own data; how messages about money are said; a code from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from domain.registration import Status
from tests.conversations.person import SENT_CODE, Person, at_money, forgotten, own

TWO = (own(), own(id="r2", code="BK-9R5T-KH3"))


def submits(person: Person) -> list[tuple[str, str, dict[str, Any]]]:
    """What was handed in."""
    return [(submit.kind, submit.about, dict(submit.answers)) for submit in person.handed_in]


def test_the_menu_of_ones_data() -> None:
    """/dulieu."""
    person = Person(registrations=(own(),))
    assert person.says("/dulieu") == (
        "Muốn làm gì với thông tin của mình? [Xem | Bản sao | Sửa | Xóa | Rút lại đồng ý]"
    )


@pytest.mark.parametrize(
    ("label", "kind"), [("Xem", "see"), ("Bản sao", "copy"), ("Sửa", "edit"), ("Xóa", "delete")]
)
def test_each_request_is_handed_in_for_the_one_registration(label: str, kind: str) -> None:
    """By tap and by word."""
    for typed in (True, False):
        person = Person(registrations=(own(),))
        person.says("/dulieu")
        if typed:
            person.says(label.lower())
        else:
            person.taps(label)
        assert submits(person) == [("data_request", "r1", {"kind": kind})]


def test_with_several_it_is_asked_which() -> None:
    """Requests and withdrawals are about one registration."""
    person = Person(registrations=TWO)
    person.says("/dulieu")
    person.taps("Bản sao")
    assert person.choices == (SENT_CODE, "BK-9R5T-KH3")
    person.taps("BK-9R5T-KH3")
    assert submits(person) == [("data_request", "r2", {"kind": "copy"})]
    person.says("/rutdongy")
    person.taps(SENT_CODE, "Cả ba")
    assert submits(person)[1] == ("withdrawal", "r1", {"purpose": "all"})


def test_without_a_registration_there_is_nothing_to_see() -> None:
    """Register, or name a code."""
    for order in ("/rutdongy", "/dulieu"):
        person = Person()
        person.says(order)
        if order == "/dulieu":
            person.taps("Xem")
        assert person.answer == "Chưa có hồ sơ nào gửi từ đây. [Đăng ký | Đã có mã]"
        assert not person.handed_in


@pytest.mark.parametrize(
    ("label", "purpose"),
    [
        ("Lập hồ sơ", "register"),
        ("Chuyển thông tin", "forward"),
        ("Nhắn tin về tiền", "messages"),
        ("Cả ba", "all"),
    ],
)
def test_withdrawing_consent(label: str, purpose: str) -> None:
    """/rutdongy asks for which of the three; also from the menu."""
    person = Person(registrations=(own(),))
    person.says("/rutdongy")
    assert person.last[0].text == "Rút lại đồng ý cho việc nào?"
    person.taps(label)
    assert submits(person) == [("withdrawal", "r1", {"purpose": purpose})]
    person.says("/dulieu")
    person.taps("Rút lại đồng ý")
    assert person.choices == ("Lập hồ sơ", "Chuyển thông tin", "Nhắn tin về tiền", "Cả ba")


def test_withdrawing_from_a_draft_is_leaving_it() -> None:
    """Nothing was sent: the draft is what there is."""
    person = at_money()
    assert person.says("/rutdongy").startswith("Bỏ bản khai này?")


def test_deleting_a_draft_is_done_at_once() -> None:
    """No officer is needed for what was never sent."""
    person = at_money()
    assert person.says("/xoadulieu") == "Đã xóa bản khai dở và các câu trả lời."
    assert not person.state.talks
    assert [forget.what for forget in forgotten(person)] == ["draft"]
    assert not person.handed_in


def test_deleting_what_was_sent_needs_the_officer() -> None:
    """The draft goes, the registration is a request."""
    person = at_money()
    person.registrations = (own(),)
    person.says("/xoadulieu")
    assert person.last[0].text == "Đã xóa bản khai dở và các câu trả lời."
    assert submits(person) == [("data_request", "r1", {"kind": "delete"})]


def test_deleting_where_nothing_is_forgets_the_chat() -> None:
    """The history goes; what lies on the phone is the person's."""
    person = Person()
    person.says("chào")
    assert person.says("/xoadulieu").startswith("Đã xóa các câu trả lời ở đây.")
    assert [forget.what for forget in forgotten(person)] == ["history"]


@pytest.mark.parametrize(
    ("label", "wanted"), [("Có số tiền", "full"), ("Không ghi số tiền", "short"), ("Tắt tin về tiền", "off")]
)
def test_messages_about_money(label: str, wanted: str) -> None:
    """/tatnhantin and /batnhantin."""
    person = Person(registrations=(own(),))
    assert person.says("/tatnhantin").startswith("Nhắn có số tiền hay không?")
    person.taps(label)
    person.says("/batnhantin")
    assert submits(person) == [
        ("messages", "", {"messages": wanted}),
        ("messages", "", {"messages": "full"}),
    ]


def test_a_code_from_elsewhere() -> None:
    """Đã có mã: the next text is the code, whatever it looks like."""
    person = Person()
    person.says("/trangthai")
    assert str(person.last[0]) == "Chưa có hồ sơ nào gửi từ đây. [Đăng ký | Đã có mã]"
    assert person.says("đã có mã") == "Gửi mã hồ sơ giúp."
    person.says("bk 7q4m 2kt")
    assert submits(person) == [("look_up", "", {"text": "bk 7q4m 2kt"})]


def test_a_command_instead_of_the_code_is_a_command() -> None:
    """Nothing waits for a code any more."""
    person = Person()
    person.says("/trangthai")
    person.taps("Đã có mã")
    person.says("/trogiup", "bk 7q4m 2kt")
    assert not person.handed_in


def test_status_by_the_code_of_somebody_else_is_a_look_up() -> None:
    """The label only: the talk itself shows what is one's own."""
    person = Person(registrations=(own(code="BK-9R5T-KH3"),))
    person.says(f"/trangthai {SENT_CODE}")
    assert submits(person) == [("look_up", "", {"text": SENT_CODE})]
    assert "Hồ sơ BK-9R5T-KH3" in person.says("/trangthai bk9r5tkh3")


STATUSES = {
    Status.SUBMITTED: "đã gửi, chờ cán bộ xem.\nGửi ngày 24/11/2026 đến UBND phường Đức Xuân, "
    "thường xem trong 3 ngày làm việc.\nChưa cần làm gì thêm.",
    Status.APPROVED: "đã duyệt.\nCán bộ duyệt ngày 24/11/2026. Bước sau: Công an phường Đức Xuân đối chiếu",
    Status.QUEUED_FOR_POLICE: "chờ gửi Công an.\nHồ sơ vào danh sách gửi Công an phường Đức Xuân lần tới.",
    Status.IN_BATCH: "Công an đang đối chiếu.\nGửi Công an phường Đức Xuân ngày 24/11/2026, thường xong trong 7",
    Status.VERIFIED: "đã đối chiếu, thông tin khớp.\nXong ngày 24/11/2026. Bước sau: gửi lên để lập danh sách",
    Status.MISMATCHED: "cần xem lại thông tin.\nCông an thấy chưa khớp: một mục.",
    Status.FORWARDED: "đã gửi lên để lập danh sách.\nGửi Phòng Lao động",
    Status.ACTIVE: "đang nhận tiền.\nNhận qua tài khoản đuôi 3456. Lần gần nhất: kỳ tháng",
    Status.REJECTED: "chưa được tiếp nhận.\nNgày 24/11/2026. Lý do:",
    Status.WITHDRAWN: "đã rút hồ sơ.\nRút theo yêu cầu ngày 24/11/2026. Từ kỳ sau tiền trả bằng tiền mặt",
    Status.STOPPED: "đã dừng.\nDừng từ ngày 24/11/2026, lý do:",
}


@pytest.mark.parametrize("status", [*STATUSES])
def test_every_status_says_where_what_next_and_what_to_do(status: Status) -> None:
    """Line 1 code and label, then the text."""
    person = Person(registrations=(own(status=status),))
    person.says("/trangthai")
    assert person.answer.startswith(f"Hồ sơ {SENT_CODE}: {STATUSES[status]}")


def test_a_mismatch_that_is_delicate_looks_like_the_list_before_it() -> None:
    """Police "Đã chết" or "Đã chuyển đi": exactly the in_batch text until the officer decides."""
    listed = Person(registrations=(own(status=Status.IN_BATCH),))
    hidden = Person(registrations=(own(status=Status.MISMATCHED, hidden=True),))
    assert listed.says("/trangthai") == hidden.says("/trangthai")


def test_after_a_death_no_label_and_no_name() -> None:
    """The family is told gently."""
    person = Person(registrations=(own(status=Status.STOPPED, death=True),))
    assert person.says("/trangthai").startswith(f"Hồ sơ {SENT_CODE} đã khép lại. Gia đình cần hỏi")
    assert "Thành" not in person.answer


@pytest.mark.parametrize(
    ("pay_by", "words"),
    [
        ("open_account", "Bưu điện hẹn mở tài khoản. Trong lúc chờ, tiền vẫn trả bằng tiền mặt."),
        ("cash", "ghi vào danh sách nhận tiền mặt. Chưa cần làm gì thêm."),
        ("cash_home", "ghi vào danh sách nhận tại nhà. Chưa cần làm gì thêm."),
    ],
)
def test_verified_by_the_way_of_being_paid(pay_by: str, words: str) -> None:
    """What comes next depends on it."""
    person = Person(registrations=(own(status=Status.VERIFIED, pay_by=pay_by),))
    assert words in person.says("/trangthai")
