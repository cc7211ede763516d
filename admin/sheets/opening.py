"""Bytes of a file become grids of raw cells: workbooks, and text tables in the encodings offices use.

Runs in a child process with limits; refuses by itself what could exhaust them. Raises BadSheet only.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from admin.sheets import reasons
from admin.sheets.census import MAX_BYTES, MAX_COLUMNS, count_lines, take_census
from admin.sheets.raw import EMPTY, FORMULA, Raw, of_value
from admin.sheets.shape import BadSheet
from admin.sheets.text_tables import read_table

LISTS = "_danh_muc"
META = "_meta"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PACKED = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows from line 1 on, as raw cells, and the lines that are hidden."""

    title: str
    rows: tuple[tuple[Raw, ...], ...] = field(repr=False)
    hidden: bool = False
    hidden_lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file: its sheets, and what its hidden sheet ``_meta`` says."""

    grids: tuple[Grid, ...]
    meta: dict[str, str]


def open_book(content: bytes) -> Book:
    """The sheets of a file, told by its first bytes and never by its name. Raises BadSheet."""
    if len(content) > MAX_BYTES:
        raise BadSheet(reasons.TOO_BIG)
    if content.startswith(_OLD_EXCEL):
        raise BadSheet(reasons.OLD_EXCEL)
    if content.startswith(_PACKED):
        take_census(content)
        return _workbook(content)
    return Book((Grid("", read_table(content)),), {})


def _workbook(content: bytes) -> Book:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of features it does not keep; we only read
            return _sheets(content)
    except BadSheet:
        raise
    except Exception as error:  # a made-up file may break the library anywhere; to us it is unreadable
        raise BadSheet(reasons.UNREADABLE) from error


def _sheets(content: bytes) -> Book:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    values = None
    grids: list[Grid] = []
    meta: dict[str, str] = {}
    sheets: Sequence[Any] = book.worksheets  # the stubs know only sheets that can be written
    for sheet in sheets:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            lines = count_lines(packed.read(sheet._worksheet_path))
        rows = _raw_rows(sheet, lines.last)
        if any(cell.kind == "formula" for row in rows for cell in row):
            values = values or load_workbook(io.BytesIO(content), read_only=True, keep_links=False, data_only=True)
            rows = _with_stored(rows, _raw_rows(values[sheet.title], lines.last))
        if sheet.title == META:
            meta = {row[0].text: row[1].text for row in rows if len(row) > 1}
        elif sheet.title != LISTS:
            grids.append(Grid(sheet.title, rows, sheet.sheet_state != "visible", lines.hidden))
    return Book(tuple(grids), meta)


def _raw_rows(sheet: Any, last: int) -> tuple[tuple[Raw, ...], ...]:
    """Every row, whatever the file says its size is: that figure is often stale."""
    if not last:
        return ()
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=last, max_col=MAX_COLUMNS)
    return tuple(_row(row) for row in rows)


def _row(cells: Sequence[Any]) -> tuple[Raw, ...]:
    """The cells up to the last that holds something (the library fills every row up)."""
    end = len(cells)
    while end and (cells[end - 1] is EMPTY_CELL or cells[end - 1].value is None):
        end -= 1
    raw = [_raw(cell) for cell in cells[:end]]
    while raw and raw[-1].kind == "empty":
        raw.pop()
    return tuple(raw)


def _with_stored(
    rows: Sequence[tuple[Raw, ...]], stored: Sequence[tuple[Raw, ...]]
) -> tuple[tuple[Raw, ...], ...]:
    """Formula cells with the values last calculated."""

    def with_stored(cell: Raw, at: tuple[int, int]) -> Raw:
        line, place = at
        if cell.kind != "formula" or line >= len(stored) or place >= len(stored[line]):
            return cell
        return cell._replace(stored=stored[line][place])

    return tuple(
        tuple(with_stored(cell, (line, place)) for place, cell in enumerate(row)) for line, row in enumerate(rows)
    )


def _raw(cell: Any) -> Raw:
    value = cell.value
    if value is None or value == "":
        return EMPTY
    if cell.data_type == "f":
        return FORMULA
    return of_value(value, number_format=cell.number_format if isinstance(value, int | float) else "")
