"""A workbook as text that can be read in a review: every cell, merge, width, drop-down and print setting."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def described(content: bytes) -> str:
    """All that a golden sheet holds still; bytes of the file are not compared."""
    book = load_workbook(io.BytesIO(content))
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for number, sheet in enumerate(book.worksheets, start=1):
            xml = packed.read(f"xl/worksheets/sheet{number}.xml").decode()
            lines += [f"== {sheet.title} ({sheet.sheet_state})", *_print_setup(sheet, xml), *_cells(sheet), ""]
    return "\n".join(lines)


def _print_setup(sheet: Worksheet, xml: str) -> list[str]:
    margins = sheet.page_margins
    found = re.search(r"<headerFooter.*</headerFooter>", xml)
    quiet = re.search(r"<ignoredErrors>.*</ignoredErrors>", xml)
    widths = [f"{sheet.column_dimensions[name].width:.0f}" for name in sorted(sheet.column_dimensions, key=_order)]
    return [
        f"paper {sheet.page_setup.paperSize} {sheet.page_setup.orientation}"
        f" fit {sheet.page_setup.fitToWidth}x{sheet.page_setup.fitToHeight}"
        f" area {sheet.print_area or '-'} repeat {sheet.print_title_rows or '-'}",
        f"margins {margins.left:.2f} {margins.right:.2f} {margins.top:.2f} {margins.bottom:.2f}",
        f"protected {sheet.protection.sheet} password {sheet.protection.password}",
        f"header {found[0] if found else '-'}",
        f"quiet {quiet[0] if quiet else '-'}",
        f"widths {' '.join(widths)}",
        f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}",
        *(f"choice {rule.sqref} {rule.formula1}" for rule in sheet.data_validations.dataValidation),
    ]


def _cells(sheet: Worksheet) -> list[str]:
    lines: list[str] = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None and (cell.protection.locked or not cell.has_style):
                continue
            value = f"{cell.value:%Y-%m-%d}" if isinstance(cell.value, datetime) else cell.value
            marks = "".join(
                (
                    "b" if cell.font.b else "",
                    "i" if cell.font.i else "",
                    "" if cell.protection.locked else " open",
                    f" {cell.font.name} {cell.font.sz:g}",
                )
            )
            lines.append(f"{cell.coordinate} [{cell.data_type} {cell.number_format} {marks}] {value}")
    return lines


def _order(name: str) -> tuple[int, str]:
    return len(name), name
