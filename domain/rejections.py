"""The ready reasons for a rejection and a stop, as buttons and as the citizen reads them.

Source: wording.md section 6, "Reject reasons"; section 5, stopped. Keys are stored and never reused.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReason:
    """Why a registration is not taken. keeps: what is said of the allowance behind it, None for nothing."""

    key: str
    button: Text
    sentence: Text
    keeps: Text | None


KEEPS = Text("rejected.keeps", "Việc này không làm thay đổi khoản trợ cấp đang nhận.")
_NOT_CONFIRMED = Text("reject.not_confirmed", "Cán bộ chưa xác nhận được việc khai này.")
REJECT_REASONS: tuple[RejectReason, ...] = (
    RejectReason(
        key="not_on_list",
        button=Text("reject.not_on_list.button", "Ngoài danh sách"),
        sentence=Text("reject.not_on_list", "Chưa thấy {ben} trong danh sách đang hưởng ở {unit}."),
        keeps=Text("rejected.keeps_bring", "Nếu đang nhận trợ cấp, mang quyết định đến để cán bộ xem."),
    ),
    RejectReason(
        key="not_confirmed",
        button=Text("reject.not_confirmed.button", "Chưa xác nhận được"),
        sentence=_NOT_CONFIRMED,
        keeps=KEEPS,
    ),
    RejectReason(  # the beneficiary said no: the same sentence, so that nobody at home is blamed
        key="does_not_want",
        button=Text("reject.does_not_want.button", "Không muốn đăng ký"),
        sentence=_NOT_CONFIRMED,
        keeps=KEEPS,
    ),
    RejectReason(
        key="elsewhere",
        button=Text("reject.elsewhere.button", "Thuộc nơi khác"),
        sentence=Text("reject.elsewhere", "{Ben} thường trú ở nơi khác, cần đăng ký ở xã, phường đó."),
        keeps=None,
    ),
    RejectReason(
        key="come_and_talk",
        button=Text("reject.come_and_talk.button", "Mời đến giải thích"),
        sentence=Text("reject.come_and_talk", "Mời {you} đến {commune_office} để cán bộ giải thích."),
        keeps=KEEPS,
    ),
)
REJECTS = {reason.key: reason for reason in REJECT_REASONS}

#: {reason_short} of a stopped registration, by reason key.
STOP_REASONS: dict[str, Text] = {
    "death": Text("stop.death", "người hưởng đã mất"),
    "moved": Text("stop.moved", "đã chuyển đi nơi khác"),
    "ended": Text("stop.ended", "thôi hưởng trợ cấp"),
}
