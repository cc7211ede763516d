"""What each office sets for itself; the defaults are the demo's (wording.md section 9, 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSettings:
    """Days are calendar days unless they say working days.

    code_prefix: first two letters of registration codes. holidays: days offices are closed. htxh_with: the
    file that hưu trí xã hội travels in.
    """

    code_prefix: str = "BK"
    review_days: int = 3  # working days
    police_days: int = 7
    grievance_days: int = 5  # working days
    draft_days: int = 30
    rejected_days: int = 90
    phone_days: int = 3
    verify_valid_days: int = 180
    htxh_with: str = "BTXH"
    undo_seconds: int = 60
    claim_minutes: int = 15
    holidays: Mapping[date, str] = field(default_factory=dict)
