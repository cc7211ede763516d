"""Chưa nhận tiền: opened by the person, answered by the officer, closed by either (wording.md section 3)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, insert

from admin import intake
from admin.desk import CannotDo, Stale
from admin.reported import PaymentAnswered
from storage.registrations import new_id
from storage.schema import batches, payments
from tests.admin.commune import GOLDEN, LAN_AGAIN, Commune, moment


def paid(commune: Commune) -> tuple[str, str]:
    """The golden registration with a payment of 01/2027; its chat and the payment."""
    chat = commune.new_chat("lan")
    made = commune.submit(LAN_AGAIN, chat=chat, draw=GOLDEN)
    payment, batch = new_id(), new_id()

    def write(db: Connection) -> None:
        db.execute(
            insert(batches).values(
                id=batch,
                code="CT-01840-270105-1",
                kind="CT",
                unit="01840",
                to_office="BUUDIEN",
                period="01/2027",
                people=1,
                made_by=commune.hoa.id,
                made_at=commune.now,
            )
        )
        db.execute(
            insert(payments).values(
                id=payment,
                key=f"paid:{batch}:{made.registration_id}:paid_account",
                batch_id=batch,
                registration_id=made.registration_id,
                outcome="paid_account",
                rows=1,
                amount=1_500_000,
                paid=1_500_000,
                paid_on=date(2027, 1, 11),
                period="01/2027",
                tail_sealed=commune.seal.seal("1223", table="payments", column="tail_sealed", row=payment),
                told="told",
            )
        )

    commune.databases.begin(write)
    commune.now = moment(11, 14, 30, month=1, year=2027)
    return chat, payment


def say(commune: Commune, chat: str, payment: str, *, received: bool) -> PaymentAnswered:
    """What the person answers."""
    return commune.do(
        lambda desk: intake.answer_payment(
            desk, payment_id=payment, received=received, kind=None if received else "none"
        ),
        chat=chat,
    )


def test_the_officer_answers_as_in_the_golden_talk(commune: Commune) -> None:
    """Path A: the card, the written answer, its preview, and what the person then reads."""
    chat, payment = paid(commune)
    opened = say(commune, chat, payment, received=False)
    assert (opened.grievance_code, opened.period, opened.due_on) == (
        "BK-7Q4M-2KT/1",
        "01/2027",
        date(2027, 1, 18),
    )
    commune.now = moment(12, 15, 10, month=1, year=2027)
    assert commune.order("/phieu") == (
        "1/1 · chờ 1 ngày · hạn 18/01\n"
        "Phiếu BK-7Q4M-2KT/1 · chưa thấy tiền · 1.500.000 đồng · kỳ tháng 01/2027 · TK …1223 "
        "[Trả lời | Đã chi bù | Đóng phiếu | Để sau]"
    )
    assert commune.tap("Trả lời") == "Viết câu trả lời cho người khai."
    answer = "Bưu điện báo ngân hàng ghi có lúc 9 giờ ngày 12/01. Anh/chị xem lại tài khoản giúp."
    assert commune.type(answer) == (f"Người khai sẽ đọc: “{answer}”\nGửi câu này? [Gửi | Viết lại | Thôi]")
    assert commune.tap("Gửi") == "Đã gửi. Phiếu chờ người khai trả lời."
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == (f"Cán bộ trả lời phiếu BK-7Q4M-2KT/1.\n{answer}\nTiền đã về chưa ạ?")
    assert [choice["does"] for choice in notice["choices"]] == ["submit", "open"]
    done = say(commune, chat, payment, received=True)
    assert done.grievance_code == "BK-7Q4M-2KT/1"
    assert done.already_at is None
    assert commune.order("/phieu") == "Không còn phiếu chờ."


def test_money_that_came_is_said_once(commune: Commune) -> None:
    """Path B: received; said again it is known when."""
    chat, payment = paid(commune)
    assert say(commune, chat, payment, received=True).grievance_code == ""
    assert say(commune, chat, payment, received=True).already_at == commune.now


def test_a_second_complaint_finds_the_open_one(commune: Commune) -> None:
    """One grievance a payment; after an answer it waits for the officer again."""
    chat, payment = paid(commune)
    say(commune, chat, payment, received=False)
    again = say(commune, chat, payment, received=False)
    assert (again.grievance_code, again.already_at) == ("BK-7Q4M-2KT/1", commune.now)
    commune.order("/phieu")
    commune.tap("Đã chi bù")
    commune.tap("Gửi")
    assert commune.order("/phieu") == "Không còn phiếu chờ."
    say(commune, chat, payment, received=False)
    assert commune.order("/phieu").startswith("1/1 · ")


def test_another_chat_cannot_answer_for_a_payment(commune: Commune) -> None:
    """A foreign payment and one that is not there get the same sentence."""
    _, payment = paid(commune)
    said = []
    for one in (payment, "nothing"):
        with pytest.raises(CannotDo) as refused:
            say(commune, commune.new_chat("other"), one, received=True)
        said.append(refused.value.say)
    assert said[0] == said[1]


def test_closing_tells_the_person(commune: Commune) -> None:
    """Đóng phiếu: the person reads it and whom to call; a stale tap on it is refused."""
    chat, payment = paid(commune)
    say(commune, chat, payment, received=False)
    commune.order("/phieu")
    card = commune.shown
    assert commune.tap("Đóng phiếu") == "Đã đóng phiếu BK-7Q4M-2KT/1."
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == "Phiếu BK-7Q4M-2KT/1 đã đóng. Nếu chưa ổn, gọi {hotline}."
    commune.shown = card
    with pytest.raises(Stale):
        commune.tap("Trả lời")


def test_a_ready_sentence_for_money_paid_again(commune: Commune) -> None:
    """Đã chi bù offers its sentence; Thôi goes back to the card."""
    chat, payment = paid(commune)
    say(commune, chat, payment, received=False)
    commune.order("/phieu")
    assert commune.tap("Đã chi bù").startswith("Người khai sẽ đọc: “Tiền kỳ tháng 01/2027 đã được chi bù.”")
    assert commune.tap("Thôi").startswith("1/1 · ")
    assert commune.tap("Để sau") == "Không còn phiếu chờ."


def test_another_wards_grievance_is_as_if_it_did_not_exist(commune: Commune) -> None:
    """Its code typed by an officer of another ward opens nothing."""
    chat, payment = paid(commune)
    say(commune, chat, payment, received=False)
    commune.sitting(commune.elsewhere)
    assert commune.order("/phieu") == "Không còn phiếu chờ."
    with pytest.raises(CannotDo):
        commune.run("traloiphieu", code="BK-7Q4M-2KT/1")
