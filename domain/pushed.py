"""What a citizen reads of a decision without having asked (wording.md section 5, "pushed").

admin/notices.py puts them into notices. ``returned`` is not here: it opens its own talk.
"""

from __future__ import annotations

from domain.wording import Choice, Text

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


RECEIVED = Text("choice.received", "Đã nhận")
NOT_RECEIVED = Text("choice.not_received_yet", "Chưa nhận")


def received_choices(payment_id: str, *, cash: bool) -> tuple[Choice, ...]:
    """Đã nhận / Chưa nhận below a message about a payment; the second asks what is not right."""
    paid_in = "cash" if cash else "account"
    return (
        Choice(
            label=RECEIVED,
            does="submit",
            args={"kind": "received", "about": payment_id, "answers": {"received": "yes"}},
        ),
        Choice(
            label=NOT_RECEIVED,
            does="open",
            args={"form": "grievance", "about": payment_id, "answers": {"paid_in": paid_in}},
        ),
    )
