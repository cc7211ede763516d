"""Rows to and from files an office works with, for any layout; knows no layout itself.

Out: ``write_sheet``, ``write_csv``. In: ``read_sheet``, ``read_stamp``, ``mark_bad``. A file is never opened
by its name; reading is meant for a child process with limits (bytes in, plain dataclasses out).
"""

from __future__ import annotations

from admin.sheets.codes import list_code, made_on, unit_of
from admin.sheets.marking import mark_bad
from admin.sheets.money_in_words import money_in_words
from admin.sheets.order import sort_key
from admin.sheets.reading import fingerprint, read_sheet, read_stamp
from admin.sheets.shape import (
    BadRow,
    BadSheet,
    Cell,
    Column,
    Header,
    Layout,
    Option,
    Row,
    Sheet,
    SheetRow,
    Stamp,
)
from admin.sheets.writing import write_csv, write_sheet

__all__ = [
    "BadRow",
    "BadSheet",
    "Cell",
    "Column",
    "Header",
    "Layout",
    "Option",
    "Row",
    "Sheet",
    "SheetRow",
    "Stamp",
    "fingerprint",
    "list_code",
    "made_on",
    "mark_bad",
    "money_in_words",
    "read_sheet",
    "read_stamp",
    "sort_key",
    "unit_of",
    "write_csv",
    "write_sheet",
]
