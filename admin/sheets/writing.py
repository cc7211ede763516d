"""Rows of any layout become a workbook an office can print, fill in and send back; or a bare text table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from admin.sheets.framing import Frame
from admin.sheets.look import (
    UNLOCKED,
    WRAPPED,
    Look,
    OfficeSheet,
    across,
    cell_format,
    heading_height,
    height,
    look_of,
    set_page,
)
from admin.sheets.order import alphabetical, sort_key
from admin.sheets.shape import Cell, Column, Header, Layout, Page, Row

LISTS = "_danh_muc"
META = "_meta"
#: Nothing typed by a citizen may become a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


def write_sheet(layout: Layout, rows: Iterable[Row], *, header: Header) -> bytes:
    """The workbook of a list: rows sorted and numbered, one sheet or the pages of the layout.

    Rows are keyed by column key; choices by option key; days as dates or ISO texts. Raises ValueError for a
    value its column cannot hold, or a row that belongs on no page. Bytes are the same for the same input.
    """
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": layout.title, "created": datetime(header.day.year, 1, 1)})  # noqa: DTZ001 - the format knows no zone
    book.formats[0].set_font_name("Times New Roman")
    book.formats[0].set_font_size(11)
    sheets = _Sheets(book, layout=layout, header=header, look=look_of(book))
    sorted_rows = sorted(rows, key=sort_key)
    for page in layout.pages or (Page(title="Danh sach", signatures=layout.signatures),):
        sheets.add(page, [row for row in sorted_rows if _belongs(row, page)])
    if sheets.written != len(sorted_rows):
        raise ValueError(f"{layout.name}: {len(sorted_rows) - sheets.written} rows belong on no page")
    if not layout.bare:
        sheets.add_lists()
        sheets.add_meta(len(sorted_rows))
    book.close()
    return stream.getvalue()


def write_csv(layout: Layout, rows: Iterable[Row]) -> bytes:
    """The same rows as text for a spreadsheet: UTF-8 with BOM, ``;`` between, headings in line 1."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in layout.columns])
    for number, row in enumerate(sorted(rows, key=sort_key), start=1):
        writer.writerow(
            [_harmless(printed(column, _value(column, row, number=number))) for column in layout.columns]
        )
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def printed(column: Column, value: Cell) -> str:
    """A value as its cell shows it. Raises ValueError for one the column cannot hold."""
    if value is None or value == ():
        return ""
    match column.type, value:
        case "choice", tuple():
            return "; ".join(column.label_of(key) for key in value)
        case "choice", str():
            return column.label_of(value)
        case "birth" | "date", date():
            return f"{value:%d/%m/%Y}"
        case "birth", str():
            return value if len(value) == 4 else f"{date.fromisoformat(value):%d/%m/%Y}"
        case "date", str():
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        case (("money" | "int"), int()):
            return str(value)
        case (("id" | "name" | "text" | "month"), str()):
            return value
    raise ValueError(f"column {column.key}: a {type(value).__name__} cannot stand there")


