"""The list for the police: out, back, twice, changed, recalled; and what its answers do to registrations."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from admin.desk import CannotDo
from storage.sealing import Sealer
from tests.admin.offices import Offices, fill
from tests.databases import Databases


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def all_match(content: bytes) -> bytes:
    """Khớp in every row."""
    return fill(content, "xac_thuc", lambda row: {"Kết quả": "Khớp"})


def test_golden_list_goes_out_and_comes_back_word_for_word(offices: Offices) -> None:
    """12 persons, one with another birth date: every sentence of the golden talk, and where each one lies."""
    others = [offices.queued(number) for number in range(1, 12)]
    golden = offices.golden_queued()
    assert offices.order("/guicongan") == (
        "Lập danh sách 12 người gửi Công an phường Đức Xuân? [Lập danh sách | Thôi]"
    )
    assert offices.tap("Lập danh sách") == (
        "Danh sách CA-01840-261127-1, 12 người, đã chuyển Công an phường Đức Xuân."
    )
    assert offices.status(golden.code) == "in_batch"
    wrong: list[str] = []

    def answer(row: dict[str, object]) -> dict[str, object]:
        if row["STT"] == 7:
            wrong.append(str(row["Mã hồ sơ"]))
        return {"Kết quả": "Sai ngày sinh" if row["STT"] == 7 else "Khớp"}

    filled = fill(offices.file(), "xac_thuc", answer)
    assert offices.sitting(offices.police).send(filled) == (
        "Danh sách CA-01840-261127-1: đọc được 12 dòng.\n"
        "Khớp 11. Không khớp 1 (dòng 7: Sai ngày sinh). Còn chờ 0. Chưa ghi gì cả. [Ghi kết quả | Thôi]"
    )
    assert offices.status(golden.code) == "in_batch"
    assert offices.tap("Ghi kết quả") == "Đã ghi kết quả 12 người, danh sách CA-01840-261127-1."
    statuses = {code: offices.status(code) for code in (golden.code, *(one.code for one in others))}
    assert {code for code, status in statuses.items() if status == "mismatched"} == set(wrong)
    assert sorted(statuses.values()) == ["mismatched", *["verified"] * 11]
    assert offices.count_tasks("mismatch") == 1


def test_the_person_hears_that_everything_matches(offices: Offices) -> None:
    """The golden sentence about the police, once, after the one about the approval."""
    golden = offices.golden_queued()
    offices.police_say([golden.code])
    heard = offices.heard(offices.one(golden.code).chat_id)
    assert [body["key"] for body in heard] == ["approved", "verified"]
    assert offices.read(heard[-1]) == (
        "Hồ sơ BK-7Q4M-2KT: Công an đã đối chiếu, thông tin khớp.\n"
        "Bước sau: hồ sơ được gửi lên để lập danh sách chi trả. Kỳ trả đầu tiên sẽ được nhắn vào đây."
    )


def test_the_same_file_twice_changes_nothing(offices: Offices) -> None:
    """The very same bytes, and the same answers saved anew: both are told so, and nothing moves again."""
    made = offices.queued(1)
    filled = all_match(offices.make_police_list())
    offices.sitting(offices.police).send(filled)
    offices.tap("Ghi kết quả")
    before = offices.one(made.code).revision
    said = "Tệp này đã ghi ngày 24/11/2026. Không có gì thay đổi."
    assert offices.send(filled) == said
    assert offices.send(fill(filled, "xac_thuc", lambda row: {})) == said
    assert offices.one(made.code).revision == before


def test_a_file_confirmed_twice_is_written_once(offices: Offices) -> None:
    """A second tap on "Ghi kết quả" says when it was written."""
    offices.queued(1)
    offices.sitting(offices.police).send(all_match(offices.make_police_list()))
    preview = offices.shown
    offices.tap("Ghi kết quả")
    offices.shown = preview
    assert offices.tap("Ghi kết quả") == "Tệp này đã ghi ngày 24/11/2026. Không có gì thay đổi."


def test_a_file_dropped_is_forgotten(offices: Offices) -> None:
    """Thôi: nothing was written, and the same file can be sent again."""
    made = offices.queued(1)
    filled = all_match(offices.make_police_list())
    offices.sitting(offices.police).send(filled)
    assert offices.tap("Thôi") == "Chưa ghi gì cả."
    assert offices.status(made.code) == "in_batch"
    assert "đọc được 1 dòng" in offices.send(filled)


def test_rows_left_empty_stay_open_and_a_later_file_completes_them(offices: Offices) -> None:
    """A half filled file writes its half; the rest comes with the next one."""
    first, second = offices.queued(1), offices.queued(2)
    content = offices.make_police_list()
    half = fill(content, "xac_thuc", lambda row: {"Kết quả": "Khớp"} if row["Mã hồ sơ"] == first.code else {})
    said = offices.sitting(offices.police).send(half)
    assert "Khớp 1. Không khớp 0. Còn chờ 1." in said
    offices.tap("Ghi kết quả")
    assert (offices.status(first.code), offices.status(second.code)) == ("verified", "in_batch")
    said = offices.send(all_match(content))
    assert "Khớp 1. Không khớp 0. Còn chờ 0." in said
    offices.tap("Ghi kết quả")
    assert offices.status(second.code) == "verified"


def test_one_bad_row_of_many_and_nothing_is_written(offices: Offices) -> None:
    """Every fault stands beside its row in the file that is given back; nothing can be confirmed."""
    made = [offices.queued(number) for number in range(1, 6)]
    content = offices.make_police_list()
    filled = fill(content, "xac_thuc", lambda row: {"Kết quả": "không khớp" if row["STT"] == 3 else "Khớp"})
    assert offices.sitting(offices.police).send(filled) == (
        "Danh sách CA-01840-261124-1: đọc được 5 dòng, chưa dùng được 1. Chưa ghi gì cả. "
        "Tệp kèm đây ghi lý do ở cột cuối."
    )
    texts = [
        str(cell.value)
        for row in load_workbook(BytesIO(offices.file())).worksheets[0].iter_rows()
        for cell in row
        if cell.value
    ]
    assert "Ghi không khớp nhưng chưa ghi mục nào." in texts
    assert {offices.status(one.code) for one in made} == {"in_batch"}


def test_shifted_rows_are_refused(offices: Offices) -> None:
    """Row codes beside other people are never applied (sheets.md 0.3)."""
    offices.queued(1)
    offices.queued(2)
    content = offices.make_police_list()
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    rows = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    names = [(row[1].value, row[3].value) for row in rows]
    for row, (name, cccd) in zip(rows, reversed(names), strict=True):
        row[1].value, row[3].value = name, cccd
    out = BytesIO()
    book.save(out)
    said = offices.sitting(offices.police).send(all_match(out.getvalue()))
    assert "chưa dùng được 2" in said


def test_a_changed_answer_needs_its_own_confirmation(offices: Offices) -> None:
    """An answer already written is corrected only when that is confirmed; then it is the officer's to see to."""
    made = offices.queued(1)
    content = offices.make_police_list()
    offices.sitting(offices.police).send(all_match(content))
    offices.tap("Ghi kết quả")
    said = offices.send(fill(content, "xac_thuc", lambda row: {"Kết quả": "Sai họ tên"}))
    assert "Sửa kết quả đã ghi: 1 dòng." in said
    assert offices.tap("Ghi kết quả") == "Sửa 1 kết quả đã ghi trước đó? [Sửa kết quả | Thôi]"
    assert offices.tap("Sửa kết quả").startswith("Đã ghi kết quả 1 người")
    assert offices.status(made.code) == "verified"
    assert offices.count_tasks("mismatch") >= 1


