"""The terminal's door: who may use it, what goes through it, and what it leaves behind."""

from __future__ import annotations

import asyncio
import os
import pwd
import re
import shlex
import shutil
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from admin import long_work
from bot.asked import Asked, File, Reply
from bot.asking import CUT, ask, socket_address
from bot.settings import Settings, read_settings
from bot.socket_door import listening
from storage.schema import audit
from storage.sealing import Sealer
from tests.talk.house import TestHouse, open_house, sqlite_at
from tests.talk.people import add_staff, command, register

USER = pwd.getpwuid(os.getuid()).pw_name
UNITS = Path(__file__).parents[1] / "demo"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a data folder."""
    return read_settings(data_dir=tmp_path)


@pytest.fixture
async def house(_migrated_sqlite: Path, tmp_path: Path, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house over a fresh SQLite file."""
    url = sqlite_at(tmp_path)
    shutil.copy(_migrated_sqlite, url.removeprefix("sqlite+aiosqlite:///"))
    async with open_house(url, sealer) as opened:
        yield opened


@pytest.fixture
async def door(house: TestHouse, settings: Settings) -> AsyncIterator[Settings]:
    """The house listens."""
    async with listening(house.engine, settings):
        yield settings


@pytest.fixture
async def officer(house: TestHouse) -> str:
    """The id of an officer of phường Đức Xuân."""
    return (await add_staff(house, "Hoàng Thị Sen", "officer", "UB01840")).staff_id


async def asks(door: Settings, what: str, file: File | None = None, **args: Any) -> Reply:
    """The reply through the socket; nothing else could answer, the house holds the database."""
    return await ask(
        door, Asked(what=what, args=args, user="someone else", file=file), working=lambda seconds: None
    )


async def does(door: Settings, staff: str, line: str, file: File | None = None) -> Reply:
    """``trocap admin`` with the words of a line, options left out."""
    name, *words = shlex.split(line) or [""]
    return await asks(door, "admin", file, staff=staff, name=name, words=words)


def next_of(reply: Reply, label: str) -> str:
    """The words of the command printed behind a button's label."""
    found = re.search(rf"^  {label}: \./run trocap admin --as \S+ (.*)$", "\n".join(reply.lines), re.MULTILINE)
    assert found is not None, reply.lines
    return found.group(1)


async def test_the_socket_is_its_owners_and_goes_with_the_program(house: TestHouse, settings: Settings) -> None:
    """What a killed program left is replaced; mode 0600; nothing is there afterwards."""
    path = Path(socket_address(settings))
    path.touch()
    async with listening(house.engine, settings):
        assert stat.S_ISSOCK(path.stat().st_mode)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        async with listening(house.engine, settings):  # a second program leaves the first one its door
            assert "01840" in "\n".join((await asks(settings, "units list")).lines)
    assert not path.exists()


async def test_a_card_with_its_buttons_as_commands(house: TestHouse, door: Settings, officer: str) -> None:
    """Each button is printed as the words that do it; typed back they do."""
    code = await register(house, 1)
    card = await does(door, officer, f"xem {code}")
    assert (card.code, code in card.lines[0]) == (0, True)
    opened = await does(door, officer, next_of(card, "Mở hồ sơ"))
    assert opened.code == 0
    assert "Họ tên: Hoàng Thị Bình" in opened.lines[0]


async def test_the_audit_names_the_officer_and_the_machines_user(
    house: TestHouse, door: Settings, officer: str
) -> None:
    """The user is what the machine says of the other end; a refused command is there too."""
    await does(door, officer, "choduyet")
    refused = await does(door, officer, "xem BK-7Q4M-2KT")
    assert (refused.code, refused.lines) == (1, ["Không thấy hồ sơ này trong phạm vi được giao."])
    query = select(audit.c.who, audit.c.what, audit.c.about).order_by(audit.c.seq)
    written = [tuple(row) for row in await house.engine.read(lambda db: db.execute(query).all())]
    assert written[-3:] == [
        (f"os:{USER}", "terminal", officer),
        (f"staff:{officer}", "queue.shown", ""),
        (f"os:{USER}", "terminal", officer),
    ]


