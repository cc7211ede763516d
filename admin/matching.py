"""Rows that came back are put beside the rows that went out: by row code and person, never by name alone.

The order of trials, the first that hits wins: 1. row code, and CCCD or name agrees; 2. row code, but the person
differs: the rows were shifted, refused; 3. CCCD and name; 4. (payment results) account, amount and account name,
if that hits one open row only; 5. none: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from admin.sheets import reasons
from admin.sheets.shape import BadRow, Layout, Row, Sheet, SheetRow
from domain.reading.text import fold
from domain.wording import Text

#: What of a sent row is looked at, beside the person's CCCD and name (keys of the layout).
COMPARED = ("account_number", "amount", "benefit", "receiver_name", "registration_code")
How: TypeAlias = Literal["row_code", "person", "account"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A row as it went out. id: the caller's own name for it; open: not yet answered for good."""

    id: str
    row_code: str
    values: Row = field(repr=False)
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row that came back and the row it answers; how says which trial hit; answered: not left empty."""

    row: SheetRow
    sent: SentRow
    how: How
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The rows of a file beside those of its list.

    bad: rows that contradict the list (shifted, repeated, another amount). unmatched: rows no sent row
    belongs to, with the reason to show. missing: sent rows the file does not have.
    """

    matches: tuple[Match, ...]
    bad: tuple[BadRow, ...]
    unmatched: tuple[BadRow, ...]
    missing: tuple[SentRow, ...]

    @property
    def answered(self) -> tuple[Match, ...]:
        """Rows that say something."""
        return tuple(match for match in self.matches if match.answered)

    @property
    def waiting(self) -> tuple[Match, ...]:
        """Rows left empty: "Còn chờ"."""
        return tuple(match for match in self.matches if not match.answered)


def match_rows(sheet: Sheet, sent: Iterable[SentRow], *, layout: Layout) -> Matched:
    """Every usable row of a file beside the row it answers. Pure."""
    sent_rows = tuple(sent)
    known = _Known(sent_rows, layout)
    matches: list[Match] = []
    bad: list[BadRow] = []
    unmatched: list[BadRow] = []
    taken: dict[str, int] = {}
    for row in sheet.rows:
        found = known.find(row)
        if isinstance(found, Text):
            (unmatched if found == reasons.NOT_SENT else bad).append(BadRow(row.line, (found,), row.page))
            continue
        one, how = found
        faults = _faults(row, one, taken=taken)
        taken.setdefault(one.id, row.line)
        if faults:
            bad.append(BadRow(row.line, faults, row.page))
        else:
            answered = row.values.get(layout.answer) not in (None, "", ())
            matches.append(Match(row=row, sent=one, how=how, answered=answered))
    missing = tuple(one for one in sent_rows if one.id not in taken)
    return Matched(matches=tuple(matches), bad=tuple(bad), unmatched=tuple(unmatched), missing=missing)


class _Known:
    """The sent rows, ready to be looked up."""

    def __init__(self, sent: Sequence[SentRow], layout: Layout) -> None:
        self._layout = layout
        self._cccd, self._name = layout.person
        self._by_code = {one.row_code: one for one in sent}
        self._by_cccd: dict[str, list[SentRow]] = defaultdict(list)
        self._by_account: dict[str, list[SentRow]] = defaultdict(list)
        for one in sent:
            if cccd := one.values.get(self._cccd):
                self._by_cccd[str(cccd)].append(one)
            if account := one.values.get("account_number"):
                self._by_account[str(account)].append(one)

    def find(self, row: SheetRow) -> tuple[SentRow, How] | Text:
        """The sent row and how it was found, or why there is none."""
        if code := row.values.get("row_code"):
            one = self._by_code.get(str(code))
            if one is None:
                return reasons.NOT_SENT
            return (one, "row_code") if self._agrees(row.values, one) else reasons.SHIFTED
        by_person = self._by_person(row.values)
        if len(by_person) > 1:
            return reasons.SEVERAL
        if by_person:
            return by_person[0], "person"
        by_account = self._by_open_account(row.values) if self._layout.by_account else []
        return (by_account[0], "account") if len(by_account) == 1 else reasons.NOT_SENT

    def _agrees(self, values: Row, one: SentRow) -> bool:
        """CCCD or name is the same. A file with neither is held to the amount."""
        cccd, name = values.get(self._cccd), values.get(self._name)
        if cccd is None and name is None:
            amount = values.get("amount")
            return amount is not None and amount == one.values.get("amount")
        return (cccd is not None and cccd == one.values.get(self._cccd)) or self._same_name(name, one)

    def _same_name(self, name: object, one: SentRow) -> bool:
        sent = one.values.get(self._name)
        return bool(name) and bool(sent) and (name == sent or fold(str(name)) == fold(str(sent)))

    def _by_person(self, values: Row) -> list[SentRow]:
        """CCCD and name; where the payer's own file has no names, CCCD and amount."""
        name, amount = values.get(self._name), values.get("amount")
        same = [
            one
            for one in self._by_cccd.get(str(values.get(self._cccd) or ""), ())
            if self._same_name(name, one)
            or (name is None and amount is not None and amount == one.values.get("amount"))
        ]
        return self._narrowed(values, same)

    @staticmethod
    def _narrowed(values: Row, found: list[SentRow]) -> list[SentRow]:
        """One person may have several rows: told apart by what was paid for, then how much, in which role."""
        for key in ("registration_code", "benefit", "amount"):
            if len(found) > 1 and values.get(key) is not None:
                found = [one for one in found if one.values.get(key) == values[key]]
        return found

    def _by_open_account(self, values: Row) -> list[SentRow]:
        """Account, amount and folded account name, among the rows still open."""
        amount = values.get("amount") if values.get("amount") is not None else values.get("paid")
        name = values.get("receiver_name") or values.get("account_name") or values.get(self._name)
        return [
            one
            for one in self._by_account.get(str(values.get("account_number") or ""), ())
            if one.open
            and amount is not None
            and amount == one.values.get("amount")
            and bool(name)
            and fold(str(name)) == fold(str(one.values.get("receiver_name") or ""))
        ]


def _faults(row: SheetRow, one: SentRow, *, taken: dict[str, int]) -> tuple[Text, ...]:
    """Why a found row still cannot be used: answered twice, or another amount than went out."""
    faults: list[Text] = []
    if one.id in taken:
        faults.append(reasons.repeated(taken[one.id]))
    listed = one.values.get("amount")
    if isinstance(listed, int):
        amount, paid = row.values.get("amount"), row.values.get("paid")
        if isinstance(amount, int) and amount != listed:
            faults.append(reasons.amount_differs(amount, listed=listed))
        elif isinstance(paid, int) and paid > listed:
            faults.append(reasons.amount_differs(paid, listed=listed))
    return tuple(faults)
