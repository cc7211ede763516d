"""Plays a transcript through doors and compares word for word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.row_codes import ALPHABET, BODY
from tests.talk.doors import Door, Heard
from tests.talk.house import TestHouse
from tests.talk.transcript import Scene, Turn, written

PHOTO, FILE = "(ảnh mã QR: ", "(tệp "
Sender = Callable[[Door, str], Awaitable[None]]
#: What a channel may show in its own way (issue of the main job, "Done when").
Same = Callable[[Heard, str], bool]


def word_for_word(heard: Heard, expected: str) -> bool:
    """Letter for letter, choices and all."""
    return written(heard) == expected


@dataclass(slots=True)
class Play:
    """A house, who comes in by which door, and files that travel between offices.

    codes: registration codes to be drawn, in order. before: what the test does at a scene of this heading.
    """

    house: TestHouse
    doors: Mapping[str, Door]
    send_file: Sender
    codes: list[str] = field(default_factory=list)
    same: Same = word_for_word
    before: Mapping[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    async def run(self, scenes: list[Scene], *, expanded: Mapping[str, list[str]]) -> list[Scene]:
        """Play every scene; what was really said, in the transcript's form. ``expanded``: texts by their name."""
        real = []
        for scene in scenes:
            if scene.heading in self.before:
                await self.before[scene.heading]()
            self.house.now = scene.clock(self.house.now)
            real.append(replace(scene, turns=[await self._turn(scene, turn, expanded) for turn in scene.turns]))
        return real

    async def _turn(self, scene: Scene, turn: Turn, expanded: Mapping[str, list[str]]) -> Turn:
        door = self.door_of(scene)
        if turn.said is not None:
            self.house.on()
            await self._say(door, turn.said)
        await self.house.settle()
        heard = [message for message in await door.heard()]
        expected = [line for message in turn.expected for line in expanded.get(message, [message])]
        said = [message for message in heard if message.text]
        if len(said) == len(expected) and all(map(self.same, said, expected)):
            return turn
        return Turn(turn.said, [written(message) for message in said])

    def door_of(self, scene: Scene) -> Door:
        """Who the scene is about: the door whose name its heading contains."""
        for name, door in self.doors.items():
            if name in scene.heading:
                return door
        return next(iter(self.doors.values()))

    async def _say(self, door: Door, said: str) -> None:
        if said.startswith(PHOTO):
            await door.photographs(said.removeprefix(PHOTO).removesuffix(")"))
        elif said.startswith(FILE):
            await self.send_file(door, said.removeprefix(FILE).removesuffix(")"))
        else:
            if self.codes and said.lower() in ("gui", "gửi", "gửi đăng ký"):
                self.house.draws[:] = [bits_of(self.codes.pop(0))]
            if not await door.taps(said):
                await door.says(said)


def bits_of(code: str) -> int:
    """The random number that makes this registration code."""
    number = 0
    for sign in reversed(code.replace("-", "")[2 : 2 + BODY]):
        number = number * len(ALPHABET) + ALPHABET.index(sign)
    return number
