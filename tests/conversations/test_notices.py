"""Notices: said beside an open form, which they never replace; a returned registration opens its own talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.packing import pack_choice, pack_text
from domain.registration import Status
from domain.wording import Choice, Text
from tests.conversations.person import (
    SENT_CODE,
    Person,
    at_check,
    at_money,
    own,
    reminders,
    returned_own,
    sent_answers,
)

ACCOUNT = ("bank", "account_number", "account_holder")
PAID = own(
    cccd="006048007777",
    status=Status.ACTIVE,
    paid_id="p1",
    paid_period="01/2027",
    paid_on=date(2027, 1, 11),
    paid_amount=1_500_000,
)


def notice(key: str, text: str, *choices: Choice) -> dict[str, Any]:
    """A notice with one line."""
    return {
        "key": key,
        "registration": "r1",
        "code": SENT_CODE,
        "unit": "01840",
        "version": 1,
        "lines": [pack_text(Text(key, text))],
        "choices": [pack_choice(choice) for choice in choices],
    }


def paid() -> dict[str, Any]:
    """Tiền đã về chưa ạ?"""
    received = Choice(
        label=Text("choice.received", "Đã nhận"),
        does="submit",
        args={"kind": "received", "about": "p1", "answers": {}},
    )
    not_received = Choice(
        label=Text("choice.not_received_yet", "Chưa nhận"),
        does="open",
        args={"form": "grievance", "about": "p1", "answers": {"paid_in": "account"}},
    )
    return notice("paid_account", "Tiền đã về chưa ạ?", received, not_received)


def with_returned(*fields: str, person: Person | None = None, **changed: Any) -> Person:
    """Somebody whose registration was just returned."""
    registration, body = returned_own(*(fields or ACCOUNT), **changed)
    person = person or Person()
    person.registrations = (registration,)
    person.is_told(body)
    return person


# --- beside an open form -------------------------------------------------------------------------------------


def test_a_notice_without_choices_leaves_the_question_above_standing() -> None:
    """A number typed after it still means the question."""
    person = at_money()
    person.is_told(notice("approved", "Hồ sơ đã được duyệt."))
    person.says("3")
    assert person.answers["pay_by"] == "cash"


def test_a_payment_notice_is_answered_without_touching_the_form() -> None:
    """Đã nhận is handed in for its payment; the open question is asked again and nothing of it is lost."""
    person = at_money()
    person.registrations = (PAID,)
    before = person.answers
    person.is_told(paid())
    person.says("đã nhận")
    assert [(submit.kind, submit.about) for submit in person.handed_in] == [("received", "p1")]
    assert person.answers == before
    assert "muốn nhận tiền bằng cách nào?" in person.answer


def test_not_received_opens_its_own_talk_and_the_form_waits_below() -> None:
    """What is wrong is asked at once; then the draft is offered again."""
    person = at_money()
    person.registrations = (PAID,)
    person.is_told(paid())
    assert person.taps("Chưa nhận") == "Chưa đúng ở điểm nào? [Chưa thấy tiền | Thiếu tiền | Về tài khoản khác]"
    person.says("chua thay tien")
    assert person.handed_in[0].answers["not_received_kind"] == "none"
    assert "đang dừng ở câu: cách nhận tiền" in person.answer


def test_an_old_payment_button_still_means_its_payment() -> None:
    """Days later, with a form open on top."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    button = person.last[-1]
    at_money(person)
    person.taps_raw(f"{button.asked}:0")
    assert [(submit.kind, submit.about) for submit in person.handed_in] == [("received", "p1")]


def test_not_received_tapped_twice_is_one_question() -> None:
    """The talk about this payment is opened once."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    person.taps("Chưa nhận", "Chưa nhận")
    assert [talk.form for talk in person.state.talks] == ["grievance"]


def test_not_received_is_a_report_even_if_nobody_says_more() -> None:
    """The next morning it is handed in as "chưa thấy tiền"."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    person.taps("Chưa nhận")
    talk = person.talk.id
    person.waits(days=1)
    person.is_woken("draft", talk)
    assert [dict(submit.answers) for submit in person.handed_in] == [
        {"paid_in": "account", "not_received_kind": "none"}
    ]
    assert not person.state.talks


def test_money_that_came_after_all_ends_the_question() -> None:
    """Chưa nhận, then Đã nhận: no report is handed in later."""
    person = Person(registrations=(PAID,))
    person.is_told(paid())
    person.taps("Chưa nhận", "Đã nhận")
    assert [submit.kind for submit in person.handed_in] == ["received"]
    assert not person.state.talks


# --- returned ------------------------------------------------------------------------------------------------


