"""The list of accounts to be opened, for Bưu điện and its bank, and the accounts it brings (sheets.md 5).

A new account is not used before the person, or an officer who asked, has said that it is right: cash goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from admin import list_making, lists, moves, notices
from admin.cards import LATER, button
from admin.desk import Answer, CannotDo, Desk, Stale
from admin.layouts.account_opening import OPEN_RESULTS, OPENED
from admin.list_making import Draft, DraftRow, Maker
from admin.matching import Match
from admin.new_account import RIGHT, confirm, keep_account, waits_for_check
from admin.scope import registration_for, staff_of
from admin.sheet_values import beneficiary_lives, person_role, requester_lives
from admin.taking import Reading, Taking
from domain.fields import View, account_shown
from domain.people import age_on, text_of
from domain.reading.bank import read_bank
from domain.reading.situation import Situation
from domain.reference.places import Places
from domain.registration import Registration, Status
from domain.staff import Role
from domain.wording import Answers, Choice, Kept, Text, verbatim
from storage import batches, listed, registrations, tasks
from storage.batches import Batch, BatchRow

KIND = "MT"
ASK = Text("opening_list.ask", "Lập danh sách {n} người đề nghị mở tài khoản, gửi {payer}?")
MADE = Text("opening_list.made", "Danh sách {batch_code}, {n} người đề nghị mở tài khoản.")
NOBODY = Text("opening_list.nobody", "Không có ai chờ mở tài khoản.")
COUNTS = Text("opening_list.counts", "Đã mở {a}. Chưa mở {b}. Còn chờ {c}.")
UNCONFIRMED = Text("opening_list.unconfirmed", "Tài khoản mới mở, chờ xác nhận: {n}.")
CHECK = Text("opening_list.check", "{code} · {full_name} · {x}. Đã hỏi người hưởng, tài khoản này có đúng không?")
CONFIRMED = Text("opening_list.confirmed", "Đã ghi: từ kỳ sau tiền của {code} về tài khoản này.")
UNKNOWN_BANK = Text("row.unknown_bank", "Tên ngân hàng “{x}” chưa có trong danh sách ngân hàng.")
NOT_OPENED = Text("task.not_opened", "{payer} chưa mở được tài khoản, hồ sơ {code}: {x}. Hỏi lại cách nhận tiền.")
LABELS = {option.key: option.label for option in OPEN_RESULTS}
#: Answers after which the row waits no more; the others may be followed by "Đã mở" without being corrected.
FINAL = (OPENED, "not_eligible", "declined")
#: Answers an officer must see to.
TO_ASK = ("not_reached", "papers_missing", "not_eligible", "declined")
#: Under this age only at the counter, through the representative (TT 17/2024/TT-NHNN Đ11, Đ16).
OWN_ACCOUNT_FROM = 15


def command(desk: Desk, args: Answers) -> Answer:
    """/motaikhoan: officer: make the list of who wants an account; payer: fetch what was sent to it."""
    if args.get("drop") is True:
        return Answer(lines=(lists.NOT_MADE,))
    if text_of(args, "batch") or text_of(args, "text"):
        batch = lists.batch_for(desk, args)
        if batch.kind != KIND or batch.recalled_at is not None:
            raise CannotDo(moves.NOT_FOUND)
        return lists.fetch(desk, batch, choices=_choices(desk, batch))
    office = staff_of(desk).office
    if staff_of(desk).role is Role.PAYER:
        return _offer(desk, batches.of_offices(desk.db, kinds=(KIND,), to_office=office))
    if text_of(args, "code"):
        return _confirm(desk, args)
    wanting = len(_wanting(desk))
    if args.get("make") is True and args.get("n") == wanting and wanting:
        return list_making.make(desk, MAKER, {})
    unit = lists.own_unit(desk)
    if wanting:
        question = Text(ASK.key, ASK.vietnamese, n=wanting)
        return lists.ask(question, "motaikhoan", unit=unit, n=wanting)
    unconfirmed = _unconfirmed(desk)
    if unconfirmed:
        return _card(desk, unconfirmed)
    out = batches.of_offices(desk.db, kinds=(KIND,), from_office=office)
    return _offer(desk, out) if out else Answer(lines=(NOBODY,), unit=unit)


def _offer(desk: Desk, found: Sequence[Batch]) -> Answer:
    return lists.offer(desk, found, "motaikhoan", choices=lambda batch: _choices(desk, batch))


def _choices(desk: Desk, batch: Batch) -> tuple[Choice, ...]:
    if staff_of(desk).role is not Role.OFFICER:
        return ()
    return (button(lists.RECALL, "thuhoi", batch=batch.code),)


def _open_account(desk: Desk) -> list[tuple[Registration, Answers]]:
    """Verified, and pays by an account still to be opened or confirmed."""
    found = registrations.in_status(
        desk.db, units=(lists.own_unit(desk),), statuses=(Status.VERIFIED,), seal=desk.seal
    )
    asking = [one for one in found if one.pay_by == "open_account"]
    answers = registrations.newest_answers(desk.db, asking, seal=desk.seal)
    return [(one, answers[one.id]) for one in asking]


def _unconfirmed(desk: Desk) -> list[tuple[Registration, Answers]]:
    return [pair for pair in _open_account(desk) if waits_for_check(*pair)]


def _card(desk: Desk, those: Sequence[tuple[Registration, Answers]]) -> Answer:
    """The first new account nobody has confirmed: an officer who has asked may."""
    one, answers = those[0]
    shown = account_shown(answers, View(places=desk.places)) or verbatim("—")
    ask = Text(CHECK.key, CHECK.vietnamese, code=one.code, x=shown, full_name=text_of(answers, "full_name"))
    return Answer(
        lines=(Text(UNCONFIRMED.key, UNCONFIRMED.vietnamese, n=len(those)), ask),
        choices=(
            button(RIGHT, "motaikhoan", code=one.code, seen=one.version, right=True),
            button(LATER, "motaikhoan", drop=True),
        ),
        unit=one.unit,
        about=one.id,
    )


def _confirm(desk: Desk, args: Answers) -> Answer:
    one = registration_for(desk, args)
    if args.get("seen") != one.version or args.get("right") is not True:
        raise Stale(moves.OVERTAKEN)
    answers = registrations.answers_of(desk.db, one.id, one.version, seal=desk.seal)
    if not confirm(desk, one, answers):
        raise Stale(moves.OVERTAKEN)
    done = Text(CONFIRMED.key, CONFIRMED.vietnamese, code=one.code)
    left = _unconfirmed(desk)
    return Answer(lines=(done,), more=(_card(desk, left),) if left else (), about=one.id)


def _wanting(desk: Desk) -> list[Registration]:
    """Verified, asks for an account, has none yet, and stands in no list that waits."""
    asking = _open_account(desk)
    out = listed.in_open_list(desk.db, [one.id for one, _ in asking], kind=KIND)
    return [one for one, answers in asking if one.id not in out and not waits_for_check(one, answers)]


def _draft(desk: Desk, args: Answers) -> Draft:
    unit = lists.own_unit(desk)
    wanting = _wanting(desk)
    if not wanting:
        raise CannotDo(NOBODY)
    answers = registrations.newest_answers(desk.db, wanting, seal=desk.seal)
    return Draft(
        kind=KIND,
        unit=unit,
        of=lists.office_for(desk, "commune", unit),
        to=lists.office_for(desk, "payer", unit),
        lines=(f"Tháng {desk.today:%m/%Y}",),
        rows=tuple(_row(desk, one, answers[one.id]) for one in wanting),
    )


def _row(desk: Desk, one: Registration, answers: Answers) -> DraftRow:
    own = text_of(answers, "account_holder") != "requester"
    of = "" if own else "requester_"
    cccd = text_of(answers, f"{of}cccd")
    issued = text_of(answers, f"{of}cccd_issued")
    lives = beneficiary_lives if own else requester_lives
    role = person_role(answers, holder=text_of(answers, "account_holder"))
    return DraftRow(
        values={
            "holder_name": text_of(answers, "full_name" if own else "requester_name"),
            "holder_birth": text_of(answers, f"{of}birth_date") or None,
            "holder_cccd": cccd or None,
            "cccd_issued": issued if len(issued) == 10 else None,
            "residence": lives(desk.places, answers),
            "phone": _phone(answers, own=own),
            "holder_role": role,
            "beneficiary": None if own else text_of(answers, "full_name"),
            "open_how": _how(answers, desk.today, own=own),
        },
        registration_id=one.id,
        version=one.version,
        person_role=role,
        person=("cccd", cccd),
    )


def _phone(answers: Answers, *, own: bool) -> str | None:
    """The holder's number, else the one to call; as it is dialled here: 0912345678."""
    theirs = text_of(answers, "phone" if own else "requester_phone")
    number = theirs or text_of(answers, "requester_phone") or text_of(answers, "phone")
    return "0" + number.removeprefix("+84") if number else None


