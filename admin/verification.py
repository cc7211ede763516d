"""The list for the police (sheets.md 3): made of the persons who wait, fetched again, and what it brings back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from admin import list_making, lists, moves, reports_in
from admin.cards import button
from admin.desk import Answer, CannotDo, Desk
from admin.layouts import verification as layout
from admin.list_making import Draft, DraftRow, Maker
from admin.lists import RECALL
from admin.matching import Match
from admin.police_queue import persons_waiting
from admin.scope import staff_of
from admin.sheet_values import residence_line
from admin.taking import Answered, Reading, Taking
from domain.people import text_of
from domain.persons import Person
from domain.registration import CLOSED, Registration, Status
from domain.staff import Role
from domain.wording import Answers, Choice, Text, verbatim
from storage import batches, registrations, tasks
from storage.batches import Batch, BatchRow

KIND = "CA"
ASK = Text("police_list.ask", "Lập danh sách {n} người gửi {police_office}?")
MADE = Text("police_list.made", "Danh sách {batch_code}, {n} người, đã chuyển {police_office}.")
NOBODY = Text("police_list.nobody", "Không có ai chờ gửi {police_office}.")
COUNTS = Text("police_list.counts", "Khớp {a}. Không khớp {b}. Còn chờ {c}.")
COUNTS_NAMED = Text("police_list.counts_named", "Khớp {a}. Không khớp {b} ({x}). Còn chờ {c}.")
ROW = Text("police_list.row", "dòng {r}: {x}")
MORE_ROWS = Text("police_list.more_rows", "và {n} dòng khác")
MISMATCH = Text("task.mismatch", "Công an báo: {x}. Hồ sơ {code}, cần xem rồi trả lại đúng mục.")
MISMATCH_VALUE = Text(
    "task.mismatch_value",
    "Công an báo: {x}. Hồ sơ {code}, cần xem rồi trả lại đúng mục. Công an ghi: {y}.",
)
OF_REQUESTER = Text("task.of_requester", "{x} (người khai)")
CHANGED = Text("task.police_changed", "Công an sửa kết quả: {x}. Hồ sơ {code}, cần xem lại.")
LABELS = {option.key: option.label for option in layout.WITH_ACCOUNTS.column("result").options}
#: Rows named one by one in a preview.
NAMED = 20
#: Stored first: what /trangthai must know of must not be cut off.
_FIRST = ("dead", "moved")


def command(desk: Desk, args: Answers) -> Answer:
    """/guicongan: officer: make a list of the persons who wait; police: fetch a list sent to them."""
    if args.get("drop") is True:
        return Answer(lines=(lists.NOT_MADE,))
    if text_of(args, "batch") or text_of(args, "text"):
        batch = _list_for(desk, args)
        return lists.fetch(desk, batch, choices=_choices(desk, batch))
    if staff_of(desk).role is Role.POLICE:
        return _offer(desk, to_office=staff_of(desk).office)
    waiting = persons_waiting(desk, _queued(desk))
    if args.get("make") is True and args.get("n") == len(waiting) and waiting:
        return list_making.make(desk, MAKER, {})
    unit = lists.own_unit(desk)
    if waiting:
        question = Text(ASK.key, ASK.vietnamese, n=len(waiting))
        return lists.ask(question, "guicongan", unit=unit, n=len(waiting))
    _verify_checked(desk)
    out = batches.of_offices(desk.db, kinds=(KIND,), from_office=staff_of(desk).office)
    return _offer(desk, from_office=staff_of(desk).office) if out else Answer(lines=(NOBODY,), unit=unit)


def _list_for(desk: Desk, args: Answers) -> Batch:
    batch = lists.batch_for(desk, args)
    if batch.kind != KIND or batch.recalled_at is not None:
        raise CannotDo(moves.NOT_FOUND)
    return batch


def _offer(desk: Desk, *, to_office: str = "", from_office: str = "") -> Answer:
    found = batches.of_offices(desk.db, kinds=(KIND,), to_office=to_office, from_office=from_office)
    return lists.offer(desk, found, "guicongan", choices=lambda batch: _choices(desk, batch))


def _choices(desk: Desk, batch: Batch) -> tuple[Choice, ...]:
    if staff_of(desk).role is not Role.OFFICER:
        return ()
    return (button(RECALL, "thuhoi", batch=batch.code),)


def _queued(desk: Desk) -> list[Registration]:
    units = (lists.own_unit(desk),)
    return registrations.in_status(desk.db, units=units, statuses=(Status.QUEUED_FOR_POLICE,), seal=desk.seal)


def _draft(desk: Desk, args: Answers) -> Draft:
    unit = lists.own_unit(desk)
    waiting = persons_waiting(desk, _queued(desk))
    if not waiting:
        raise CannotDo(NOBODY)
    for one, _ in waiting:
        moves.may_move(desk, one, "list")
    return Draft(
        kind=KIND,
        unit=unit,
        of=lists.office_for(desk, "commune", unit),
        to=lists.office_for(desk, "police", unit),
        lines=(f"Tháng {desk.today:%m/%Y}",),
        rows=tuple(_row(desk, one, person) for one, person in waiting),
    )


def _row(desk: Desk, one: Registration, person: Person) -> DraftRow:
    return DraftRow(
        values={
            "full_name": person.full_name,
            "birth_date": person.birth_date or None,
            "cccd": person.cccd or None,
            "residence": residence_line(desk.places, person.residence, person.residence_detail),
            "person_role": person.role,
            "registration_code": one.code,
        },
        registration_id=one.id,
        version=one.version,
        person_role=person.role,
        person=person.key,
    )


def _made(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> Answer:
    listed = registrations.find_many(desk.db, {row.registration_id for row in rows}, seal=desk.seal)
    moves.move_many(desk, list(listed.values()), "list")
    _verify_checked(desk)
    done = Text(MADE.key, MADE.vietnamese, batch_code=batch.code, n=batch.people)
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)


def _verify_checked(desk: Desk) -> None:
    """Who waits though everybody is still validly checked needs no row: verified."""
    queued = _queued(desk)
    waiting = {one.id for one, _ in persons_waiting(desk, queued)}
    checked = [one for one in queued if one.id not in waiting]
    if checked:
        moves.move_many(desk, checked, "already_checked")


MAKER = Maker(name="verification", draft=_draft, made=_made)


def _stored(match: Match) -> str:
    """ "match", or what is wrong, joined by ";": "Đã chết" and "Đã chuyển đi" first, at most 60 signs."""
    said = match.row.values.get("result")
    keys = list(said) if isinstance(said, tuple) else []
    if set(keys) <= {layout.MATCH, "account_match"}:
        return layout.MATCH
    keys.sort(key=lambda key: key not in _FIRST)
    while len(";".join(keys)) > 60:
        keys.pop()
    return ";".join(keys)


def _counts(reading: Reading) -> Text:
    """Khớp 11. Không khớp 1 (dòng 7: Sai ngày sinh). Còn chờ 0."""
    wrong = [one for one in reading.changed if one.result != layout.MATCH]
    matched = len(reading.changed) - len(wrong)
    if not wrong:
        return Text(COUNTS.key, COUNTS.vietnamese, a=matched, b=0, c=reading.waiting)
    named = [Text(ROW.key, ROW.vietnamese, r=one.row.line, x=shown(one.answer)) for one in _by_line(wrong)[:NAMED]]
    if len(wrong) > NAMED:
        named.append(Text(MORE_ROWS.key, MORE_ROWS.vietnamese, n=len(wrong) - NAMED))
    return Text(
        COUNTS_NAMED.key, COUNTS_NAMED.vietnamese, a=matched, b=len(wrong), x=tuple(named), c=reading.waiting
    )


def _by_line(those: Sequence[Answered]) -> list[Answered]:
    return sorted(those, key=lambda one: one.row.line)


def shown(answer: Mapping[str, Any] | None) -> Text:
    """The answer of the police as its labels."""
    said = (answer or {}).get("result") or ()
    return verbatim("; ".join(LABELS.get(str(key), str(key)) for key in said))


def _shown_of(row: BatchRow) -> Text:
    """The same, with whose it is when it is not the beneficiary's."""
    if row.person_role == "beneficiary":
        return shown(row.answer)
    return Text(OF_REQUESTER.key, OF_REQUESTER.vietnamese, x=shown(row.answer))


