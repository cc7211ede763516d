"""``trocap move-to``: everything from the SQLite file into an empty PostgreSQL database, while no program runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Table, make_url

from bot.asking import machine_user
from bot.database import Database, open_database
from bot.settings import Settings, WrongSetting
from bot.wiring import reached, read_sealer, utc_now
from storage import audit, moving
from storage.database import hold_file, is_sqlite, make_sync_engine, migrate
from storage.moving import CannotMove, Key, NotEmpty
from storage.places import check_key
from storage.sealing import Sealer

Say = Callable[[str], None]
PROGRESS_SECONDS = 2.0


async def move(settings: Settings, url: str, *, say: Say) -> None:
    """Move, or go on with a move that was cut off. Raises WrongSetting, Held, Newer, Unsealable."""
    path = _file_of(settings)
    if is_sqlite(url):
        raise WrongSetting("Cần địa chỉ PostgreSQL: postgresql+asyncpg://…")
    seal = read_sealer(settings.keys)
    with hold_file(path):
        engine = make_sync_engine(settings.database)
        database = open_database(url)
        try:
            with engine.begin() as source:
                migrate(source, backup_to=path)
                check_key(source, seal)
            await reached(database, url)
            await database.run(lambda target: migrate(target))
            with engine.connect() as source:
                sign = moving.sign_of(source)
                await _begun(database, sign)
                moving.leave(source, sign)
                source.commit()
                await _filled(source, database, seal, say=say)
                moving.leave(source, sign, left=True)
                source.commit()
                await database.run(partial(_finished, source))
        except CannotMove as cannot:
            raise WrongSetting(
                f"Bảng {cannot.table} chưa chuyển được hoặc không khớp. Chưa đổi gì ở bản cũ."
            ) from None
        finally:
            engine.dispose()
            await database.close()
    say("Đã chuyển và so khớp mọi bảng. Đặt TROCAP_DATABASE_URL thành địa chỉ này, giữ nguyên tệp khóa, rồi chạy.")


def stay(settings: Settings, *, say: Say) -> None:
    """Take back a move: the SQLite file is worked on again. Raises WrongSetting, Held."""
    path = _file_of(settings)
    with hold_file(path):
        engine = make_sync_engine(settings.database)
        with engine.begin() as source:
            moving.stay(source)
        engine.dispose()
    say("Dùng lại SQLite. Xóa cơ sở dữ liệu PostgreSQL trước khi chuyển lần nữa.")


def _file_of(settings: Settings) -> Path:
    if not is_sqlite(settings.database):
        raise WrongSetting("Chỉ chuyển từ SQLite: bỏ TROCAP_DATABASE_URL khi chạy lệnh này.")
    path = Path(str(make_url(settings.database).database))
    if not path.exists():
        raise WrongSetting(f"Chưa có cơ sở dữ liệu {path.name} để chuyển.")
    return path


async def _begun(database: Database, sign: str) -> None:
    try:
        await database.run(lambda target: moving.begin(target, sign))
    except NotEmpty:
        raise WrongSetting("Cơ sở dữ liệu PostgreSQL này đã có dữ liệu. Cần một cơ sở dữ liệu trống.") from None


async def _filled(source: Connection, database: Database, seal: Sealer, *, say: Say) -> None:
    """Every table copied, then every table compared."""
    for table in moving.tables():
        await _copied(source, database, table, say=say)
    for table in moving.tables():
        rows = await database.read(partial(moving.compare, source, table=table, seal=seal))
        if rows:
            say(f"{table.name}: {rows} dòng, khớp")


async def _copied(source: Connection, database: Database, table: Table, *, say: Say) -> None:
    after: Key | None = await database.read(lambda target: moving.last_key(target, table))
    done = await database.read(lambda target: moving.count(target, table)) if after else 0
    total, said = moving.count(source, table), time.monotonic()
    while True:
        after, more = await database.run(partial(_some, source, table, after))
        if after is None:
            return
        done += more
        if time.monotonic() - said > PROGRESS_SECONDS:
            said = time.monotonic()
            say(f"{table.name}: {done} / {total}")


def _some(source: Connection, table: Table, after: Key | None, target: Connection) -> tuple[Key | None, int]:
    return moving.copy_some(source, target, table=table, after=after)


def _finished(source: Connection, target: Connection) -> None:
    moving.finish(source, target)
    audit.write(target, at=utc_now(), who=f"os:{machine_user(os.getuid())}"[:60], what="moved")
