"""Every word the pages say by themselves, in the voice of wording.md section 1.

The bot's own sentences come from the talk; these are the frame around them: the header, the buttons, the
status line, the few pages beside the chat.
"""

from __future__ import annotations

from domain.wording import Text

TITLE = Text("web.title", "Trợ lý đăng ký trợ cấp")
HOTLINE = Text("web.hotline", "{hotline}")
HOTLINE_LABEL = Text("web.hotline_label", "Gặp cán bộ: {hotline}")
ABOUT = Text(
    "web.about",
    "Đăng ký cách nhận tiền trợ cấp. Miễn phí. Trả lời tự động.\nKhông bao giờ hỏi mã OTP, mật khẩu, mã PIN.",
)
ABOUT_TITLE = Text("web.about_title", "Xin chào")
ABOUT_STAFF = Text("web.about_staff", "Đã đăng nhập. Gõ lệnh ở ô dưới, hoặc bắt đầu để xem việc đang chờ.")
BEGIN = Text("web.begin", "Bắt đầu")
SKIP = Text("web.skip", "Đến ô trả lời")
LOG_LABEL = Text("web.log_label", "Các tin đã nhắn")
ANSWER_FORM = Text("web.answer_form", "Trả lời")
ANSWER_LABEL = Text("web.answer_label", "Câu trả lời")
ANSWER_HINT = Text("web.answer_hint", "Gõ ở đây")
SEND = Text("web.send", "Gửi")
PHOTO = Text("web.photo", "Ảnh")
FILE = Text("web.file", "Tệp")
PHOTO_LABEL = Text("web.photo_label", "Gửi ảnh")
FILE_LABEL = Text("web.file_label", "Gửi tệp")
READ_NEWER = Text("web.read_newer", "Xem tin mới")
BOT = Text("web.bot", "Trợ lý:")
ME = Text("web.me", "Tôi:")
CHOICES_LABEL = Text("web.choices_label", "Các lựa chọn")
OLD_CHOICES_LABEL = Text("web.old_choices_label", "Các lựa chọn của câu trước")
DOWNLOAD = Text("web.download", "Tải tệp {name}")

CONNECTING = Text("web.connecting", "Đang kết nối lại…")
CONNECTED = Text("web.connected", "Đã kết nối lại.")
SENDING = Text("web.sending", "Đang gửi…")
WAITING = Text("web.waiting", "Chưa gửi được, có mạng sẽ tự gửi.")
NOT_TAKEN = Text("web.not_taken", "Tin này chưa gửi được.")
DROP = Text("web.drop", "Bỏ tin này")
PHOTO_TOO_BIG = Text("web.photo_too_big", "Ảnh lớn quá. Gửi giúp ảnh dưới 10 MB.")
FILE_TOO_BIG = Text("web.file_too_big", "Tệp lớn quá. Gửi giúp tệp dưới 5 MB.")
CLOSED_HERE = Text("web.closed_here", "Cuộc trò chuyện này đã đóng trên máy này.")
ANSWERING = Text("web.answering", "Trợ lý đang trả lời…")
#: How warnings on a card of staff begin (wording.md section 6): such lines stand out.
WARNING = Text("web.warning", "LƯU Ý:")
NEWER_BELOW = Text("web.newer_below", "Có tin mới")

FORGET = Text("web.forget", "Xóa màn hình này")
FORGET_ASK = Text("web.forget_ask", "Xóa màn hình này?")
FORGET_WHAT = Text(
    "web.forget_what",
    "Các tin trên màn hình được xóa, máy này không mở lại được cuộc trò chuyện.\n"
    "Hồ sơ đã gửi vẫn giữ nguyên. Ghi lại mã hồ sơ trước khi xóa.",
)
FORGET_WHAT_STAFF = Text(
    "web.forget_what_staff",
    "Các tin trên màn hình được xóa. Hồ sơ giữ nguyên.\nMuốn vào lại, nhờ quản trị cấp đường dẫn mới.",
)
FORGET_YES = Text("web.forget_yes", "Xóa")
FORGET_NO = Text("web.forget_no", "Thôi")
FORGOTTEN = Text("web.forgotten", "Đã xóa màn hình này.")
FORGOTTEN_MORE = Text("web.forgotten_more", "Hồ sơ đã gửi vẫn giữ nguyên. Đóng trang này là xong.")
NEW_CHAT = Text("web.new_chat", "Mở cuộc trò chuyện mới")

NOT_HERE = Text("web.not_here", "Cuộc trò chuyện này không mở được trên máy này.")
NOT_HERE_MORE = Text(
    "web.not_here_more", "Hồ sơ đã gửi vẫn giữ nguyên. Mở cuộc trò chuyện mới, rồi xem bằng mã hồ sơ."
)
NO_PAGE = Text("web.no_page", "Không có trang này.")
TO_START = Text("web.to_start", "Về trang đầu")
TROUBLE = Text("web.trouble", "Dịch vụ đang chậm. Mời thử lại sau ít phút.")
GOING_ON = Text("web.going_on", "Đang mở cuộc trò chuyện…")
OPEN = Text("web.open", "Mở cuộc trò chuyện")

SIGN_IN = Text("web.sign_in", "Đăng nhập")
SIGN_IN_WHAT = Text("web.sign_in_what", "Đường dẫn đăng nhập dùng một lần, trong 15 phút.")
SIGN_IN_GO = Text("web.sign_in_go", "Vào làm việc")
LINK_OVER = Text("web.link_over", "Đường dẫn đã hết hạn. Nhờ quản trị cấp lại.")

MONDAY = Text("web.monday", "Thứ Hai {date}")
TUESDAY = Text("web.tuesday", "Thứ Ba {date}")
WEDNESDAY = Text("web.wednesday", "Thứ Tư {date}")
THURSDAY = Text("web.thursday", "Thứ Năm {date}")
FRIDAY = Text("web.friday", "Thứ Sáu {date}")
SATURDAY = Text("web.saturday", "Thứ Bảy {date}")
SUNDAY = Text("web.sunday", "Chủ Nhật {date}")
WEEKDAYS = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY)
TIME = Text("web.time", "{time}")

#: The words the page's own script needs, by the name it uses.
FOR_SCRIPT = {
    "bot": BOT,
    "me": ME,
    "choices": CHOICES_LABEL,
    "oldChoices": OLD_CHOICES_LABEL,
    "connecting": CONNECTING,
    "connected": CONNECTED,
    "sending": SENDING,
    "waiting": WAITING,
    "notTaken": NOT_TAKEN,
    "drop": DROP,
    "photoTooBig": PHOTO_TOO_BIG,
    "fileTooBig": FILE_TOO_BIG,
    "closedHere": CLOSED_HERE,
    "newChat": NEW_CHAT,
    "answering": ANSWERING,
    "warning": WARNING,
}


def every_text() -> tuple[Text, ...]:
    """All texts of the pages, for catalogues and for the test of their voice."""
    found = [value for value in globals().values() if isinstance(value, Text)]
    return tuple(found)
