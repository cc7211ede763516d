"""What citizens report or answer beside a registration: changes, money, consent, requests, a call wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from admin import moves
from admin.desk import CannotDo, Desk
from domain.calendar import holidays_of, working_days_after
from domain.fields import View
from domain.masks import phone_spoken
from domain.pay_line import pay_line
from domain.people import receives, text_of
from domain.registration import MOVES, Registration
from domain.wording import Answers, Text, verbatim
from storage import audit, change_reports, consents, grievances, payment_facts, registrations, tasks

SEEN_ALREADY = Text("report.seen_already", "Cán bộ đã xem tin báo này. Cần hỏi thêm thì gọi {hotline}.")
UNKNOWN = Text("report.unknown", "Chưa thấy việc này. Cần hỏi thêm thì gọi {hotline}.")
WHAT: dict[str, Text] = {
    "pay_by": Text("report.pay_by", "Xin đổi cách nhận. {x}"),
    "phone": Text("report.phone", "Số điện thoại mới: {phone}. Gọi số cũ hoặc gặp để xác nhận."),
    "moved": Text("report.moved", "Chuyển đến {x}, từ ngày {date}."),
    "amount": Text("report.amount", "Mức hưởng thay đổi: {x}. Quyết định mới: {y}."),
    "receiver": Text("report.receiver", "Đổi người nhận thay: {x}."),
    "death": Text("report.death", "Tin báo mất. Hỏi gia đình và trưởng thôn trước khi quyết định."),
    "data": Text("report.data", "Yêu cầu: {x}. Trả lời trong 2 ngày làm việc, xong trước {date}."),
    "withdrawal": Text("report.withdrawal", "Rút lại đồng ý: {x}. Trả lời trong 2 ngày làm việc."),
    "callback": Text("report.callback", "Gọi số {phone} trong giờ làm việc."),
}
SAID: dict[str, Text] = {
    "up": Text("report.up", "tăng"),
    "down": Text("report.down", "giảm"),
    "ended": Text("report.ended", "thôi hưởng"),
    "unknown": Text("report.unknown_amount", "chưa rõ"),
    "yes": Text("report.yes", "có rồi"),
    "no": Text("report.no", "chưa có"),
    "died": Text("report.died", "người cũ đã mất"),
    "stopped": Text("report.stopped", "không nhận nữa"),
    "other": Text("report.other", "lý do khác"),
    "see": Text("report.see", "xem thông tin"),
    "copy": Text("report.copy", "bản sao"),
    "edit": Text("report.edit", "sửa thông tin"),
    "delete": Text("report.delete", "xóa thông tin"),
    "register": Text("report.register", "lập hồ sơ"),
    "forward": Text("report.forward", "chuyển thông tin"),
    "messages": Text("report.messages", "nhắn tin về tiền"),
}
#: Working days an office has to answer a request about data (wording.md 2.2).
ANSWER_DAYS = 2


#: Outcomes in which all of the money is there.
FULL = ("paid_account", "paid_cash", "paid_home")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAnswered:
    """What became of "Đã nhận" or "Chưa nhận". grievance_code: the one opened, found open, or closed by it.

    already_at: when the same had been said before, or the grievance that is still open was opened.
    in_full: nothing of this period is still to come.
    """

    period: str
    unit: str
    grievance_code: str = ""
    due_on: date | None = None
    already_at: datetime | None = None
    in_full: bool = True


def report_change(desk: Desk, *, talk_id: str, registration_id: str | None, kind: str, answers: Answers) -> str:
    """A change (wording.md section 5) put before the officer; nothing changes by itself. The report's id."""
    known = change_reports.find_by_talk(desk.db, talk_id, seal=desk.seal) if talk_id else None
    if known is not None:
        return known.id
    registration = _own(desk, registration_id) if registration_id else None
    return _report(
        desk,
        registration,
        talk_id=talk_id,
        kind=kind,
        answers=answers,
        task="death" if kind == "death" else "change",
        text=_what(desk, kind, answers),
    )


