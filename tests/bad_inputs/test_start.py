"""D1, D2, D45: settings, tokens and keys that are missing or wrong: one sentence, no secret, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.channel import Stopped
from bot.settings import WrongSetting, read_settings
from bot.telegram_channel import TelegramChannel
from bot.wiring import opened, read_sealer
from storage.sealing import Unsealable, new_key_ring
from tests.telegram.server import BotApi

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAF-hidden_hidden_hidden_hidden_hid"


def program(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The real program, started as an operator starts it; it must end by itself."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TROCAP_")}
    given = {"TROCAP_DATA_DIR": str(folder), "TROCAP_WEB_PORT": "0", **settings}
    return subprocess.run(
        (sys.executable, "-m", "bot", *words),
        env={**environment, **given, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    ("setting", "value", "wrong"),
    [
        ("TELEGRAM_TOKEN", "", "đang trống, hoặc có dấu cách, xuống dòng"),
        ("TELEGRAM_TOKEN", f"{TOKEN}\n", "đang trống, hoặc có dấu cách, xuống dòng"),
        ("TELEGRAM_TOKEN", f" {TOKEN}", "đang trống, hoặc có dấu cách, xuống dòng"),
        ("DATABASE_URL", "mysql://u:geheim@h/x", "cần dạng postgresql+asyncpg://… hoặc sqlite+aiosqlite:///…"),
        ("DATABASE_URL", "geheim", "cần dạng postgresql+asyncpg://… hoặc sqlite+aiosqlite:///…"),
        ("REVIEW_DAYS", "ba", "cần một số nguyên"),
        ("REVIEW_DAYS", "0", "cần từ 1 trở lên"),
        ("DRAFT_DAYS", "400", "nhiều nhất là 365"),
        ("WEB_PORT", "70000", "nhiều nhất là 65535"),
        ("CODE_PREFIX", "b1", "cần hai chữ cái in hoa, không dùng I, L, O"),
        ("LOG_LEVEL", "LOUD", "cần DEBUG, INFO, WARNING hoặc ERROR"),
        ("PUBLIC_URL", "trocap.example", "cần bắt đầu bằng http:// hoặc https://"),
        ("WORDING_DIR", "/khong/co", "không thấy thư mục này"),
    ],
)
def test_d1_a_wrong_setting_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, wrong: str
) -> None:
    """One Vietnamese sentence with the name of the setting; the value is in it only where it is no secret."""
    monkeypatch.setenv(f"TROCAP_{setting}", value)
    with pytest.raises(WrongSetting) as refused:
        read_settings()
    assert str(refused.value) == f"Cài đặt TROCAP_{setting} chưa đúng: {wrong}."
    assert "geheim" not in str(refused.value)
    assert "hidden" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_d1_a_token_that_is_not_set_turns_the_channel_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong with having no Telegram."""
    monkeypatch.delenv("TROCAP_TELEGRAM_TOKEN", raising=False)
    assert read_settings().telegram_token is None


def test_d1_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Read without its line end; a file that is not there is named by its setting."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("TROCAP_TELEGRAM_TOKEN_FILE", str(file))
    settings = read_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert "hidden" not in repr(settings)
    monkeypatch.setenv("TROCAP_TELEGRAM_TOKEN_FILE", str(tmp_path / "missing"))
    with pytest.raises(WrongSetting, match="TROCAP_TELEGRAM_TOKEN_FILE"):
        read_settings()


def test_d1_the_program_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    """As an operator sees it: nothing on standard output, one line, exit code 2, no secret, nothing written."""
    ended = program(tmp_path, "serve", TROCAP_TELEGRAM_TOKEN=f"{TOKEN} x")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == ("Cài đặt TROCAP_TELEGRAM_TOKEN chưa đúng: đang trống, hoặc có dấu cách, xuống dòng.\n")
    assert list(tmp_path.iterdir()) == []


def test_d45_a_missing_key_ends_with_2_before_any_write(tmp_path: Path) -> None:
    """The sentence names the setting and what to do."""
    ended = program(tmp_path, "serve")
    assert ended.returncode == 2
    assert ended.stderr == (
        "Không đọc được tệp khóa (TROCAP_KEY_FILE, keys.json). Tạo mới: ./run trocap keys new.\n"
    )
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize("content", ["", "{}", '{"x": 1}', "abc", "[]", '{"keys": [{"id": 1}]}'])
def test_d45_what_is_no_key_ring_is_told(tmp_path: Path, content: str) -> None:
    """Never read as an empty ring."""
    file = tmp_path / "keys.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WrongSetting, match="TROCAP_KEY_FILE"):
        read_sealer(file)


async def test_d45_another_key_is_noticed_before_any_write(sqlite: str, tmp_path: Path) -> None:
    """The database was made with one ring; another one opens nothing and changes no byte of it."""
    database, keys = tmp_path / "trocap.sqlite3", tmp_path / "keys.json"
    assert sqlite.endswith(str(database))
    keys.write_text(new_key_ring(), encoding="utf-8")
    settings = read_settings(data_dir=tmp_path, key_file=keys, database_url="")
    async with opened(settings):
        pass
    before = database.read_bytes()
    keys.write_text(new_key_ring(), encoding="utf-8")
    with pytest.raises(Unsealable):
        async with opened(settings):
            raise AssertionError("it opened")
    assert database.read_bytes() == before


async def test_d2_a_refused_token_stops_telegram_and_nothing_else(tmp_path: Path) -> None:
    """Telegram says so in one line; the web chat goes on."""
    async with BotApi() as api:
        channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0, per_second=10**6, per_chat=0)
        with pytest.raises(Stopped) as stopped:
            await channel.open()
        await channel.close()
    assert "hidden" not in str(stopped.value)
