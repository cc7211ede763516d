"""The demo: the main job on embedded SQLite and the web chat, with fictitious people, nothing to set up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from admin import staff as staff_duty
from bot.demo_people import OFFICES, populate
from bot.engine import Engine
from bot.serving import serve
from bot.settings import Settings
from bot.staff_desk import links_shown
from bot.wiring import opened, stop_on_signals, utc_now
from storage import counting
from storage.database import hold_file
from storage.sealing import new_key_ring

LINK_MINUTES = 12 * 60
#: A file in the data folder while the people of the demo are being made.
HALF_MADE = "half-made"


async def demo(settings: Settings, *, empty: bool, say: Callable[[str], None]) -> int:
    """Serve until Ctrl-C; starting again goes on where it was. Raises OSError when the port is taken."""
    _make_keys(settings.keys)
    _drop_half_made(settings.data_dir)
    stop = stop_on_signals()
    async with opened(settings) as engine:
        links = await engine.run(lambda db: _staff(db, engine))

        async def first() -> None:
            if not empty and not await engine.run(counting.count_all):
                say("Đang tạo người mẫu, xong trong chốc lát …")
                staff = {key: made.staff_id for key, made in links.items()}
                if await _made(engine, settings.data_dir / HALF_MADE, staff=staff, stop=stop):
                    say("Đã có người mẫu ở mọi trạng thái.")

        def started(port: int) -> None:
            base = f"http://{settings.web_host}:{port}"
            say(f"Người dân: {base}/")
            say("Cán bộ (mỗi đường dẫn dùng một lần, trong 12 giờ):")
            for (label, _, _), made in zip(OFFICES.values(), links.values(), strict=True):
                web, _ = links_shown(settings, made, port=port)
                say(f"  {label}: {web}")
            say("Mọi người trong bản thử là hư cấu. Dừng: Ctrl-C.")

        await serve(engine, settings, stop=stop, started=started, first=first)
    return 0


async def _made(engine: Engine, half: Path, *, staff: Mapping[str, str], stop: asyncio.Event) -> bool:
    """Make the people; False when the program is to stop before all of them are there."""
    await asyncio.to_thread(half.touch)
    making = asyncio.create_task(populate(engine, now=utc_now(), staff=staff))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((making, stopping), return_when=asyncio.FIRST_COMPLETED)
        if making.done():
            making.result()
            await asyncio.to_thread(half.unlink)
        return making.done()
    finally:
        making.cancel()
        stopping.cancel()
        await asyncio.gather(making, stopping, return_exceptions=True)


def _drop_half_made(folder: Path) -> None:
    """What a stop left half made is made again from the start. Raises Held."""
    half = folder / HALF_MADE
    if half.exists():
        with hold_file(folder / "trocap.sqlite3"):
            for path in folder.glob("trocap.sqlite3*"):
                path.unlink()
            half.unlink()


def _make_keys(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(new_key_ring(), encoding="utf-8")


def _staff(db: Connection, engine: Engine) -> dict[str, staff_duty.Links]:
    """One member a role (two officers), and new links for each."""
    desk = engine.desk(db, utc_now())
    known = {row.name: row.id for row in staff_duty.list_all(desk)}
    made = {}
    for key, (label, role, office) in OFFICES.items():
        name = label.split(": ")[-1].split(" (")[0]
        if name in known:
            made[key] = staff_duty.links_for(desk, known[name], minutes=LINK_MINUTES)
        else:
            made[key] = staff_duty.add(desk, name=name, role=role, office=office, minutes=LINK_MINUTES)
    return made
