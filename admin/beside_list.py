"""A read file put beside the list it answers: which list, which rows, what is new, what cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from admin import lists
from admin.desk import CannotDo, Desk
from admin.layouts import layout_named
from admin.matching import Match, Matched, SentRow, match_rows
from admin.returned_files import ReadFile
from admin.scope import staff_of
from admin.sheets import BadRow, Layout, reasons, unit_of
from admin.taking import Answered, Reading, Taking, filled_in, is_correction, is_same
from domain.wording import Text, verbatim
from storage import batches
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
class Beside:
    """A file beside its list. bad: rows that cannot be used; remarks: what else the officer should see."""

    batch: Batch
    reading: Reading = field(repr=False)
    bad: tuple[BadRow, ...] = field(default=(), repr=False)
    remarks: tuple[Text, ...] = ()


def put_beside(desk: Desk, file: ReadFile, takings: Mapping[str, Taking]) -> Beside:
    """The file beside the list it answers. Raises CannotDo: unknown, somebody else's, recalled."""
    layout = layout_named(file.layout)
    batch = _batch_of(desk, file)
    taking = takings[batch.kind]
    rows = batches.rows_of(desk.db, batch.id, seal=desk.seal)
    by_id = {row.id: row for row in rows}
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
        if (found := taking.faults(desk, match))
    ]
    bad = (*file.sheet.bad, *matched.bad, *matched.unmatched, *faulty)
    reading = _reading(batch, rows, matched, taking=taking, layout=layout, read=file.sheet.row_count, by_id=by_id)
    return Beside(batch=batch, reading=reading, bad=bad, remarks=_remarks(reading))


def _batch_of(desk: Desk, file: ReadFile) -> Batch:
    code = file.sheet.list_code
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
    codes = {str(row.values["row_code"]) for row in file.sheet.rows if row.values.get("row_code")}
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
    key = layout_named(file.layout).person[0]
    numbers = {str(row.values[key]) for row in file.sheet.rows if row.values.get(key)}
    return {index for number in numbers for index in desk.seal.indexes("cccd", number)}


def _reading(
    batch: Batch,
    rows: Sequence[BatchRow],
    matched: Matched,
    *,
    taking: Taking,
    layout: Layout,
    read: int,
    by_id: Mapping[str, BatchRow],
) -> Reading:
    new: list[Answered] = []
    corrections: list[Answered] = []
    for match in matched.answered:
        row, result = by_id[match.sent.id], taking.stored(match)
        answer = taking.completed(match, filled_in(match, layout))
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