@pytest.mark.parametrize(("name", "staff"), [("moon", ""), ("xem", "nobody"), ("", "nobody")])
async def test_what_is_asked_wrongly_is_one_sentence(door: Settings, officer: str, name: str, staff: str) -> None:
    """An unknown command, an unknown member: code 2."""
    reply = await does(door, staff or officer, name)
    assert (reply.code, len(reply.lines)) == (2, 1)


async def test_without_a_command_the_members_own_are_listed(door: Settings, officer: str) -> None:
    """Names and help lines of what the role may do."""
    lines = (await does(door, officer, "")).lines
    assert "xem MÃ\tMở một hồ sơ" in lines


async def test_long_work_is_done_before_the_reply(
    house: TestHouse, door: Settings, officer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that is made as a job comes with the reply, as bytes; a file sent along is read by one too."""
    monkeypatch.setattr(long_work, "AT_ONCE", 0)
    for number in (20, 21):
        code = await register(house, number)
        for name in ("duyet", "chuyencongan"):
            await command(house, officer, name, {"code": code})
    asked = await does(door, officer, "guicongan")
    made = await does(door, officer, next_of(asked, "Lập danh sách"))
    assert (made.code, len(made.files)) == (0, 1), made.lines
    assert made.files[0].name.endswith(".xlsx")
    assert made.files[0].content.startswith(b"PK")
    read = await does(door, officer, "ketqua", File(name=made.files[0].name, content=made.files[0].content))
    assert (read.code, "\n".join(read.lines).count("Danh sách CA-")) == (0, 1), read.lines


async def test_staff_and_offices_change_at_once(house: TestHouse, door: Settings, officer: str) -> None:
    """Who is suspended may do nothing; an office that was loaded can have staff."""
    for name in ("units.csv", "offices.csv"):
        file = File(name=name, content=(UNITS / name).read_bytes())
        assert (await asks(door, "units load", file)).code == 0
    member: dict[str, Any] = {"name": "Vàng A Páo", "role": "officer", "phone": "", "cccd": ""}
    added = await asks(door, "staff add", office="UB99001", **member)
    assert added.lines[0].startswith("Đã thêm ")
    assert (await asks(door, "staff add", office="UB01840", **member)).code == 2
    assert (await asks(door, "staff suspend", ident=officer)).lines == ["Đã khóa."]
    assert (await does(door, officer, "choduyet")).code == 2
    assert sum("đã khóa" in line for line in (await asks(door, "staff list")).lines) == 1


async def test_what_cannot_be_read_ends_that_connection_only(door: Settings) -> None:
    """Half a line, no JSON, an unknown word: the next one is answered."""
    for line in (b"{", b"hello\n", b'{"what": 1}\n'):
        reader, writer = await asyncio.open_unix_connection(socket_address(door))
        writer.write(line)
        writer.write_eof()
        assert await reader.read() == b""
        writer.close()
    assert (await asks(door, "moon")).code == 1
    assert (await asks(door, "units list")).code == 0


async def test_who_waits_sees_that_it_goes_on_and_is_told_of_an_end(house: TestHouse, settings: Settings) -> None:
    """Seconds are counted while it takes long; a program that ends meanwhile leaves nobody waiting."""
    begun, waits = asyncio.Event(), asyncio.Event()
    asked = Asked(what="units list", args={}, user="")

    async def never(*given: object) -> Reply:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.socket_door.DESK", {"units list": never})
        patch.setattr("bot.asking.WORKING_SECONDS", 0.01)
        async with listening(house.engine, settings):
            asking = asyncio.create_task(ask(settings, asked, working=lambda seconds: waits.set()))
            await begun.wait()
            await waits.wait()
    assert await asking == Reply(lines=(CUT,), code=1)
