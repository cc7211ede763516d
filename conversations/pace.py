"""Flooding: a chat that sends faster than anybody types is answered more slowly, told so once; nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations import texts
from conversations.effects import Slow
from conversations.turn import Turn

#: Messages taken at once, and how many more each second brings: a whole registration is about thirty.
BURST = 120.0
A_SECOND = 2.0
PAUSE = timedelta(seconds=2)


def heard(turn: Turn) -> None:
    """Count a message of a person; above the measure the chat pauses before its next one."""
    if turn.facts.staff_role or turn.facts.channel == "terminal":  # a queue; a conversation piped in
        return
    state = turn.state
    since = (turn.now - datetime.fromisoformat(state.heard_at)).total_seconds() if state.heard_at else 0.0
    level = max(0.0, state.level - max(0.0, since) * A_SECOND) + 1.0
    slowed = state.slowed and level > BURST / 2
    if level > BURST:
        if not slowed:
            turn.say(texts.NOTHING_SAID["too_fast"], aside=True)
        slowed = True
        turn.do(Slow(until=turn.now + PAUSE))
    turn.state = replace(turn.state, level=level, heard_at=turn.now.isoformat(), slowed=slowed)
