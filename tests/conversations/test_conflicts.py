"""Answers that do not fit each other: always a question; each way out leads on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.person import SENT_CODE, Person, at_check, at_money, guardian, helper, herself, own

CHILD, FATHER, LAN = "006216001122", "006052001234", "006180004321"
_CITY = "Thành phố Bắc Kạn, Bắc Kạn"
FATHER_QR = f"{FATHER}|095222456|Nông Văn Thành|05031952|Nam|Tổ 7, Nguyễn Thị Minh Khai, {_CITY}|01082021"
LAN_QR = f"{LAN}||Nông Thị Lan|20051980|Nữ|Tổ 3, Sông Cầu, {_CITY}|10082021"
BIRTH = "Số CCCD cho thấy năm sinh {}, ngày sinh đã khai là năm {}. Trên thẻ ghi năm nào?"


def born(person: Person, *, cccd: str = FATHER, name: str = "Nông Văn Thành", birth: str) -> Person:
    """A helper, guardian or self who has said CCCD, name and birth date."""
    person.says(cccd, name, birth)
    return person


# --- conflict_birth ------------------------------------------------------------------------------------------


def test_birth_date_after_the_card_keeps_the_card_year() -> None:
    """Năm theo thẻ: day and month stay, the year is the card's, and it is said."""
    person = born(helper(), birth="5/3/1953")
    assert person.answer == f"{BIRTH.format(1952, 1953)} [Năm 1952 | Năm 1953 | Sửa số CCCD]"
    assert "birth_date" not in person.answers
    person.taps("Năm 1952")
    assert person.answers["birth_date"] == "1952-03-05"
    assert person.answer.startswith("Đã ghi năm sinh 1952 theo thẻ.")


def test_birth_date_after_the_card_can_stay_as_said() -> None:
    """Both can be true: the year said is kept, and nothing asks again."""
    person = born(helper(), birth="5/3/1953")
    person.says("1953")
    assert person.answers["birth_date"] == "1953-03-05"
    assert "thường trú" in person.answer


def test_birth_date_after_the_card_may_be_the_cards_fault() -> None:
    """Sửa số CCCD: the birth date stays, the number is asked again."""
    person = born(helper(), birth="5/3/1953")
    person.taps("Sửa số CCCD")
    assert "Chụp mã QR trên thẻ" in person.answer
    person.says("006053001234")
    assert (person.answers["cccd"], person.answers["birth_date"]) == ("006053001234", "1953-03-05")
    assert "thường trú" in person.answer


def test_the_card_after_the_birth_date_asks_the_same() -> None:
    """Whichever comes later asks."""
    person = at_check()
    person.says("4", "006053001234")
    assert person.last[0].text == BIRTH.format(1953, 1952)
    person.taps("Năm 1953")
    assert (person.answers["cccd"], person.answers["birth_date"]) == ("006053001234", "1953-03-05")


def test_the_29th_of_february_of_no_leap_year_becomes_the_year() -> None:
    """A day that the card's year does not have is not invented."""
    person = born(helper(), birth="29/2/1956")
    person.taps("Năm 1952")
    assert person.answers["birth_date"] == "1952-02-29"
    person = born(helper(), cccd="006053001234", birth="29/2/1956")
    person.taps("Năm 1953")
    assert person.answers["birth_date"] == "1953"


# --- conflict_same -------------------------------------------------------------------------------------------


def test_the_requesters_card_for_the_beneficiary() -> None:
    """Whose number is it: Sửa lại asks again, Người hưởng tự khai drops the requester."""
    for label in ("Sửa lại", "Người hưởng tự khai"):
        person = guardian()
        person.says(LAN)
        assert person.last[0].text == "Số này trùng số CCCD của người khai. Cần số của người hưởng."
        assert person.choices == ("Người hưởng tự khai", "Sửa lại")
        person.taps(label)
        if label == "Sửa lại":
            assert "Chụp mã QR trên thẻ căn cước của người hưởng" in person.answer
            assert "cccd" not in person.answers
        else:
            assert person.answers["role"] == "self"
            assert person.answers["cccd"] == LAN
            assert not [key for key in person.answers if key.startswith(("requester", "relation", "basis"))]
            assert "Họ và tên của ông/bà" in person.answer


