"""What the one door for returned files must know of each kind of list: how its answers are stored and followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from admin.desk import Desk
from admin.matching import Match
from admin.sheets import Cell, Layout
from domain.reference.places import Places
from domain.wording import Text
from storage.batches import Batch, BatchRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A row as it stands now, and what the file says: its result and what the other office filled in."""

    row: BatchRow
    result: str
    answer: Mapping[str, Any] = field(repr=False)

    @property
    def then(self) -> BatchRow:
        """The row as it will be."""
        return replace(self.row, result=self.result, answer=self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file beside its list: rows read, what is new, what corrects an answer already written, what still waits.

    rows: all rows of the list; missing: of these, not in the file; by_person, by_account: rows found without
    their row code.
    """

    batch: Batch
    rows: Sequence[BatchRow] = field(repr=False)
    read: int
    new: Sequence[Answered]
    corrections: Sequence[Answered]
    waiting: int
    missing: int = 0
    by_person: int = 0
    by_account: int = 0

    @property
    def changed(self) -> tuple[Answered, ...]:
        """Everything the file would write."""
        return (*self.new, *self.corrections)


class Change(NamedTuple):
    """What a file would write into one row. (A tuple: many of them pass through a pipe.)"""

    row_id: str
    registration_id: str
    result: str
    answer: Mapping[str, Any]

    def __repr__(self) -> str:
        """Without the answer."""
        return f"Change({self.row_id}, {self.result})"


#: rows: every row of the persons concerned, as they stand now; changed: ids of those this file has written.
Follow: TypeAlias = Callable[[Desk, Batch, Sequence[BatchRow], Collection[str]], None]


def no_faults(match: Match, today: date, places: Places) -> tuple[Text, ...]:
    """Nothing to find fault with beyond the layout's own checks."""
    return ()


def nothing_more(reading: Reading) -> tuple[Text, ...]:
    """No further line in the preview."""
    return ()


def nothing_counted(desk: Desk, some: Sequence[Change]) -> Counter[str]:
    """What the file says is all there is to say."""
    return Counter()


def nothing_told(told: Counter[str], changed: int, waiting: int) -> tuple[Text, ...]:
    """No sentence of it."""
    return ()


def always(result: str) -> bool:
    """Every answer is final: another one is a correction."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One kind of list that comes back.

    In the child process, out of the file and the list alone: stored: what is kept of an answered row (key of the
    answer). final: whether another answer later is a correction. weighs: columns in which a difference is a
    correction too. faults: why a matched row cannot be used. counts: the preview's figures. differs: lines about
    sums that do not add up; the officer confirms these by name.

    At the desk: tally: how the persons of some rows will be told, added up part by part; tallied: what is said of
    it, with how many rows change and how many still wait. follow: moves, tasks and notices.
    """

    kind: str
    stored: Callable[[Match], str]
    counts: Callable[[Reading], Text]
    follow: Follow
    final: Callable[[str], bool] = always
    weighs: tuple[str, ...] = ()
    faults: Callable[[Match, date, Places], tuple[Text, ...]] = no_faults
    differs: Callable[[Reading], tuple[Text, ...]] = nothing_more
    tally: Callable[[Desk, Sequence[Change]], Counter[str]] = nothing_counted
    tallied: Callable[[Counter[str], int, int], tuple[Text, ...]] = nothing_told


def filled_in(match: Match, layout: Layout) -> dict[str, Any]:
    """What the other office wrote in its columns, as it is kept."""
    theirs = (column.key for column in layout.columns if column.fill == "they")
    values = match.row.values
    return {key: _kept(value) for key in theirs if (value := values.get(key))}


def _kept(value: Cell) -> object:
    """A cell as JSON gives it back."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def is_same(row: BatchRow, result: str, answer: Mapping[str, Any]) -> bool:
    """Whether a row says already what the file says."""
    return row.answered_at is not None and row.result == result and dict(row.answer or {}) == dict(answer)


def is_correction(taking: Taking, row: BatchRow, result: str, answer: Mapping[str, Any]) -> bool:
    """Whether it changes an answer that was final."""
    if row.answered_at is None or not taking.final(row.result):
        return False
    before = row.answer or {}
    return row.result != result or any(before.get(key) != answer.get(key) for key in taking.weighs)
