"""The file given back with the reasons in its last column."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from admin.layouts import layout_named
from admin.sheets import BadSheet, mark_bad, read_sheet, write_csv
from admin.sheets.shape import BadRow
from domain.wording import Text
from locales import load_languages
from tests.admin.sheet_edits import Edited, sent
from tests.admin.sheet_samples import TODAY, rows_for

CHECK = layout_named("xac_thuc")
RESULT = layout_named("ket_qua")
LANGUAGES = load_languages()


def speak(text: Text) -> str:
    """A reason as an officer reads it."""
    return LANGUAGES.speak(text, "vi", {})


def test_reasons_stand_beside_their_rows() -> None:
    """The same workbook, one column more: heading, and the reasons of each bad row; nothing else changes."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.fill({"result": "sai", "note": "=1+1"}, row=0)
    edited.sheet.cell(edited.first, edited.place("note")).data_type = "s"
    edited.fill({"result": "x", "correct_cccd": "1"}, row=2)
    content = edited.saved()
    sheet = read_sheet(content, CHECK, today=TODAY)
    marked = mark_bad(content, sheet.bad, layout=CHECK, speak=speak)
    page = load_workbook(io.BytesIO(marked)).worksheets[0]
    last = len(CHECK.columns) + 1
    assert page.cell(edited.heading_line, last).value == "Lý do chưa dùng được"
    assert page.cell(edited.first, last).value == "Ghi không khớp nhưng chưa ghi mục nào."
    assert page.cell(edited.first + 1, last).value is None
    assert page.cell(edited.first + 2, last).value == (
        "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai. Số CCCD có 1 chữ số, cần đủ 12."
    )
    note = page.cell(edited.first, edited.place("note"))
    assert (note.value, note.data_type) == ("=1+1", "s")
    assert page.protection.sheet
    assert page.data_validations.count == 4


def test_a_marked_file_that_is_mended_can_be_sent_again() -> None:
    """The column of reasons is no column of the list: the mended file is read as before."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", "sai")
    content = edited.saved()
    sheet = read_sheet(content, CHECK, today=TODAY)
    again = Edited(mark_bad(content, sheet.bad, layout=CHECK, speak=speak), CHECK)
    again.put("result", "Sai họ tên")
    mended = read_sheet(again.saved(), CHECK, today=TODAY)
    assert mended.bad == ()
    assert mended.rows[0].values["result"] == ("wrong_name",)


def test_a_file_marked_twice_has_one_column_of_reasons() -> None:
    """Reasons of the first time are taken away, those of the second stand in their place."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", "sai")
    content = edited.saved()
    for _ in range(2):
        content = mark_bad(content, read_sheet(content, CHECK, today=TODAY).bad, layout=CHECK, speak=speak)
    mended = Edited(content, CHECK)
    mended.put("result", "Khớp")
    mended.put("result", "x", row=1)
    content = mended.saved()
    marked = mark_bad(content, read_sheet(content, CHECK, today=TODAY).bad, layout=CHECK, speak=speak)
    said = [cell.value for row in load_workbook(io.BytesIO(marked)).worksheets[0].iter_rows() for cell in row]
    assert said.count("Lý do chưa dùng được") == 1
    assert "Ghi không khớp nhưng chưa ghi mục nào." not in said
    assert "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai." in said


def test_each_sheet_of_a_workbook_is_marked() -> None:
    """A bad cash row is marked on the cash sheet."""
    edited = Edited(sent("chi_tra"), RESULT, page=1)
    first = edited.first + 1
    edited.put("pay_result", "rồi", row=1)
    content = edited.saved()
    sheet = read_sheet(content, RESULT, today=TODAY)
    assert [(row.page, row.line) for row in sheet.bad] == [("Tien mat", first)]
    book = load_workbook(io.BytesIO(mark_bad(content, sheet.bad, layout=RESULT, speak=speak)))
    said = [cell.value for row in book["Tien mat"].iter_rows() for cell in row]
    assert "Kết quả “rồi” không có trong các lựa chọn." in said
    assert "Lý do chưa dùng được" in [cell.value for row in book["Chuyen khoan"].iter_rows() for cell in row]


def test_a_text_table_is_marked_too() -> None:
    """The same separator, one cell more in the heading and in the bad rows."""
    content = write_csv(CHECK, rows_for(CHECK))
    bad = (BadRow(3, (Text("row.not_sent", "Dòng này không có trong danh sách đã gửi."),)),)
    lines = mark_bad(content, bad, layout=CHECK, speak=speak).decode("utf-8-sig").splitlines()
    assert lines[0].endswith(";Mã dòng;Lý do chưa dùng được")
    assert lines[2].endswith(";Dòng này không có trong danh sách đã gửi.")
    assert lines[1] == content.decode("utf-8-sig").splitlines()[1]


def test_a_file_without_rows_cannot_be_marked() -> None:
    """What cannot be read has no rows to stand beside."""
    with pytest.raises(BadSheet):
        mark_bad(b"PK\x03\x04", (), layout=CHECK, speak=speak)
