"""Phiếu báo chưa nhận tiền: one by one, answered through the bot, closed (wording.md sections 3, 5 and 6)."""

from __future__ import annotations

from admin import moves, notices
from admin.cards import DAYS, LATER, button
from admin.desk import Answer, Awaits, CannotDo, Desk, Stale
from admin.returning import DROP, PREVIEW, SEND, SEND_ASK, WRITE_AGAIN
from admin.scope import staff_of
from domain.calendar import day_and_month, day_of
from domain.people import text_of
from domain.pushed import received_choices
from domain.reading.text import clean
from domain.registration import Registration
from domain.wording import Answers, Money, Text, Value
from storage import grievances, payment_facts, registrations
from storage.grievances import Grievance

EMPTY = Text("grievances.empty", "Không còn phiếu chờ.")
HEAD = Text("grievance.head", "{i}/{n} · chờ {age} · hạn {due}")
CARD = Text(
    "grievance.card",
    "Phiếu {grievance_code} · {kind} · {amount} · kỳ tháng {period} · {x}",
)
ACCOUNT = Text("grievance.account", "TK …{tail}")
CASH = Text("grievance.cash", "tiền mặt")
#: By kind, as the citizen and the officer read them.
KINDS: dict[str, Text] = {
    "none": Text("grievance_kind.none", "chưa thấy tiền"),
    "none_cash": Text("grievance_kind.none_cash", "chưa nhận tiền"),
    "short": Text("grievance_kind.short", "thiếu tiền"),
    "other_account": Text("grievance_kind.other_account", "về tài khoản khác"),
    "other_person": Text("grievance_kind.other_person", "người khác nhận"),
}
REPLY = Text("button.reply", "Trả lời")
PAID_AGAIN = Text("button.paid_again", "Đã chi bù")
CLOSE = Text("button.close_grievance", "Đóng phiếu")
WRITE = Text("grievance.write", "Viết câu trả lời cho người khai.")
TOO_LONG = Text("grievance.too_long", "Câu trả lời dài quá 500 ký tự. Viết ngắn lại.")
SENT = Text("grievance.sent", "Đã gửi. Phiếu chờ người khai trả lời.")
CLOSED = Text("grievance.closed_staff", "Đã đóng phiếu {grievance_code}.")
PAID_AGAIN_SENTENCE = Text("grievance.paid_again", "Tiền kỳ tháng {period} đã được chi bù.")
ANSWERED = Text("grievance_answer", "Cán bộ trả lời phiếu {grievance_code}.")
SAID = Text("grievance_answer.text", "{answer}")
MONEY_ASK = Text("grievance_answer.ask", "Tiền đã về chưa ạ?")
CLOSED_TO_PERSON = Text("grievance_closed", "Phiếu {grievance_code} đã đóng. Nếu chưa ổn, gọi {hotline}.")
CHANGED = Text("grievance.changed", "Phiếu này vừa có thay đổi. Mở lại: /phieu.")
LONGEST = 500


def kind_shown(kind: str, *, cash: bool) -> Text:
    """What is wrong, in words."""
    return KINDS["none_cash" if cash and kind == "none" else kind]


def show(desk: Desk, args: Answers) -> Answer:
    """/phieu: the next grievance that waits, by due day; ``after``: the one put aside for now."""
    units = staff_of(desk).units
    aside = grievances.find_by_code(desk.db, text_of(args, "after"), seal=desk.seal)
    after = (aside.due_on, aside.id) if aside else None
    found = grievances.next_waiting(desk.db, units=units, after=after, seal=desk.seal)
    return _card(desk, found) if found else Answer(lines=(EMPTY,))


def _card(desk: Desk, one: Grievance) -> Answer:
    place = grievances.position(desk.db, one, units=staff_of(desk).units)
    payment = payment_facts.find(desk.db, one.payment_id, seal=desk.seal)
    age = Text(DAYS.key, DAYS.vietnamese, n=(desk.today - day_of(one.opened_at)).days)
    about: dict[str, Value] = {"code": one.code, "seen": one.revision}
    return Answer(
        lines=(
            Text(
                HEAD.key,
                HEAD.vietnamese,
                i=place[0],
                n=place[1],
                age=age,
                due=day_and_month(one.due_on),
            ),
            Text(
                CARD.key,
                CARD.vietnamese,
                grievance_code=one.code,
                kind=kind_shown(one.kind, cash=not payment.tail),
                amount=Money(payment.amount),
                period=payment.period,
                x=Text(ACCOUNT.key, ACCOUNT.vietnamese, tail=payment.tail) if payment.tail else CASH,
            ),
        ),
        choices=(
            button(REPLY, "traloiphieu", **about),
            button(PAID_AGAIN, "traloiphieu", **about, paid_again=True),
            button(CLOSE, "dongphieu", **about),
            button(LATER, "phieu", after=one.code),
        ),
        unit=one.unit,
        about=one.registration_id,
    )


