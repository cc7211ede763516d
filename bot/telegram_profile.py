"""What Telegram shows before anybody writes: the menu of commands and the bot's description.

Sources: wording.md section 1 "Commands", section 5 "/trogiup" and the description before Start.
"""

from __future__ import annotations

from domain.wording import Text

#: Command and what the menu says of it.
COMMANDS: tuple[tuple[str, Text], ...] = (
    ("dangky", Text("command.dangky", "Đăng ký cách nhận tiền")),
    ("trangthai", Text("command.trangthai", "Xem hồ sơ đến đâu")),
    ("baothaydoi", Text("command.baothaydoi", "Báo đổi cách nhận, đổi điện thoại, chuyển đi, thay đổi khác")),
    ("dulieu", Text("command.dulieu", "Xem, sửa, xóa thông tin của mình")),
    ("quaylai", Text("command.quaylai", "Về câu trước")),
    ("desau", Text("command.desau", "Để sau")),
    ("huy", Text("command.huy", "Bỏ bản khai")),
    ("canbo", Text("command.canbo", "Gặp cán bộ")),
    ("trogiup", Text("command.trogiup", "Trợ giúp")),
)

_DESCRIPTION = Text(
    "description",
    "Đăng ký cách nhận tiền trợ cấp. Miễn phí. Trả lời tự động. "
    "Không bao giờ hỏi mã OTP, mật khẩu, mã PIN. Gặp cán bộ: {hotline}.",
)


def description(hotline: str) -> str:
    """The bot's description; without a hotline its sentence is left out. 512 signs are Telegram's limit."""
    text = _DESCRIPTION.vietnamese
    if not hotline:
        text = text.removesuffix(" Gặp cán bộ: {hotline}.")
    return text.replace("{hotline}", hotline)[:512]
