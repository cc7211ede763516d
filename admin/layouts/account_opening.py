"""Sheet 5, danh sách mở tài khoản: to Bưu điện and its partner bank, and back with the accounts.

Name, CCCD, phone and residence are the city's plan (III.3, V.6); the rest is our own design.
"""

from __future__ import annotations

from datetime import date

from admin.layouts.verification import PERSON_ROLES
from admin.sheets import reasons
from admin.sheets.shape import COMMUNE, LEFT, Column, Layout, Occasion, Option, Row, Signature
from domain.wording import Text

OPENED = "opened"
OPEN_RESULTS = (
    Option(key=OPENED, label="Đã mở"),
    Option(key="later", label="Hẹn lại"),
    Option(key="not_reached", label="Chưa liên hệ được"),
    Option(key="papers_missing", label="Thiếu giấy tờ"),
    Option(key="not_eligible", label="Không đủ điều kiện"),
    Option(key="declined", label="Từ chối"),
)


def account_given(row: Row, occasion: Occasion) -> tuple[Text, ...]:
    """Đã mở comes with number and bank, and nothing else does; the day opened has come."""
    result, number, bank = row.get("open_result"), row.get("account_number"), row.get("bank")
    found: list[Text] = []
    if result == OPENED and not (number and bank):
        found.append(reasons.NO_ACCOUNT)
    elif result is None and (number or bank):
        found.append(reasons.NO_RESULT)
    elif result not in (None, OPENED) and number:
        found.append(reasons.UNOPENED_AND_ACCOUNT)
    opened_on = row.get("opened_on")
    if result == OPENED and isinstance(opened_on, date) and opened_on > occasion.today:
        found.append(reasons.OPENED_AHEAD)
    return tuple(found)


LAYOUT = Layout(
    name="mo_tai_khoan",
    kind="MT",
    title="DANH SÁCH NGƯỜI ĐỀ NGHỊ MỞ TÀI KHOẢN NHẬN TRỢ CẤP",
    signatures=(LEFT, Signature(lines=("ĐẠI DIỆN BƯU ĐIỆN",)), COMMUNE),
    takes_back=("mo_tai_khoan",),
    needs=(("row_code", "holder_cccd"), ("holder_name",), ("open_result",), ("account_number",), ("bank",)),
    person=("holder_cccd", "holder_name"),
    answer="open_result",
    checks=(account_given,),
    columns=(
        Column(key="stt", heading="STT", type="int", width=5),
        Column(key="holder_name", heading="Họ và tên người đứng tên tài khoản", type="name", width=26),
        Column(key="holder_birth", heading="Ngày sinh", type="birth", width=12),
        Column(key="holder_cccd", heading="Số CCCD", type="id", holds="cccd", width=15, strict=True),
        Column(key="cccd_issued", heading="Ngày cấp", type="date", width=11),
        Column(key="residence", heading="Nơi cư trú", type="text", width=30),
        Column(key="phone", heading="Điện thoại", type="id", holds="phone", width=12),
        Column(key="holder_role", heading="Đứng tên là", type="choice", options=PERSON_ROLES, width=13),
        Column(key="beneficiary", heading="Người hưởng (nếu khác)", type="text", width=24),
        Column(
            key="open_how",
            heading="Cách mở",
            type="choice",
            options=(
                Option(key="counter", label="Tại quầy"),
                Option(key="home", label="Tại nhà"),
                Option(key="representative", label="Qua người đại diện (tại quầy)"),
            ),
            width=14,
        ),
        Column(
            key="open_result",
            heading="Kết quả",
            type="choice",
            options=OPEN_RESULTS,
            fill="they",
            width=14,
        ),
        Column(
            key="account_number",
            heading="Số tài khoản",
            type="id",
            holds="account",
            fill="they",
            width=20,
        ),
        Column(key="bank", heading="Tên ngân hàng", type="text", fill="they", width=22),
        Column(key="account_name", heading="Tên trên tài khoản", type="name", fill="they", width=22),
        Column(key="opened_on", heading="Ngày mở / hẹn", type="date", fill="they", width=11),
        Column(key="note", heading="Ghi chú", type="text", fill="they", width=14),
        Column(key="row_code", heading="Mã dòng", type="id", holds="row_code", width=10),
    ),
)
