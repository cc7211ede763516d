"""A returned file as bytes: which list it is, its rows, and the same file with its bad rows marked.

The functions at the top of this module run in a child process (bytes in, plain dataclasses out); they know no
database. What cannot be read comes back as ``Refused`` with the sentence to show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from admin.layouts import layout_named
from admin.packed import Packed, pack
from admin.sheets import BadRow, BadSheet, Layout, Sheet, SheetRow, mark_bad, reasons
from admin.sheets.headings import tables_of
from admin.sheets.opening import Book, open_book
from admin.sheets.reading import read_book, stamp_of
from domain.reading.text import fold
from domain.wording import Text
from locales import load_languages

INCOMING = "chi_tra_den"
#: What a file says it is -> the layout it is read by. A payment list that comes back is its result.
READ_BY = {
    "xac_thuc": "xac_thuc",
    "xac_thuc_tai_khoan": "xac_thuc_tai_khoan",
    "tong_hop": "tong_hop",
    "mo_tai_khoan": "mo_tai_khoan",
    "chi_tra": "ket_qua",
    "ket_qua": "ket_qua",
    INCOMING: INCOMING,
}
_PERIOD = re.compile(r"(?:thang|ky)\s*0?(1[0-2]|[1-9])\s*(?:/|-|nam)\s*(20[0-9]{2})")
#: Titles stand above the rows.
_TITLE_LINES = 15
#: So many rows, taken evenly, tell which list a file answers.
TELLING = 2000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read. head: its sheet without the rows that can be used; period: as titled ("01/2027"), "" none.

    codes, persons: row codes and CCCDs by which a file that does not name its list is known, some of very many.
    """

    layout: str
    head: Sheet = field(repr=False)
    rows: Packed[SheetRow]
    period: str = ""
    codes: tuple[str, ...] = field(default=(), repr=False)
    persons: tuple[str, ...] = field(default=(), repr=False)

    @property
    def count(self) -> int:
        """Rows read, usable or not."""
        return self.rows.count + len(self.head.bad)

    @property
    def sheet(self) -> Sheet:
        """All of it, opened."""
        return replace(self.head, rows=tuple(self.rows))


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read, and why."""

    say: Text


@dataclass(frozen=True, slots=True)
class Marked:
    """The same file with the reasons beside its bad rows; what to say of it is given through."""

    content: bytes = field(repr=False)
    say: Text


def read_returned(content: bytes, today: date, candidates: Sequence[str]) -> ReadFile | Refused:
    """The rows of a file by the layout it names, else by the one of these whose headings it has."""
    try:
        book = open_book(content)
        stamp = stamp_of(book)
        name = READ_BY.get(stamp.layout) if stamp.layout else _by_headings(book, candidates)
        if name is None or name not in candidates:
            return Refused(reasons.NOT_OURS)
        sheet = read_book(book, layout_named(name), today=today)
        return _packed(sheet, layout=name, period=_period(book))
    except BadSheet as bad:
        return Refused(bad.say)


def _packed(sheet: Sheet, *, layout: str, period: str) -> ReadFile:
    def some(key: str) -> tuple[str, ...]:
        said = list(dict.fromkeys(str(value) for row in sheet.rows if (value := row.values.get(key))))
        return tuple(said[:: len(said) // TELLING + 1])

    return ReadFile(
        layout=layout,
        head=replace(sheet, rows=()),
        rows=pack(sheet.rows),
        period=period,
        codes=() if sheet.list_code else some("row_code"),
        persons=() if sheet.list_code else some(layout_named(layout).person[0]),
    )


def _by_headings(book: Book, candidates: Sequence[str]) -> str | None:
    """The first layout all of whose needed columns are there. Raises BadSheet when one lacks only some."""
    lacking: BadSheet | None = None
    for name in candidates:
        try:
            if tables_of(book.grids, layout_named(name)):
                return name
        except BadSheet as bad:
            lacking = lacking or bad
    if lacking is not None:
        raise lacking
    return None


def _period(book: Book) -> str:
    """The month in the lines above the rows."""
    for grid in book.grids:
        for row in grid.rows[:_TITLE_LINES]:
            for cell in row:
                found = _PERIOD.search(fold(cell.text)) if cell.kind == "text" else None
                if found:
                    return f"{int(found[1]):02d}/{found[2]}"
    return ""


def mark_file(content: bytes, bad: Sequence[BadRow], layout: Layout, say: Text) -> Marked | Refused:
    """The same file with a last column "Lý do chưa dùng được"."""
    languages = load_languages()
    try:
        marked = mark_bad(content, bad, layout=layout, speak=lambda reason: languages.speak(reason, "vi", {}))
    except BadSheet as unreadable:
        return Refused(unreadable.say)
    return Marked(marked, say)
