"""Sheet 2, danh sách tổng hợp đăng ký: from the commune to the paying office and Bưu điện; not read back.

Purpose fixed by the city's plan (III.3, V.5); the columns are our own design.
"""

from __future__ import annotations

from admin.sheets.shape import Column, Layout, Option

PAY_BY = (
    Option(key="account", label="Tài khoản"),
    Option(key="open_account", label="Mở tài khoản"),
    Option(key="cash", label="Tiền mặt"),
    Option(key="cash_home", label="Tại nhà", aliases=("tiền mặt tại nhà",)),
)

LAYOUT = Layout(
    name="dang_ky",
    kind="DK",
    title="DANH SÁCH ĐĂNG KÝ HÌNH THỨC NHẬN TRỢ CẤP KHÔNG DÙNG TIỀN MẶT",
    total_by="pay_by",
    takes_back=("dang_ky",),
    needs=(("full_name",), ("cccd",)),
    columns=(
        Column(key="stt", heading="STT", type="int", width=5),
        Column(key="full_name", heading="Họ và tên", type="name", width=26),
        Column(key="birth_date", heading="Ngày, tháng, năm sinh", type="birth", width=12),
        Column(key="cccd", heading="Số CCCD/số định danh", type="id", holds="cccd", width=15, strict=True),
        Column(key="residence", heading="Nơi thường trú", type="text", width=32),
        Column(key="pay_by", heading="Hình thức đăng ký", type="choice", options=PAY_BY, width=13),
        Column(key="account_number", heading="Số tài khoản", type="id", holds="account", width=20),
        Column(key="bank", heading="Tên ngân hàng", type="text", width=22),
        Column(key="account_name", heading="Chủ tài khoản", type="text", width=22),
        Column(key="representative", heading="Người nhận thay (quan hệ)", type="text", width=24),
        Column(key="note", heading="Ghi chú", type="text", width=14),
    ),
)
