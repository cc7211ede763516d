"""Money as the payer reported it: one row per person, payment list and outcome, and how each person is told."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from domain.registration import Status
from storage.batches import chunks
from storage.schema import chats, consents, inbox, outbox, payments, registrations
from storage.sealing import Sealer

_TABLE = "payments"
_P = payments.c
#: How a person is told: a message that waits or was shown, by phone, not wanted, nobody (a death, nothing to say).
WAITING, TOLD, PHONE, NOT_WANTED, NOBODY = "waiting", "told", "phone", "not_wanted", "nobody"
#: A later file said otherwise; the row stays for the answers and grievances that name it.
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one notice is about. key: ``paid:<batch>:<person>:<outcome>``; tail and bank: as on the list."""

    id: str
    key: str
    batch_id: str
    registration_id: str
    outcome: str
    reason: str
    rows: int
    amount: int
    paid: int
    paid_on: date | None
    period: str
    tail: str = field(default="", repr=False)
    bank: str = ""
    told: str
    received: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """What telling a registration's person of money needs of it; a whole ``Registration`` will do as well."""

    id: str
    code: str
    unit: str
    version: int
    status: Status
    pay_by: str
    chat_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether and how a registration's person may be told of money. messages: full, short or off.

    A staff member's chat is no place to tell a family: what was typed in for somebody is not reachable.
    """

    chat_id: str
    messages: str
    reachable: bool
    wanted: bool


def find(db: Connection, payment_id: str, *, seal: Sealer) -> Payment | None:
    """One payment by id."""
    row = db.execute(select(payments).where(_P.id == payment_id)).first()
    return _payment(row, seal) if row else None


def with_keys(db: Connection, keys: Collection[str], *, seal: Sealer) -> dict[str, Payment]:
    """Payments by key."""
    found: dict[str, Payment] = {}
    for some in chunks(sorted(keys)):
        rows = db.execute(select(payments).where(_P.key.in_(some)))
        found.update((row.key, _payment(row, seal)) for row in rows)
    return found


def of_persons(db: Connection, batch_id: str, registration_ids: Collection[str], *, seal: Sealer) -> list[Payment]:
    """The payments of a list to some registered persons."""
    found: list[Payment] = []
    for some in chunks(sorted(registration_ids)):
        query = select(payments).where(_P.registration_id.in_(some), _P.batch_id == batch_id)
        found += [_payment(row, seal) for row in db.execute(query)]
    return found


def add(db: Connection, those: Sequence[Payment], *, seal: Sealer) -> None:
    """Keep new payments, with their ids."""
    rows: list[dict[str, Any]] = []
    for one in those:
        tail = json.dumps({"tail": one.tail, "bank": one.bank}, ensure_ascii=False)
        sealed = seal.seal(tail, table=_TABLE, column="tail_sealed", row=one.id) if one.tail else None
        values = {name: getattr(one, name) for name in _COLUMNS}
        rows.append(values | {"id": one.id, "registration_id": one.registration_id or None, "tail_sealed": sealed})
    if rows:
        db.execute(insert(payments), rows)


def new_id() -> str:
    """A random 128-bit id, made before its row is written because seals are bound to it."""
    return uuid4().hex


_COLUMNS = ("key", "batch_id", "outcome", "reason", "rows", "amount", "paid", "paid_on", "period", "told")
_CHANGE = (
    update(payments)
    .where(_P.id == bindparam("one"))
    .values(
        outcome=bindparam("to_outcome"),
        reason=bindparam("to_reason"),
        rows=bindparam("to_rows"),
        amount=bindparam("to_amount"),
        paid=bindparam("to_paid"),
        paid_on=bindparam("to_paid_on", type_=_P.paid_on.type),
        told=bindparam("to_told"),
    )
)


def change(db: Connection, those: Sequence[Payment]) -> None:
    """Write payments (with ids) as they are now; what the person answered stays."""
    names = ("outcome", "reason", "rows", "amount", "paid", "paid_on", "told")
    values = [{"one": one.id} | {f"to_{name}": getattr(one, name) for name in names} for one in those]
    if values:
        db.execute(_CHANGE, values)


def set_told(db: Connection, ids: Collection[str], told: str) -> None:
    """How these persons are told, after all."""
    for some in chunks(sorted(ids)):
        db.execute(update(payments).where(_P.id.in_(some)).values(told=told))


def told_rows(db: Connection, batch_id: str) -> dict[str, int]:
    """Rows of a list's results by how their persons are told."""
    query = (
        select(_P.told, func.sum(_P.rows))
        .where(_P.batch_id == batch_id, _P.outcome != CORRECTED)
        .group_by(_P.told)
    )
    return {told: int(rows) for told, rows in db.execute(query)}