def test_a_returned_account_asks_account_and_holder_only() -> None:
    """The talk of the golden story: bank and number, whose it is, sent again."""
    person = with_returned()
    assert person.answer.startswith(f"Hồ sơ {SENT_CODE} cần sửa 1 mục. Các mục khác giữ nguyên")
    assert person.choices == ("Giữ số đuôi 3456", "Có giấy ủy quyền", "Tiền mặt")
    person.says("agribank 8500 2050 11223", "nong van thanh")
    assert str(person.last[-1]) == (
        "Đã sửa tài khoản: Agribank đuôi 1223, chủ tài khoản NONG VAN THANH. [Gửi lại | Sửa tiếp]"
    )
    person.says("gửi lại")
    assert [(submit.kind, submit.about) for submit in person.handed_in] == [("correction", "r1")]
    assert person.handed_in[0].answers["full_name"] == "Nông Văn Thành"


def test_a_returned_account_kept_asks_whose_it_is() -> None:
    """Giữ số: the holder is asked again; another holder with the same number is said."""
    answers = sent_answers(account_holder="requester", requester_cccd="006180004321")
    person = with_returned(answers=answers)
    person.taps("Giữ số đuôi 3456")
    assert "Tài khoản này đứng tên ai?" in person.answer
    person.taps("Người hưởng")
    assert person.last[-1].text == (
        "Đã ghi tên chủ NONG VAN THANH, số tài khoản giữ nguyên. Cán bộ sẽ xem giấy mở tài khoản.\n"
        "Giấy tờ của anh/chị không cần nữa, đã bỏ khỏi hồ sơ."
    )


def test_a_returned_account_with_a_paper_asks_its_number() -> None:
    """Có giấy ủy quyền makes the basis a paper and asks number and dates."""
    answers = sent_answers(
        account_holder="requester",
        requester_cccd="006180004321",
        requester_birth_date="1980-05-20",
        requester_residence={"unit": "01840", "old": None, "detail": "Tổ 3"},
    )
    person = with_returned(answers=answers)
    person.taps("Có giấy ủy quyền")
    assert "Số của giấy ủy quyền?" in person.answer
    person.says("15/2026", "10/10/2026", "không ghi hạn", "gửi lại")
    sent = person.handed_in[0].answers
    assert (sent["basis_document"], sent["basis_number"], sent["account_holder"]) == (
        "paper",
        "15/2026",
        "requester",
    )


def test_a_returned_account_may_become_cash() -> None:
    """Tiền mặt: who collects it is asked, the account leaves."""
    person = with_returned()
    person.taps("Tiền mặt")
    assert "Ai nhận tiền mặt?" in person.answer
    person.taps("Người hưởng")
    person.says("gửi lại")
    sent = person.handed_in[0].answers
    assert sent["pay_by"] == "cash"
    assert "account_number" not in sent


@pytest.mark.parametrize(
    ("fields", "says", "shown"),
    [
        (("full_name",), ["Nông Văn Thắng"], "Đã sửa họ tên người hưởng: Nông Văn Thắng."),
        (("birth_date",), ["6/3/1952"], "Đã sửa ngày sinh người hưởng: 06/3/1952."),
        (("cccd", "full_name"), ["006052009999", "Nông Văn Thành"], "Đã sửa CCCD người hưởng: đuôi 9999."),
        (("residence_unit",), ["tổ 9 phường Bắc Kạn"], "Đã sửa nơi thường trú: Tổ 9, phường Bắc Kạn."),
        (("residence_detail",), ["Tổ 12"], "Đã sửa nơi thường trú: Tổ 12, phường Đức Xuân."),
        (("phone",), ["0987654321"], "Đã sửa điện thoại người hưởng: 0987 654 321."),
        (("category_group",), ["2"], "Đã sửa nhóm: Bảo trợ xã hội."),
    ],
)
def test_only_the_fields_named_are_asked_again(fields: tuple[str, ...], says: list[str], shown: str) -> None:
    """Each field with its question, then what was changed, then Gửi lại."""
    person = with_returned(*fields)
    person.says(*says)
    assert shown in person.answer
    assert person.choices == ("Gửi lại", "Sửa tiếp")
    person.taps("Gửi lại")
    sent = dict(person.handed_in[0].answers)
    changed = {key for key, value in sent_answers().items() if sent.get(key, value) != value}
    assert changed <= {*fields, "residence_detail"}


def test_a_paper_to_be_shown_asks_nothing() -> None:
    """The reason is said; no talk stays open."""
    registration, body = returned_own("basis_document")
    registration = replace(registration, returned_fields=())
    person = Person(registrations=(registration,))
    person.is_told({**body, "fields": []})
    assert person.answer.startswith(f"Hồ sơ {SENT_CODE} cần sửa 1 mục.")
    assert not person.state.talks


def test_returned_while_a_draft_is_open_waits_and_is_offered_after_it() -> None:
    """returned_waiting at once; returned_offer when the draft is sent."""
    person = with_returned(person=at_check())
    assert person.answer == f"Hồ sơ {SENT_CODE} cần sửa 1 mục. Xong bản khai này, trợ lý hỏi tiếp."
    assert person.talk.form == "enrolment"
    person.says("gửi")
    assert str(person.last[-1]) == f"Hồ sơ {SENT_CODE} còn chờ sửa 1 mục. Sửa lúc này không? [Sửa ngay | Để sau]"
    person.taps("Sửa ngay")
    assert person.talk.form == "correction"
    assert "Mời gửi ngân hàng và số tài khoản đứng tên người hưởng." in person.answer


