"""The queue: cards one by one, and approving (wording.md sections 3 and 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from admin import cards, deaths, moves, undo
from admin.bulk import approve_clean_ones
from admin.cards import button, card_of
from admin.desk import Answer, CannotDo, Desk
from admin.notices import tell_due as tell_due
from admin.refreshing import refresh_warnings
from admin.scope import claimed_by_other, registration_for, registration_to_move, staff_of
from domain.people import address_of, text_of
from domain.persons import account_name_of
from domain.reading.text import fold
from domain.reference.banks import bank_name
from domain.registration import Registration, Status
from domain.warnings import FILTERS
from domain.wording import Answers, Choice, Text, Value
from locales import forms_of_address
from storage import queue, registrations, tasks

EMPTY = Text("queue.empty", "Không còn hồ sơ chờ.")
UNKNOWN_FILTER = Text("queue.unknown_filter", "Lọc được: thiếu giấy, chưa hỏi, sửa lại.")
APPROVED = Text("approved.staff", "Đã duyệt {code}. Còn {n} hồ sơ chờ.")
SCRIPT = (
    Text("script.intro", "Đọc cho người hưởng nghe:"),
    Text(
        "script.money",
        "“{requester} khai để tiền trợ cấp của {ben_you} về tài khoản {bank} đuôi {tail}, tên {holder}.",
    ),
    Text(
        "script.offices",
        "Thông tin sẽ gửi Công an, {payer}, ngân hàng. {Ben_you} đồng ý hay không đồng ý, xin trả lời rõ.”",
    ),
    Text("asked_how.ask", "Đã hỏi người hưởng bằng cách nào?"),
)
HOW = {
    "in_person": Text("asked_how.in_person", "Gặp trực tiếp"),
    "known_phone": Text("asked_how.known_phone", "Gọi số xã đang có"),
    "village_head": Text("asked_how.village_head", "Qua trưởng thôn, tổ"),
    "not_asked": Text("asked_how.not_asked", "Chưa hỏi"),
}
ANSWER_ASK = Text("asked_answer.ask", "Người hưởng trả lời thế nào?")
SAID = {
    "agreed": Text("asked_answer.agreed", "Đồng ý"),
    "refused": Text("asked_answer.refused", "Từ chối"),
    "cannot_answer": Text("asked_answer.cannot_answer", "Không trả lời được"),
}
REFUSED = Text("asked_answer.refused_done", "Chưa duyệt. Chọn Từ chối hoặc Cần sửa.")
NEEDS_VISIT = Text("asked_answer.cannot_answer_done", "Chưa duyệt. Cần đến nhà.")
VISIT = Text("task.visit", "Đến nhà hỏi người hưởng, hồ sơ {code}.")


def show_queue(desk: Desk, args: Answers) -> Answer:
    """/choduyet [LỌC]: deaths first, then the next card by due day; ``after``: the one put aside for now."""
    staff = staff_of(desk)
    after = text_of(args, "after")
    narrowed = text_of(args, "text")
    wanted = _filter(narrowed)
    if not after and not narrowed and args.get("past_deaths") is not True:
        death = deaths.first_open(desk)
        if death is not None:
            return death
    here = queue.place_of(desk.db, after) if after else None
    if here is not None:
        _let_go(desk, here.id)
    found = queue.next_waiting(desk.db, units=staff.units, narrowed=wanted, after=here, by=staff.id, now=desk.now)
    if found is None:
        return Answer(lines=(EMPTY,))
    registration = registrations.find_many(desk.db, [found], seal=desk.seal)[found]
    place = queue.Place(due_on=registration.due_on, sent_at=registration.sent_at, id=found)
    position = queue.position(desk.db, units=staff.units, narrowed=wanted, place=place)
    return card_of(desk, _claimed(desk, registration), place=position, narrowed=narrowed)


def _filter(typed: str) -> queue.Filter:
    folded = fold(typed)
    if not folded:
        return queue.ALL
    if folded == "sua lai":
        return queue.Filter(resent=True)
    if folded not in FILTERS:
        raise CannotDo(UNKNOWN_FILTER)
    return queue.Filter(warnings=FILTERS[folded])


def _let_go(desk: Desk, registration_id: str) -> None:
    registration = registrations.find(desk.db, registration_id, seal=desk.seal)
    if registration and registration.claimed_by == staff_of(desk).id:
        registrations.claim(desk.db, registration_id, by=None, until=None)


def _claimed(desk: Desk, registration: Registration) -> Registration:
    """Opening a card claims it for a while, so that two officers do not work on one (not what one typed)."""
    mine = registration.typed_by == staff_of(desk).id
    if registration.status is not Status.SUBMITTED or mine or claimed_by_other(desk, registration):
        return registration
    by, until = staff_of(desk).id, desk.now + timedelta(minutes=desk.settings.claim_minutes)
    registrations.claim(desk.db, registration.id, by=by, until=until)
    return replace(registration, claimed_by=by, claimed_until=until)


def show_one(desk: Desk, args: Answers) -> Answer:
    """/xem MÃ: the card of one registration, in whatever status."""
    return card_of(desk, _claimed(desk, registration_for(desk, args)))


def approve(desk: Desk, args: Answers) -> Answer:
    """/duyet MÃ: for money to an account only after the beneficiary was asked; without a code, the clean ones."""
    if not text_of(args, "code") and (not text_of(args, "text") or "bulk" in args):
        return approve_clean_ones(desk, args)
    registration = registration_to_move(desk, args, "approve")
    moves.NEEDS["four_eyes"](desk, registration)
    if "duplicate" in registration.warnings:
        return _still_duplicate(registration)
    if registration.pay_by == "account" and registration.asked_answer != "agreed":
        how, said = text_of(args, "how"), text_of(args, "answer")
        if not how:
            return _script(desk, registration)
        if how == "not_asked" or said in ("refused", "cannot_answer"):
            return _not_approved(desk, registration, how=how, said=said)
        if not said:
            return _ask_answer(registration, how)
        registration = _kept_answer(desk, registration, how=how, said=said)
    decision = moves.move(desk, registration, "approve")
    return Answer(
        lines=(
            Text(
                APPROVED.key,
                APPROVED.vietnamese,
                code=registration.code,
                n=queue.count(desk.db, units=staff_of(desk).units),
            ),
        ),
        choices=(
            button(cards.UNDO, "hoantac", code=registration.code, decision=decision),
            button(cards.NEXT, "choduyet"),
        ),
        about=registration.id,
    )


def _still_duplicate(registration: Registration) -> Answer:
    about: dict[str, Value] = {"code": registration.code, "seen": registration.version}
    return Answer(
        lines=(moves.STILL_DUPLICATE,),
        choices=(
            button(cards.NOT_DUPLICATE, "khongtrung", **about),
            button(cards.REJECT, "tuchoi", **about),
            button(cards.OPEN, "mohoso", **about),
        ),
        about=registration.id,
    )


def _script(desk: Desk, registration: Registration) -> Answer:
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    words = forms_of_address(address_of(answers, desk.today), "vi")
    intro, money, offices, ask = SCRIPT
    requester = text_of(answers, "requester_name") or text_of(answers, "full_name")
    return Answer(
        lines=(
            intro,
            Text(
                money.key,
                money.vietnamese,
                requester=requester,
                ben_you=words["ben_you"],
                bank=bank_name(text_of(answers, "bank")),
                tail=text_of(answers, "account_number")[-4:],
                holder=account_name_of(answers),
            ),
            Text(offices.key, offices.vietnamese, Ben_you=words["Ben_you"]),
            ask,
        ),
        choices=tuple(
            button(label, "duyet", code=registration.code, seen=registration.version, how=how)
            for how, label in HOW.items()
        ),
        unit=registration.unit,
        about=registration.id,
    )


def _ask_answer(registration: Registration, how: str) -> Answer:
    return Answer(
        lines=(ANSWER_ASK,),
        choices=tuple(
            button(label, "duyet", code=registration.code, seen=registration.version, how=how, answer=answer)
            for answer, label in SAID.items()
        ),
        about=registration.id,
    )


def _kept_answer(desk: Desk, registration: Registration, *, how: str, said: str) -> Registration:
    return refresh_warnings(desk, registration, asked_how=how, asked_answer=said or None)


def _not_approved(desk: Desk, registration: Registration, *, how: str, said: str) -> Answer:
    _kept_answer(desk, registration, how=how, said=said)
    about: dict[str, Value] = {"code": registration.code, "seen": registration.version}
    forth: tuple[Choice, ...] = (button(cards.NEXT, "choduyet", after=registration.id),)
    if how == "not_asked":
        line = moves.NOT_ASKED
    elif said == "refused":
        line = REFUSED
        forth = (button(cards.REJECT, "tuchoi", **about), button(cards.RETURN, "tralai", **about))
    else:
        line = NEEDS_VISIT
        tasks.add(
            desk.db,
            key=":".join(("visit", registration.id, str(registration.version))),
            kind="visit",
            text=moves.packed(Text(VISIT.key, VISIT.vietnamese, code=registration.code)),
            seal=desk.seal,
            now=desk.now,
            unit=registration.unit,
            registration_id=registration.id,
        )
    return Answer(lines=(line,), choices=forth, about=registration.id)


def not_duplicate(desk: Desk, args: Answers) -> Answer:
    """Không trùng: the officer has looked; the card again, without that warning."""
    registration = registration_to_move(desk, args, "approve")
    return card_of(desk, refresh_warnings(desk, registration, duplicate_cleared=True))


def undo_decision(desk: Desk, args: Answers) -> Answer:
    """Hoàn tác, within its time and by who decided; then the card again."""
    registration = undo.undo(desk, args)
    return Answer(
        lines=(undo.UNDONE,),
        more=(card_of(desk, _claimed(desk, registration)),),
        about=registration.id,
    )
