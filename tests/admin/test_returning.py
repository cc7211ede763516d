"""Cần sửa and Từ chối beyond the golden talk: other fields, several of them, own words, refusals."""

from __future__ import annotations

import pytest

from admin.desk import CannotDo
from domain.reasons import FIELDS, RETURN_REASONS
from tests.admin.commune import CASH, LAN, Commune

GUARDIAN = LAN | {"role": "guardian", "relation": "parent", "basis_document": "birth_certificate"}


def test_other_fields_stand_behind_their_own_button(commune: Commune) -> None:
    """Mục khác lists every field that these answers have and the first buttons do not show."""
    made = commune.submit()
    commune.order(f"/tralai {made.code}")
    text = commune.tap("Mục khác")
    assert text == (
        "Mục nào cần sửa? [Địa chỉ | Điện thoại | Nhóm | Cách nhận tiền | Giấy tờ | Số người khai | "
        "Họ tên người khai | Ngày sinh người khai | CCCD người khai | Nơi ở người khai | Nhiều mục]"
    )


def test_a_self_registration_in_cash_has_no_account_to_return(commune: Commune) -> None:
    """Only fields that were asked can be asked again."""
    made = commune.submit(CASH)
    commune.order(f"/tralai {made.code}")
    text = commune.order(f"/tralai {made.code}")
    assert text == "Mục nào cần sửa? [Họ tên | Ngày sinh | CCCD | Nơi thường trú | Mục khác]"
    assert "người khai" not in commune.tap("Mục khác")


def test_several_fields_go_in_one_message(commune: Commune) -> None:
    """Nhiều mục collects reasons; the citizen is told once, the fields are asked in order."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.order(f"/tralai {made.code}")
    commune.tap("Mục khác")
    commune.tap("Nhiều mục")
    commune.tap("Họ tên")
    assert commune.tap("Khác giấy tờ").endswith("[Gửi | Thêm mục | Viết lại | Thôi]")
    assert "Họ tên |" not in commune.tap("Thêm mục")
    commune.tap("CCCD")
    commune.tap("Không khớp tên")
    assert commune.tap("Gửi") == f"Đã trả lại {made.code}, 2 mục. Tin đi sau 60 giây. [Hoàn tác]"
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert (notice["fields"], notice["n"]) == (["full_name", "cccd"], 2)


def test_own_words_are_shown_before_they_are_sent(commune: Commune) -> None:
    """Viết lý do khác: asked for, shown word for word, and read by the citizen as written."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.order(f"/tralai {made.code}")
    commune.tap("Ngày sinh")
    assert commune.tap("Viết lý do khác") == "Viết lý do, người khai sẽ đọc nguyên văn."
    assert commune.type("Trên sổ ghi năm 1951 {hotline}.") == (
        "Người khai sẽ đọc: “Trên sổ ghi năm 1951 {hotline}.”\nGửi câu này? [Gửi | Viết lại | Thôi]"
    )
    commune.tap("Gửi")
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert notice["fields"] == ["birth_date"]
    assert notice["reasons"][0]["p"] == {"text": "Trên sổ ghi năm 1951 {hotline}."}


def test_a_ready_reason_may_be_written_anew(commune: Commune) -> None:
    """Viết lại drops the ready sentence and asks for the officer's own."""
    made = commune.submit()
    commune.order(f"/tralai {made.code}")
    commune.tap("Họ tên")
    commune.tap("Thiếu dấu")
    assert commune.tap("Viết lại") == "Viết lý do, người khai sẽ đọc nguyên văn."
    assert commune.type("a" * 301).startswith("Lý do dài quá 300 ký tự.")
    assert commune.type("Ghi có dấu giúp.").startswith("Người khai sẽ đọc: “Ghi có dấu giúp.”")
    assert commune.tap("Thôi").startswith("chờ 0 ngày")


def test_the_preview_speaks_to_the_citizen(commune: Commune) -> None:
    """A self registration of an old woman is spoken to as bà; the ward and the tail are filled in."""
    made = commune.submit(CASH)
    commune.order(f"/tralai {made.code}")
    commune.tap("Nơi thường trú")
    assert "chưa thấy ông/bà thường trú ở phường Đức Xuân. Ông/bà xem lại" in commune.tap("Không ở đây")
    commune.order(f"/tralai {made.code}")
    commune.tap("Mục khác")
    commune.tap("Điện thoại")
    assert "số đuôi 0111 chưa được" in commune.tap("Không gọi được")


