"""What a staff duty answers becomes messages of the talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from admin.desk import Answer
from conversations.effects import Say
from conversations.state import State


def says_of(answer: Answer) -> Iterator[Say]:
    """The answer's message and those after it."""
    if answer.lines:  # long work has nothing to say yet
        yield Say(lines=answer.lines, choices=answer.choices, unit=answer.unit, document=answer.document)
    for further in answer.more:
        yield from says_of(further)


def waiting_for(answer: Answer, state: State) -> State:
    """The state that gives the next free text to the command that awaits it."""
    awaits = answer.awaits
    if awaits is None:
        return state
    return replace(state, awaits={"command": awaits.command, "args": dict(awaits.args), "param": awaits.param})
