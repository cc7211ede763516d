"""A registration as an officer's card: warnings first, numbers masked, the same buttons in the same places.

wording.md section 6, "Queue card"; the golden talk of section 3 shows two of them letter for letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from admin.desk import Answer, Desk
from admin.layouts import verification
from admin.scope import claimed_by_other, staff_of
from domain.calendar import day_and_month, day_of
from domain.fields import (
    View,
    changes,
    relation_shown,
)
from domain.masks import birth_shown, masked, phone_spoken
from domain.pay_line import pay_line
from domain.people import text_of
from domain.registration import Registration, Status
from domain.warnings import WARNINGS
from domain.wording import Answers, Choice, Text, Value, verbatim
from storage import checks, decisions, registrations

STATUSES: dict[Status, Text] = {
    Status.SUBMITTED: Text("staff_status.submitted", "chờ duyệt"),
    Status.RETURNED: Text("staff_status.returned", "đã trả lại"),
    Status.APPROVED: Text("staff_status.approved", "đã duyệt"),
    Status.QUEUED_FOR_POLICE: Text("staff_status.queued", "chờ gửi Công an"),
    Status.IN_BATCH: Text("staff_status.in_batch", "Công an đang đối chiếu"),
    Status.MISMATCHED: Text("staff_status.mismatched", "chưa khớp"),
    Status.VERIFIED: Text("staff_status.verified", "đã đối chiếu"),
    Status.FORWARDED: Text("staff_status.forwarded", "đã gửi lên"),
    Status.ACTIVE: Text("staff_status.active", "đang nhận tiền"),
    Status.REJECTED: Text("staff_status.rejected", "đã từ chối"),
    Status.WITHDRAWN: Text("staff_status.withdrawn", "đã rút"),
    Status.STOPPED: Text("staff_status.stopped", "đã dừng"),
}
_RESULTS = {option.key: option.label for option in verification.RESULTS}
_PERSONS = {option.key: option.label for option in verification.PERSON_ROLES}
CHANNELS = {"web": "web", "telegram": "Telegram", "zalo": "Zalo", "terminal": "dòng lệnh"}

DAYS = Text("card.days", "{n} ngày")
NO_PHONE = Text("card.no_phone", "không có điện thoại")
APPROVE = Text("button.approve", "Duyệt")
RETURN = Text("button.return", "Cần sửa")
REJECT = Text("button.reject", "Từ chối")
LATER = Text("button.later", "Để sau")
OPEN = Text("button.open", "Mở hồ sơ")
UNDO = Text("button.undo", "Hoàn tác")
NEXT = Text("button.next", "Hồ sơ tiếp")
NOT_DUPLICATE = Text("button.not_duplicate", "Không trùng")
TO_POLICE = Text("button.to_police", "Chuyển Công an")
TAKE_OUT = Text("button.take_out", "Rút khỏi danh sách")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows. place: which one of how many in the queue, None by /xem."""

    registration: Registration
    answers: Answers = field(repr=False)
    before: Answers | None = field(repr=False)
    place: tuple[int, int] | None = None
    narrowed: str = ""


def button(label: Text, command: str, **args: Value) -> Choice:
    """A choice that runs a command."""
    return Choice(label=label, command=command, args=args)


def card_of(
    desk: Desk, registration: Registration, *, place: tuple[int, int] | None = None, narrowed: str = ""
) -> Answer:
    """The card with its buttons."""
    before = before_last_sending(desk, registration)
    wanted = [(registration.id, registration.version)]
    if before:
        wanted.append((registration.id, before))
    found = registrations.answers_of_many(desk.db, wanted, seal=desk.seal)
    card = Card(
        registration=registration,
        answers=found[registration.id, registration.version],
        before=found.get((registration.id, before)),
        place=place,
        narrowed=narrowed,
    )
    claimed = claimed_by_other(desk, registration)
    lines = (
        *((claimed,) if claimed else ()),
        *head(desk, card),
        *_police_lines(desk, registration),
        *warning_lines(desk, card),
        *body(desk, card),
    )
    return Answer(
        lines=lines,
        choices=_buttons(desk, card, claimed=claimed is not None),
        unit=registration.unit,
        about=registration.id,
    )


def before_last_sending(desk: Desk, registration: Registration) -> int:
    """The version that was returned, to which a registration sent again is compared; 0 when it never was."""
    if not registration.resent:
        return 0
    made = decisions.of_registration(desk.db, registration.id, seal=desk.seal)
    again = [one.version for one in made if one.move == "send_again"]
    return again[-1] if again else 0


def head(desk: Desk, card: Card) -> tuple[Text, ...]:
    """The first line: position, times sent again, how long it has waited, when it is due."""
    one = card.registration
    if one.status is not Status.SUBMITTED:
        return (
            Text(
                "card.head_status",
                "{label} · từ {date}",
                label=STATUSES[one.status],
                date=day_and_month(day_of(one.status_since)),
            ),
        )
    parts: list[Text] = []
    if card.place:
        parts.append(Text("card.place", "{i}/{n} · ", i=card.place[0], n=card.place[1]))
    if one.resent:
        parts.append(Text("card.resent", "Sửa lại lần {x} · ", x=one.resent))
    parts.append(
        Text(
            "card.waits",
            "chờ {age} · hạn {due}",
            age=Text(DAYS.key, DAYS.vietnamese, n=(desk.today - day_of(one.sent_at)).days),
            due=day_and_month(one.due_on),
        )
    )
    return (_joined(parts),)


