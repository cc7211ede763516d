"""The golden talk up to its receipt, and the six variants, word for word through ``step`` alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.speaking import Listener
from bot.web_channel import WebChannel
from conversations import consent, texts
from domain.reading.text import fold
from domain.wording import Text
from tests.conversations.person import Person, speaker
from tests.talk.play import PHOTO
from tests.talk.transcript import Scene, Turn, as_transcript, read_transcript

FOLDER = Path(__file__).parent.parent / "transcripts"
FILES = [*sorted(FOLDER.glob("variant_*.txt")), FOLDER / "golden.txt"]
SENDING = ("gui", "gui dang ky")


def citizens_scenes(file: Path) -> list[Scene]:
    """The scenes of the citizen before anything is handed in; what the shell says of it is left out."""
    scenes: list[Scene] = []
    for scene in read_transcript(file.read_text(encoding="utf-8")):
        turns: list[Turn] = []
        for turn in scene.turns:
            if turn.said is not None and fold(turn.said) in SENDING:
                return [*scenes, Scene(scene.heading, scene.who, [*turns, Turn(turn.said)], scene.at)]
            turns.append(turn)
        scenes.append(Scene(scene.heading, scene.who, turns, scene.at))
    return scenes


def expanded(message: str, person: Person) -> str:
    """Texts the transcript names instead of quoting."""
    named = {
        "(consent text version 1, section 2.1, web chat note)": texts.CONSENT_TEXT,
        "(the consent question, section 2.3)": consent.ASK_ALL,
    }
    found = next((text for name, text in named.items() if message.startswith(name)), None)
    return message if found is None else message.replace(message.split(" [")[0], _spoken(found, person))


def _spoken(text: Text, person: Person) -> str:
    listener = Listener(channel="web", language="vi", can=WebChannel.can)
    return speaker(placeholders=True).line(text, listener=listener, unit="", now=person.now)


def says(person: Person, said: str) -> None:
    """Tap it if it is a choice just shown, show the photo it names, else type it."""
    if said.startswith(PHOTO):
        person.shows(said.removeprefix(PHOTO).removesuffix(")"))
    elif any(said in message.choices for message in person.heard):
        person.taps(said)
    else:
        person.says(said)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_talk_alone_says_what_the_transcript_says(file: Path) -> None:
    """Pure: no database, no engine; state packed and unpacked at every turn."""
    person = Person(placeholders=True)
    scenes = citizens_scenes(file)
    expected, real = [], []
    for scene in scenes:
        person.now = scene.clock(person.now)
        for turn in scene.turns:
            if turn.said is None:
                continue
            says(person, turn.said)
            expected.append(Turn(turn.said, [expanded(message, person) for message in turn.expected]))
            sent = fold(turn.said) in SENDING
            real.append(Turn(turn.said, [] if sent else [str(message) for message in person.last]))
    assert _written(real) == _written(expected)
    if scenes[-1].turns[-1].said and fold(scenes[-1].turns[-1].said) in SENDING:
        assert [submit.kind for submit in person.handed_in] == ["registration"]


def _written(turns: list[Turn]) -> str:
    return as_transcript([Scene("talk", "", turns)])