def test_returned_while_a_draft_is_open_is_offered_when_the_draft_is_dropped() -> None:
    """Also a cancelled or refused draft leads to it."""
    person = with_returned(person=at_check())
    person.says("/huy")
    person.taps("Bỏ và xóa")
    assert "còn chờ sửa 1 mục. Sửa lúc này không?" in person.answer


def test_returned_while_a_draft_rests_opens_its_own_talk() -> None:
    """A draft left for later is in nobody's way; it is offered again afterwards."""
    person = at_money()
    person.says("để sau")
    with_returned("full_name", person=person)
    assert person.talk.form == "correction"
    person.says("Nông Văn Thắng", "gửi lại")
    assert "đang dừng ở câu: cách nhận tiền" in person.answer


def test_a_waiting_return_that_is_over_is_not_offered() -> None:
    """Withdrawn or decided otherwise meanwhile."""
    person = with_returned(person=at_check())
    person.registrations = (own(status=Status.WITHDRAWN),)
    person.says("gửi")
    assert "còn chờ sửa" not in person.answer


def test_later_and_back_to_a_correction() -> None:
    """Để sau; a greeting offers it again by its code, without a name."""
    person = with_returned("full_name")
    person.says("để sau", "alo")
    assert person.answer == f"Hồ sơ {SENT_CODE} còn chờ sửa 1 mục. Sửa lúc này không? [Sửa ngay | Để sau]"
    person.taps("Sửa ngay")
    assert "Họ và tên của người hưởng" in person.answer


def test_there_is_one_correction_of_a_registration() -> None:
    """/sua, Sửa ngay from the status and the notice all come to the same talk."""
    person = with_returned("full_name")
    person.says("để sau")
    person.says("/trangthai")
    assert "cần sửa 1 mục" in person.answer
    person.taps("Sửa ngay")
    assert [talk.form for talk in person.state.talks] == ["correction"]
    assert "Họ và tên của người hưởng" in person.answer


def test_returned_a_second_time_begins_a_new_correction() -> None:
    """Another version, other fields: the old correction goes."""
    person = with_returned("full_name")
    person.says("để sau")
    registration, body = returned_own("birth_date", version=2, revision=3)
    person.registrations = (registration,)
    person.is_told(body, key="notice:2")
    assert [talk.form for talk in person.state.talks] == ["correction"]
    assert "sinh ngày nào?" in person.answer


def test_two_returned_at_once_come_one_after_the_other() -> None:
    """The second waits for the first."""
    first, body = returned_own("full_name")
    second = replace(first, id="r2", code="BK-9R5T-KH3")
    person = Person(registrations=(first, second))
    person.is_told(body)
    person.is_told({**body, "registration": "r2", "code": "BK-9R5T-KH3"}, key="notice:2")
    assert person.answer == "Hồ sơ BK-9R5T-KH3 cần sửa 1 mục. Xong bản khai này, trợ lý hỏi tiếp."
    person.says("Nông Văn Thắng", "gửi lại")
    assert "Hồ sơ BK-9R5T-KH3 còn chờ sửa 1 mục." in person.answer


def test_more_may_be_changed_before_sending_again() -> None:
    """Sửa tiếp shows the page with numbers; Gửi lại from there."""
    person = with_returned("full_name")
    person.says("Nông Văn Thắng")
    person.taps("Sửa tiếp")
    assert "Đúng hết thì chọn Gửi lại." in person.answer
    person.says("8", "2")
    assert "Đã sửa nhóm: Bảo trợ xã hội." in person.answer
    person.taps("Gửi lại")
    sent = person.handed_in[0].answers
    assert (sent["full_name"], sent["category_group"]) == ("Nông Văn Thắng", "BTXH")


def test_a_returned_registration_is_spoken_of_once_more() -> None:
    """Five days later, if it still waits: now, later, or a call."""
    person = with_returned("full_name")
    asked = [remind for remind in reminders(person) if remind.kind == "reminder_returned" and remind.at]
    assert [(remind.about, remind.at and remind.at.date()) for remind in asked] == [("r1", date(2026, 11, 29))]
    person.says("để sau")
    person.waits(days=5)
    person.is_woken("reminder_returned", "r1")
    assert person.answer == (
        f"Hồ sơ {SENT_CODE} còn chờ sửa 1 mục. Sửa lúc này không? [Sửa ngay | Để sau | Cán bộ gọi lại]"
    )
    person.taps("Sửa ngay")
    assert [talk.form for talk in person.state.talks] == ["correction"]
    person.says("Nông Văn Thắng", "gửi lại")
    person.registrations = (own(),)
    person.is_woken("reminder_returned", "r1")
    assert person.answer == ""
