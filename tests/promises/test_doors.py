"""The same talk through every door: only what the door itself must say in its own way may differ."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest

from bot.telegram_channel import TelegramChannel
from bot.terminal_channel import TerminalChannel
from storage.sealing import Sealer
from tests.talk.house import TestHouse, open_house, sqlite_at
from tests.talk.play import Play
from tests.talk.real_doors import TelegramDoor, TerminalDoor, same_in_telegram, same_in_terminal
from tests.talk.transcript import as_transcript, read_transcript
from tests.telegram.server import TOKEN, BotApi

FOLDER = Path(__file__).parent.parent / "transcripts"
VARIANTS = sorted(FOLDER.glob("variant_*.txt"))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API of the tests' own."""
    async with BotApi() as running:
        yield running


@pytest.fixture
async def telegram(api: BotApi) -> AsyncIterator[TelegramChannel]:
    """The channel, opened against it."""
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    await channel.open()
    yield channel
    await channel.close()


async def _no_file(door: object, name: str) -> None:
    raise AssertionError(f"no file {name} in this talk")


@pytest.mark.parametrize("file", VARIANTS, ids=lambda file: file.stem)
async def test_variant_in_telegram(
    file: Path, tmp_path: Path, sealer: Sealer, api: BotApi, telegram: TelegramChannel
) -> None:
    """Every variant through a real HTTP Bot API: buttons tapped, photos decoded from real pictures."""
    async with open_house(
        sqlite_at(tmp_path), sealer, channels={"telegram": telegram}, placeholders=True
    ) as house:
        await _plays(house, file, TelegramDoor(house, api, telegram, 7001), same_in_telegram)


@pytest.mark.parametrize("file", VARIANTS, ids=lambda file: file.stem)
async def test_variant_in_the_terminal(file: Path, tmp_path: Path, sealer: Sealer) -> None:
    """Every variant typed line by line: whatever can be tapped can be typed."""
    out = StringIO()
    terminal = TerminalChannel(out, folder=tmp_path)
    async with open_house(
        sqlite_at(tmp_path), sealer, channels={"terminal": terminal}, placeholders=True
    ) as house:
        await _plays(house, file, TerminalDoor(house, out, tmp_path, "x"), same_in_terminal)


async def _plays(house: TestHouse, file: Path, door: object, same: object) -> None:
    scenes = read_transcript(file.read_text(encoding="utf-8"))
    play = Play(house, {"": door}, send_file=_no_file, codes=["BK-7Q4M-2KT"], same=same)  # type: ignore[dict-item,arg-type]  # doors and comparisons of their own
    real = await play.run(scenes, expanded={})
    assert as_transcript(real) == as_transcript(scenes)
