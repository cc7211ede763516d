"""What time does to payment notices: shown or not, answered or not; the shell's sweep calls ``settle``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from admin import account_opening, notices, outcomes
from admin.desk import Desk
from admin.payment_notices import call, persons
from admin.payment_texts import asked_again
from storage import imports, inbox, payments, tasks
from storage.payments import PHONE, TOLD, Payment

#: Who has not answered is asked again once; notices older than this are left alone.
ASK_AGAIN_WITHIN = timedelta(days=14)
#: A file that was read and never confirmed is forgotten.
STAGED_KEPT = timedelta(days=14)


def settle(desk: Desk, *, limit: int = 500) -> int:
    """Bring payments up to what became of their notices; how many changed. Safe to call at any time.

    Delivered: told. Given up, or not opened for phone_days: a call. Told, and no answer for phone_days: asked
    once more. A new account nobody has confirmed for phone_days: a call.
    """
    days = timedelta(days=desk.settings.phone_days)
    settled = payments.settled_by_outbox(desk.db, limit=limit)
    payments.set_told(desk.db, {one for one, state, _ in settled if state == "sent"}, TOLD)
    lost = _call(desk, {one for one, state, _ in settled if state != "sent"}, kind=tasks.NO_CHAT)
    unseen = _call(desk, set(payments.unseen(desk.db, before=desk.now - days, limit=limit)), kind=tasks.NOT_OPENED)
    asked = _ask_again(desk, days, limit=limit)
    imports.forget_old(desk.db, before=desk.now - STAGED_KEPT)
    return len(settled) + lost + unseen + asked + account_opening.chase(desk)


def _call(desk: Desk, ids: set[str], *, kind: str) -> int:
    """These are told by phone after all."""
    those = payments.find_many(desk.db, ids, seal=desk.seal)
    known = persons(desk, {one.registration_id for one in those if one.registration_id})
    for payment in those:
        one = known.found.get(payment.registration_id)
        if one is not None:
            call(desk, payment, one, kind=kind)
    payments.set_told(desk.db, ids, PHONE)
    return len(those)


def _ask_again(desk: Desk, days: timedelta, *, limit: int) -> int:
    """no_answer, once: the key of the notice is the payment's."""
    ids = payments.unanswered(
        desk.db,
        outcomes=outcomes.PAID,
        since=desk.now - ASK_AGAIN_WITHIN,
        before=desk.now - days,
        limit=limit,
    )
    those = payments.find_many(desk.db, ids, seal=desk.seal)
    return inbox.keep_notices(desk.db, _reminders(desk, those), seal=desk.seal, now=desk.now)


def _reminders(desk: Desk, those: Sequence[Payment]) -> list[inbox.Notice]:
    known = persons(desk, {one.registration_id for one in those if one.registration_id})
    reminders: list[inbox.Notice] = []
    for payment in those:
        one, reach = known.found.get(payment.registration_id), known.reach.get(payment.registration_id)
        if one is None or reach is None or one.id in known.quiet or not reach.wanted or reach.messages == "off":
            continue
        lines, choices = asked_again(payment)
        body = notices.body_of(one, "no_answer", lines, choices) | {"payment": payment.id, "repeat": True}
        reminders.append(inbox.Notice(key=":".join(("no_answer", payment.id)), chat_id=reach.chat_id, body=body))
    return reminders
