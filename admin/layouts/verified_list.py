"""Sheet 4, danh sách đã xác thực: up to the higher office; its acknowledgement comes back.

Columns 2 to 7 are the minimum of the city's plan, in the plan's order, and stay together. A list that goes up
carries no phone number.
"""

from __future__ import annotations

from dataclasses import replace

from admin.sheets import reasons
from admin.sheets.shape import Column, Layout, Occasion, Option, Row
from domain.wording import Text


def reason_given(row: Row, _occasion: Occasion) -> tuple[Text, ...]:
    """A row handed back says why."""
    return (reasons.NO_RETURN_REASON,) if row.get("ack") == "returned" and not row.get("ack_reason") else ()


LAYOUT = Layout(
    name="tong_hop",
    kind="XT",
    title="DANH SÁCH NGƯỜI HƯỞNG TRỢ CẤP ĐĂNG KÝ NHẬN QUA TÀI KHOẢN (ĐÃ XÁC THỰC)",
    takes_back=("tong_hop",),
    needs=(("row_code", "cccd"), ("full_name",), ("ack",)),
    answer="ack",
    checks=(reason_given,),
    columns=(
        Column(key="stt", heading="STT", type="int", width=5),
        Column(key="full_name", heading="Họ và tên", type="name", width=26),
        Column(key="birth_date", heading="Ngày/tháng/năm sinh", type="birth", width=12),
        Column(
            key="cccd",
            heading="Số căn cước công dân/số định danh cá nhân",
            type="id",
            holds="cccd",
            width=15,
            strict=True,
            also=("Số CCCD/số định danh", "Số CCCD"),
        ),
        Column(key="residence", heading="Nơi thường trú", type="text", width=32),
        Column(key="account_number", heading="Số tài khoản", type="id", holds="account", width=20),
        Column(key="bank", heading="Tên ngân hàng", type="text", width=24),
        Column(key="account_name", heading="Chủ tài khoản (nếu khác)", type="text", width=22),
        Column(key="representative", heading="Quan hệ, giấy tờ", type="text", width=22),
        Column(key="category", heading="Loại đối tượng", type="text", width=10),
        Column(key="verified_on", heading="Ngày xác thực", type="date", width=11),
        Column(
            key="ack",
            heading="Tiếp nhận",
            type="choice",
            options=(
                Option(key="received", label="Đã nhận"),
                Option(key="returned", label="Trả lại"),
            ),
            fill="they",
            width=10,
        ),
        Column(key="ack_reason", heading="Lý do trả lại", type="text", fill="they", width=18),
        Column(key="row_code", heading="Mã dòng", type="id", holds="row_code", width=10),
    ),
)

#: From the higher office to the department: the plan's columns and the commune.
FOR_DEPARTMENT = replace(
    LAYOUT,
    name="tong_hop_so",
    answer="",
    checks=(),
    takes_back=("tong_hop_so",),
    needs=(("cccd",), ("full_name",)),
    columns=(*LAYOUT.columns[:7], Column(key="unit_name", heading="Phường/xã", type="text", width=18)),
)
#: The same seven as a bare table, for typing or pasting into the ministry's site: a convenience only.
FOR_MINISTRY_SITE = replace(
    FOR_DEPARTMENT,
    name="cap_nhat_du_lieu",
    bare=True,
    takes_back=("cap_nhat_du_lieu",),
    columns=LAYOUT.columns[:7],
)
