"""What a person types in the enrolment form, and how many messages each answer brings: for ours and its peers."""

from __future__ import annotations

#: Typed, and the messages that answer it. {cccd}, {phone}: each person's own.
SCRIPT: tuple[tuple[str, int], ...] = (
    ("/start", 1),
    ("đăng ký", 2),
    ("đồng ý cả 3 việc", 2),
    ("3", 1),
    ("Nông Thị Lan", 1),
    ("{phone}", 1),
    ("con", 1),
    ("nhờ miệng", 2),
    ("{cccd}", 1),
    ("nông văn thành", 1),
    ("5/3/1952", 1),
    ("tổ 7 phường đức xuân", 1),
    ("Người có công", 1),
    ("{phone}", 1),
    ("1", 1),
    ("vietcombank", 1),
    ("{account}", 1),
    ("1", 1),
    ("gửi", 1),
)
#: The same questions, as a form without our understanding would ask them.
QUESTIONS: tuple[str, ...] = (
    "Chào ông/bà, anh/chị. Đây là trợ lý tự động của UBND xã, phường, giúp đăng ký cách nhận tiền trợ cấp.",
    "Có đồng ý cả 3 việc không?",
    "Ai đang khai?",
    "Họ và tên của anh/chị, như trên căn cước?",
    "Số điện thoại của anh/chị?",
    "Anh/chị là gì của người hưởng?",
    "Người hưởng nhờ anh/chị khai bằng giấy ủy quyền hay nhờ miệng?",
    "Chụp mã QR trên thẻ căn cước của người hưởng gửi vào đây, hoặc gõ 12 chữ số.",
    "Họ và tên của người hưởng, như trên căn cước?",
    "Người hưởng sinh ngày nào? Ví dụ 27/3/1946.",
    "Người hưởng thường trú ở xã, phường nào?",
    "Người hưởng thuộc nhóm nào?",
    "Số điện thoại để gặp người hưởng?",
    "Người hưởng muốn nhận tiền bằng cách nào?",
    "Tài khoản ở ngân hàng nào?",
    "Số tài khoản nhận tiền?",
    "Tài khoản này đứng tên ai?",
    "Đúng hết thì chọn Gửi đăng ký.",
    "Đã gửi hồ sơ cho UBND phường Đức Xuân.",
)


def said(person: int, at: int) -> tuple[str, int]:
    """What a person types at a place of the script, and how many messages answer it."""
    text, messages = SCRIPT[at]
    return (
        text.format(cccd=f"006052{person:06d}", phone=f"0912{person:06d}", account=f"0351{person:09d}"),
        messages,
    )
