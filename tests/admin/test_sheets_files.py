"""Files as offices, and others, send them: odd shapes are read, hostile ones refused with a sentence."""

from __future__ import annotations

import io
import stat
import time
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from admin.layouts import layout_named
from admin.sheets import BadSheet, read_sheet, read_stamp, write_csv, write_sheet
from admin.sheets.shape import Row, Sheet
from domain.row_codes import row_code
from locales import load_languages
from tests.admin.sheet_edits import Edited, own_file, sent
from tests.admin.sheet_samples import TODAY, header_for, rows_for

CHECK = layout_named("xac_thuc")
RESULT = layout_named("ket_qua")
LANGUAGES = load_languages()
HEADINGS = ["Họ và tên", "Số CCCD/số định danh", "Kết quả", "Mã dòng"]


def read(content: bytes) -> Sheet:
    """A file from the police."""
    return read_sheet(content, CHECK, today=TODAY)


def refusal_of(content: bytes) -> str:
    """Why the file as a whole is not taken."""
    with pytest.raises(BadSheet) as caught:
        read(content)
    return LANGUAGES.speak(caught.value.say, "vi", {})


def reasons_of(sheet: Sheet) -> list[tuple[int, str]]:
    """Line and reason of every bad row."""
    return [(row.line, LANGUAGES.speak(reason, "vi", {})) for row in sheet.bad for reason in row.reasons]


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A packed file with entries changed (None leaves one out) or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
        for name, body in more.items():
            new.writestr(name, body)
    return stream.getvalue()


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """The first sheet's XML with one thing replaced."""
    return repacked(content, lambda name, body: body.replace(old, new, 1) if name.endswith("sheet1.xml") else body)


# --- hostile files ---------------------------------------------------------------------------------------


def test_a_far_cell_is_refused_quickly() -> None:
    """A cell at the very end of a small sheet fills no memory: refused in under 2 seconds of work."""
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = in_sheet(sent("xac_thuc"), b"</sheetData>", far)
    begun = time.process_time()
    assert refusal_of(content) == "Tệp có quá nhiều dòng hoặc ô ở quá xa. Chép danh sách sang tệp mới."
    assert time.process_time() - begun < 2


def test_an_empty_last_row_is_let_be() -> None:
    """Some programs write an empty row at the end of every sheet: that is no far cell."""
    for row in (b'<row r="1048576"/>', b'<row r="1048576" ht="12"><c r="A1048576" s="1"/></row>'):
        assert len(read(in_sheet(sent("xac_thuc"), b"</sheetData>", row + b"</sheetData>")).rows) == 6


@pytest.mark.parametrize(
    "name",
    ["../../x.xml", "/etc/x", "..\\..\\x", "C:\\x", "xl/../../y"],
    ids=["up", "root", "back", "drive", "mid"],
)
def test_entries_that_leave_the_file_are_refused(name: str) -> None:
    """No entry may name a place outside."""
    content = repacked(sent("xac_thuc"), lambda _name, body: body, **{name: b"x"})
    assert refusal_of(content).startswith("Tệp nén bất thường")


def test_bombs_and_files_within_files_are_refused() -> None:
    """100 to 1, 10,000 entries, a packed file inside, a link, an entity: all refused before unpacking."""
    good = sent("xac_thuc")

    def with_more(**more: bytes) -> bytes:
        return repacked(good, lambda _name, body: body, **more)

    link = zipfile.ZipInfo("xl/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    entity = in_sheet(good, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    for content in (
        with_more(**{"xl/media/zeros.xml": b"\0" * 30_000_000}),
        with_more(**{f"e{number}": b"" for number in range(10_000)}),
        with_more(**{"xl/embeddings/a.xlsx": good}),
        stream.getvalue(),
        entity,
    ):
        begun = time.process_time()
        assert refusal_of(content).startswith("Tệp nén bất thường")
        assert time.process_time() - begun < 2


