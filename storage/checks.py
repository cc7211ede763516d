"""Who was checked by the police and when: what the lists that came back say."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.schema import batch_rows, batches
from storage.sealing import Sealer

_C = batch_rows.c
#: The stored answer of a row whose person is as declared (admin/layouts/verification.py).
MATCH = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A person who matched, as they stood in that list."""

    index: str
    full_name: str = field(repr=False)
    birth_date: str = field(repr=False)
    at: datetime


def matched_since(db: Connection, indexes: Collection[str], *, since: datetime, seal: Sealer) -> list[Checked]:
    """Persons with one of these blind indexes who matched in a list answered since a moment."""
    found: list[Checked] = []
    wanted = sorted(indexes)
    for at in range(0, len(wanted), 400):
        query = select(_C.id, _C.person_index, _C.row_sealed, _C.answered_at).where(
            _C.person_index.in_(wanted[at : at + 400]), _C.result == MATCH, _C.answered_at >= since
        )
        for row in db.execute(query):
            values: dict[str, Any] = json.loads(
                seal.unseal(row.row_sealed, table="batch_rows", column="row_sealed", row=row.id)
            )
            found.append(
                Checked(
                    index=row.person_index,
                    full_name=str(values.get("full_name", "")),
                    birth_date=str(values.get("birth_date", "")),
                    at=row.answered_at,
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the police said of one person in the newest list. value: what they hold to be right, "" for none."""

    person_role: str
    results: tuple[str, ...]
    value: str = field(repr=False)


def findings(db: Connection, registration_id: str, *, seal: Sealer) -> list[Finding]:
    """The answers to the newest list a registration stood in that were not Khớp. For staff only."""
    query = (
        select(batch_rows, batches.c.made_at)
        .join(batches, batches.c.id == _C.batch_id)
        .where(
            _C.registration_id == registration_id,
            batches.c.kind == "CA",
            batches.c.recalled_at.is_(None),
            _C.result.is_not(None),
        )
        .order_by(batches.c.made_at.desc(), _C.line)
    )
    rows = db.execute(query).all()
    newest = [row for row in rows if row.batch_id == rows[0].batch_id]
    found: list[Finding] = []
    for row in newest:
        results = tuple(key for key in row.result.split(";") if key and key != MATCH)
        if not results:
            continue
        answer: dict[str, Any] = (
            json.loads(seal.unseal(row.answer_sealed, table="batch_rows", column="answer_sealed", row=row.id))
            if row.answer_sealed
            else {}
        )
        value = str(answer.get("correct_cccd") or answer.get("correct_text") or "")
        found.append(Finding(person_role=row.person_role, results=results, value=value))
    return found
