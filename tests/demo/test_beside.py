"""Processes over one SQLite file: commands beside the running program, one that is refused, a backup put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo.program import running, trocap
from tests.demo.test_commands import added, ok

pytestmark = pytest.mark.xdist_group("beside")
HELD = "Cơ sở dữ liệu này đang được một chương trình khác dùng. Dừng chương trình kia trước.\n"


def test_commands_beside_the_program_and_a_backup_put_back(place: Path) -> None:
    """Staff commands and a backup while it runs, a second program refused; then the backup is the database."""
    copy = str(place / "copy")
    with running("serve", folder=place, web_port="0") as program:
        program.until("Đang chạy")
        officer, _, _ = added(place, "Hoàng Thị Sen", "officer", "UB01840")
        assert ok("admin", "--as", officer, "choduyet", folder=place) == "Không còn hồ sơ chờ.\n"
        assert "Đã sao lưu và kiểm tra" in ok("backup", copy, folder=place)
        second = trocap("serve", folder=place, web_port="0")
        assert (second.returncode, second.stderr) == (2, HELD)
        assert trocap("restore", copy, folder=place).stderr == HELD
        ok("staff", "suspend", officer, folder=place)
        assert program.interrupt() < 10
        assert (program.process.returncode, program.errors) == (0, [])
    assert not (place / "data" / "trocap.sock").exists()
    assert "(gửi lại)" in ok("restore", copy, folder=place)
    assert ok("staff", "list", folder=place) == f"{officer}\tofficer\tUB01840\tHoàng Thị Sen\n"
    assert len(list((place / "data").glob("trocap.before-restore-*"))) == 1