def test_the_beneficiarys_card_for_the_requester() -> None:
    """The other way round there is only one way out."""
    person = at_money()
    person.taps("Tiền mặt", "Tôi nhận thay", "Có giấy")
    person.says(FATHER)
    assert person.answer == "Số này trùng số CCCD của người hưởng. Cần số của anh/chị. [Sửa lại]"
    person.taps("Sửa lại")
    person.says(LAN)
    assert person.answers["requester_cccd"] == LAN


def test_a_card_shown_by_photo_is_held_against_the_other_too() -> None:
    """Also when one line of the photo was said to be wrong."""
    person = at_money()
    person.taps("Tiền mặt", "Tôi nhận thay", "Có giấy")
    person.shows(FATHER_QR.replace("Nông Văn Thành", "Nông Thị Lan"))
    person.taps("Chưa đúng", "Ngày sinh")
    assert person.last[0].text == "Số này trùng số CCCD của người hưởng. Cần số của anh/chị."


def test_same_name_as_the_requester() -> None:
    """Two people may have one name: Đúng keeps it, Sửa lại asks again."""
    for label, kept in (("Đúng", "Nông Thị Lan"), ("Sửa lại", "")):
        person = helper()
        person.says(FATHER, "nông thị lan")
        assert person.last[0].text == "Tên này trùng tên người khai. Đúng là tên người hưởng không ạ?"
        person.taps(label)
        assert str(person.answers.get("full_name", "")).title() == kept


# --- conflict_minor, conflict_adult --------------------------------------------------------------------------

MINOR = "Người hưởng dưới 18 tuổi thì bố mẹ hoặc người giám hộ khai."


@pytest.mark.parametrize(
    ("label", "role", "relation", "next_words"),
    [
        ("Bố mẹ", "guardian", "parent", "Công an đối chiếu cả người giám hộ"),
        ("Người giám hộ", "guardian", None, "Công an đối chiếu cả người giám hộ"),
        ("Sửa ngày sinh", "helper", "child", "sinh ngày nào?"),
    ],
)
def test_a_child_needs_a_parent_or_guardian(label: str, role: str, relation: Any, next_words: str) -> None:
    """The role follows the answer; a tie and a basis of a helper do not stay with a guardian."""
    person = born(helper(), cccd=CHILD, name="Hoàng Minh Khôi", birth="20/9/2016")
    assert person.last[0].text.startswith(MINOR)
    assert person.choices == ("Bố mẹ", "Người giám hộ", "Không phải", "Sửa ngày sinh")
    person.taps(label)
    assert (person.answers["role"], person.answers.get("relation")) == (role, relation)
    assert next_words in person.answer


def test_neither_parent_nor_guardian_meets_an_officer() -> None:
    """Không phải: an officer calls, the answers stay and the question stands."""
    person = born(helper(), cccd=CHILD, name="Hoàng Minh Khôi", birth="20/9/2016")
    assert person.taps("Không phải").startswith("Đã nhắn cán bộ. Cán bộ gọi số 0912 345 678")
    assert [submit.kind for submit in person.handed_in] == ["callback"]
    person.taps("Bố mẹ")
    assert person.answers["role"] == "guardian"


def test_a_minor_for_themselves_is_a_minor_too() -> None:
    """Somebody under 18 does not register alone."""
    person = born(herself(), cccd=CHILD, name="Hoàng Minh Khôi", birth="20/9/2016")
    assert person.last[0].text.startswith(MINOR)


