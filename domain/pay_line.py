"""How the money is paid, in one line of a card: way, account masked, whose name, who collects it."""

from __future__ import annotations

from collections.abc import Callable

from domain.fields import HOME_REASONS, PLACES_TO_OPEN, View, account_shown, holder_shown
from domain.people import text_of
from domain.wording import Answers, Text, verbatim


def pay_line(answers: Answers, view: View) -> Text:
    """Nhận tiền: Vietcombank …3456 · chủ TK NONG THI LAN (người khai)."""
    return _PAY_LINES.get(text_of(answers, "pay_by"), _pay_cash)(answers, view)


def _pay_account(answers: Answers, view: View) -> Text:
    return Text(
        "card.pay_account",
        "Nhận tiền: {a} · chủ TK {holder}",
        a=account_shown(answers, view) or verbatim("—"),
        holder=holder_shown(answers) or verbatim("—"),
    )


def _pay_open(answers: Answers, view: View) -> Text:
    return Text(
        "card.pay_open",
        "Nhận tiền: nhờ {payer} mở tài khoản, {a} · đứng tên {holder}",
        a=PLACES_TO_OPEN.get(text_of(answers, "open_at"), PLACES_TO_OPEN["counter"]),
        holder=holder_shown(answers) or verbatim("—"),
    )


def _receiver(answers: Answers) -> Text:
    if text_of(answers, "cash_receiver") == "requester":
        return Text("card.receiver_requester", "người khai lĩnh thay")
    return Text("card.receiver_beneficiary", "người hưởng nhận")


def _pay_cash(answers: Answers, view: View) -> Text:
    return Text("card.pay_cash", "Nhận tiền: tiền mặt · {a}", a=_receiver(answers))


def _pay_home(answers: Answers, view: View) -> Text:
    return Text(
        "card.pay_home",
        "Nhận tiền: tiền mặt tại nhà, {reason} · {a}",
        reason=HOME_REASONS.get(text_of(answers, "home_reason"), HOME_REASONS["private"]),
        a=_receiver(answers),
    )


_PAY_LINES: dict[str, Callable[[Answers, View], Text]] = {
    "account": _pay_account,
    "open_account": _pay_open,
    "cash": _pay_cash,
    "cash_home": _pay_home,
}
