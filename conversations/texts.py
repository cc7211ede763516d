"""Sentences of the talk that belong to no question (wording.md sections 2, 3 and 5)."""

from __future__ import annotations

from domain.wording import Text

GREETING = Text(
    "greeting",
    "Chào ông/bà, anh/chị. Đây là trợ lý tự động của UBND xã, phường, giúp đăng ký cách nhận tiền trợ cấp.\n"
    "Dịch vụ miễn phí. Trợ lý không bao giờ hỏi mã OTP, mật khẩu, mã PIN, không thu tiền.\n"
    "Muốn gặp cán bộ, gọi {hotline}, {hours}. Số {hotline} có dán tại UBND xã, phường.",
)
GREETING_WARD = Text(
    "greeting_ward",
    "Chào ông/bà, anh/chị. Đây là trợ lý tự động của {commune_office}, giúp đăng ký cách nhận tiền trợ cấp.\n"
    "Dịch vụ miễn phí. Trợ lý không bao giờ hỏi mã OTP, mật khẩu, mã PIN, không thu tiền.\n"
    "Muốn gặp cán bộ, gọi {hotline}, {hours}. Số {hotline} có dán tại {commune_office}.",
)
GREETING_BACK = Text("greeting_back", "Chào {you}. Hôm nay cần việc gì?")
HELP = Text(
    "help",
    "Trợ lý giúp 4 việc:\n"
    "/dangky – đăng ký cách nhận tiền\n"
    "/trangthai – xem hồ sơ đến đâu\n"
    "/baothaydoi – báo đổi cách nhận, đổi điện thoại, chuyển đi, thay đổi khác\n"
    "/dulieu – xem, sửa, xóa thông tin của mình\n"
    "Đang khai: /quaylai về câu trước, /desau nghỉ, /huy bỏ bản khai.\n"
    "Hỏi được luôn: phí, rút tiền ở đâu, mất thẻ, có bắt buộc không.\n"
    "Gặp cán bộ: {hotline}, {hours}, hoặc nhắn /canbo.\n"
    "Không ai được hỏi mã OTP, mật khẩu, mã PIN, kể cả cán bộ.",
)
FAQ = {
    "faq_fee": Text("faq_fee", "Đăng ký không mất phí. Phí thẻ, phí rút tiền do ngân hàng thu, hỏi trước khi mở."),
    "faq_must": Text("faq_must", "Không bắt buộc. Nhận tiền mặt vẫn được, muốn đổi lúc nào cũng được."),
    "faq_where": Text(
        "faq_where",
        "Rút ở cây ATM, quầy ngân hàng hoặc điểm {payer}. Cần hỏi chỗ gần nhà thì gọi {hotline}.",
    ),
    "faq_amount": Text("faq_amount", "Đổi cách nhận không làm đổi mức trợ cấp."),
    "faq_lost_card": Text("faq_lost_card", "Gọi ngân hàng khóa thẻ trước, rồi gọi {hotline}."),
    "faq_real": Text("faq_real", "Muốn chắc, hỏi tại UBND xã, phường hoặc gọi {hotline}."),
}
THANKS = Text("thanks", "Vâng, cảm ơn {you}.")

