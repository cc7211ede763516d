"""What people type instead of tapping a choice: changes, payments, the officer's questions. See word_tables.py."""

from __future__ import annotations

from domain.reading.word_tables import table_of

CHANGE_KIND = table_of(
    {
        "pay_by": (
            "đổi cách nhận|đổi cách nhận tiền|đổi tài khoản|đổi số tài khoản|đổi stk|đổi tk|"
            "chuyển sang tài khoản|đổi sang tiền mặt|chuyển sang tiền mặt|đổi ngân hàng|cách nhận tiền|"
            "đổi hình thức nhận|đổi sang tài khoản"
        ),
        "phone": (
            "đổi số|đổi sđt|đổi số điện thoại|đổi điện thoại|số điện thoại mới|thay số điện thoại|"
            "đổi sim|đổi số đt|mất sim|sđt mới|thay sđt"
        ),
        "moved": (
            "chuyển đi|chuyển nhà|chuyển nơi ở|chuyển đi nơi khác|chuyển khẩu|chuyển hộ khẩu|"
            "chuyển chỗ ở|đi nơi khác|đổi chỗ ở|chuyển về quê|đổi địa chỉ"
        ),
        "amount": (
            "mức hưởng|mức hưởng thay đổi|đổi mức hưởng|tăng mức|giảm mức|thôi hưởng|mức trợ cấp|"
            "tăng tiền|giảm tiền|thay đổi mức|hết hưởng|tăng mức hưởng|giảm mức hưởng"
        ),
        "receiver": (
            "đổi người nhận|đổi người nhận thay|người nhận thay|thay người nhận|đổi người lĩnh|đổi người nhận tiền"
        ),
        "death": (
            "người hưởng đã mất|người hưởng mất|đã mất|mới mất|qua đời|đã qua đời|chết|đã chết|từ trần|"
            "báo tử|mất rồi|mới qua đời|bố mất|mẹ mất|ông mất|bà mất|cụ mất|bố tôi mất|mẹ tôi mất|"
            "bố em mất|mẹ em mất|mất hôm qua|vừa mất|ông cụ mất|bà cụ mất"
        ),
    },
    strict=True,
    around="tôi toi em muốn muon báo bao xin cho bố bo mẹ me ông ong bà cụ cu của cua nhà vợ chồng hôm qua "
    "rồi roi mới moi vừa được bị tiền khác khac",
)
AMOUNT_KIND = table_of(
    {
        "up": "tăng|tăng mức|tăng lên|được tăng|tăng tiền|tăng mức hưởng|lên mức",
        "down": "giảm|giảm mức|giảm xuống|bị giảm|giảm tiền|giảm mức hưởng|xuống mức",
        "ended": (
            "thôi hưởng|hết hưởng|không hưởng nữa|dừng hưởng|hết điều kiện|ngừng hưởng|cắt|bị cắt|"
            "hết điều kiện hưởng|thôi không hưởng"
        ),
        "unknown": "chưa rõ|không rõ|không biết|chưa biết|ko rõ|ko biết|k biết|k rõ",
    },
    strict=True,
    around="mức muc hưởng huong tiền tien trợ cấp",
)
DECISION_READY = table_of(
    {
        "yes": "có rồi|có|rồi|đã có|có quyết định|có quyết định rồi|có quyết định mới|có quyết định mới rồi",
        "no": (
            "chưa có|chưa|chưa có quyết định|không có|chưa thấy|chưa có quyết định mới|không|vẫn chưa|vẫn chưa có"
        ),
    },
    strict=True,
)
RECEIVER_REASON = table_of(
    {
        "died": "người cũ đã mất|người cũ mất|đã mất|mất rồi|qua đời|đã qua đời|chết|mới mất",
        "stopped": (
            "không nhận nữa|không nhận thay nữa|thôi không nhận|không nhận được nữa|bận không nhận được|"
            "không đi lĩnh được nữa|thôi nhận"
        ),
        "other": "lý do khác|khác|việc khác|chuyện khác",
    },
    strict=True,
    around="người cũ nguoi cu nhận nhan thay anh chị ấy bác đó",
)
DEATH_CONFIRMED = table_of(
    {True: "đúng|đúng rồi|đúng vậy|phải|vâng|vâng đúng|vâng đúng rồi|dạ đúng|dạ vâng|đúng ạ"}, strict=True
)

