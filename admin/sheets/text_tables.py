"""Text tables (CSV) in the encodings and with the separators offices use."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice

from admin.sheets import reasons
from admin.sheets.cells import is_vietnamese
from admin.sheets.census import MAX_COLUMNS, MAX_ROWS
from admin.sheets.raw import FORMULA, Raw, of_value
from admin.sheets.shape import BadSheet

MOST_BREAKS = 5


def read_table(content: bytes) -> tuple[tuple[Raw, ...], ...]:
    """The rows of a text table. Raises BadSheet."""
    rows, _ = split(content)
    if len(rows) > MAX_ROWS:
        raise BadSheet(reasons.TOO_MANY)
    return tuple(tuple(map(_text_cell, row[:MAX_COLUMNS])) for row in rows)


def split(content: bytes) -> tuple[list[list[str]], str]:
    """The cells of a text table as typed, and what stands between them. Raises BadSheet."""
    text = decoded(content)
    first = text.split("\n", 1)[0].strip("\r").lower()
    delimiter = first[-1] if first in ("sep=;", "sep=,", "sep=\t") else ""
    lines = io.StringIO(text, newline="")
    delimiter = delimiter or delimiter_of(list(islice(lines, 40)))
    lines.seek(0)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise BadSheet(reasons.UNREADABLE) from error
    # A quotation mark that is never closed swallows the rows after it into one cell.
    if any(cell.count("\n") > MOST_BREAKS for row in rows for cell in row):
        raise BadSheet(reasons.UNREADABLE)
    return rows, delimiter


def delimiter_of(lines: Sequence[str]) -> str:
    """What stands between the cells: the sign that makes the widest row."""

    def widest(sign: str) -> int:
        try:
            return max((len(row) for row in csv.reader(lines, delimiter=sign)), default=0)
        except csv.Error:
            return 0

    return max((";", ",", "\t", "|"), key=widest)


def _text_cell(text: str) -> Raw:
    stripped = text.strip()
    if stripped.startswith('="') and stripped.endswith('"') and stripped.count('"') == 2:
        return of_value(stripped[2:-1])
    if stripped.startswith("="):
        return FORMULA
    return of_value(text)


def decoded(content: bytes) -> str:
    """The text of a table: UTF-8, UTF-16, or the old Vietnamese code page. BadSheet names the odd line."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding)
    if (zeros := content[:400].count(0)) > len(content[:400]) // 5:
        return _strictly(content, "utf-16-le" if content[1:400:2].count(0) > zeros // 2 else "utf-16-be")
    if b"\x00" in content or content[:5].lower() in (b"%pdf-", b"<html", b"<!doc"):
        raise BadSheet(reasons.UNREADABLE)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _old_code_page(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSheet(reasons.UNREADABLE) from error


def _old_code_page(content: bytes) -> str:
    """Windows-1258 if every line then has only Vietnamese letters; other old fonts give strange signs."""
    text = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    for number, line in enumerate(text.splitlines(), start=1):
        if not _plausible(line):
            raise BadSheet(reasons.letters(number, line))
    return text


def _plausible(line: str) -> bool:
    signs: Iterable[str] = (sign for sign in line if not sign.isascii() and sign not in "“”‘’–—…₫€")
    return all(is_vietnamese(sign) for sign in signs)