def undo_report(desk: Desk, report_id: str) -> None:
    """Báo nhầm: the chat takes its report back, while no officer has decided."""
    report = change_reports.find(desk.db, report_id, seal=desk.seal)
    if report is None or report.chat_id != desk.chat_id:
        raise CannotDo(UNKNOWN)
    undone = change_reports.settle(
        desk.db,
        report_id,
        before=change_reports.OPEN,
        state=change_reports.UNDONE,
        by=None,
        now=desk.now,
    )
    if not undone and report.state != change_reports.UNDONE:
        raise CannotDo(SEEN_ALREADY)
    tasks.finish_by_key(desk.db, ":".join(("report", report_id)), by=None, now=desk.now)
    _audit(desk, "report.undone", report.registration_id, kind=report.kind)


def data_request(desk: Desk, *, kind: str, registration_id: str, due_on: date) -> str:
    """/dulieu: see, copy, edit or delete; an officer answers. The report's id."""
    registration = _own(desk, registration_id) if registration_id else None
    source = WHAT["data"]
    return _report(
        desk,
        registration,
        talk_id="",
        kind="data",
        answers={"kind": kind},
        task="data",
        text=Text(source.key, source.vietnamese, x=SAID[kind], date=due_on),
        due_on=due_on,
    )


def withdraw(desk: Desk, *, registration_id: str, purposes: Sequence[str]) -> None:
    """/rutdongy: consents marked; việc 1 withdraws the registration, việc 3 ends notices about money."""
    registration = _own(desk, registration_id)
    consents.withdraw(desk.db, registration_id=registration.id, purposes=purposes, by="person", now=desk.now)
    if "messages" in purposes:
        registrations.change(desk.db, registration, tell_messages=False)
        registration = _own(desk, registration_id)
    asked = [purpose for purpose in purposes if purpose in ("register", "forward")]
    if asked:
        source = WHAT["withdrawal"]
        text = Text(source.key, source.vietnamese, x=tuple(SAID[purpose] for purpose in asked))
        _report(
            desk,
            registration,
            talk_id="",
            kind="withdrawal",
            answers={"purposes": list(asked)},
            task="withdrawal",
            text=text,
            due_on=working_days_after(desk.today, ANSWER_DAYS, holidays_of(desk.settings.holidays)),
        )
    if "register" in purposes and registration.status in MOVES["withdraw"].before:
        moves.move(replace(desk, staff=None), registration, "withdraw")


def callback(desk: Desk, *, phone: str, registration_id: str, unit: str) -> None:
    """Somebody wants to be called; asked twice the same day it is one task."""
    found = registrations.find(desk.db, registration_id, seal=desk.seal) if registration_id else None
    mine = found if found is not None and found.chat_id == desk.chat_id else None
    source = WHAT["callback"]
    tasks.add(
        desk.db,
        key=":".join(("callback", desk.chat_id, desk.today.isoformat())),
        kind="callback",
        text=moves.packed(Text(source.key, source.vietnamese, phone=phone_spoken(phone))),
        seal=desk.seal,
        now=desk.now,
        unit=mine.unit if mine else unit,
        registration_id=mine.id if mine else "",
        chat_id=desk.chat_id,
    )
    _audit(desk, "callback.asked", mine.id if mine else "")


