"""Sheet 3, danh sách đề nghị xác thực: to the commune police and back; one row is one person.

Purpose fixed by the city's plan (III.3, V.4); the columns are our own design. The variant with accounts is a
setting of the office, off: the ministry's guide announces it for later, and more data leaves the house.
"""

from __future__ import annotations

from dataclasses import replace

from admin.sheets import reasons
from admin.sheets.shape import COMMUNE, LEFT, Column, Layout, Occasion, Option, Row, Signature
from domain.wording import Text

PERSON_ROLES = (
    Option(key="beneficiary", label="Người hưởng"),
    Option(key="guardian", label="Người giám hộ"),
    Option(key="authorised_person", label="Người được ủy quyền nhận"),
)
MATCH = "match"
RESULTS = (
    Option(key=MATCH, label="Khớp", aliases=("đúng", "ok", "khop", "trùng khớp")),
    Option(key="wrong_name", label="Sai họ tên"),
    Option(key="wrong_birth", label="Sai ngày sinh"),
    Option(key="wrong_cccd", label="Sai số CCCD"),
    Option(key="wrong_residence", label="Sai nơi thường trú"),
    Option(key="not_found", label="Không tìm thấy", aliases=("không có", "không thấy")),
    Option(key="dead", label="Đã chết", aliases=("mất", "đã mất")),
    Option(key="moved", label="Đã chuyển đi"),
    Option(key="meet", label="Cần gặp trực tiếp"),
)
#: Signs put for "yes" or "here"; which of the two nobody knows (many put them on the wrong row).
MARKS = ("x", "v", "✓", "✔", "✔️", "√", "☑", "☒", "✗", "+", "*")
NO_MATCH = (
    "không khớp",
    "không khop",
    "ko khớp",
    "k khớp",
    "chưa khớp",
    "sai",
    "không đúng",
    "không trùng khớp",
)


def contradictions(row: Row, _occasion: Occasion) -> tuple[Text, ...]:
    """Khớp beside a "Sai …" or "Không tìm thấy" says two things."""
    results = row.get("result")
    if not isinstance(results, tuple):
        return ()
    against = any(key.startswith("wrong_") or key == "not_found" for key in results)
    if (MATCH in results and against) or {"account_match", "wrong_account"} <= set(results):
        return (reasons.MATCH_AND_MORE,)
    return ()


LAYOUT = Layout(
    name="xac_thuc",
    kind="CA",
    title="DANH SÁCH ĐỀ NGHỊ XÁC THỰC THÔNG TIN TRÊN CƠ SỞ DỮ LIỆU QUỐC GIA VỀ DÂN CƯ",
    signatures=(LEFT, Signature(lines=("CÁN BỘ XÁC THỰC", "TRƯỞNG CÔNG AN {UNIT}")), COMMUNE),
    takes_back=("xac_thuc",),
    needs=(("row_code", "cccd"), ("full_name",), ("result",)),
    answer="result",
    checks=(contradictions,),
    columns=(
        Column(key="stt", heading="STT", type="int", width=5),
        Column(key="full_name", heading="Họ và tên", type="name", width=26),
        Column(key="birth_date", heading="Ngày, tháng, năm sinh", type="birth", width=12),
        Column(key="cccd", heading="Số CCCD/số định danh", type="id", holds="cccd", width=15, strict=True),
        Column(key="residence", heading="Nơi thường trú", type="text", width=32),
        Column(key="person_role", heading="Tư cách", type="choice", options=PERSON_ROLES, width=13),
        Column(key="registration_code", heading="Mã hồ sơ", type="id", holds="registration_code", width=13),
        Column(
            key="result",
            heading="Kết quả",
            type="choice",
            options=RESULTS,
            several=True,
            refusals=((MARKS, reasons.MARK), (NO_MATCH, reasons.NO_ITEM)),
            fill="they",
            width=16,
        ),
        Column(key="correct_text", heading="Nội dung đúng (nếu sai)", type="text", fill="they", width=30),
        Column(key="correct_cccd", heading="Số CCCD đúng", type="id", holds="cccd", fill="they", width=15),
        Column(
            key="card_state",
            heading="Thẻ CCCD",
            type="choice",
            options=(
                Option(key="valid", label="Còn hạn"),
                Option(key="expired", label="Hết hạn"),
                Option(key="never", label="Chưa cấp"),
                Option(key="in_progress", label="Đang làm"),
            ),
            fill="they",
            width=11,
        ),
        Column(
            key="vneid_level2",
            heading="VNeID mức 2",
            type="choice",
            options=(
                Option(key="yes", label="Có", aliases=("x",)),
                Option(key="no", label="Chưa"),
            ),
            fill="they",
            width=9,
        ),
        Column(key="note", heading="Ghi chú", type="text", fill="they", width=16),
        Column(key="row_code", heading="Mã dòng", type="id", holds="row_code", width=10),
    ),
)


def _with_accounts() -> Layout:
    accounts = (
        Column(key="account_number", heading="Số tài khoản", type="id", holds="account", width=20),
        Column(key="bank", heading="Tên ngân hàng", type="text", width=22),
        Column(key="account_name", heading="Chủ tài khoản", type="text", width=22),
    )
    more = (
        Option(key="account_match", label="Khớp tài khoản"),
        Option(key="wrong_account", label="Sai tài khoản"),
    )
    columns = tuple(
        replace(column, options=column.options + more) if column.key == "result" else column
        for column in LAYOUT.columns
    )
    return replace(
        LAYOUT,
        name="xac_thuc_tai_khoan",
        takes_back=("xac_thuc", "xac_thuc_tai_khoan"),
        columns=(*columns[:5], *accounts, *columns[5:]),
    )


#: The variant in which the police check accounts too.
WITH_ACCOUNTS = _with_accounts()
