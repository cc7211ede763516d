"""Each person is told of their money once: a message, a call, or nothing, and every row is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from admin import moves, notices, outcomes, payment_texts, reports_in
from admin.desk import Desk
from admin.outcomes import OUTCOMES, SILENT, of_stored
from admin.payment_texts import About
from admin.taking import Change
from domain.registration import Status
from domain.wording import Text, verbatim
from storage import change_reports, inbox, payments, registrations, tasks
from storage.batches import Batch, BatchRow, chunks
from storage.payments import NOBODY, NOT_WANTED, PHONE, WAITING, Payment, Reach

PAYMENT_TASK = Text(
    "task.payment", "Kết quả chi trả kỳ tháng {period}, {name}: {x}. Hỏi {payer}, xem lại danh sách {batch_code}."
)
#: Outcomes that are an officer's task whatever else is told.
TASKS = (outcomes.PARTIAL, outcomes.SUSPENDED, outcomes.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """What decides how persons are told, by registration id. quiet: a death is reported, nothing is sent."""

    found: Mapping[str, About] = field(repr=False)
    reach: Mapping[str, Reach] = field(repr=False)
    quiet: frozenset[str]


def persons(desk: Desk, registration_ids: Collection[str]) -> Persons:
    """Whom many registrations are about, and of whom a death is reported."""
    ids = sorted(registration_ids)
    quiet: set[str] = set()
    for some in chunks(ids):
        quiet |= change_reports.with_open_report(desk.db, some, kind="death")
    found = payments.payees(desk.db, ids)
    return Persons(
        found={one: payee for one, (payee, _) in found.items()},
        reach={one: reach for one, (_, reach) in found.items()},
        quiet=frozenset(quiet),
    )


def how_told(outcome: str, registration_id: str, known: Persons) -> str:
    """waiting (a message), phone, not_wanted or nobody: exactly one for every row.

    Nobody: nothing is said of this outcome, a death is reported or decided, or the person never registered.
    A returned payment of somebody who wants no messages about money is a call.
    """
    one, reach = known.found.get(registration_id), known.reach.get(registration_id)
    if one is None or reach is None or outcome in SILENT:
        return NOBODY
    if one.status is Status.STOPPED or registration_id in known.quiet:
        return NOBODY
    if not reach.wanted or reach.messages == "off":
        return PHONE if outcome == outcomes.RETURNED else NOT_WANTED
    return WAITING if reach.reachable else PHONE


def told_by_row(desk: Desk, rows: Sequence[Change]) -> Counter[str]:
    """How many of some answered rows are told each way."""
    known = persons(desk, {row.registration_id for row in rows if row.registration_id})
    return Counter(how_told(of_stored(row.result)[0], row.registration_id, known) for row in rows)


def follow(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Payments, notices, calls, tasks, reports and first payments of some persons (all their rows)."""
    known = persons(desk, {row.registration_id for row in rows if row.registration_id})
    wanted = {one.key: one for one in _grouped(batch, rows, known)}
    before = _before(desk, batch, rows)
    gone = [one for key, one in before.items() if key not in wanted and one.outcome != payments.CORRECTED]
    payments.change(desk.db, [replace(one, outcome=payments.CORRECTED, rows=0, paid=0) for one in gone])
    stay = [replace(one, id=before[key].id, told=before[key].told) for key, one in wanted.items() if key in before]
    payments.change(desk.db, stay)
    new = [one for key, one in wanted.items() if key not in before]
    payments.add(desk.db, new, seal=desk.seal)
    _tell(desk, new, known)
    _put_to_officers(desk, batch, new, rows, known)
    _first_payments(desk, wanted.values(), known)


