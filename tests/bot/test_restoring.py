"""A backup is looked at, and put back: what waited in it may have been sent after it was made."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, select

from bot.copies import back_up, restore
from bot.settings import Settings, WrongSetting, read_settings
from bot.terminal_channel import TerminalChannel
from domain.packing import pack_text
from domain.wording import verbatim
from storage import chats, inbox, outbox, restoring
from storage.database import Held, hold_file, make_sync_engine, migrate
from storage.places import check_key
from storage.schema import audit
from storage.sealing import Sealer, load_key_ring, new_key_ring
from tests.talk.house import START, open_house, sqlite_at


def _notice(text: str, chat: str, *, money: bool) -> inbox.Notice:
    body = {"key": "told", "lines": [pack_text(verbatim(text))], "repeat": money}
    return inbox.Notice(key=text, chat_id=chat, body=body)


@pytest.mark.parametrize("restored", [False, True])
async def test_money_says_that_it_may_be_a_repetition(tmp_path: Path, sealer: Sealer, restored: bool) -> None:
    """Messages about money that waited, spoken already or not, are repeated with "(gửi lại)", others without."""
    out = StringIO()
    channels = {"terminal": TerminalChannel(out, folder=tmp_path)}
    async with open_house(sqlite_at(tmp_path), sealer, channels=channels) as house:

        def work(db: Connection) -> int:
            chat = chats.make(db, [("terminal", "a")], seal=sealer, now=START)["terminal", "a"]
            for text, money in (("tiền một", True), ("việc một", False)):
                line = outbox.ToSend(chat_id=chat, body={"text": text, "choices": []}, repeat=money)
                outbox.add(db, [line], seal=sealer, now=START)
            waiting = [_notice("tiền hai", chat, money=True), _notice("việc hai", chat, money=False)]
            inbox.keep_notices(db, waiting, seal=sealer, now=START)
            return restoring.mark_restored(db, seal=sealer) if restored else 0

        assert await house.engine.run(work) == (4 if restored else 0)
        await house.settle()
    again = "(gửi lại) " if restored else ""
    said = [line.removeprefix("< ") for line in out.getvalue().splitlines()]
    assert said == [f"{again}tiền một", "việc một", f"{again}tiền hai", "việc hai"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with a key ring and an empty database."""
    found = read_settings(data_dir=tmp_path)
    found.keys.write_text(new_key_ring(), encoding="utf-8")
    engine = make_sync_engine(found.database)
    with engine.begin() as db:
        migrate(db)
        check_key(db, Sealer(load_key_ring(found.keys.read_text(encoding="utf-8"))))
    engine.dispose()
    return found


def refused(settings: Settings, copy: Path) -> str:
    """Why a copy is not put back."""
    with pytest.raises(WrongSetting) as why:
        restore(settings, copy, only_check=False, say=lambda text: None)
    return str(why.value)


def test_a_copy_that_cannot_be_used_changes_nothing(settings: Settings) -> None:
    """Half a file, another file, another key ring: a sentence each, and the database is as it was."""
    folder, copy, database = settings.data_dir, settings.data_dir / "copy", settings.data_dir / "trocap.sqlite3"
    back_up(settings, copy, say=lambda text: None)
    before = database.read_bytes()
    (folder / "half").write_bytes(copy.read_bytes()[:9000])
    for name in ("half", "keys.json"):
        assert refused(settings, folder / name) == f"Tệp {name} hỏng, hoặc không phải bản sao lưu."
    settings.keys.write_text(new_key_ring(), encoding="utf-8")
    assert refused(settings, copy) == "Khóa trong TROCAP_KEY_FILE không mở được copy."
    with pytest.raises(WrongSetting, match="đã có, không ghi đè"):
        back_up(settings, copy, say=lambda text: None)
    assert database.read_bytes() == before


def test_a_copy_is_put_in_place_only_when_nobody_uses_the_file(settings: Settings) -> None:
    """--check looks and changes nothing; a program that runs is named; then the present file goes beside."""
    copy, database = settings.data_dir / "copy", settings.data_dir / "trocap.sqlite3"
    said: list[str] = []
    back_up(settings, copy, say=said.append)
    restore(settings, copy, only_check=True, say=said.append)
    assert "cuộc trò chuyện: 0; hồ sơ: 0" in said
    with hold_file(database), pytest.raises(Held):
        restore(settings, copy, only_check=False, say=said.append)
    assert not list(settings.data_dir.glob("*.before-restore-*"))
    restore(settings, copy, only_check=False, say=said.append)
    assert len(list(settings.data_dir.glob("*.before-restore-*"))) == 1
    engine = make_sync_engine(settings.database)
    with engine.connect() as db:
        assert db.execute(select(audit.c.what)).scalars().all() == ["restored"]
    engine.dispose()


def test_postgresql_has_its_own_programs(settings: Settings, tmp_path: Path) -> None:
    """Both commands say so instead of doing half of it."""
    other = settings.model_copy(update={"database_url": SecretStr("postgresql+asyncpg://u@h/x")})
    with pytest.raises(WrongSetting, match="pg_dump"):
        back_up(other, tmp_path / "copy", say=lambda text: None)
    with pytest.raises(WrongSetting, match="pg_restore"):
        restore(other, tmp_path / "copy", only_check=True, say=lambda text: None)
