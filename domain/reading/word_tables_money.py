"""What people type instead of tapping a choice: how the money is paid. See word_tables.py."""

from __future__ import annotations

from domain.reading.phrases import Phrases
from domain.reading.word_tables import table_of

PAY_BY = table_of(
    {
        "account": (
            "tài khoản đã có|có tài khoản|có tài khoản rồi|đã có tài khoản|có tk|có tk rồi|đã có tk|"
            "tk đã có|tài khoản có sẵn|tk có sẵn|có sẵn tài khoản|tài khoản cũ|có thẻ rồi|đã có thẻ|"
            "có stk|có stk rồi|vào tài khoản đã có|tài khoản đang dùng|qua tài khoản đã có"
        ),
        "open_account": (
            "chưa có tk|chưa có tài khoản|không có tài khoản|không có tk|ko có tk|k có tk|mở tài khoản|"
            "mở tk|mở mới|tài khoản mới|mở tài khoản mới|làm thẻ mới|mở thẻ|nhờ mở tài khoản|mở tk mới|"
            "làm tài khoản|làm tài khoản mới|chưa có thẻ|chưa có stk|chưa mở tài khoản|"
            "chưa làm tài khoản|ko có tài khoản"
        ),
        "cash": (
            "tiền mặt|bằng tiền mặt|nhận tiền mặt|lấy tiền mặt|lĩnh tiền mặt|lãnh tiền mặt|tm|"
            "cầm tiền mặt|tiền mặt ở bưu điện|tiền mặt tại bưu điện|lĩnh tiền mặt ở bưu điện|"
            "lĩnh tiền mặt tại bưu điện|nhận tiền mặt ở bưu điện|nhận tiền mặt tại bưu điện|"
            "tiền mặt ở xã|tiền mặt ở phường"
        ),
        "cash_home": (
            "tiền mặt tại nhà|tại nhà|trả tại nhà|nhận tại nhà|nhận ở nhà|đưa đến nhà|mang đến nhà|ở nhà|"
            "trả ở nhà|tiền mặt ở nhà|phát tại nhà|đưa tận nhà|tận nhà|mang tận nhà|"
            "nhận tiền mặt tại nhà|chi tại nhà|nhận tiền tại nhà|nhận tiền ở nhà"
        ),
        "post_office": (
            "bưu điện|ở bưu điện|tại bưu điện|ra bưu điện|qua bưu điện|lĩnh ở bưu điện|bđ|lĩnh bưu điện|"
            "nhận ở bưu điện|nhận tại bưu điện|lĩnh tại bưu điện"
        ),
        "": "tài khoản|tk|chuyển khoản|ck|ngân hàng|thẻ|atm|thẻ atm|qua ngân hàng|như cũ|vào thẻ|qua thẻ",
    },
    strict=True,
    around="tôi toi em con cháu chau bố bo mẹ me ông ong bà ba cụ cu muốn muon nhận nhan tiền tien cho vào vao "
    "của cua nhà xin lấy lay lĩnh linh người nguoi hưởng huong vẫn van còn theo bằng bang qua hình hinh "
    "thức thuc ở o tại tai đang dang có co rồi roi nhờ nho làm lam hộ giúp cách cach và va nửa nua chuyển "
    "chuyen sang đổi doi luôn",
)
WALLETS = Phrases(
    {
        "MoMo": "momo|ví momo|mo mo",
        "ZaloPay": "zalopay|zalo pay",
        "Viettel Money": "viettel money|viettelpay|viettel pay",
        "VNPT Money": "vnpt money|vnpt pay",
        "ShopeePay": "shopeepay|shopee pay",
        "VNPAY": "vnpay|ví vnpay",
    }
)

OPEN_AT = table_of(
    {
        "counter": (
            "bưu điện|ngân hàng|bưu điện ngân hàng|ra bưu điện|quầy|tại quầy|ra quầy|ra ngân hàng|"
            "ở bưu điện|tại bưu điện|ở ngân hàng|tại ngân hàng|ra đó|bđ|nh|lên bưu điện|đến bưu điện|"
            "ở quầy|bưu điện hoặc ngân hàng"
        ),
        "home": (
            "tại nhà|ở nhà|nhà|đến nhà|về nhà|nhờ đến nhà|tận nhà|mở tại nhà|mở ở nhà|đến tận nhà|làm tại nhà"
        ),
    },
    strict=True,
    around="tôi toi em mở mo tài tai khoản khoan ra ở o cho tiện tien hơn hon thôi bố bo mẹ me ông ong cụ cu",
)
CASH_RECEIVER = table_of(
    {
        "beneficiary": (
            "người hưởng|người hưởng nhận|chính người hưởng|người hưởng tự nhận|người hưởng lĩnh|"
            "chính người hưởng nhận|bản thân người hưởng"
        ),
        "requester": (
            "tôi|tôi nhận|tôi nhận thay|em nhận|em nhận thay|em nhận hộ|tôi nhận hộ|tôi lĩnh|"
            "tôi lĩnh thay|em lĩnh thay|mình nhận|mình nhận thay|nhận thay|nhận hộ|người khai|"
            "người khai nhận|tôi lấy|em lấy|tôi đi lấy|em lĩnh hộ|tôi lĩnh hộ|lĩnh thay|lĩnh hộ|em lĩnh|"
            "tôi nhận giúp|em nhận giúp"
        ),
    },
    strict=True,
    around="tiền tien mặt mat cho",
)
HOME_REASON = table_of(
    {
        "ill": (
            "ốm|ốm đau|bệnh|bệnh nặng|ốm nặng|đau yếu|ốm yếu|già yếu|suy thận|ung thư|chạy thận|đau ốm|"
            "bị bệnh|nằm viện|bệnh tật|sức khỏe yếu|yếu|yếu lắm|tai biến"
        ),
        "cannot_walk": (
            "liệt|bị liệt|nằm một chỗ|nằm 1 chỗ|không đi được|khó đi lại|đi lại khó|đi lại khó khăn|"
            "không đi lại được|xe lăn|ngồi xe lăn|gãy chân|cụt chân|nằm liệt|khó đi|không đứng được|"
            "không ra khỏi nhà được|liệt nửa người|liệt nằm một chỗ|không tự đi được|đau chân|"
            "không đi đâu được"
        ),
        "nobody": (
            "không có ai|không ai nhận|không ai nhận thay|không có ai nhận|không có ai nhận thay|"
            "ở một mình|sống một mình|neo đơn|già neo đơn|không có người nhận|không có người nhận thay|"
            "đơn thân|ở có một mình|không có con cháu"
        ),
        "private": (
            "nói riêng|nói riêng cán bộ|nói riêng với cán bộ|riêng tư|ngại nói|không muốn nói|"
            "không tiện nói|gặp cán bộ nói|khó nói|bí mật|chuyện riêng"
        ),
    }
)
