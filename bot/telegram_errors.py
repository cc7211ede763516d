"""The library's errors as ours: every one becomes Gone, Refused, Later or Stopped (channels.md 1.6)."""

from __future__ import annotations

import re

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channel import Gone, Later, NotDelivered, Refused, Stopped
from bot.telegram_request import NotSent, Unknown

#: Seconds until the next try when Telegram names none; a firewall's page in between takes longer to go.
SOON, WALL = 5, 60
#: Bad requests that mean: this person cannot be reached any more.
_NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "deactivated", "user_is_blocked")
_REASON = re.compile(r"[A-Za-z_ -]{3,60}")


def in_our_words(error: TelegramError) -> NotDelivered | Stopped:
    """The library's error as one of ours.

    perhaps_sent only where the effect is unknown: a timeout or a cut after the request left, a 5xx or an
    answer nobody can read. A refusal that is no JSON is a firewall's page and not Telegram's word.
    """
    told = not isinstance(error.__cause__, TelegramError)
    said = error.message.lower()
    match error:
        case RetryAfter():
            pause = error.retry_after
            return Later(pause if isinstance(pause, int) else pause.total_seconds())
        case Forbidden() | BadRequest() | InvalidToken() | Conflict() if not told:
            return Later(WALL)
        case InvalidToken():
            return Stopped("Telegram không nhận TROCAP_TELEGRAM_TOKEN. Kênh Telegram dừng.")
        case Conflict():
            return Stopped("Telegram: một chương trình khác đang chạy cùng bot này. Kênh Telegram dừng.")
        case Forbidden() | ChatMigrated():
            return Gone("telegram")
        case BadRequest() if any(sign in said for sign in _NOBODY_THERE):
            return Gone("telegram")
        case BadRequest():
            return Refused(_reason(error.message))
        case NotSent():
            return Later(SOON)
        case _ if "request entity too large" in said:
            return Refused("file too large")
        case _ if "too many requests" in said:
            return Later(WALL)
        case _:
            known = told and not isinstance(error, TimedOut | Unknown)  # Telegram said itself that it failed
            return Later(SOON, perhaps_sent=True, answered=known)


def _reason(message: str) -> str:
    """The beginning of Telegram's own words, cut before anything it may quote."""
    words = _REASON.match(message)
    return words[0].strip() if words else "bad request"
