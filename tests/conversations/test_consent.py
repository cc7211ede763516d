"""Consent: three purposes, three stored answers; nothing but a clear word is one."""

from __future__ import annotations

import pytest

from conversations.consent import KEYS
from tests.conversations.person import Person, at_check, forgotten, kept_consents

UNCLEAR = "Câu này cần trả lời rõ. Chọn Đồng ý hoặc Không đồng ý nhé. Chưa chọn thì chưa ghi gì."
ALL = ("Đồng ý cả 3 việc", "Chọn từng việc", "Không đồng ý", "Đọc bản đầy đủ")
DONE = "Đã ghi ba câu trả lời, lúc "


def asked() -> Person:
    """Somebody who is asked for consent."""
    person = Person()
    person.says("đăng ký")
    return person


def one_by_one() -> Person:
    """Somebody who answers one purpose after another."""
    person = asked()
    person.taps("Chọn từng việc")
    return person


def kept(person: Person) -> list[dict[str, bool]]:
    """The consents kept."""
    return [dict(effect.answers) for effect in kept_consents(person)]


def test_the_notice_comes_before_the_question() -> None:
    """The whole short text, then the question; nothing is pre-selected."""
    person = asked()
    assert person.last[0].text.startswith("Trước khi khai, xin nói rõ 6 điều.")
    assert person.choices == ALL
    assert not kept(person)


@pytest.mark.parametrize("text", ["đồng ý", "Đồng ý cả ba", "ok", "dong y ca 3 viec", "tôi đồng ý", "đồng ý ạ"])
def test_a_clear_yes_is_all_three(text: str) -> None:
    """Said once for the three, stored as three."""
    person = asked()
    person.says(text)
    assert kept(person) == [dict.fromkeys(KEYS, True)]
    assert person.last[0].text.startswith(DONE)
    assert kept_consents(person)[0].shown["version"] == "1"
    assert kept_consents(person)[0].said == text


@pytest.mark.parametrize(
    "text", ["dạ", "ừ", "uh", "y", "👍", "1", "2", "hả?", "...", "chưa biết", "sao cũng được"]
)
def test_courtesy_numbers_and_signs_are_no_answer(text: str) -> None:
    """Nothing is kept, the choices stay."""
    person = asked()
    person.says(text)
    assert person.last[0].text == UNCLEAR
    assert person.last[0].choices == ALL
    assert not kept(person)


@pytest.mark.parametrize("kind", ["sticker", "voice", "document", "poll"])
def test_what_is_not_words_is_no_consent(kind: str) -> None:
    """A sticker least of all."""
    person = asked()
    person.sends(kind)
    assert UNCLEAR in person.last[0].text
    assert not kept(person)


def test_three_unclear_answers_offer_help() -> None:
    """A call, again, or later."""
    person = asked()
    person.says("dạ", "ừ", "y")
    assert str(person.last[-1]) == "Câu này hơi khó. Chọn một cách nhé. [Cán bộ gọi lại | Thử lại | Để sau]"
    person.taps("Thử lại")
    assert person.choices == ALL


@pytest.mark.parametrize("text", ["ok nhưng đừng gửi số tài khoản", "đồng ý nếu không mất tiền"])
def test_a_condition_leads_to_one_by_one(text: str) -> None:
    """Only yes or no to each purpose can be kept."""
    person = asked()
    person.says(text)
    assert person.last[0].text == (
        "Trợ lý chỉ ghi được Đồng ý hoặc Không đồng ý cho từng việc. Việc này chọn thế nào?"
    )
    assert person.last[-1].text.startswith("Việc 1: xã, phường lập hồ sơ")
    assert not kept(person)


def test_asking_the_family_first_is_fine() -> None:
    """The question stays where it is."""
    person = asked()
    assert person.says("để hỏi con đã") == (
        "Vâng, cứ hỏi người nhà trước. Tin này vẫn ở đây, khi nào xong thì chọn."
    )
    person.says("đồng ý")
    assert kept(person) == [dict.fromkeys(KEYS, True)]


@pytest.mark.parametrize("way", ["Không đồng ý", "không", "khong dong y"])
def test_a_refusal_ends_it_and_only_the_refusal_is_kept(way: str) -> None:
    """Nothing else stays, and the allowance goes on as it is."""
    person = asked()
    person.says(way)
    assert person.answer.startswith("Vâng. Trợ lý dừng ở đây và không giữ thông tin nào của người hưởng.")
    assert kept(person) == [dict.fromkeys(KEYS, False)]
    assert not person.state.talks
    assert len(forgotten(person)) == 1
    assert not [choice for shown in person.state.shown() for choice in shown.choices if choice.keeps]


