"""The operator's desk: staff, units and offices from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from admin import staff as staff_duty
from admin.desk import CannotDo
from bot.engine import Engine
from bot.settings import Settings, WrongSetting
from bot.speaking import Listener
from bot.web_channel import WebChannel
from bot.wiring import opened, utc_now
from domain.reference.places import rows_of
from domain.staff import Role
from storage import audit, places

Say = Callable[[str], None]
_LISTENER = Listener(channel="web", language="vi", can=WebChannel.can)


def links_shown(settings: Settings, links: staff_duty.Links, *, port: int | None = None) -> tuple[str, str]:
    """The web address and the code for chats of one-time links."""
    base = settings.public_url.rstrip("/") or f"http://{settings.web_host}:{port or settings.web_port}"
    return f"{base}/vao/{links.web}", f"/start {links.chat}"


async def add(settings: Settings, *, name: str, role: str, office: str, phone: str, cccd: str, say: Say) -> int:
    """Add a member and print the one-time links."""
    if role not in list(Role):
        raise WrongSetting(f"Không có vai “{role}”. Các vai: {', '.join(Role)}.")
    async with opened(settings) as engine:
        try:
            links = await engine.run(
                lambda db: staff_duty.add(
                    engine.desk(db, utc_now()), name=name, role=role, office=office, phone=phone, cccd=cccd
                )
            )
        except CannotDo as cannot:
            raise WrongSetting(_spoken(engine, cannot)) from None
    web, code = links_shown(settings, links)
    say(f"Đã thêm {links.staff_id}. Dùng một lần, trong 15 phút:")
    say(f"  Trang web: {web}")
    say(f"  Telegram, dòng lệnh: {code}")
    return 0


async def show(settings: Settings, *, say: Say) -> int:
    """Everybody, with what is needed to suspend them."""
    async with opened(settings) as engine:
        rows = await engine.run(lambda db: staff_duty.list_all(engine.desk(db, utc_now())))
    for row in rows:
        say("\t".join((row.id, row.role, row.office, row.name, "đã khóa" if row.suspended else "")).rstrip())
    return 0


async def suspend(settings: Settings, ident: str, *, say: Say) -> int:
    """No right any more, everywhere they are signed in."""
    async with opened(settings) as engine:
        try:
            await engine.run(lambda db: staff_duty.suspend(engine.desk(db, utc_now()), ident))
        except CannotDo as cannot:
            raise WrongSetting(_spoken(engine, cannot)) from None
    say("Đã khóa.")
    return 0


async def load(settings: Settings, file: Path, *, say: Say) -> int:
    """Units or offices out of a CSV file of the shape of units.csv or offices.csv."""
    try:
        rows = rows_of(file)
        is_units = bool(rows) and "old_code" in rows[0]
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"Không đọc được tệp {file.name}. Cần tệp CSV, mã UTF-8.") from None

    def work(db: Connection) -> int:
        found = places.replace(db, unit_rows=rows if is_units else None, office_rows=None if is_units else rows)
        audit.write(db, at=utc_now(), who="program", what="places.loaded", rows=len(rows))
        return len(found.units) if found else 0

    async with opened(settings) as engine:
        try:
            await engine.run(work)
        except KeyError as missing:
            raise WrongSetting(f"Tệp {file.name} thiếu cột {missing}.") from None
        except ValueError as wrong:
            raise WrongSetting(f"Tệp {file.name} có dòng chưa đúng: {wrong}.") from None
    say(f"Đã nạp {len(rows)} dòng {'xã, phường' if is_units else 'cơ quan'}.")
    return 0


async def show_places(settings: Settings, *, say: Say) -> int:
    """Units and offices in use."""
    async with opened(settings) as engine:
        for unit in engine.house.places.units.values():
            say(f"{unit.code}\t{unit.full_name}, {unit.province}")
        for office in engine.house.places.offices:
            say(f"{office.code}\t{office.kind}\t{office.name}\t{' '.join(office.units)}")
    return 0


def _spoken(engine: Engine, cannot: CannotDo) -> str:
    return engine.house.speaker.line(cannot.say, listener=_LISTENER, unit="", now=utc_now())
