"""Sheet 9, kết quả chi trả: the payer's monthly report, sheet 8 sent back with five more columns filled in.

Also taken: the payer's own file with at least CCCD or row code, amount and result. Content after TT 101/2018
Đ15 k4 (not read). A result is compared as a whole: "Không thành công" holds "thành công".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from admin.layouts.payment_columns import LIST_COLUMNS, PAID, RESULT_COLUMNS, UNCLEAR
from admin.sheets import reasons
from admin.sheets.shape import LEFT, Layout, Occasion, Row, Signature
from domain.wording import Text


def amounts_stand(row: Row, _occasion: Occasion) -> tuple[Text, ...]:
    """What was paid fits the result: given when paid, not above the list, nothing when not paid."""
    result, paid, amount = row.get("pay_result"), row.get("paid"), row.get("amount")
    if result is None:
        return (reasons.NO_RESULT,) if paid or row.get("paid_on") or row.get("pay_reason") else ()
    if result not in PAID:
        return (reasons.UNPAID_AND_AMOUNT,) if paid and result != UNCLEAR else ()
    if not isinstance(paid, int) or paid == 0:
        return (reasons.PAID_EMPTY,)
    if isinstance(amount, int) and paid > amount:
        return (reasons.amount_differs(paid, listed=amount),)
    return ()


def reason_fits(row: Row, _occasion: Occasion) -> tuple[Text, ...]:
    """A row not paid says why; a row paid in full has no reason why not."""
    result, reason = row.get("pay_result"), row.get("pay_reason")
    if result in PAID:
        partial = row.get("paid") != row.get("amount")
        return (reasons.PAID_AND_REASON,) if reason and not partial else ()
    if result in (None, UNCLEAR) or reason:
        return ()
    return (reasons.NO_REASON,)


def day_stands(row: Row, occasion: Occasion) -> tuple[Text, ...]:
    """The day of payment has come, and is not before the list was made."""
    paid_on = row.get("paid_on")
    if not isinstance(paid_on, date):
        return ()
    if paid_on > occasion.today:
        return (reasons.DATE_AHEAD,)
    if occasion.made_on and paid_on < occasion.made_on:
        return (reasons.DATE_BEFORE,)
    return ()


def paid_as_listed(row: Row, occasion: Occasion) -> Row:
    """In a payer's own file without "Số tiền đã chi" its only amount is what was paid."""
    if "paid" not in occasion.columns and row.get("pay_result") in PAID:
        return {**row, "paid": row.get("amount")}
    return row


LAYOUT = Layout(
    name="ket_qua",
    kind="CT",
    title="KẾT QUẢ CHI TRẢ TRỢ CẤP HẰNG THÁNG QUA TỔ CHỨC DỊCH VỤ CHI TRẢ",
    signatures=(
        LEFT,
        Signature(lines=("ĐẠI DIỆN BƯU ĐIỆN",)),
        Signature(lines=("THỦ TRƯỞNG ĐƠN VỊ",), dated=True),
    ),
    takes_back=("chi_tra", "ket_qua"),
    needs=(("row_code", "cccd", "account_number"), ("amount", "paid"), ("pay_result",)),
    answer="pay_result",
    by_account=True,
    complete=paid_as_listed,
    checks=(amounts_stand, reason_fits, day_stands),
    columns=(
        *(replace(column, required=False) for column in LIST_COLUMNS),
        *(replace(column, on_paper=True) for column in RESULT_COLUMNS),
    ),
)
