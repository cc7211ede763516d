"""The table of moves: no status is a trap, and nobody decides what is not theirs."""

from __future__ import annotations

import pytest

from domain.pushed import APPROVED, REJECTED, STOPPED, VERIFIED
from domain.registration import CITIZEN, MOVES, PROGRAM, Status
from domain.staff import Role

#: Statuses by the names DESIGN uses, with where they may lead (undo aside).
LEADS_TO = {
    Status.SUBMITTED: {Status.APPROVED, Status.RETURNED, Status.REJECTED},
    Status.RETURNED: {Status.SUBMITTED},
    Status.APPROVED: {Status.QUEUED_FOR_POLICE, Status.RETURNED},
    Status.QUEUED_FOR_POLICE: {Status.IN_BATCH, Status.VERIFIED, Status.APPROVED},
    Status.IN_BATCH: {Status.VERIFIED, Status.MISMATCHED, Status.QUEUED_FOR_POLICE},
    Status.MISMATCHED: {Status.RETURNED, Status.QUEUED_FOR_POLICE, Status.REJECTED},
    Status.VERIFIED: {Status.FORWARDED, Status.ACTIVE},
    Status.FORWARDED: {Status.ACTIVE, Status.VERIFIED, Status.RETURNED},
    Status.ACTIVE: {Status.RETURNED},
    Status.REJECTED: set(),
    Status.WITHDRAWN: set(),
    Status.STOPPED: set(),
}


@pytest.mark.parametrize("status", list(Status))
def test_a_status_leads_where_it_should(status: Status) -> None:
    """Besides being withdrawn or stopped, each status leads exactly to those that follow it."""
    after = {move.after for move in MOVES.values() if status in move.before and move.after}
    assert after - {Status.WITHDRAWN, Status.STOPPED} == LEADS_TO[status]


def test_every_status_can_be_reached_and_left() -> None:
    """No registration gets stuck: each status has a move out, each but SUBMITTED one in."""
    reached = {move.after for move in MOVES.values()} | {Status.SUBMITTED}
    left = {status for move in MOVES.values() for status in move.before}
    assert reached >= set(Status)
    assert left == set(Status)


def test_withdrawing_and_stopping_are_open_nearly_everywhere() -> None:
    """Withdrawn from every one but stopped; stopped from every one."""
    assert MOVES["withdraw"].before == set(Status) - {Status.STOPPED, Status.WITHDRAWN}
    assert MOVES["stop"].before == set(Status) - {Status.STOPPED}


def test_only_known_people_move_anything() -> None:
    """A role of staff, the citizen or the program."""
    known = {*Role, CITIZEN, PROGRAM}
    assert all(move.who and move.who <= known for move in MOVES.values())


def test_what_may_be_undone_can_be_undone() -> None:
    """The undo starts from wherever an undoable move leads."""
    assert MOVES["undo"].before == {move.after for move in MOVES.values() if move.undoable}


def test_every_told_move_has_its_sentence() -> None:
    """The citizen's sentence exists for each move that is told."""
    sentences = {text.key for text in (APPROVED, REJECTED, STOPPED)} | {"returned", "verified"}
    assert {move.told for move in MOVES.values() if move.told} == sentences
    assert set(VERIFIED) == {"account", "open_account", "cash", "cash_home"}


def test_a_decision_that_is_told_needs_four_eyes() -> None:
    """Approving, returning and rejecting are never for who typed the registration."""
    for name in ("approve", "return", "reject"):
        assert "four_eyes" in MOVES[name].needs
