"""The file that came, given back with a last column that says why a row cannot be used."""

from __future__ import annotations

import csv
import io
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from admin.sheets import reasons
from admin.sheets.headings import Table, tables_of
from admin.sheets.opening import open_book
from admin.sheets.shape import BadRow, BadSheet, Layout
from admin.sheets.text_tables import split
from domain.wording import Text

Marks = Mapping[str, Mapping[int, str]]


def mark_bad(content: bytes, bad: Iterable[BadRow], *, layout: Layout, speak: Callable[[Text], str]) -> bytes:
    """The same file with a last column "Lý do chưa dùng được": each bad row's reasons beside it.

    speak: a text as the officer reads it. A workbook stays one with all its sheets; a text table comes back
    as UTF-8. Raises BadSheet for a file that cannot be read (such a file has no rows to mark).
    """
    marks: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in bad:
        marks[row.page][row.line].extend(speak(reason) for reason in row.reasons)
    spoken = {
        page: {line: " ".join(dict.fromkeys(said)) for line, said in lines.items()}
        for page, lines in marks.items()
    }
    tables = tables_of(open_book(content).grids, layout)
    headings = {table.grid.title: table.line for table in tables}
    ends = {table.grid.title: _place(table) for table in tables}
    if content.startswith(b"PK"):
        return _workbook(content, spoken, headings=headings, ends=ends)
    return _text_table(content, spoken.get("", {}), heading=headings[""], end=ends[""])


def _place(table: Table) -> int:
    """Where the reasons go, from 0: after the last column, or where an earlier answer of ours put them."""
    rows = table.grid.rows[table.line - 1 :]
    for place, cell in enumerate(rows[0]):
        if cell.text == reasons.COLUMN:
            return place
    return max(len(row) for row in rows)


def _workbook(content: bytes, marks: Marks, *, headings: Mapping[str, int], ends: Mapping[str, int]) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library does not keep is not what we mark
            book = load_workbook(io.BytesIO(content))
            for title, line in headings.items():
                place = ends[title] + 1
                sheet = book[title]
                for row in range(line, sheet.max_row + 1):
                    sheet.cell(row, place).value = None
                sheet.column_dimensions[get_column_letter(place)].width = 45
                _write(sheet.cell(line, place), reasons.COLUMN)
                for marked, text in marks.get(title, {}).items():
                    _write(sheet.cell(marked, place), text)
                sheet.print_area = ""
            stream = io.BytesIO()
            book.save(stream)
    except Exception as error:  # a file we could read but the library cannot write again
        raise BadSheet(reasons.UNREADABLE) from error
    return stream.getvalue()


def _write(cell: object, text: str) -> None:
    if isinstance(cell, Cell):
        cell.value = text
        cell.data_type = "s"  # never a formula, whatever stood in the cell it quotes
        cell.font = Font(name="Times New Roman", size=12, bold=True, color="9C0006")
        cell.fill = PatternFill("solid", fgColor="FFE7E6")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _text_table(content: bytes, marks: Mapping[int, str], *, heading: int, end: int) -> bytes:
    rows, delimiter = split(content)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for line, row in enumerate(rows, start=1):
        filled = [*row[:end], *[""] * (end - len(row))]
        said = reasons.COLUMN if line == heading else marks.get(line, "")
        writer.writerow([*filled, said] if said else row[:end])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