def test_one_by_one_each_mix_is_kept() -> None:
    """Every mix with việc 1 agreed goes on, and what was refused is said."""
    for forward in (True, False):
        for messages in (True, False):
            person = one_by_one()
            person.taps("Đồng ý", *("Đồng ý" if yes else "Không đồng ý" for yes in (forward, messages)))
            assert kept(person) == [dict(zip(KEYS, (True, forward, messages), strict=True))]
            assert ("Như vậy chưa chuyển sang tài khoản được" in person.answer) is not forward
            assert ("Sẽ không nhắn về tiền" in person.answer) is not messages
            assert "Ai đang khai?" in person.last[-1].text


def test_a_refusal_of_the_first_of_three_ends_it() -> None:
    """Việc 1 is what everything stands on."""
    person = one_by_one()
    person.taps("Không đồng ý")
    assert kept(person) == [dict.fromkeys(KEYS, False)]
    assert not person.state.talks


@pytest.mark.parametrize("text", ["dạ", "1", "👍"])
def test_each_single_question_needs_a_clear_word_too(text: str) -> None:
    """The same rule for one purpose as for three."""
    person = one_by_one()
    person.says(text)
    assert str(person.last[0]) == f"{UNCLEAR} [Đồng ý | Không đồng ý | Đọc bản đầy đủ]"
    assert not kept(person)


def test_an_old_button_for_all_does_not_overrule_single_answers() -> None:
    """Having refused việc 2, a tap on the message above for all three says nothing."""
    person = asked()
    question = person.last[-1]
    person.taps("Chọn từng việc", "Đồng ý", "Không đồng ý")
    person.taps_raw(f"{question.asked}:0")
    assert person.last[0].text == "Nút này của câu trước. Câu đang hỏi ở ngay dưới."
    person.taps("Đồng ý")
    assert kept(person) == [dict(zip(KEYS, (True, False, True), strict=True))]


def test_the_same_button_shown_above_counts() -> None:
    """After "dạ" the first message's "Đồng ý cả 3 việc" is as good as the repeated one."""
    person = asked()
    question = person.last[-1]
    person.says("dạ")
    person.taps_raw(f"{question.asked}:0")
    assert kept(person) == [dict.fromkeys(KEYS, True)]


def test_the_full_text_is_read_on_request() -> None:
    """Five messages with the law and the offices, then the question again."""
    person = asked()
    person.says("đọc")
    assert len(person.last) == 6
    assert person.last[0].text.startswith("Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15")
    assert "Phòng Lao động - Thương binh và Xã hội" in person.last[1].text
    assert person.choices == ALL


def test_without_forwarding_it_is_cash_and_nobody_asks_how() -> None:
    """pay_by is not asked; who collects the cash still is, and so is who collects it for another."""
    person = one_by_one()
    person.taps("Đồng ý", "Không đồng ý", "Đồng ý", "Người khai giúp")
    person.says("Nông Thị Lan", "0912345678")
    person.taps("Con", "Nhờ miệng")
    person.says("006052001234", "Nông Văn Thành", "5/3/1952", "tổ 7 phường Đức Xuân")
    person.taps("Người có công", "Dùng số của tôi")
    assert person.last[-1].text == "Phần 3/4: Nhận tiền.\nAi nhận tiền mặt?"
    assert person.answers["pay_by"] == "cash"
    person.taps("Tôi nhận thay", "Có giấy")
    assert "Công an đối chiếu cả người nhận thay" in person.answer


def test_the_page_of_someone_who_forwards_nothing_shows_cash_that_cannot_be_changed() -> None:
    """A change of the line is answered without a question."""
    person = one_by_one()
    person.taps("Đồng ý", "Không đồng ý", "Đồng ý", "Người hưởng tự khai")
    person.says("006052001234", "Nông Văn Thành", "5/3/1952", "tổ 7 phường Đức Xuân")
    person.taps("Người có công")
    person.says("0912345678")
    assert "Cách nhận: tiền mặt" in person.answer
    line = person.answer.split(". Cách nhận")[0].split("\n")[-1]
    assert person.says(line) == f"Dòng {line} giữ nguyên như cũ."
    person.says("gửi")
    assert person.handed_in[0].answers["consent_forward"] is False


def test_consent_without_buttons_is_said_in_words() -> None:
    """The labels, typed as the terminal says them: "Gõ ĐỒNG Ý, TỪNG VIỆC, KHÔNG hoặc ĐỌC."."""
    for typed, begins in (
        ("ĐỒNG Ý", DONE),
        ("TỪNG VIỆC", "Việc 1: xã, phường lập hồ sơ"),
        ("KHÔNG", "Vâng. Trợ lý dừng ở đây"),
        ("ĐỌC", "Căn cứ: "),
    ):
        person = asked()
        person.says(typed)
        assert person.last[0].text.startswith(begins)


def test_the_consents_go_with_what_is_handed_in() -> None:
    """Three answers of the draft belong to its registration."""
    person = at_check()
    person.taps("Gửi đăng ký")
    assert [person.handed_in[0].answers[key] for key in KEYS] == [True, True, True]
