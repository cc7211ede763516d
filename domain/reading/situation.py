"""What is known already when an answer is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.reference.places import Places
from domain.wording import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The question asked, the answers so far, the day, the units, and the numbers this chat already uses.

    key: key of the question being answered ("cccd", "requester_cccd", …).
    answers: what was kept so far, by key; forms of wording.md "All keys".
    today: the day in Asia/Ho_Chi_Minh.
    places: the units of the country that this installation knows.
    own_registrations: CCCD (12 digits) -> code, of the registrations sent from this chat.
    """

    key: str
    today: date
    places: Places
    answers: Answers = field(default_factory=dict, repr=False)
    own_registrations: Mapping[str, str] = field(default_factory=dict, repr=False)
