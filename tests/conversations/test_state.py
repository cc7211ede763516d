"""What a chat's next turn knows: packed, read again, and read as older programs wrote it."""

from __future__ import annotations

import json

from conversations.state import REMEMBERED, Shown, State, Talk, pack_state, unpack_state
from domain.wording import Choice, Text

YES, NO = Choice(label=Text("yes", "Đúng"), keeps={"cccd": "006052001234"}), Choice(label=Text("no", "Chưa đúng"))


def showing(count: int) -> State:
    """A state after so many messages with choices."""
    state = State(talks=(Talk(id="t1", form="enrolment", form_version=1, started="2026-11-24"),))
    for number in range(count):
        state = state.showing(
            Shown(asked=f"q{number}", talk="t1", choices=(YES, NO), labels=("Đúng\nạ", "Chưa đúng"))
        )
    return state


def test_a_state_survives_packing_whole() -> None:
    """What was shown stays word for word, and only the last messages are remembered."""
    state = showing(REMEMBERED + 3)
    again = unpack_state(pack_state(state))
    assert again == state
    assert [shown.asked for shown in again.shown()][:2] == ["q22", "q21"]
    assert again.tapped("q2:0") is None
    tapped = again.tapped("q22:1")
    assert tapped is not None
    assert tapped[0].choices[tapped[1]] == NO
    assert tapped[0].labels == ("Đúng\nạ", "Chưa đúng")


def test_an_id_is_not_taken_for_a_longer_one() -> None:
    """A tap on "q1" means "q1", though "q12" was shown too; an odd id means nothing."""
    state = showing(13)
    found = state.shown_as("q1")
    assert found is not None
    assert found.asked == "q1"
    assert state.shown_as('q1","talk":"t1') is None
    assert state.shown_as("q") is None


def test_closing_a_talk_leaves_nothing_of_its_answers_in_what_was_shown() -> None:
    """The choices of a closed talk are known to be old, but hold no number and no word of anybody."""
    closed = showing(3).without_talk("t1")
    assert "006052001234" not in pack_state(closed)
    found = closed.shown_as("q1")
    assert found is not None
    assert (found.talk, len(found.choices)) == ("t1", 2)


def test_the_first_version_is_read() -> None:
    """A state written by 0.1 in one JSON object opens with what was shown in it."""
    state = showing(2)
    first, *lines = pack_state(state).split("\n")
    old = {**json.loads(first), "version": 1, "shown": [json.loads(line) for line in lines]}
    assert unpack_state(json.dumps(old, ensure_ascii=False)) == state
