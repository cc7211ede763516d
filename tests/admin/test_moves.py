"""Moves themselves: who was first wins, many at once or none, every one leaves one decision and one audit row."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from admin import moves
from admin.desk import CannotDo, Desk, Stale
from domain.registration import MOVES, Registration, Status
from storage import registrations
from storage.schema import audit, decisions
from tests.admin.commune import CASH, Commune


def stored(commune: Commune, registration_id: str) -> Registration:
    """The registration as it stands."""
    found = commune.do(lambda desk: registrations.find(desk.db, registration_id, seal=desk.seal))
    assert found is not None
    return found


def test_who_read_it_before_a_change_is_too_late(commune: Commune) -> None:
    """Two officers decide on what both have read: the second gets nothing written."""
    made = commune.submit(CASH)
    read = stored(commune, made.registration_id)
    commune.do(lambda desk: moves.move(desk, read, "approve"), sits=commune.hoa)
    with pytest.raises(Stale):
        commune.do(lambda desk: moves.move(desk, read, "reject"), sits=commune.binh)
    assert stored(commune, made.registration_id).status is Status.APPROVED


def test_many_move_together_or_not_at_all(commune: Commune) -> None:
    """One that somebody changed takes the others back with it."""
    first, second = commune.waiting_ones(2)
    read = [stored(commune, one.registration_id) for one in (first, second)]
    commune.do(lambda desk: registrations.change(desk.db, read[1], asked_how="in_person"))
    with pytest.raises(Stale):
        commune.do(lambda desk: moves.move_many(desk, read, "approve"), sits=commune.hoa)
    assert stored(commune, first.registration_id).status is Status.SUBMITTED


def test_each_move_leaves_one_decision_and_one_audit_row(commune: Commune) -> None:
    """With the version that was seen, for whoever asks later."""
    made = commune.submit(CASH)
    read = stored(commune, made.registration_id)
    decision = commune.do(lambda desk: moves.move(desk, read, "approve"), sits=commune.hoa)

    def counts(desk: Desk) -> tuple[object, int]:
        row = desk.db.execute(select(decisions).where(decisions.c.id == decision)).one()
        written = desk.db.execute(select(func.count()).where(audit.c.what == "move.approve")).scalar_one()
        return (row.version, row.before, row.after, row.decided_by), written

    assert commune.do(counts) == ((1, "submitted", "approved", commune.hoa.id), 1)


@pytest.mark.parametrize("name", sorted(set(MOVES) - {"undo"}))
def test_a_move_starts_only_where_it_may(commune: Commune, name: str) -> None:
    """From any status that is not in its row nothing moves, whoever asks."""
    made = commune.submit(CASH)
    read = stored(commune, made.registration_id)
    if Status.SUBMITTED in MOVES[name].before:
        return
    for sits in (commune.hoa, None):
        with pytest.raises(CannotDo):
            commune.do(lambda desk: moves.move(desk, read, name), sits=sits, chat=commune.new_chat())
    assert stored(commune, made.registration_id) == read


def test_every_need_is_known() -> None:
    """What MOVES asks for by name is looked into."""
    needed = {need for move in MOVES.values() for need in move.needs}
    assert needed == set(moves.NEEDS)
