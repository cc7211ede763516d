"""The warnings of a registration found again when something about it changed."""

from __future__ import annotations

import json
from typing import Any

from admin.cards import before_last_sending
from admin.desk import Desk, Stale
from admin.moves import OVERTAKEN
from domain.registration import Registration
from domain.warnings import Seen, warnings_of
from domain.wording import Answers
from storage import registrations


def refresh_warnings(
    desk: Desk, registration: Registration, *, answers: Answers | None = None, **values: Any
) -> Registration:
    """Change columns of a registration as it was read, and its warnings with them; as it is now.

    answers: those of a version that was just appended. Raises Stale when somebody changed it first.
    """
    before = before_last_sending(desk, registration)
    wanted = {(registration.id, registration.version), (registration.id, before or registration.version)}
    found = registrations.answers_of_many(desk.db, wanted, seal=desk.seal)
    seen = Seen(
        before=found[registration.id, before] if before else None,
        paper_seen=values.get("paper_seen_on", registration.paper_seen_on) is not None,
        asked=values.get("asked_answer", registration.asked_answer) or "",
        duplicate=bool(registration.duplicate_of)
        and not values.get("duplicate_cleared", registration.duplicate_cleared),
        shared_account="shared_account" in registration.warnings,
        typed_by_staff=bool(registration.typed_by),
    )
    standing = warnings_of(answers or found[registration.id, registration.version], seen)
    if not registrations.change(desk.db, registration, warnings=json.dumps(standing), **values):
        raise Stale(OVERTAKEN)
    return registrations.find_many(desk.db, [registration.id], seal=desk.seal)[registration.id]
