"""Mở hồ sơ: every field of a registration, its notes and its way so far, and what an officer may write to it."""

from __future__ import annotations

from admin import moves, notices
from admin.cards import STATUSES, button, card_of
from admin.desk import Answer, Awaits, CannotDo, Desk
from admin.refreshing import refresh_warnings
from admin.scope import name_of, registration_for, staff_of
from domain.calendar import day_of
from domain.fields import FIELDS, View
from domain.people import text_of
from domain.pushed import MARKS_ADDED
from domain.reading.text import clean, fold
from domain.reference.categories import Category, categories
from domain.registration import Registration, Status
from domain.wording import Answers, Choice, OfficeTime, Text
from storage import decisions, notes, registrations

HEAD = Text("open.head", "{code} · {label} · gửi {date}")
LINE = Text("open.line", "{label}: {x}")
CATEGORY = Text("open.category", "Diện: {x}")
NO_CATEGORY = Text("open.no_category", "Diện: chưa ghi")
NOTE_LINE = Text("open.note", "Ghi chú ({staff}, {date}): {text}")
PAPER_LINE = Text("open.paper", "Đã xem giấy ({staff}, {date}): {text}")
DECISION_LINE = Text("open.decision", "{date} {time} · {label} · {staff}")
BY_CITIZEN = Text("open.by_citizen", "người khai")
SHOW_FULL = Text("button.show_full", "Hiện đầy đủ")
SHOWN_FULL = Text("shown_full", "Đã hiện đầy đủ. Lượt xem này được ghi lại.")
PAPER_SEEN = Text("button.paper_seen", "Đã xem giấy")
PAPER_ASK = Text("paper.ask", "Giấy số mấy, ngày nào, ai xác nhận?")
PAPER_DONE = Text("paper.done", "Đã ghi: đã xem giấy.")
NOTE = Text("button.note", "Ghi chú")
NOTE_ASK = Text("note.ask", "Ghi chú nội bộ, người khai không đọc.")
NOTE_DONE = Text("note.done", "Đã ghi chú.")
MARKS = Text("button.marks", "Thêm dấu họ tên")
MARKS_ASK = Text("marks.ask", "Họ tên có dấu?")
MARKS_OTHER = Text("marks.other", "Chỉ thêm dấu, không đổi chữ. Họ tên có dấu?")
MARKS_DONE = Text("marks.done", "Đã ghi {name}. Người khai được báo.")
CATEGORY_BUTTON = Text("button.category", "Ghi diện")
CATEGORY_ASK = Text("category.ask", "Diện theo quyết định? Gõ mã, tên hoặc số thứ tự của dòng.")
CATEGORY_LINE = Text("category.line", "{i}. {x}")
CATEGORY_UNKNOWN = Text("category.unknown", "Chưa thấy diện này trong danh mục. Gõ lại giúp.")
CATEGORY_DONE = Text("category.done", "Đã ghi diện: {x}.")
RELATIVE = Text("button.relative", "Người nhà của tôi")
RELATIVE_DONE = Text("relative.done", "Đã ghi: hồ sơ của người nhà. Cần người khác duyệt.")
#: Statuses in which a name may still get its marks.
_MARKS_IN = (Status.SUBMITTED, Status.APPROVED, Status.MISMATCHED)
LONGEST = 500


def open_registration(desk: Desk, args: Answers) -> Answer:
    """Mở hồ sơ: all fields, masked."""
    registration = registration_for(desk, args)
    return _opened(desk, registration, full=False)


def show_in_full(desk: Desk, args: Answers) -> Answer:
    """Hiện đầy đủ: CCCD and account unmasked; the view is written to the audit."""
    registration = registration_for(desk, args)
    opened = _opened(desk, registration, full=True)
    return Answer(
        lines=(*opened.lines, SHOWN_FULL), choices=opened.choices, unit=opened.unit, about=registration.id
    )


def _opened(desk: Desk, registration: Registration, *, full: bool) -> Answer:
    answers = _answers(desk, registration)
    view = View(places=desk.places, full=full)
    shown = [(field.label, field.shown(answers, view)) for field in FIELDS]
    lines = (
        Text(
            HEAD.key,
            HEAD.vietnamese,
            code=registration.code,
            label=STATUSES[registration.status],
            date=day_of(registration.sent_at),
        ),
        *(Text(LINE.key, LINE.vietnamese, label=label, x=value) for label, value in shown if value),
        _category_line(registration, answers),
        *_notes(desk, registration),
        *_history(desk, registration),
    )
    return Answer(
        lines=lines,
        choices=_choices(registration, answers, full=full),
        unit=registration.unit,
        about=registration.id,
    )


def _answers(desk: Desk, registration: Registration) -> Answers:
    return registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)


def _category_line(registration: Registration, answers: Answers) -> Text:
    found = categories().get(registration.category or text_of(answers, "category"))
    return Text(CATEGORY.key, CATEGORY.vietnamese, x=found.label) if found else NO_CATEGORY


def _notes(desk: Desk, registration: Registration) -> list[Text]:
    lines = []
    for note in notes.of_registration(desk.db, registration.id, seal=desk.seal):
        source = {notes.NOTE: NOTE_LINE, notes.PAPER: PAPER_LINE}.get(note.kind)
        if source is not None:
            staff, date = name_of(desk, note.staff_id), day_of(note.at)
            lines.append(Text(source.key, source.vietnamese, staff=staff, date=date, text=note.text))
    return lines


def _history(desk: Desk, registration: Registration) -> list[Text]:
    made = decisions.of_registration(desk.db, registration.id, seal=desk.seal)
    return [
        Text(
            DECISION_LINE.key,
            DECISION_LINE.vietnamese,
            date=day_of(one.at),
            time=OfficeTime(one.at),
            label=STATUSES[one.after],
            staff=name_of(desk, one.decided_by) if one.decided_by else BY_CITIZEN,
        )
        for one in made
        if not one.undone
    ]


