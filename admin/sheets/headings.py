"""The heading row of a table, found by its text within the first 40 lines, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from admin.sheets import reasons
from admin.sheets.opening import Grid
from admin.sheets.raw import Raw
from admin.sheets.shape import BadSheet, Column, Layout
from domain.reading.text import words_of

LINES_LOOKED_AT = 40
#: A row with fewer known headings is a title or a signature.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table within a grid: the line of its headings, and the place of each column it has (from 0)."""

    grid: Grid
    line: int
    places: Mapping[str, int]


def tables_of(grids: Sequence[Grid], layout: Layout) -> list[Table]:
    """The tables of a layout in a file. Raises BadSheet: hidden, without a needed column, one twice."""
    known = _names(layout)
    tables: list[Table] = []
    for grid in grids:
        line, keys = _heading_row(grid, known)
        if not line:
            continue
        if grid.hidden:
            raise BadSheet(reasons.sheet_hidden(grid.title))
        tables.append(Table(grid, line, _places(keys, layout)))
    for table in tables:
        lacking = [group for group in layout.needs if not any(key in table.places for key in group)]
        if lacking:
            labels = (" hoặc ".join(layout.column(key).heading for key in group) for group in lacking)
            raise BadSheet(reasons.columns_missing(", ".join(labels)))
    return tables


def as_heading(text: str) -> str:
    """A heading as compared: its folded words, punctuation taken away."""
    return " ".join(words_of(text)) if len(text) < 120 else ""


def names_of(column: Column) -> frozenset[str]:
    """What a column may be called, as compared."""
    return frozenset(as_heading(name) for name in (column.heading, *column.also))


def _names(layout: Layout) -> dict[str, str]:
    return {name: column.key for column in layout.columns for name in names_of(column)}


def _heading_row(grid: Grid, known: Mapping[str, str]) -> tuple[int, list[str]]:
    """The line (from 1; 0 = none) of the headings and the key of each place ("" = unknown).

    The line with most known headings; a heading may also stand in the line above or below it, where cells
    were merged. The line returned is the last of them.
    """
    lines = [_keys(row, known) for row in grid.rows[: LINES_LOOKED_AT + 1]]
    counts = [len(set(keys) - {""}) for keys in lines[:LINES_LOOKED_AT]]
    if max(counts, default=0) < FEWEST:
        return 0, []
    best = counts.index(max(counts))
    keys = list(lines[best])
    if best:
        for place, key in enumerate(lines[best - 1]):
            keys += [""] * (place + 1 - len(keys))
            row = grid.rows[best]
            if key not in keys and (place >= len(row) or row[place].kind == "empty"):
                keys[place] = key
    below = lines[best + 1] if best + 1 < len(lines) else []
    if not any(below) or below == lines[best] or _has_numbers(grid.rows[best + 1]):
        return best + 1, keys
    return best + 2, [lower or upper for lower, upper in zip_longest(below, keys, fillvalue="")]


def _keys(row: Sequence[Raw], known: Mapping[str, str]) -> list[str]:
    return [known.get(as_heading(cell.text), "") if cell.kind == "text" else "" for cell in row]


def _has_numbers(row: Sequence[Raw]) -> bool:
    """A row of data or of sums, not of headings."""
    return any(re.search(r"[0-9]", cell.text) for cell in row)


def _places(keys: Sequence[str], layout: Layout) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key and key in places:
            raise BadSheet(reasons.heading_twice(layout.column(key).heading))
        if key:
            places[key] = place
    return places
