"""The talk in the wrong order: back, back again, later, cancel, help in the middle, several drafts."""

from __future__ import annotations

import pytest

from conversations.effects import Submit
from domain.registration import Status
from tests.conversations.person import (
    SENT_CODE,
    Person,
    agreed,
    at_check,
    at_money,
    forgotten,
    guardian,
    helper,
    herself,
    own,
    reminders,
)

FIRST = "Đây là câu đầu tiên."


def test_back_at_the_first_question_says_so_and_asks_it_again() -> None:
    """Nothing lies before the first question."""
    person = agreed()
    person.says("quay lại")
    assert [message.text for message in person.last] == [FIRST, person.heard[-1].text]
    assert "Ai đang khai?" in person.answer


def test_back_before_consent_asks_for_consent_again() -> None:
    """The consent question is the first of all."""
    person = Person()
    person.says("đăng ký", "/quaylai")
    assert person.last[0].text == FIRST
    assert "Có đồng ý cả 3 việc không?" in person.last[-1].text


def test_back_many_times_shows_every_kept_answer_in_words() -> None:
    """Each step back shows what was said, as people say it, never a stored word."""
    person = helper()
    shown = [person.says("quay lại") for _ in range(5)]
    assert [text.split(".")[0] for text in shown] == [
        "Giấy tờ đang ghi Nhờ miệng",
        "Quan hệ đang ghi con",
        "Điện thoại người khai đang ghi 0912 345 678",
        "Họ tên người khai đang ghi Nông Thị Lan",
        "Người khai đang ghi Người khai giúp",
    ]
    assert person.says("lùi").startswith(FIRST)


def test_back_through_everything_says_no_stored_word() -> None:
    """From the check page to the first question in every way of being paid: no English, no raw number."""
    for person in (at_check(), at_check(pay="cash"), guardian(), herself()):
        while FIRST not in person.says("quay lại"):
            assert "đang ghi" in person.answer
            assert not {"helper", "spoken", "beneficiary", "account", "NCC", "True", "None"} & set(
                person.answer.replace(".", " ").split()
            )


def test_back_keeps_what_was_answered_after_it() -> None:
    """An answer replaced further up leaves the later ones alone, and the talk goes on where it was."""
    person = at_money()
    person.says("quay lại", "quay lại", "quay lại", "quay lại")
    assert "Ngày sinh người hưởng đang ghi 05/3/1952" in person.answer
    person.says("6/3/1952")
    assert "muốn nhận tiền bằng cách nào?" in person.answer
    assert person.answers["birth_date"] == "1952-03-06"
    assert person.answers["category_group"] == "NCC"


def test_back_from_what_was_asked_back_is_the_question_itself() -> None:
    """ "Đúng không ạ?" is part of its question: back asks that one again."""
    person = helper()
    person.says("006052001234", "Nông Văn Thành", "5/3/1952", "to 7 p nguyen thi minh khai")
    assert person.choices == ("Đúng", "Chưa đúng")
    assert "thường trú ở xã, phường nào?" in person.says("quay lại")
    assert "Ngày sinh người hưởng đang ghi" in person.says("quay lại")


def test_keeping_the_old_answer_goes_on() -> None:
    """Giữ nguyên, tapped or typed in many ways."""
    for way in ("Giữ nguyên", "giu nguyen", "giữ", "1"):
        person = helper()
        person.says("006052001234", "Nông Văn Thành", "quay lại")
        assert person.choices == ("Giữ nguyên",)
        answer = person.says(way)
        if way == "1":  # a number may be the answer here: it is no choice
            assert "Họ tên người hưởng" not in person.answers
        else:
            assert "sinh ngày nào?" in answer


def test_changing_the_role_drops_what_was_said_as_somebody_else() -> None:
    """A tie and a paper of one role mean nothing in another."""
    person = helper()
    for _ in range(5):
        person.says("quay lại")
    person.taps("Bố mẹ, giám hộ")
    assert "relation" not in person.answers
    assert "basis_document" not in person.answers
    assert person.answers["requester_name"] == "Nông Thị Lan"
    assert "Công an đối chiếu cả người giám hộ" in person.answer


def test_becoming_the_beneficiary_drops_all_of_the_requester() -> None:
    """Người hưởng tự khai: no name, number or tie of a requester stays."""
    person = helper()
    for _ in range(5):
        person.says("quay lại")
    person.taps("Người hưởng tự khai")
    assert not [key for key in person.answers if key.startswith(("requester", "relation", "basis"))]


@pytest.mark.parametrize("days", [0, 1, 12, 24])
def test_resumes_days_later_at_the_same_question(days: int) -> None:
    """Để sau; days later any greeting offers the draft, without a name; Làm tiếp asks the same question."""
    person = at_money()
    asked = person.last[-1].text.split("\n", 1)[1]
    assert person.says("để sau") == ("Vâng. Các câu trả lời được giữ 30 ngày. Lúc nào tiện thì nhắn tiếp vào đây.")
    person.waits(days=days)
    person.says("alo")
    assert person.last[0].text == ("Chào anh/chị. Bản khai ngày 24/11/2026 đang dừng ở câu: cách nhận tiền.")
    assert "Lan" not in person.answer
    assert person.choices == ("Làm tiếp", "Khai lại từ đầu", "Để sau")
    person.says("lam tiep")
    assert asked.split("\n")[-1] in person.answer


