"""/tonghop: everybody registered, one file a group, for the higher office and the payer (sheets.md 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from admin import list_making, lists, moves
from admin.desk import Answer, CannotDo, Desk
from admin.list_making import Draft, DraftRow, Maker
from admin.scope import staff_of
from admin.sheet_values import beneficiary_lives, representative_line
from admin.verified_list import FILES, file_of
from domain.people import text_of
from domain.persons import account_name_of
from domain.reference.banks import bank_name
from domain.registration import CLOSED, Registration, Status
from domain.staff import Role
from domain.wording import Answers, Text
from storage import batches, registrations
from storage.batches import Batch, BatchRow

KIND = "DK"
ASK = Text("registration_list.ask", "Lập danh sách tổng hợp {n} người đăng ký, gửi {higher_office}?")
MADE = Text("registration_list.made", "Danh sách {batch_code}, {n} người, đã chuyển {higher_office}.")
NOBODY = Text("registration_list.nobody", "Chưa có ai đăng ký.")
LEFT_OUT = Text("registration_list.left_out", "Chưa đưa vào {n} người chưa rõ nhóm.")
#: Group as the second title line names it (sheets.md 2).
GROUP_NAMES = {"NCC": "Người có công", "BTXH": "Bảo trợ xã hội"}
#: Registered: everything an officer has approved, and that stands.
REGISTERED = frozenset(Status) - {Status.SUBMITTED, Status.RETURNED, *CLOSED}


def command(desk: Desk, args: Answers) -> Answer:
    """/tonghop: officer: make the lists of today; higher office and payer: fetch what was sent."""
    if args.get("drop") is True:
        return Answer(lines=(lists.NOT_MADE,))
    if text_of(args, "batch") or text_of(args, "text"):
        batch = lists.batch_for(desk, args)
        if batch.kind != KIND:
            raise CannotDo(moves.NOT_FOUND)
        return lists.fetch(desk, batch)
    if staff_of(desk).role is not Role.OFFICER:
        found = batches.of_offices(
            desk.db, kinds=(KIND,), to_office=staff_of(desk).office, open_only=False, limit=10
        )
        return lists.offer(desk, found, "tonghop", choices=lambda batch: ())
    those = _registered(desk)
    ready = [one for one in those if file_of(one.category_group, desk.settings)]
    unit = lists.own_unit(desk)
    if not ready:
        return Answer(lines=(NOBODY,), unit=unit)
    if args.get("make") is True:
        groups = [group for group in FILES if any(_is_in(desk, one, group) for one in ready)]
        made = [list_making.make(desk, MAKER, {"group": group}) for group in groups]
        said = [answer for answer in made if answer.lines] or made[:1]
        return replace(said[0], more=tuple(said[1:]))
    question = lists.ask(Text(ASK.key, ASK.vietnamese, n=len(ready)), "tonghop", unit=unit)
    left = len(those) - len(ready)
    more = (Text(LEFT_OUT.key, LEFT_OUT.vietnamese, n=left),) if left else ()
    return replace(question, lines=(*question.lines, *more))


def _registered(desk: Desk) -> list[Registration]:
    return registrations.in_status(desk.db, units=(lists.own_unit(desk),), statuses=REGISTERED, seal=desk.seal)


def _is_in(desk: Desk, one: Registration, group: str) -> bool:
    return file_of(one.category_group, desk.settings) == group


def _draft(desk: Desk, args: Answers) -> Draft:
    unit, group = lists.own_unit(desk), text_of(args, "group")
    those = [one for one in _registered(desk) if _is_in(desk, one, group)]
    if not those:
        raise CannotDo(NOBODY)
    answers = registrations.newest_answers(desk.db, those, seal=desk.seal)
    grouped = any(one.category_group != group for one in those)
    return Draft(
        kind=KIND,
        unit=unit,
        of=lists.office_for(desk, "commune", unit),
        to=lists.office_for(desk, "higher", unit, group),
        lines=(f"Nhóm: {GROUP_NAMES[group]} — đến ngày {desk.today:%d/%m/%Y}",),
        group=group,
        grouped=grouped,
        rows=tuple(_row(desk, one, answers[one.id], grouped=grouped) for one in those),
    )


def _row(desk: Desk, one: Registration, answers: Answers, *, grouped: bool) -> DraftRow:
    account = one.pay_by == "account"
    cccd = text_of(answers, "cccd")
    return DraftRow(
        values={
            "full_name": text_of(answers, "full_name"),
            "birth_date": text_of(answers, "birth_date") or None,
            "cccd": cccd or None,
            "residence": beneficiary_lives(desk.places, answers),
            "pay_by": one.pay_by,
            "account_number": text_of(answers, "account_number") or None if account else None,
            "bank": bank_name(text_of(answers, "bank")) or None if account else None,
            "account_name": account_name_of(answers) if account else None,
            "representative": representative_line(answers),
            "note": None,
            **({"category_group": one.category_group} if grouped else {}),
        },
        registration_id=one.id,
        version=one.version,
        person=("cccd", cccd),
    )


def _made(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> Answer:
    office = next(office.name for office in desk.places.offices if office.code == batch.to_office)
    done = Text(MADE.key, MADE.vietnamese, batch_code=batch.code, n=batch.people, higher_office=office)
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)


MAKER = Maker(name="registration_list", draft=_draft, made=_made)
