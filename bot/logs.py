"""Log lines without a citizen in them: one JSON object a line, on standard error.

What may get in is chosen, not what must stay out: our own rooms write messages and counts; of every other
library only its name and place are kept, and of an exception only types and places. Behind that, tokens and
any run of eight or more digits (CCCD, account, phone, chat id) are blotted out on the handler, whoever wrote
them.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

#: Loggers whose messages are written by us (or are known to name nobody); others give name and place only.
TRUSTED = ("bot", "admin", "conversations", "storage", "locales", "domain", "uvicorn.error", "alembic")
#: Libraries that log addresses, bodies or statements: nothing of them at any level.
SILENT = (
    "httpx",
    "httpcore",
    "telegram",
    "aiohttp.access",
    "uvicorn.access",
    "aiosqlite",
    "multipart",
    "python_multipart",
    "sqlalchemy",
)
_BLOT = "[…]"
_BOT_TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")
#: Eight or more digits, also in groups ("0912 345 678", "0060.5200.1234"), but no ISO date and time.
_DIGITS = re.compile(r"\d{8,}|(?<![\d-])(?!\d{4}-\d\d-\d\d(?!\d))\d(?:[ .\u00a0-]?\d){7,}")
_PLAIN_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def set_up_logs(level: str, secrets: Iterable[str] = (), *, stream: TextIO | None = None) -> None:
    """Send all log lines to ``stream`` (standard error), ours from ``level`` ("DEBUG" … "ERROR") up.

    secrets: values that must never be written (tokens, keys, passwords). Uncaught exceptions become log lines
    too. May be called again; the last call counts. Raises ValueError for an unknown level.
    """
    for name in TRUSTED:
        logging.getLogger(name).setLevel(level)  # first: an unknown one must leave all as it was
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Redacting(secrets))
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, OneLine)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.raiseExceptions = False  # a line that cannot be formatted would be printed whole, values and all
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with secrets, bot tokens and long numbers blotted out."""
    for secret in secrets:
        text = text.replace(secret, _BLOT)
    return _DIGITS.sub(_BLOT, _BOT_TOKEN.sub(_BLOT, text))


class Redacting(logging.Filter):
    """Makes a record safe for whatever formats it: message without values behind it, exception as places."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(sorted((secret for secret in secrets if len(secret) >= 4), key=len, reverse=True))

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed in place."""
        record.msg, record.args = redact(_message(record), self._secrets), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = redact(places_of(record.exc_info[1]), self._secrets)
        record.exc_info = None
        record.stack_info = None
        for name in set(vars(record)) - _PLAIN_RECORD:
            value = getattr(record, name)
            if not isinstance(value, bool | int | float | None) or len(str(value)) > 7:
                setattr(record, name, redact(str(value), self._secrets))
        return True


class OneLine(logging.Formatter):
    """A record as one JSON object: when, level, from, say, then extra fields and what was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; the record has been through ``Redacting``."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "say": record.getMessage(),
        }
        for name in sorted(set(vars(record)) - _PLAIN_RECORD):
            line[name] = getattr(record, name)
        if record.exc_text:
            line["raised"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


def places_of(error: BaseException) -> str:
    """Types and places of an exception and its causes: ``KeyError at turn.py:88 step < ValueError at …``.

    Its text is left out: it may quote what somebody typed. Only an operating-system error keeps its words.
    """
    return " < ".join(_place(one) for one in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            for inner in current.exceptions:
                yield from _chain(inner)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    steps = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    words = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    return f"{type(error).__name__}{words}" + (f" at {steps}" if steps else "")


def _message(record: logging.LogRecord) -> str:
    if not any(record.name == name or record.name.startswith(f"{name}.") for name in TRUSTED):
        return f"{record.module}:{record.lineno}"
    try:
        return record.getMessage()
    except Exception:
        return f"{record.module}:{record.lineno} (message not readable)"


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, /) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    told = (kind, error or kind(), trace)
    logging.getLogger("bot").critical("the program met something it did not expect", exc_info=told)
