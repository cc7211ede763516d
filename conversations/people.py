"""How to speak to the one who sent a registration."""

from __future__ import annotations

from datetime import date

from domain.people import Address, age_on, sex_of
from domain.registration import CLOSED, OwnRegistration


def address_of_own(own: OwnRegistration, today: date) -> Address:
    """The people's words for a registration of this chat."""
    return Address(
        role=own.role,
        age=age_on(own.birth_date, today),
        sex=sex_of({"cccd": own.cccd}),
        name=own.full_name,
        requester=own.requester_name,
    )


def is_open(own: OwnRegistration) -> bool:
    """It can still lead to a payment."""
    return own.status not in CLOSED
