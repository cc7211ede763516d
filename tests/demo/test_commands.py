"""``./run trocap …`` as an operator types it: keys, staff, units, a talk at the terminal, doctor, understand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.demo.program import ROOT, trocap

HERE = Path(__file__).parent
REGISTERED = (
    *("chao", "dang ky", "dong y", "1", "006152009911", "Hoàng Văn Tùng", "2/9/1952"),
    *("thon 2 xa suoi may", "dung", "nguoi co cong", "0912000111", "tien mat"),
)


def ok(*words: str, folder: Path, lines: tuple[str, ...] = ()) -> str:
    """What a command that does its work prints."""
    done = trocap(*words, folder=folder, lines=lines)
    assert (done.returncode, done.stderr) == (0, done.stderr), done.stderr
    return done.stdout


def added(folder: Path, name: str, role: str, office: str) -> tuple[str, str, str]:
    """Staff added: id, web link, code for chats."""
    said = ok("staff", "add", "--name", name, "--role", role, "--office", office, folder=folder)
    found = re.search(r"Đã thêm (\S+)\..*\n  .*: (http\S+/vao/\S+)\n  .*: (/start \S+)\n", said)
    assert found is not None, said
    return found.group(1), found.group(2), found.group(3)


def test_keys_are_made_once_and_for_their_owner(tmp_path: Path) -> None:
    """Readable by nobody else; never overwritten."""
    assert "Giữ một bản ở nơi an toàn" in ok("keys", "new", folder=tmp_path)
    made = tmp_path / "data" / "keys.json"
    assert made.stat().st_mode & 0o077 == 0
    before = made.read_bytes()
    again = trocap("keys", "new", folder=tmp_path)
    assert (again.returncode, again.stderr) == (2, "Tệp data/keys.json đã có, không ghi đè.\n")
    assert made.read_bytes() == before


def test_a_whole_conversation_can_be_piped_in(place: Path) -> None:
    """Each line a message, answers in their numbered form; the next run goes on with the same talk."""
    said = ok("talk", folder=place, lines=("chao", "dang ky", "dong y", "# a note", "", "3"))
    assert said.index("> chao\n") < said.index("< Chào ông/bà") < said.index("> dang ky\n")
    assert "\n  3. Người khai giúp" in said
    assert "# a note" not in said
    assert said.rstrip().endswith("< Họ và tên của anh/chị, như trên căn cước?")
    later = ok("talk", folder=place, lines=("nong thi lan",))
    assert "Số điện thoại của anh/chị?" in later
    assert "Chào" in ok("talk", "--chat", "another", folder=place, lines=("chao",))


def test_staff_come_by_a_code_once_and_go_at_once(place: Path) -> None:
    """Added, signed in at the terminal by the one-time code, listed, suspended: then nothing more is told."""
    ident, _, code = added(place, "Hoàng Thị Sen", "officer", "UB01840")
    assert f"{ident}\tofficer\tUB01840\tHoàng Thị Sen\n" in ok("staff", "list", folder=place)
    assert "Đã đăng nhập. Các lệnh:" in ok("talk", "--chat", "sen", folder=place, lines=(code,))
    assert "Không còn hồ sơ chờ." in ok("talk", "--chat", "sen", folder=place, lines=("/choduyet",))
    assert "Đã đăng nhập" not in ok("talk", "--chat", "thief", folder=place, lines=(code,))
    assert "Không còn hồ sơ chờ." in ok("talk", "--as", "officer", folder=place, lines=("/choduyet",))
    assert ok("staff", "suspend", ident, folder=place) == "Đã khóa.\n"
    assert "đã khóa" in ok("staff", "list", folder=place)
    stranger = ok("talk", "--chat", "nobody", folder=place, lines=("/choduyet",))
    assert ok("talk", "--chat", "sen", folder=place, lines=("/choduyet",)) == stranger


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("talk", "--as", "officer"), "Chưa có ai ở vai officer. Thêm bằng: ./run trocap staff add.\n"),
        (("staff", "add", "--name", "A", "--role", "king", "--office", "UB01840"), "Không có vai “king”. "),
        (("staff", "suspend", "nobody"), ""),
        (("units", "load", "nothing.csv"), "Không đọc được tệp nothing.csv. "),
        (("understand", "moon"), "Không có loại “moon”. "),
        (("understand", "phone", "--today", "hôm qua"), "--today "),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_2(place: Path, words: tuple[str, ...], says: str) -> None:
    """On standard error, with nothing on the other."""
    done = trocap(*words, folder=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_another_commune_of_another_province_switches_it_on(place: Path) -> None:
    """Its own units and offices from CSV files, its staff, a registration, the officer's queue."""
    assert ok("units", "load", str(HERE / "units.csv"), folder=place) == "Đã nạp 2 dòng xã, phường.\n"
    assert ok("units", "load", str(HERE / "offices.csv"), folder=place) == "Đã nạp 6 dòng cơ quan.\n"
    assert "99001\txã Suối Mây, Thanh Vân" in ok("units", "list", folder=place)
    said = ok("talk", folder=place, lines=(*REGISTERED, "gui", "/trangthai"))
    assert "Đã gửi hồ sơ cho UBND xã Suối Mây." in said
    assert "0299 000 9901" in said
    assert "Bắc Kạn" not in said
    assert "Đức Xuân" not in said
    added(place, "Vàng A Páo", "officer", "UB99001")
    card = ok("talk", "--as", "officer", folder=place, lines=("/choduyet",))
    assert "Hoàng Văn Tùng · sinh 02/9/1952" in card
    assert trocap("doctor", folder=place).returncode == 0


def test_a_bad_file_of_units_changes_nothing(place: Path) -> None:
    """A column that is missing is named."""
    before = ok("units", "list", folder=place)
    (place / "bad.csv").write_text("code,kind,name\n1,xã,Suối Mây\n", encoding="utf-8")
    done = trocap("units", "load", "bad.csv", folder=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.csv" in done.stderr
    assert ok("units", "list", folder=place) == before


def test_doctor_says_what_needs_a_hand(place: Path) -> None:
    """Well as it comes; with keys that others can read, or a unit without police, code 1 and a line."""
    assert "XEM" not in ok("doctor", folder=place)
    (place / "data" / "keys.json").chmod(0o644)
    rows = (HERE / "offices.csv").read_text(encoding="utf-8").splitlines()
    (place / "offices.csv").write_text("\n".join(row for row in rows if "CA99001" not in row), encoding="utf-8")
    ok("units", "load", str(HERE / "units.csv"), folder=place)
    ok("units", "load", "offices.csv", folder=place)
    done = trocap("doctor", folder=place)
    assert done.returncode == 1
    keys, police = [line for line in done.stdout.splitlines() if line.startswith("XEM")]
    assert "người khác cũng đọc được" in keys
    assert "xã Suối Mây: chưa có cơ quan police" in police


def test_understand_reads_a_line_as_the_assistant_does(tmp_path: Path) -> None:
    """One JSON object a line, from text and from pictures; needs no key and no database."""
    said = ok("understand", "phone", folder=tmp_path, lines=("0912.345.678", "không có"))
    first, second = map(json.loads, said.splitlines())
    assert "+84912345678" in json.dumps(first)
    assert first != second
    picture = ROOT / "tests" / "data" / "qr" / "dev" / "01_cccd_qr_clean.png"
    assert json.loads(ok("understand", "cccd_qr", str(picture), folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