def test_after_resting_the_answer_itself_is_taken() -> None:
    """Nobody has to say Làm tiếp: the next answer counts."""
    person = at_money()
    person.says("để sau")
    person.taps("Tiền mặt")
    assert "Ai nhận tiền mặt?" in person.answer


def test_a_word_that_is_no_answer_after_resting_offers_the_draft() -> None:
    """What fits nothing is not scolded: the draft is offered."""
    person = at_money()
    person.says("để sau")
    assert "đang dừng ở câu: cách nhận tiền" in person.says("hôm nay trời mưa quá")


def test_begin_anew_deletes_the_draft() -> None:
    """Khai lại từ đầu: the old answers go, consent is asked again."""
    person = at_money()
    old = person.talk.id
    person.says("/dangky")
    person.taps("Khai lại từ đầu")
    assert "Có đồng ý cả 3 việc không?" in person.answer
    assert not person.answers
    assert [forget.talk for forget in forgotten(person)] == [old]


def test_cancel_asks_first_and_deletes_then() -> None:
    """/huy deletes only after a tap, and what the choices held goes too."""
    person = at_money()
    assert person.says("/huy") == ("Bỏ bản khai này? Các câu trả lời sẽ được xóa. [Bỏ và xóa | Làm tiếp]")
    person.taps("Bỏ và xóa")
    assert person.answer == "Đã xóa bản khai. Khi cần, nhắn /dangky."
    assert not person.state.talks
    assert not [choice for shown in person.state.shown() for choice in shown.choices if choice.keeps]
    assert [forget.what for forget in forgotten(person)] == ["draft"]


def test_cancel_can_be_taken_back() -> None:
    """Làm tiếp asks the open question again."""
    person = at_money()
    person.says("hủy")
    assert "muốn nhận tiền bằng cách nào?" in person.taps("Làm tiếp")


@pytest.mark.parametrize("order", ["/huy", "/quaylai"])
def test_nothing_open_is_said_with_what_can_be_done(order: str) -> None:
    """Cancel or back without a draft."""
    person = Person()
    person.says(order)
    assert person.last[0].text == "Lúc này không có bản khai nào đang mở."
    assert person.choices == ("Đăng ký", "Xem hồ sơ", "Báo thay đổi", "Trợ giúp")


def test_an_old_delete_button_deletes_nothing() -> None:
    """A tap on yesterday's "Khai lại từ đầu" or "Bỏ và xóa" leaves the draft alone."""
    for order, label in (("/dangky", "Khai lại từ đầu"), ("/huy", "Bỏ và xóa")):
        person = at_money()
        person.says(order)
        old = person.last[-1]
        person.taps("Làm tiếp")
        answers = person.answers
        person.taps_raw(f"{old.asked}:{old.choices.index(label)}")
        assert person.last[0].text == "Nút này của câu trước. Câu đang hỏi ở ngay dưới."
        assert person.answers == answers


def test_buttons_of_the_open_question_count_wherever_they_stand() -> None:
    """After misses and an offer of help, a tap on the question above is its answer."""
    person = at_money()
    question = person.last[-1]
    person.says("xyz", "xyz", "xyz")
    assert person.last[-1].text == "Câu này hơi khó. Chọn một cách nhé."
    person.taps_raw(f"{question.asked}:2")
    assert person.answers["pay_by"] == "cash"


def test_a_button_of_an_answered_question_is_old() -> None:
    """It changes nothing and the open question is asked again."""
    person = at_money()
    before = person.answers
    person.taps("Bảo trợ xã hội")
    assert person.last[0].text == "Nút này của câu trước. Câu đang hỏi ở ngay dưới."
    assert person.answers == before
    assert "muốn nhận tiền bằng cách nào?" in person.last[-1].text


def test_number_means_the_choices_shown_last() -> None:
    """After three misses "1" is "Cán bộ gọi lại", not the first way of being paid."""
    person = at_money()
    person.says("xyz", "xyz", "xyz", "1")
    assert "pay_by" not in person.answers
    assert [submit.kind for submit in person.handed_in] == ["callback"]
    assert "Đã nhắn cán bộ. Cán bộ gọi số 0912 345 678" in person.answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("có mất phí không", "Đăng ký không mất phí."),
        ("bắt buộc không", "Không bắt buộc."),
        ("rút tiền ở đâu", "Rút ở cây ATM"),
        ("mất thẻ", "Gọi ngân hàng khóa thẻ trước"),
        ("có lừa đảo không", "Muốn chắc, hỏi tại UBND xã, phường"),
        ("bao nhiêu tiền", "Đổi cách nhận không làm đổi mức trợ cấp."),
        ("/trogiup", "Trợ lý giúp 4 việc:"),
        ("hồ sơ của tôi đến đâu rồi", "Hồ sơ BK-7Q4M-2KT: đã gửi, chờ cán bộ xem."),
    ],
)
def test_a_question_in_the_middle_is_answered_and_the_open_one_asked_again(text: str, answer: str) -> None:
    """Help, the six answers and /trangthai do not end a form."""
    person = at_money()
    person.registrations = (own(),)
    person.says(text)
    assert answer in person.last[0].text
    assert "muốn nhận tiền bằng cách nào?" in person.last[-1].text
    person.says("3")
    assert person.answers["pay_by"] == "cash"


