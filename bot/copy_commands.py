"""``trocap backup``, ``restore``, ``move-to``: the database as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.command_line import fail, failing_in_a_sentence, run, say, settings_read


def backup(file: Annotated[Path, typer.Argument(help="Tệp sao lưu mới.")]) -> None:
    """Sao lưu cơ sở dữ liệu SQLite, ngay cả khi chương trình đang chạy."""
    from bot.copies import back_up

    settings = settings_read()
    with failing_in_a_sentence():
        back_up(settings, file, say=say)


def restore(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu.")],
    check: Annotated[bool, typer.Option("--check", help="Chỉ xem bản này dùng được không.")] = False,
) -> None:
    """Đưa một bản sao lưu về làm cơ sở dữ liệu; bản đang dùng được giữ lại bên cạnh."""
    from bot.copies import restore as put_back

    settings = settings_read()
    with failing_in_a_sentence():
        put_back(settings, file, only_check=check, say=say)


def move_to(
    url: Annotated[str, typer.Argument(help="postgresql+asyncpg://… , cơ sở dữ liệu trống.")] = "",
    stay: Annotated[bool, typer.Option("--stay", help="Thôi chuyển, dùng lại SQLite.")] = False,
) -> None:
    """Chuyển mọi dữ liệu từ SQLite sang PostgreSQL; dừng giữa chừng thì chạy lại để làm tiếp."""
    from bot import moving

    settings = settings_read()
    if stay:
        with failing_in_a_sentence():
            moving.stay(settings, say=say)
        return
    target = settings_read(database_url=url).database_url.get_secret_value()
    if not target:
        raise fail("Cần địa chỉ PostgreSQL: postgresql+asyncpg://…")

    async def work() -> int:
        await moving.move(settings, target, say=say)
        return 0

    run(work())
