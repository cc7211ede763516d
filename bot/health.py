"""Am I well: what an operator asks before and after switching on."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable

from sqlalchemy import Connection

from bot.channel import Stopped
from bot.settings import Settings
from bot.wiring import channels_of, opened
from storage import chats, outbox
from storage.database import integrity, is_sqlite

#: SQLite versions before this one have a race when a WAL is reset by several connections.
SAFE_SQLITE = (3, 51, 3)


async def examine(settings: Settings, *, say: Callable[[str], None]) -> int:
    """Check settings, keys, database, places and channels; a line each; 1 when something needs a hand."""
    wrong = 0

    def line(good: bool, text: str) -> None:
        nonlocal wrong
        wrong += not good
        say(f"{'được ' if good else 'XEM  '} {text}")

    async with opened(settings) as engine:
        say(f"Khóa: {engine.house.seal!r}, tệp {settings.keys.name}")
        open_to_others = settings.keys.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        line(
            not open_to_others,
            "tệp khóa chỉ chủ đọc được" if not open_to_others else "tệp khóa người khác đọc được",
        )
        found = await engine.run(integrity)
        line(found == "ok", f"cơ sở dữ liệu: {found}")
        if is_sqlite(settings.database):
            version = sqlite3.sqlite_version_info
            line(True, f"SQLite {sqlite3.sqlite_version}")
            if version < SAFE_SQLITE:
                say("      (trước 3.51.3: chỉ một kết nối ghi, như chương trình này làm)")
        places = engine.house.places
        line(bool(places.units), f"{len(places.units)} xã, phường; {len(places.offices)} cơ quan")
        for unit in places.units.values():
            missing = [
                kind
                for kind in ("commune", "police", "higher", "payer")
                if not any(office.kind == kind and unit.code in office.units for office in places.offices)
            ]
            if missing:
                line(False, f"{unit.full_name}: chưa có cơ quan {', '.join(missing)}")

        def waiting(db: Connection) -> tuple[int, int]:
            return chats.waiting(db), outbox.backlog(db)

        messages, sending = await engine.run(waiting)
        line(True, f"đang chờ trả lời {messages}, chờ gửi {sending}")
    for name, channel in channels_of(settings).items():
        try:
            await channel.open()
        except Stopped as stopped:
            line(False, f"kênh {name}: {stopped}")
        else:
            line(True, f"kênh {name}")
        finally:
            await channel.close()
    return 1 if wrong else 0