def _before(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> dict[str, Payment]:
    """The payments of these persons that an earlier file has brought, by key."""
    registered = {row.registration_id for row in rows if row.registration_id}
    before = payments.of_persons(desk.db, batch.id, registered, seal=desk.seal)
    strangers = {_person(row) for row in rows if not row.registration_id}
    keys = [_key(batch, person, outcome) for person in strangers for outcome in OUTCOMES]
    return {one.key: one for one in before} | payments.with_keys(desk.db, keys, seal=desk.seal)


def _person(row: BatchRow) -> str:
    return row.registration_id or row.person_index or row.id


def _key(batch: Batch, person: str, outcome: str) -> str:
    return ":".join(("paid", batch.id, person, outcome))


def _person_of(payment: Payment) -> str:
    """The person in a payment's key: ``paid:<batch>:<person>:<outcome>``."""
    return payment.key.split(":", 2)[2].rpartition(":")[0]


def _grouped(batch: Batch, rows: Iterable[BatchRow], known: Persons) -> list[Payment]:
    """One payment per person and outcome, with the sum of that person's rows."""
    groups: dict[tuple[str, str], list[BatchRow]] = {}
    for row in rows:
        if row.result:
            groups.setdefault((_person(row), of_stored(row.result)[0]), []).append(row)
    return [_payment(batch, person, outcome, those, known) for (person, outcome), those in groups.items()]


def _payment(batch: Batch, person: str, outcome: str, rows: Sequence[BatchRow], known: Persons) -> Payment:
    first = rows[0]
    answers = [row.answer or {} for row in rows]
    days = [date.fromisoformat(str(answer["paid_on"])) for answer in answers if answer.get("paid_on")]
    number = str(first.values.get("account_number") or "")
    return Payment(
        id=payments.new_id(),
        key=_key(batch, person, outcome),
        batch_id=batch.id,
        registration_id=first.registration_id,
        outcome=outcome,
        reason=min(of_stored(row.result)[1] for row in rows),
        rows=len(rows),
        amount=sum(row.amount for row in rows),
        paid=sum(paid for answer in answers if isinstance(paid := answer.get("paid"), int)),
        paid_on=max(days, default=None),
        period=batch.period,
        tail=number[-4:] if first.values.get("pay_by") == "account" else "",
        bank=str(first.values.get("bank") or ""),
        told=how_told(outcome, first.registration_id, known),
    )


def _tell(desk: Desk, those: Iterable[Payment], known: Persons) -> None:
    """A notice into the chat, or a call."""
    kept: list[inbox.Notice] = []
    for payment in those:
        if payment.told == WAITING:
            kept.append(notice_of(payment, known))
        elif payment.told == PHONE:
            call(desk, payment, known.found[payment.registration_id], kind=tasks.NO_CHAT)
    inbox.keep_notices(desk.db, kept, seal=desk.seal, now=desk.now)


def notice_of(payment: Payment, known: Persons) -> inbox.Notice:
    """What the chat is told, with the finished sentences."""
    one, reach = known.found[payment.registration_id], known.reach[payment.registration_id]
    lines, choices = payment_texts.said_of(payment, one, short=reach.messages == "short")
    body = notices.body_of(one, payment.outcome, lines, choices)
    return inbox.Notice(
        key=payment.key, chat_id=reach.chat_id, body=body | {"payment": payment.id, "repeat": True}
    )


def call(desk: Desk, payment: Payment, one: About, *, kind: str) -> bool:
    """The same told by phone: once."""
    lines, _ = payment_texts.said_of(payment, one, short=False)
    text = Text(notices.CALL.key, notices.CALL.vietnamese, text=tuple(lines))
    return tasks.add(
        desk.db,
        key=":".join(("call", payment.key)),
        kind=kind,
        text=moves.packed(text),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
        chat_id=one.chat_id,
    )


def _put_to_officers(
    desk: Desk, batch: Batch, those: Iterable[Payment], rows: Sequence[BatchRow], known: Persons
) -> None:
    names = {_person(row): str(row.values.get("full_name") or "") for row in rows}
    for payment in those:
        one = known.found.get(payment.registration_id)
        if payment.outcome in (outcomes.DEATH, outcomes.MOVED) and one is not None:
            reports_in.report(desk, one, kind=payment.outcome, by="payer", batch=batch)
        elif payment.outcome in (*TASKS, outcomes.DEATH, outcomes.MOVED):
            name = one.code if one else names.get(_person_of(payment), "") or "—"
            _task(desk, batch, payment, one, name=name)


def _task(desk: Desk, batch: Batch, payment: Payment, one: About | None, *, name: str) -> None:
    shown = outcomes.SHOWN.get(payment.outcome) or verbatim("—")
    text = Text(
        PAYMENT_TASK.key,
        PAYMENT_TASK.vietnamese,
        period=payment.period,
        name=name,
        x=shown,
        batch_code=batch.code,
    )
    tasks.add(
        desk.db,
        key=":".join(("payment", payment.key)),
        kind="payment",
        text=moves.packed(text),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit if one else batch.unit,
        registration_id=one.id if one else "",
    )


def _first_payments(desk: Desk, those: Iterable[Payment], known: Persons) -> None:
    """The first payment that arrived makes active: of one who went up, or who is paid in cash and verified."""
    arrived = {one.registration_id for one in those if one.outcome in outcomes.ARRIVED}
    first = [
        one.id
        for one in known.found.values()
        if one.id in arrived
        and (
            one.status is Status.FORWARDED
            or (one.status is Status.VERIFIED and one.pay_by in ("cash", "cash_home"))
        )
    ]
    found = registrations.find_many(desk.db, first, seal=desk.seal)
    reports_in.move_each(desk, list(found.values()), "first_payment")
