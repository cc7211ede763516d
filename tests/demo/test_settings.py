"""A missing or wrong setting: one clear sentence naming it, exit code 2, no secret; a wrong key writes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.demo.program import running, trocap

SECRET = "geheim-9f31"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("web_port", "abc" + SECRET),
        ("web_port", "70000"),
        ("log_level", SECRET),
        ("telegram_token", f"1:{SECRET} with a space"),
        ("telegram_token_file", f"/nowhere/{SECRET}"),
        ("database_url", f"no url {SECRET}"),
        ("database_url", f"mysql://app:{SECRET}@127.0.0.1/x"),
        ("review_days", "0"),
        ("code_prefix", "B0"),
        ("key_file", "/nowhere/keys.json"),
        ("wording_dir", "/nowhere/words"),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(place: Path, name: str, value: str) -> None:
    """``./run serve`` ends before it listens."""
    done = trocap("serve", folder=place, **{name: value})
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.count("\n") == 1
    assert f"TROCAP_{name.upper()}" in done.stderr
    assert SECRET not in done.stderr


def test_a_database_that_is_not_there_is_one_sentence(place: Path) -> None:
    """Nothing listens at its port; its password is not shown."""
    done = trocap("serve", folder=place, database_url=f"postgresql+asyncpg://app:{SECRET}@127.0.0.1:1/x")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "TROCAP_DATABASE_URL" in done.stderr
    assert SECRET not in done.stderr


@pytest.mark.parametrize("role", ["web", "nothing"])
def test_a_role_needs_postgresql_and_a_name(place: Path, role: str) -> None:
    """On SQLite one process does everything; a role that is none is named with those there are."""
    done = trocap("serve", "--role", role, folder=place)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--role" in done.stderr
    assert not list(place.rglob("*.sqlite3"))


def test_without_keys_nothing_starts(tmp_path: Path) -> None:
    """The sentence says how to make them; no database is made."""
    done = trocap("serve", folder=tmp_path)
    assert done.returncode == 2
    assert "TROCAP_KEY_FILE" in done.stderr
    assert "./run trocap keys new" in done.stderr
    assert not list(tmp_path.rglob("*.sqlite3"))


def test_a_wording_with_another_placeholder_is_refused(place: Path) -> None:
    """At start, with its key named: not at night in the middle of a talk."""
    catalogue = place / "words" / "vi" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    wrong = 'msgctxt "web.download"\nmsgid "Tải tệp {name}"\nmsgstr "Tải {file}"\n'
    catalogue.write_text(head + wrong, encoding="utf-8")
    done = trocap("serve", folder=place, wording_dir="words")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "TROCAP_WORDING_DIR" in done.stderr
    assert "web.download" in done.stderr


def test_a_wrong_key_stops_before_any_write(place: Path) -> None:
    """Another ring, half a ring: one sentence, code 2, and the database is as it was, byte for byte."""
    assert trocap("talk", folder=place, lines=("chao",)).returncode == 0
    before = dumped(place)
    assert trocap("keys", "new", "other.json", folder=place).returncode == 0
    for command in ("serve", "talk", "doctor"):
        done = trocap(command, folder=place, key_file="other.json", web_port="0")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "Khóa trong TROCAP_KEY_FILE không mở được cơ sở dữ liệu này. Chưa ghi gì cả.\n"
    (place / "half.json").write_text('{"keys": {}}', encoding="utf-8")
    done = trocap("serve", folder=place, key_file="half.json")
    assert (done.returncode, done.stderr) == (2, "Tệp trong TROCAP_KEY_FILE không phải vòng khóa.\n")
    assert dumped(place) == before


def dumped(folder: Path) -> list[str]:
    """Everything in the database, as SQL."""
    connection = sqlite3.connect(folder / "data" / "trocap.sqlite3")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_serve_says_where_it_is_and_ends_at_once(place: Path) -> None:
    """The address and the port; Ctrl-C within two seconds, code 0."""
    with running("serve", folder=place, web_port="0", log_level="ERROR") as program:
        assert "Đang chạy: http://127.0.0.1 (cổng " in program.until("Đang chạy")
        assert program.interrupt() < 2
        assert program.process.returncode == 0
