"""A read file put beside the list it answers: which list, which rows, what is new, what cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from admin import lists
from admin.desk import CannotDo, Desk
from admin.layouts import layout_named
from admin.matching import COMPARED, Match, Matched, SentRow, match_rows
from admin.packed import PART, Packed, pack
from admin.returned_files import ReadFile
from admin.scope import staff_of
from admin.sheets import BadRow, Layout, reasons, unit_of
from admin.taking import Answered, Change, Reading, Taking, filled_in, is_correction, is_same
from admin.takings import TAKINGS
from domain.reference.places import Places
from domain.wording import Text, verbatim
from storage import batches, returned_rows
from storage.batches import Batch, BatchRow

OTHER_UNIT = Text("file.other_unit", "Tệp của {other_unit}, không ghi được ở đây.")
WHICH_LIST = Text("file.which_list", "Chưa rõ tệp này trả lời danh sách nào: {x}. Ghi mã danh sách vào tệp.")
MISSING = Text("import.missing", "Tệp thiếu {n} dòng của danh sách.")
BY_PERSON = Text("import.by_person", "Nhận theo số CCCD và họ tên: {n} dòng.")
BY_ACCOUNT = Text("import.by_account", "Nhận theo số tài khoản và số tiền: {n} dòng.")
KIND_OF = {
    "xac_thuc": "CA",
    "xac_thuc_tai_khoan": "CA",
    "tong_hop": "XT",
    "mo_tai_khoan": "MT",
    "ket_qua": "CT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A file and the rows of the list it answers, as far as they have been fetched, each without what is not
    compared; after: row code of the last."""

    file: ReadFile = field(repr=False)
    batch: Batch
    rows: Packed[BatchRow] = field(default_factory=Packed)
    after: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A file beside its list. changes: what it would write, the new answers first, the corrections behind them.

    read: rows of the file; people: whom the new answers and all changes are about; waiting: rows of the list
    still unanswered then. bad: rows that cannot be used; remarks: what else the officer should see.
    """

    batch: Batch
    layout: str
    read: int
    changes: Packed[Change]
    new: int
    people: tuple[int, int]
    waiting: int
    counts: Text
    differences: tuple[Text, ...] = ()
    bad: tuple[BadRow, ...] = field(default=(), repr=False)
    remarks: tuple[Text, ...] = ()


# --- at the desk -----------------------------------------------------------------------------------------


def find_list(desk: Desk, file: ReadFile) -> Gathered:
    """The list a file answers, its rows not yet fetched. Raises CannotDo: unknown, somebody else's, recalled."""
    return Gathered(file=file, batch=_batch_of(desk, file))


def gather(desk: Desk, gathered: Gathered, *, limit: int = PART) -> Gathered:
    """With the next rows of the list. One transaction a part: citizens are answered in between."""
    batch = gathered.batch
    compared = {*COMPARED, *layout_named(gathered.file.layout).person}
    rows = returned_rows.rows_after(desk.db, batch.id, gathered.after, keys=compared, limit=limit, seal=desk.seal)
    if not rows:
        return replace(gathered, whole=True)
    return replace(gathered, rows=gathered.rows.with_more(rows), after=rows[-1].row_code, whole=len(rows) < limit)


def _batch_of(desk: Desk, file: ReadFile) -> Batch:
    code = file.head.list_code
    batch = batches.find_by_code(desk.db, code) if code else _by_its_rows(desk, file)
    unit = desk.places.units.get(unit_of(code))
    if batch is None or batch.kind != KIND_OF[file.layout]:
        if unit is not None and unit.code not in staff_of(desk).units:
            raise CannotDo(Text(OTHER_UNIT.key, OTHER_UNIT.vietnamese, other_unit=unit.full_name))
        raise CannotDo(reasons.NOT_OURS)
    if not lists.may_have(staff_of(desk), batch):
        theirs = desk.places.unit(batch.unit).full_name
        raise CannotDo(Text(OTHER_UNIT.key, OTHER_UNIT.vietnamese, other_unit=theirs))
    if batch.recalled_at is not None:
        raise CannotDo(lists.recalled(batch))
    return batch


