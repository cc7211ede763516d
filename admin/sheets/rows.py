"""The lines under a heading row: which of them are rows, and what each row says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from admin.sheets import reasons
from admin.sheets.cells import Seen, cell_reader
from admin.sheets.headings import FEWEST, Table, as_heading, names_of
from admin.sheets.raw import EMPTY, Raw
from admin.sheets.shape import BadRow, Cell, Column, Layout, Occasion, Row, SheetRow
from domain.reading.text import fold
from domain.row_codes import read_row_code
from domain.wording import Text

#: What a line below the rows begins with: sums, the list code, signatures.
_ENDS = (
    "tổng cộng",
    "tổng số",
    "cộng:",
    "tổng:",
    "bằng chữ",
    "mã danh sách",
    "người lập",
    "kế toán",
    "thủ trưởng",
    "đại diện",
    "tm. ủy ban",
    "tm. uỷ ban",
    "tm. ubnd",
    "kt. chủ tịch",
    "chủ tịch",
    "giám đốc",
    "trưởng công an",
    "trưởng phòng",
    "cán bộ xác thực",
    "nhân viên chi trả",
    "(ký",
    "nơi nhận",
)
#: The same typed without marks; with other marks it may be a name (Tống Công …).
_ENDS_BARE = tuple(fold(text) for text in _ENDS)
_DIGIT = re.compile(r"[0-9]")
_DATED = re.compile(r"ngay [0-9]{1,2} thang [0-9]{1,2} nam [0-9]{4}")


class TableReader:
    """One table of a file, read row by row."""

    def __init__(self, table: Table, *, layout: Layout, occasion: Occasion) -> None:
        self._table = table
        self._layout = layout
        self._occasion = occasion
        self._columns: list[tuple[Column, int, Callable[[Raw], Seen]]] = [
            (column, table.places[column.key], cell_reader(column))
            for column in layout.columns
            if column.key in table.places and column.key != "stt" and column.fill != "hand"
        ]
        self._headings = [(place, names_of(column)) for column, place, _ in self._columns]
        cccd, self._name = layout.person
        self._ids = ["row_code", cccd, *(["account_number"] if layout.by_account else [])]

    def read(self) -> Iterator[SheetRow | BadRow]:
        """Every row in order; titles, sums, signatures and empty lines are none."""
        ended = False
        for line, cells in enumerate(self._table.grid.rows[self._table.line :], start=self._table.line + 1):
            if not any(cell.kind != "empty" for cell in cells):
                continue
            if line == self._table.line + 1 and _is_numbering(cells):
                continue
            named = any(_DIGIT.search(self._cell(cells, key).text) for key in self._ids)
            ended = ended or (not named and _ends(cells))
            if not named and self._repeats_heading(cells):
                yield BadRow(line, (reasons.HEADING_AGAIN,), self._table.grid.title)
            elif self._is_row(cells, ended=ended):
                yield self._row(line, cells)

    def _cell(self, cells: Sequence[Raw], key: str) -> Raw:
        place = self._table.places.get(key, len(cells))
        return cells[place] if place < len(cells) else EMPTY

    def _is_somebody(self, cells: Sequence[Raw]) -> bool:
        return any(self._cell(cells, key).text for key in (*self._ids, self._name))

    def _is_row(self, cells: Sequence[Raw], *, ended: bool) -> bool:
        if ended:
            ids = [self._cell(cells, key).text for key in self._ids]
            return any(read_row_code(text) or re.fullmatch(r"[0-9 .]{6,25}", text) for text in ids)
        if self._is_somebody(cells):
            return True
        return bool(self._layout.answer and self._cell(cells, self._layout.answer).text)

    def _repeats_heading(self, cells: Sequence[Raw]) -> bool:
        """Three cells that say what stands above them."""
        same = 0
        for place, names in self._headings:
            if place < len(cells) and cells[place].kind == "text":
                same += as_heading(cells[place].text) in names
        return same >= FEWEST

    def _row(self, line: int, cells: Sequence[Raw]) -> SheetRow | BadRow:
        values: dict[str, Cell] = {}
        faults: list[Text] = []
        warnings: list[Text] = []
        for column, place, read in self._columns:
            seen = read(cells[place] if place < len(cells) else EMPTY)
            values[column.key] = seen.value
            if seen.warning:
                warnings.append(seen.warning)
            if seen.reason:
                (faults if column.must_be_readable else warnings).append(seen.reason)
            elif column.required and seen.value is None:
                faults.append(reasons.missing(column.heading))
        if not self._is_somebody(cells):
            faults.append(reasons.missing(self._layout.column(self._name).heading))
        if line in self._table.grid.hidden_lines and self._answered(values):
            faults.append(reasons.HIDDEN)
        if not faults:
            values, faults = self._as_a_whole(values)
        if faults:
            return BadRow(line, tuple(dict.fromkeys(faults)), self._table.grid.title)
        return SheetRow(line, values, self._table.grid.title, tuple(warnings))

    def _answered(self, values: Row) -> bool:
        return any(column.fill == "they" and values.get(column.key) for column, _, _ in self._columns)

    def _as_a_whole(self, values: Row) -> tuple[dict[str, Cell], list[Text]]:
        complete = self._layout.complete
        whole = complete(values, self._occasion) if complete else values
        return dict(whole), [fault for check in self._layout.checks for fault in check(whole, self._occasion)]


def _is_numbering(cells: Sequence[Raw]) -> bool:
    """The row (1) (2) (3) under the headings."""
    texts = [cell.text for cell in cells if cell.kind != "empty"]
    numbers = [int(found[1]) for text in texts if (found := re.fullmatch(r"\(?([0-9]{1,2})\)?", text))]
    return len(texts) == len(numbers) >= FEWEST and numbers == sorted(set(numbers)) and numbers[0] <= 2


def _ends(cells: Sequence[Raw]) -> bool:
    """Whether a line stands below the rows: sums, the list code, place and date, signatures."""
    for cell in cells:
        if cell.kind == "text":
            text = cell.text[:120].lower()
            if text in ("tổng", "cộng", "tong", "cong") or text.startswith(_ENDS + _ENDS_BARE):
                return True
            if _DATED.search(fold(text)):
                return True
    return False
