"""``trocap backup``, ``restore``, ``move-to``: the database as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.command_line import failing_in_a_sentence, say, settings_read


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
