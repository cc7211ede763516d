"""What a grievance, a citizen's answer and /trangthai need to know of payments."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from storage.schema import payments
from storage.sealing import Sealer

_C = payments.c
#: Outcomes after which money is there; the others say why it is not (yet).
ARRIVED = ("paid_account", "paid_cash", "paid_home", "partial")
#: The payer does not know: shown at /trangthai as being looked into.
IN_DOUBT = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """One person's payment in one list. tail: last four digits of the account, "" for cash."""

    id: str
    registration_id: str
    outcome: str
    amount: int
    paid: int
    paid_on: date | None
    period: str
    tail: str = field(repr=False)
    received: str
    answered_at: datetime | None


def find(db: Connection, payment_id: str, *, seal: Sealer) -> PaymentFacts:
    """One payment; KeyError when there is none."""
    row = db.execute(select(payments).where(_C.id == payment_id)).first()
    if row is None:
        raise KeyError(payment_id)
    return _facts(row, seal)


def of_registrations(
    db: Connection, registration_ids: Collection[str], *, seal: Sealer
) -> dict[str, list[PaymentFacts]]:
    """The payments of many registrations, oldest list first."""
    found: dict[str, list[PaymentFacts]] = {}
    rows = db.execute(select(payments).where(_C.registration_id.in_(list(registration_ids))))
    for row in rows:
        found.setdefault(row.registration_id, []).append(_facts(row, seal))
    for several in found.values():
        several.sort(key=lambda one: (one.period[3:], one.period[:2], one.paid_on or date.min, one.id))
    return found


def keep_received(db: Connection, payment_id: str, *, received: str, now: datetime) -> None:
    """What the person said: "yes" or "no"."""
    db.execute(update(payments).where(_C.id == payment_id).values(received=received, answered_at=now))


def _facts(row: Row[Any], seal: Sealer) -> PaymentFacts:
    sealed = row.tail_sealed
    tail = seal.unseal(sealed, table="payments", column="tail_sealed", row=row.id) if sealed else ""
    return PaymentFacts(
        id=row.id,
        registration_id=row.registration_id or "",
        outcome=row.outcome,
        amount=row.amount,
        paid=row.paid,
        paid_on=row.paid_on,
        period=row.period,
        tail=_digits(tail),
        received=row.received or "",
        answered_at=row.answered_at,
    )


def _digits(tail: str) -> str:
    """The last four digits of what the list kept: plain, or JSON with "tail"."""
    if tail.startswith("{"):
        tail = str(json.loads(tail).get("tail") or "")
    return tail[-4:]
