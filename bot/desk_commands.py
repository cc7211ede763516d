"""``trocap admin``, ``staff …``, ``units …``: the operator's desk, also while the program runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.command_line import fail, run, say, settings_read

staff = typer.Typer(help="Cán bộ và quyền.", no_args_is_help=True)
units = typer.Typer(help="Xã, phường và cơ quan.", no_args_is_help=True)


def admin(
    name: Annotated[str, typer.Argument(metavar="[LỆNH]", help="Không có: in các lệnh của cán bộ này.")] = "",
    words: Annotated[list[str] | None, typer.Argument(metavar="[CHỮ]…", help="MÃ, chữ, hoặc tên=giá trị.")] = None,
    as_: Annotated[str, typer.Option("--as", help="Mã cán bộ (./run trocap staff list).")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="Tệp gửi kèm, như tệp kết quả.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Thư mục để ghi tệp nhận được.")] = Path(),
) -> None:
    """Lệnh của cán bộ, ngay cả khi chương trình đang chạy; nhật ký ghi cả người dùng máy này."""
    if not as_:
        raise fail("Cần --as MÃ: mã cán bộ trong ./run trocap staff list.")
    if not out.is_dir():
        raise fail(f"Không thấy thư mục {out}.")
    _ask("admin", {"staff": as_, "name": name.removeprefix("/"), "words": words or []}, file=file, out=out)


@staff.command("add")
def add_staff(
    name: Annotated[str, typer.Option(help="Họ tên.")],
    role: Annotated[str, typer.Option(help="officer, police, higher, payer, administrator.")],
    office: Annotated[str, typer.Option(help="Mã cơ quan (./run trocap units list).")],
    phone: Annotated[str, typer.Option(help="Điện thoại, để không tự duyệt hồ sơ mình.")] = "",
    cccd: Annotated[str, typer.Option(help="Số CCCD, để không tự duyệt hồ sơ mình.")] = "",
) -> None:
    """Thêm cán bộ; in đường dẫn vào trang web và mã /start cho ứng dụng, dùng một lần."""
    _ask("staff add", {"name": name, "role": role, "office": office, "phone": phone, "cccd": cccd})


@staff.command("list")
def list_staff() -> None:
    """Danh sách cán bộ."""
    _ask("staff list", {})


@staff.command("suspend")
def suspend_staff(ident: Annotated[str, typer.Argument(help="Mã trong danh sách.")]) -> None:
    """Khóa một cán bộ: mọi nơi đã đăng nhập hết quyền ngay."""
    _ask("staff suspend", {"ident": ident})


@units.command("load")
def load_units(file: Annotated[Path, typer.Argument(help="units.csv hoặc offices.csv của địa phương.")]) -> None:
    """Nạp xã, phường hoặc cơ quan từ tệp CSV."""
    _ask("units load", {}, file=file)


@units.command("list")
def list_units() -> None:
    """Xã, phường và cơ quan đang dùng."""
    _ask("units list", {})


def _ask(what: str, args: dict[str, Any], *, file: Path | None = None, out: Path = Path()) -> None:
    """Ask the house, print what it says, keep its files."""
    from bot.asked import FILE_LIMIT, Asked, File
    from bot.asking import ask, machine_user

    settings = settings_read()
    sent = None
    if file is not None:
        try:
            sent = File(name=file.name, content=file.read_bytes())
        except OSError:
            raise fail(f"Không đọc được tệp {file.name}. Xem lại đường dẫn.") from None
        if len(sent.content) > FILE_LIMIT:
            raise fail(f"Tệp {file.name} lớn quá, nhiều nhất {FILE_LIMIT // 1024**2} MB.")
    asked = Asked(what=what, args=args, user=machine_user(os.getuid()), file=sent)

    async def work() -> int:
        reply = await ask(settings, asked, working=_working)
        if reply.code:
            sys.stderr.write("".join(f"{line}\n" for line in reply.lines))
            return reply.code
        for line in reply.lines:
            say(line)
        for one in reply.files:
            say(f"  Tệp: {_saved(out, one.name, one.content)}")
        return 0

    run(work())


def _working(seconds: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"Đang làm, {seconds} giây …\n")


def _saved(folder: Path, name: str, content: bytes) -> Path:
    """Keep a file for its owner only, beside one of the same name that is there already."""
    path, number = folder / Path(name).name, 1
    while True:
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            number += 1
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return path
