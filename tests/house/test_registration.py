"""MOVES: no registration gets stuck, and every move is explained to those it concerns."""

from __future__ import annotations

import pytest

from admin.moves import NEEDS
from conversations.status import LABELS
from domain import pushed
from domain.registration import CITIZEN, MOVES, PROGRAM, Move, Status
from domain.staff import Role

LAST = {Status.STOPPED}
EVERYBODY = {CITIZEN, PROGRAM, *Role}


def test_every_status_can_be_reached_and_left() -> None:
    """No registration gets stuck: each status but the last has a move out, each but SUBMITTED one in."""
    moves = [move for move in MOVES.values() if move.name != "undo"]
    assert {status for move in moves for status in move.before} == set(Status) - LAST
    assert {move.after for move in moves} == set(Status) - {Status.SUBMITTED} | {Status.SUBMITTED}


def test_every_status_is_reached_from_the_first() -> None:
    """From SUBMITTED there is a way to every status."""
    reached = {Status.SUBMITTED}
    while True:
        further = {
            move.after for move in MOVES.values() if move.after is not None and reached & move.before
        } - reached
        if not further:
            break
        reached |= further
    assert reached == set(Status)


def test_from_every_status_there_is_a_way_to_an_end() -> None:
    """Wherever a registration lies, it can still become active, withdrawn or stopped."""
    ends = {Status.ACTIVE, Status.WITHDRAWN, Status.STOPPED}
    for start in Status:
        reached = {start}
        for _ in Status:
            reached |= {move.after for move in MOVES.values() if move.after is not None and reached & move.before}
        assert reached & ends, start


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_move_names_who_may_and_what_it_needs(move: Move) -> None:
    """Each move is made by a known role, the citizen or the program, and what it needs is checked somewhere."""
    assert move.who
    assert move.who <= EVERYBODY
    assert set(move.needs) <= set(NEEDS)
    assert move.after not in move.before


@pytest.mark.parametrize("move", [move for move in MOVES.values() if move.told], ids=lambda move: move.name)
def test_what_a_move_tells_the_citizen_is_written(move: Move) -> None:
    """The notice of a move has its sentence; "returned" opens its own talk instead."""
    assert move.told == "returned" or hasattr(pushed, move.told.upper())


def test_what_may_be_undone_is_what_undo_undoes() -> None:
    """Every undoable move leads to a status from which undo starts, and no other does."""
    assert {move.after for move in MOVES.values() if move.undoable} == MOVES["undo"].before


def test_every_status_has_a_label_for_the_citizen() -> None:
    """/trangthai says something about every status."""
    assert set(LABELS) == set(Status)