CONSENT_TEXT_VERSION = 1
CONSENT_TEXT = Text(
    "consent_text_1",
    "Trước khi khai, xin nói rõ 6 điều.\n"
    "1. Thông tin cần: họ tên, ngày sinh, số CCCD, nơi thường trú, điện thoại, nhóm trợ cấp, cách nhận tiền.\n"
    "Nhận qua tài khoản thì thêm ngân hàng, số tài khoản, tên chủ tài khoản.\n"
    "Người khai giúp khai thêm họ tên, điện thoại, quan hệ.\n"
    "Người nhận thay, giám hộ khai thêm số CCCD, ngày sinh, nơi thường trú, giấy tờ.\n"
    "Trợ lý ghi nhớ cuộc trò chuyện này để nhắn lại.\n"
    "Nhóm trợ cấp và tài khoản được coi là thông tin nhạy cảm.\n"
    "2. Dùng vào 3 việc, trả lời riêng từng việc được: "
    "lập hồ sơ; chuyển cho nơi trả tiền; nhắn tin về tiền.\n"
    "3. Nơi quản lý: UBND xã, phường nơi người hưởng thường trú. Điện thoại: {hotline}.\n"
    "4. Thời gian giữ: bản khai dở {draft_days} ngày, hồ sơ chưa được tiếp nhận {rejected_days} ngày.\n"
    "Hồ sơ đã duyệt giữ đến khi thôi hưởng, sau đó theo quy định lưu trữ.\n"
    "5. Được quyền xem, sửa, lấy bản sao, yêu cầu xóa, khiếu nại. "
    "Rút lại đồng ý lúc nào cũng được: /dulieu hoặc {hotline}.\n"
    "6. {channel_note} Ảnh căn cước không lưu, chỉ dùng để đọc mã QR.{photo_note}\n"
    "Không đồng ý thì vẫn nhận trợ cấp theo cách đang nhận. Người khai có trách nhiệm khai đúng.\n"
    "Khai cho người khác: chỉ chọn Đồng ý khi người đó đã đồng ý, hoặc mình là bố mẹ, người giám hộ.",
)
CONSENT_FULL = (
    Text(
        "consent_full.basis",
        "Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định 356/2025/NĐ-CP.",
    ),
    Text(
        "consent_full.receivers",
        "Nơi nhận thông tin: UBND xã, phường; Công an xã, phường; {higher_office}; {payer}; "
        "ngân hàng được chọn. Không gửi nơi nào khác cho mục đích khác.",
    ),
    Text(
        "consent_full.rights",
        "Quyền: được biết, đồng ý hoặc từ chối, rút lại, xem, sửa, lấy bản sao, xóa, hạn chế, phản đối. "
        "Được khiếu nại, khởi kiện, yêu cầu bồi thường và yêu cầu bảo vệ.",
    ),
    Text(
        "consent_full.deadlines",
        "Cơ quan trả lời trong 2 ngày làm việc. Rút lại, hạn chế, phản đối: làm trong 15 ngày. "
        "Xem, sửa, bản sao: 10 ngày. Xóa: 20 ngày. Có bên thứ ba cùng làm thì lâu hơn, cán bộ sẽ báo ngày.",
    ),
    Text("consent_full.kept", "Có phần phải giữ theo quy định thì cán bộ nói rõ lý do."),
)
CHANNEL_NOTES = {
    "telegram": Text(
        "channel_note.telegram",
        "Telegram là ứng dụng nước ngoài, có thể lưu tin nhắn ở máy chủ nước ngoài.",
    ),
    "zalo": Text("channel_note.zalo", "Zalo có thể lưu tin nhắn theo quy định riêng của Zalo."),
    "web": Text("channel_note.web", "Trang này do cơ quan vận hành, tin nhắn không đi qua ứng dụng khác."),
}
PHOTO_NOTE = Text("channel_note.photo", " Ứng dụng có thể còn giữ ảnh, nên xóa ảnh sau khi gửi.")

