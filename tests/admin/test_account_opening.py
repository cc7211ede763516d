"""Accounts to be opened: the list, what Bưu điện brings, and that nothing is paid in before somebody says Đúng."""

from __future__ import annotations

from typing import Any

import pytest

from admin import answers_in
from admin.payment_chasing import settle
from domain.wording import Answers
from storage.sealing import Sealer
from tests.admin.commune import moment
from tests.admin.offices import Offices, fill, month_list
from tests.databases import Databases

OPENED: dict[str, Any] = {
    "Kết quả": "Đã mở",
    "Số tài khoản": "8500205018820",
    "Tên ngân hàng": "Agribank",
    "Ngày mở / hẹn": "24/11/2026",
}


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def wanting(offices: Offices, number: int = 1, **changes: Any) -> str:
    """A verified person who asks for an account; their code."""
    without: dict[str, Any] = {"bank": "", "account_number": "", "pay_by": "open_account", "open_at": "counter"}
    made = offices.queued(number, **without | changes)
    offices.police_say([made.code])
    return made.code


def opening_list(offices: Offices) -> bytes:
    """The list of who asks."""
    offices.sitting(offices.hoa).order("/motaikhoan")
    offices.tap("Lập danh sách")
    return offices.file()


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows of the list, by heading."""
    rows: list[dict[str, Any]] = []

    def seen(row: dict[str, Any]) -> dict[str, Any]:
        rows.append(row)
        return {}

    fill(content, "mo_tai_khoan", seen)
    return rows


def brought(offices: Offices, content: bytes, **changes: Any) -> str:
    """Bưu điện fills the list in and hands it back."""
    return offices.sitting(offices.payer).send(fill(content, "mo_tai_khoan", lambda row: OPENED | changes))


def answer(offices: Offices, code: str, said: str) -> str:
    """The person's tap below account_opened."""
    one = offices.one(code)
    answers: Answers = {"account_is_right": said}
    lines = offices.do(lambda desk: answers_in.account_answer(desk, one.id, answers), chat=one.chat_id)
    return "\n".join(offices.speak(line) for line in lines)


def test_the_list_goes_to_the_payer_and_is_fetched_there(offices: Offices) -> None:
    """The sentences of wording.md section 6, and the phone as it is dialled here."""
    wanting(offices)
    assert offices.sitting(offices.hoa).order("/motaikhoan") == (
        "Lập danh sách 1 người đề nghị mở tài khoản, gửi Bưu điện? [Lập danh sách | Thôi]"
    )
    assert offices.tap("Lập danh sách") == "Danh sách MT-01840-261124-1, 1 người đề nghị mở tài khoản."
    content = offices.file()
    assert offices.sitting(offices.payer).order("/motaikhoan").startswith("Danh sách MT-01840-261124-1, 1 dòng")
    assert offices.file() == content
    rows = rows_of(content)
    assert (rows[0]["Điện thoại"], rows[0]["Cách mở"]) == ("0913000001", "Tại quầy")
    assert offices.sitting(offices.hoa).order("/motaikhoan").startswith("Danh sách MT-01840-261124-1")


def test_an_opened_account_is_asked_about_and_used_only_after_dung(offices: Offices) -> None:
    """Đã mở brings the account as a new version; cash goes on until Đúng."""
    code = wanting(offices)
    offices.heard(offices.one(code).chat_id)
    assert "Đã mở 1. Chưa mở 0. Còn chờ 0." in brought(offices, opening_list(offices))
    offices.tap("Ghi kết quả")
    assert offices.answers(code)["account_number"] == "8500205018820"
    assert offices.one(code).pay_by == "open_account"
    (body,) = offices.heard(offices.one(code).chat_id)
    assert offices.read(body) == (
        f"Tin về hồ sơ {code}. Bưu điện báo đã mở tài khoản đuôi 8820 tại Agribank.\n"
        "Giữ kín thẻ, mật khẩu, mã OTP.\n"
        "Tài khoản này đúng của người hưởng không ạ?"
    )
    assert [choice["label"]["v"] for choice in body["choices"]] == ["Đúng", "Không đúng", "Chưa mở"]
    assert answer(offices, code, "yes") == (
        "Đã ghi, từ kỳ sau tiền về tài khoản này.\n"
        "Không ghi mật khẩu lên thẻ. Không cho mượn thẻ. Không bấm đường dẫn lạ."
    )
    assert (offices.one(code).pay_by, offices.status(code)) == ("account", "verified")
    assert answer(offices, code, "yes") == "Đã ghi, từ kỳ sau tiền về tài khoản này."
    offices.write_category(code)
    offices.order("/danhsach")
    offices.tap("Lập danh sách")
    assert offices.status(code) == "forwarded"


