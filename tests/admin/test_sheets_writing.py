"""Lists as they go out."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from admin.layouts import LAYOUTS, layout_named, with_group
from admin.sheets import money_in_words, sort_key, write_csv, write_sheet
from admin.sheets.look import dated_line
from admin.sheets.order import alphabetical, by_given_name
from admin.sheets.shape import Layout, Row
from domain.reading.text import words_of
from tests.admin.golden_text import described
from tests.admin.sheet_samples import answers_for, header_for, rows_for

GOLDEN = Path(__file__).parent / "golden"
NAMES = [layout.name for layout in LAYOUTS]


def first_sheet(content: bytes) -> Worksheet:
    """The first sheet of a workbook."""
    return load_workbook(io.BytesIO(content)).worksheets[0]


def cells_of(sheet: Worksheet) -> list[str]:
    """Every text in a sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("name", NAMES)
def test_sheet_is_the_golden_one(name: str) -> None:
    """Cells, merges, widths, drop-downs and print settings are exactly those looked at once on paper.

    With GOLDEN_UPDATE=1 in the environment the files are written anew; their diff is read in the review.
    """
    layout = layout_named(name)
    text = described(write_sheet(layout, rows_for(layout), header=header_for(layout)))
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_same_rows_make_the_same_bytes(name: str) -> None:
    """A list made twice is the same file, so its hash says whether it came back untouched."""
    layout = layout_named(name)
    rows = rows_for(layout)
    again = write_sheet(layout, list(reversed(rows)), header=header_for(layout))
    assert write_sheet(layout, rows, header=header_for(layout)) == again


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """Nothing typed becomes a formula, a link or a number in the office's spreadsheet."""
    layout = layout_named("dang_ky")
    texts = ["=1+1", "+84912", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "https://x.example", "007"]
    rows = [{**rows_for(layout)[0], "note": text} for text in texts]
    sheet = first_sheet(write_sheet(layout, rows, header=header_for(layout)))
    notes = [cell for row in sheet.iter_rows(min_col=11, max_col=11) for cell in row if cell.value in texts]
    assert {cell.value for cell in notes} == set(texts)
    assert {cell.data_type for cell in notes} == {"s"}
    for line in write_csv(layout, rows).decode("utf-8-sig").splitlines()[1:]:
        assert line.rsplit(";", 1)[1].lstrip('"')[:1] not in "=+-@\t"


def test_payment_list_is_three_sheets_of_one_workbook() -> None:
    """Transfers, cash and home stand apart; cash is grouped by pay point and has room to sign."""
    layout = layout_named("chi_tra")
    book = load_workbook(io.BytesIO(write_sheet(layout, rows_for(layout), header=header_for(layout))))
    assert [sheet.title for sheet in book.worksheets] == [
        "Chuyen khoan",
        "Tien mat",
        "Tai nha",
        "_danh_muc",
        "_meta",
    ]
    transfers, cash = cells_of(book["Chuyen khoan"]), cells_of(book["Tien mat"])
    assert "Ký nhận" not in transfers
    assert "Ký nhận" in cash
    assert "Điểm chi trả: Bưu điện phường Đức Xuân" in cash
    assert {"KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ"} <= set(transfers)
    assert "NHÂN VIÊN CHI TRẢ" in cash
    assert transfers[transfers.index("(14)") + 1 :][:2] == ["(16)", "(17)"]
    assert "Bằng chữ: Hai triệu không trăm tám mươi nghìn đồng." in transfers


def test_row_that_belongs_on_no_page_stops_the_list() -> None:
    """A payment without a way of paying is never left out in silence."""
    layout = layout_named("chi_tra")
    with pytest.raises(ValueError, match="1 rows belong on no page"):
        write_sheet(layout, [{**rows_for(layout)[0], "pay_by": "open_account"}], header=header_for(layout))


@pytest.mark.parametrize(
    ("key", "value"), [("pay_by", "bitcoin"), ("birth_date", "5/3/52"), ("cccd", 6052001234), ("note", 5)]
)
def test_value_its_column_cannot_hold_is_refused(key: str, value: str | int) -> None:
    """A wrong value stops the list instead of reaching an office."""
    layout = layout_named("dang_ky")
    with pytest.raises(ValueError, match=r".+"):
        write_sheet(layout, [{**rows_for(layout)[0], key: value}], header=header_for(layout))


def test_unit_and_signer_come_from_the_header() -> None:
    """Titles of signers follow the unit's data, a deputy included."""
    layout = layout_named("xac_thuc")
    header = replace(
        header_for(layout), signer=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), letter="số 12/CV-UBND ngày 27/11/2026"
    )
    texts = cells_of(first_sheet(write_sheet(layout, rows_for(layout), header=header)))
    assert {"TRƯỞNG CÔNG AN PHƯỜNG ĐỨC XUÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"} <= set(texts)
    assert "(Kèm theo Công văn số 12/CV-UBND ngày 27/11/2026)" in texts
    assert "Mã danh sách: CA-01840-261127-1 · 6 dòng · mẫu 1" in texts


def test_group_has_its_place() -> None:
    """Nhóm stands after Loại đối tượng, else before Mã dòng, else last."""

    def keys(name: str) -> list[str]:
        return [column.key for column in with_group(layout_named(name)).columns]

    assert keys("tong_hop")[9:11] == ["category", "category_group"]
    assert keys("xac_thuc")[-2:] == ["category_group", "row_code"]
    assert keys("dang_ky")[-1] == "category_group"


