"""A sheet as data: its columns, look and checks; and what a file gives when it comes back.

Source of every rule here: the sheets of the house (docs/words.md gives the Vietnamese). A layout says what
stands in which column; ``admin.sheets`` writes and reads any layout and knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from domain.wording import Text

#: A cell in our words: text, whole đồng or a count, a day, the keys of several choices, or nothing.
Cell: TypeAlias = "str | int | date | tuple[str, ...] | None"
Row: TypeAlias = Mapping[str, Cell]

ColumnType: TypeAlias = Literal["id", "birth", "date", "month", "money", "choice", "name", "text", "int"]
Holds: TypeAlias = Literal["", "cccd", "account", "phone", "row_code", "registration_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a choice: its key in our rows, the label printed, and what else is read as it (whole)."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    holds: which number an ``id`` is. fill: who writes it: we, they (light fill, unlocked), a hand on paper.
    also: other headings it is known by. options: the values of a choice; several: more than one may stand,
    with ``;`` between. refusals: whole texts that are no answer, with the reason the row gets.
    required: a row that comes in must have it. strict: unreadable means a bad row also where we fill it.
    on_paper: printed; a column off paper is filled in on the screen only. wrap: lines break within the cell.
    """

    key: str
    heading: str
    type: ColumnType
    width: int
    holds: Holds = ""
    fill: Literal["we", "they", "hand"] = "we"
    also: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    several: bool = False
    refusals: tuple[tuple[tuple[str, ...], Text], ...] = ()
    required: bool = False
    strict: bool = False
    on_paper: bool = True

    @property
    def must_be_readable(self) -> bool:
        """Whether an unreadable cell makes a bad row (otherwise it is left empty, with a warning)."""
        return self.strict or self.fill == "they" or self.holds == "row_code"

    def label_of(self, key: str) -> str:
        """The printed label of an option; ValueError for a key that is none."""
        for option in self.options:
            if option.key == key:
                return option.label
        raise ValueError(f"column {self.key}: no option {key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One who signs: title lines ({UNIT} and {SIGNER} come from the header), what to do, place and date."""

    lines: tuple[str, ...]
    hint: str = "(Ký, họ tên, đóng dấu)"
    dated: bool = False


LEFT = Signature(lines=("NGƯỜI LẬP BIỂU",), hint="(Ký, ghi rõ họ và tên)")
COMMUNE = Signature(lines=("TM. ỦY BAN NHÂN DÂN", "{SIGNER}"), dated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One of several sheets in a workbook: which rows it takes, columns it lacks, its groups, who signs.

    key, values: a row belongs here when its ``key`` is among ``values``. group_by: a key of the row (a column
    or not) whose value heads a group of rows, after ``group_label``.
    """

    title: str
    key: str = ""
    values: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    group_by: str = ""
    group_label: str = ""
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When a row is read: the day, the day its list was made (if known), and the columns the file has."""

    today: date
    made_on: date | None
    columns: frozenset[str]


#: Looks at one read row as a whole; the reasons it cannot be used.
Check: TypeAlias = Callable[[Row, Occasion], tuple[Text, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One sheet. ``name`` stands in the file; ``kind`` begins its list code; ``version`` is its "mẫu".

    total_by: a choice column whose values are counted under the rows. total_money: the column whose sum
    stands there in words. bare: a table only, headings in row 1. takes_back: names of the layouts whose files
    are read by this one. needs: groups of keys; of each group one column must be in the file. checks,
    complete: the row as a whole, after its cells were read. person: keys of CCCD and name a row is matched
    by. answer: key of the column that makes a row answered. by_account: account + amount + name may match.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    kind: str = ""
    version: int = 1
    signatures: tuple[Signature, ...] = (LEFT, COMMUNE)
    pages: tuple[Page, ...] = ()
    total_by: str = ""
    total_money: str = "amount"
    bare: bool = False
    takes_back: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()
    complete: Callable[[Row, Occasion], Row] | None = None
    person: tuple[str, str] = ("cccd", "full_name")
    answer: str = ""
    by_account: bool = False

    @property
    def money(self) -> tuple[str, ...]:
        """Keys of the money columns."""
        return tuple(column.key for column in self.columns if column.type == "money")

    def column(self, key: str) -> Column:
        """The column with this key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands around the rows of one list.

    parent, office: the two lines left above ("UBND THÀNH PHỐ BẮC KẠN", "UBND phường Đức Xuân"). place, day:
    of the dated lines. lines: under the title ("Tháng 09/2023"). letter: the covering letter's number and
    date if known, else dots to be filled by hand. unit: "phường Đức Xuân", for titles of signers. signer: the
    titles under TM. ỦY BAN NHÂN DÂN: ("CHỦ TỊCH",) or ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH").
    """

    parent: str
    office: str
    place: str
    day: date
    lines: tuple[str, ...] = ()
    letter: str = ""
    list_code: str = ""
    unit: str = ""
    signer: tuple[str, ...] = ("CHỦ TỊCH",)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file says of itself: list code, layout, its version, how many rows went out (0: not said)."""

    list_code: str = ""
    layout: str = ""
    version: int = 0
    rows: int = 0


class SheetRow(NamedTuple):
    """A row that can be used: where it stands, its values by column key; warnings: what was left empty.

    (A tuple: many of them pass through a pipe.)
    """

    line: int
    values: Row
    page: str = ""
    warnings: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        """Without what stands in it."""
        return f"SheetRow({self.line})"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and every reason why."""

    line: int
    reasons: tuple[Text, ...]
    page: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read: its own words about itself, rows that can be used and rows that cannot."""

    list_code: str
    layout: str
    rows: tuple[SheetRow, ...]
    bad: tuple[BadRow, ...]
    columns: frozenset[str] = frozenset()
    stamp: Stamp = Stamp()

    @property
    def row_count(self) -> int:
        """Rows read, usable or not: "đọc được {n} dòng"."""
        return len(self.rows) + len(self.bad)


class BadSheet(Exception):
    """A file that cannot be read as this list at all, with the sentence to show."""

    def __init__(self, say: Text, rows: tuple[BadRow, ...] = ()) -> None:
        super().__init__(say, rows)
        self.say = say
        self.rows = rows

    def __str__(self) -> str:
        """The key only: the sentence may hold what stood in a cell."""
        return self.say.key
