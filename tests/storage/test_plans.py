"""Nobody is looked for by reading a whole table: the plans SQLite makes, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from domain.registration import Registration, Status
from storage import (
    batches,
    change_reports,
    chats,
    grievances,
    notes,
    own,
    payments,
    queue,
    registrations,
    returned_rows,
    searching,
)
from storage.database import make_sync_engine, migrate
from storage.sealing import Sealer

NOW = datetime(2026, 11, 24, 12, 2, tzinfo=UTC)
IDS = ("a", "b")


def one(ident: str) -> Registration:
    """A registration as it was read."""
    return Registration(
        id=ident,
        code="BK-7Q4M-2KT",
        unit="01840",
        chat_id="c",
        status=Status.FORWARDED,
        status_since=NOW,
        version=1,
        revision=1,
        sent_at=NOW,
        due_on=date(2026, 11, 27),
        resent=0,
        role="self",
        pay_by="cash",
        category_group="NCC",
        category="",
        warnings=(),
        duplicate_of="",
        duplicate_cleared=False,
        asked_answer="",
        asked_how="",
        paper_seen_on=None,
        returned=(),
        reason="",
        claimed_by="",
        claimed_until=None,
        tell_messages=True,
        typed_by="",
    )


LOOKUPS: dict[str, Callable[[Connection, Sealer], Any]] = {
    "answers": lambda db, seal: registrations.answers_of_many(db, [(i, 1) for i in IDS], seal=seal),
    "moves": lambda db, seal: registrations.change_many(db, [one(i) for i in IDS], status="active"),
    "own": lambda db, seal: own.own_registrations(db, IDS, seal=seal),
    "code": lambda db, seal: registrations.find_by_code(db, "BK-7Q4M-2KT", seal=seal),
    "numbers": lambda db, seal: searching.by_numbers(
        db, units=["01840"], cccds=["x"], phones=["y"], accounts=["z"], seal=seal
    ),
    "queue": lambda db, seal: queue.next_waiting(
        db, units=["01840"], narrowed=queue.ALL, after=None, by="s", now=NOW
    ),
    "reported": lambda db, seal: change_reports.with_open_report(db, IDS, kind="death"),
    "deaths": lambda db, seal: change_reports.next_open(db, kind="death", units=["01840"], after=None, seal=seal),
    "notes": lambda db, seal: notes.of_registration(db, "a", seal=seal),
    "staff": lambda db, seal: chats.of_staff(db, "s"),
    "grievance": lambda db, seal: grievances.open_for_payment(db, "p", seal=seal),
    "list rows": lambda db, seal: batches.rows_of(db, "b", seal=seal, registration_ids=IDS),
    "list persons": lambda db, seal: batches.rows_of(db, "b", seal=seal, person_indexes=IDS),
    "list parts": lambda db, seal: returned_rows.rows_after(db, "b", "", keys=(), limit=5, seal=seal),
    "payees": lambda db, seal: payments.payees(db, IDS),
    "payments": lambda db, seal: payments.of_persons(db, "b", IDS, seal=seal),
    "not told": lambda db, seal: payments.settled_by_outbox(db, limit=5),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_no_lookup_reads_a_whole_table(name: str, tmp_path: Path, sealer: Sealer) -> None:
    """Every statement of a look-up finds its rows by an index."""
    engine = make_sync_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    said: list[tuple[str, Any]] = []
    with engine.begin() as db:
        migrate(db)
        event.listen(db, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
        LOOKUPS[name](db, sealer)
        plans = [db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given) for statement, given in list(said)]
        steps = [row.detail for plan in plans for row in plan]
    engine.dispose()
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step] == []