def _grievance(desk: Desk, args: Answers) -> Grievance:
    found = grievances.find_by_code(desk.db, text_of(args, "code"), seal=desk.seal)
    if found is None or not staff_of(desk).serves(found.unit):
        raise CannotDo(moves.NOT_FOUND)
    if found.closed_at is not None or args.get("seen") not in (None, found.revision):
        raise Stale(CHANGED)
    return found


def reply(desk: Desk, args: Answers) -> Answer:
    """Trả lời and Đã chi bù: the sentence, how the citizen will read it, sent."""
    one = _grievance(desk, args)
    if args.get("drop") is True:
        return _card(desk, one)
    said = clean(text_of(args, "text"))
    about: dict[str, Value] = {"code": one.code, "seen": one.revision}
    if args.get("paid_again") is True and not said:
        payment = payment_facts.find(desk.db, one.payment_id, seal=desk.seal)
        sentence = PAID_AGAIN_SENTENCE.vietnamese.replace("{period}", payment.period)
        return _preview(one, sentence, about)
    if not said:
        return Answer(lines=(WRITE,), awaits=Awaits("traloiphieu", about, "text"), about=one.registration_id)
    if len(said) > LONGEST:
        return Answer(lines=(TOO_LONG,), awaits=Awaits("traloiphieu", about, "text"), about=one.registration_id)
    if args.get("send") is True:
        return _send(desk, one, said)
    return _preview(one, said, about)


def _preview(one: Grievance, said: str, about: dict[str, Value]) -> Answer:
    return Answer(
        lines=(Text(PREVIEW.key, PREVIEW.vietnamese, text=said), SEND_ASK),
        choices=(
            button(SEND, "traloiphieu", **about, text=said, send=True),
            button(WRITE_AGAIN, "traloiphieu", **about),
            button(DROP, "traloiphieu", **about, drop=True),
        ),
        unit=one.unit,
        about=one.registration_id,
    )


def _send(desk: Desk, one: Grievance, said: str) -> Answer:
    registration = _registration(desk, one)
    payment = payment_facts.find(desk.db, one.payment_id, seal=desk.seal)
    if not grievances.answer(desk.db, one, text=said, seal=desk.seal, now=desk.now):
        raise Stale(CHANGED)
    lines = (
        Text(ANSWERED.key, ANSWERED.vietnamese, grievance_code=one.code),
        Text(SAID.key, SAID.vietnamese, answer=said),
        MONEY_ASK,
    )
    choices = received_choices(one.payment_id, cash=not payment.tail)
    body = notices.body_of(registration, "grievance_answer", lines, choices)
    key = ":".join(("grievance", one.id, str(one.revision)))
    notices.push(desk, [(registration, key, body | {"repeat": False})])
    return Answer(lines=(SENT,), about=one.registration_id)


def close(desk: Desk, args: Answers) -> Answer:
    """Đóng phiếu: by the officer; the person is told and may call."""
    one = _grievance(desk, args)
    registration = _registration(desk, one)
    if not grievances.close(desk.db, one, by="officer", now=desk.now):
        raise Stale(CHANGED)
    line = Text(CLOSED_TO_PERSON.key, CLOSED_TO_PERSON.vietnamese, grievance_code=one.code)
    key = ":".join(("grievance", one.id, "closed"))
    notices.push(desk, [(registration, key, notices.body_of(registration, "grievance_closed", (line,)))])
    done = Text(CLOSED.key, CLOSED.vietnamese, grievance_code=one.code)
    return Answer(lines=(done,), about=one.registration_id)


def _registration(desk: Desk, one: Grievance) -> Registration:
    registration = registrations.find(desk.db, one.registration_id, seal=desk.seal)
    if registration is None:
        raise CannotDo(moves.NOT_FOUND)
    return registration
