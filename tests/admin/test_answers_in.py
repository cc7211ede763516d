"""What people answer to a returned or uncollected payment, and what follows."""

from __future__ import annotations

import pytest

from admin import answers_in, intake
from admin.desk import CannotDo
from domain.wording import Answers
from storage.sealing import Sealer
from tests.admin.commune import moment
from tests.admin.offices import Offices, fill, month_list
from tests.databases import Databases


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def told(offices: Offices, result: str, reason: str) -> str:
    """A person whose account went up and whose first payment came out like this; their code."""
    code = offices.verified_account(1).code
    offices.sitting(offices.hoa).order("/danhsach")
    offices.tap("Lập danh sách")
    offices.now = moment(25, 9, month=12)
    answers = offices.answers(code)
    file = month_list([(str(answers["full_name"]), str(answers["cccd"]), 1_500_000)])
    offices.sitting(offices.higher).send(file)
    offices.tap_and_wait("Lập danh sách")
    content = offices.file()
    offices.now = moment(11, 14, month=1, year=2027)
    filled = fill(content, "ket_qua", lambda row: {"Kết quả": result, "Lý do": reason})
    offices.sitting(offices.payer).send(filled)
    offices.tap("Ghi kết quả")
    offices.heard(offices.one(code).chat_id)
    return code


def answers(offices: Offices, code: str, said: str, *, bank: bool = True) -> str:
    """A tap below the message."""
    payment, chat = offices.payments(code)[0], offices.one(code).chat_id
    given: Answers = {"answer": said}
    work = answers_in.bank_answer if bank else answers_in.collect_answer
    lines = offices.do(lambda desk: work(desk, payment.id, given), chat=chat)
    return "\n".join(offices.speak(line) for line in lines)


@pytest.mark.parametrize(
    ("reason", "asks"),
    [
        ("R1", ["account_number"]),
        ("R2", ["account_number", "account_holder"]),
        ("R3", ["bank"]),
        ("R4", ["bank", "account_number", "account_holder"]),
        ("R5", ["bank", "account_number", "account_holder"]),
        ("R8", ["basis_number", "basis_date", "basis_until"]),
    ],
)
def test_another_account_asks_the_fields_of_the_reason(offices: Offices, reason: str, asks: list[str]) -> None:
    """Đổi tài khoản: returned by the person, and its talk opens with the fields of sheets.md 9."""
    code = told(offices, "Chuyển khoản bị trả lại", reason)
    assert answers(offices, code, "change") == ""
    assert offices.status(code) == "returned"
    (body,) = offices.heard(offices.one(code).chat_id)
    assert (body["key"], body["fields"], body["n"]) == ("returned", asks, 1)
    assert len(body["reasons"]) == 1
    assert answers(offices, code, "change") == "Việc này đã ghi rồi."


def test_the_changed_account_is_sent_again_and_goes_the_whole_way(offices: Offices) -> None:
    """The correction is a registration like any other: the officer asks and approves anew."""
    code = told(offices, "Chuyển khoản bị trả lại", "R1")
    answers(offices, code, "change")
    one = offices.one(code)
    again: Answers = {**offices.answers(code), "account_number": "1000099999"}
    offices.do(
        lambda desk: intake.resend(
            desk, registration_id=one.id, talk_id="again", answers=again, version_seen=one.version
        ),
        chat=one.chat_id,
    )
    assert offices.status(code) == "submitted"
    assert "account_changed" in offices.one(code).warnings


def test_cash_is_sent_again_at_once(offices: Offices) -> None:
    """Nhận tiền mặt: nothing is left to ask, so the registration waits for the officer with cash."""
    code = told(offices, "Chuyển khoản bị trả lại", "R4")
    said = answers(offices, code, "cash")
    assert said.startswith(f"Đã gửi lại hồ sơ {code}.")
    assert (offices.status(code), offices.one(code).pay_by) == ("submitted", "cash")
    assert "account_number" not in offices.answers(code)


def test_an_account_that_is_still_good_is_an_officers(offices: Offices) -> None:
    """Còn dùng: the sentence of account_wrong, one task."""
    code = told(offices, "Chuyển khoản bị trả lại", "R4")
    text = "Đã báo cán bộ xem lại. Trong lúc chờ, tiền vẫn trả bằng tiền mặt."
    assert answers(offices, code, "still_good") == text
    assert answers(offices, code, "still_good") == text
    assert offices.count_tasks("account") == 1


def test_uncollected_cash(offices: Offices) -> None:
    """Sẽ đến lĩnh is thanked; the other two are calls."""
    code = told(offices, "Chưa nhận", "R7")
    assert answers(offices, code, "will_come", bank=False) == "Vâng, cảm ơn anh/chị."
    assert answers(offices, code, "home", bank=False).startswith("Đã nhắn cán bộ. Cán bộ gọi số 0913 000 001")
    assert offices.count_tasks("visit") == 1


def test_somebody_elses_payment_is_not_there(offices: Offices) -> None:
    """A button of another chat, or a made-up id: one sentence, nothing written."""
    code = told(offices, "Chuyển khoản bị trả lại", "R4")
    payment = offices.payments(code)[0]
    given: Answers = {"answer": "change"}
    stranger = offices.new_chat("stranger")
    for about in (payment.id, "f" * 32):
        with pytest.raises(CannotDo):
            offices.do(lambda desk, about=about: answers_in.bank_answer(desk, about, given), chat=stranger)  # type: ignore[misc] # mypy takes no default of a lambda
    assert offices.status(code) == "forwarded"
