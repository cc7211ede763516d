"""Reading one text in a test: the situation of 24 November 2026, and the outcome in short."""

from __future__ import annotations

from datetime import date

from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Kept, Reading, Value

PLACES = default_places()
TODAY = date(2026, 11, 24)


def asked(key: str, **answers: Value) -> Situation:
    """The situation of a question with these answers given before."""
    return Situation(key=key, today=TODAY, places=PLACES, answers=answers)


def outcome(reading: Reading, key: str) -> Value:
    """The value kept under the key, or the code of the miss after a slash ("/too_short")."""
    return reading.values[key] if isinstance(reading, Kept) else f"/{reading.code}"


def sentence(reading: Reading) -> str:
    """What a miss says, its placeholders of this text filled."""
    assert not isinstance(reading, Kept)
    said = reading.say.vietnamese
    for name, value in reading.say.params.items():
        said = said.replace("{" + name + "}", getattr(value, "vietnamese", None) or str(value))
    return said
