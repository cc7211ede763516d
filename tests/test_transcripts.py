"""The golden talk and its variants, word for word, through the whole house on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.sealing import Sealer
from tests.talk.doors import PlainDoor
from tests.talk.golden import golden_play
from tests.talk.house import TestHouse, open_house
from tests.talk.play import Play
from tests.talk.transcript import as_transcript, read_transcript

FOLDER = Path(__file__).parent / "transcripts"
VARIANTS = sorted(FOLDER.glob("variant_*.txt"))


@pytest.fixture
async def house(database_url: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house over a fresh database, its hotline a placeholder as in the transcripts."""
    async with open_house(database_url, sealer, placeholders=True) as opened:
        yield opened


@pytest.mark.parametrize("file", VARIANTS, ids=lambda file: file.stem)
async def test_variant_comes_out_word_for_word(house: TestHouse, file: Path, update: bool) -> None:
    """What the bot says is exactly the file, though state is saved and read at every turn."""
    scenes = read_transcript(file.read_text(encoding="utf-8"))
    play = Play(house, {"": PlainDoor(house, address="x")}, send_file=_no_file, codes=["BK-7Q4M-2KT"])
    real = as_transcript(await play.run(scenes, expanded={}))
    if update:
        file.write_text(real, encoding="utf-8")
    assert real == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["A", "B"])
async def test_golden_talk_comes_out_word_for_word(house: TestHouse, path: str) -> None:
    """The whole story, from the greeting to "Đã nhận" (path B) or "Chưa nhận" and its answer (path A)."""
    scenes = read_transcript((FOLDER / "golden.txt").read_text(encoding="utf-8"))
    play = await golden_play(house, path=path)
    chosen = play.scenes_of(scenes)
    real = await play.play.run(chosen, expanded=play.expanded)
    assert as_transcript(real) == as_transcript(chosen)


async def _no_file(door: object, name: str) -> None:
    raise AssertionError(f"no file {name} in this talk")