def test_what_is_no_workbook_is_refused_by_its_bytes() -> None:
    """Old Excel, a locked file, a PDF, a web page, a cut file and an empty one are told apart by content."""
    cut = sent("xac_thuc")[:-400]
    assert refusal_of(b"\xd0\xcf\x11\xe0" + b"\0" * 600).startswith("Tệp .xls kiểu cũ hoặc có mật khẩu.")
    for content in (b"%PDF-1.7 x", b"<html><table>", cut, b"PK\x03\x04", b"a\x00b;c"):
        assert refusal_of(content) == "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi."
    assert refusal_of(b"") == "Tệp không phải danh sách do chương trình lập."
    assert refusal_of(b"x" * 5_300_000) == "Tệp lớn quá 5 MB. Chia nhỏ danh sách rồi gửi lại."
    assert refusal_of(b"\xff\xfe\x00") == "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi."


def test_a_workbook_broken_inside_is_unreadable() -> None:
    """Whatever the library stumbles over, the officer reads one sentence."""
    broken = repacked(sent("xac_thuc"), lambda name, body: body[:200] if name.endswith("sheet1.xml") else body)
    without = repacked(sent("xac_thuc"), lambda name, body: None if name == "xl/workbook.xml" else body)
    for content in (broken, without):
        assert refusal_of(content) == "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi."


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes, start: bytes) -> None:
    """No file makes reading fail otherwise than by saying why."""
    with suppress(BadSheet):
        read(start + body)


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    """Some bytes changed anywhere in a real file: still rows, or a sentence."""
    content = bytearray(sent("xac_thuc"))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadSheet):
        read(bytes(content))


# --- odd shapes ------------------------------------------------------------------------------------------


def test_a_stale_size_hides_no_rows() -> None:
    """A file that says it is A1:B1 is read to its end."""
    content = sent("xac_thuc")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml")
    said = xml[xml.index(b"<dimension") : xml.index(b"/>", xml.index(b"<dimension"))]
    assert len(read(in_sheet(content, said, b'<dimension ref="A1:B1"')).rows) == 6


def test_a_file_made_elsewhere_is_read_by_its_headings() -> None:
    """Titles above, columns in another order, other columns between, no marks in the headings."""
    rows = rows_for(CHECK)[:2]
    lines: list[list[Any]] = [
        ["CÔNG AN PHƯỜNG"],
        [],
        ["KẾT QUẢ"],
        ["ket qua", "Ghi thêm", "MÃ DÒNG", "HO VA TEN", "số cccd/số định danh"],
    ]
    lines += [["Khớp", "y", row["row_code"], str(row["full_name"]).upper(), row["cccd"]] for row in rows]
    lines += [[None, None, None, "Tổng cộng: 2"], ["Người lập biểu", None, None, "Trưởng công an"]]
    sheet = read(own_file(lines))
    assert [row.values["result"] for row in sheet.rows] == [("match",), ("match",)]
    assert [row.line for row in sheet.rows] == [5, 6]
    assert sheet.bad == ()


def test_headings_that_are_missing_are_named() -> None:
    """All missing columns at once, by the names of the list."""
    content = own_file([["STT", "Tư cách", "Ghi chú"], [1, "Người hưởng", ""]])
    assert refusal_of(content) == "Thiếu cột: Mã dòng hoặc Số CCCD/số định danh, Họ và tên, Kết quả."
    assert refusal_of(own_file([["A", "B"], [1, 2]])) == "Tệp không phải danh sách do chương trình lập."
    assert refusal_of(own_file([[*HEADINGS, "Kết quả"], ["A", 1, "x", "y", "z"]])) == (
        "Cột Kết quả có hai lần. Bỏ bớt một cột rồi gửi lại."
    )
    assert refusal_of(own_file([HEADINGS])) == "Tệp không có dòng nào."
    assert refusal_of(own_file([[""]] * 40 + [HEADINGS, ["A", "1", "x", "y"]])).startswith("Tệp không phải")