def _by_its_rows(desk: Desk, file: ReadFile) -> Batch | None:
    """A file that does not name its list: the one among theirs that most of its rows stand in.

    By row codes; where it has none, by CCCD among the lists that still wait. Raises CannotDo when two lists
    may be meant and the month in its title does not tell them apart.
    """
    codes = set(file.codes)
    theirs = _theirs(desk, KIND_OF[file.layout], open_only=not codes)
    persons = set() if codes else _persons(desk, file)
    if not codes and not persons:  # a bank's own file: accounts and amounts only
        return next(iter(theirs.values())) if len(theirs) == 1 else None
    counted = batches.count_found(desk.db, list(theirs), codes or persons, persons=not codes)
    best = [theirs[one] for one, count in counted.items() if count == max(counted.values())]
    if len(best) > 1 and file.period:
        best = [batch for batch in best if batch.period == file.period]
    if len(best) > 1:
        named = tuple(verbatim(batch.code) for batch in best)
        raise CannotDo(Text(WHICH_LIST.key, WHICH_LIST.vietnamese, x=named))
    return best[0] if best else None


def _theirs(desk: Desk, kind: str, *, open_only: bool) -> dict[str, Batch]:
    """Lists of a kind sent to the office of who sits here, or made in it."""
    office = staff_of(desk).office
    sent = batches.of_offices(desk.db, kinds=(kind,), to_office=office, open_only=open_only)
    made = batches.of_offices(desk.db, kinds=(kind,), from_office=office, open_only=open_only)
    return {batch.id: batch for batch in (*sent, *made)}


def _persons(desk: Desk, file: ReadFile) -> set[str]:
    """The blind indexes of the CCCDs in a file."""
    return {index for number in file.persons for index in desk.seal.indexes("cccd", number)}


# --- in a child process ----------------------------------------------------------------------------------


def put_beside(gathered: Gathered, today: date, places: Places) -> Beside:
    """The file beside the rows of its list. Pure."""
    file, batch = gathered.file, gathered.batch
    layout, taking = layout_named(file.layout), TAKINGS[batch.kind]
    rows = list(gathered.rows)
    sent = [
        SentRow(
            id=row.id,
            row_code=row.row_code,
            values=row.values,
            open=row.answered_at is None or not taking.final(row.result),
        )
        for row in rows
    ]
    matched = match_rows(file.sheet, sent, layout=layout)
    faulty = [
        BadRow(match.row.line, found, match.row.page)
        for match in matched.answered
        if (found := taking.faults(match, today, places))
    ]
    reading = _reading(batch, rows, matched, taking=taking, layout=layout, read=file.count)
    return Beside(
        batch=batch,
        layout=file.layout,
        read=reading.read,
        changes=pack(_change(one) for one in reading.changed),
        new=len(reading.new),
        people=(_people(reading.new), _people(reading.changed)),
        waiting=reading.waiting,
        counts=taking.counts(reading),
        differences=taking.differs(reading),
        bad=(*file.head.bad, *matched.bad, *matched.unmatched, *faulty),
        remarks=_remarks(reading),
    )


def _change(one: Answered) -> Change:
    return Change(row_id=one.row.id, registration_id=one.row.registration_id, result=one.result, answer=one.answer)


def _people(those: Sequence[Answered]) -> int:
    """Persons: several payments of one count once."""
    rows = [one.row for one in those]
    return len({(row.registration_id or row.person_index or row.id, row.person_role) for row in rows})


def _reading(
    batch: Batch, rows: Sequence[BatchRow], matched: Matched, *, taking: Taking, layout: Layout, read: int
) -> Reading:
    by_id = {row.id: row for row in rows}
    new: list[Answered] = []
    corrections: list[Answered] = []
    for match in matched.answered:
        row, result, answer = by_id[match.sent.id], taking.stored(match), filled_in(match, layout)
        if is_same(row, result, answer):
            continue
        one = Answered(row=row, result=result, answer=answer)
        (corrections if is_correction(taking, row, result, answer) else new).append(one)
    answering = {one.row.id for one in new}
    return Reading(
        batch=batch,
        rows=rows,
        read=read,
        new=new,
        corrections=corrections,
        waiting=sum(1 for row in rows if row.answered_at is None and row.id not in answering),
        missing=len(matched.missing),
        by_person=_found(matched.matches, "person"),
        by_account=_found(matched.matches, "account"),
    )


def _found(matches: Sequence[Match], how: str) -> int:
    return sum(1 for match in matches if match.how == how)


def _remarks(reading: Reading) -> tuple[Text, ...]:
    counted = ((MISSING, reading.missing), (BY_PERSON, reading.by_person), (BY_ACCOUNT, reading.by_account))
    return tuple(Text(text.key, text.vietnamese, n=n) for text, n in counted if n)
