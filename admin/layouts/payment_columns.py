"""The columns of the payment list and of its result: sheets 8 and 9 are one table, sent out and sent back.

A person may stand in several rows of a month, one for each benefit: month + person + benefit is a payment.
"""

from __future__ import annotations

from admin.sheets.shape import Column, Option

PAY_BY = (
    Option(key="account", label="Chuyển khoản", aliases=("ck", "tài khoản", "qua tài khoản")),
    Option(key="cash", label="Tiền mặt", aliases=("tm",)),
    Option(key="cash_home", label="Tại nhà", aliases=("tiền mặt tại nhà",)),
)
PAID = ("paid_account", "paid_cash", "paid_home")
UNCLEAR = "unclear"
PAY_RESULTS = (
    Option(
        key="paid_account",
        label="Đã chuyển khoản",
        aliases=("thành công", "success", "completed", "successful"),
    ),
    Option(key="paid_cash", label="Đã nhận tiền mặt"),
    Option(key="paid_home", label="Đã chi tại nhà"),
    Option(
        key="returned_by_bank",
        label="Chuyển khoản bị trả lại",
        aliases=("không thành công", "thất bại", "failed", "error"),
    ),
    Option(
        key=UNCLEAR,
        label="Chưa rõ, đang tra soát",
        aliases=(
            "chưa rõ",
            "đang tra soát",
            "time out",
            "timeout",
            "time-out",
            "không tường minh",
            "thất bại không tường minh",
            "chưa kiểm tra được",
            "truy vấn thông tin tài khoản thụ hưởng không thành công",
        ),
    ),
    Option(key="not_collected", label="Chưa nhận"),
    Option(key="suspended", label="Tạm dừng chi"),
)
PAY_REASONS = (
    Option(key="R1", label="Sai số tài khoản/không có tài khoản", aliases=("R1",)),
    Option(key="R2", label="Tên chủ tài khoản không khớp", aliases=("R2",)),
    Option(key="R3", label="Sai ngân hàng", aliases=("R3",)),
    Option(key="R4", label="Tài khoản đóng, khóa, tạm ngừng", aliases=("R4",)),
    Option(
        key="R5",
        label="Giấy tờ tùy thân hết hạn/chưa cập nhật sinh trắc học tại ngân hàng",
        aliases=("R5",),
    ),
    Option(key="R6", label="Lỗi hệ thống của ngân hàng, chắc chắn chưa chuyển", aliases=("R6",)),
    Option(key="R7", label="Vắng mặt, chưa đến nhận", aliases=("R7",)),
    Option(key="R8", label="Người nhận thay thiếu/hết hạn giấy ủy quyền", aliases=("R8",)),
    Option(key="R9", label="Đã chết", aliases=("R9",)),
    Option(key="R10", label="Đã chuyển đi", aliases=("R10",)),
    Option(key="R11", label="Khác", aliases=("R11",)),
)

RESULT_COLUMNS = (
    Column(
        key="pay_result",
        heading="Kết quả",
        type="choice",
        options=PAY_RESULTS,
        fill="they",
        width=18,
        on_paper=False,
        also=("Kết quả chi trả", "Trạng thái"),
    ),
    Column(
        key="paid",
        heading="Số tiền đã chi",
        type="money",
        fill="they",
        width=13,
        on_paper=False,
    ),
    Column(key="paid_on", heading="Ngày chi", type="date", fill="they", width=11, on_paper=False),
    Column(
        key="reference",
        heading="Số chứng từ/mã giao dịch",
        type="text",
        fill="they",
        width=16,
        on_paper=False,
        also=("Số chứng từ", "Mã giao dịch"),
    ),
    Column(
        key="pay_reason",
        heading="Lý do",
        type="choice",
        options=PAY_REASONS,
        fill="they",
        width=22,
        on_paper=False,
        also=("Lý do chưa chi", "Lý do chưa nhận"),
    ),
)

LIST_COLUMNS = (
    Column(key="stt", heading="STT", type="int", width=5),
    Column(key="full_name", heading="Họ và tên", type="name", width=26, required=True, strict=True),
    Column(
        key="cccd",
        heading="Số CCCD",
        type="id",
        holds="cccd",
        width=15,
        required=True,
        strict=True,
        also=("Số CCCD/số định danh", "Số CMND/CCCD", "Số căn cước công dân", "Số căn cước"),
    ),
    Column(key="residence", heading="Địa chỉ", type="text", width=26, also=("Nơi thường trú", "Nơi cư trú")),
    Column(
        key="benefit",
        heading="Loại đối tượng/chế độ",
        type="text",
        width=12,
        required=True,
        also=("Loại đối tượng", "Chế độ", "Loại chế độ"),
    ),
    Column(key="monthly", heading="Trợ cấp tháng", type="money", width=13, required=True, strict=True),
    Column(key="arrears", heading="Truy lĩnh", type="money", width=12, strict=True),
    Column(key="one_off", heading="Một lần, mai táng phí", type="money", width=12, strict=True),
    Column(key="carried", heading="Kỳ trước chưa nhận", type="money", width=12, strict=True),
    Column(
        key="amount",
        heading="Tổng số tiền",
        type="money",
        width=14,
        required=True,
        strict=True,
        also=("Tổng tiền", "Tổng cộng", "Số tiền"),
    ),
    Column(
        key="pay_by",
        heading="Hình thức",
        type="choice",
        options=PAY_BY,
        width=12,
        also=("Hình thức chi trả", "Hình thức nhận"),
    ),
    Column(key="account_number", heading="Số tài khoản", type="id", holds="account", width=20),
    Column(key="bank", heading="Tên ngân hàng", type="text", width=22, also=("Ngân hàng",)),
    Column(
        key="receiver_name",
        heading="Chủ tài khoản / người nhận",
        type="text",
        width=24,
        also=("Chủ tài khoản", "Người nhận"),
    ),
    Column(key="signature", heading="Ký nhận", type="text", fill="hand", width=16),
    Column(key="row_code", heading="Mã dòng", type="id", holds="row_code", width=10),
)