def test_thanks_in_the_middle_leave_the_choices_standing() -> None:
    """A word of thanks is answered; a number still means the question above."""
    person = at_money()
    assert person.says("cảm ơn") == "Vâng, cảm ơn anh/chị."
    person.says("3")
    assert person.answers["pay_by"] == "cash"


def test_register_again_with_a_draft_below_another_talk_finds_it() -> None:
    """There is never a second enrolment draft: the one below comes to the top and is offered."""
    person = at_money()
    person.registrations = (own(status=Status.ACTIVE, paid_id="p1", paid_period="01/2027"),)
    person.says("/baothaydoi")
    person.says("/dangky")
    assert "đang dừng ở câu: cách nhận tiền" in person.answer
    assert [talk.form for talk in person.state.talks] == ["change_report", "enrolment"]


def test_several_registrations_in_one_chat() -> None:
    """After one is sent another is begun; the status then asks which."""
    person = at_check()
    person.taps("Gửi đăng ký")
    assert [submit.kind for submit in person.handed_in] == ["registration"]
    person.registrations = (own(), own(id="r2", code="BK-9R5T-KH3"))
    person.says("chào")
    assert person.last[0].text == "Chào anh/chị. Hôm nay cần việc gì?"
    assert str(person.last[0]).endswith("[Xem hồ sơ | Đăng ký thêm người | Báo thay đổi | Trợ giúp]")
    person.taps("Xem hồ sơ")
    assert person.last[0].text == "Có 2 hồ sơ. Xem hồ sơ nào?"
    assert person.choices == (SENT_CODE, "BK-9R5T-KH3")
    assert "Hồ sơ BK-9R5T-KH3: đã gửi" in person.says("2")


def test_sending_twice_says_so() -> None:
    """A second tap, a second "gửi": the same code, one registration."""
    person = at_check()
    page = person.last[-1]
    person.taps_raw(f"{page.asked}:0")
    assert person.taps_raw(f"{page.asked}:0") == f"Hồ sơ đã gửi rồi. Mã hồ sơ: {SENT_CODE}."
    assert person.says("gửi") == f"Hồ sơ đã gửi rồi. Mã hồ sơ: {SENT_CODE}."
    assert len([effect for effect in person.effects if isinstance(effect, Submit)]) == 1


def test_a_draft_is_spoken_of_once_and_deleted_after_its_days() -> None:
    """Five days before its end it is offered once; at the end it goes without a word."""
    person = at_money()
    talk = person.talk.id
    assert [remind.at.date().isoformat() for remind in reminders(person) if remind.at] == ["2026-12-19"]
    person.waits(days=25)
    person.is_woken("draft", talk)
    assert person.answer == (
        "Bản khai ngày 24/11/2026 còn dở, sẽ xóa ngày 24/12/2026. Làm tiếp không? [Làm tiếp | Xóa luôn]"
    )
    person.is_woken("draft", talk)
    assert person.answer == ""
    person.waits(days=5)
    person.is_woken("draft", talk)
    assert person.answer == ""
    assert not person.state.talks
    assert [forget.talk for forget in forgotten(person)] == [talk]


def test_a_draft_touched_again_lives_longer() -> None:
    """The days count from the last answer."""
    person = at_money()
    talk = person.talk.id
    person.waits(days=24)
    person.says("3")
    person.waits(days=2)
    person.is_woken("draft", talk)
    assert person.state.talks
    assert person.answer == ""


def test_the_reminder_is_answered_by_tapping() -> None:
    """Làm tiếp asks the question; Xóa luôn deletes."""
    for label, left in (("Làm tiếp", 1), ("Xóa luôn", 0)):
        person = at_money()
        person.waits(days=25)
        person.is_woken("draft", person.talk.id)
        person.taps(label)
        assert len(person.state.talks) == left


@pytest.mark.parametrize("payload", ["01840", "xa-01840"])
def test_a_wards_poster_names_the_ward_at_once(payload: str) -> None:
    """The greeting speaks for its office, and goes on doing so."""
    person = Person()
    assert "trợ lý tự động của UBND phường Đức Xuân, giúp" in person.says(f"/start {payload}")
    assert "có dán tại UBND phường Đức Xuân." in person.answer
    assert person.state.ward == "01840"
    assert "3. Nơi quản lý: UBND xã, phường nơi người hưởng thường trú." in person.says("đăng ký")


@pytest.mark.parametrize("payload", ["99999", "xa-99999", "018400", "abc"])
def test_an_unknown_poster_is_a_plain_start(payload: str) -> None:
    """Nothing is taken from it."""
    person = Person()
    assert "trợ lý tự động của UBND xã, phường, giúp" in person.says(f"/start {payload}")
    assert person.state.ward == ""
