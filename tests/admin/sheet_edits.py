"""Edits an office makes to a list before it sends it back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from admin.layouts import layout_named
from admin.sheets import write_sheet
from admin.sheets.shape import Cell, Layout
from tests.admin.sheet_samples import header_for, rows_for


@cache
def sent(name: str) -> bytes:
    """The six sample rows as they go out."""
    layout = layout_named(name)
    return write_sheet(layout, rows_for(layout), header=header_for(layout))


class Edited:
    """A workbook opened to be filled in. Cells are named by heading and by place among the rows, from 0."""

    def __init__(self, content: bytes, layout: Layout, *, page: int = 0) -> None:
        self.book = load_workbook(io.BytesIO(content))
        self.sheet: Worksheet = self.book.worksheets[page]
        self.layout = layout
        self.heading_line: int = next(line for line in range(1, 40) if self.sheet.cell(line, 1).value == "STT")

    @property
    def first(self) -> int:
        """The line of the first row."""
        return self.heading_line + 2

    def put(self, key: str, value: Any, *, row: int = 0, kind: str = "") -> None:
        """Something typed into a cell of a column."""
        cell = self.sheet.cell(self.first + row, self.place(key))
        cell.value = value
        if kind:
            cell.data_type = kind

    def fill(self, answers: Mapping[str, Cell], *, row: int = 0) -> None:
        """Several cells of a row as a person types them."""
        for key, value in answers.items():
            self.put(key, value, row=row)

    def place(self, key: str) -> int:
        """The column number of a key."""
        heading = self.layout.column(key).heading
        return next(cell.column for cell in self.sheet[self.heading_line] if cell.value == heading)

    def saved(self) -> bytes:
        """The file as sent back."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def own_file(rows: list[list[Any]]) -> bytes:
    """A workbook an office made itself."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
