"""The sentences of a payment notice and its choices (wording.md section 5, "Payment"), letter for letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from admin import outcomes
from admin.outcomes import BANK_REASONS
from domain.pushed import received_choices
from domain.registration import Registration
from domain.wording import Choice, Money, Param, Text
from storage.payments import Payee, Payment

FIRST_LINE = Text(
    "paid.first",
    "Tin về hồ sơ {code}, kỳ {period}. Không ai được hỏi mã OTP, mật khẩu hay thu phí để trả tiền này.",
)
MONTH = Text("period.month", "tháng {period}")
PAID_ACCOUNT = Text("paid_account", "{payer} báo đã chi trả {amount} vào tài khoản đuôi {tail}.")
PAID_CASH = Text("paid_cash", "{payer} báo đã trả {amount} tiền mặt ngày {date}.")
PAID_CASH_NO_DAY = Text("paid_cash.no_day", "{payer} báo đã trả {amount} tiền mặt.")
PAID_HOME = Text("paid_home", "{payer} báo đã trả {amount} tiền mặt tại nhà ngày {date}.")
PAID_HOME_NO_DAY = Text("paid_home.no_day", "{payer} báo đã trả {amount} tiền mặt tại nhà.")
MONEY_ASK = Text("paid_account.ask", "Tiền đã về chưa ạ?")
CASH_ASK = Text("paid_cash.ask", "{Ben} đã nhận chưa ạ?")
PARTIAL = Text("partial", "{payer} báo đã chi {paid} trên {amount}. Phần còn lại cán bộ đang hỏi.")
SHORT = Text("short_preview", "Tin về hồ sơ {code}, kỳ {period}. Kỳ này đã chi trả.")
SHORT_PARTIAL = Text(
    "short_preview.partial",
    "Tin về hồ sơ {code}, kỳ {period}. Kỳ này mới chi một phần. Phần còn lại cán bộ đang hỏi.",
)
LATE = Text(
    "late",
    "Tin về hồ sơ {code}. Tiền kỳ {period} về chậm. Đơn vị chi trả đang gửi lại, chưa cần làm gì thêm.",
)
RETURNED = Text(
    "returned_by_bank",
    "Tin về hồ sơ {code}. Tiền kỳ {period} chưa vào được tài khoản, lý do: {bank_reason}. "
    "Khoản tiền vẫn được giữ cho {ben}.",
)
STILL_GOOD_ASK = Text("returned_by_bank.ask", "Tài khoản đuôi {tail} còn dùng không?")
NOT_COLLECTED = Text("not_collected", "Tin về hồ sơ {code}. {payer} báo kỳ {period} chưa có người đến lĩnh.")
AT_HOME_ASK = Text("not_collected.ask", "Cần trả tại nhà không?")
NO_ANSWER = Text("no_answer", "{You} chưa báo về tiền kỳ {period}.")

BANK_CHOICES = (
    (Text("choice.still_good", "Còn dùng"), "still_good"),
    (Text("choice.change_account", "Đổi tài khoản"), "change"),
    (Text("choice.take_cash", "Nhận tiền mặt"), "cash"),
)
COLLECT_CHOICES = (
    (Text("choice.will_come", "Sẽ đến lĩnh"), "will_come"),
    (Text("choice.at_home", "Trả tại nhà"), "home"),
    (Text("choice.officer_calls", "Cán bộ gọi lại"), "callback"),
)

Said = tuple[tuple[Text, ...], tuple[Choice, ...]]
About: TypeAlias = "Payee | Registration"


def period_shown(period: str) -> Text:
    """tháng 01/2027."""
    return Text(MONTH.key, MONTH.vietnamese, period=period)


def said_of(payment: Payment, one: About, *, short: bool) -> Said:
    """Lines and choices for one person, list and outcome. KeyError for an outcome nothing is pushed about."""
    return _SAID[payment.outcome](payment, one, short)


def asked_again(payment: Payment) -> Said:
    """no_answer: once, when nobody has answered."""
    in_account = payment.outcome == "paid_account" or bool(payment.tail)
    first = _filled(NO_ANSWER, period=period_shown(payment.period))
    ask = MONEY_ASK if in_account else CASH_ASK
    return (first, ask), received_choices(payment.id, cash=not in_account)


def _first(payment: Payment, one: About) -> Text:
    return _filled(FIRST_LINE, code=one.code, period=period_shown(payment.period))


def _paid(payment: Payment, one: About, short: bool) -> Said:
    cash = payment.outcome != "paid_account"
    ask = CASH_ASK if cash else MONEY_ASK
    choices = received_choices(payment.id, cash=cash)
    if short:
        return (_filled(SHORT, code=one.code, period=period_shown(payment.period)), MONEY_ASK), choices
    return (_first(payment, one), _paid_line(payment), ask), choices


def _paid_line(payment: Payment) -> Text:
    amount = Money(payment.paid)
    if payment.outcome == "paid_account":
        return _filled(PAID_ACCOUNT, amount=amount, tail=payment.tail)
    home = payment.outcome == "paid_home"
    if payment.paid_on is None:
        return _filled(PAID_HOME_NO_DAY if home else PAID_CASH_NO_DAY, amount=amount)
    return _filled(PAID_HOME if home else PAID_CASH, amount=amount, date=payment.paid_on)


def _partial(payment: Payment, one: About, short: bool) -> Said:
    if short:
        return (_filled(SHORT_PARTIAL, code=one.code, period=period_shown(payment.period)),), ()
    amounts = _filled(PARTIAL, paid=Money(payment.paid), amount=Money(payment.amount))
    return (_first(payment, one), amounts), ()


def _late(payment: Payment, one: About, short: bool) -> Said:
    return (_filled(LATE, code=one.code, period=period_shown(payment.period)),), ()


def _returned(payment: Payment, one: About, short: bool) -> Said:
    reason = BANK_REASONS[payment.reason]
    line = _filled(
        RETURNED,
        code=one.code,
        period=period_shown(payment.period),
        bank_reason=_filled(reason, bank=payment.bank or "ngân hàng"),
    )
    ask = _filled(STILL_GOOD_ASK, tail=payment.tail)
    return (line, ask), tuple(_submit(label, "bank_answer", payment, said) for label, said in BANK_CHOICES)


def _not_collected(payment: Payment, one: About, short: bool) -> Said:
    line = _filled(NOT_COLLECTED, code=one.code, period=period_shown(payment.period))
    choices = tuple(_submit(label, "collect_answer", payment, said) for label, said in COLLECT_CHOICES)
    return (line, AT_HOME_ASK), choices


def _submit(label: Text, kind: str, payment: Payment, said: str) -> Choice:
    return Choice(
        label=label, does="submit", args={"kind": kind, "about": payment.id, "answers": {"answer": said}}
    )


def _filled(text: Text, **params: Param) -> Text:
    return Text(text.key, text.vietnamese, **params)


_SAID: dict[str, Callable[[Payment, About, bool], Said]] = {
    "paid_account": _paid,
    "paid_cash": _paid,
    "paid_home": _paid,
    outcomes.PARTIAL: _partial,
    outcomes.LATE: _late,
    outcomes.RETURNED: _returned,
    outcomes.NOT_COLLECTED: _not_collected,
}
