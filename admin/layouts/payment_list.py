"""Sheet 8, danh sách chi trả tháng: in from the higher office (amounts are its own), out to Bưu điện.

Content after TT 101/2018 Đ15 (to be compared with TT 44/2022 and TT 76/2021 before use: not read). Out in
three sheets of one workbook, each ending in the five columns of sheet 9, empty, which the payer fills in.
"""

from __future__ import annotations

from dataclasses import replace

from admin.layouts.payment_columns import LIST_COLUMNS, RESULT_COLUMNS
from admin.sheets import reasons
from admin.sheets.shape import LEFT, Layout, Occasion, Page, Row, Signature
from domain.wording import Text

HEAD = Signature(lines=("THỦ TRƯỞNG ĐƠN VỊ",), dated=True)
TRANSFER_SIGNS = (LEFT, Signature(lines=("KẾ TOÁN",), hint="(Ký, ghi rõ họ và tên)"), HEAD)
CASH_SIGNS = (LEFT, Signature(lines=("NHÂN VIÊN CHI TRẢ",), hint="(Ký, ghi rõ họ và tên)"), HEAD)


def adds_up(row: Row, occasion: Occasion) -> tuple[Text, ...]:
    """The total is the sum of its parts, where the file has the parts."""
    amount = row.get("amount")
    if not isinstance(amount, int) or "monthly" not in occasion.columns:
        return ()
    values = (row.get(key) for key in ("monthly", "arrears", "one_off", "carried"))
    parts = sum(value for value in values if isinstance(value, int))
    return () if parts == amount else (reasons.wrong_sum(amount, parts=parts),)


LAYOUT = Layout(
    name="chi_tra",
    kind="CT",
    title="DANH SÁCH CHI TRẢ TRỢ CẤP HẰNG THÁNG QUA TỔ CHỨC DỊCH VỤ CHI TRẢ",
    columns=(*LIST_COLUMNS, *RESULT_COLUMNS),
    takes_back=("chi_tra",),
    needs=(("full_name",), ("cccd",), ("benefit",), ("monthly",), ("amount",)),
    checks=(adds_up,),
    pages=(
        Page(
            title="Chuyen khoan",
            key="pay_by",
            values=("account",),
            without=("signature",),
            signatures=TRANSFER_SIGNS,
        ),
        Page(
            title="Tien mat",
            key="pay_by",
            values=("cash",),
            group_by="pay_point",
            group_label="Điểm chi trả:",
            signatures=CASH_SIGNS,
        ),
        Page(
            title="Tai nha",
            key="pay_by",
            values=("cash_home",),
            group_by="pay_point",
            group_label="Điểm chi trả:",
            signatures=CASH_SIGNS,
        ),
    ),
)

#: What the higher office sends us: the list without the payer's columns, in one sheet.
INCOMING = replace(
    LAYOUT,
    name="chi_tra_den",
    columns=LIST_COLUMNS,
    pages=(),
    signatures=TRANSFER_SIGNS,
    takes_back=("chi_tra", "chi_tra_den"),
)
