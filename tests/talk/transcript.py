"""Transcripts: what was said and answered, word for word, with the clock of wording.md section 3.

``== who, [door,] [day] time`` sets the clock; ``>`` typed or tapped, each moves the clock on by 30 seconds;
``<`` one message, further lines indented, choices in [ ] at its end; ``(tệp NAME)`` a file;
``(ảnh mã QR: …)`` a photo by what its code says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from domain.calendar import VIETNAM
from tests.talk.doors import Heard

_WHEN = re.compile(r"(?:(\d{2})/(\d{2})/(\d{4}), )?(\d{2}):(\d{2})$")


@dataclass(slots=True)
class Turn:
    """Something said (None: nothing, the bot speaks first), and the messages that follow it."""

    said: str | None
    expected: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One person at one time."""

    heading: str
    who: str
    turns: list[Turn]
    at: tuple[date | None, time] | None = None

    def clock(self, now: datetime) -> datetime:
        """The moment the scene begins."""
        if self.at is None:
            return now
        day, hour = self.at
        return datetime.combine(day or now.astimezone(VIETNAM).date(), hour, VIETNAM)


def read_transcript(text: str) -> list[Scene]:
    """The scenes of a transcript."""
    scenes: list[Scene] = []
    for line in text.splitlines():
        if line.startswith("== "):
            scenes.append(_scene(line[3:]))
        elif line.startswith("> "):
            scenes[-1].turns.append(Turn(line[2:]))
        elif line.startswith("< "):
            scenes[-1].turns[-1].expected.append(line[2:])
        elif line.strip():
            expected = scenes[-1].turns[-1].expected
            expected[-1] += "\n" + line.strip()
    return scenes


def _scene(heading: str) -> Scene:
    found = _WHEN.search(heading)
    at = None
    if found:
        day, month, year, hour, minute = found.groups()
        at = (date(int(year), int(month), int(day)) if year else None, time(int(hour), int(minute)))
    return Scene(heading, heading.split(",")[0], [Turn(None)], at)


def written(heard: Heard) -> str:
    """A message as a transcript writes it."""
    choices = f" [{' | '.join(heard.choices)}]" if heard.choices else ""
    file = f"\n(tệp {heard.file_name})" if heard.file_name else ""
    return heard.text + file + choices


def as_transcript(scenes: list[Scene]) -> str:
    """The file again, out of its scenes."""
    lines: list[str] = []
    for scene in scenes:
        lines.append(f"== {scene.heading}")
        for turn in scene.turns:
            if turn.said is not None:
                lines.append(f"> {turn.said}")
            lines += ["< " + message.replace("\n", "\n  ") for message in turn.expected]
    return "\n".join(lines) + "\n"
