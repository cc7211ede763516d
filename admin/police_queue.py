"""Approved registrations put in line for the police, and taken out again; persons count, not registrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from admin import cards, moves
from admin.cards import button
from admin.desk import Answer, Awaits, Desk
from admin.opened import PAPER_SEEN
from admin.scope import registration_for, registration_to_move, staff_of
from domain.people import text_of
from domain.persons import Person, persons_to_check
from domain.reading.text import clean
from domain.registration import Registration, Status
from domain.wording import Answers, Text
from storage import checks, notes, registrations

QUEUED = Text("queued.staff", "Đã xếp {code} chờ Công an đối chiếu. Đang chờ: {n} người.")
ALL_CHECKED = Text(
    "queued.all_checked",
    "{code}: mọi người trong hồ sơ đã được đối chiếu, còn hạn. Không cần gửi Công an.",
)
TAKE_OUT_ASK = Text("take_out.ask", "Lý do rút?")
TAKEN_OUT = Text("take_out.done", "Đã rút {code}, hồ sơ trở lại đã duyệt.")


def queue_for_police(desk: Desk, args: Answers) -> Answer:
    """/chuyencongan MÃ: in line for the next list; verified at once when everybody is still validly checked."""
    again = _is_mismatched(desk, args)
    name = "queue_again" if again else "queue"
    registration = registration_to_move(desk, args, name)
    if registration.paper_seen_on is None and moves.needs_paper(desk, registration):
        return Answer(
            lines=(moves.PAPER_FIRST,),
            choices=(button(PAPER_SEEN, "daxemgiay", code=registration.code),),
            about=registration.id,
        )
    moves.move(desk, registration, name)
    now = registrations.find_many(desk.db, [registration.id], seal=desk.seal)[registration.id]
    if not again and not persons_waiting(desk, [now]):
        moves.move(replace(desk, now=desk.now + timedelta(microseconds=1)), now, "already_checked")
        done = Text(ALL_CHECKED.key, ALL_CHECKED.vietnamese, code=now.code)
        return Answer(lines=(done,), about=now.id)
    waiting = registrations.in_status(
        desk.db,
        units=staff_of(desk).units,
        statuses=(Status.QUEUED_FOR_POLICE,),
        seal=desk.seal,
    )
    count = len(persons_waiting(desk, waiting))
    done = Text(QUEUED.key, QUEUED.vietnamese, code=now.code, n=count)
    return Answer(lines=(done,), about=now.id)


def _is_mismatched(desk: Desk, args: Answers) -> bool:
    return registration_for(desk, args).status is Status.MISMATCHED


def persons_waiting(desk: Desk, those: Iterable[Registration]) -> list[tuple[Registration, Person]]:
    """The persons of these registrations whom the police must check: one row of the list each.

    Who matched within the last verify_valid_days, under the same name and birth, is not sent again.
    """
    rows = list(those)
    answers = registrations.newest_answers(desk.db, rows, seal=desk.seal)
    persons = [(one, person) for one in rows for person in persons_to_check(answers[one.id])]
    since = desk.now - timedelta(days=desk.settings.verify_valid_days)
    indexes = {person.key: desk.seal.indexes(*person.key) for _, person in persons}
    checked = checks.matched_since(
        desk.db,
        {index for several in indexes.values() for index in several},
        since=since,
        seal=desk.seal,
    )
    return [
        (one, person)
        for one, person in persons
        if one.status is Status.MISMATCHED
        or not any(
            row.index in indexes[person.key] and person.is_same(row.full_name, row.birth_date) for row in checked
        )
    ]


def take_out(desk: Desk, args: Answers) -> Answer:
    """Rút khỏi danh sách: back to approved, with a reason for colleagues."""
    registration = registration_to_move(desk, args, "take_out")
    said = clean(text_of(args, "text")) if text_of(args, "code") else ""
    if not said:
        about: Answers = {"code": registration.code, "seen": registration.version}
        return Answer(lines=(TAKE_OUT_ASK,), awaits=Awaits("rutkhoi", about, "text"), about=registration.id)
    moves.move(desk, registration, "take_out", reason=moves.Reason(note=said))
    notes.add(
        desk.db,
        registration.id,
        kind=notes.NOTE,
        text=said,
        staff_id=staff_of(desk).id,
        seal=desk.seal,
        now=desk.now,
    )
    done = Text(TAKEN_OUT.key, TAKEN_OUT.vietnamese, code=registration.code)
    return Answer(
        lines=(done,), choices=(button(cards.OPEN, "mohoso", code=registration.code),), about=registration.id
    )