def _follow(desk: Desk, batch: Batch, rows: Sequence[BatchRow], changed: Collection[str]) -> None:
    """Verified when all persons match, mismatched when one does not; the officer looks before anybody is asked."""
    of_registration: dict[str, list[BatchRow]] = {}
    for row in rows:
        of_registration.setdefault(row.registration_id, []).append(row)
    found = registrations.find_many(desk.db, of_registration, seal=desk.seal)
    matched: list[Registration] = []
    wrong: list[Registration] = []
    for one in found.values():
        results = [row.result for row in of_registration[one.id]]
        against = any(result not in ("", layout.MATCH) for result in results)
        if one.status is not Status.IN_BATCH:
            _corrected(desk, one, of_registration[one.id], changed)
        elif against:
            wrong.append(one)
        elif "" not in results:
            matched.append(one)
    reports_in.move_each(desk, matched, "match")
    reports_in.move_each(desk, wrong, "mismatch")
    for row in rows:
        if row.id in changed and row.registration_id in found:
            _tell_officer(desk, batch, found[row.registration_id], row)


def _tell_officer(desk: Desk, batch: Batch, one: Registration, row: BatchRow) -> None:
    results = row.result.split(";")
    if row.result == layout.MATCH:
        return
    for kind, result in (("death", "dead"), ("moved", "moved")):
        if result in results:
            reports_in.report(desk, one, kind=kind, by="police", batch=batch)
    if set(results) <= {"dead", "moved"} or one.status in CLOSED:
        return
    answer = row.answer or {}
    value = str(answer.get("correct_cccd") or answer.get("correct_text") or "")
    source = MISMATCH_VALUE if value else MISMATCH
    tasks.add(
        desk.db,
        key=":".join(("mismatch", row.id, row.result)),
        kind="mismatch",
        text=moves.packed(
            Text(source.key, source.vietnamese, x=_shown_of(row), code=one.code, **({"y": value} if value else {}))
        ),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
    )


def _is_overtaken(one: Registration, rows: Sequence[BatchRow]) -> bool:
    """The answers now say otherwise than what the registration was moved by."""
    matches = all(row.result == layout.MATCH for row in rows if row.result)
    if one.status is Status.MISMATCHED:
        return matches
    return not matches and one.status in (Status.VERIFIED, Status.FORWARDED, Status.ACTIVE)


def _corrected(desk: Desk, one: Registration, rows: Sequence[BatchRow], changed: Collection[str]) -> None:
    """A changed answer came when the registration had moved on: the officer decides what it means."""
    for row in rows if _is_overtaken(one, rows) else ():
        if row.id in changed:
            tasks.add(
                desk.db,
                key=":".join(("police_changed", row.id, row.result)),
                kind="mismatch",
                text=moves.packed(Text(CHANGED.key, CHANGED.vietnamese, x=_shown_of(row), code=one.code)),
                seal=desk.seal,
                now=desk.now,
                unit=one.unit,
                registration_id=one.id,
            )


TAKING = Taking(kind=KIND, stored=_stored, counts=_counts, follow=_follow)
