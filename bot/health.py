"""Am I well: what an operator asks before and after switching on."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import AsyncIterator, Callable

from sqlalchemy import Connection

from bot.channel import Stopped
from bot.engine import Engine
from bot.settings import Settings
from bot.wiring import channels_of, opened
from domain.reference.places import Places
from storage import chats, outbox
from storage.database import integrity, is_sqlite

#: SQLite versions before this one have a race when a WAL is reset by several connections.
SAFE_SQLITE = (3, 51, 3)
KINDS = ("commune", "police", "higher", "payer")
#: Whether something is as it should be, and the line that says what.
Finding = tuple[bool, str]


async def examine(settings: Settings, *, say: Callable[[str], None]) -> int:
    """Check settings, keys, database, places and channels; a line each; 1 when something needs a hand."""
    async with opened(settings) as engine:
        found = [
            _of_the_keys(settings, engine),
            *[finding async for finding in _of_the_database(settings, engine)],
            *_of_the_places(engine.house.places),
        ]
    found += [finding async for finding in _of_the_channels(settings)]
    for good, text in found:
        say(f"{'được ' if good else 'XEM  '} {text}")
    return int(not all(good for good, _ in found))


def _of_the_keys(settings: Settings, engine: Engine) -> Finding:
    open_to_others = settings.keys.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    readers = "người khác cũng" if open_to_others else "chỉ chủ"
    return not open_to_others, f"khóa {engine.house.seal!r} trong {settings.keys.name}, {readers} đọc được"


async def _of_the_database(settings: Settings, engine: Engine) -> AsyncIterator[Finding]:
    sound = await engine.run(integrity)
    yield sound == "ok", f"cơ sở dữ liệu: {sound}"
    if is_sqlite(settings.database):
        race = "" if sqlite3.sqlite_version_info >= SAFE_SQLITE else ", một kết nối ghi như chương trình này là đủ"
        yield True, f"SQLite {sqlite3.sqlite_version}{race}"

    def waiting(db: Connection) -> tuple[int, int]:
        return chats.waiting(db), outbox.backlog(db)

    messages, sending = await engine.run(waiting)
    yield True, f"đang chờ trả lời {messages}, chờ gửi {sending}"


def _of_the_places(places: Places) -> list[Finding]:
    found = [(bool(places.units), f"{len(places.units)} xã, phường; {len(places.offices)} cơ quan")]
    for unit in places.units.values():
        served = {office.kind for office in places.offices if unit.code in office.units}
        missing = [kind for kind in KINDS if kind not in served]
        if missing:
            found.append((False, f"{unit.full_name}: chưa có cơ quan {', '.join(missing)}"))
    return found


async def _of_the_channels(settings: Settings) -> AsyncIterator[Finding]:
    for name, channel in channels_of(settings).items():
        try:
            await channel.open()
        except Stopped as stopped:
            yield False, f"kênh {name}: {stopped}"
        else:
            yield True, f"kênh {name}"
        finally:
            await channel.close()
