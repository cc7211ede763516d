"""What every command of the terminal shares: a line said, one clear sentence on failure, the settings."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

HELD = "Cơ sở dữ liệu này đang được một chương trình khác dùng. Dừng chương trình kia trước."
LEFT = (
    "Dữ liệu đã chuyển sang PostgreSQL: đặt TROCAP_DATABASE_URL. "
    "Muốn dùng lại bản cũ này: ./run trocap move-to --stay."
)
LEAVING = "Đang chuyển dở sang PostgreSQL: chạy lại ./run trocap move-to, hoặc thôi bằng --stay."


def say(text: str) -> None:
    """A line for the operator."""
    sys.stdout.write(text + "\n")


def fail(text: str) -> typer.Exit:
    """One clear sentence, exit code 2."""
    sys.stderr.write(text + "\n")
    return typer.Exit(2)


def run(work: Coroutine[Any, Any, int]) -> None:
    """Run to the end; what cannot be opened is one sentence and exit code 2."""
    with failing_in_a_sentence():
        code = asyncio.run(_one_error(work))
    if code:
        raise typer.Exit(code)


@contextmanager
def failing_in_a_sentence() -> Iterator[None]:
    """What the operator can mend is told in one sentence, exit code 2."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error)
        if not sentence:
            raise
        raise fail(sentence) from None


def refuse_if_held(settings: Settings) -> None:
    """Before anything heavy is loaded: another program on this SQLite file is told of at once."""
    path = settings.database.removeprefix("sqlite+aiosqlite:///")
    if path != settings.database:
        from storage.file_lock import Held, hold_file

        try:
            hold_file(Path(path)).close()
        except Held:
            raise fail(HELD) from None
        except OSError:
            return  # told by whoever opens the file


def _sentence(error: Exception) -> str:
    """What to mend, "" when it is our bug. What is imported was loaded by whoever raised it."""
    from bot.channel import Stopped
    from bot.settings import WrongSetting
    from locales import WrongWording
    from storage.database import Held, Newer
    from storage.moving import HalfMoved
    from storage.sealing import Unsealable

    match error:
        case WrongSetting() | Stopped():
            return str(error)
        case WrongWording():
            return f"Câu chữ trong TROCAP_WORDING_DIR chưa đúng: {error}."
        case Held():
            return HELD
        case Newer():
            return f"Cơ sở dữ liệu mới hơn chương trình này: {error}."
        case HalfMoved():
            return LEFT if error.left else LEAVING
        case Unsealable():
            return "Khóa trong TROCAP_KEY_FILE không mở được cơ sở dữ liệu này. Chưa ghi gì cả."
        case OSError():
            return f"Không mở được địa chỉ hoặc tệp: {error.strerror or type(error).__name__}."
    return ""


async def _one_error(work: Coroutine[Any, Any, int]) -> int:
    """What is done side by side fails with a group; a group of one is that one."""
    try:
        return await work
    except BaseExceptionGroup as group:
        if len(group.exceptions) == 1:
            raise group.exceptions[0] from None
        raise


def settings_read(**given: Any) -> Settings:
    """The settings, or one sentence naming what is wrong with them."""
    from bot.logs import set_up_logs
    from bot.settings import WrongSetting, read_settings

    try:
        settings = read_settings(**given)
    except WrongSetting as wrong:
        raise fail(str(wrong)) from None
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    set_up_logs(settings.log_level, [token] if token else [])
    logging.getLogger("alembic").setLevel(logging.WARNING)  # what it says at every start says nothing
    return settings