def test_paid_in_cash_while_the_account_is_not_confirmed(offices: Offices) -> None:
    """Opened, but nobody said Đúng: the payment list says cash, and a payment does not make active."""
    code = wanting(offices)
    brought(offices, opening_list(offices))
    offices.tap("Ghi kết quả")
    offices.now = moment(25, 9, month=12)
    answers = offices.answers(code)
    name, cccd = str(answers["full_name"]), str(answers["cccd"])
    said = offices.sitting(offices.higher).send(month_list([(name, cccd, 500_000)], way="Chuyển khoản"))
    assert "Chuyển khoản 0 dòng, tiền mặt 1 dòng" in said
    offices.tap_and_wait("Lập danh sách")
    content = offices.file()
    offices.now = moment(11, 9, month=1, year=2027)
    paid = {"Kết quả": "Đã nhận tiền mặt", "Số tiền đã chi": 500_000, "Ngày chi": "10/01/2027"}
    offices.sitting(offices.payer).send(fill(content, "ket_qua", lambda row: paid))
    offices.tap("Ghi kết quả")
    assert offices.status(code) == "verified"
    assert offices.payments(code)[0].outcome == "paid_cash"


@pytest.mark.parametrize("said", ["no", "not_opened"])
def test_an_account_that_is_not_right_is_an_officers(offices: Offices, said: str) -> None:
    """Không đúng and Chưa mở: the sentence, one task, cash goes on; a later Đúng closes the task."""
    code = wanting(offices)
    brought(offices, opening_list(offices))
    offices.tap("Ghi kết quả")
    text = "Đã báo cán bộ xem lại. Trong lúc chờ, tiền vẫn trả bằng tiền mặt."
    assert answer(offices, code, said) == text
    assert answer(offices, code, said) == text
    assert offices.count_tasks("account") == 1
    assert offices.one(code).pay_by == "open_account"


def test_the_officers_own_check_confirms_too(offices: Offices) -> None:
    """/motaikhoan shows the accounts nobody has confirmed; the officer who asked may."""
    code = wanting(offices)
    brought(offices, opening_list(offices))
    offices.tap("Ghi kết quả")
    said = offices.sitting(offices.hoa).order("/motaikhoan")
    assert said.startswith("Tài khoản mới mở, chờ xác nhận: 1.")
    assert "Agribank …8820" in said
    offices.tap("Đúng")
    assert offices.one(code).pay_by == "account"


def test_no_answer_is_a_call(offices: Offices) -> None:
    """Nobody has said for phone_days whether the account is right: one task."""
    wanting(offices)
    brought(offices, opening_list(offices))
    offices.tap("Ghi kết quả")
    assert offices.do(settle) == 0
    offices.wait(days=3, minutes=1)
    assert offices.do(settle) == 1
    assert offices.do(settle) == 0
    assert offices.count_tasks("account") == 1


def test_a_bank_nobody_knows_is_a_bad_row(offices: Offices) -> None:
    """Đã mở with a name that is no bank of the list is given back; nothing is kept."""
    code = wanting(offices)
    assert "chưa dùng được 1" in brought(offices, opening_list(offices), **{"Tên ngân hàng": "Ngân hàng Sao Hỏa"})
    assert not offices.answers(code)["account_number"]


def test_a_later_result_after_an_appointment_is_no_correction(offices: Offices) -> None:
    """Hẹn lại, then Đã mở; what could not be opened is a task."""
    code = wanting(offices)
    content = opening_list(offices)
    for result in ("Hẹn lại", "Chưa liên hệ được"):
        later = fill(content, "mo_tai_khoan", lambda row, result=result: {"Kết quả": result})  # type: ignore[misc] # mypy takes no default of a lambda
        assert "Sửa kết quả" not in offices.sitting(offices.payer).send(later)
        offices.tap("Ghi kết quả")
    assert offices.count_tasks("account") == 1
    assert "Sửa kết quả" not in brought(offices, content)
    offices.tap("Ghi kết quả")
    assert offices.answers(code)["account_number"] == "8500205018820"


def test_a_child_is_opened_for_at_the_counter_through_its_representative(offices: Offices) -> None:
    """Under 15 (TT 17/2024/TT-NHNN): the representative, at the counter, whatever was wished."""
    wanting(offices, birth_date="2016-09-20", open_at="home")
    rows = rows_of(opening_list(offices))
    assert rows[0]["Cách mở"] == "Qua người đại diện (tại quầy)"
