"""What was done, by whom, when: one row an act, in the act's own transaction; counts and codes only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from storage.schema import audit

_WRITE = insert(audit)


def write(db: Connection, *, at: datetime, who: str, what: str, about: str = "", **details: object) -> None:
    """One line. who: staff:<id>, chat:<id>, os:<user> or program."""
    write_many(db, [(about, details)], at=at, who=who, what=what)


def write_many(
    db: Connection, acts: Iterable[tuple[str, Mapping[str, Any]]], *, at: datetime, who: str, what: str
) -> None:
    """A line for each of some acts of one kind: what it is about, and its details."""
    rows = []
    for about, details in acts:
        said = json.dumps(details, ensure_ascii=False, default=str)
        rows.append({"at": at, "who": who, "what": what, "about": about, "details": said})
    if rows:
        db.execute(_WRITE, rows)