def test_only_new_rows_of_a_file_with_corrections(offices: Offices) -> None:
    """The officer may leave the corrections out."""
    first, second = offices.queued(1), offices.queued(2)
    content = offices.make_police_list()
    half = fill(content, "xac_thuc", lambda row: {"Kết quả": "Khớp"} if row["Mã hồ sơ"] == first.code else {})
    offices.sitting(offices.police).send(half)
    offices.tap("Ghi kết quả")
    wrong_first = fill(
        content,
        "xac_thuc",
        lambda row: {"Kết quả": "Sai họ tên" if row["Mã hồ sơ"] == first.code else "Khớp"},
    )
    offices.send(wrong_first)
    offices.tap("Ghi kết quả")
    assert offices.tap("Chỉ ghi dòng mới").startswith("Đã ghi kết quả 1 người")
    assert (offices.status(first.code), offices.status(second.code)) == ("verified", "verified")
    assert offices.count_tasks("mismatch") == 0


def test_a_recalled_list_sends_everybody_back_and_its_file_is_refused(offices: Offices) -> None:
    """Thu hồi danh sách: back in line; the old file says when it was recalled; a new list may be made."""
    made = offices.queued(1)
    content = offices.make_police_list()
    offices.sitting(offices.hoa).run("guicongan")
    offices.run("guicongan", batch="CA-01840-261124-1")
    assert offices.tap("Thu hồi danh sách").startswith("Thu hồi danh sách")
    assert offices.tap("Thu hồi danh sách") == (
        "Đã thu hồi danh sách CA-01840-261124-1: 1 người trở lại chờ gửi. Báo Công an phường Đức Xuân bỏ tệp cũ."
    )
    assert offices.status(made.code) == "queued_for_police"
    assert offices.sitting(offices.police).send(all_match(content)) == (
        "Danh sách CA-01840-261124-1 đã thu hồi ngày 24/11/2026. Không ghi gì cả."
    )
    offices.police_say([made.code])
    assert offices.status(made.code) == "verified"


