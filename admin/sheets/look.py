"""How a sheet looks: A4 landscape, Times New Roman, the blocks above and below (NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from admin.sheets.shape import Column

FONT = "Times New Roman"
SIZE = 13
LINE = 17.0
FILL = "#FFF8DC"
#: Millimetres to inches, as the writer wants margins.
MARGINS = {"left": 30 / 25.4, "right": 15 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}
#: Numbers are never broken over two lines: they shrink.
ONE_LINE: dict[str, object] = {"text_wrap": False, "shrink": True}
WRAPPED = ("choice", "name", "text")
UNLOCKED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
FOOTER = '&C&"Times New Roman,Regular"&10Trang &P/&N'
HEADER = '&C&"Times New Roman,Regular"&13&P'


class OfficeSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose first page has no number above; the library cannot say that itself."""

    def _write_header_footer(self) -> None:
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._xml_data_element("oddHeader", self.header)
        self._xml_data_element("oddFooter", self.footer)
        self._xml_data_element("firstFooter", self.footer)
        self._xml_end_tag("headerFooter")


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of one workbook."""

    parent: Any
    office: Any
    motto: Any
    dated: Any
    title: Any
    line: Any
    letter: Any
    unit: Any
    heading: Any
    number: Any
    group: Any
    total: Any
    total_money: Any
    words: Any
    code: Any
    signer: Any
    hint: Any


def look_of(book: Workbook) -> Look:
    """The formats, made in a workbook."""

    def made(**extra: object) -> Any:
        return book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **extra})

    box = {"border": 1, "text_wrap": True}
    centred = {"align": "center", "text_wrap": True}
    return Look(
        parent=made(**centred),
        office=made(bold=True, underline=0, **centred),
        motto=made(bold=True, underline=1, align="center"),
        dated=made(italic=True, align="center"),
        title=made(bold=True, font_size=15, **centred),
        line=made(bold=True, **centred),
        letter=made(italic=True, align="center"),
        unit=made(italic=True, align="right"),
        heading=made(**{**box, "bold": True, "align": "center"}),
        number=made(**{**box, "italic": True, "align": "center", "font_size": 11}),
        group=made(**{**box, "bold": True, "align": "left", "text_wrap": False}),
        total=made(**{**box, "bold": True, "align": "center"}),
        total_money=made(**{**box, "bold": True, "align": "right", "num_format": "#,##0"}),
        words=made(italic=True),
        code=made(font_size=12),
        signer=made(bold=True, **centred),
        hint=made(italic=True, align="center"),
    )


def cell_format(book: Workbook, column: Column) -> Any:
    """The format of a column's cells: alignment, number format by type; light, open where they write."""
    by_type: dict[str, dict[str, object]] = {
        "id": {"num_format": "@", "align": "center", **ONE_LINE},
        "birth": {"num_format": "@", "align": "center", **ONE_LINE},
        "month": {"num_format": "@", "align": "center", **ONE_LINE},
        "date": {"num_format": "dd/mm/yyyy", "align": "center", **ONE_LINE},
        "money": {"num_format": "#,##0", "align": "right", **ONE_LINE},
        "int": {"num_format": "0", "align": "center", **ONE_LINE},
        "choice": {"num_format": "@", "align": "left"},
        "name": {"num_format": "@", "align": "left"},
        "text": {"num_format": "@", "align": "left"},
    }
    theirs = {"bg_color": FILL, "locked": False} if column.fill == "they" else {}
    common = {"font_name": FONT, "font_size": SIZE, "border": 1, "valign": "vcenter", "text_wrap": True}
    return book.add_format({**common, **by_type[column.type], **theirs})


def height(texts: Iterable[tuple[Column, str]]) -> float:
    """Of a row, in points: not every program measures wrapped text when it opens a file."""
    lines = max((_lines(text, column.width) for column, text in texts if column.type in WRAPPED), default=1)
    return max(22.0, lines * LINE + 5)


def heading_height(columns: Iterable[Column]) -> float:
    """Of the row of column headings, which are bold and wrap in every column."""
    return max(_lines(column.heading, column.width * 0.92) for column in columns) * LINE + 12


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column, a little on the safe side; capitals are wider."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = sum(1.4 if sign.isupper() else 1.0 for sign in word)
        if used and used + 1 + wide > width * 0.86:
            lines, used = lines + 1, 0.0
        lines += int(wide // (width * 0.86))
        used += wide + (1 if used else 0)
    return lines


def set_page(sheet: Worksheet, *, columns: Sequence[Column]) -> None:
    """A4 landscape, one page wide, margins, "Trang 1/3" below, the page number above from page 2."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(**MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(HEADER, {"margin": 10 / 25.4})
    sheet.set_footer(FOOTER, {"margin": 10 / 25.4})
    sheet.center_horizontally()
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)


def span(columns: Sequence[Column], *, begin: float, end: float) -> tuple[int, int]:
    """First and last of the columns that cover a part of the width, given as shares from 0 to 1."""
    widths = [column.width for column in columns]
    whole = sum(widths)
    middles = [(sum(widths[:place]) + width / 2) / whole for place, width in enumerate(widths)]
    covered = [place for place, middle in enumerate(middles) if begin <= middle <= end]
    return (covered[0], covered[-1]) if covered else (0, 0)


def across(sheet: Worksheet, row: int, *, place: tuple[int, int], text: str, look: Any) -> None:
    """A text over several columns."""
    first, last = place
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, "", look)
        sheet.write_string(row, first, text, look)


def dated_line(place: str, day: date) -> str:
    """``Bắc Kạn, ngày 05 tháng 9 năm 2023``: days below 10 and months 1 and 2 with a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"
