"""A test Bot API in the running loop, and a channel that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from bot.telegram_channel import TelegramChannel
from domain.messages import Outgoing
from tests.telegram.server import TOKEN, BotApi

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """The server, started."""
    async with BotApi() as api:
        yield api


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    """An open channel; it does not wait when there is nothing."""
    channel = TelegramChannel(
        TOKEN, base_url=api.base_url, poll_seconds=0, now=lambda: NOW, hotline="0209 3 870 000"
    )
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
def saying() -> Callable[..., Outgoing]:
    """Builds a message to chat 7001."""
    numbers = iter(range(1, 1_000))

    def build(text: str = "Chào", **more: object) -> Outgoing:
        given: dict[str, object] = {
            "id": next(numbers),
            "channel": "telegram",
            "address": "7001",
            "text": text,
        }
        return Outgoing(**(given | more))  # type: ignore[arg-type]  # fields by name, as each test needs

    return build