def _how(answers: Answers, today: date, *, own: bool) -> str:
    age = age_on(text_of(answers, "birth_date"), today)
    if own and age is not None and age < OWN_ACCOUNT_FROM:
        return "representative"
    return "home" if text_of(answers, "open_at") == "home" else "counter"


def _made(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> Answer:
    done = Text(MADE.key, MADE.vietnamese, batch_code=batch.code, n=batch.people)
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)


MAKER = Maker(name="account_opening", draft=_draft, made=_made)


def _stored(match: Match) -> str:
    return str(match.row.values.get("open_result"))


def _bank_code(name: str, today: date, places: Places) -> str:
    """The bank of a name as an office writes it; "" when it is not known, or may be several."""
    read = read_bank(name, Situation(key="bank", today=today, places=places))
    return str(read.values.get("bank") or "") if isinstance(read, Kept) else ""


def _faults(match: Match, today: date, places: Places) -> tuple[Text, ...]:
    """An opened account names a bank we know."""
    name = str(match.row.values.get("bank") or "")
    if match.row.values.get("open_result") != OPENED or _bank_code(name, today, places):
        return ()
    return (Text(UNKNOWN_BANK.key, UNKNOWN_BANK.vietnamese, x=name[:40]),)


def _counts(reading: Reading) -> Text:
    opened = sum(1 for one in reading.changed if one.result == OPENED)
    return Text(COUNTS.key, COUNTS.vietnamese, a=opened, b=len(reading.changed) - opened, c=reading.waiting)


