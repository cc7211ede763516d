"""The verified list for the higher office, one file a group, and what it hands back (sheets.md 4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from admin import list_making, lists, moves, reports_in
from admin.cards import button
from admin.desk import Answer, CannotDo, Desk
from admin.list_making import Draft, DraftRow, Maker
from admin.matching import Match
from admin.scope import staff_of
from admin.sheet_values import beneficiary_lives, representative_line
from admin.taking import Reading, Taking
from domain.calendar import day_of
from domain.packing import pack_text
from domain.people import text_of
from domain.persons import account_name_of
from domain.reading.text import fold
from domain.reference.banks import bank_name
from domain.registration import Registration, Status
from domain.settings import OfficeSettings
from domain.staff import Role
from domain.wording import Answers, Choice, Text
from storage import batches, chats, inbox, listed, notes, registrations, tasks
from storage.batches import Batch, BatchRow

KIND = "XT"
#: One file each; hưu trí xã hội travels in one of them.
FILES = ("NCC", "BTXH")
ASK = Text("verified_list.ask", "Lập danh sách {n} người đã xác thực, gửi {higher_office}?")
ASK_FILES = Text("verified_list.ask_files", "Lập {x} danh sách, {n} người đã xác thực, gửi {higher_office}?")
MADE = Text("verified_list.made", "Danh sách {batch_code}, {n} người, đã chuyển {higher_office}.")
NOBODY = Text("verified_list.nobody", "Không có ai chờ gửi {higher_office}.")
LEFT_OUT = Text("verified_list.left_out", "Chưa đưa vào {n}: {x}.")
NO_CATEGORY = Text("verified_list.no_category", "{code} chưa ghi diện")
NO_GROUP = Text("verified_list.no_group", "{code} chưa rõ nhóm")
COUNTS = Text("verified_list.counts", "Đã nhận {a}. Trả lại {b}. Còn chờ {c}.")
HANDED_BACK = Text("verified_list.handed_back", "{higher_office} trả lại {n} dòng. Lý do ở từng hồ sơ.")
CATEGORY_TASK = Text("task.category", "Ghi diện và nhóm theo quyết định, hồ sơ {code}.")
BACK_TASK = Text("task.handed_back", "{higher_office} trả lại hồ sơ {code}: {reason}")
RETURNED = "returned"
NAMED = 20


def file_of(group: str, settings: OfficeSettings) -> str:
    """The file a group travels in; "" for a group that is not known."""
    if group == "HTXH":
        return settings.htxh_with
    return group if group in FILES else ""


def command(desk: Desk, args: Answers) -> Answer:
    """/danhsach: officer: make the lists of who is verified and complete; higher office: fetch what was sent."""
    if args.get("drop") is True:
        return Answer(lines=(lists.NOT_MADE,))
    if text_of(args, "batch") or text_of(args, "text"):
        batch = lists.batch_for(desk, args)
        if batch.kind != KIND or batch.recalled_at is not None:
            raise CannotDo(moves.NOT_FOUND)
        return lists.fetch(desk, batch, choices=_choices(desk, batch))
    if staff_of(desk).role is Role.HIGHER:
        return _offer(desk, batches.of_offices(desk.db, kinds=(KIND,), to_office=staff_of(desk).office))
    ready = {group: len(_ready(desk, group)) for group in FILES}
    total = sum(ready.values())
    if args.get("make") is True and args.get("n") == total and total:
        return _make(desk, [group for group in FILES if ready[group]])
    left = _left_out(desk)
    if not total:
        out = batches.of_offices(desk.db, kinds=(KIND,), from_office=staff_of(desk).office)
        answer = _offer(desk, out) if out else Answer(lines=(NOBODY,), unit=lists.own_unit(desk))
        return replace(answer, lines=(*answer.lines, *left))
    question = lists.ask(_question(ready, total), "danhsach", unit=lists.own_unit(desk), n=total)
    return replace(question, lines=(*question.lines, *left))


def _question(ready: dict[str, int], total: int) -> Text:
    files = sum(1 for count in ready.values() if count)
    if files == 1:
        return Text(ASK.key, ASK.vietnamese, n=total)
    return Text(ASK_FILES.key, ASK_FILES.vietnamese, x=files, n=total)


def _offer(desk: Desk, found: Sequence[Batch]) -> Answer:
    return lists.offer(desk, found, "danhsach", choices=lambda batch: _choices(desk, batch))


def _choices(desk: Desk, batch: Batch) -> tuple[Choice, ...]:
    if staff_of(desk).role is not Role.OFFICER:
        return ()
    return (button(lists.RECALL, "thuhoi", batch=batch.code),)


def _make(desk: Desk, groups: Sequence[str]) -> Answer:
    """One list a group; those that go on as jobs say nothing yet."""
    _keep_tasks(desk)
    made = [list_making.make(desk, MAKER, {"group": group}) for group in groups]
    said = [answer for answer in made if answer.lines] or made[:1]
    return replace(said[0], more=tuple(said[1:]))


def _verified(desk: Desk) -> list[Registration]:
    found = registrations.in_status(
        desk.db, units=(lists.own_unit(desk),), statuses=(Status.VERIFIED,), seal=desk.seal
    )
    return [one for one in found if one.pay_by == "account"]


def _is_complete(one: Registration, answers: Answers) -> bool:
    return bool(text_of(answers, "account_number") and text_of(answers, "bank") and one.category)


def _ready(desk: Desk, group: str) -> list[tuple[Registration, Answers]]:
    those = [one for one in _verified(desk) if file_of(one.category_group, desk.settings) == group]
    answers = registrations.newest_answers(desk.db, those, seal=desk.seal)
    return [(one, answers[one.id]) for one in those if _is_complete(one, answers[one.id])]


def _incomplete(desk: Desk) -> list[Registration]:
    return [one for one in _verified(desk) if not one.category or not file_of(one.category_group, desk.settings)]


def _left_out(desk: Desk) -> tuple[Text, ...]:
    """Who cannot go up yet, by code: a task for the officer first."""
    left = _incomplete(desk)
    if not left:
        return ()
    named = tuple(
        Text(text.key, text.vietnamese, code=one.code)
        for one in left[:NAMED]
        for text in (NO_CATEGORY if file_of(one.category_group, desk.settings) else NO_GROUP,)
    )
    return (Text(LEFT_OUT.key, LEFT_OUT.vietnamese, n=len(left), x=named),)


def _keep_tasks(desk: Desk) -> None:
    for one in _incomplete(desk):
        tasks.add(
            desk.db,
            key=_task_key(one.id),
            kind="category",
            text=moves.packed(Text(CATEGORY_TASK.key, CATEGORY_TASK.vietnamese, code=one.code)),
            seal=desk.seal,
            now=desk.now,
            unit=one.unit,
            registration_id=one.id,
        )


def _task_key(registration_id: str) -> str:
    return ":".join(("category", registration_id))


def _draft(desk: Desk, args: Answers) -> Draft:
    unit, group = lists.own_unit(desk), text_of(args, "group")
    ready = _ready(desk, group)
    if not ready:
        raise CannotDo(NOBODY)
    for one, _ in ready:
        moves.may_move(desk, one, "forward")
    checked = listed.last_answer_on(desk.db, [one.id for one, _ in ready], kind="CA", result="match")
    grouped = any(one.category_group != group for one, _ in ready)
    return Draft(
        kind=KIND,
        unit=unit,
        of=lists.office_for(desk, "commune", unit),
        to=lists.office_for(desk, "higher", unit, group),
        lines=(f"Tháng {desk.today:%m/%Y}",),
        group=group,
        grouped=grouped,
        rows=tuple(
            _row(desk, one, answers, verified=checked.get(one.id), grouped=grouped) for one, answers in ready
        ),
    )


def _row(desk: Desk, one: Registration, answers: Answers, *, verified: datetime | None, grouped: bool) -> DraftRow:
    name = account_name_of(answers)
    cccd = text_of(answers, "cccd")
    return DraftRow(
        values={
            "full_name": text_of(answers, "full_name"),
            "birth_date": text_of(answers, "birth_date") or None,
            "cccd": cccd or None,
            "residence": beneficiary_lives(desk.places, answers),
            "account_number": text_of(answers, "account_number"),
            "bank": bank_name(text_of(answers, "bank")),
            "account_name": None if fold(name) == fold(text_of(answers, "full_name")) else name,
            "representative": representative_line(answers, with_paper=True),
            "category": one.category,
            "verified_on": day_of(verified) if verified else None,
            **({"category_group": one.category_group} if grouped else {}),
        },
        registration_id=one.id,
        version=one.version,
        person=("cccd", cccd),
    )


def _made(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> Answer:
    those = registrations.find_many(desk.db, {row.registration_id for row in rows}, seal=desk.seal)
    moves.move_many(desk, list(those.values()), "forward")
    for one in those:
        tasks.finish_by_key(desk.db, _task_key(one), by=None, now=desk.now)
    office = next(office.name for office in desk.places.offices if office.code == batch.to_office)
    done = Text(MADE.key, MADE.vietnamese, batch_code=batch.code, n=batch.people, higher_office=office)
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)


MAKER = Maker(name="verified_list", draft=_draft, made=_made)


def _stored(match: Match) -> str:
    return str(match.row.values.get("ack"))


def _counts(reading: Reading) -> Text:
    back = sum(1 for one in reading.changed if one.result == RETURNED)
    return Text(COUNTS.key, COUNTS.vietnamese, a=len(reading.changed) - back, b=back, c=reading.waiting)


def _follow(desk: Desk, batch: Batch, rows: Sequence[BatchRow], changed: Collection[str]) -> None:
    """Rows handed back: verified again, the reason at each registration; the citizen is told nothing."""
    back = [row for row in rows if row.id in changed and row.result == RETURNED]
    found = registrations.find_many(desk.db, {row.registration_id for row in back}, seal=desk.seal)
    reports_in.move_each(desk, [one for one in found.values() if one.status is Status.FORWARDED], "hand_back")
    for row in back:
        if row.registration_id in found:
            _keep_reason(desk, batch, row, found[row.registration_id])
    if back:
        _tell_maker(desk, batch, len(back), key=back[0].id)


def _keep_reason(desk: Desk, batch: Batch, row: BatchRow, one: Registration) -> None:
    reason = str((row.answer or {}).get("ack_reason") or "—")
    text = Text(BACK_TASK.key, BACK_TASK.vietnamese, code=one.code, reason=reason)
    new = tasks.add(
        desk.db,
        key=":".join(("handed_back", row.id, batch.id)),
        kind="handed_back",
        text=moves.packed(text),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
    )
    if new and desk.staff is not None:
        notes.add(
            desk.db, one.id, kind=notes.NOTE, text=reason, staff_id=desk.staff.id, seal=desk.seal, now=desk.now
        )


def _tell_maker(desk: Desk, batch: Batch, count: int, *, key: str) -> None:
    line = pack_text(Text(HANDED_BACK.key, HANDED_BACK.vietnamese, n=count))
    body = {"key": "answer", "lines": [line], "choices": [], "document": "", "unit": batch.unit}
    those = chats.of_staff(desk.db, batch.made_by)
    kept = [inbox.Notice(key=":".join(("handed_back", key, chat)), chat_id=chat, body=body) for chat in those]
    inbox.keep_notices(desk.db, kept, seal=desk.seal, now=desk.now)


TAKING = Taking(kind=KIND, stored=_stored, counts=_counts, follow=_follow)
