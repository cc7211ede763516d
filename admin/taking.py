"""What the one door for returned files must know of each kind of list: how its answers are stored and followed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from admin.desk import Desk
from admin.matching import Match
from admin.sheets import Layout
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


#: rows: every row of the persons concerned, as they stand now; changed: ids of those this file has written.
Follow: TypeAlias = Callable[[Desk, Batch, Sequence[BatchRow], Collection[str]], None]


def no_faults(desk: Desk, match: Match) -> tuple[Text, ...]:
    """Nothing to find fault with beyond the layout's own checks."""
    return ()


def nothing_more(desk: Desk, reading: Reading) -> tuple[Text, ...]:
    """No further line in the preview."""
    return ()


def always(result: str) -> bool:
    """Every answer is final: another one is a correction."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One kind of list that comes back.

    stored: what is kept of an answered row (key of the answer). final: whether another answer later is a
    correction. weighs: columns in which a difference is a correction too. faults: why a matched row cannot be
    used. counts: the preview's figures. differs: lines about sums that do not add up; the officer confirms these
    by name. follow: moves, tasks and notices.
    """

    kind: str
    stored: Callable[[Match], str]
    counts: Callable[[Desk, Reading], Text]
    follow: Follow
    final: Callable[[str], bool] = always
    weighs: tuple[str, ...] = ()
    faults: Callable[[Desk, Match], tuple[Text, ...]] = no_faults
    completed: Callable[[Match, Mapping[str, Any]], Mapping[str, Any]] = lambda match, answer: answer
    differs: Callable[[Desk, Reading], tuple[Text, ...]] = nothing_more


def filled_in(match: Match, layout: Layout) -> dict[str, Any]:
    """What the other office wrote in its columns, as it is kept."""
    theirs = (column.key for column in layout.columns if column.fill == "they")
    values = {key: match.row.values.get(key) for key in theirs}
    kept: dict[str, Any] = json.loads(json.dumps({k: v for k, v in values.items() if v}, default=_as_json))
    return kept


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def is_same(row: BatchRow, result: str, answer: Mapping[str, Any]) -> bool:
    """Whether a row says already what the file says."""
    return row.answered_at is not None and row.result == result and dict(row.answer or {}) == dict(answer)


def is_correction(taking: Taking, row: BatchRow, result: str, answer: Mapping[str, Any]) -> bool:
    """Whether it changes an answer that was final."""
    if row.answered_at is None or not taking.final(row.result):
        return False
    before = row.answer or {}
    return row.result != result or any(before.get(key) != answer.get(key) for key in taking.weighs)