def answer_payment(desk: Desk, *, payment_id: str, received: bool, kind: str | None) -> PaymentAnswered:
    """Đã nhận, or Chưa nhận with what is wrong: the second opens a grievance (or finds the open one)."""
    try:
        payment = payment_facts.find(desk.db, payment_id, seal=desk.seal)
    except KeyError:
        raise CannotDo(UNKNOWN) from None
    registration = _own(desk, payment.registration_id)
    open_one = grievances.open_for_payment(desk.db, payment_id, seal=desk.seal)
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    whole = _in_full(desk, registration, payment.period)
    done = PaymentAnswered(period=payment.period, unit=registration.unit, in_full=whole)
    if received:
        if payment.received.startswith("yes") and open_one is None:
            return replace(done, already_at=payment.answered_at or desk.now)
        payment_facts.keep_received(
            desk.db, payment_id, received="yes_receiver" if receives(answers) else "yes", now=desk.now
        )
        _audit(desk, "payment.received", registration.id, period=payment.period)
        if open_one is not None:
            grievances.close(desk.db, open_one, by="person", now=desk.now)
        return replace(done, grievance_code=open_one.code if open_one else "")
    payment_facts.keep_received(desk.db, payment_id, received="no", now=desk.now)
    wrong = kind or "none"
    if open_one is not None:
        if open_one.answered_at is not None:
            grievances.reopen(desk.db, open_one, kind=wrong)
        return replace(done, grievance_code=open_one.code, due_on=open_one.due_on, already_at=open_one.opened_at)
    due = working_days_after(desk.today, desk.settings.grievance_days, holidays_of(desk.settings.holidays))
    code = grievances.open_one(
        desk.db,
        registration_id=registration.id,
        registration_code=registration.code,
        payment_id=payment_id,
        kind=wrong,
        unit=registration.unit,
        now=desk.now,
        due_on=due,
    )
    _audit(desk, "grievance.opened", registration.id, grievance=code, kind=wrong)
    return replace(done, grievance_code=code, due_on=due)


def _in_full(desk: Desk, registration: Registration, period: str) -> bool:
    every = payment_facts.of_registrations(desk.db, [registration.id], seal=desk.seal)[registration.id]
    return not any(one.period == period and one.outcome not in FULL for one in every)


def _own(desk: Desk, registration_id: str) -> Registration:
    """A registration of this chat; what is not there and what is somebody else's are told alike."""
    found = registrations.find(desk.db, registration_id, seal=desk.seal)
    if found is None or found.chat_id != desk.chat_id:
        raise CannotDo(UNKNOWN)
    return found


def _report(
    desk: Desk,
    registration: Registration | None,
    *,
    talk_id: str,
    kind: str,
    answers: Answers,
    task: str,
    text: Text,
    due_on: date | None = None,
) -> str:
    unit = registration.unit if registration else ""
    report = change_reports.add(
        desk.db,
        talk_id=talk_id or uuid4().hex,
        registration_id=registration.id if registration else "",
        chat_id=desk.chat_id,
        unit=unit,
        kind=kind,
        answers=answers,
        seal=desk.seal,
        now=desk.now,
        due_on=due_on,
    )
    tasks.add(
        desk.db,
        key=":".join(("report", report)),
        kind=task,
        text=moves.packed(text),
        seal=desk.seal,
        now=desk.now,
        unit=unit,
        registration_id=registration.id if registration else "",
        chat_id=desk.chat_id,
        due_on=due_on,
    )
    _audit(desk, "report.made", registration.id if registration else "", kind=kind)
    return report


def _what(desk: Desk, kind: str, answers: Answers) -> Text:
    """A report in one sentence for the officer."""
    source = WHAT[kind]
    match kind:
        case "pay_by":
            return _filled(source, x=pay_line(answers, View(places=desk.places)))
        case "phone":
            number = text_of(answers, "new_phone")
            return _filled(source, phone=verbatim(phone_spoken(number) if number else "—"))
        case "moved":
            day = text_of(answers, "happened_on")
            since = date.fromisoformat(day) if len(day) == 10 else day or "—"
            to = verbatim(text_of(answers, "moved_to") or "—")
            return Text(source.key, source.vietnamese, x=to, date=since)
        case "amount":
            ready = SAID.get(text_of(answers, "decision_ready"), SAID["no"])
            amount = SAID.get(text_of(answers, "amount_kind"), SAID["unknown"])
            return _filled(source, x=amount, y=ready)
        case "receiver":
            return _filled(source, x=SAID.get(text_of(answers, "receiver_reason"), SAID["other"]))
    return source


def _filled(source: Text, **params: Text) -> Text:
    return Text(source.key, source.vietnamese, **params)


def _audit(desk: Desk, what: str, about: str, **details: object) -> None:
    audit.write(desk.db, at=desk.now, who=desk.who, what=what, about=about, **details)
