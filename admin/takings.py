"""Every kind of list that comes back, by kind. A new one is a line here and its file."""

from __future__ import annotations

from admin import account_opening, payment_result, verification, verified_list
from admin.taking import Taking

TAKINGS: dict[str, Taking] = {
    taking.kind: taking
    for taking in (
        verification.TAKING,
        verified_list.TAKING,
        account_opening.TAKING,
        payment_result.TAKING,
    )
}
