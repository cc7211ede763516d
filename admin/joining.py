"""The rows of a monthly payment list joined with the register: who is paid how, and what the officer must see.

Only a person whose account went up in a verified list is paid into it, whatever the file says; an account in the
requester's name needs a paper that was seen and is still valid; without việc 2 nothing goes to a bank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from admin.desk import Desk
from admin.list_making import DraftRow
from admin.scope import staff_of
from admin.sheets import BadRow, Cell, Row, Sheet, SheetRow
from admin.verified_list import file_of
from domain.people import text_of
from domain.persons import account_name_of
from domain.reading.text import fold
from domain.reference.banks import bank_name
from domain.registration import CLOSED, Registration, Status
from domain.wording import Answers, Text, verbatim
from storage import listed, payments, registrations

LISTED_BEFORE = Text("row.listed_before", "Khoản này đã có trong danh sách {batch_code}.")
TWICE = Text("row.benefit_twice", "Dòng này lặp lại dòng {r}.")
#: What is shown of rows that are not paid as the file or the register would have it, in this order.
REMARKS: dict[str, Text] = {
    "unknown": Text("joined.unknown", "Chưa có hồ sơ đăng ký, ghi tiền mặt {n}: dòng {x}."),
    "other_name": Text("joined.other_name", "Họ tên khác hồ sơ, ghi tiền mặt {n}: dòng {x}."),
    "not_verified": Text("joined.not_verified", "Tài khoản chưa xác thực, ghi tiền mặt {n}: dòng {x}."),
    "no_paper": Text("joined.no_paper", "Giấy ủy quyền thiếu hoặc hết hạn (R8), ghi tiền mặt {n}: dòng {x}."),
    "refused": Text("joined.refused", "Không đồng ý chuyển thông tin, ghi tiền mặt {n}: dòng {x}."),
    "other_way": Text("joined.other_way", "Hình thức khác trong tệp, ghi theo sổ đăng ký {n}: dòng {x}."),
}
NAMED = 20
#: Statuses in which a registered account is one that went up.
WENT_UP = (Status.FORWARDED, Status.ACTIVE)
#: Statuses in which the way of being paid in cash is known to be right.
CHECKED = (Status.VERIFIED, *WENT_UP)


@dataclass(slots=True, kw_only=True)
class Joined:
    """What would go out, growing part by part. bad: rows that cannot; units, groups: of the registered persons."""

    sheet: Sheet = field(repr=False)
    period: str
    rows: list[DraftRow] = field(default_factory=list, repr=False)
    bad: list[BadRow] = field(default_factory=list, repr=False)
    differing: dict[str, list[int]] = field(default_factory=lambda: {key: [] for key in REMARKS})
    groups: Counter[str] = field(default_factory=Counter)
    units: set[str] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether every row of the file has been joined."""
        return len(self.rows) == len(self.sheet.rows)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What differs from the file or the register."""
        return tuple(_shown(key, lines) for key, lines in self.differing.items() if lines)

    @property
    def people(self) -> int:
        """Persons, not rows."""
        return len({row.values["cccd"] for row in self.rows})

    @property
    def total(self) -> int:
        """The sum of all rows."""
        return sum(row.amount for row in self.rows)

    @property
    def group(self) -> str:
        """The file most of the registered persons' groups travel in."""
        return self.groups.most_common(1)[0][0] if self.groups else ""


@dataclass(frozen=True, slots=True)
class _Known:
    """A registered person and the newest answers; refused: no consent to việc 2."""

    registration: Registration
    answers: Answers = field(repr=False)
    refused: bool


def begin(sheet: Sheet, *, period: str) -> Joined:
    """A file to be joined, with the rows that cannot be used as far as the file itself shows."""
    return Joined(sheet=sheet, period=period, bad=[*sheet.bad, *_repeated(sheet.rows)])


def join_some(desk: Desk, joined: Joined, *, limit: int = 1000) -> None:
    """The next rows as they would go out. One transaction a part: citizens are answered in between."""
    rows = joined.sheet.rows[len(joined.rows) : len(joined.rows) + limit]
    known = _known(desk, rows)
    joined.bad += _listed_before(desk, rows, period=joined.period)
    for one in known.values():
        joined.units.add(one.registration.unit)
        joined.groups[file_of(one.registration.category_group, desk.settings)] += 1
    joined.rows += [_row(desk, row, known.get(str(row.values["cccd"])), remarks=joined.differing) for row in rows]


def _shown(key: str, lines: Sequence[int]) -> Text:
    text = REMARKS[key]
    named = [verbatim(str(line)) for line in lines[:NAMED]]
    if len(lines) > NAMED:
        named.append(verbatim("…"))
    return Text(text.key, text.vietnamese, n=len(lines), x=tuple(named))