def test_both_conflicts_of_one_birth_date_are_asked_one_after_the_other() -> None:
    """First the year of the card, then the age."""
    person = born(helper(), cccd=CHILD, name="Hoàng Minh Khôi", birth="20/9/2015")
    person.taps("Năm 2016")
    assert person.last[0].text.startswith(MINOR)


@pytest.mark.parametrize(
    ("label", "kept", "next_words"),
    [
        ("Có quyết định", {"role": "guardian", "basis_document": "decision"}, "Số của quyết định giám hộ?"),
        ("Không có", {"role": "helper", "basis_document": None}, "là gì của người hưởng?"),
        ("Không tự nói được", {"role": "helper", "basis_document": "cannot_speak"}, "là gì của người hưởng?"),
        ("Sửa ngày sinh", {"role": "guardian", "basis_document": "birth_certificate"}, "sinh ngày nào?"),
    ],
)
def test_a_grown_up_has_a_guardian_only_by_decision(label: str, kept: dict[str, Any], next_words: str) -> None:
    """A birth certificate makes nobody the guardian of an adult."""
    person = born(guardian(), birth="5/3/1952")
    assert person.last[0].text == "Người hưởng đã đủ 18 tuổi. Có quyết định giám hộ không?"
    person.taps(label)
    assert {key: person.answers.get(key) for key in kept} == kept
    assert next_words in person.answer


def test_a_grown_up_whose_guardian_has_the_decision_asks_nothing() -> None:
    """basis decision is what is needed."""
    person = guardian()
    person.says("quay lại")
    person.taps("Quyết định giám hộ")
    person.says("12/QĐ", "10/10/2026", "không ghi hạn")
    born(person, birth="5/3/1952")
    assert "thường trú" in person.answer


# --- needs_paper ---------------------------------------------------------------------------------------------


def wants_the_account(holder: str = "Tôi (người khai)") -> Person:
    """A helper by word of mouth who names the own account."""
    person = at_money()
    person.taps("Tài khoản đã có")
    person.says("vcb 0351000123456")
    person.taps(holder)
    return person


def test_an_own_account_needs_a_paper_each_way_out() -> None:
    """Có giấy, later, another account, cash."""
    person = wants_the_account()
    assert person.last[0].text.startswith("Chỉ nhận tài khoản của người hưởng, hoặc của anh/chị khi có giấy")
    assert person.choices == ("Có giấy", "Chưa có, làm sau", "Đổi tài khoản", "Tiền mặt")
    person.taps("Có giấy")
    assert (person.answers["account_holder"], person.answers["basis_document"]) == ("requester", "paper")
    assert "Công an đối chiếu cả người nhận thay" in person.answer

    person = wants_the_account()
    person.says("chưa có, làm sau")
    assert (person.answers["account_holder"], person.answers["basis_document"]) == ("requester", "spoken")

    person = wants_the_account()
    person.taps("Đổi tài khoản")
    assert "Tài khoản ở ngân hàng nào?" in person.answer
    assert "account_number" not in person.answers
    person.says("agribank 8500205011223", "người hưởng")
    assert "Phần 4/4" in person.answer

    person = wants_the_account()
    person.taps("Tiền mặt")
    assert person.answers["pay_by"] == "cash"
    assert "Ai nhận tiền mặt?" in person.answer


def test_cash_for_another_needs_a_paper_each_way_out() -> None:
    """Có giấy, later, or the beneficiary after all."""
    for label, receiver, basis in (
        ("Có giấy", "requester", "paper"),
        ("Chưa có, làm sau", "requester", "spoken"),
        ("Người hưởng nhận", "beneficiary", "spoken"),
    ):
        person = at_money()
        person.taps("Tiền mặt", "Tôi nhận thay")
        assert person.last[0].text.startswith("Nhận tiền thay thì cần giấy ủy quyền nhận tiền.")
        person.taps(label)
        assert (person.answers["cash_receiver"], person.answers["basis_document"]) == (receiver, basis)