def settled_by_outbox(db: Connection, *, limit: int) -> list[tuple[str, str, datetime | None]]:
    """(payment id, outbox state, sent at) of waiting notices that were delivered or given up."""
    query = (
        select(_P.id, outbox.c.state, outbox.c.sent_at)
        .join(outbox, outbox.c.notice_key == _P.key)
        .where(_P.told == WAITING, outbox.c.state.in_(("sent", "undelivered")))
        .limit(limit)
    )
    return [(row.id, row.state, row.sent_at) for row in db.execute(query)]


def unseen(db: Connection, *, before: datetime, limit: int) -> list[str]:
    """Payments whose notice was kept before a moment and not seen by anybody yet, or could not be said at all."""
    not_shown = select(outbox.c.id).where(
        outbox.c.notice_key == _P.key, outbox.c.state == "waiting", outbox.c.created_at < before
    )
    not_said = select(inbox.c.seq).where(inbox.c.key == _P.key, inbox.c.error_code.isnot(None))
    query = select(_P.id).where(_P.told == WAITING, or_(not_shown.exists(), not_said.exists())).limit(limit)
    return list(db.execute(query).scalars())


def unanswered(
    db: Connection, *, outcomes: Collection[str], since: datetime, before: datetime, limit: int
) -> list[str]:
    """Payments told between two moments to which the person has not answered."""
    query = (
        select(_P.id)
        .join(outbox, outbox.c.notice_key == _P.key)
        .where(
            _P.told == TOLD,
            _P.received.is_(None),
            _P.outcome.in_(list(outcomes)),
            outbox.c.state == "sent",
            outbox.c.sent_at >= since,
            outbox.c.sent_at < before,
        )
        .limit(limit)
    )
    return list(db.execute(query).scalars())


def find_many(db: Connection, ids: Collection[str], *, seal: Sealer) -> list[Payment]:
    """Payments by id."""
    found: list[Payment] = []
    for some in chunks(sorted(ids)):
        found += [_payment(row, seal) for row in db.execute(select(payments).where(_P.id.in_(some)))]
    return found


def payees(db: Connection, registration_ids: Collection[str]) -> dict[str, tuple[Payee, Reach]]:
    """Whom many registrations are about and how they may be told, by id."""
    found: dict[str, tuple[Payee, Reach]] = {}
    for some in chunks(sorted(registration_ids)):
        rows = db.execute(_PAYEES.where(registrations.c.id.in_(some))).all()
        for one, code, unit, version, status, pay_by, wanted, chat, messages, reachable, staff_id in rows:
            payee = Payee(
                id=one,
                code=code,
                unit=unit,
                version=version,
                status=Status(status),
                pay_by=pay_by,
                chat_id=chat,
            )
            reach = Reach(chat_id=chat, messages=messages, reachable=reachable and staff_id is None, wanted=wanted)
            found[one] = payee, reach
    return found


_PAYEES = select(
    *(registrations.c[name] for name in ("id", "code", "unit", "version", "status", "pay_by", "tell_messages")),
    registrations.c.chat_id,
    chats.c.messages,
    chats.c.reachable,
    chats.c.staff_id,
).join(chats, chats.c.id == registrations.c.chat_id)


def with_cccd(db: Connection, indexes: Mapping[str, str], *, units: Collection[str]) -> dict[str, list[str]]:
    """Registration ids of some units by what their CCCD's blind index stands for (index -> CCCD)."""
    found: dict[str, list[str]] = {}
    for some in chunks(sorted(indexes)):
        query = (
            select(registrations.c.id, registrations.c.cccd_index)
            .where(registrations.c.cccd_index.in_(some), registrations.c.unit.in_(list(units)))
            .order_by(registrations.c.sent_at, registrations.c.id)
        )
        for row in db.execute(query):
            found.setdefault(indexes[row.cccd_index], []).append(row.id)
    return found


def forwarding_refused(db: Connection, registration_ids: Collection[str]) -> set[str]:
    """Those of some registrations without a standing consent to việc 2 (or việc 1): they are paid in cash."""
    found: set[str] = set()
    for some in chunks(sorted(registration_ids)):
        query = select(consents.c.registration_id).where(
            consents.c.registration_id.in_(some),
            consents.c.purpose.in_(("register", "forward")),
            (consents.c.agreed.is_(False)) | (consents.c.withdrawn_at.isnot(None)),
        )
        found |= set(db.execute(query).scalars())
    return found


def _payment(row: Row[Any], seal: Sealer) -> Payment:
    sealed = row.tail_sealed
    said = seal.unseal(sealed, table=_TABLE, column="tail_sealed", row=row.id) if sealed else "{}"
    known = json.loads(said) if said.startswith("{") else {"tail": said}
    return Payment(
        **{name: getattr(row, name) for name in _COLUMNS},
        id=row.id,
        registration_id=row.registration_id or "",
        tail=known.get("tail", ""),
        bank=known.get("bank", ""),
        received=row.received or "",
    )