def test_police_list_carries_no_account_and_no_phone() -> None:
    """Only what the receiver needs: no account for the police, no phone in the list that goes up."""
    for name, absent in (("xac_thuc", {"account_number", "bank", "category", "phone"}), ("tong_hop", {"phone"})):
        assert not absent & {column.key for column in layout_named(name).columns}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_headings_of_a_layout_are_all_different(layout: Layout) -> None:
    """No column can be taken for another when a file comes back, keys and choices included."""
    names = [" ".join(words_of(name)) for column in layout.columns for name in {column.heading, *column.also}]
    assert len(names) == len(set(names))
    assert len({column.key for column in layout.columns}) == len(layout.columns)
    for column in layout.columns:
        choices = [name for option in column.options for name in (option.label, *option.aliases)]
        assert len({name.lower() for name in choices}) == len(choices)
        refused = {text for texts, _ in column.refusals for text in texts}
        assert not refused & set(choices)
    for group in layout.needs:
        assert all(layout.column(key) for key in group)
    assert layout.title.isupper()


def test_every_layout_can_hold_its_own_answers() -> None:
    """The answers of the samples fill every column the other office fills in, but for free ones."""
    for layout in LAYOUTS:
        theirs = {column.key for column in layout.columns if column.fill == "they"}
        assert set(answers_for(layout)) <= theirs or layout.name == "chi_tra"


def test_reading_and_writing_know_no_layout() -> None:
    """A new sheet is one file of layouts: nothing in admin/sheets names one or imports them."""
    for file in (Path(__file__).parents[2] / "admin" / "sheets").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "admin.layouts" not in text, file.name
        assert not any(f'"{layout.name}"' in text for layout in LAYOUTS), file.name


# --- words, order, dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1_000, "một nghìn"),
        (500_000, "năm trăm nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (360_000_000, "ba trăm sáu mươi triệu"),
        (1_000_055_011, "một tỷ không trăm năm mươi lăm nghìn không trăm mười một"),
        (2_000_000_000_000, "hai nghìn tỷ"),
    ],
)
def test_money_in_words(dong: int, words: str) -> None:
    """Amounts are said the way offices write them."""
    assert money_in_words(dong) == words


VALUES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


def number_of(words: str) -> int:
    """The number some words say: a second way, to check the first."""
    total = group = digit = 0
    billions = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word == "trăm":
            group, digit = group + digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * {"nghìn": 1_000, "triệu": 1_000_000}[word], 0, 0
        elif word == "tỷ":
            billions, total, group, digit = total + group + digit, 0, 0, 0
    return billions * 1_000_000_000 + total + group + digit


@given(st.integers(min_value=0, max_value=10**15))
@settings(max_examples=100)
def test_words_say_the_very_amount(dong: int) -> None:
    """Words read back give the amount; mốt, lăm and linh stand only where they may."""
    words = money_in_words(dong)
    assert number_of(words) == dong
    assert "mươi năm" not in words
    assert "mươi một" not in words
    assert "mười mốt" not in words
    assert "ngàn" not in words


def test_a_negative_amount_has_no_words() -> None:
    """Nobody is paid less than nothing."""
    with pytest.raises(ValueError, match="negative"):
        money_in_words(-1)


def test_names_follow_the_vietnamese_alphabet() -> None:
    """Given name first, a ă â, d đ, tones after letters, middle and family names after."""
    names = ["Bế Văn Đoàn", "Hà Thị Ân", "Lý Văn Ăn", "Mai Thị An", "Nông Văn Dương", "An Thị An", "Đỗ Á"]
    assert sorted(names, key=by_given_name) == [
        "Đỗ Á",
        "An Thị An",
        "Mai Thị An",
        "Lý Văn Ăn",
        "Hà Thị Ân",
        "Nông Văn Dương",
        "Bế Văn Đoàn",
    ]
    assert sorted(["hoà", "hoa", "hòa", "hoả", "hoạ"], key=alphabetical)[0] == "hoa"


def test_rows_follow_place_then_name_then_birth() -> None:
    """Tổ 2 before tổ 10, then given name, then the older one."""

    def row(residence: str, name: str, birth: str) -> Row:
        return {"residence": residence, "full_name": name, "birth_date": birth}

    rows = [
        row("Tổ 10, phường Đức Xuân", "Hà Văn An", "1950"),
        row("Tổ 2, phường Đức Xuân", "Hà Văn Ba", "1950-01-02"),
        row("Tổ 2, phường Đức Xuân", "Hà Văn Ba", "1949"),
        row("Tổ 9, phường Bắc Kạn", "Hà Văn Yên", "1950"),
    ]
    assert [rows.index(one) for one in sorted(rows, key=sort_key)] == [3, 2, 1, 0]


def test_dated_lines_are_written_as_offices_do() -> None:
    """Days below 10 and the months 1 and 2 have a zero, other months none."""
    assert dated_line("Bắc Kạn", date(2023, 9, 5)) == "Bắc Kạn, ngày 05 tháng 9 năm 2023"
    assert dated_line("Bắc Kạn", date(2026, 2, 15)) == "Bắc Kạn, ngày 15 tháng 02 năm 2026"
