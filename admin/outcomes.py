"""What a row of the payer's result means for the person (sheets.md 9): its outcome and reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.wording import Text

PAID = ("paid_account", "paid_cash", "paid_home")
PARTIAL = "partial"
ARRIVED = (*PAID, PARTIAL)
RETURNED, LATE, NOT_COLLECTED, UNCLEAR = "returned_by_bank", "late", "not_collected", "unclear"
SUSPENDED, DEATH, MOVED, OTHER = "suspended", "death", "moved", "other"
OUTCOMES = (*ARRIVED, RETURNED, LATE, NOT_COLLECTED, UNCLEAR, SUSPENDED, DEATH, MOVED, OTHER)
#: Nothing is pushed: "Chưa rõ" shows at /trangthai, the others are an officer's.
SILENT = frozenset({UNCLEAR, SUSPENDED, DEATH, MOVED, OTHER})
#: After these another answer is a correction; the others may still be followed by what happened.
FINAL = frozenset({*PAID, RETURNED, DEATH, MOVED})
#: What a reason means by itself, whichever way was tried.
_BY_REASON = {"R6": LATE, "R9": DEATH, "R10": MOVED, "R11": OTHER}
#: Reasons a bank gives, with the citizen's words for them.
BANK_REASONS: dict[str, Text] = {
    "R1": Text("bank_reason.R1", "chưa có số tài khoản này"),
    "R2": Text("bank_reason.R2", "tên chủ tài khoản không khớp"),
    "R3": Text("bank_reason.R3", "số này không thuộc {bank}"),
    "R4": Text("bank_reason.R4", "tài khoản đang đóng hoặc tạm khóa"),
    "R5": Text(
        "bank_reason.R5",
        "ngân hàng cần cập nhật giấy tờ của chủ tài khoản, mời mang căn cước đến {bank}",
    ),
    "R8": Text("bank_reason.R8", "giấy ủy quyền thiếu hoặc hết hạn"),
}
#: Questions asked again when the person changes the account.
ASKS: dict[str, tuple[str, ...]] = {
    "R1": ("account_number",),
    "R2": ("account_number", "account_holder"),
    "R3": ("bank",),
    "R8": ("basis_number", "basis_date", "basis_until"),
}
ASKS_ALL = ("bank", "account_number", "account_holder")
#: As the officer reads it in a task.
SHOWN: dict[str, Text] = {
    PARTIAL: Text("outcome.partial", "mới chi một phần"),
    SUSPENDED: Text("outcome.suspended", "tạm dừng chi"),
    OTHER: Text("outcome.other", "chưa chi, lý do khác"),
}


def outcome_of(answer: Mapping[str, Any], amount: int) -> tuple[str, str]:
    """(outcome, reason code or "") of a filled-in row whose list says this amount."""
    result, reason = str(answer.get("pay_result") or ""), str(answer.get("pay_reason") or "")
    if result in PAID:
        paid = answer.get("paid")
        return (PARTIAL if isinstance(paid, int) and paid < amount else result), reason
    if result in (UNCLEAR, SUSPENDED):
        return result, reason
    if reason in _BY_REASON:
        return _BY_REASON[reason], reason
    if result == RETURNED:
        return (RETURNED if reason in BANK_REASONS else NOT_COLLECTED), reason
    return (NOT_COLLECTED if reason in ("R7", "") else OTHER), reason


def stored(outcome: str, reason: str) -> str:
    """Outcome and reason as a batch row keeps them."""
    return ":".join((outcome, reason)) if reason else outcome


def of_stored(result: str) -> tuple[str, str]:
    """Outcome and reason again."""
    outcome, _, reason = result.partition(":")
    return outcome, reason