def test_headings_that_come_again_are_told() -> None:
    """Two lists pasted under each other: the second heading row is a bad row, not data."""
    row = rows_for(CHECK)[0]
    line = [row["full_name"], row["cccd"], "Khớp", row["row_code"]]
    sheet = read(own_file([HEADINGS, line, HEADINGS, [*line[:3], rows_for(CHECK)[1]["row_code"]]]))
    assert reasons_of(sheet) == [(3, "Dòng này lặp lại tiêu đề. Bỏ dòng này rồi gửi lại.")]


def test_headings_over_two_lines_are_put_together() -> None:
    """Merged headings: what stands under a common one is found, so a partial payment is not read as full."""
    row = rows_for(RESULT)[0]
    data: list[Any] = [row["row_code"], row["full_name"], 500_000, "Đã chuyển khoản", 300_000, "VB1"]
    upper: list[Any] = ["Mã dòng", "Họ và tên", "Tổng số tiền", "Kết quả chi trả", None, None]
    lower: list[Any] = [None, None, None, "Kết quả", "Số tiền đã chi", "Số chứng từ"]
    for lines in ([upper, lower, data], [["Bưu điện"], upper, lower, [None] * 3, data]):
        sheet = read_sheet(own_file(lines), RESULT, today=TODAY)
        assert [(one.values["paid"], one.values["reference"]) for one in sheet.rows] == [(300_000, "VB1")]
    swapped = [upper[:3] + lower[3:], ["Mã dòng", None, None, None, None, None], data]
    assert len(read_sheet(own_file(swapped), RESULT, today=TODAY).rows) == 1
    above = [[None, None, None, "Kết quả", None, None], [*upper[:3], None, "Số tiền đã chi", "Số chứng từ"], data]
    assert read_sheet(own_file(above), RESULT, today=TODAY).rows[0].values["paid"] == 300_000


def test_a_hidden_row_with_an_answer_is_told() -> None:
    """What was filled in and then hidden by a filter is not taken in silence; an empty hidden row is."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", "Khớp", row=1)
    for row in (1, 2):
        edited.sheet.row_dimensions[edited.first + row].hidden = True
    sheet = read(edited.saved())
    assert reasons_of(sheet) == [(edited.first + 1, "Dòng này đang ẩn mà có ghi kết quả. Bỏ ẩn rồi gửi lại.")]
    assert len(sheet.rows) == 5


def test_a_hidden_sheet_with_rows_is_told() -> None:
    """Rows on a hidden sheet are neither read nor passed over."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.book.copy_worksheet(edited.sheet).sheet_state = "hidden"
    assert refusal_of(edited.saved()) == "Trang tính Danh sach Copy đang ẩn. Bỏ ẩn hoặc xóa rồi gửi lại."


def test_a_row_that_stands_twice_is_told() -> None:
    """The same row code again, on the same sheet or another, names the first line."""
    edited = Edited(sent("xac_thuc"), CHECK)
    code = edited.sheet.cell(edited.first, edited.place("row_code")).value
    edited.put("row_code", code, row=3)
    assert reasons_of(read(edited.saved())) == [(edited.first + 3, f"Dòng này lặp lại dòng {edited.first}.")]


