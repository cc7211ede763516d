"""Who works here: roles, and what each may see (wording.md section 6, "Who may")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.reference.places import Places


class Role(StrEnum):
    """A staff member has one role, in one office."""

    OFFICER = "officer"  #: commune officer: every duty, in the own unit
    POLICE = "police"  #: commune police: only lists sent to their office
    HIGHER = "higher"  #: Phòng LĐ-TBXH: lists and figures of the units under it, no queue
    PAYER = "payer"  #: Bưu điện: only lists sent to it
    ADMINISTRATOR = "administrator"  #: staff and units, figures; no person's data


#: The office kind (domain.reference.places.Office.kind) a role belongs to; an administrator has any.
OFFICE_KIND = {
    Role.OFFICER: "commune",
    Role.POLICE: "police",
    Role.HIGHER: "higher",
    Role.PAYER: "payer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One who is signed in. units: codes of the units the office serves today; groups: the benefit groups
    it takes, () for all."""

    id: str
    name: str = field(repr=False)
    role: Role
    office: str
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    suspended: bool = False

    def may(self, roles: Collection[Role]) -> bool:
        """Whether one of these roles is theirs and they are not suspended."""
        return self.role in roles and not self.suspended

    def serves(self, unit: str) -> bool:
        """Whether a unit is within their scope."""
        return unit in self.units and not self.suspended


def staff_of(
    places: Places, day: date, *, id: str, name: str, role: str, office: str, suspended: bool = False
) -> Staff:
    """A staff member with the units and groups that the office serves on a day.

    An office that is unknown or no longer valid serves nothing.
    """
    for known in places.offices:
        if known.code == office and known.valid_from <= day and (known.valid_to is None or day <= known.valid_to):
            units, groups = known.units, known.groups
            break
    else:
        units, groups = (), ()
    return Staff(id=id, name=name, role=Role(role), office=office, units=units, groups=groups, suspended=suspended)
