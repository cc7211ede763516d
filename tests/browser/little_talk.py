"""A bot of few words for the browser's tests, after the golden talk of the wording."""

from __future__ import annotations

from collections.abc import Sequence

from domain.reading.text import fold
from tests.web.memory_door import Said

GREETING = Said(
    text=(
        "Chào ông/bà, anh/chị. Đây là trợ lý tự động của UBND xã, phường, "
        "giúp đăng ký cách nhận tiền trợ cấp.\n"
        "Dịch vụ miễn phí. Trợ lý không bao giờ hỏi mã OTP, mật khẩu, mã PIN, không thu tiền.\n"
        "Muốn gặp cán bộ, gọi 0209 355 0100, 7 giờ 30 đến 17 giờ. "
        "Số 0209 355 0100 có dán tại UBND xã, phường."
    ),
    choices=("Đăng ký", "Xem hồ sơ", "Báo thay đổi", "Trợ giúp"),
)
CONSENT = Said(
    text=(
        "Việc 1: lập hồ sơ, Công an đối chiếu, cơ quan cấp trên lập danh sách chi trả.\n"
        "Việc 2: chuyển thông tin cho Bưu điện, ngân hàng để trả tiền hoặc mở tài khoản.\n"
        "Việc 3: nhắn tin vào đây khi tiền đã chuyển, hoặc ngân hàng chưa nhận được.\n"
        "Có đồng ý cả 3 việc không?"
    ),
    choices=("Đồng ý cả 3 việc", "Chọn từng việc", "Không đồng ý", "Đọc bản đầy đủ"),
)
AGREED = Said(
    text=(
        "Đã ghi ba câu trả lời, lúc 19 giờ 04 ngày 24/11/2026, theo bản thông báo số 1. "
        "Xem lại hoặc rút lại: /dulieu."
    )
)
WHO = Said(
    text=(
        "Phần 1/4: Người khai.\n"
        "Người khai giúp là con cháu, người thân được người hưởng nhờ. "
        "Tiền vẫn về người hưởng thì chưa cần giấy ủy quyền.\n"
        "Ai đang khai?"
    ),
    choices=("Người hưởng tự khai", "Bố mẹ, giám hộ", "Người khai giúp"),
)
NAME = Said(text="Họ và tên của anh/chị, như trên căn cước?")
CCCD = Said(
    text=(
        "Phần 2/4: Người hưởng.\n"
        "Chụp mã QR trên thẻ căn cước của người hưởng gửi vào đây, hoặc gõ 12 chữ số.\n"
        "Gửi mã QR thì khỏi gõ họ tên, ngày sinh, nơi thường trú."
    ),
    choices=("Gửi ảnh mã QR", "Chưa có căn cước"),
    ask_photo=0,
)
READ = Said(text="Đã đọc mã QR, ảnh không lưu.\nNông Văn Thành, sinh 05/3/1952, CCCD đuôi 1234.")
OLD = Said(text="Nút này của câu trước. Câu đang hỏi ở ngay dưới.")

ANSWERS: dict[str, Sequence[Said]] = {
    "bat dau": (GREETING,),
    "dang ky": (CONSENT,),
    "dong y ca 3 viec": (AGREED, WHO),
    "nguoi khai giup": (NAME,),
    "nong thi lan": (CCCD,),
    "(anh)": (READ,),
}


def little_talk(text: str) -> Sequence[Said]:
    """The bot's answer to a text or to the label of a button."""
    return ANSWERS.get(fold(text), (Said(text=f"Đã ghi: {text}"),))
