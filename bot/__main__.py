"""``trocap …``: every command of the program. What a command needs is imported when it runs."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    name="trocap",
    help="Trợ Cấp Bot: đăng ký cách nhận tiền trợ cấp, cho xã, phường.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
keys = typer.Typer(help="Vòng khóa niêm phong dữ liệu cá nhân.", no_args_is_help=True)
staff = typer.Typer(help="Cán bộ và quyền.", no_args_is_help=True)
units = typer.Typer(help="Xã, phường và cơ quan.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.add_typer(staff, name="staff")
app.add_typer(units, name="units")

Port = Annotated[int, typer.Option("--port", help="Cổng của trang web.")]


def say(text: str) -> None:
    """A line for the operator."""
    sys.stdout.write(text + "\n")


def fail(text: str) -> typer.Exit:
    """One clear sentence, exit code 2."""
    sys.stderr.write(text + "\n")
    return typer.Exit(2)


def run(work: Coroutine[Any, Any, int]) -> None:
    """Run to the end; what cannot be opened is one sentence and exit code 2."""
    from bot.channel import Stopped
    from bot.settings import WrongSetting
    from locales import WrongWording
    from storage.database import Held, Newer
    from storage.sealing import Unsealable

    try:
        code = asyncio.run(_one_error(work))
    except WrongSetting as wrong:
        raise fail(str(wrong)) from None
    except WrongWording as wrong:
        raise fail(f"Câu chữ trong TROCAP_WORDING_DIR chưa đúng: {wrong}.") from None
    except Held:
        raise fail(
            "Cơ sở dữ liệu này đang được một chương trình khác dùng. Dừng chương trình kia trước."
        ) from None
    except Newer as newer:
        raise fail(f"Cơ sở dữ liệu mới hơn chương trình này: {newer}.") from None
    except Unsealable:
        raise fail("Khóa trong TROCAP_KEY_FILE không mở được cơ sở dữ liệu này. Chưa ghi gì cả.") from None
    except Stopped as stopped:
        raise fail(str(stopped)) from None
    except OSError as error:
        raise fail(f"Không mở được địa chỉ hoặc tệp: {error.strerror or type(error).__name__}.") from None
    if code:
        raise typer.Exit(code)


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


@app.command()
def demo(
    port: Port = 8080,
    data: Annotated[Path, typer.Option("--data", help="Thư mục giữ dữ liệu thử.")] = Path("data/demo"),
    empty: Annotated[bool, typer.Option("--empty", help="Không tạo người mẫu.")] = False,
) -> None:
    """Chạy thử trên máy này: trang web, dữ liệu hư cấu, đường dẫn vào cho từng vai."""
    from bot.demo import demo as run_demo

    settings = settings_read(
        data_dir=data,
        web_port=port,
        telegram_token=None,
        database_url="",
        key_file=None,
        log_level=os.environ.get("TROCAP_LOG_LEVEL", "WARNING"),  # the screen is for addresses and links
    )
    run(run_demo(settings, empty=empty, say=say))


@app.command()
def serve() -> None:
    """Chạy thật. Cài đặt: xem .env.example."""
    settings = settings_read()
    from bot.serving import serve as serve_all
    from bot.wiring import channels_of, opened, stop_on_signals

    async def work() -> int:
        stop = stop_on_signals()
        async with opened(settings, channels=channels_of(settings)) as engine:
            address = settings.public_url or f"http://{settings.web_host}"
            await serve_all(
                engine, settings, stop=stop, started=lambda port: say(f"Đang chạy: {address} (cổng {port})")
            )
        return 0

    run(work())


@app.command()
def talk(
    role: Annotated[str, typer.Option("--as", help="officer, police, higher, payer, administrator.")] = "",
    chat: Annotated[str, typer.Option("--chat", help="Tên cuộc trò chuyện, để nói tiếp lần sau.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="Thư mục dữ liệu.")] = None,
) -> None:
    """Trò chuyện ở cửa sổ dòng lệnh: mỗi dòng một tin, @tệp để gửi tệp hoặc ảnh."""
    from bot.talking import talk as run_talk
    from bot.terminal_channel import TerminalChannel
    from bot.wiring import opened, utc_now

    settings = settings_read(**({"data_dir": data} if data else {}))

    async def work() -> int:
        terminal = TerminalChannel(sys.stdout, folder=Path.cwd())
        async with opened(settings, channels={"terminal": terminal}) as engine:
            return await run_talk(
                engine,
                clock=utc_now,
                role=role,
                address=chat or role or "citizen",
                lines=sys.stdin,
                echo=not sys.stdin.isatty(),
            )

    run(work())


@keys.command("new")
def new_keys(path: Annotated[Path | None, typer.Argument(help="Tệp khóa mới.")] = None) -> None:
    """Tạo vòng khóa mới. Giữ một bản ở nơi an toàn: mất khóa là mất dữ liệu."""
    from storage.sealing import new_key_ring

    target = path or settings_read().keys
    if target.exists():
        raise fail(f"Tệp {target} đã có, không ghi đè.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    target.write_text(new_key_ring(), encoding="utf-8")
    say(f"Đã tạo {target}. Giữ một bản ở nơi an toàn, ngoài máy này.")


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


@app.command()
def doctor() -> None:
    """Kiểm tra cài đặt, khóa, cơ sở dữ liệu, các kênh."""
    from bot.health import examine

    run(examine(settings_read(), say=say))


@app.command()
def understand(
    kind: Annotated[str, typer.Argument(help="phone, cccd, dob, name, bank, account, yes_no, address …")],
    files: Annotated[list[Path] | None, typer.Argument(help="Ảnh, cho cccd_qr và vietqr.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Mỗi dòng vào là một chuỗi JSON.")] = False,
    today: Annotated[str, typer.Option("--today", help="Ngày dùng để hiểu, YYYY-MM-DD.")] = "",
) -> None:
    """Đọc từng dòng như trợ lý đọc, in một đối tượng JSON mỗi dòng."""
    from bot.understanding import KINDS, print_all
    from domain.calendar import VIETNAM

    if kind not in KINDS:
        raise fail(f"Không có loại “{kind}”. Các loại: {', '.join(KINDS)}.")
    try:
        day = date.fromisoformat(today) if today else datetime.now(VIETNAM).date()
    except ValueError:
        raise fail("--today cần một ngày dạng YYYY-MM-DD.") from None
    print_all(kind, files=files or [], lines=sys.stdin, out=sys.stdout, jsonl=jsonl, today=day)


if __name__ == "__main__":
    app()
