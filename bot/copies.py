"""``trocap backup``, ``restore``: what the operator asks for and reads; the work is storage's."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from bot.asking import machine_user
from bot.settings import Settings, WrongSetting
from bot.wiring import read_sealer, utc_now
from domain.calendar import VIETNAM
from storage import audit, backup, restoring
from storage.backup import Damaged
from storage.database import hold_file, is_sqlite, make_sync_engine, migrate
from storage.sealing import Sealer, Unsealable

Say = Callable[[str], None]
AGAIN = (
    "Những gì làm sau lúc sao lưu không có trong bản này; tin đã gửi sau lúc đó có thể được gửi lại "
    "(tin về tiền ghi “(gửi lại)”)."
)


def back_up(settings: Settings, target: Path, *, say: Say) -> None:
    """A checked copy of the database, also while the program runs. Raises WrongSetting, OSError."""
    source = _file_of(settings, "Sao lưu bằng pg_dump (docs/operations.md).")
    if not source.exists():
        raise WrongSetting(f"Chưa có cơ sở dữ liệu {source.name} để sao lưu.")
    try:
        backup.copy(source, target)
    except FileExistsError:
        raise WrongSetting(f"Tệp {target} đã có, không ghi đè.") from None
    except Damaged:
        raise WrongSetting("Cơ sở dữ liệu có lỗi, chưa sao lưu được. Xem: ./run trocap doctor.") from None
    size = target.stat().st_size / 1024**2
    say(f"Đã sao lưu và kiểm tra: {target}, {size:.1f} MB. Giữ tệp khóa ở nơi khác.")


def restore(settings: Settings, copy: Path, *, only_check: bool, say: Say) -> None:
    """Look at a copy and say what is in it; then put it in place. Raises WrongSetting, Held, Newer, OSError."""
    database = _file_of(settings, "Khôi phục bằng pg_restore (docs/operations.md).")
    seal = read_sealer(settings.keys)
    _look(copy, seal, say=say)
    if only_check:
        say("Bản này dùng được. Chưa thay gì cả.")
        return
    with hold_file(database):
        part = database.with_name(f"{database.name}.restored")
        backup.copy(copy, part, replace=True)
        repeated = _made_ready(part, seal)
        now = utc_now().astimezone(VIETNAM)
        beside = database.with_suffix(f".before-restore-{now:%Y%m%d-%H%M%S}")
        had = database.exists()
        backup.put_in_place(part, database, beside=beside)
    say(f"Đã khôi phục. {'Bản trước đó: ' + beside.name + '.' if had else ''}".rstrip())
    say(f"{AGAIN} Đang chờ gửi: {repeated}.")


def _file_of(settings: Settings, on_postgres: str) -> Path:
    if not is_sqlite(settings.database):
        raise WrongSetting(f"Cơ sở dữ liệu là PostgreSQL. {on_postgres}")
    return Path(str(make_url(settings.database).database))


def _look(copy: Path, seal: Sealer, *, say: Say) -> None:
    """Say what is in a copy. Raises WrongSetting when it is none that can be put in place, Newer."""
    try:
        backup.check(copy)
        with backup.opened_to_read(copy) as db:
            found = restoring.contents(db, seal=seal)
    except Damaged:
        raise WrongSetting(f"Tệp {copy.name} hỏng, hoặc không phải bản sao lưu.") from None
    except Unsealable:
        raise WrongSetting(f"Khóa trong TROCAP_KEY_FILE không mở được {copy.name}.") from None
    say(f"toàn vẹn; khóa mở được; {'đúng phiên bản' if found.current else 'phiên bản cũ hơn, sẽ được nâng lên'}")
    say(f"cuộc trò chuyện: {found.chats}; hồ sơ: {found.registrations}")
    say(f"chờ trả lời: {found.to_answer}; chờ gửi: {found.to_send}")
    say(f"việc cuối cùng: {_moment(found.last)}")


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" if at else "chưa có"


def _made_ready(part: Path, seal: Sealer) -> int:
    """The copy brought up to this program's tables and marked; how much may be sent a second time."""
    engine = make_sync_engine(f"sqlite:///{part}")
    try:
        with engine.begin() as db:
            migrate(db)
            repeated = restoring.mark_restored(db, seal=seal)
            audit.write(db, at=utc_now(), who=f"os:{machine_user(os.getuid())}"[:60], what="restored")
        return repeated
    finally:
        engine.dispose()
