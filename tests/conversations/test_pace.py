"""A chat that floods is answered more slowly and told so once; people at their own pace never notice."""

from __future__ import annotations

from datetime import timedelta

from conversations.effects import Slow
from conversations.pace import BURST
from tests.conversations.person import Person

TOO_FAST = "Tin đến nhanh quá. Trợ lý đang trả lời lần lượt."


def floods(person: Person, count: int) -> list[bool]:
    """Send so many messages at one moment; which of the turns asked to be slower."""
    asked = []
    for _ in range(count):
        person.now -= timedelta(seconds=30)  # a person's turn moves the clock on
        before = len(person.asked_for(Slow))
        person.says("xin chào")
        asked.append(len(person.asked_for(Slow)) > before)
    return asked


def told(person: Person) -> int:
    """How often it was said."""
    return sum(message.text == TOO_FAST for message in person.heard)


def test_a_flood_is_slowed_and_told_once() -> None:
    """Every message is answered all the same."""
    person = Person()
    slowed = floods(person, int(BURST) + 40)
    assert slowed == [False] * int(BURST) + [True] * 40
    assert told(person) == 1
    answers = [message for message in person.heard if message.text != TOO_FAST]
    assert len(answers) == int(BURST) + 40
    assert person.asked_for(Slow)[-1] == Slow(until=person.now + timedelta(seconds=2))


def test_after_a_while_it_is_as_before() -> None:
    """The measure empties with time; the next flood is told again."""
    person = Person()
    floods(person, int(BURST) + 1)
    person.now += timedelta(minutes=5)
    assert floods(person, int(BURST)) == [False] * int(BURST)
    floods(person, 1)
    assert told(person) == 2


def test_a_whole_registration_in_a_minute_is_no_flood() -> None:
    """Somebody who types fast, with every detour, stays below."""
    person = Person()
    for _ in range(40):
        person.now -= timedelta(seconds=29)
        person.says("xin chào")
    assert not person.asked_for(Slow)


def test_officers_and_terminals_are_never_slowed() -> None:
    """A queue is worked through quickly; a whole conversation may be piped in."""
    for person in (Person(staff_role="officer"), Person(channel="terminal")):
        floods(person, 300)
        assert not person.asked_for(Slow)


def test_notices_do_not_count() -> None:
    """What the program says by itself is nobody's flood."""
    person = Person()
    for _ in range(int(BURST) * 2):
        person.now -= timedelta(seconds=30)
        person.is_told({"key": "approved", "lines": [], "registration": ""})
    assert not person.asked_for(Slow)
