"""What a chat may be told about the registrations sent from it: many chats in a fixed number of queries."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from domain.calendar import day_of
from domain.people import text_of
from domain.reference.banks import bank_name
from domain.registration import OwnRegistration, Registration, Status
from domain.wording import Answers
from storage import payment_facts
from storage.payment_facts import PaymentFacts
from storage.registrations import in_chats, newest_answers
from storage.schema import batch_rows, batches
from storage.sealing import Sealer

#: What an answer of the police means for the question that would be asked again.
_FIELDS = {
    "wrong_name": "full_name",
    "wrong_birth": "birth_date",
    "wrong_cccd": "cccd",
    "not_found": "cccd",
    "wrong_residence": "residence_unit",
}
_OF_REQUESTER = {
    "full_name": "requester_name",
    "birth_date": "requester_birth_date",
    "cccd": "requester_cccd",
    "residence_unit": "requester_residence",
}
_QUIET = frozenset(("dead", "moved"))


@dataclass(slots=True)
class _Listed:
    """The newest list for the police that a registration stood in."""

    batch: str = ""
    on: date | None = None
    fields: list[str] = field(default_factory=list)
    quiet: bool = False


def own_registrations(
    db: Connection, chat_ids: Collection[str], *, seal: Sealer
) -> dict[str, tuple[OwnRegistration, ...]]:
    """The registrations of many chats, oldest first; a chat without any is left out."""
    rows = in_chats(db, chat_ids, seal=seal)
    if not rows:
        return {}
    answers = newest_answers(db, rows, seal=seal)
    listed = _listed(db, [one.id for one in rows if one.status in (Status.IN_BATCH, Status.MISMATCHED)])
    paid_for = [one.id for one in rows if one.status in (Status.ACTIVE, Status.FORWARDED, Status.VERIFIED)]
    paid = payment_facts.of_registrations(db, paid_for, seal=seal) if paid_for else {}
    found: dict[str, tuple[OwnRegistration, ...]] = {}
    for one in rows:
        own = _own(one, answers[one.id], listed.get(one.id, _Listed()), paid.get(one.id, []))
        found[one.chat_id] = (*found.get(one.chat_id, ()), own)
    return found


def _own(one: Registration, answers: Answers, listed: _Listed, paid: list[PaymentFacts]) -> OwnRegistration:
    asks = [str(key) for item in one.returned for key in _list(item.get("asks"))]
    arrived = [payment for payment in paid if payment.outcome in payment_facts.ARRIVED]
    last = arrived[-1] if arrived else None
    said: Mapping[str, object] = json.loads(one.reason) if one.reason else {}
    return OwnRegistration(
        id=one.id,
        code=one.code,
        chat_id=one.chat_id,
        status=one.status,
        unit=one.unit,
        role=one.role,
        pay_by=one.pay_by,
        version=one.version,
        revision=one.revision,
        sent_on=day_of(one.sent_at),
        since=day_of(one.status_since),
        listed_on=listed.on,
        returned_fields=tuple(dict.fromkeys(asks)),
        returned=one.returned,
        mismatched_fields=tuple(dict.fromkeys(listed.fields)),
        hidden=one.status is Status.MISMATCHED and listed.quiet,
        reason=one.reason,
        death=said.get("k") == "stop.death",
        paid_id=last.id if last else "",
        paid_period=last.period if last else "",
        paid_on=last.paid_on if last else None,
        paid_amount=last.paid if last else None,
        in_doubt=_in_doubt(paid),
        bank=bank_name(text_of(answers, "bank")),
        tail=text_of(answers, "account_number")[-4:],
        full_name=text_of(answers, "full_name"),
        birth_date=text_of(answers, "birth_date"),
        cccd=text_of(answers, "cccd"),
        requester_name=text_of(answers, "requester_name"),
        phone=text_of(answers, "requester_phone") or text_of(answers, "phone"),
        tell_messages=one.tell_messages,
        answers=answers if one.status is Status.RETURNED else None,
    )


def _in_doubt(paid: list[PaymentFacts]) -> tuple[str, ...]:
    """Periods of which the payer only said that it does not know."""
    known = {one.period for one in paid if one.outcome != payment_facts.IN_DOUBT}
    return tuple(dict.fromkeys(one.period for one in paid if one.period not in known))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _listed(db: Connection, registration_ids: Collection[str]) -> dict[str, _Listed]:
    if not registration_ids:
        return {}
    query = (
        select(
            batch_rows.c.registration_id,
            batch_rows.c.batch_id,
            batch_rows.c.person_role,
            batch_rows.c.result,
            batches.c.made_at,
        )
        .join(batches, batches.c.id == batch_rows.c.batch_id)
        .where(
            batch_rows.c.registration_id.in_(list(registration_ids)),
            batch_rows.c.taken_out_at.is_(None),
            batches.c.kind == "CA",
            batches.c.recalled_at.is_(None),
        )
        .order_by(batches.c.made_at, batch_rows.c.line)
    )
    found: dict[str, _Listed] = {}
    for row in db.execute(query):
        listed = found.get(row.registration_id)
        if listed is None or listed.batch != row.batch_id:
            listed = found[row.registration_id] = _Listed(batch=row.batch_id, on=day_of(row.made_at))
        results = set(re.findall(r"[a-z_]+", row.result or ""))
        listed.quiet = listed.quiet or bool(results & _QUIET)
        keys = [key for result, key in _FIELDS.items() if result in results]
        if row.person_role != "beneficiary":
            keys = [_OF_REQUESTER[key] for key in keys]
        listed.fields += keys
    for listed in found.values():
        if listed.quiet:
            listed.fields = []
    return found