def test_with_a_paper_nothing_is_asked() -> None:
    """Who named a paper at the start may receive."""
    person = at_money()
    for _ in range(8):
        person.says("quay lại")
        if "Giấy tờ đang ghi" in person.answer:
            break
    person.taps("Có giấy ủy quyền")
    person.taps("Tiền mặt", "Tôi nhận thay")
    assert "Công an đối chiếu cả người nhận thay" in person.answer


def test_a_guardian_may_receive_without_this_question() -> None:
    """Parents and guardians have papers of their own."""
    person = guardian()
    person.says(CHILD, "Hoàng Minh Khôi", "20/9/2016", "tổ 7 phường Đức Xuân")
    person.taps("Bảo trợ xã hội", "Dùng số của tôi", "Tài khoản đã có")
    person.says("agribank 8500205011223")
    person.taps("Tôi (người khai)")
    assert person.last[0].text.startswith("Tài khoản của bố mẹ, người giám hộ dùng được.")


@pytest.mark.parametrize("way", ["Người khác", "người khác", "3", "con dâu tôi Hoàng Thị Mai"])
def test_anybody_elses_account_is_not_taken(way: str) -> None:
    """other_person: another account, a new one, or cash."""
    person = at_money()
    person.taps("Tài khoản đã có")
    person.says("vcb 0351000123456", way)
    assert person.last[0].text == "Chỉ nhận tài khoản của người hưởng hoặc người khai. Chọn cách khác giúp."
    assert person.choices == ("Đổi tài khoản", "Mở tài khoản mới", "Tiền mặt")
    assert "account_holder" not in person.answers


# --- same_chat, conflict_name --------------------------------------------------------------------------------


def test_the_same_card_sent_from_this_chat_before() -> None:
    """Xem hồ sơ shows it and asks on; Sửa số CCCD asks the number again."""
    for label, words in (("Xem hồ sơ", f"Hồ sơ {SENT_CODE}: đã gửi"), ("Sửa số CCCD", "Chụp mã QR")):
        person = Person(registrations=(own(),))
        helper(person)
        person.says(FATHER)
        assert person.last[0].text == f"Anh/chị đã có hồ sơ {SENT_CODE} cho số CCCD này. Xem hồ sơ đó không?"
        person.taps(label)
        assert words in person.answer
        assert "cccd" not in person.answers
        assert "Chụp mã QR" in person.last[-1].text


def test_a_card_of_another_name_than_the_requesters() -> None:
    """conflict_name: by the card, or somebody else's card."""
    for label, name in (("Đúng, theo thẻ", "Nông Thị Lan"), ("Thẻ người khác", "Nông Thị Liên")):
        person = at_money(helper_named("Nông Thị Liên"))
        person.taps("Tiền mặt", "Tôi nhận thay", "Có giấy")
        person.shows(LAN_QR)
        assert person.last[0].text == (
            "Trên thẻ ghi Nông Thị Lan, vừa khai Nông Thị Liên. Đây có phải thẻ của anh/chị không?"
        )
        person.taps(label)
        assert person.answers["requester_name"] == name
        assert ("requester_cccd" in person.answers) is (label == "Đúng, theo thẻ")


def helper_named(name: str) -> Person:
    """Somebody whose name will be another than the usual one."""

    class Named(Person):
        def says(self, *texts: str) -> str:
            return Person.says(self, *(name if text == "Nông Thị Lan" else text for text in texts))

    return Named()


# --- elsewhere -----------------------------------------------------------------------------------------------


def test_an_answer_to_another_question_is_kept_after_a_yes() -> None:
    """A phone number at the question for the CCCD is said to be one, and kept for its own question."""
    person = helper()
    person.says("0987654321")
    assert person.last[0].text.startswith("Đây giống số điện thoại. Cần số căn cước 12 chữ số.")
    assert person.choices == ("Đúng", "Chưa đúng")
    person.taps("Đúng")
    assert person.answers["phone"] == "+84987654321"
    assert "Chụp mã QR trên thẻ căn cước của người hưởng" in person.answer