RECEIVED = table_of(
    {
        "yes": (
            "đã nhận|nhận rồi|đã nhận rồi|đã nhận được|nhận được rồi|đã nhận được rồi|nhận đủ|"
            "nhận đủ rồi|đã nhận đủ|đã nhận đủ rồi|tiền về rồi|về rồi|đã về|tiền đã về|tiền đã về rồi|"
            "đã về rồi|rồi|có rồi|có tiền rồi|đủ rồi|đã có|đã có tiền|đã nhận tiền|nhận tiền rồi|"
            "đã nhận được tiền|nhận được tiền rồi|đã nhận được tiền rồi|đã lĩnh|lĩnh rồi|đã lĩnh rồi|"
            "đã nhận đủ tiền|nhận đủ tiền rồi|đã vào tài khoản|vào tài khoản rồi|tiền vào rồi|"
            "tiền đã vào|tiền đã vào tài khoản|tiền về tài khoản rồi|đã thấy tiền|thấy tiền rồi|"
            "đã lấy rồi|lấy rồi|đã thấy|thấy rồi"
        ),
        "no": (
            "chưa|chưa nhận|chưa nhận được|chưa thấy|chưa về|chưa có|chưa thấy tiền|chưa có tiền|"
            "chưa nhận tiền|chưa nhận được tiền|không thấy|không thấy tiền|không nhận được|"
            "không nhận được tiền|tiền chưa về|vẫn chưa|vẫn chưa nhận|vẫn chưa thấy|vẫn chưa có|"
            "vẫn chưa nhận được|vẫn chưa về|chưa lĩnh|chưa được nhận|chưa thấy về|chưa thấy gì|"
            "chưa nhận được gì|chưa có gì|chưa vào|tiền chưa vào|chưa vào tài khoản|chưa lĩnh được|"
            "không có tiền|chưa được lĩnh|chưa thấy tiền về|chưa thấy tiền đâu"
        ),
    },
    strict=True,
    around="tôi toi em bố bo mẹ me ông ong cụ cu nhà cả nhé",
)
NOT_RECEIVED = table_of(
    {
        "none": (
            "chưa thấy tiền|chưa thấy|chưa có tiền|chưa nhận tiền|không thấy tiền|chưa về|chưa nhận được|"
            "chưa có|chưa nhận được tiền|không có tiền|tiền chưa về|chưa nhận|không nhận được|không thấy|"
            "chưa nhận được đồng nào|chưa được đồng nào|chưa vào tài khoản|chưa lĩnh|chưa lĩnh được|chưa"
        ),
        "short": (
            "thiếu|thiếu tiền|không đủ|chưa đủ|ít hơn|nhận thiếu|bị thiếu|còn thiếu|không đủ tiền|hụt|"
            "ít tiền hơn|nhận không đủ|chưa nhận đủ"
        ),
        "other_account": (
            "về tài khoản khác|tài khoản khác|nhầm tài khoản|tk khác|về tk khác|vào tài khoản khác|"
            "chuyển nhầm tài khoản|sang tài khoản khác|nhầm tk|vào tài khoản người khác|"
            "về tài khoản người khác"
        ),
        "other_person": (
            "người khác nhận|người khác lĩnh|ai đó nhận|người khác lấy|có người nhận rồi|"
            "người khác nhận rồi|bị người khác nhận"
        ),
    },
    strict=True,
    around="tôi toi em bố bo mẹ me tiền tien vẫn van ông ong cụ cu",
)
ASKED_HOW = table_of(
    {
        "in_person": "gặp trực tiếp|trực tiếp|gặp mặt|đến nhà|gặp tại nhà|hỏi trực tiếp",
        "known_phone": "gọi số xã đang có|gọi số xã có|số xã đang có|số xã|gọi số của xã",
        "village_head": (
            "qua trưởng thôn|trưởng thôn|tổ trưởng|qua tổ trưởng|qua trưởng thôn tổ|trưởng bản|trưởng thôn tổ"
        ),
        "not_asked": "chưa hỏi|chưa|chưa gặp|chưa hỏi được",
    },
    strict=True,
)
ASKED_ANSWER = table_of(
    {
        "agreed": "đồng ý|có đồng ý|đã đồng ý|nhất trí",
        "refused": "từ chối|không đồng ý|ko đồng ý|không chịu|không muốn",
        "cannot_answer": "không trả lời được|không nói được|không trả lời|không giao tiếp được",
    },
    strict=True,
)
ACCOUNT_IS_RIGHT = table_of(
    {
        "yes": (
            "đúng|đúng rồi|đúng vậy|phải|phải rồi|vâng đúng|đúng ạ|chính xác|đúng của người hưởng|"
            "đúng tài khoản|đúng tài khoản này"
        ),
        "no": (
            "không đúng|không phải|sai|sai rồi|ko đúng|k đúng|ko phải|k phải|không phải của người hưởng|"
            "không phải tài khoản này|nhầm|nhầm rồi|nhầm tài khoản"
        ),
        "not_opened": "chưa mở|chưa mở tài khoản|chưa có tài khoản|chưa mở được|chưa làm|chưa mở tk",
    },
    strict=True,
)
