"""What is in a packed file before anything unpacks it: a bomb is refused by its table of contents.

The limits leave room for real sheets: a province is paid by a file of about 100,000 rows, 4 MB packed.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from dataclasses import dataclass

from admin.sheets import reasons
from admin.sheets.shape import BadSheet

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_ENTRIES = 300
MAX_RATIO = 60
SMALL = 256 * 1024
MAX_ROWS = 120_000
MAX_COLUMNS = 60

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="([0-9]{1,9})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")


def take_census(content: bytes) -> None:
    """Nothing when a packed file may be opened; BadSheet when it may not."""
    if len(content) > MAX_BYTES:
        raise BadSheet(reasons.TOO_BIG)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise BadSheet(reasons.UNSAFE)
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names) or not all(map(_is_harmless, entries)):
                raise BadSheet(reasons.UNSAFE)
            for entry in entries:
                _look_inside(packed, entry)
    except BadSheet:
        raise
    except Exception as error:  # a damaged packing fails in many ways; all mean that it cannot be opened
        raise BadSheet(reasons.UNREADABLE) from error


def _is_harmless(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/")
    inside = not name.startswith("/") and ":" not in name and ".." not in name.split("/")
    plain = not stat.S_ISLNK(entry.external_attr >> 16) and not entry.flag_bits & 0x1
    bomb = entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    return inside and plain and not bomb


def _look_inside(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No file packed in the file, and no XML that defines entities or hides in another encoding."""
    with packed.open(entry) as stream:
        start = stream.read(4096)
    if start.startswith(b"PK\x03\x04"):
        raise BadSheet(reasons.UNSAFE)
    if entry.filename.endswith((".xml", ".rels")) and (
        b"<!DOCTYPE" in start
        or b"<!ENTITY" in start
        or start[:2] in (b"\xff\xfe", b"\xfe\xff")
        or b"\x00" in start
    ):
        raise BadSheet(reasons.UNSAFE)


@dataclass(frozen=True, slots=True)
class Lines:
    """What the XML of one sheet says of its rows: which are hidden, and the last that holds something."""

    hidden: frozenset[int]
    last: int


def count_lines(xml: bytes) -> Lines:
    """The rows of a sheet, counted without building any. BadSheet when a cell stands too far down.

    Far rows without content are let be: some programs write one at the very end of every sheet.
    """
    hidden: set[int] = set()
    last = number = 0
    for row in _ROW.finditer(xml):
        said = _NUMBER.search(row[1])
        number = int(said[1]) if said else number + 1
        if number > MAX_ROWS:
            end = -1 if row[1].endswith(b"/") else xml.find(b"row>", row.end())
            if end > 0 and _CONTENT.search(xml, row.end(), end):
                raise BadSheet(reasons.TOO_MANY)
            continue
        last = max(last, number)
        if _HIDDEN.search(row[1]):
            hidden.add(number)
    return Lines(frozenset(hidden), last)
