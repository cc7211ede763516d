"""The operator's desk: staff, units and offices. Each duty: what is asked in, the reply out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from admin import staff as staff_duty
from admin.desk import CannotDo, Desk
from bot.asked import Asked, Reply
from bot.engine import Engine
from bot.settings import Settings
from bot.speaking import Listener
from bot.terminal_channel import TerminalChannel
from bot.wiring import utc_now
from domain.reference.places import Places, rows_in
from domain.staff import Role
from domain.wording import Text
from storage import audit, places

TERMINAL = Listener(channel=TerminalChannel.name, language="vi", can=TerminalChannel.can)


def operator(engine: Engine, db: Connection, asked: Asked) -> Desk:
    """The desk of who is signed in to the machine."""
    return replace(engine.desk(db, utc_now()), operator=asked.user)


def spoken(engine: Engine, text: Text, *, unit: str = "") -> str:
    """A sentence of the house as the terminal says it."""
    return engine.house.speaker.line(text, listener=TERMINAL, unit=unit, now=utc_now())


def links_shown(settings: Settings, links: staff_duty.Links, *, port: int | None = None) -> tuple[str, str]:
    """The web address and the code for chats of one-time links."""
    base = settings.public_url.rstrip("/") or f"http://{settings.web_host}:{port or settings.web_port}"
    return f"{base}/vao/{links.web}", f"/start {links.chat}"


async def add(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """A new member, and the one-time links. args: name, role, office, phone, cccd."""
    if asked.args["role"] not in list(Role):
        return _wrong(f"Không có vai “{asked.args['role']}”. Các vai: {', '.join(Role)}.")
    try:
        links = await engine.run(lambda db: staff_duty.add(operator(engine, db, asked), **asked.args))
    except CannotDo as cannot:
        return _wrong(spoken(engine, cannot.say))
    web, code = links_shown(settings, links)
    return Reply(
        lines=(
            f"Đã thêm {links.staff_id}. Dùng một lần, trong 15 phút:",
            f"  Trang web: {web}",
            f"  Telegram, dòng lệnh: {code}",
        )
    )


async def show(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """Everybody, with what is needed to suspend them."""
    rows = await engine.run(lambda db: staff_duty.list_all(operator(engine, db, asked)))
    return Reply(
        lines=[
            "\t".join((row.id, row.role, row.office, row.name, "đã khóa" if row.suspended else "")).rstrip()
            for row in rows
        ]
    )


async def suspend(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """No right any more, everywhere they are signed in. args: ident."""
    try:
        await engine.run(lambda db: staff_duty.suspend(operator(engine, db, asked), asked.args["ident"]))
    except CannotDo as cannot:
        return _wrong(spoken(engine, cannot.say))
    return Reply(lines=("Đã khóa.",))


async def load(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """Units or offices out of a CSV file like units.csv or offices.csv; this program uses them at once."""
    assert asked.file is not None
    name = asked.file.name
    try:
        rows = rows_in(asked.file.content)
    except UnicodeDecodeError:
        return _wrong(f"Không đọc được tệp {name}. Cần tệp CSV, mã UTF-8.")
    is_units = bool(rows) and "old_code" in rows[0]

    def work(db: Connection) -> Places | None:
        found = places.replace(db, unit_rows=rows if is_units else None, office_rows=None if is_units else rows)
        who = operator(engine, db, asked).who
        audit.write(db, at=utc_now(), who=who, what="places.loaded", rows=len(rows))
        return found

    try:
        found = await engine.run(work)
    except KeyError as missing:
        return _wrong(f"Tệp {name} thiếu cột {missing}.")
    except ValueError as wrong:
        return _wrong(f"Tệp {name} có dòng chưa đúng: {wrong}.")
    if found is not None:
        house = engine.house
        engine.house = replace(house, places=found, speaker=house.speaker.with_places(found))
    return Reply(lines=(f"Đã nạp {len(rows)} dòng {'xã, phường' if is_units else 'cơ quan'}.",))


async def show_places(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """Units and offices in use."""
    found = engine.house.places
    units = [f"{unit.code}\t{unit.full_name}, {unit.province}" for unit in found.units.values()]
    offices = [f"{one.code}\t{one.kind}\t{one.name}\t{' '.join(one.units)}" for one in found.offices]
    return Reply(lines=units + offices)


def _wrong(sentence: str) -> Reply:
    return Reply(lines=(sentence,), code=2)
