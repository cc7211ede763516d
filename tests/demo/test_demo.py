"""``./run demo`` as somebody who tries it: addresses, links, people, Ctrl-C, and on where it was."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo import HALF_MADE
from domain.registration import Status
from tests.demo.program import Browser, Running, running, trocap

LAST = "Dừng: Ctrl-C."
PEOPLE = 40
pytestmark = pytest.mark.xdist_group("demo")


def counted(folder: Path) -> Counter[str]:
    """How many registrations lie in each status."""
    connection = sqlite3.connect(folder / "trocap.sqlite3")
    try:
        return Counter(status for (status,) in connection.execute("SELECT status FROM registrations"))
    finally:
        connection.close()


def ends_well(program: Running) -> None:
    """Ctrl-C: gone within two seconds, code 0, without a word.

    But for asyncio's word about a reader's connection that was given up while its page closed: nothing is lost
    by that, bot/database.py would have to let such a read come to its end.
    """
    took = program.interrupt()
    ours = [line for line in program.errors if '"from": "asyncio"' not in line]
    assert (program.process.returncode, ours) == (0, [])
    assert took < 2


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Browser, Running]]:
    """A demo that was started, tried while its people were being made, and stopped with a page open."""
    folder = tmp_path_factory.mktemp("demo")
    with running("demo", "--port", "0", "--data", "here", folder=folder) as program:
        program.until(LAST)
        citizen = Browser(program.url)
        assert citizen.opens().status_code == 200
        assert "Đây là trợ lý tự động" in citizen.says("chao")
        program.until("Đã có người mẫu ở mọi trạng thái.")
        with citizen.watching():
            ends_well(program)
        yield folder, citizen, program
    citizen.close()


def test_people_are_there_in_every_status(tried: tuple[Path, Browser, Running]) -> None:
    """Forty of them; no status without one."""
    found = counted(tried[0] / "here")
    assert set(found) == set(Status)
    assert found.total() == PEOPLE


def test_each_role_gets_a_link_of_its_own(tried: tuple[Path, Browser, Running]) -> None:
    """Two officers, police, Phòng LĐ-TBXH, Bưu điện, administrator; nothing else is printed."""
    program = tried[2]
    links = program.links()
    assert [label.split(":")[0] for label in links] == [
        "Cán bộ phường Đức Xuân",
        "Cán bộ phường Đức Xuân (thứ hai)",
        "Công an phường Đức Xuân",
        "Phòng LĐ-TBXH",
        "Bưu điện",
        "Quản trị",
    ]
    assert len(set(links.values())) == len(links)
    assert len(program.said) == len(links) + 5


def test_it_goes_on_where_it_was(tried: tuple[Path, Browser, Running]) -> None:
    """The same people and talks, new links, each good once; the officer finds the queue."""
    folder, citizen, before = tried
    with running("demo", "--port", "0", "--data", "here", folder=folder) as program:
        program.until(LAST)
        assert not any("Đang tạo" in line for line in program.said)
        assert not set(program.links().values()) & set(before.links().values())
        officer = Browser(program.url)
        link = program.links()["Cán bộ phường Đức Xuân: Hoàng Thị Sen"]
        assert "Cán bộ · UBND phường Đức Xuân" in officer.signs_in(link).text
        assert "hạn " in officer.says("/choduyet")
        stranger = Browser(program.url)
        assert stranger.signs_in(link).status_code == 410
        again = Browser(program.url)
        again.sits_where(citizen)
        assert "Chào" in again.hears()
        ends_well(program)
        for browser in (officer, stranger, again):
            browser.close()
    assert counted(folder / "here").total() == PEOPLE


def test_a_stop_while_people_are_made_leaves_nothing_half(tmp_path: Path) -> None:
    """Ctrl-C is heard at once; the next start makes all of them from the beginning."""
    with running("demo", "--port", "0", "--data", "here", folder=tmp_path) as program:
        program.until("Đang tạo người mẫu")
        program.until(LAST)
        ends_well(program)
    assert (tmp_path / "here" / HALF_MADE).exists()
    with running("demo", "--port", "0", "--data", "here", folder=tmp_path) as program:
        program.until("Đã có người mẫu ở mọi trạng thái.")
        ends_well(program)
    assert counted(tmp_path / "here").total() == PEOPLE


def test_an_empty_demo_and_a_second_program(tmp_path: Path) -> None:
    """--empty makes nobody; whoever else wants the same data is refused with one sentence and code 2."""
    with running("demo", "--empty", "--port", "0", "--data", "here", folder=tmp_path) as program:
        program.until(LAST)
        for words in (("demo", "--port", "0", "--data", "here"), ("talk", "--data", "here")):
            second = trocap(*words, folder=tmp_path)
            assert (second.returncode, second.stdout) == (2, "")
            assert second.stderr == (
                "Cơ sở dữ liệu này đang được một chương trình khác dùng. Dừng chương trình kia trước.\n"
            )
        ends_well(program)
    assert counted(tmp_path / "here").total() == 0


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    """Exit code 2, and the program is gone."""
    with running("demo", "--empty", "--port", "0", "--data", "here", folder=tmp_path) as program:
        program.until(LAST)
        port = program.url.rpartition(":")[2]
        second = trocap("demo", "--empty", "--port", port, "--data", "there", folder=tmp_path)
    assert second.returncode == 2
    assert second.stderr.startswith("Không mở được địa chỉ hoặc tệp: ")
    assert second.stderr.count("\n") == 1