def _known(desk: Desk, rows: Sequence[SheetRow]) -> dict[str, _Known]:
    """The registered persons among the rows by CCCD: of several registrations the one that is paid now."""
    numbers = {str(row.values["cccd"]) for row in rows}
    indexes = {index: cccd for cccd in numbers for index in desk.seal.indexes("cccd", cccd)}
    ids = payments.with_cccd(desk.db, indexes, units=staff_of(desk).units)
    found = registrations.find_many(desk.db, {one for several in ids.values() for one in several}, seal=desk.seal)
    chosen = {cccd: one for cccd, several in ids.items() if (one := _the_one([found[each] for each in several]))}
    answers = registrations.newest_answers(desk.db, chosen.values(), seal=desk.seal)
    refused = payments.forwarding_refused(desk.db, [one.id for one in chosen.values()])
    return {cccd: _Known(one, answers[one.id], one.id in refused) for cccd, one in chosen.items()}


def _the_one(those: Sequence[Registration]) -> Registration | None:
    """The one furthest along that is not closed; of equals the last sent."""
    standing = [one for one in those if one.status not in CLOSED]
    return max(standing, key=lambda one: (one.status in WENT_UP, one.status in CHECKED, one.sent_at), default=None)


def _repeated(rows: Sequence[SheetRow]) -> list[BadRow]:
    """One person and one benefit stand once in a month."""
    first: dict[tuple[object, str], int] = {}
    bad: list[BadRow] = []
    for row in rows:
        key = (row.values["cccd"], fold(str(row.values["benefit"])))
        if key in first:
            bad.append(BadRow(row.line, (Text(TWICE.key, TWICE.vietnamese, r=first[key]),), row.page))
        first.setdefault(key, row.line)
    return bad


def _listed_before(desk: Desk, rows: Sequence[SheetRow], *, period: str) -> list[BadRow]:
    """Month + person + benefit is a payment: one that stands in a list already is not listed again."""
    indexes = {
        index: str(row.values["cccd"])
        for row in rows
        for index in desk.seal.indexes("cccd", str(row.values["cccd"]))
    }
    before: dict[tuple[str, str], str] = {}
    found = listed.in_period(desk.db, kind="CT", period=period, person_indexes=indexes.keys(), seal=desk.seal)
    for code, batch_row in found:
        before[indexes[batch_row.person_index], fold(str(batch_row.values.get("benefit")))] = code
    bad: list[BadRow] = []
    for row in rows:
        key = (str(row.values["cccd"]), fold(str(row.values["benefit"])))
        if key in before:
            reason = Text(LISTED_BEFORE.key, LISTED_BEFORE.vietnamese, batch_code=before[key])
            bad.append(BadRow(row.line, (reason,), row.page))
    return bad


def _row(desk: Desk, row: SheetRow, known: _Known | None, *, remarks: Mapping[str, list[int]]) -> DraftRow:
    values = row.values
    other = known is not None and fold(str(values["full_name"])) != fold(text_of(known.answers, "full_name"))
    if known is None or other:
        remarks["other_name" if other else "unknown"].append(row.line)
        return _draft_row(values, None, {"pay_by": "cash", "receiver_name": values["full_name"]})
    way, why = _way(known, desk.today)
    if why:
        remarks[why].append(row.line)
    elif values.get("pay_by") not in (None, way):
        remarks["other_way"].append(row.line)
    return _draft_row(values, known.registration, _paid(known, way, desk.today))


def _way(known: _Known, today: date) -> tuple[str, str]:
    """How the person is paid, and why it is not the account they asked for ("" when it is as asked)."""
    one, answers = known.registration, known.answers
    if one.pay_by == "cash_home" and one.status in CHECKED:
        return "cash_home", ""
    if one.pay_by != "account":
        return "cash", ""
    if one.status not in WENT_UP or not text_of(answers, "account_number"):
        return "cash", "not_verified"
    if known.refused:
        return "cash", "refused"
    if text_of(answers, "account_holder") == "requester" and not _paper_stands(one, answers, today):
        return "cash", "no_paper"
    return "account", ""


def _paper_stands(one: Registration, answers: Answers, today: date) -> bool:
    """The paper was seen, and its last day has not passed."""
    until = text_of(answers, "basis_until")
    return one.paper_seen_on is not None and (len(until) != 10 or date.fromisoformat(until) >= today)


def _paid(known: _Known, way: str, today: date) -> dict[str, Cell]:
    """Account and receiver as they stand now: a snapshot on the row."""
    one, answers = known.registration, known.answers
    if way == "account":
        return {
            "pay_by": way,
            "account_number": text_of(answers, "account_number"),
            "bank": bank_name(text_of(answers, "bank")),
            "receiver_name": account_name_of(answers),
        }
    by_requester = text_of(answers, "cash_receiver") == "requester" and _paper_stands(one, answers, today)
    receiver = text_of(answers, "requester_name" if by_requester else "full_name")
    return {"pay_by": way, "receiver_name": receiver, "pay_point": text_of(answers, "pay_point") or None}


def _draft_row(values: Row, one: Registration | None, paid: Mapping[str, Cell]) -> DraftRow:
    keys = ("full_name", "cccd", "residence", "benefit", "monthly", "arrears", "one_off", "carried", "amount")
    amount = values["amount"]
    assert isinstance(amount, int)
    return DraftRow(
        values={
            **{key: values.get(key) for key in keys},
            **paid,
            **({"category_group": one.category_group} if one and one.category_group == "HTXH" else {}),
        },
        registration_id=one.id if one else "",
        version=one.version if one else 0,
        person=("cccd", str(values["cccd"])),
        amount=amount,
    )
