"""The same talk through every door: only what the door itself must say in its own way may differ."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.telegram_channel import TelegramChannel
from storage.sealing import Sealer
from tests.talk.doors import Door
from tests.talk.golden import golden_play
from tests.talk.house import TestHouse, open_house, sqlite_at
from tests.talk.play import Play, Same
from tests.talk.real_doors import TelegramDoor, TerminalDoor, Terminals, same_in_telegram, same_in_terminal
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
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0, per_second=10**6, per_chat=0)
    await channel.open()
    yield channel
    await channel.close()


async def _no_file(door: Door, name: str) -> None:
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
    terminals = Terminals(tmp_path)
    async with open_house(
        sqlite_at(tmp_path), sealer, channels={"terminal": terminals}, placeholders=True
    ) as house:
        await _plays(house, file, TerminalDoor(house, terminals, "x"), same_in_terminal)


async def test_golden_talk_in_telegram(
    tmp_path: Path, sealer: Sealer, api: BotApi, telegram: TelegramChannel
) -> None:
    """The whole story with everybody in Telegram: the list goes out as a document and comes back as one."""
    async with open_house(
        sqlite_at(tmp_path), sealer, channels={"telegram": telegram}, placeholders=True
    ) as house:
        doors = {
            who: TelegramDoor(house, api, telegram, number)
            for who, number in (("officer", 7002), ("police", 7003), ("", 7001))
        }
        await _plays_golden(house, doors, same_in_telegram)


async def test_golden_talk_in_the_terminal(tmp_path: Path, sealer: Sealer) -> None:
    """The whole story typed line by line, choices as numbered lines."""
    terminals = Terminals(tmp_path)
    async with open_house(
        sqlite_at(tmp_path), sealer, channels={"terminal": terminals}, placeholders=True
    ) as house:
        doors = {who: TerminalDoor(house, terminals, who or "lan") for who in ("officer", "police", "")}
        await _plays_golden(house, doors, same_in_terminal)


async def _plays_golden(house: TestHouse, doors: Mapping[str, Door], same: Same) -> None:
    scenes = read_transcript((FOLDER / "golden.txt").read_text(encoding="utf-8"))
    golden = await golden_play(house, path="A", doors=doors)
    golden.play.same = same
    chosen = golden.scenes_of(scenes)
    real = await golden.play.run(chosen, expanded=golden.expanded)
    assert as_transcript(real) == as_transcript(chosen)


async def _plays(house: TestHouse, file: Path, door: Door, same: Same) -> None:
    scenes = read_transcript(file.read_text(encoding="utf-8"))
    play = Play(house, {"": door}, send_file=_no_file, codes=["BK-7Q4M-2KT"], same=same)
    real = await play.run(scenes, expanded={})
    assert as_transcript(real) == as_transcript(scenes)