def _harmless(text: str) -> str:
    """A text a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _belongs(row: Row, page: Page) -> bool:
    return not page.key or row.get(page.key) in page.values


def _value(column: Column, row: Row, *, number: int) -> Cell:
    return number if column.key == "stt" else row.get(column.key)


@dataclass(frozen=True)
class _Table:
    """One visible sheet: its columns and how their cells look."""

    sheet: Worksheet
    columns: Sequence[Column]
    formats: Sequence[Any]
    look: Look

    def row(self, line: int, values: Sequence[Cell]) -> None:
        """One row of data."""
        texts = []
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._cell(line, place, column=column, value=value)
            if column.type in WRAPPED and value:
                texts.append((column, printed(column, value)))
        self.sheet.set_row(line, height(texts))

    def _cell(self, line: int, place: int, *, column: Column, value: Cell) -> None:
        look = self.formats[place]
        if value is None or value in ("", ()):
            self.sheet.write_blank(line, place, None, look)
        elif column.type in ("money", "int"):
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"column {column.key}: not a whole number")
            self.sheet.write_number(line, place, value, look)
        elif column.type == "date":
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone
            self.sheet.write_datetime(line, place, midnight, look)
        else:
            self.sheet.write_string(line, place, printed(column, value), look)

    def group(self, line: int, text: str) -> None:
        """A row that heads a group of rows."""
        across(self.sheet, line, place=(0, len(self.columns) - 1), text=text, look=self.look.group)
        self.sheet.set_row(line, height(()))


@dataclass
class _Sheets:
    """A workbook being written."""

    book: Workbook
    layout: Layout
    header: Header
    look: Look
    written: int = 0

    def add(self, page: Page, rows: Sequence[Row]) -> None:
        """One visible sheet with these rows."""
        columns = [column for column in self.layout.columns if column.key not in page.without]
        sheet = self.book.add_worksheet(page.title, OfficeSheet)
        set_page(sheet, columns=columns)
        framed = not self.layout.bare
        frame = Frame(
            sheet=sheet,
            columns=[column for column in columns if column.on_paper],
            layout=self.layout,
            header=self.header,
            look=self.look,
        )
        first = self._headings(sheet, row=frame.above() if framed else 0, columns=columns)
        formats = [cell_format(self.book, column) for column in columns]
        end = self._rows(_Table(sheet, columns, formats, self.look), row=first, page=page, rows=rows)
        self._drop_downs(sheet, columns=columns, first=first, last=max(first, end - 1))
        _quiet_triangles(sheet, columns=columns, first=first, last=max(first, end - 1))
        last = frame.below(end, rows=rows, signatures=page.signatures) if framed else end
        sheet.print_area(0, 0, last, len(frame.columns) - 1)
        self.written += len(rows)

    def _headings(self, sheet: Worksheet, *, row: int, columns: Sequence[Column]) -> int:
        for place, column in enumerate(columns):
            sheet.write_string(row, place, column.heading, self.look.heading)
        sheet.set_row(row, heading_height(columns))
        if self.layout.bare:
            sheet.freeze_panes(1, 0)
            return 1
        numbers = {column.key: number for number, column in enumerate(self.layout.columns, start=1)}
        for place, column in enumerate(columns):
            sheet.write_string(row + 1, place, f"({numbers[column.key]})", self.look.number)
        sheet.repeat_rows(row, row + 1)
        sheet.freeze_panes(row + 2, 2)
        sheet.protect("", UNLOCKED)
        return row + 2

    def _rows(self, table: _Table, *, row: int, page: Page, rows: Sequence[Row]) -> int:
        def group_of(one: Row) -> str:
            return str(one.get(page.group_by) or "") if page.group_by else ""

        number = 0
        for group, members in groupby(sorted(rows, key=lambda one: alphabetical(group_of(one))), key=group_of):
            if group:
                table.group(row, f"{page.group_label} {group}")
                row += 1
            for member in members:
                number += 1
                table.row(row, [_value(column, member, number=number) for column in table.columns])
                row += 1
        return row

    def _drop_downs(self, sheet: Worksheet, *, columns: Sequence[Column], first: int, last: int) -> None:
        for place, column in enumerate(columns):
            if column.options:
                letter = _letter(self._list_columns().index(column.key))
                rule = {
                    "validate": "list",
                    "source": f"='{LISTS}'!${letter}$2:${letter}${len(column.options) + 1}",
                    "ignore_blank": True,
                    "show_error": not column.several,
                    "error_title": column.heading,
                    "error_message": "Chọn một mục trong danh sách.",
                }
                sheet.data_validation(first, place, last, place, rule)

    def _list_columns(self) -> list[str]:
        return [column.key for column in self.layout.columns if column.options]

    def add_lists(self) -> None:
        """The hidden sheet the drop-downs take their values from."""
        sheet = self.book.add_worksheet(LISTS)
        sheet.hide()
        for place, key in enumerate(self._list_columns()):
            column = self.layout.column(key)
            for row, text in enumerate((column.heading, *(option.label for option in column.options))):
                sheet.write_string(row, place, text)

    def add_meta(self, row_count: int) -> None:
        """The hidden sheet by which a file that comes back is known."""
        sheet = self.book.add_worksheet(META)
        sheet.hide()
        lines = (
            ("list_code", self.header.list_code),
            ("layout", self.layout.name),
            ("version", str(self.layout.version)),
            ("rows", str(row_count)),
        )
        for row, (name, value) in enumerate(lines):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)


def _quiet_triangles(sheet: Worksheet, *, columns: Sequence[Column], first: int, last: int) -> None:
    ranges = [
        f"{_letter(place)}{first + 1}:{_letter(place)}{last + 1}"
        for place, column in enumerate(columns)
        if column.type in ("id", "birth", "month")
    ]
    if ranges:
        sheet.ignore_errors({"number_stored_as_text": " ".join(ranges)})


def _letter(place: int) -> str:
    return f"{chr(64 + place // 26) if place >= 26 else ''}{chr(65 + place % 26)}"