def test_formulas_are_values_only_where_money_is() -> None:
    """An amount may be a formula with a stored value; #REF! and a formula never calculated may not."""
    edited = Edited(sent("chi_tra"), RESULT)
    for row, formula in ((0, "=J11"), (1, "=J12")):
        edited.fill({"pay_result": "Đã chuyển khoản", "paid": formula}, row=row)
    content = edited.saved()
    uncalculated = read_sheet(content, RESULT, today=TODAY)
    assert [reason for _, reason in reasons_of(uncalculated)] == ["Ô này là công thức, cần ghi giá trị."] * 2
    line = edited.first

    def calculated(name: str, body: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return body
        text = body.decode()
        for one, value in ((line, "<v>1580000</v>"), (line + 1, "<v>#REF!</v>")):
            start = text.index("<f>", text.index(f'r="Q{one}"'))
            end = text.index("</c>", start)
            text = text[:start] + text[start:end].split("<v")[0] + value + text[end:]
        return text.replace(f'r="Q{line + 1}"', f't="e" r="Q{line + 1}"').encode()

    assert get_column_letter(edited.place("paid")) == "Q"
    sheet = read_sheet(repacked(content, calculated), RESULT, today=TODAY)
    assert sheet.rows[0].values["paid"] == 1_580_000
    assert reasons_of(sheet) == [(line + 1, "Số tiền đã chi: ô đang báo #REF!.")]


def test_a_file_of_another_list_is_told() -> None:
    """The stamp says which list it is; two codes in one file are two lists."""
    assert refusal_of(sent("mo_tai_khoan")) == "Tệp này là danh sách MT-01840-261127-1, không ghi được ở đây."
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.sheet["A40"] = "Mã danh sách: CA-01840-261128-2 · 1 dòng · mẫu 1"
    assert refusal_of(edited.saved()) == "Tệp có hai mã danh sách: CA-01840-261127-1 và CA-01840-261128-2."


def test_sums_and_signatures_are_no_rows() -> None:
    """Totals, words, the list code and who signs stand below; a row with a code below them is still read."""
    row = rows_for(CHECK)[0]
    content = own_file(
        [
            HEADINGS,
            ["Nông Văn Thành", row["cccd"], "Khớp", row["row_code"]],
            ["Cộng: 1 người"],
            ["Bằng chữ: Một"],
            [None, None, "Bắc Kạn, ngày 05 tháng 12 năm 2026"],
            ["NGƯỜI LẬP BIỂU", None, "TRƯỞNG CÔNG AN"],
            ["Nguyễn Thị Lập", None, "Trần Văn Trưởng"],
            ["Hà Thị Mẩy", "006145004321", "Khớp", rows_for(CHECK)[1]["row_code"]],
        ]
    )
    sheet = read(content)
    assert [one.line for one in sheet.rows] == [2, 8]
    assert sheet.bad == ()


def test_an_answer_beside_nobody_is_told() -> None:
    """A result on a line without code, number and name cannot be anybody's."""
    row = rows_for(CHECK)[0]
    sheet = read(own_file([HEADINGS, ["A B", row["cccd"], "Khớp", row["row_code"]], [None, None, "Khớp", None]]))
    assert reasons_of(sheet) == [(3, "Chưa ghi Họ và tên.")]


# --- text tables -----------------------------------------------------------------------------------------


def table(*, delimiter: str = ";") -> str:
    """A small text table from the police."""
    rows = rows_for(CHECK)[:2]
    lines = [
        HEADINGS,
        *([str(row["full_name"]), str(row["cccd"]), "Sai ngày sinh", str(row["row_code"])] for row in rows),
    ]
    return "".join(delimiter.join(line) + "\r\n" for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        table().encode(),
        table(delimiter=",").encode("utf-8-sig"),
        table(delimiter="\t").encode("utf-16"),
        table().encode("utf-16-le"),
        table().encode("utf-16-be"),
        ("sep=;\r\n" + table()).encode("utf-8-sig"),
        table().replace("006052001234", '="006052001234"').encode(),
    ],
    ids=["utf8", "bom-comma", "utf16-tab", "utf16le", "utf16be", "sep", "excel-text"],
)
def test_text_tables_of_every_kind_are_read(content: bytes) -> None:
    """UTF-8 with or without a mark, UTF-16, semicolon, comma or tab: told by the content alone."""
    sheet = read(content)
    assert sorted(str(row.values["full_name"]) for row in sheet.rows) == ["Hà Thị Mẩy", "Nông Văn Thành"]
    assert {row.values["result"] for row in sheet.rows} == {("wrong_birth",)}
    assert "006052001234" in {row.values["cccd"] for row in sheet.rows}


