"""Registrations found by a number's blind index, or by a part of the name, which is unsealed row by row."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from domain.people import text_of
from domain.reading.text import fold
from domain.registration import Registration
from storage.registrations import answers_of_many, find_many
from storage.schema import registrations
from storage.sealing import Sealer

_C = registrations.c


def by_numbers(
    db: Connection,
    *,
    units: Collection[str],
    cccds: Collection[str],
    phones: Collection[str],
    accounts: Collection[str],
    seal: Sealer,
) -> list[Registration]:
    """Registrations of some units with one of these blind indexes of CCCD, phone or account, newest first."""
    query = select(_C.id, _C.unit).where(
        or_(
            _C.cccd_index.in_(list(cccds)),
            _C.requester_cccd_index.in_(list(cccds)),
            _C.phone_index.in_(list(phones)),
            _C.account_index.in_(list(accounts)),
        )
    )  # a number is found quicker than a unit: which of them are in these units is looked at here
    found = find_many(db, [one for one, unit in db.execute(query) if unit in units], seal=seal)
    return sorted(found.values(), key=lambda one: (one.sent_at, one.id), reverse=True)


def by_name(db: Connection, folded: str, *, units: Collection[str], most: int, seal: Sealer) -> list[Registration]:
    """Registrations of some units whose beneficiary or requester has these folded letters in the name."""
    query = select(_C.id, _C.version).where(_C.unit.in_(list(units))).order_by(_C.sent_at.desc(), _C.id)
    rows = [(row.id, row.version) for row in db.execute(query)]
    hits: list[str] = []
    for at in range(0, len(rows), 400):
        some = rows[at : at + 400]
        answers = answers_of_many(db, some, seal=seal)
        hits += [
            one
            for one, version in some
            if any(folded in fold(text_of(answers[one, version], key)) for key in ("full_name", "requester_name"))
        ]
        if len(hits) >= most:
            break
    found = find_many(db, hits[:most], seal=seal)
    return [found[one] for one in hits[:most]]
