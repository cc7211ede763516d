"""Lists of the demo: out to the police and to the payer, filled there, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.demo_staff import Clerk
from bot.engine import Engine


async def lists_made(engine: Engine, sen: Clerk, staff: Mapping[str, str], *, start: datetime) -> None:
    """The police's answers, the verified list, the payment list and its result."""