def test_old_code_page_is_read_or_refused_with_the_line() -> None:
    """Windows-1258 is read; an older font's letters are refused, and the line is shown."""
    split = "".join(
        unicodedata.normalize("NFC", base) + marks for sign in table() for base, marks in [_for_code_page(sign)]
    )
    sheet = read(split.encode("cp1258"))
    assert sorted(str(row.values["full_name"]) for row in sheet.rows) == ["Hà Thị Mẩy", "Nông Văn Thành"]
    tcvn3 = "Hä vµ tªn;Sè CCCD;KÕt qu¶;M· dßng\r\nN«ng V¨n Thµnh;006052001234;Khíp;2345678\r\n"
    assert refusal_of(tcvn3.encode("cp1252")).startswith("Dòng 1 “Hä vµ tªn;Sè CCCD;")


def _for_code_page(sign: str) -> tuple[str, str]:
    """A letter as Windows-1258 writes it: the tone apart, the rest composed."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", sign)
    return "".join(part for part in parts if part not in tones), "".join(part for part in parts if part in tones)


def test_names_in_an_old_font_are_noticed() -> None:
    """Unicode letters that spell nothing in Vietnamese: the account name is not taken."""
    opening = layout_named("mo_tai_khoan")
    edited = Edited(sent("mo_tai_khoan"), opening)
    edited.fill(
        {"open_result": "Đã mở", "account_number": "0351000123", "bank": "VCB", "account_name": "N«ng V¨n Thµnh"}
    )
    sheet = read_sheet(edited.saved(), opening, today=TODAY)
    assert [reason for _, reason in reasons_of(sheet)] == [
        "Tên trên tài khoản “N«ng V¨n Thµnh” có chữ lạ, có thể do phông chữ cũ."
    ]


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    """Rows lost inside one cell make the file unreadable instead of shorter."""
    lines = table().splitlines(keepends=True)
    content = "".join([lines[0], 'A;"B;x;y\r\n', *lines[1:] * 4])
    assert refusal_of(content.encode()) == "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi."
    odd = table().replace("Nông Văn Thành", "Nông Văn\u2028Thành")
    assert len(read(odd.encode()).rows) == 2


def test_a_formula_in_a_text_table_is_told() -> None:
    """A cell that begins with = is a formula there too."""
    content = table().replace("Sai ngày sinh", "=A1", 1).encode()
    assert [reason for _, reason in reasons_of(read(content))] == ["Ô này là công thức, cần ghi giá trị."]


# --- size ------------------------------------------------------------------------------------------------


def many(count: int) -> list[Row]:
    """Many rows of a payment list."""
    row = rows_for(RESULT)[0]
    return [
        {
            **row,
            "cccd": f"006{number:09d}",
            "row_code": row_code(number * 7_919),
            "pay_result": "paid_account",
            "paid": row["amount"],
        }
        for number in range(count)
    ]


def test_a_thousand_rows_are_quick() -> None:
    """1,000 rows of the widest list are written in 3 seconds of work and read in 5."""
    begun = time.process_time()
    content = write_sheet(RESULT, many(1_000), header=header_for(RESULT))
    written = time.process_time()
    sheet = read_sheet(content, RESULT, today=TODAY)
    assert len(sheet.rows) == 1_000
    assert written - begun < 3
    assert time.process_time() - written < 5


def test_one_bad_row_of_many_is_found() -> None:
    """1 bad row of 1,234: the others are read, the one is named, and nothing says it was used."""
    rows = many(1_234)
    rows[700] = {**rows[700], "paid": 1_000_000_000}
    sheet = read_sheet(write_csv(RESULT, rows), RESULT, today=TODAY)
    assert (len(sheet.rows), len(sheet.bad), sheet.row_count) == (1_233, 1, 1_234)


def test_a_stamp_is_read_without_a_layout() -> None:
    """Any file says what it is, or nothing."""
    assert read_stamp(own_file([["x"]])).list_code == ""
    assert read_stamp(sent("tong_hop")).list_code == "XT-01840-261127-1"
    assert load_workbook(io.BytesIO(sent("tong_hop")))["_meta"].sheet_state == "hidden"
