"""A file that comes back becomes typed rows, and for every row that cannot be used every reason why.

Bytes in, plain dataclasses out: it runs in a child process with limits. Rows are found by the text of their
headings, never by a fixed place; nothing is taken from a row that cannot be used, and nothing is guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date

from admin.sheets import reasons
from admin.sheets.codes import LIST_CODE, made_on
from admin.sheets.headings import tables_of
from admin.sheets.opening import Book, open_book
from admin.sheets.rows import TableReader
from admin.sheets.shape import BadRow, BadSheet, Layout, Occasion, Sheet, SheetRow, Stamp

_SAID_CODE = re.compile(r"mã danh sách\s*:\s*(\S+)", re.IGNORECASE)


def read_sheet(content: bytes, layout: Layout, *, today: date, listed_on: date | None = None) -> Sheet:
    """The rows of a file by a layout: usable ones typed, the others with all their reasons.

    today: rows may not speak of later days. listed_on: the day the list was made, if its code does not say.
    Raises BadSheet with the sentence to show when the file as a whole cannot be read as this list.
    """
    return read_book(open_book(content), layout, today=today, listed_on=listed_on)


def read_book(book: Book, layout: Layout, *, today: date, listed_on: date | None = None) -> Sheet:
    """The same of a file that is open already: opening is what takes long."""
    stamp = stamp_of(book)
    if stamp.layout and stamp.layout not in layout.takes_back:
        raise BadSheet(reasons.other_list(stamp.list_code or stamp.layout))
    tables = tables_of(book.grids, layout)
    if not tables:
        raise BadSheet(reasons.NOT_OURS)
    columns = frozenset(key for table in tables for key in table.places)
    occasion = Occasion(today=today, made_on=made_on(stamp.list_code) or listed_on, columns=columns)
    read = [row for table in tables for row in TableReader(table, layout=layout, occasion=occasion).read()]
    if not read:
        raise BadSheet(reasons.EMPTY)
    rows, repeated = _without_repeats([row for row in read if isinstance(row, SheetRow)])
    return Sheet(
        list_code=stamp.list_code,
        layout=stamp.layout or layout.name,
        rows=tuple(rows),
        bad=(*(row for row in read if isinstance(row, BadRow)), *repeated),
        columns=columns,
        stamp=stamp,
    )


def read_stamp(content: bytes) -> Stamp:
    """What a file says of itself, by its hidden sheet or its line "Mã danh sách: …". Raises BadSheet."""
    return stamp_of(open_book(content))


def fingerprint(sheet: Sheet, layout: Layout) -> str:
    """The same for two files of one list with the same answers, however they were saved."""
    theirs = [column.key for column in layout.columns if column.fill == "they"]
    keys = (*layout.person, "row_code", *theirs)
    rows = sorted(json.dumps([row.values.get(key) for key in keys], default=str) for row in sheet.rows)
    return hashlib.sha256(json.dumps([sheet.list_code, rows]).encode()).hexdigest()


def stamp_of(book: Book) -> Stamp:
    """The same of a file that is open already. Raises BadSheet."""
    said = {
        found[1].rstrip(".,;")
        for grid in book.grids
        for row in grid.rows
        for cell in row
        if cell.kind == "text" and (found := _SAID_CODE.match(cell.text))
    }
    codes = {code for code in {*said, book.meta.get("list_code", "")} if LIST_CODE.fullmatch(code)}
    if len(codes) > 1:
        first, second = sorted(codes)[:2]
        raise BadSheet(reasons.two_lists(first, second))
    return Stamp(
        list_code=codes.pop() if codes else "",
        layout=book.meta.get("layout", ""),
        version=_number(book.meta.get("version", "")),
        rows=_number(book.meta.get("rows", "")),
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _without_repeats(rows: Sequence[SheetRow]) -> tuple[list[SheetRow], list[BadRow]]:
    """A row code that stands twice: the later row is told so."""
    first: dict[object, int] = {}
    kept: list[SheetRow] = []
    repeated: list[BadRow] = []
    for row in rows:
        code = row.values.get("row_code")
        if code is not None and code in first:
            repeated.append(BadRow(row.line, (reasons.repeated(first[code]),), row.page))
            continue
        first[code] = row.line
        kept.append(row)
    return kept, repeated