def _follow(desk: Desk, batch: Batch, rows: Sequence[BatchRow], changed: Collection[str]) -> None:
    """Đã mở brings the account, to be confirmed; what could not be opened is the officer's to ask about."""
    those = [row for row in rows if row.id in changed]
    found = registrations.find_many(desk.db, {row.registration_id for row in those}, seal=desk.seal)
    answers = registrations.newest_answers(desk.db, found.values(), seal=desk.seal)
    for row in those:
        one = found.get(row.registration_id)
        if one is None or one.status is not Status.VERIFIED or one.pay_by != "open_account":
            continue
        if row.result == OPENED:
            said: Mapping[str, Any] = row.answer or {}
            code = _bank_code(str(said.get("bank") or ""), desk.today, desk.places)
            keep_account(desk, one, answers[one.id], said=said, bank=code)
        elif row.result in TO_ASK:
            _ask_again(desk, one, row)


def _ask_again(desk: Desk, one: Registration, row: BatchRow) -> None:
    label = verbatim(LABELS[row.result])
    tasks.add(
        desk.db,
        key=":".join(("not_opened_account", row.id, row.result)),
        kind="account",
        text=moves.packed(Text(NOT_OPENED.key, NOT_OPENED.vietnamese, code=one.code, x=label)),
        seal=desk.seal,
        now=desk.now,
        unit=one.unit,
        registration_id=one.id,
    )


def chase(desk: Desk) -> int:
    """Who has not said for phone_days whether the new account is right is called; how many calls are new."""
    before = desk.now - timedelta(days=desk.settings.phone_days)
    waiting = listed.with_result(
        desk.db, kind=KIND, result=OPENED, before=before, status=str(Status.VERIFIED), pay_by="open_account"
    )
    found = registrations.find_many(desk.db, {one for _, one in waiting}, seal=desk.seal)
    new = 0
    for row_id, registration_id in waiting:
        one = found[registration_id]
        new += tasks.add(
            desk.db,
            key=":".join(("account_unanswered", row_id)),
            kind="account",
            text=moves.packed(Text(notices.CALL.key, notices.CALL.vietnamese, text=NO_ANSWER)),
            seal=desk.seal,
            now=desk.now,
            unit=one.unit,
            registration_id=one.id,
        )
    return new


NO_ANSWER = Text("task.account_unanswered", "tài khoản mới mở có đúng của người hưởng không.")
TAKING = Taking(
    kind=KIND,
    stored=_stored,
    counts=_counts,
    follow=_follow,
    final=lambda result: result in FINAL,
    weighs=("account_number", "bank"),
    faults=_faults,
)