def _choices(registration: Registration, answers: Answers, *, full: bool) -> tuple[Choice, ...]:
    code = registration.code
    choices = [
        button(PAPER_SEEN, "daxemgiay", code=code),
        button(NOTE, "ghichu", code=code),
    ]
    if "no_marks" in registration.warnings and registration.status in _MARKS_IN:
        choices.append(button(MARKS, "themdau", code=code))
    choices.append(button(CATEGORY_BUTTON, "ghidien", code=code))
    if not full:
        choices.append(button(SHOW_FULL, "hiendaydu", code=code))
    if registration.status is Status.SUBMITTED:
        choices.append(button(RELATIVE, "nguoinha", code=code))
    return tuple(choices)


def _asked(command: str, registration: Registration, say: Text) -> Answer:
    return Answer(lines=(say,), awaits=Awaits(command, {"code": registration.code}, "text"), about=registration.id)


def see_paper(desk: Desk, args: Answers) -> Answer:
    """Đã xem giấy: number, day and who confirmed it, in the officer's words."""
    registration = registration_for(desk, args)
    said = _said(args)
    if not said:
        return _asked("daxemgiay", registration, PAPER_ASK)
    _write(desk, registration, kind=notes.PAPER, text=said)
    registration = refresh_warnings(desk, registration, paper_seen_on=desk.today)
    if registration.status is Status.RETURNED and not any(item.get("asks") for item in registration.returned):
        moves.move(desk, registration, "paper_brought", returned_fields="[]")
    return Answer(lines=(PAPER_DONE,), about=registration.id)


def add_note(desk: Desk, args: Answers) -> Answer:
    """Ghi chú: for colleagues only."""
    registration = registration_for(desk, args)
    said = _said(args)
    if not said:
        return _asked("ghichu", registration, NOTE_ASK)
    _write(desk, registration, kind=notes.NOTE, text=said)
    return Answer(lines=(NOTE_DONE,), about=registration.id)


def declare_relative(desk: Desk, args: Answers) -> Answer:
    """Người nhà của tôi: this officer can decide nothing about it any more."""
    registration = registration_for(desk, args)
    if not moves.is_own_relative(desk, registration):
        _write(desk, registration, kind=notes.RELATIVE, text="")
    registrations.claim(desk.db, registration.id, by=None, until=None)
    return Answer(lines=(RELATIVE_DONE,), about=registration.id)


def _said(args: Answers) -> str:
    """What was typed after the question; a code typed behind the command is no answer."""
    return clean(text_of(args, "text"))[:LONGEST] if text_of(args, "code") else ""


def _write(desk: Desk, registration: Registration, *, kind: str, text: str) -> None:
    notes.add(
        desk.db,
        registration.id,
        kind=kind,
        text=text,
        staff_id=staff_of(desk).id,
        seal=desk.seal,
        now=desk.now,
    )


def add_marks(desk: Desk, args: Answers) -> Answer:
    """Thêm dấu họ tên: only if the folded name stays the same; a new version, and the citizen is told."""
    registration = registration_for(desk, args)
    if registration.status not in _MARKS_IN:
        raise CannotDo(moves.OVERTAKEN)
    answers = _answers(desk, registration)
    name = _said(args)
    if not name:
        return _asked("themdau", registration, MARKS_ASK)
    if fold(name) != fold(text_of(answers, "full_name")):
        return _asked("themdau", registration, MARKS_OTHER)
    corrected = {**answers, "full_name": name}
    version = registrations.add_version(
        desk.db,
        registration,
        answers=corrected,
        form=("marks", 1),
        typed_by=registration.typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    now = refresh_warnings(desk, registration, answers=corrected, version=version)
    line = Text(MARKS_ADDED.key, MARKS_ADDED.vietnamese, name=name)
    key = ":".join(("marks", registration.id, str(version)))
    notices.push(desk, [(now, key, notices.body_of(now, "marks_added", (line,)))])
    done = Text(MARKS_DONE.key, MARKS_DONE.vietnamese, name=name)
    more = (card_of(desk, now),) if now.status is Status.SUBMITTED else ()
    return Answer(lines=(done,), more=more, about=registration.id)


def set_category(desk: Desk, args: Answers) -> Answer:
    """Ghi diện: from the decision; a code, a name or a line's number."""
    registration = registration_for(desk, args)
    answers = _answers(desk, registration)
    offered = _categories_for(registration)
    said = _said(args)
    if not said:
        lines = tuple(
            Text(CATEGORY_LINE.key, CATEGORY_LINE.vietnamese, i=number, x=one.label)
            for number, one in enumerate(offered, start=1)
        )
        ask = _asked("ghidien", registration, CATEGORY_ASK)
        return Answer(lines=(*lines, *ask.lines), awaits=ask.awaits, about=registration.id)
    chosen = _category(said, offered)
    if chosen is None:
        return _asked("ghidien", registration, CATEGORY_UNKNOWN)
    refresh_warnings(desk, registration, answers=answers, category=chosen.code, category_group=chosen.group)
    done = Text(CATEGORY_DONE.key, CATEGORY_DONE.vietnamese, x=chosen.label)
    return Answer(lines=(done,), about=registration.id)


def _categories_for(registration: Registration) -> list[Category]:
    known = list(categories().values())
    same = [one for one in known if one.group == registration.category_group]
    return same or known


def _category(said: str, offered: list[Category]) -> Category | None:
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(offered):
        return offered[int(said) - 1]
    wanted = fold(said)
    for one in categories().values():
        if wanted in (fold(one.code), fold(one.name), fold(one.label), *one.aliases):
            return one
    return None
