"""``trocap understand KIND``: what the readers make of texts and photos, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from bot.photos import decode
from bot.speaking import Listener, Speaker
from bot.web_channel import WebChannel
from conversations.effects import Say
from conversations.state import State
from domain.calendar import VIETNAM
from domain.people import Address
from domain.reading.understand import READERS, understand
from domain.reference.places import default_places
from domain.settings import OfficeSettings
from domain.wording import Text
from locales import load_languages

KINDS = tuple(READERS)


def print_all(kind: str, *, files: Iterable[Path], lines: TextIO, out: TextIO, jsonl: bool, today: date) -> None:
    """Read image files, or lines when there are none, and print what each means."""
    places = default_places()
    speaker = Speaker(load_languages(), places, OfficeSettings())
    paths = list(files)
    inputs = (_from_photo(path) for path in paths) if paths else _from_lines(lines, jsonl=jsonl)
    for text in inputs:
        made = understand(kind, text, today=today, places=places)
        said = made.get("say")
        if isinstance(said, Text):
            made["say"] = _spoken(speaker, said)
        out.write(json.dumps(made, ensure_ascii=False, default=str) + "\n")
        out.flush()


def _from_lines(lines: TextIO, *, jsonl: bool) -> Iterable[str]:
    for line in lines:
        text = line.rstrip("\r\n")
        if jsonl:
            if not text.strip():
                continue
            text = str(json.loads(text))
        yield text


def _from_photo(path: Path) -> str:
    codes = decode(path.read_bytes())
    return codes.texts[0] if codes.texts else ""


def _spoken(speaker: Speaker, text: Text) -> str:
    listener = Listener(channel="web", language="vi", can=WebChannel.can)
    say = Say(lines=(text,), address=Address(role="helper"))
    return speaker.say(say, State(), listener=listener, now=datetime.now(VIETNAM))[1].text
