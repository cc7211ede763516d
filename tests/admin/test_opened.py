"""Mở hồ sơ: all fields masked, in full only on request, and what an officer writes to a registration."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from admin.desk import CannotDo
from storage.schema import audit
from tests.admin.commune import LAN, Commune


def test_all_fields_are_masked(commune: Commune) -> None:
    """CCCD and account show four digits; everything declared is there."""
    made = commune.submit()
    text = commune.run("mohoso", code=made.code)
    assert "CCCD: …1234" in text
    assert "Tài khoản: Vietcombank …3456" in text
    assert "Nơi thường trú: Tổ 7, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai)" in text
    assert "006052001234" not in text.replace(" ", "")
    assert text.endswith("[Đã xem giấy | Ghi chú | Ghi diện | Hiện đầy đủ | Người nhà của tôi]")


def test_showing_in_full_is_written_down(commune: Commune) -> None:
    """Hiện đầy đủ groups the digits and leaves a row in the audit."""
    made = commune.submit()
    text = commune.run("hiendaydu", code=made.code)
    assert "CCCD: 0060 5200 1234" in text
    assert "Đã hiện đầy đủ. Lượt xem này được ghi lại." in text
    rows = commune.databases.begin(
        lambda db: [row.who for row in db.execute(select(audit).where(audit.c.what.like("%in_full")))]
    )
    assert rows == [f"staff:{commune.hoa.id}"]


def test_seeing_a_paper_takes_its_warning_away(commune: Commune) -> None:
    """Đã xem giấy asks which one, and the card no longer warns."""
    made = commune.submit(LAN | {"basis_document": "paper"})
    assert "LƯU Ý: Chưa xem giấy ủy quyền." in commune.order(f"/xem {made.code}")
    commune.tap("Mở hồ sơ")
    assert commune.tap("Đã xem giấy") == "Giấy số mấy, ngày nào, ai xác nhận?"
    assert commune.type("15/2026, 10/10/2026, UBND phường") == "Đã ghi: đã xem giấy."
    assert "Chưa xem giấy" not in commune.order(f"/xem {made.code}")
    assert "UBND phường" in commune.run("mohoso", code=made.code)


def test_a_note_is_read_by_colleagues(commune: Commune) -> None:
    """Ghi chú: kept with who and when."""
    made = commune.submit()
    commune.run("mohoso", code=made.code)
    assert commune.tap("Ghi chú") == "Ghi chú nội bộ, người khai không đọc."
    assert commune.type("Gọi lại chiều thứ Sáu.") == "Đã ghi chú."
    commune.sitting(commune.binh)
    assert "Ghi chú (Hoàng Thị Hoa, 24/11/2026): Gọi lại chiều thứ Sáu." in commune.run("mohoso", code=made.code)


def test_marks_are_added_but_no_letter_changed(commune: Commune) -> None:
    """Thêm dấu họ tên keeps the folded name, makes a new version, and the citizen is told."""
    chat = commune.new_chat()
    made = commune.submit(LAN | {"full_name": "Nong Van Thanh"}, chat=chat)
    commune.run("mohoso", code=made.code)
    assert commune.tap("Thêm dấu họ tên") == "Họ tên có dấu?"
    assert commune.type("Nông Văn Thanh Bình").startswith("Chỉ thêm dấu")
    assert commune.type("Nông Văn Thành").startswith("Đã ghi Nông Văn Thành. Người khai được báo.")
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == ("Cán bộ đã ghi họ tên có dấu: Nông Văn Thành. Chưa đúng thì nhắn /sua.")
    assert "chưa có dấu" not in commune.order(f"/xem {made.code}")


def test_a_category_is_taken_by_number_code_or_name(commune: Commune) -> None:
    """Ghi diện lists those of the group, and takes what is typed."""
    made = commune.submit()
    text = commune.run("ghidien", code=made.code)
    assert text.startswith("1. Lão thành cách mạng")
    assert commune.type("diện lạ").startswith("Chưa thấy diện này")
    assert commune.type("ncc_tnls").startswith("Đã ghi diện: Gia đình liệt sĩ")
    assert "Diện: Gia đình liệt sĩ" in commune.run("mohoso", code=made.code)


def test_a_relative_is_left_to_a_colleague(commune: Commune) -> None:
    """Người nhà của tôi: this officer cannot decide it any more, the other can."""
    made = commune.submit()
    commune.run("mohoso", code=made.code)
    commune.tap("Người nhà của tôi")
    for command in ("duyet", "tralai", "tuchoi"):
        with pytest.raises(CannotDo) as refused:
            commune.run(command, code=made.code)
        assert commune.speak(refused.value.say) == "Hồ sơ của người nhà. Cần người khác duyệt."
    commune.sitting(commune.binh)
    assert commune.order(f"/duyet {made.code}").startswith("Đọc cho người hưởng nghe:")


def test_the_way_so_far_is_shown(commune: Commune) -> None:
    """Decisions stand below the fields, with who made them."""
    made = commune.submit()
    commune.order(f"/tuchoi {made.code}")
    commune.tap("Ngoài danh sách")
    commune.tap("Gửi")
    assert "24/11/2026 08:00 · đã từ chối · Hoàng Thị Hoa" in commune.run("mohoso", code=made.code)
