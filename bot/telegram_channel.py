"""Telegram in our words: a channel of people who write to a bot.

python-telegram-bot's ``Bot`` and error classes, without its Updater and Application: they confirm messages to
Telegram before anything is kept (docs/decisions). Messages are fetched as plain JSON, so one odd update
cannot spoil its neighbours and no update is ever logged. Sending goes through the library's own request
object and error mapping, but as plain JSON too: building a ``telegram.Message`` that nobody reads takes 29 %
of the time, and ``do_api_request`` warns on every call of a method the library knows.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.channel import Capabilities, Fetched, Gone, Later, NotDelivered, Refused, Stopped
from bot.telegram_errors import SOON, WALL, in_our_words
from bot.telegram_profile import COMMANDS, description
from bot.telegram_reading import WANTED, is_expected, read_update, tap_to_confirm, update_id
from bot.telegram_request import AiohttpRequest, TooLarge
from bot.telegram_writing import CannotBeSaid, calls_for
from domain.messages import Attachment, Incoming, Outgoing

log = logging.getLogger(__name__)

#: How long Telegram may take to answer.
ANSWER_SECONDS = 20.0
_CLOUD = "https://api.telegram.org/bot"
_TOKEN = re.compile(r"([0-9]{3,20}):[A-Za-z0-9_-]{10,100}")
_ADDRESS = re.compile(r"-?[0-9]{1,20}")
_FILE_PATH = re.compile(r"(?!/)(?!.*\.\.)[A-Za-z0-9_./-]{1,200}")


class TelegramChannel:
    """One bot on Telegram; implements ``bot.channel.Channel``.

    base_url, file_url: a self-hosted Bot API server, "" for Telegram's own. hotline: shown in the bot's
    description. proxy: an HTTP proxy. protect_files: lists can be read but not saved or forwarded. per_second,
    per_chat: Telegram's limits (``Capabilities``); a self-hosted server may allow more.
    ``unreadable`` counts updates that had no readable outline.
    """

    name = "telegram"
    can = Capabilities(
        max_text=4_096,
        buttons=True,
        contact_request=True,
        document_out=True,
        per_second=30,
        per_chat=1.0,
        fetched=True,
    )

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "",
        file_url: str = "",
        poll_seconds: int = 25,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        hotline: str = "",
        proxy: str = "",
        protect_files: bool = True,
        per_second: float = can.per_second,
        per_chat: float = can.per_chat,
    ) -> None:
        self.can = replace(type(self).can, per_second=per_second, per_chat=per_chat)
        self.unreadable = 0
        self._token = token
        self._base_url, self._file_url = _addresses(base_url, file_url)
        self._poll_seconds = poll_seconds
        self._now = now
        self._hotline = hotline
        self._protect_files = protect_files
        self._polling = AiohttpRequest(connections=1, proxy=proxy)
        self._sending = AiohttpRequest(connections=300, proxy=proxy)
        self._bot: Bot | None = None
        self._introduced = False
        self._taps: dict[str, int] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._said: OrderedDict[tuple[int, str], int] = OrderedDict()

    @property
    def bot_id(self) -> str:
        """The bot's number: the part of its token that is no secret; "" if the token is none."""
        shape = _TOKEN.fullmatch(self._token)
        return shape[1] if shape else ""

    async def open(self) -> None:
        """Connect and check the token. Raises Stopped.

        When Telegram cannot be reached now, the channel is open all the same: ``fetch`` tries again.
        """
        if not self.bot_id:
            raise Stopped("Telegram: TROCAP_TELEGRAM_TOKEN không phải mã của một bot. Kênh Telegram dừng.")
        self._bot = Bot(
            self._token,
            base_url=self._base_url,
            base_file_url=self._file_url,
            request=self._sending,
            get_updates_request=self._polling,
        )
        self._introduced = False
        with suppress(NotDelivered):
            await self._introduce()

    async def close(self) -> None:
        """Let go of connections; taps not yet confirmed stay so (harmless)."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._polling.shutdown()
        await self._sending.shutdown()

    async def fetch(self, after: str) -> Fetched:
        """Messages after the cursor, waiting up to ``poll_seconds``. Raises Later, Stopped.

        Asking with a cursor confirms everything before it to Telegram, so it must be kept by then; only then,
        too, a tapped button stops waiting.
        """
        self._confirm_taps(after)
        asked: dict[str, object] = {"timeout": self._poll_seconds, "allowed_updates": WANTED}
        if after:
            asked["offset"] = int(after)
        try:
            if not self._introduced:
                await self._introduce()
            updates = await self._call("getUpdates", asked, wait=self._poll_seconds + 10)
        except (Gone, Refused):  # said of a chat or a message; here it can only be a passing trouble
            raise Later(WALL) from None
        return self._read(updates, after)

    def _read(self, updates: object, after: str) -> Fetched:
        if not isinstance(updates, list):
            raise Later(SOON)
        numbers = [number for update in updates if (number := update_id(update)) is not None]
        if updates and not numbers:
            raise Later(SOON)  # nothing could be confirmed: without a pause it would come again at once
        messages: list[Incoming] = []
        now = self._now()
        for update in updates:
            said = read_update(update, bot=self.bot_id, now=now)
            if said is not None:
                messages.append(said)
            elif update_id(update) is None or not is_expected(update):
                self.unreadable += 1
                log.warning("an update could not be read and was skipped; %s so far", self.unreadable)
            if (tap := tap_to_confirm(update)) and (number := update_id(update)) is not None:
                self._taps[tap] = number
        return Fetched(messages, str(max(numbers) + 1) if numbers else after)

    async def send(self, message: Outgoing) -> str:
        """Telegram's number of the (last) message sent. Raises Gone, Refused, Later, Stopped.

        A long text is several messages; after Later the next try goes on with the part that failed.
        """
        if not _ADDRESS.fullmatch(message.address):
            raise Gone("telegram")
        try:
            calls = calls_for(message, protect_files=self._protect_files)
        except CannotBeSaid as error:
            raise Refused(str(error)) from None
        key = (message.id, message.text)
        done = self._said.pop(key, 0)
        sent: object = None
        for at, (method, parameters) in enumerate(calls[done:], done):
            try:
                sent = await self._call(method, parameters)
            except Later:
                if at:
                    self._remember(key, at)
                raise
        return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """The bytes of an attachment, at most ``limit``. Raises Refused, Later, Stopped."""
        if attachment.content or not attachment.ref:
            if len(attachment.content) > limit:
                raise Refused("file too large")
            return attachment.content
        file = await self._call("getFile", {"file_id": attachment.ref})
        path = file.get("file_path") if isinstance(file, dict) else None
        size = file.get("file_size") if isinstance(file, dict) else None
        if not isinstance(path, str) or not _FILE_PATH.fullmatch(path):
            raise Refused("no file path")  # also a path on the server's own disk: never read a local file
        if isinstance(size, int) and size > limit:
            raise Refused("file too large")
        problem: NotDelivered
        try:
            return await self._sending.read_file(f"{self._open_bot().base_file_url}/{path}", limit=limit)
        except TooLarge:
            problem = Refused("file too large")
        except TelegramError:
            problem = Later(SOON)
        raise problem  # outside the except: the address of a file holds the token

    async def _introduce(self) -> None:
        """getMe, long polling instead of a webhook, commands and description. Raises Later, Stopped."""
        bot = self._open_bot()
        await self._polling.initialize()
        await self._sending.initialize()
        await self._call("getMe", {})
        await _in_our_words(bot.delete_webhook(drop_pending_updates=False))  # never drop what people wrote
        self._introduced = True
        try:
            menu = [(name, text.vietnamese) for name, text in COMMANDS]
            await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats())
            await bot.set_my_description(description(self._hotline))
        except TelegramError as error:
            log.warning("commands and description not set: %s", type(error).__name__)

    def _confirm_taps(self, after: str) -> None:
        """Stop the waiting sign on buttons whose taps are kept, aside; a failure is harmless."""
        kept = [tap for tap, number in self._taps.items() if after and number < int(after)]
        for tap in kept:
            del self._taps[tap]
        if kept:
            task = asyncio.create_task(self._answer_taps(kept))
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    async def _answer_taps(self, taps: list[str]) -> None:
        calls = (self._call("answerCallbackQuery", {"callback_query_id": tap}) for tap in taps)
        await asyncio.gather(*calls, return_exceptions=True)

    async def _call(self, method: str, parameters: dict[str, object], *, wait: float = 0) -> Any:
        bot = self._open_bot()
        request = self._polling if method == "getUpdates" else self._sending
        return await _in_our_words(
            request.call(f"{bot.base_url}/{method}", parameters, wait=wait or ANSWER_SECONDS)
        )

    def _open_bot(self) -> Bot:
        if self._bot is None:
            raise Later(SOON)
        return self._bot

    def _remember(self, key: tuple[int, str], parts: int) -> None:
        self._said[key] = parts
        if len(self._said) > 1_000:
            self._said.popitem(last=False)


async def _in_our_words(request: Coroutine[Any, Any, Any]) -> Any:
    """The result of a request; the library's errors become ours, unchained: they may quote what came."""
    try:
        return await request
    except TelegramError as error:
        problem = in_our_words(error)
    raise problem


def _addresses(base_url: str, file_url: str) -> tuple[str, str]:
    """Where methods and files are; a file address not given stands beside the methods'."""
    base = base_url.rstrip("/") or _CLOUD
    if "{token}" in base or "{TOKEN}" in base:
        return base, file_url or base.replace("/bot", "/file/bot", 1)
    base = base if base.endswith("/bot") else f"{base}/bot"
    files = file_url.rstrip("/") or f"{base.removesuffix('bot')}file/bot"
    return base, files if files.endswith("/bot") or "{" in files else f"{files}/bot"
