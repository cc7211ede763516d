"""The open talks of a chat, last one on top, and what was last shown. Never mutated; to and from JSON lines.

The first line is what every turn reads; each line after it holds the choices of one message shown and is read
only when one of them is meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.packing import pack_choice, unpack_choice
from domain.wording import Answers, Choice, Text

VERSION = 2
REMEMBERED = 20  #: asked ids whose taps are still understood
_INDEX = re.compile("[0-9]{1,3}")
SENT_REMEMBERED = 5  #: talks handed in whose second tap is answered with what became of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An offered value: it becomes an answer only by one of its choices. ``key``: the question it is about."""

    key: str
    code: str
    choices: tuple[Choice, ...] = field(repr=False)
    values: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One form being filled.

    about: registration or payment it concerns. asked: keys in the order asked. at: a question gone back to.
    queue: keys to be asked again (a line being changed, a returned field). misses: by key. settled: conflicts
    already asked. before: the answers as they were sent (correction). page: "" | "check" | "line" | "pick"
    | "more". touched: day of the last answer. facts: what came with it (a returned registration's reasons …).
    """

    id: str
    form: str
    form_version: int
    started: str
    touched: str = ""
    about: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    asked: tuple[str, ...] = ()
    at: str = ""
    queue: tuple[str, ...] = ()
    pending: Pending | None = None
    misses: Mapping[str, int] = field(default_factory=dict)
    settled: tuple[str, ...] = ()
    before: Answers = field(default_factory=dict, repr=False)
    page: str = ""
    line: int = 0
    rests: bool = False
    consent: Mapping[str, str] = field(default_factory=dict, repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Choices as this chat saw them: what a tap or a typed number, label or word is matched against."""

    asked: str
    talk: str
    choices: tuple[Choice, ...] = field(repr=False)
    labels: tuple[str, ...] = field(repr=False)
    numbers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything a chat's next turn needs to know of the turns before."""

    talks: tuple[Talk, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)  #: what was shown, packed: see ``shown``
    last: str = ""  #: asked id of the choices shown last, "" when the last message had none
    asked_count: int = 0
    greeted: bool = False
    awaits: Mapping[str, Any] = field(default_factory=dict, repr=False)  #: staff: command, args, param
    waiting: tuple[Mapping[str, Any], ...] = ()  #: returned registrations that wait for the open talk to end
    sent: Mapping[str, str] = field(default_factory=dict)  #: talk id -> code, or the moment it was handed in
    ward: str = ""  #: code of the unit whose poster led here
    level: float = 0.0  #: messages above what time has worked off (pace)
    heard_at: str = ""  #: moment of the last message
    slowed: bool = False  #: was told that it sends too fast

    @property
    def talk(self) -> Talk | None:
        """The talk on top."""
        return self.talks[-1] if self.talks else None

    def with_talk(self, talk: Talk) -> State:
        """The talk on top replaced, or opened when it is not among the open ones."""
        if any(open_talk.id == talk.id for open_talk in self.talks):
            return replace(self, talks=tuple(talk if t.id == talk.id else t for t in self.talks))
        return replace(self, talks=(*self.talks, talk))

    def without_talk(self, talk_id: str) -> State:
        """The talk closed; what its choices held of its answers goes with it."""
        return replace(
            self,
            talks=tuple(talk for talk in self.talks if talk.id != talk_id),
            lines=tuple(_emptied(line, talk_id) for line in self.lines),
        )

    def on_top(self, talk_id: str) -> State:
        """The talk brought to the top."""
        chosen = tuple(talk for talk in self.talks if talk.id == talk_id)
        return replace(self, talks=(*(talk for talk in self.talks if talk.id != talk_id), *chosen))

    def showing(self, shown: Shown | None) -> State:
        """After a message: its choices are the ones a typed number means."""
        if shown is None:
            return replace(self, last="")
        return replace(
            self,
            lines=(*self.lines, _pack_shown(shown))[-REMEMBERED:],
            last=shown.asked,
            asked_count=self.asked_count + 1,
        )

    def with_sent(self, sent: Mapping[str, str]) -> State:
        """Remembering what the last talks handed in became."""
        return replace(self, sent=sent)

    def having_sent(self, talk_id: str, became: str) -> State:
        """Remembering of the last talks handed in what became of them: a code, or the moment."""
        others = [(talk, was) for talk, was in self.sent.items() if talk != talk_id]
        return replace(self, sent=dict([*others, (talk_id, became)][-SENT_REMEMBERED:]))

    def shown_as(self, asked: str) -> Shown | None:
        """The choices shown under an asked id, if they are still remembered."""
        begins = _begins(asked)
        return next((_unpack_shown(line) for line in self.lines if line.startswith(begins)), None)

    def shown(self) -> Iterator[Shown]:
        """What was shown and is still remembered, the newest first."""
        return map(_unpack_shown, reversed(self.lines))

    def tapped(self, tap: str) -> tuple[Shown, int] | None:
        """What ``<asked id>:<index>`` points at; None when it is forgotten, foreign or altered."""
        asked, _, index = tap.partition(":")
        shown = self.shown_as(asked)
        if shown is None or not _INDEX.fullmatch(index) or int(index) >= len(shown.choices):
            return None
        return shown, int(index)


def _emptied(line: str, talk_id: str) -> str:
    """Choices of a closed talk: a tap on them is still known to be old, but they say nothing of anybody."""
    if talk_id not in line or (shown := _unpack_shown(line)).talk != talk_id:
        return line
    tells = [bool(choice.keeps or choice.label.params) for choice in shown.choices]
    return _pack_shown(
        replace(
            shown,
            choices=tuple(
                Choice(label=Text("", "") if told else choice.label)
                for choice, told in zip(shown.choices, tells, strict=True)
            ),
            labels=tuple("" if told else label for label, told in zip(shown.labels, tells, strict=True)),
        )
    )


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _begins(asked: str) -> str:
    return f'{{"asked":{_json(asked)},'


def _pack_shown(shown: Shown) -> str:
    return _json(
        {
            "asked": shown.asked,
            "talk": shown.talk,
            "choices": [pack_choice(choice) for choice in shown.choices],
            "labels": shown.labels,
            "numbers": shown.numbers,
        }
    )


def _unpack_shown(line: str) -> Shown:
    packed = json.loads(line)
    return Shown(
        asked=packed["asked"],
        talk=packed["talk"],
        choices=tuple(unpack_choice(choice) for choice in packed["choices"]),
        labels=tuple(packed["labels"]),
        numbers=packed["numbers"],
    )


def pack_state(state: State) -> str:
    """JSON lines of a state."""
    first = _json(
        {
            "version": VERSION,
            "talks": [_pack_talk(talk) for talk in state.talks],
            "last": state.last,
            "asked_count": state.asked_count,
            "greeted": state.greeted,
            "awaits": dict(state.awaits),
            "waiting": list(state.waiting),
            "sent": dict(state.sent),
            "ward": state.ward,
            "level": round(state.level, 1),
            "heard_at": state.heard_at,
            "slowed": state.slowed,
        }
    )
    return "\n".join((first, *state.lines))


def unpack_state(packed: str | None) -> State:
    """The state again; None or "" is a chat never seen. Older versions are read."""
    if not packed:
        return State()
    first, *lines = packed.split("\n")
    body = json.loads(first)
    if body["version"] == 1:  # all in one line
        lines = [_json(shown) for shown in body["shown"]]
    return State(
        talks=tuple(_unpack_talk(talk) for talk in body["talks"]),
        lines=tuple(lines),
        last=body["last"],
        asked_count=body["asked_count"],
        greeted=body["greeted"],
        awaits=body["awaits"],
        waiting=tuple(body["waiting"]),
        sent=body["sent"],
        ward=body.get("ward", ""),
        level=body.get("level", 0.0),
        heard_at=body.get("heard_at", ""),
        slowed=body.get("slowed", False),
    )


_PLAIN = (
    "id",
    "form",
    "form_version",
    "started",
    "touched",
    "about",
    "answers",
    "at",
    "misses",
    "before",
    "page",
    "line",
    "rests",
    "consent",
    "facts",
)
_TUPLES = ("asked", "queue", "settled")


def _pack_talk(talk: Talk) -> dict[str, Any]:
    packed: dict[str, Any] = {name: getattr(talk, name) for name in (*_PLAIN, *_TUPLES)}
    if talk.pending is not None:
        packed["pending"] = {
            "key": talk.pending.key,
            "code": talk.pending.code,
            "values": talk.pending.values,
            "choices": [pack_choice(choice) for choice in talk.pending.choices],
        }
    return packed


def _unpack_talk(packed: dict[str, Any]) -> Talk:
    pending = packed.get("pending")
    kept: dict[str, Any] = {name: packed[name] for name in _PLAIN}
    kept.update((name, tuple(packed[name])) for name in _TUPLES)
    return Talk(
        **kept,
        pending=Pending(
            key=pending["key"],
            code=pending["code"],
            values=pending["values"],
            choices=tuple(unpack_choice(choice) for choice in pending["choices"]),
        )
        if pending
        else None,
    )
