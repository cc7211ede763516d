"""Opening the channel: token, menu, no network, and a second program with the same bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channel import Later, Stopped
from bot.telegram_channel import TelegramChannel
from tests.telegram import faults
from tests.telegram.server import TOKEN, BotApi


async def test_second_program_with_the_same_bot_stops_the_channel(api: BotApi) -> None:
    """Two pollers: the one told to go stops with one clear line (D8)."""
    channels = [TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=30) for _ in range(2)]
    for channel in channels:
        await channel.open()
    older = asyncio.create_task(channels[0].fetch(""))
    await api.until(lambda: bool(api.called("getUpdates")))
    newer = asyncio.create_task(channels[1].fetch(""))
    with pytest.raises(Stopped, match="chương trình khác"):
        await older
    api.user(7001).says("đây")
    assert len((await newer).messages) == 1
    for channel in channels:
        await channel.close()


@pytest.mark.parametrize(
    "token", ["", " ", "abc", "12:short", f"{TOKEN}\n", f" {TOKEN}", "1234567890:" + "ă" * 35]
)
async def test_what_is_no_token_never_leaves_the_house(api: BotApi, token: str) -> None:
    """A token of another shape stops the channel before any request, and is not repeated (D1)."""
    with pytest.raises(Stopped) as stopped:
        await TelegramChannel(token, base_url=api.base_url).open()
    assert not token.strip() or token.strip() not in str(stopped.value)
    assert api.calls == []


async def test_refused_token_stops_the_channel(api: BotApi) -> None:
    """A token Telegram does not know stops the channel with one line and one request (D2)."""
    channel = TelegramChannel("999999999:" + "A" * 35, base_url=api.base_url)
    with pytest.raises(Stopped, match="TROCAP_TELEGRAM_TOKEN"):
        await channel.open()
    assert len(api.calls) == 1
    await channel.close()


async def test_opening_sets_the_stage_and_drops_nothing(api: BotApi) -> None:
    """Opening leaves webhook mode, keeps what people wrote meanwhile, sets menu and description."""
    api.webhook = "https://example.invalid"
    api.user(7001).says("trong lúc nghỉ")
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0, hotline="0209 3 870 000")
    await channel.open()
    assert api.waiting() == 1
    assert [command["command"] for command in api.commands][:2] == ["dangky", "trangthai"]
    assert api.description.endswith("Gặp cán bộ: 0209 3 870 000.")
    assert channel.bot_id == "1234567890"
    await channel.close()


@pytest.fixture
async def late(api: BotApi) -> AsyncIterator[TelegramChannel]:
    """A channel opened while Telegram could not be reached."""
    await api.stop()
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    await channel.open()
    yield channel
    await channel.close()


async def test_channel_opens_without_a_network_and_goes_on_with_it(api: BotApi, late: TelegramChannel) -> None:
    """Telegram unreachable at the start is a pause, not an end."""
    with pytest.raises(Later):
        await late.fetch("")
    await api.start()
    api.user(7001).says("đây")
    assert [m.text for m in (await late.fetch("")).messages] == ["đây"]
    assert len(api.commands) == 9


async def test_refused_menu_is_no_reason_to_stay_closed(api: BotApi) -> None:
    """Commands and description are ornaments."""
    api.fail(faults.BAD_REQUEST, method="setMyCommands")
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    await channel.open()
    assert (await channel.fetch("")).messages == []
    await channel.close()
