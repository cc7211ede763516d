"""Files people sent: fetched by reference, within a limit, from one address only."""

from __future__ import annotations

import json

import pytest

from bot.channel import Later, Refused
from bot.telegram_channel import TelegramChannel
from domain.messages import Attachment
from tests.telegram import faults
from tests.telegram.server import TOKEN, BotApi


async def test_download_stops_at_the_limit(api: BotApi, channel: TelegramChannel) -> None:
    """A file above the limit is not read, whatever its size was said to be."""
    file = Attachment("document", ref=api.keep_file(b"x" * 100_000))
    with pytest.raises(Refused, match="file too large"):
        await channel.download(file, limit=99_999)
    assert len(await channel.download(file, limit=100_000)) == 100_000
    api.fail(
        faults.Fault(status=200, body=b'{"ok":true,"result":{"file_path":"documents/file0.bin"}}'),
        method="getFile",
    )
    with pytest.raises(Refused, match="file too large"):
        await channel.download(file, limit=99_999)


@pytest.mark.parametrize(
    "path", ["/etc/hostname", "../../etc/hostname", "a/../b", "https://example.invalid/x", "a?b", "", None, 5]
)
async def test_download_never_leaves_the_file_address(api: BotApi, channel: TelegramChannel, path: object) -> None:
    """A path that is no path below the file address is refused, also one on this machine."""
    body = json.dumps({"ok": True, "result": {"file_path": path}}).encode()
    api.fail(faults.Fault(status=200, body=body), method="getFile")
    with pytest.raises(Refused, match="no file path"):
        await channel.download(Attachment("photo", ref="f"), limit=10)


async def test_download_failures_name_no_address(api: BotApi, channel: TelegramChannel) -> None:
    """Unknown files are refused, missing ones come later; the token is in no error."""
    with pytest.raises(Refused):
        await channel.download(Attachment("photo", ref="unknown"), limit=10)
    api.fail(
        faults.Fault(status=200, body=b'{"ok":true,"result":{"file_path":"documents/gone.bin"}}'),
        method="getFile",
    )
    with pytest.raises(Later) as later:
        await channel.download(Attachment("photo", ref="f"), limit=10)
    assert later.value.__context__ is None
    assert TOKEN not in repr(later.value)


async def test_bytes_already_here_need_no_network(channel: TelegramChannel) -> None:
    """An attachment with its content is only measured."""
    assert await channel.download(Attachment("photo", content=b"abc"), limit=3) == b"abc"
    with pytest.raises(Refused):
        await channel.download(Attachment("photo", content=b"abc"), limit=2)


@pytest.mark.parametrize("base", ["http://127.0.0.1:{port}", "http://127.0.0.1:{port}/bot/"])
async def test_address_of_an_own_server_may_be_written_short(api: BotApi, base: str) -> None:
    """With or without /bot; files are found beside the methods."""
    channel = TelegramChannel(TOKEN, base_url=base.format(port=api.port), poll_seconds=0)
    await channel.open()
    file = Attachment("document", ref=api.keep_file(b"abc"))
    assert await channel.download(file, limit=10) == b"abc"
    await channel.close()
