"""What was done, by whom, when: one row an act, in the act's own transaction; counts and codes only."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, insert

from storage.schema import audit


def write(db: Connection, *, at: datetime, who: str, what: str, about: str = "", **details: object) -> None:
    """One line. who: staff:<id>, chat:<id>, os:<user> or program."""
    db.execute(
        insert(audit).values(
            at=at, who=who, what=what, about=about, details=json.dumps(details, ensure_ascii=False, default=str)
        )
    )
