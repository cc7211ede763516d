"""What stands above and below the rows: offices, title, sums, the list code, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from admin.sheets.look import Look, across, dated_line, span
from admin.sheets.money_in_words import money_in_words
from admin.sheets.shape import Column, Header, Layout, Row, Signature

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DOTS = "(Kèm theo Công văn số ……/…… ngày …/…/…… của ……)"
SIGNING_ROOM = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one sheet's rows. columns: those on paper, which the blocks are spread over."""

    sheet: Worksheet
    columns: Sequence[Column]
    layout: Layout
    header: Header
    look: Look

    def above(self) -> int:
        """Offices, country, place and date, title, lines, covering letter; the row where headings go."""
        left, right = self._part(0, 0.42), self._part(0.54, 1)
        self._put(0, left, text=self.header.parent.upper(), look=self.look.parent)
        self._put(0, right, text=COUNTRY, look=self.look.office)
        self._put(1, left, text=self.header.office.upper(), look=self.look.office)
        self._put(1, right, text=MOTTO, look=self.look.motto)
        self._put(2, right, text=dated_line(self.header.place, self.header.day), look=self.look.dated)
        whole = (0, len(self.columns) - 1)
        row = 4
        self.sheet.set_row(row, 24)
        self._put(row, whole, text=self.layout.title, look=self.look.title)
        for line in self.header.lines:
            row += 1
            self._put(row, whole, text=line, look=self.look.line)
        letter = f"(Kèm theo Công văn {self.header.letter})" if self.header.letter else DOTS
        self._put(row + 1, whole, text=letter, look=self.look.letter)
        if self.layout.money:
            self._put(row + 2, right, text="Đơn vị tính: đồng", look=self.look.unit)
        return row + 3

    def below(self, row: int, *, rows: Sequence[Row], signatures: Sequence[Signature]) -> int:
        """Sums, amount in words, list code, signatures; the last row written."""
        self._totals(row, rows)
        if self.layout.money:
            row += 1
            words = money_in_words(sum(_whole(one.get(self.layout.total_money)) for one in rows))
            text = f"Bằng chữ: {words[0].upper()}{words[1:]} đồng."
            self.sheet.write_string(row, 0, text, self.look.words)
        row += 1
        code = f"Mã danh sách: {self.header.list_code} · " if self.header.list_code else ""
        text = f"{code}{len(rows)} dòng · mẫu {self.layout.version}"
        self.sheet.write_string(row, 0, text, self.look.code)
        return self._signatures(row + 2, signatures)

    def _totals(self, row: int, rows: Sequence[Row]) -> None:
        columns = self.columns
        money = [place for place, column in enumerate(columns) if column.type == "money"]
        label_end = money[0] - 1 if money else len(columns) - 1
        text = "Tổng cộng" if money else f"Tổng cộng: {self._counts(rows)}"
        self.sheet.set_row(row, 22)
        self._put(row, (0, label_end), text=text, look=self.look.total)
        for place in range(label_end + 1, len(columns)):
            values = [one.get(columns[place].key) for one in rows]
            if place in money and any(value is not None for value in values):
                self.sheet.write_number(row, place, sum(map(_whole, values)), self.look.total_money)
            else:
                self.sheet.write_blank(row, place, None, self.look.total)

    def _counts(self, rows: Sequence[Row]) -> str:
        if not self.layout.total_by:
            return f"{len(rows)} dòng"
        column = self.layout.column(self.layout.total_by)
        counted = (
            (option.label, sum(1 for one in rows if one.get(column.key) == option.key))
            for option in column.options
        )
        return f"{len(rows)} người. " + " · ".join(f"{label}: {number}" for label, number in counted)

    def _signatures(self, row: int, signatures: Sequence[Signature]) -> int:
        share = 1 / len(signatures)
        deepest = row
        for number, signature in enumerate(signatures):
            place = self._part(number * share, (number + 1) * share)
            if signature.dated:
                self._put(row, place, text=dated_line(self.header.place, self.header.day), look=self.look.dated)
            lines = self._titles(signature)
            for step, line in enumerate(lines, start=1):
                self._put(row + step, place, text=line, look=self.look.signer)
            self._put(row + len(lines) + 1, place, text=signature.hint, look=self.look.hint)
            deepest = max(deepest, row + len(lines) + 1)
        return deepest + SIGNING_ROOM

    def _titles(self, signature: Signature) -> list[str]:
        titles: list[str] = []
        for line in signature.lines:
            named = line.replace("{UNIT}", self.header.unit.upper()).strip()
            titles.extend(self.header.signer if line == "{SIGNER}" else (named,))
        return titles

    def _part(self, begin: float, end: float) -> tuple[int, int]:
        return span(self.columns, begin=begin, end=end)

    def _put(self, row: int, place: tuple[int, int], *, text: str, look: Any) -> None:
        across(self.sheet, row, place=place, text=text, look=look)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
