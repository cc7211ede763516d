"""What the shell knows of a chat and gives to its turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.reference.places import Places
from domain.registration import OwnRegistration
from domain.settings import OfficeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """channel; the day in Vietnam; units; settings; own registrations; signed in or not; unused random ids.

    staff_role "" = a citizen. messages: full | short | off.
    """

    channel: str
    today: date
    places: Places
    settings: OfficeSettings
    registrations: tuple[OwnRegistration, ...] = field(default=(), repr=False)
    staff_role: str = ""
    staff_commands: frozenset[str] = frozenset()
    fresh_ids: tuple[str, ...] = ()
    messages: str = "full"

    def own(self, registration_id: str) -> OwnRegistration | None:
        """This chat's registration with an id."""
        return next((own for own in self.registrations if own.id == registration_id), None)
