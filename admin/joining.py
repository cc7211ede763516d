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


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What would go out. bad: rows that cannot; remarks: what differs; units, group: of the registered persons."""

    rows: Sequence[DraftRow] = field(repr=False)
    bad: tuple[BadRow, ...] = field(repr=False)
    remarks: tuple[Text, ...]
    people: int
    total: int
    units: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A registered person and the newest answers; refused: no consent to việc 2."""

    registration: Registration
    answers: Answers = field(repr=False)
    refused: bool


def join(desk: Desk, sheet: Sheet, *, period: str) -> Joined:
    """Each row of the file as it would go out."""
    known = _known(desk, sheet)
    bad = (*sheet.bad, *_repeated(sheet.rows), *_listed_before(desk, sheet, period=period))
    remarks: dict[str, list[int]] = {key: [] for key in REMARKS}
    rows = [_row(desk, row, known.get(str(row.values["cccd"])), remarks=remarks) for row in sheet.rows]
    those = [one.registration for one in known.values()]
    groups = Counter(file_of(one.category_group, desk.settings) for one in those)
    return Joined(
        rows=rows,
        bad=bad,
        remarks=tuple(_shown(key, lines) for key, lines in remarks.items() if lines),
        people=len({row.values["cccd"] for row in rows}),
        total=sum(row.amount for row in rows),
        units=tuple(sorted({one.unit for one in those})),
        group=groups.most_common(1)[0][0] if groups else "",
    )


def _shown(key: str, lines: Sequence[int]) -> Text:
    text = REMARKS[key]
    named = [verbatim(str(line)) for line in lines[:NAMED]]
    if len(lines) > NAMED:
        named.append(verbatim("…"))
    return Text(text.key, text.vietnamese, n=len(lines), x=tuple(named))


def _known(desk: Desk, sheet: Sheet) -> dict[str, _Known]:
    """The registered persons among the rows by CCCD: of several registrations the one that is paid now."""
    numbers = {str(row.values["cccd"]) for row in sheet.rows}
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


def _listed_before(desk: Desk, sheet: Sheet, *, period: str) -> list[BadRow]:
    """Month + person + benefit is a payment: one that stands in a list already is not listed again."""
    indexes = {
        index: str(row.values["cccd"])
        for row in sheet.rows
        for index in desk.seal.indexes("cccd", str(row.values["cccd"]))
    }
    before: dict[tuple[str, str], str] = {}
    for code, row in listed.in_period(
        desk.db, kind="CT", period=period, person_indexes=indexes.keys(), seal=desk.seal
    ):
        before[indexes[row.person_index], fold(str(row.values.get("benefit")))] = code
    bad: list[BadRow] = []
    for sheet_row in sheet.rows:
        key = (str(sheet_row.values["cccd"]), fold(str(sheet_row.values["benefit"])))
        if key in before:
            reason = Text(LISTED_BEFORE.key, LISTED_BEFORE.vietnamese, batch_code=before[key])
            bad.append(BadRow(sheet_row.line, (reason,), sheet_row.page))
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
