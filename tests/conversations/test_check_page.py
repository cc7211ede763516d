"""The check page: every line changed, by number or by name; what a change brings with it; sending."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from conversations.state import Talk
from domain.wording import Value
from tests.conversations.person import Person, at_check, at_money, guardian

KEPT = "Các dòng khác giữ nguyên."


def lines(text: str) -> dict[int, str]:
    """The numbered lines of a page."""
    return {int(number): line for number, line in re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE)}


def number_of(person: Person, line: str, *, last: bool = False) -> str:
    """The number of the first (or last) line that begins so."""
    found = [number for number, shown in lines(person.answer).items() if shown.startswith(line)]
    return str(found[-1 if last else 0])


@pytest.mark.parametrize(
    ("line", "answers", "shown"),
    [
        (1, ["Nông Thị Liên"], "họ tên người khai: Nông Thị Liên"),
        (2, ["0987654321"], "điện thoại người khai: 0987 654 321"),
        (3, ["cháu", "có giấy"], "quan hệ: cháu, có giấy ủy quyền"),
        (3, ["con dâu", "giữ"], "quan hệ: con dâu, được nhờ miệng"),
        (4, ["006052009999"], "CCCD người hưởng: đuôi 9999"),
        (6, ["6/3/1952"], "ngày sinh người hưởng: 06/3/1952"),
        (7, ["phường Bắc Kạn", "tổ 9"], "nơi thường trú: Tổ 9, phường Bắc Kạn"),
        (8, ["2"], "nhóm: Bảo trợ xã hội"),
        (9, ["không có"], "điện thoại người hưởng: không có"),
        (12, ["8500205099999"], "số tài khoản: đuôi 9999"),
    ],
)
def test_a_changed_line_is_shown_and_the_others_stay(line: int, answers: list[str], shown: str) -> None:
    """Only what was changed is said; numbers by their tail."""
    person = at_check()
    person.says(str(line), *answers)
    assert person.answer == (f"Đã sửa dòng {line}, {shown}. {KEPT} [Gửi đăng ký | Sửa một dòng | Xem lại cả bản]")


def test_a_change_that_moves_other_lines_shows_the_whole_page() -> None:
    """Another name of the beneficiary is another name of the account: the page is read again."""
    person = at_check()
    person.says("5", "Nông Văn Thắng")
    assert "5. Họ tên: Nông Văn Thắng" in person.answer
    assert "13. Chủ tài khoản: NONG VAN THANG (người hưởng)" in person.answer
    assert KEPT not in person.answer


def test_another_bank_asks_for_its_number() -> None:
    """An account number belongs to its bank: it is shown, to be replaced or kept."""
    person = at_check()
    person.says("11", "vcb")
    assert person.last[-1].text == "Số tài khoản đang ghi số đuôi 1223. Gửi lại để thay, hoặc giữ nguyên."
    person.says("0351000123456")
    assert "11. Ngân hàng: Vietcombank" in person.answer
    assert "12. Số tài khoản: …3456" in person.answer


def test_bank_and_number_in_one_text_ask_nothing_more() -> None:
    """What was said is not asked."""
    person = at_check()
    person.says("11", "vcb 0351000123456")
    assert "11. Ngân hàng: Vietcombank" in person.answer


@pytest.mark.parametrize("way", ["sửa 8", "sua dong 8", "8.", "đổi dòng số 8", "Sửa nhóm", "dòng 8"])
def test_a_line_is_named_in_many_ways(way: str) -> None:
    """By number, with words around it, or by its label."""
    person = at_check()
    assert "Nhóm đang ghi Người có công." in person.says(way)


def test_a_label_two_lines_have_is_not_guessed() -> None:
    """ "Sửa họ tên" may be either person's."""
    person = at_check()
    assert person.says("sửa họ tên").startswith("Đúng hết thì chọn Gửi đăng ký.")


def test_a_number_beyond_the_page_and_words_that_say_nothing() -> None:
    """Both are told what to do, and "gửi" still sends after them."""
    person = at_check()
    assert person.says("99") == "Bản này có 13 dòng. Gõ số từ 1 đến 13."
    assert person.says("0987654321").startswith("Đúng hết thì chọn Gửi đăng ký. Muốn sửa thì gõ số của dòng.")
    person.says("99", "gửi")
    assert [submit.kind for submit in person.handed_in] == ["registration"]


def test_picking_a_line_by_the_button() -> None:
    """Sửa một dòng asks which."""
    person = at_check()
    assert person.taps("Sửa một dòng") == "Sửa dòng số mấy?"
    assert "Nhóm đang ghi" in person.says("8")


def test_back_while_changing_a_line_returns_to_the_page() -> None:
    """The line stays as it was."""
    person = at_check()
    person.says("5", "quay lại")
    assert "5. Họ tên: Nông Văn Thành" in person.answer
    assert "Chưa gửi gì cả" in person.answer


def test_keeping_the_line_changes_nothing() -> None:
    """Giữ nguyên is said as kept."""
    person = at_check()
    before = person.answers
    person.says("5")
    person.taps("Giữ nguyên")
    assert person.answers == before
    assert person.choices == ("Gửi đăng ký", "Sửa một dòng", "Xem lại cả bản")


