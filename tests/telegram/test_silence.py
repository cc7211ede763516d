"""The whole channel at DEBUG, with everything that can go wrong: no token and no number in any output."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

import pytest

from bot.channel import NotDelivered, Stopped
from bot.telegram_channel import TelegramChannel
from domain.messages import Attachment, Outgoing
from tests.bot.test_logs import out as out  # the fixture: logs at DEBUG, read back
from tests.telegram import faults
from tests.telegram.server import TOKEN, BotApi

CCCD, PHONE, NAME = "006052001234", "0912345678", "Nông Văn Thanh"


async def live_through_everything(api: BotApi, channel: TelegramChannel, message: Outgoing) -> None:
    """Updates good and odd, and every fault while sending and fetching."""
    mui = api.user(7001234567)
    mui.says(f"{NAME} {CCCD}")
    mui.shares_contact(PHONE)
    api.push({"message": {"chat": f"{NAME} {CCCD}", "text": PHONE}})
    api.push({"update_id": "odd", "message": {"text": CCCD}})
    cursor = (await channel.fetch("")).cursor
    echo = f'{{"ok":false,"description":"Bad Request: {CCCD}","result":"{NAME}"}}'.encode()
    for body in (echo, echo[:-9], f"<html>{CCCD} {NAME}".encode(), b"\xff"):
        for status in (200, 400, 401, 403, 404, 409, 429, 500):
            for method in ("sendMessage", "getUpdates", "getFile"):
                api.fail(faults.Fault(status=status, body=body), method=method)
    for fault in (faults.CUT_AFTER, faults.CUT_BEFORE, faults.too_many(3)):
        for method in ("sendMessage", "getUpdates"):
            api.fail(fault, method=method)
    photo = Attachment("photo", ref="unknown")
    for _ in range(36):
        for attempt in (channel.fetch(cursor), channel.send(message), channel.download(photo, limit=9)):
            try:
                await attempt
            except (NotDelivered, Stopped) as trouble:
                logging.getLogger("bot.loops").warning("trouble: %s", trouble, exc_info=True)
    await channel.send(message)


async def test_nothing_of_anybody_is_written_at_any_level(
    api: BotApi,
    out: io.StringIO,
    saying: Callable[..., Outgoing],
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Token, CCCD, phone, name and chat id are in no log line and in no other output."""
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    await channel.open()
    await live_through_everything(api, channel, saying(f"{NAME} {CCCD}", address="7001234567"))
    await api.stop()
    with pytest.raises(NotDelivered):
        await channel.fetch("")
    await channel.close()
    written = out.getvalue() + "".join(capfd.readouterr())
    assert "could not be read and was skipped" in written
    assert written.count("trouble: ") > 30
    for secret in (TOKEN, TOKEN.split(":")[1], CCCD, PHONE, "7001234567", *NAME.split(), "Nông"):
        assert secret not in written


async def test_without_our_log_settings_no_error_quotes_anything(
    api: BotApi, saying: Callable[..., Outgoing], caplog: pytest.LogCaptureFixture
) -> None:
    """The channel itself puts neither token nor words into errors or records (library loggers aside)."""
    caplog.set_level(logging.DEBUG)
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    await channel.open()
    await live_through_everything(api, channel, saying(f"{NAME} {CCCD}", address="7001234567"))
    await channel.close()
    ours = "".join(
        record.getMessage() + str(record.exc_text) for record in caplog.records if record.name.startswith("bot")
    )
    assert "trouble: " in ours
    for secret in (TOKEN.split(":")[1], CCCD, PHONE, "Nông"):
        assert secret not in ours
