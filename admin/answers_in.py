"""What citizens answer to what a list brought: is the account right, is it still good, will you come.

Called by the shell inside the chat's transaction: ``(desk, about, answers) -> lines to say``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from admin import intake, moves, new_account, notices, outcomes
from admin.desk import CannotDo, Desk
from admin.moves import NOT_FOUND
from admin.outcomes import ASKS, ASKS_ALL, BANK_REASONS
from domain.masks import phone_spoken
from domain.packing import pack_text
from domain.people import text_of
from domain.registration import MOVES, Registration
from domain.wording import Answers, Text
from storage import audit, inbox, payments, registrations, tasks
from storage.payments import Payment

ACCOUNT_RIGHT = Text("account_right", "Đã ghi, từ kỳ sau tiền về tài khoản này.")
SAFE_ACCOUNT = Text("safe_account", "Không ghi mật khẩu lên thẻ. Không cho mượn thẻ. Không bấm đường dẫn lạ.")
ACCOUNT_WRONG = Text("account_wrong", "Đã báo cán bộ xem lại. Trong lúc chờ, tiền vẫn trả bằng tiền mặt.")
WILL_COME = Text("collect.will_come", "Vâng, cảm ơn {you}.")
CALLBACK_DONE = Text(
    "callback_done",
    "Đã nhắn cán bộ. Cán bộ gọi số {phone} trong giờ làm việc, {hours}. "
    "Cán bộ không hỏi mã OTP, mật khẩu. Các câu trả lời vẫn được giữ.",
)
RESENT = Text(
    "resent", "Đã gửi lại hồ sơ {code}. Cán bộ {unit_kind} xem tiếp, thường trong {review_days} ngày làm việc."
)
DONE_BEFORE = Text("answer.done_before", "Việc này đã ghi rồi.")
RETURN_REASON = Text("return.bank", "Tài khoản đuôi {tail}: {bank_reason}.")
ACCOUNT_TASK = Text("task.account_wrong", "Người khai báo tài khoản mới mở chưa đúng, hồ sơ {code}. Xem lại.")
NOT_OPENED_TASK = Text("task.account_not_opened", "Người khai báo chưa mở tài khoản, hồ sơ {code}. Xem lại.")
STILL_GOOD_TASK = Text(
    "task.still_good", "Ngân hàng trả lại tiền, người khai báo tài khoản vẫn dùng, hồ sơ {code}. Hỏi {payer}."
)
HOME_TASK = Text("task.wants_home", "Xin trả tiền tại nhà, hồ sơ {code}. Gọi lại.")
CALL_TASK = Text("task.wants_call", "Chưa đến lĩnh, xin gọi lại, hồ sơ {code}.")


def account_answer(desk: Desk, about: str, answers: Answers) -> tuple[Text, ...]:
    """Whether the account opened is the right one (account_is_right: yes, no, not_opened)."""
    one = _own(desk, about)
    said = text_of(answers, "account_is_right")
    if said == "yes":
        kept = registrations.answers_of(desk.db, one.id, one.version, seal=desk.seal)
        if new_account.confirm(desk, one, kept):
            return ACCOUNT_RIGHT, SAFE_ACCOUNT
        return (ACCOUNT_RIGHT,) if one.pay_by == "account" else (DONE_BEFORE,)
    if one.pay_by != "open_account":
        return (DONE_BEFORE,)
    source = NOT_OPENED_TASK if said == "not_opened" else ACCOUNT_TASK
    _task(desk, one, new_account.task_key(one.id), kind="account", text=_filled(source, code=one.code))
    return (ACCOUNT_WRONG,)


def bank_answer(desk: Desk, about: str, answers: Answers) -> tuple[Text, ...]:
    """Money the bank sent back: the account is still good, another account, or cash from now on."""
    payment, one = _payment(desk, about)
    said = text_of(answers, "answer")
    if said not in ("change", "cash"):
        key = ":".join(("still_good", payment.id))
        _task(desk, one, key, kind="account", text=_filled(STILL_GOOD_TASK, code=one.code))
        return (ACCOUNT_WRONG,)
    if one.status not in MOVES["change_account"].before:
        return (DONE_BEFORE,)
    return _change(desk, one, payment) if said == "change" else _take_cash(desk, one, payment)


def _change(desk: Desk, one: Registration, payment: Payment) -> tuple[Text, ...]:
    """Returned by the person: its talk opens with the fields the reason names; nothing is said before it."""
    item = _item(payment, ASKS.get(payment.reason, ASKS_ALL))
    _move(desk, one, [item])
    now = registrations.find(desk.db, one.id, seal=desk.seal)
    assert now is not None
    key = ":".join(("returned", "payment", payment.id, str(now.revision)))
    notice = inbox.Notice(key=key, chat_id=one.chat_id, body=notices.returned_body(now))
    inbox.keep_notices(desk.db, [notice], seal=desk.seal, now=desk.now)
    return ()


def _take_cash(desk: Desk, one: Registration, payment: Payment) -> tuple[Text, ...]:
    """The same with pay_by = cash: nothing is left to ask, so it is sent again at once."""
    kept = registrations.answers_of(desk.db, one.id, one.version, seal=desk.seal)
    _move(desk, one, [_item(payment, ())])
    dropped = ("bank", "account_number", "account_name", "account_holder")
    answers: Answers = {key: value for key, value in kept.items() if key not in dropped} | {
        "pay_by": "cash",
        "cash_receiver": "beneficiary",
    }
    code = intake.resend(
        replace(desk, staff=None),
        registration_id=one.id,
        talk_id="",
        answers=answers,
        version_seen=one.version,
    )
    return (_filled(RESENT, code=code),)


def _item(payment: Payment, asks: Sequence[str]) -> dict[str, object]:
    reason = BANK_REASONS.get(payment.reason) or BANK_REASONS["R1"]
    shown = Text(reason.key, reason.vietnamese, bank=payment.bank or "ngân hàng")
    say = Text(RETURN_REASON.key, RETURN_REASON.vietnamese, tail=payment.tail, bank_reason=shown)
    return {
        "field": "account_number",
        "reason": ":".join(("bank", payment.reason)),
        "asks": list(asks),
        "say": pack_text(say),
    }


def _move(desk: Desk, one: Registration, items: Sequence[dict[str, object]]) -> None:
    moves.move(
        replace(desk, staff=None),
        one,
        "change_account",
        returned_fields=json.dumps(list(items), ensure_ascii=False),
        reason_sealed=None,
    )


def collect_answer(desk: Desk, about: str, answers: Answers) -> tuple[Text, ...]:
    """Cash nobody came for: will come, wants it at home, or a call."""
    payment, one = _payment(desk, about)
    said = text_of(answers, "answer")
    audit.write(desk.db, at=desk.now, who=desk.who, what="payment.collect", about=one.id, answer=said[:20])
    if said not in ("home", "callback"):
        return (WILL_COME,)
    source, kind = (HOME_TASK, "visit") if said == "home" else (CALL_TASK, "callback")
    _task(desk, one, ":".join(("collect", payment.id)), kind=kind, text=_filled(source, code=one.code))
    kept = registrations.answers_of(desk.db, one.id, one.version, seal=desk.seal)
    number = text_of(kept, "requester_phone") or text_of(kept, "phone")
    return (_filled(CALLBACK_DONE, phone=phone_spoken(number) if number else "đã khai"),)


def _own(desk: Desk, registration_id: str) -> Registration:
    """A registration of this chat; anything else is not there. Raises CannotDo."""
    found = registrations.find(desk.db, registration_id, seal=desk.seal) if registration_id else None
    if found is None or found.chat_id != desk.chat_id:
        raise CannotDo(NOT_FOUND)
    return found


def _payment(desk: Desk, payment_id: str) -> tuple[Payment, Registration]:
    found = payments.find(desk.db, payment_id, seal=desk.seal)
    if found is None or found.outcome not in (outcomes.RETURNED, outcomes.NOT_COLLECTED, payments.CORRECTED):
        raise CannotDo(NOT_FOUND)
    return found, _own(desk, found.registration_id)


def _task(desk: Desk, one: Registration, key: str, *, kind: str, text: Text) -> None:
    tasks.add(
        desk.db,
        key=key,
        kind=kind,
        text=moves.packed(text),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
        chat_id=desk.chat_id,
    )
    audit.write(desk.db, at=desk.now, who=desk.who, what="answer.task", about=one.id, kind=kind)


def _filled(text: Text, **params: str) -> Text:
    return Text(text.key, text.vietnamese, **params)