def test_numbers_in_full_only_on_request() -> None:
    """Xem đủ số: grouped, with the advice to delete the message."""
    person = at_check()
    assert person.says("XEM").startswith(
        "CCCD: 0060 5200 1234. Số tài khoản: 8500 2050 1122 3. Xem xong anh/chị xóa tin này giúp."
    )
    cash = at_check(pay="cash")
    assert cash.taps("Xem đủ số").startswith("CCCD: 0060 5200 1234. Xem xong anh/chị xóa tin này giúp.")


@pytest.mark.parametrize(
    ("way", "first", "more"),
    [
        ("Tiền mặt", "Ai nhận tiền mặt?", 1),
        ("Tiền mặt tại nhà", "Ai nhận tiền mặt?", 3),
        ("Mở tài khoản mới", "Mở ở đâu tiện hơn?", 1),
    ],
)
def test_another_way_of_being_paid_says_how_many_questions_it_brings(way: str, first: str, more: int) -> None:
    """more_questions, then the questions, then the whole page without the lines of the old way."""
    person = at_check()
    person.says("10")
    person.taps(way)
    assert person.last[0].text == f"Đổi cách nhận tiền nên thêm {more} câu.\n{first}"
    while person.choices[:1] != ("Gửi đăng ký",):
        person.taps(person.choices[0])
    assert "Ngân hàng" not in person.answer
    assert KEPT not in person.answer
    person.taps("Gửi đăng ký")
    assert not {"bank", "account_number", "account_holder"} & set(person.handed_in[0].answers)


def test_back_to_the_account_finds_its_answers_again() -> None:
    """Answers of a way left stay in the draft: nobody types an account number twice."""
    person = at_check()
    person.says("10")
    person.taps("Tiền mặt", "Người hưởng")
    person.says(number_of(person, "Cách nhận"))
    person.taps("Tài khoản đã có")
    assert "12. Số tài khoản: …1223" in person.answer


def test_the_authorised_person_appears_with_the_account_and_goes_with_it() -> None:
    """Tôi (người khai) brings identity questions and a part of the page; back to the beneficiary they leave."""
    person = at_check()
    person.says("13")
    person.taps("Tôi (người khai)", "Có giấy")
    person.says("006180004321", "20/5/1980", "tổ 3 phường Đức Xuân", "15/2026", "10/10/2026", "không ghi hạn")
    assert "NGƯỜI NHẬN THAY" in person.answer
    assert "Giấy tờ: có giấy ủy quyền, số 15/2026" in person.answer
    person.says("13")
    person.taps("Người hưởng")
    assert "NGƯỜI NHẬN THAY" not in person.answer
    person.taps("Gửi đăng ký")
    assert not {"requester_cccd", "basis_number"} & set(person.handed_in[0].answers)


def test_a_guardian_can_change_the_paper_and_its_dates() -> None:
    """The line of the paper asks number and dates again."""
    person = guardian()
    person.says("006216001122", "Hoàng Minh Khôi", "20/9/2016", "tổ 7 phường Đức Xuân")
    person.taps("Bảo trợ xã hội", "Dùng số của tôi", "Tiền mặt", "Tôi nhận thay")
    person.says(number_of(person, "Giấy tờ"))
    person.taps("Quyết định giám hộ")
    person.says("12/QĐ", "10/10/2026", "không ghi hạn")
    assert "Giấy tờ: quyết định giám hộ, số 12/QĐ" in person.answer or "12/QĐ" in person.answer
    person.says("gửi")
    assert person.handed_in[0].answers["basis_number"] == "12/QĐ"


def test_a_pay_point_is_asked_where_there_are_several_and_stands_on_the_page() -> None:
    """Only if the unit has more than one."""
    person = at_money()
    person.state = person.state.with_talk(_with_points(person))
    person.taps("Tiền mặt", "Người hưởng")
    assert "Điểm chi trả nào gần nhà?" in person.last[-1].text
    person.says("2")
    assert "Điểm chi trả: Nhà văn hóa tổ 7" in person.answer
    person.taps("Gửi đăng ký")
    assert person.handed_in[0].answers["pay_point"] == "Nhà văn hóa tổ 7"
    assert "pay_points" not in person.handed_in[0].answers


def _with_points(person: Person) -> Talk:
    points: list[Value] = ["Bưu điện Đức Xuân", "Nhà văn hóa tổ 7"]
    return replace(person.talk, answers={**person.answers, "pay_points": points})


def test_for_oneself_there_is_no_part_of_a_requester() -> None:
    """The page of somebody for themselves: no NGƯỜI KHAI, "ông/bà" words, the own name on the account."""
    person = Person()
    person.says("đăng ký")
    person.taps("Đồng ý cả 3 việc", "Người hưởng tự khai")
    person.says("006146002468", "Triệu Thị Mùi", "1946", "tổ 7 phường Đức Xuân")
    person.taps("Người có công")
    person.says("0912345678")
    person.taps("Tài khoản đã có")
    person.says("agribank 8500205011223")
    assert person.choices == ("Tên tôi", "Người khác")
    person.taps("Tên tôi")
    assert "mời ông/bà xem lại từng dòng" in person.answer
    assert "NGƯỜI KHAI" not in person.answer
    assert "Chủ tài khoản: TRIEU THI MUI\n" in person.answer