DONE_ALREADY = Text("done_already", "Việc này đã ghi lúc {time}.")
OLD_BUTTON = Text("old_button", "Nút này của câu trước. Câu đang hỏi ở ngay dưới.")
RESUME = Text("resume", "Chào {you}. Bản khai ngày {date} đang dừng ở câu: {question_short}.")
RESUME_CHECK = Text("resume_check", "kiểm tra lại bản khai")
BACK_SHOWS_OLD = Text("back_shows_old", "{Label} đang ghi {old}. Gửi lại để thay, hoặc giữ nguyên.")
BACK_NUMBER = Text("back_number", "số đuôi {tail}")
KEEP_OLD_IN_WORDS = Text("keep_old.in_words", "Giữ nguyên thì nhắn: giữ.")
BACK_AT_FIRST = Text("back_at_first", "Đây là câu đầu tiên.")
DEFER = Text("defer", "Vâng. Các câu trả lời được giữ {draft_days} ngày. Lúc nào tiện thì nhắn tiếp vào đây.")
CANCEL_ASK = Text("cancel_ask", "Bỏ bản khai này? Các câu trả lời sẽ được xóa.")
CANCEL_DONE = Text("cancel_done", "Đã xóa bản khai. Khi cần, nhắn /dangky.")
NOTHING_OPEN = Text("nothing_open", "Lúc này không có bản khai nào đang mở.")
REMINDER_DRAFT = Text("reminder_draft", "Bản khai ngày {date} còn dở, sẽ xóa ngày {date2}. Làm tiếp không?")
NOT_UNDERSTOOD = Text("not_understood", "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được.")
NOT_UNDERSTOOD_FREE = Text("not_understood_free", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.")
THREE_MISSES = Text("three_misses", "Câu này hơi khó. Chọn một cách nhé.")
CALLBACK_DONE = Text(
    "callback_done",
    "Đã nhắn cán bộ. Cán bộ gọi số {phone} trong giờ làm việc, {hours}. "
    "Cán bộ không hỏi mã OTP, mật khẩu. Các câu trả lời vẫn được giữ.",
)
CALLBACK_NO_PHONE = Text(
    "callback_no_phone", "Muốn gặp cán bộ, gọi {hotline}, {hours}. Các câu trả lời vẫn được giữ."
)
NOTHING_SAID = {
    "sticker": Text("sticker", "Trợ lý chỉ đọc được chữ. Gõ câu trả lời giúp."),
    "voice": Text("voice", "Trợ lý chưa nghe được tin thoại. Gõ chữ giúp, hoặc gọi {hotline}."),
    "file": Text("file", "Trợ lý không mở tệp. Gõ câu trả lời giúp."),
    "photo_unasked": Text("photo_unasked", "Câu này cần trả lời bằng chữ. Ảnh vừa gửi không được lưu."),
    "too_long": Text("too_long", "Tin dài quá. Gửi ngắn lại giúp, mỗi lần một câu trả lời."),
    "edited": Text(
        "edited", "Tin đã sửa thì trợ lý không đọc lại. Muốn thay câu trả lời, nhắn quay lại hoặc /sua."
    ),
    "group": Text("not_private", "Nhóm này nhiều người đọc được. Mời nhắn riêng cho trợ lý để giữ kín thông tin."),
    "too_fast": Text("too_fast", "Tin đến nhanh quá. Trợ lý đang trả lời lần lượt."),
    "otp": Text("otp_seen", "Đừng gửi mã OTP hay mật khẩu cho ai, kể cả trợ lý. {You} xóa tin đó giúp."),
}
PHOTO_HINT = Text(
    "photo_hint",
    "Chụp gần, đủ sáng, không lóa. Thẻ CĂN CƯỚC CÔNG DÂN: mặt trước. Thẻ CĂN CƯỚC: mặt sau. Hoặc gõ 12 chữ số.",
)
PHOTO_HINT_ACCOUNT = Text(
    "photo_hint_account", "Mở mã QR nhận tiền trong ứng dụng ngân hàng, chụp lại rồi gửi vào đây."
)
QR_FAILED = Text(
    "qr_failed",
    "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Thẻ CĂN CƯỚC CÔNG DÂN: mặt trước. "
    "Thẻ CĂN CƯỚC: mặt sau. Hoặc gõ 12 chữ số.",
)
QR_FAILED_ACCOUNT = Text(
    "qr_failed_account", "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Hoặc gõ số tài khoản."
)
QR_WRONG = Text("qr_wrong", "Mục nào chưa đúng?")
TROUBLE = Text(
    "trouble",
    "Dịch vụ đang chậm. Tin vừa gửi đã được giữ, sẽ trả lời sau. Mong {you} thông cảm.",
)
UNREADABLE = Text(
    "unreadable",
    "Tin vừa gửi chưa đọc được, cán bộ đã được báo. Gửi lại giúp, hoặc gọi {hotline}. Mã: {number}.",
)

PARTS = {
    1: Text("part.1", "Phần 1/4: Người khai."),
    2: Text("part.2", "Phần 2/4: Người hưởng."),
    3: Text("part.3", "Phần 3/4: Nhận tiền."),
}
CHECK_HEAD = Text("check.head", "Phần 4/4: Kiểm tra. Chưa gửi gì cả, mời {you} xem lại từng dòng.")
CHECK_LINE = Text("check.line", "{n}. {label}: {value}")
CHECK_OFFICE = Text("check.office", "Nơi nhận và quản lý hồ sơ: {commune_office}.")
CHECK_ASK = Text("check.ask", "Đúng hết thì chọn Gửi đăng ký. Muốn sửa thì gõ số của dòng.")
CHECK_ASK_AGAIN = Text("check.ask_again", "Đúng hết thì chọn Gửi lại. Muốn sửa thì gõ số của dòng.")
CHECK_IN_WORDS = Text("check.in_words", "Gõ GỬI để gửi đăng ký, gõ số của dòng để sửa, gõ XEM để xem đủ số.")
CHECK_OUT_OF_RANGE = Text("check.out_of_range", "Bản này có {n} dòng. Gõ số từ 1 đến {n}.")
CHECK_UNCLEAR = Text("check.unclear", "Đúng hết thì chọn Gửi đăng ký. Muốn sửa thì gõ số của dòng.")
EDIT_PICK = Text("edit_pick", "Sửa dòng số mấy?")
EDITED = Text("edited_line", "Đã sửa dòng {i}, {label}: {new_shown}. Các dòng khác giữ nguyên.")
UNCHANGED = Text("unchanged_line", "Dòng {i} giữ nguyên như cũ.")
MORE_QUESTIONS = Text("check.more_questions", "Đổi cách nhận tiền nên thêm {n} câu.")
SENT_TWICE = Text("check.sent_twice", "Hồ sơ đã gửi rồi. Mã hồ sơ: {code}.")
SHOW_FULL = Text("show_full", "CCCD: {cccd}. Số tài khoản: {account}. Xem xong {you} xóa tin này giúp.")
SHOW_FULL_CCCD = Text("show_full_cccd", "CCCD: {cccd}. Xem xong {you} xóa tin này giúp.")

STATUS_NONE = Text("status.none", "Chưa có hồ sơ nào gửi từ đây.")
STATUS_SEVERAL = Text("status.several", "Có {n} hồ sơ. Xem hồ sơ nào?")
STATUS_CODE_ASK = Text("status.code_ask", "Gửi mã hồ sơ giúp.")
DATA_MENU = Text("data_menu", "Muốn làm gì với thông tin của mình?")
WITHDRAW_ASK = Text("withdraw.ask", "Rút lại đồng ý cho việc nào?")
MESSAGES_OFF = Text("messages_off", "Nhắn có số tiền hay không?")
DELETE_DRAFT = Text("delete_draft", "Đã xóa bản khai dở và các câu trả lời.")
DELETE_SENT = Text(
    "delete_sent",
    "Hồ sơ đã gửi rồi, cán bộ cần xem yêu cầu xóa. Phần nào phải giữ theo quy định, cán bộ nói rõ lý do.",
)
CHAT_FORGOTTEN = Text("chat_forgotten", "Đã xóa các câu trả lời ở đây. Tin nhắn trên máy thì {you} tự xóa giúp.")
THANKS_LATER = Text("later", "Vâng. Lúc nào tiện thì nhắn tiếp vào đây.")
NOT_ALLOWED = Text("staff.not_allowed", "Không có quyền dùng lệnh này.")
SUBMITTED = Text(
    "submitted",
    "Đã gửi hồ sơ cho {commune_office}. Mã hồ sơ: {code}. {You} ghi lại mã này nhé.\n"
    "Bước sau: cán bộ {unit_kind} xem hồ sơ, thường trong {review_days} ngày làm việc.\n"
    "Có gì mới, trợ lý nhắn vào đây. Muốn xem lúc nào cũng được: /trangthai.",
)
SUBMITTED_WEB = Text("submitted_web", "Tin về tiền sau {phone_days} ngày chưa mở xem thì cán bộ gọi điện.")
RESENT = Text(
    "resent", "Đã gửi lại hồ sơ {code}. Cán bộ {unit_kind} xem tiếp, thường trong {review_days} ngày làm việc."
)
RECEIVED = Text("received", "Cảm ơn {you}. Đã ghi: nhận đủ kỳ {period}.")
RECEIVED_PART = Text(
    "received_part", "Cảm ơn {you}. Đã ghi: đã nhận. Khoản khác của kỳ {period} cán bộ vẫn đang hỏi."
)
GRIEVANCE_CLOSED = Text("grievance_closed", "Phiếu {grievance_code} đã đóng.")
GRIEVANCE_KINDS = {
    "none": Text("grievance.none", "chưa thấy tiền"),
    "none_cash": Text("grievance.none_cash", "chưa nhận tiền"),
    "short": Text("grievance.short", "thiếu tiền"),
    "other_account": Text("grievance.other_account", "về tài khoản khác"),
    "other_person": Text("grievance.other_person", "người khác nhận"),
}
GRIEVANCE_OPENED = Text(
    "grievance_opened",
    "Đã ghi phiếu {grievance_code}: {kind}, kỳ {period}.\n"
    "Cán bộ {unit_kind} sẽ hỏi {payer} và trả lời vào đây, thường trong {grievance_days} ngày làm việc. "
    "Không cần báo lại.",
)
GRIEVANCE_EXISTS = Text("grievance_exists", "Phiếu {grievance_code} đang được xem, hạn {date}. Không cần báo lại.")
DATA_RECEIVED = Text(
    "data_received",
    "Đã ghi yêu cầu ngày {date}. Cán bộ trả lời trong 2 ngày làm việc, làm xong trước {due_date}.",
)
WITHDRAWN = Text(
    "withdrawn_asked",
    "Đã ghi yêu cầu rút lại, ngày {date}. Cán bộ trả lời trong 2 ngày làm việc. "
    "Từ kỳ sau tiền trả bằng tiền mặt như trước khi đăng ký.",
)
WITHDRAWN_MESSAGES = Text("withdrawn_messages", "Đã ghi, ngày {date}. Sẽ không nhắn về tiền nữa.")
MESSAGES_SET = {
    "off": Text("messages_off_done", "Đã tắt tin về tiền. Tin về hồ sơ cần sửa vẫn gửi. Bật lại: /batnhantin."),
    "short": Text("messages_short_done", "Từ nay tin về tiền không ghi số tiền."),
    "full": Text("messages_on", "Đã bật tin về tiền."),
}
CHANGE_DONE = {
    "pay_by": Text("change_pay_by_done", "Đã ghi, chuyển cán bộ xem. Trong lúc chờ, cách nhận tiền chưa đổi."),
    "phone": Text("phone_done", "Đã ghi số mới {phone}. Cán bộ sẽ gọi số cũ hoặc gặp để xác nhận."),
    "moved": Text("moved_done", "Đã ghi. Cán bộ sẽ làm việc với nơi mới. Trong lúc chờ, cách nhận tiền chưa đổi."),
    "amount": Text(
        "amount_done",
        "Đã ghi, chuyển cán bộ xem. Trợ lý không tự đổi mức hưởng. Cán bộ trả lời vào đây.",
    ),
    "receiver": Text(
        "receiver_done",
        "Đã ghi. Cán bộ sẽ gọi số {phone} hướng dẫn giấy tờ. Trong lúc chờ, cách nhận tiền chưa đổi.",
    ),
    "death": Text(
        "death_done",
        "Đã ghi tin báo, hồ sơ chưa thay đổi. "
        "Cán bộ sẽ gọi số {phone} hỏi gia đình, xác nhận xong mới dừng tiền. "
        "Lúc này chưa cần giấy tờ. Báo nhầm thì chọn Báo nhầm.",
    ),
}
DEATH_UNDONE = Text("death_undone", "Đã bỏ tin báo nhầm. Hồ sơ trở lại như trước, cán bộ đã được báo.")
CODE_UNKNOWN = Text("status.code_unknown", "Chưa thấy hồ sơ có mã này. Xem lại mã trên tin đã nhận giúp.")
CODE_LABEL = Text("status.code_label", "Hồ sơ {code}: {label}.")