def _joined(parts: list[Text]) -> Text:
    match parts:
        case [one]:
            return one
        case [one, two]:
            return Text("card.two", "{a}{b}", a=one, b=two)
        case _:
            return Text("card.three", "{a}{b}{c}", a=parts[0], b=parts[1], c=parts[2])


def _police_lines(desk: Desk, one: Registration) -> tuple[Text, ...]:
    """What the police found and hold to be right: for staff, never sent into a citizen's chat (sheets.md 3)."""
    if one.status is not Status.MISMATCHED:
        return ()
    lines: list[Text] = []
    for found in checks.findings(desk.db, one.id, seal=desk.seal):
        said = tuple(verbatim(_RESULTS.get(result, result)) for result in found.results)
        role = _PERSONS.get(found.person_role, found.person_role)
        lines.append(Text("card.police", "Công an báo ({a}): {x}", a=role, x=said))
        if found.value:
            lines.append(Text("card.police_value", "Công an ghi: {x}", x=found.value))
    return tuple(lines)


def warning_lines(desk: Desk, card: Card) -> tuple[Text, ...]:
    """The LƯU Ý lines, in their order."""
    one = card.registration
    lines: list[Text] = []
    for code, text in WARNINGS.items():
        if code not in one.warnings:
            continue
        if code == "duplicate":
            other = registrations.find(desk.db, one.duplicate_of, seal=desk.seal)
            text = Text(text.key, text.vietnamese, code=other.code if other else "—")
        if code == "shared_account":
            text = Text(text.key, text.vietnamese, n=_sharing(desk, card))
        lines.append(Text("card.warning", "LƯU Ý: {text}", text=text))
    return tuple(lines)


def _sharing(desk: Desk, card: Card) -> int:
    number = text_of(card.answers, "account_number")
    indexes = desk.seal.indexes("account", number)
    return registrations.beneficiaries_of_account(desk.db, indexes, but=card.registration.id)


def body(desk: Desk, card: Card) -> tuple[Text, ...]:
    """Who it is; then who types and how it is paid, or only what changed when it was sent again."""
    if card.before is not None:
        changed = changes(card.before, card.answers, places=desk.places)
        return (_who(card), *changed)
    return _who(card), _types(desk, card), pay_line(card.answers, View(places=desk.places))


def _who(card: Card) -> Text:
    answers = card.answers
    cccd, born = text_of(answers, "cccd"), text_of(answers, "birth_date")
    return Text(
        "card.who",
        "{code} · {full_name} · sinh {birth_date} · {cccd}",
        code=card.registration.code,
        full_name=text_of(answers, "full_name"),
        birth_date=birth_shown(born) if born else Text("card.birth_open", "cán bộ điền"),
        cccd=Text("card.cccd", "CCCD {x}", x=masked(cccd)) if cccd else Text("card.no_cccd", "chưa có CCCD"),
    )


def _types(desk: Desk, card: Card) -> Text:
    answers, one = card.answers, card.registration
    channel = registrations.channel_of(desk.db, one.chat_id)
    number = text_of(answers, "requester_phone") or text_of(answers, "phone")
    phone = verbatim(phone_spoken(number)) if number else NO_PHONE
    shown = CHANNELS.get(channel, channel)
    if one.role == "self":
        return Text("card.types_self", "Người hưởng tự khai · {phone} · {x}", phone=phone, x=shown)
    return Text(
        "card.types",
        "Người khai: {requester} ({a}) · {phone} · {x}",
        requester=text_of(answers, "requester_name"),
        a=relation_shown(answers),
        phone=phone,
        x=shown,
    )


def _buttons(desk: Desk, card: Card, *, claimed: bool) -> tuple[Choice, ...]:
    one = card.registration
    about: dict[str, Value] = {"code": one.code, "seen": one.version}
    to_open = button(OPEN, "mohoso", **about)
    if claimed:
        return (to_open,)
    back, reject = button(RETURN, "tralai", **about), button(REJECT, "tuchoi", **about)
    match one.status:
        case Status.SUBMITTED:
            later = button(LATER, "choduyet", after=one.id, text=card.narrowed)
            own = one.typed_by == staff_of(desk).id
            approve = () if own else (button(APPROVE, "duyet", **about),)
            return (*approve, back, reject, later, to_open)
        case Status.APPROVED:
            return button(TO_POLICE, "chuyencongan", **about), back, to_open
        case Status.MISMATCHED:
            return back, button(TO_POLICE, "chuyencongan", **about), reject, to_open
        case Status.QUEUED_FOR_POLICE:
            return button(TAKE_OUT, "rutkhoi", **about), to_open
    return (to_open,)
