"""What follows from a set of answers: what is searched and counted by, the warnings, who typed them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from admin.desk import Desk
from domain.calendar import holidays_of, working_days_after
from domain.people import text_of
from domain.persons import unit_of
from domain.reading.text import fold
from domain.registration import CLOSED, Registration
from domain.warnings import Seen, warnings_of
from domain.wording import Answers
from storage import registrations
from storage import staff as staff_rows


@dataclass(frozen=True, slots=True)
class Before:
    """The registration and the answers that were sent before these."""

    registration: Registration
    answers: Answers = field(repr=False)


def completed(answers: Answers) -> Answers:
    """With what nobody is asked for (wording.md section 4): cash without việc 2, the holder of a new account."""
    whole = dict(answers)
    whole.setdefault("pay_by", "cash")
    if whole["pay_by"] == "open_account":
        whole.setdefault("account_holder", "beneficiary")
    if whole["pay_by"] in ("cash", "cash_home"):
        whole.setdefault("cash_receiver", "beneficiary")
    whole.setdefault("category_group", "unknown")
    return whole


def typed_by_of(desk: Desk, answers: Answers, known: str = "") -> str:
    """The staff member whose chat, phone or CCCD it is; "" for none (D29: such a one cannot approve it)."""
    if known:
        return known
    if desk.staff is not None:
        return desk.staff.id
    phones = [text_of(answers, key) for key in ("requester_phone", "phone") if text_of(answers, key)]
    cccds = [text_of(answers, key) for key in ("requester_cccd", "cccd") if text_of(answers, key)]
    return staff_rows.with_numbers(
        desk.db,
        phones=[index for phone in phones for index in desk.seal.indexes("phone", phone)],
        cccds=[index for cccd in cccds for index in desk.seal.indexes("cccd", cccd)],
    )


def columns_of(
    desk: Desk, answers: Answers, *, registration_id: str, before: Before | None, typed_by: str
) -> dict[str, Any]:
    """The columns of registrations that follow from the answers, by name."""
    duplicate = _duplicate(desk, answers, registration_id)
    cleared = (
        before is not None
        and before.registration.duplicate_cleared
        and before.registration.duplicate_of == duplicate
    )
    seen = Seen(
        before=before.answers if before else None,
        paper_seen=before is not None and before.registration.paper_seen_on is not None,
        duplicate=bool(duplicate) and not cleared,
        shared_account=_shares_account(desk, answers, registration_id),
        typed_by_staff=bool(typed_by),
    )
    holidays = holidays_of(desk.settings.holidays)
    return _indexes(desk, answers) | {
        "unit": unit_of(answers),
        "role": text_of(answers, "role"),
        "pay_by": text_of(answers, "pay_by"),
        "category_group": text_of(answers, "category_group"),
        "warnings": json.dumps(warnings_of(answers, seen)),
        "duplicate_of": duplicate or None,
        "duplicate_cleared": cleared,
        "due_on": working_days_after(desk.today, desk.settings.review_days, holidays),
    }


def _indexes(desk: Desk, answers: Answers) -> dict[str, str | None]:
    phone = text_of(answers, "requester_phone") or text_of(answers, "phone")
    return {
        "cccd_index": _index(desk, "cccd", text_of(answers, "cccd")),
        "requester_cccd_index": _index(desk, "cccd", text_of(answers, "requester_cccd")),
        "name_index": desk.seal.index("name", fold(text_of(answers, "full_name"))),
        "phone_index": _index(desk, "phone", phone),
        "account_index": _index(desk, "account", text_of(answers, "account_number")),
    }


def _index(desk: Desk, label: str, value: str) -> str | None:
    return desk.seal.index(label, value) if value else None


def _shares_account(desk: Desk, answers: Answers, registration_id: str) -> bool:
    number = text_of(answers, "account_number")
    if not number:
        return False
    indexes = desk.seal.indexes("account", number)
    return registrations.beneficiaries_of_account(desk.db, indexes, but=registration_id) > 0


def _duplicate(desk: Desk, answers: Answers, registration_id: str) -> str:
    """The oldest other registration for the same CCCD that is not closed: a flag only."""
    cccd = text_of(answers, "cccd")
    if not cccd:
        return ""
    same = registrations.with_cccd(desk.db, desk.seal.indexes("cccd", cccd), seal=desk.seal)
    others = [one.id for one in same if one.id != registration_id and one.status not in CLOSED]
    return others[0] if others else ""
