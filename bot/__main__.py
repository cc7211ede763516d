"""``trocap …``: every command of the program. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.command_line import fail, refuse_if_held, run, say, settings_read
from bot.copy_commands import backup, move_to, restore
from bot.desk_commands import admin, staff, units

app = typer.Typer(
    name="trocap",
    help="Trợ Cấp Bot: đăng ký cách nhận tiền trợ cấp, cho xã, phường.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
keys = typer.Typer(help="Vòng khóa niêm phong dữ liệu cá nhân.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.command("admin")(admin)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("move-to")(move_to)
app.add_typer(staff, name="staff")
app.add_typer(units, name="units")

Port = Annotated[int, typer.Option("--port", help="Cổng của trang web.")]


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
def serve(
    role: Annotated[
        str, typer.Option("--role", help="all, web (trang web), talk (trả lời) hoặc send (gửi).")
    ] = "all",
) -> None:
    """Chạy thật. Cài đặt: xem .env.example. Nhiều tiến trình cùng chạy: cần PostgreSQL."""
    settings = settings_read()
    refuse_if_held(settings)
    from bot.loops import ALL, ROLES
    from bot.serving import serve as serve_all
    from bot.wiring import channels_of, opened, stop_on_signals
    from storage.database import is_sqlite

    if role not in ROLES:
        raise fail(f"--role cần một trong: {', '.join(ROLES)}.")
    if role != ALL and is_sqlite(settings.database):
        raise fail("--role chỉ dùng với PostgreSQL (TROCAP_DATABASE_URL): SQLite chỉ có một tiến trình.")

    def started(port: int) -> None:
        address = settings.public_url or f"http://{settings.web_host}"
        say(f"Đang chạy: {address} (cổng {port})" if port else f"Đang chạy: {role}")

    async def work() -> int:
        stop = stop_on_signals()
        async with opened(settings, channels=channels_of(settings)) as engine:
            await serve_all(engine, settings, stop=stop, started=started, role=role)
        return 0

    run(work())


@app.command()
def talk(
    role: Annotated[str, typer.Option("--as", help="officer, police, higher, payer, administrator.")] = "",
    chat: Annotated[str, typer.Option("--chat", help="Tên cuộc trò chuyện, để nói tiếp lần sau.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="Thư mục dữ liệu.")] = None,
) -> None:
    """Trò chuyện ở cửa sổ dòng lệnh: mỗi dòng một tin, @tệp để gửi tệp hoặc ảnh."""
    settings = settings_read(**({"data_dir": data} if data else {}))
    refuse_if_held(settings)
    from bot.talking import talk as run_talk
    from bot.terminal_channel import TerminalChannel
    from bot.wiring import opened, utc_now

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