def test_a_death_reported_by_the_police_is_an_officers_and_stops_nothing(offices: Offices) -> None:
    """Đã chết: a report to decide, no message; Đã chuyển đi likewise."""
    dead, moved = offices.queued(1), offices.queued(2)
    content = offices.make_police_list()
    offices.sitting(offices.police).send(
        fill(
            content,
            "xac_thuc",
            lambda row: {"Kết quả": "Đã chết" if row["Mã hồ sơ"] == dead.code else "Đã chuyển đi"},
        )
    )
    offices.tap("Ghi kết quả")
    assert (offices.status(dead.code), offices.status(moved.code)) == ("mismatched", "mismatched")
    assert (offices.count_tasks("death"), offices.count_tasks("change")) == (1, 1)
    assert [body["key"] for body in offices.heard(offices.one(dead.code).chat_id)] == ["approved"]


def test_somebody_else_learns_nothing_of_a_list(offices: Offices) -> None:
    """Other police, other communes: "Tệp của …", or that there is no such thing."""
    offices.queued(1)
    content = all_match(offices.make_police_list())
    other = offices.new_staff("Triệu Văn Sáng", "police", "CA01843")
    assert offices.sitting(other).send(content) == "Tệp của phường Đức Xuân, không ghi được ở đây."
    with pytest.raises(CannotDo):
        offices.run("guicongan", batch="CA-01840-261124-1")
    with pytest.raises(CannotDo):
        offices.sitting(offices.payer).run("guicongan")


def test_the_police_fetch_a_list_again(offices: Offices) -> None:
    """/guicongan of the police gives the list sent to them, byte for byte; answered, there is none."""
    offices.queued(1)
    content = offices.make_police_list()
    assert offices.sitting(offices.police).order("/guicongan").startswith("Danh sách CA-01840-261124-1, 1 dòng")
    assert offices.file() == content
    offices.send(all_match(content))
    offices.tap("Ghi kết quả")
    assert offices.order("/guicongan") == "Không có danh sách nào đang chờ."


def test_a_guardian_is_a_row_too_and_both_must_match(offices: Offices) -> None:
    """Two persons of one registration: half an answer moves nothing; both matched, it is verified."""
    made = offices.queued(
        1,
        role="guardian",
        requester_name="Lý Thị Hạnh",
        requester_phone="+84912000222",
        requester_cccd="006185009999",
        requester_birth_date="1985-01-02",
        requester_residence={"unit": "01840", "old": None, "detail": "Tổ 1"},
        basis_document="birth_certificate",
    )
    offices.sitting(offices.hoa).run("daxemgiay", code=made.code)
    if offices.shown is not None and offices.shown.awaits is not None:
        offices.type("Giấy khai sinh số 12, ngày 02/3/2016")
    offices.order(f"/chuyencongan {made.code}")
    content = offices.make_police_list()
    half = fill(content, "xac_thuc", lambda row: {"Kết quả": "Khớp"} if row["Tư cách"] == "Người hưởng" else {})
    offices.sitting(offices.police).send(half)
    offices.tap("Ghi kết quả")
    assert offices.status(made.code) == "in_batch"
    offices.send(all_match(content))
    offices.tap("Ghi kết quả")
    assert offices.status(made.code) == "verified"


def test_a_child_process_that_dies_leaves_a_sentence(offices: Offices) -> None:
    """A file that kills its reader writes nothing and says what to do."""
    offices.queued(1)
    content = all_match(offices.make_police_list())
    offices.broken_child = True
    assert offices.sitting(offices.police).send(content) == "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi."


def test_a_file_that_is_no_list_is_refused(offices: Offices) -> None:
    """A text, an empty book, somebody else's upload."""
    assert offices.sitting(offices.police).send(b"xin chao") == ("Tệp không phải danh sách do chương trình lập.")


def test_a_card_from_before_the_police_corrected_a_death_stops_nobody(offices: Offices) -> None:
    """The old card's Đúng shows the new card, with what the police now say; only that one may stop."""
    made = offices.queued(1)
    content = offices.make_police_list()
    police = offices.sitting(offices.police)
    police.send(fill(content, "xac_thuc", lambda row: {"Kết quả": "Đã chết"}))
    offices.tap("Ghi kết quả")
    offices.sitting(offices.hoa).order("/choduyet")
    old = offices.shown
    offices.sitting(offices.police).send(fill(content, "xac_thuc", lambda row: {"Kết quả": "Khớp"}))
    offices.tap("Ghi kết quả")
    offices.tap("Sửa kết quả")
    before = offices.status(made.code)
    offices.sitting(offices.hoa).shown = old
    said = offices.tap("Đúng, dừng từ kỳ sau")
    assert said.startswith("LƯU Ý: Công an đã sửa kết quả, không còn ghi đã chết.")
    assert offices.status(made.code) == before
    assert offices.tap("Đúng, dừng từ kỳ sau") == f"Đã dừng {made.code} từ kỳ sau. [Hoàn tác]"
