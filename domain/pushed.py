"""What a citizen reads of a decision without having asked (wording.md section 5, "pushed").

A notice is plain JSON; ``words_of`` makes a text of it. ``returned`` is not here: it opens its own talk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.packing import unpack_text
from domain.wording import Text

APPROVED = Text("approved", "Hồ sơ {code} đã được duyệt. Bước sau: {police_office} đối chiếu thông tin.")
#: By how the person is paid.
VERIFIED: dict[str, Text] = {
    "account": Text(
        "verified.account",
        "Hồ sơ {code}: Công an đã đối chiếu, thông tin khớp.\n"
        "Bước sau: hồ sơ được gửi lên để lập danh sách chi trả. "
        "Kỳ trả đầu tiên sẽ được nhắn vào đây.",
    ),
    "open_account": Text(
        "verified.open_account",
        "Hồ sơ {code}: Công an đã đối chiếu, thông tin khớp.\n"
        "Bước sau: {payer} hẹn mở tài khoản. Trong lúc chờ, tiền vẫn trả bằng tiền mặt.",
    ),
    "cash": Text(
        "verified.cash",
        "Hồ sơ {code}: Công an đã đối chiếu, thông tin khớp.\n"
        "Bước sau: ghi vào danh sách nhận tiền mặt. Chưa cần làm gì thêm.",
    ),
    "cash_home": Text(
        "verified.cash_home",
        "Hồ sơ {code}: Công an đã đối chiếu, thông tin khớp.\n"
        "Bước sau: ghi vào danh sách nhận tại nhà. Chưa cần làm gì thêm.",
    ),
}
REJECTED = Text(
    "rejected",
    "Hồ sơ {code} chưa được tiếp nhận. {reason} {keeps} Muốn hỏi lại: {hotline} hoặc {commune_office}.",
)
REJECTED_BARE = Text(
    "rejected_bare",
    "Hồ sơ {code} chưa được tiếp nhận. {reason} Muốn hỏi lại: {hotline} hoặc {commune_office}.",
)
STOPPED = Text(
    "stopped",
    "Hồ sơ {code} đã dừng từ ngày {date}, lý do: {reason_short}. Thấy chưa đúng thì gọi {hotline}.",
)
MARKS_ADDED = Text("marks_added", "Cán bộ đã ghi họ tên có dấu: {name}. Chưa đúng thì nhắn /sua.")


def words_of(body: Mapping[str, Any], *, unit: str = "") -> Text | None:
    """The text of a notice about a decision, or None for a key that is said elsewhere.

    body: "key", "code", and for verified "pay_by", for rejected "reason" and perhaps "keeps" (packed texts),
    for stopped "date" and "reason_short", for marks_added "name". unit: the name of the unit, where a reason
    names it.
    """
    code = str(body.get("code", ""))
    match body.get("key"):
        case "approved":
            return _with(APPROVED, code=code)
        case "verified":
            return _with(VERIFIED[str(body["pay_by"])], code=code)
        case "rejected":
            reason = _with(unpack_text(body["reason"]), unit=unit)
            if body.get("keeps"):
                return _with(REJECTED, code=code, reason=reason, keeps=unpack_text(body["keeps"]))
            return _with(REJECTED_BARE, code=code, reason=reason)
        case "stopped":
            short = unpack_text(body["reason_short"])
            return _with(STOPPED, code=code, date=date.fromisoformat(body["date"]), reason_short=short)
        case "marks_added":
            return _with(MARKS_ADDED, name=str(body["name"]))
    return None


def _with(text: Text, **params: Any) -> Text:
    given = {name: value for name, value in params.items() if value != ""}
    return Text(text.key, text.vietnamese, **(text.params | given))
