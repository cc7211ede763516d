"""The only place that builds concrete things: database, keys, house, channels, loops."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError

from bot.channel import Channel
from bot.database import Database, open_database
from bot.engine import Engine
from bot.house import House
from bot.settings import Settings, WrongSetting
from bot.signals import Said
from bot.speaking import Speaker
from bot.web_channel import WebChannel
from domain.calendar import default_holidays
from domain.reference.places import HERE, Places, rows_of
from domain.settings import OfficeSettings
from locales import Languages, load_languages
from storage import places as place_rows
from storage.database import hold_file, is_sqlite, migrate
from storage.moving import refuse_half_moved
from storage.sealing import Sealer, Unsealable, load_key_ring

#: What PostgreSQL says (SQLSTATE) when it lets nobody in.
_REFUSED = {
    "28P01": "sai tên hoặc mật khẩu",
    "28000": "sai tên hoặc mật khẩu",
    "3D000": "không có cơ sở dữ liệu tên này",
    "53300": "đã hết kết nối",
    "57P03": "máy chủ đang khởi động",
}


def utc_now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def office_settings(settings: Settings) -> OfficeSettings:
    """What the office promises."""
    return OfficeSettings(
        code_prefix=settings.code_prefix,
        review_days=settings.review_days,
        police_days=settings.police_days,
        grievance_days=settings.grievance_days,
        draft_days=settings.draft_days,
        rejected_days=settings.rejected_days,
        phone_days=settings.phone_days,
        verify_valid_days=settings.verify_valid_days,
        holidays=default_holidays(),
    )


def read_sealer(path: Path) -> Sealer:
    """The key ring of a file. Raises WrongSetting."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise WrongSetting(
            f"Không đọc được tệp khóa (TROCAP_KEY_FILE, {path.name}). Tạo mới: ./run trocap keys new."
        ) from None
    try:
        return Sealer(load_key_ring(text))
    except Unsealable:
        raise WrongSetting("Tệp trong TROCAP_KEY_FILE không phải vòng khóa.") from None


def build_house(
    seal: Sealer,
    places: Places,
    settings: OfficeSettings,
    channels: Mapping[str, Channel],
    *,
    languages: Languages | None = None,
    draw: Callable[[], int] | None = None,
) -> House:
    """The house out of its parts."""
    speaker = Speaker(languages or load_languages(), places, settings)
    capabilities = {name: channel.can for name, channel in channels.items()}
    if draw is None:
        return House(seal=seal, speaker=speaker, places=places, settings=settings, channels=capabilities)
    return House(seal=seal, speaker=speaker, places=places, settings=settings, channels=capabilities, draw=draw)


def prepare(db: Connection, seal: Sealer, *, backup_to: Path | None) -> Places:
    """Tables brought up to date, the key proved, the places there. Raises Newer, HalfMoved, Unsealable."""
    migrate(db, backup_to=backup_to)
    refuse_half_moved(db)
    place_rows.check_key(db, seal)
    places = place_rows.load(db) or place_rows.replace(
        db, unit_rows=rows_of(HERE / "units.csv"), office_rows=rows_of(HERE / "offices.csv")
    )
    assert places is not None
    return places


@dataclass(slots=True)
class Opened:
    """An opened house: the engine, and what must be closed after it."""

    engine: Engine
    lock: IO[str] | None


@asynccontextmanager
async def opened(
    settings: Settings, *, channels: Mapping[str, Channel] | None = None, draw: Callable[[], int] | None = None
) -> AsyncIterator[Engine]:
    """Open everything but the loops. Raises WrongSetting, Held, Newer, Unsealable."""
    lock: IO[str] | None = None
    url = settings.database
    backup: Path | None = None
    if is_sqlite(url):
        backup = Path(str(make_url(url).database))
        lock = hold_file(backup)
        os.umask(0o077)
    seal = read_sealer(settings.keys)
    database = open_database(url)
    try:
        await reached(database, url)
        places = await database.run(lambda db: prepare(db, seal, backup_to=backup))
        every: dict[str, Channel] = {"web": WebChannel(), **(channels or {})}
        house = build_house(
            seal,
            places,
            office_settings(settings),
            every,
            languages=load_languages(settings.wording_dir),
            draw=draw,
        )
        engine = Engine(database, house, every, round_size=settings.rounds)
        async with _among_others(engine):
            try:
                yield engine
            finally:
                await engine.photos.close()
    finally:
        await database.close()
        if lock is not None:
            lock.close()


async def reached(database: Database, url: str) -> None:
    """The first word with the database. Raises WrongSetting."""
    try:
        await database.read(lambda db: None)
    except (OSError, DBAPIError) as error:
        if is_sqlite(url):
            raise
        state = str(getattr(getattr(error, "orig", error), "sqlstate", None) or "")
        why = _REFUSED.get(state, "máy chủ không trả lời")
        raise WrongSetting(f"Không vào được cơ sở dữ liệu ghi trong TROCAP_DATABASE_URL: {why}.") from None


@asynccontextmanager
async def _among_others(engine: Engine) -> AsyncIterator[None]:
    """What rings in other processes wakes this one, and the other way round."""
    bells = {"messages": engine.messages_came, "outgoing": engine.outgoing_came, "jobs": engine.jobs_came}
    engine.signals = signals = engine.database.signals(engine.name)

    def heard(said: Said) -> None:
        for name in said.bells & bells.keys():
            bells[name].set()
        engine.spoken_to(said.chats)

    for name, bell in bells.items():
        bell.elsewhere = partial(signals.tell, bells=(name,))
    await signals.open(heard)
    try:
        yield
    finally:
        await signals.close()


def channels_of(settings: Settings) -> dict[str, Channel]:
    """The channels that are set up (the web always is). One line a channel."""
    channels: dict[str, Channel] = {}
    if settings.telegram_token is not None:
        from bot.telegram_channel import TelegramChannel

        channels["telegram"] = TelegramChannel(
            settings.telegram_token.get_secret_value(),
            base_url=settings.telegram_base_url,
            file_url=settings.telegram_file_url,
            poll_seconds=settings.telegram_poll_seconds,
            proxy=settings.telegram_proxy,
            per_second=settings.telegram_per_second,
            per_chat=settings.telegram_per_chat,
            protect_files=False,  # an officer must save the list, fill it and send it back
        )
    return channels


def stop_on_signals() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows' loops take no handlers
            loop.add_signal_handler(name, stop.set)
    return stop
