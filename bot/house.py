"""The house: what every round needs besides the database. Built once, in wiring."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channel import Capabilities
from bot.speaking import Speaker
from domain.reference.places import Places
from domain.settings import OfficeSettings
from storage.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Seals, sentences, units, what the office promises, what each channel can; draw() gives 64 random bits."""

    seal: Sealer
    speaker: Speaker
    places: Places
    settings: OfficeSettings
    channels: dict[str, Capabilities]
    draw: Callable[[], int] = field(default=lambda: secrets.randbits(64), repr=False)
