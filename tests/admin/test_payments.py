"""Money: the verified list, the monthly list in and out, the payer's result, and how each person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from admin.desk import Desk
from admin.payment_chasing import settle
from storage import chats, outbox
from storage.sealing import Sealer
from tests.admin.commune import moment
from tests.admin.offices import HIGHER, Offices, fill, month_list
from tests.databases import Databases


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def forward(offices: Offices) -> str:
    """The verified list goes up."""
    offices.sitting(offices.hoa).order("/danhsach")
    return offices.tap("Lập danh sách")


def pay_list(offices: Offices, rows: list[tuple[str, str, int]], **more: Any) -> bytes:
    """The month's list for these people, made and out: its file."""
    offices.now = moment(25, 9, month=12)
    offices.sitting(offices.higher).send(month_list(rows, **more))
    offices.tap_and_wait("Lập danh sách")
    return offices.file()


def person(offices: Offices, code: str, amount: int = 1_500_000) -> tuple[str, str, int]:
    """A row of the month's list about somebody."""
    answers = offices.answers(code)
    return str(answers["full_name"]), str(answers["cccd"]), amount


def result(content: bytes, say: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """The payer's columns filled in."""
    return fill(content, "ket_qua", say)


def paid(row: dict[str, Any]) -> dict[str, Any]:
    """Paid in full, by whatever way."""
    ways = {"Chuyển khoản": "Đã chuyển khoản", "Tiền mặt": "Đã nhận tiền mặt", "Tại nhà": "Đã chi tại nhà"}
    return {"Kết quả": ways[row["Hình thức"]], "Số tiền đã chi": row["Tổng số tiền"], "Ngày chi": "10/01/2027"}


def not_paid(what: str, reason: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Not paid, for a reason."""
    return lambda row: {"Kết quả": what, "Lý do": reason}


def report(offices: Offices, content: bytes) -> str:
    """The payer hands its result in; what is shown before anything is written."""
    offices.now = moment(11, 14, month=1, year=2027)
    return offices.sitting(offices.payer).send(content)


def one_forwarded(offices: Offices) -> str:
    """A person with an own account that went up; their code."""
    made = offices.verified_account(1)
    forward(offices)
    return made.code


def test_golden_story_from_the_police_to_the_payment(offices: Offices) -> None:
    """Ghi diện, /danhsach, /chitra in and out, the result, and the three golden lines in the chat."""
    golden = offices.golden_queued()
    offices.now = moment(4, 10, 20, month=12)
    offices.police_say([golden.code])
    offices.write_category(golden.code)
    assert offices.order("/danhsach") == (
        f"Lập danh sách 1 người đã xác thực, gửi {HIGHER}? [Lập danh sách | Thôi]"
    )
    assert offices.tap("Lập danh sách") == f"Danh sách XT-01840-261204-1, 1 người, đã chuyển {HIGHER}."
    assert offices.status(golden.code) == "forwarded"
    offices.now = moment(25, 9, month=12)
    offices.sitting(offices.higher).send(month_list([person(offices, golden.code)]))
    assert offices.shown is not None
    assert offices.say(offices.shown) == (
        "Danh sách chi trả kỳ tháng 01/2027: đọc được 1 dòng, 1 người, tổng 1.500.000 đồng.\n"
        "Chuyển khoản 1 dòng, tiền mặt 0 dòng, tại nhà 0 dòng. Chưa lập gì cả. [Lập danh sách | Thôi]"
    )
    assert offices.tap_and_wait("Lập danh sách") == (
        "Danh sách CT-01840-261225-1, 1 dòng, tổng 1.500.000 đồng, đã chuyển Bưu điện."
    )
    offices.heard(offices.one(golden.code).chat_id)
    assert report(offices, result(offices.file(), paid)) == (
        "Danh sách CT-01840-261225-1: đọc được 1 dòng.\n"
        "Đã trả 1, tổng 1.500.000 đồng. Chưa vào tài khoản 0. "
        "Nhắn 1, gọi điện 0, không nhận tin 0, không báo 0: đủ 1. Chưa ghi gì cả. [Ghi kết quả | Thôi]"
    )
    assert offices.tap("Ghi kết quả") == "Đã ghi kết quả 1 người, danh sách CT-01840-261225-1."
    assert offices.status(golden.code) == "active"
    (body,) = offices.heard(offices.one(golden.code).chat_id)
    assert offices.read(body) == (
        "Tin về hồ sơ BK-7Q4M-2KT, kỳ tháng 01/2027. "
        "Không ai được hỏi mã OTP, mật khẩu hay thu phí để trả tiền này.\n"
        "Bưu điện báo đã chi trả 1.500.000 đồng vào tài khoản đuôi 1223.\n"
        "Tiền đã về chưa ạ?"
    )
    assert [choice["label"]["v"] for choice in body["choices"]] == ["Đã nhận", "Chưa nhận"]
    (payment,) = offices.payments(golden.code)
    assert body["payment"] == payment.id
    assert body["repeat"] is True


def test_without_category_nobody_goes_up_and_is_named(offices: Offices) -> None:
    """Verified, but the officer has not written the category: left out, by code, and a task."""
    ready = offices.verified_account(1)
    left = offices.queued(2)
    offices.police_say([left.code])
    said = offices.sitting(offices.hoa).order("/danhsach")
    assert f"Chưa đưa vào 1: {left.code} chưa ghi diện." in said
    offices.tap("Lập danh sách")
    assert (offices.status(ready.code), offices.status(left.code)) == ("forwarded", "verified")
    assert offices.count_tasks("category") == 1


def test_two_groups_make_two_files(offices: Offices) -> None:
    """Người có công and bảo trợ xã hội go up apart."""
    offices.verified_account(1)
    offices.verified_account(2, category_group="BTXH")
    offices.sitting(offices.hoa).order("/danhsach")
    said = offices.tap("Lập danh sách")
    assert said.count("Danh sách XT-01840-261124-") == 2


def test_the_higher_office_hands_a_row_back(offices: Offices) -> None:
    """Trả lại with its reason: verified again, a task with the reason, the maker hears how many."""
    code = one_forwarded(offices)
    assert offices.sitting(offices.higher).order("/danhsach").startswith("Danh sách XT-01840-261124-1, 1 dòng")
    answer = {"Tiếp nhận": "Trả lại", "Lý do trả lại": "Thiếu quyết định"}
    said = offices.send(fill(offices.file(), "tong_hop", lambda row: answer))
    assert "Đã nhận 0. Trả lại 1. Còn chờ 0." in said
    offices.tap("Ghi kết quả")
    assert offices.status(code) == "verified"
    assert offices.count_tasks("handed_back") == 1


def test_nobody_without_a_verified_account_is_paid_by_transfer(offices: Offices) -> None:
    """A stranger, an account not gone up, another name: cash and named, whatever the file says."""
    up = one_forwarded(offices)
    not_up = offices.verified_account(2)
    offices.now = moment(25, 9, month=12)
    name, cccd, amount = person(offices, up)
    rows = [
        (name, cccd, amount),
        person(offices, not_up.code),
        ("Hoàng Văn Lạ", "006060005678", 500_000),
    ]
    said = offices.sitting(offices.higher).send(month_list(rows, way="Chuyển khoản"))
    assert "Chuyển khoản 1 dòng, tiền mặt 2 dòng, tại nhà 0 dòng." in said
    assert "Chưa có hồ sơ đăng ký, ghi tiền mặt 1: dòng 6." in said
    assert "Tài khoản chưa xác thực, ghi tiền mặt 1: dòng 5." in said


def test_an_account_of_the_requester_needs_a_paper_that_stands(offices: Offices) -> None:
    """Paper seen and within its days: transfer; past its last day: cash, with R8 named."""
    made = offices.submit({**GUARDIAN, "basis_until": "2026-12-31"}, chat=offices.new_chat("guardian"))
    offices.approve(made.code)
    offices.wait(seconds=61)
    offices.sitting(offices.hoa).run("daxemgiay", code=made.code)
    offices.type("Giấy 15/2026, ngày 10/10/2026, UBND phường")
    offices.order(f"/chuyencongan {made.code}")
    offices.police_say([made.code])
    offices.write_category(made.code)
    forward(offices)
    offices.now = moment(25, 9, month=12)
    file = month_list([person(offices, made.code)])
    assert "Chuyển khoản 1 dòng" in offices.sitting(offices.higher).send(file)
    offices.now = moment(2, 9, month=1, year=2027)
    said = offices.send(month_list([person(offices, made.code)], period="02/2027"))
    assert "Giấy ủy quyền thiếu hoặc hết hạn (R8), ghi tiền mặt 1: dòng 4." in said


GUARDIAN: dict[str, Any] = {
    "role": "helper",
    "requester_name": "Đặng Văn Lợi",
    "requester_phone": "+84912000333",
    "requester_cccd": "006085009999",
    "requester_birth_date": "1985-01-02",
    "requester_residence": {"unit": "01840", "old": None, "detail": "Tổ 1"},
    "relation": "grandchild",
    "basis_document": "paper",
    "basis_number": "15/2026",
    "basis_date": "2026-10-10",
    "cccd": "006048001111",
    "full_name": "Đặng Thị Son",
    "birth_date": "1948-02-01",
    "residence_unit": {"unit": "01840", "old": None},
    "residence_detail": "Tổ 1",
    "category_group": "NCC",
    "phone": "+84912000333",
    "pay_by": "account",
    "bank": "VCB",
    "account_number": "1000777788",
    "account_holder": "requester",
}


def test_the_same_month_and_benefit_is_not_listed_twice(offices: Offices) -> None:
    """The same file is known by its bytes; another file with the same payment is refused row by row."""
    code = one_forwarded(offices)
    pay_list(offices, [person(offices, code)])
    said = offices.send(month_list([person(offices, code, 1_600_000)]))
    assert said.startswith("Danh sách chi trả: đọc được 1 dòng, chưa dùng được 1.")
    offices.run("chitra", batch="CT-01840-261225-1")
    assert offices.tap("Thu hồi danh sách").startswith("Thu hồi danh sách")
    assert offices.tap("Thu hồi danh sách") == (
        "Đã thu hồi danh sách CT-01840-261225-1: 1 dòng. Báo Bưu điện bỏ tệp cũ."
    )
    assert "đọc được 1 dòng, 1 người" in offices.send(month_list([person(offices, code, 1_600_000)]))


def test_a_second_tap_makes_no_second_list(offices: Offices) -> None:
    """Lập danh sách tapped twice: the list the file became is named, none is made."""
    code = one_forwarded(offices)
    offices.now = moment(25, 9, month=12)
    offices.sitting(offices.higher).send(month_list([person(offices, code)]))
    preview = offices.shown
    offices.tap_and_wait("Lập danh sách")
    offices.shown = preview
    said = offices.tap_and_wait("Lập danh sách")
    assert said == "Tệp này đã thành danh sách CT-01840-261225-1 ngày 25/12/2026."


def test_not_successful_is_never_read_as_successful(offices: Offices) -> None:
    """ "Không thành công" with its reason is a returned transfer: nobody becomes active, the person is asked."""
    code = one_forwarded(offices)
    content = pay_list(offices, [person(offices, code)])
    offices.heard(offices.one(code).chat_id)
    said = report(offices, result(content, not_paid("Không thành công", "Sai số tài khoản/không có tài khoản")))
    assert "Đã trả 0, tổng 0 đồng. Chưa vào tài khoản 1." in said
    offices.tap("Ghi kết quả")
    assert offices.status(code) == "forwarded"
    (body,) = offices.heard(offices.one(code).chat_id)
    assert offices.read(body) == (
        f"Tin về hồ sơ {code}. Tiền kỳ tháng 01/2027 chưa vào được tài khoản, "
        "lý do: chưa có số tài khoản này. Khoản tiền vẫn được giữ cho người hưởng.\n"
        "Tài khoản đuôi 0001 còn dùng không?"
    )


def test_another_amount_than_the_list_is_a_bad_row(offices: Offices) -> None:
    """Amounts are compared with what went out; too much paid is refused."""
    code = one_forwarded(offices)
    content = pay_list(offices, [person(offices, code)])
    too_much = result(content, lambda row: {**paid(row), "Số tiền đã chi": 1_600_000})
    assert "chưa dùng được 1" in report(offices, too_much)
    changed = result(content, lambda row: {**paid(row), "Tổng số tiền": 1_400_000, "Số tiền đã chi": 1_400_000})
    assert "chưa dùng được 1" in report(offices, changed)
    assert offices.payments() == []


def test_sums_that_do_not_add_up_are_confirmed_by_name(offices: Offices) -> None:
    """A partial payment: the difference is said, the button names it, and it is a state of its own."""
    code = one_forwarded(offices)
    content = pay_list(offices, [person(offices, code)])
    offices.heard(offices.one(code).chat_id)
    said = report(offices, result(content, lambda row: {**paid(row), "Số tiền đã chi": 1_000_000}))
    assert "khác tổng danh sách 1.500.000 đồng: lệch 500.000 đồng." in said
    assert "[Ghi cả chênh lệch | Thôi]" in said
    offices.tap("Ghi cả chênh lệch")
    (payment,) = offices.payments(code)
    assert (payment.outcome, payment.paid, payment.amount) == ("partial", 1_000_000, 1_500_000)
    (body,) = offices.heard(offices.one(code).chat_id)
    assert "Bưu điện báo đã chi 1.000.000 đồng trên 1.500.000 đồng." in offices.read(body)
    assert offices.count_tasks("payment") == 1


def test_two_benefits_of_one_person_make_one_message_with_the_sum(offices: Offices) -> None:
    """One notice per person, list and outcome; every row is counted."""
    code = one_forwarded(offices)
    name, cccd, _ = person(offices, code)
    content = pay_list(offices, [(name, cccd, 1_000_000), (name, cccd, 500_000)], benefits=("NCC", "TUAT"))
    offices.heard(offices.one(code).chat_id)
    said = report(offices, result(content, paid))
    assert "Đã trả 2, tổng 1.500.000 đồng." in said
    assert "Nhắn 2, gọi điện 0, không nhận tin 0, không báo 0: đủ 2." in said
    assert offices.tap("Ghi kết quả") == "Đã ghi kết quả 1 người, danh sách CT-01840-261225-1."
    (payment,) = offices.payments(code)
    assert (payment.rows, payment.paid) == (2, 1_500_000)
    (body,) = offices.heard(offices.one(code).chat_id)
    assert "đã chi trả 1.500.000 đồng" in offices.read(body)


def test_the_same_benefit_twice_in_one_file_is_refused(offices: Offices) -> None:
    """Month, person and benefit are one payment."""
    code = one_forwarded(offices)
    offices.now = moment(25, 9, month=12)
    said = offices.sitting(offices.higher).send(month_list([person(offices, code), person(offices, code)]))
    assert "chưa dùng được 1" in said


@pytest.mark.parametrize(
    ("what", "reason", "outcome", "told"),
    [
        ("Chuyển khoản bị trả lại", "R6", "late", "waiting"),
        ("Chưa nhận", "R7", "not_collected", "waiting"),
        ("Chưa rõ, đang tra soát", "", "unclear", "nobody"),
        ("Tạm dừng chi", "R11", "suspended", "nobody"),
        ("Chưa nhận", "R9", "death", "nobody"),
        ("Chưa nhận", "R10", "moved", "nobody"),
        ("Chưa nhận", "R11", "other", "nobody"),
        ("time out", "", "unclear", "nobody"),
    ],
)
def test_each_outcome_is_told_as_the_sheet_says(
    offices: Offices, what: str, reason: str, outcome: str, told: str
) -> None:
    """Late and not collected are messages; doubt, pauses, deaths and moves are nobody's to hear."""
    code = one_forwarded(offices)
    content = pay_list(offices, [person(offices, code)])
    offices.heard(offices.one(code).chat_id)
    report(offices, result(content, not_paid(what, reason)))
    offices.tap("Ghi kết quả")
    (payment,) = offices.payments(code)
    assert (payment.outcome, payment.told) == (outcome, told)
    assert len(offices.heard(offices.one(code).chat_id)) == (1 if told == "waiting" else 0)
    assert offices.count_tasks("death") == (outcome == "death")
    assert offices.status(code) == "forwarded"


def test_what_was_in_doubt_is_told_by_the_second_result(offices: Offices) -> None:
    """Chưa rõ may be followed by what happened, without being a correction."""
    code = one_forwarded(offices)
    content = pay_list(offices, [person(offices, code)])
    report(offices, result(content, not_paid("Chưa rõ, đang tra soát", "")))
    offices.tap("Ghi kết quả")
    offices.heard(offices.one(code).chat_id)
    assert "Sửa kết quả" not in report(offices, result(content, paid))
    offices.tap("Ghi kết quả")
    outcomes = {one.outcome: one.rows for one in offices.payments(code)}
    assert outcomes == {"paid_account": 1, "corrected": 0}
    assert offices.status(code) == "active"
    assert len(offices.heard(offices.one(code).chat_id)) == 1


def test_who_wants_no_messages_and_who_is_gone(offices: Offices) -> None:
    """messages off: not wanted, but a returned payment is a call; a gone chat is a call."""
    codes = [offices.verified_account(number).code for number in (1, 2, 3)]
    forward(offices)

    off, back, gone = (offices.one(code).chat_id for code in codes)

    def set_up(desk: Desk) -> None:
        chats.set_messages(desk.db, off, "off")
        chats.set_messages(desk.db, back, "off")
        chats.set_reachable(desk.db, [gone], reachable=False)

    content = pay_list(offices, [person(offices, code) for code in codes])
    offices.do(set_up)
    returned = str(offices.answers(codes[1])["full_name"])
    said = report(
        offices,
        result(
            content,
            lambda row: (
                {"Kết quả": "Chuyển khoản bị trả lại", "Lý do": "R4"}
                if row["Họ và tên"] == returned
                else paid(row)
            ),
        ),
    )
    assert "Nhắn 0, gọi điện 2, không nhận tin 1, không báo 0: đủ 3." in said
    offices.tap("Ghi kết quả")
    told = {code: offices.payments(code)[0].told for code in codes}
    assert list(told.values()) == ["not_wanted", "phone", "phone"]
    assert offices.count_tasks("no_chat") == 2


def test_a_notice_shown_is_told_and_one_not_opened_becomes_a_call(offices: Offices) -> None:
    """told and phone follow what became of the message; who has not answered is asked once more."""
    codes = [offices.verified_account(number).code for number in (1, 2)]
    forward(offices)
    content = pay_list(offices, [person(offices, code) for code in codes])
    report(offices, result(content, paid))
    offices.tap("Ghi kết quả")
    seen, unseen = (offices.payments(code)[0] for code in codes)
    first, second = (offices.one(code).chat_id for code in codes)

    def spoken(desk: Desk) -> None:
        lines = [
            outbox.ToSend(chat_id=chat, body={"text": "x"}, notice_key=one.key, repeat=True)
            for chat, one in ((first, seen), (second, unseen))
        ]
        outbox.add(desk.db, lines, seal=desk.seal, now=desk.now)
        line = outbox.newest(desk.db, [first])[first]
        outbox.shown(desk.db, first, [line], now=desk.now)

    offices.do(spoken)
    assert offices.do(settle) == 1
    assert offices.payments(codes[0])[0].told == "told"
    offices.now += timedelta(days=3, minutes=1)
    offices.heard(first)
    assert offices.do(settle) == 2
    assert offices.payments(codes[1])[0].told == "phone"
    assert offices.count_tasks("not_opened") == 1
    (again,) = offices.heard(first)
    assert offices.read(again) == "Anh/chị chưa báo về tiền kỳ tháng 01/2027.\nTiền đã về chưa ạ?"
    assert offices.do(settle) == 0


def test_the_result_twice_changes_nothing(offices: Offices) -> None:
    """The same bytes again; the person hears of the money once."""
    code = one_forwarded(offices)
    content = result(pay_list(offices, [person(offices, code)]), paid)
    offices.heard(offices.one(code).chat_id)
    report(offices, content)
    offices.tap("Ghi kết quả")
    assert report(offices, content) == "Tệp này đã ghi ngày 11/01/2027. Không có gì thay đổi."
    assert len(offices.heard(offices.one(code).chat_id)) == 1