def test_a_guardian_reads_the_sentence_for_guardians(commune: Commune) -> None:
    """An account in another name: parents are told whose accounts are taken."""
    made = commune.submit(GUARDIAN)
    commune.order(f"/tralai {made.code}")
    commune.tap("Chủ tài khoản")
    assert "cần tài khoản của người hưởng hoặc của người giám hộ đã khai" in commune.tap("Đứng tên người khác")


def test_a_paper_to_be_seen_asks_nothing_and_becomes_a_task(commune: Commune) -> None:
    """Cần xem giấy: no question again; seen at the counter, the registration waits for approval again."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.order(f"/tralai {made.code}")
    commune.tap("Mục khác")
    commune.tap("Giấy tờ")
    commune.tap("Cần xem giấy")
    commune.tap("Gửi")
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert (notice["fields"], notice["n"]) == ([], 1)
    assert "Người khai mang giấy đến để xem" in commune.order("/baodienthoai")
    commune.run("daxemgiay", code=made.code, text="Giấy 15/2026, ngày 10/10/2026, UBND phường")
    assert commune.order(f"/xem {made.code}").startswith("chờ 0 ngày")


def test_rejecting_tells_the_reason_and_what_stays(commune: Commune) -> None:
    """Reason, preview, result; a minute later the citizen reads it with what does not change."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    assert commune.order(f"/tuchoi {made.code}") == (
        "Lý do nào? [Ngoài danh sách | Chưa xác nhận được | Không muốn đăng ký | Thuộc nơi khác | "
        "Mời đến giải thích | Viết lý do khác]"
    )
    assert commune.tap("Không muốn đăng ký").startswith(
        "Người khai sẽ đọc: “Cán bộ chưa xác nhận được việc khai này.”"
    )
    assert commune.tap("Gửi") == f"Đã từ chối {made.code}. Tin đi sau 60 giây. [Hoàn tác]"
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == (
        f"Hồ sơ {made.code} chưa được tiếp nhận. Cán bộ chưa xác nhận được việc khai này. "
        "Việc này không làm thay đổi khoản trợ cấp đang nhận. "
        "Muốn hỏi lại: {hotline} hoặc UBND phường Đức Xuân."
    )


def test_a_rejection_for_another_place_says_nothing_of_the_allowance(commune: Commune) -> None:
    """Thuộc nơi khác has no second sentence, and no double space where it would stand."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.order(f"/tuchoi {made.code}")
    commune.tap("Thuộc nơi khác")
    commune.tap("Gửi")
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert "cần đăng ký ở xã, phường đó. Muốn hỏi lại" in commune.read(notice)


def test_a_rejection_in_own_words(commune: Commune) -> None:
    """The officer's words stand in the message as written."""
    made = commune.submit()
    commune.order(f"/tuchoi {made.code}")
    commune.tap("Viết lý do khác")
    assert commune.type("Gia đình đã rút.").startswith("Người khai sẽ đọc: “Gia đình đã rút.”")
    commune.tap("Gửi")
    assert commune.tap("Hoàn tác").startswith("Đã hoàn tác.")


def test_after_the_undo_time_an_approved_one_can_be_returned(commune: Commune) -> None:
    """ "Muốn đổi thì trả lại hồ sơ" can be done."""
    made = commune.submit(CASH)
    commune.order(f"/duyet {made.code}")
    commune.wait(seconds=61)
    commune.order(f"/tralai {made.code}")
    commune.tap("Họ tên")
    commune.tap("Khác giấy tờ")
    assert commune.tap("Gửi").startswith(f"Đã trả lại {made.code}, 1 mục.")


def test_a_forged_reason_is_refused(commune: Commune) -> None:
    """Arguments no button carries lead to no move."""
    made = commune.submit()
    with pytest.raises(CannotDo):
        commune.run("tralai", code=made.code, field="full_name", reason="nothing.known")


def test_every_reason_asks_fields_that_exist() -> None:
    """A reason belongs to a field of the table, and its button fits on a phone."""
    for reason in RETURN_REASONS:
        assert reason.field in FIELDS
        assert len(reason.button.vietnamese) <= 20
    assert all(len(field.button.vietnamese) <= 20 for field in FIELDS.values())
