"""``trocap staff …``, ``units …``: the operator's desk, also while the program runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.command_line import run, say, settings_read

staff = typer.Typer(help="Cán bộ và quyền.", no_args_is_help=True)
units = typer.Typer(help="Xã, phường và cơ quan.", no_args_is_help=True)


@staff.command("add")
def add_staff(
    name: Annotated[str, typer.Option(help="Họ tên.")],
    role: Annotated[str, typer.Option(help="officer, police, higher, payer, administrator.")],
    office: Annotated[str, typer.Option(help="Mã cơ quan (./run trocap units list).")],
    phone: Annotated[str, typer.Option(help="Điện thoại, để không tự duyệt hồ sơ mình.")] = "",
    cccd: Annotated[str, typer.Option(help="Số CCCD, để không tự duyệt hồ sơ mình.")] = "",
) -> None:
    """Thêm cán bộ; in đường dẫn vào trang web và mã /start cho ứng dụng, dùng một lần."""
    from bot.staff_desk import add

    run(add(settings_read(), name=name, role=role, office=office, phone=phone, cccd=cccd, say=say))


@staff.command("list")
def list_staff() -> None:
    """Danh sách cán bộ."""
    from bot.staff_desk import show

    run(show(settings_read(), say=say))


@staff.command("suspend")
def suspend_staff(ident: Annotated[str, typer.Argument(help="Mã trong danh sách.")]) -> None:
    """Khóa một cán bộ: mọi nơi đã đăng nhập hết quyền ngay."""
    from bot.staff_desk import suspend

    run(suspend(settings_read(), ident, say=say))


@units.command("load")
def load_units(file: Annotated[Path, typer.Argument(help="units.csv hoặc offices.csv của địa phương.")]) -> None:
    """Nạp xã, phường hoặc cơ quan từ tệp CSV."""
    from bot.staff_desk import load

    run(load(settings_read(), file, say=say))


@units.command("list")
def list_units() -> None:
    """Xã, phường và cơ quan đang dùng."""
    from bot.staff_desk import show_places

    run(show_places(settings_read(), say=say))
