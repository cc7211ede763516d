"""What a chat hands in: written by its duty, and what is said of it. One row a kind of submission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from admin import answers_in, intake
from admin.commands import COMMANDS
from admin.desk import Desk
from admin.staff import LINK_OVER, redeem
from conversations import texts
from conversations.effects import KeepConsent, Say, Submit
from conversations.facts import Facts
from conversations.status import LABELS
from domain.masks import phone_spoken
from domain.people import text_of
from domain.row_codes import read_code
from domain.wording import Choice, Param, Text
from storage import chats, consents, registrations

DATA_DAYS = {"see": 10, "copy": 10, "edit": 10, "delete": 20}  # NĐ 356/2025/NĐ-CP Điều 5


@dataclass(frozen=True, slots=True)
class Handed:
    """What is said, and the code of what was made ("" none)."""

    says: tuple[Say, ...]
    code: str = ""


def hand_in(desk: Desk, submit: Submit, *, facts: Facts) -> Handed:
    """Write it and say what became of it. Raises CannotDo."""
    return SUBMISSIONS[submit.kind](desk, submit, facts)


def keep_consent(desk: Desk, effect: KeepConsent, *, channel: str) -> None:
    """The answers to the consent question, with the exact text that was shown."""
    consents.keep(
        desk.db,
        {key.removeprefix("consent_"): agreed for key, agreed in effect.answers.items()},
        chat_id=desk.chat_id,
        talk_id=effect.talk,
        channel=channel,
        text=effect.shown["text"],
        sha256=effect.shown["sha256"],
        text_version=int(effect.shown["version"]),
        language=effect.shown["language"],
        said=effect.said,
        seal=desk.seal,
        now=desk.now,
    )


def _say(submit: Submit, *lines: Text, choices: tuple[Choice, ...] = (), unit: str = "") -> Say:
    return Say(lines=lines, choices=choices, address=submit.address, unit=unit or submit.unit)


def _filled(text: Text, **params: Param) -> Text:
    return Text(text.key, text.vietnamese, **params)


def _registration(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    agreed = {
        purpose: bool(submit.answers.get(f"consent_{purpose}")) for purpose in ("register", "forward", "messages")
    }
    made = intake.submit(
        desk,
        talk_id=submit.talk,
        answers=submit.answers,
        form_version=submit.form_version,
        consents_agreed=agreed,
    )
    lines = [_filled(texts.SUBMITTED, code=made.code)]
    if facts.channel == "web":
        lines.append(texts.SUBMITTED_WEB)
    return Handed((_say(submit, *lines, unit=made.unit),), made.code)


def _correction(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    own = facts.own(submit.about)
    code = intake.resend(
        desk,
        registration_id=submit.about,
        talk_id=submit.talk,
        answers=submit.answers,
        version_seen=own.version if own else 0,
    )
    return Handed((_say(submit, _filled(texts.RESENT, code=code)),), code)


def _change_report(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    kind = text_of(submit.answers, "change_kind")
    report = intake.report_change(
        desk, talk_id=submit.talk, registration_id=submit.about or None, kind=kind, answers=submit.answers
    )
    phone = text_of(submit.answers, "new_phone") or text_of(submit.answers, "requester_phone")
    text = _filled(texts.CHANGE_DONE[kind], phone=phone_spoken(phone) if phone else "đã khai")
    undo = Choice(
        label=Text("choice.report_undo", "Báo nhầm"),
        does="submit",
        args={"kind": "undo_report", "about": report, "answers": {}},
    )
    return Handed((_say(submit, text, choices=(undo,) if kind == "death" else ()),))


def _undo_report(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    intake.undo_report(desk, submit.about)
    return Handed((_say(submit, texts.DEATH_UNDONE),))


def _callback(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    intake.callback(desk, phone=text_of(submit.answers, "phone"), registration_id=submit.about, unit=submit.unit)
    return Handed(())


def _received(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    return _payment_answer(desk, submit, received=True, kind="")


def _not_received(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    return _payment_answer(desk, submit, received=False, kind=text_of(submit.answers, "not_received_kind"))


def _payment_answer(desk: Desk, submit: Submit, *, received: bool, kind: str) -> Handed:
    done = intake.answer_payment(desk, payment_id=submit.about, received=received, kind=kind or None)
    period = Text("status.period", "tháng {m}", m=done.period)
    if done.already_at is not None and received:
        return Handed((_say(submit, _filled(texts.DONE_ALREADY, time=done.already_at)),))
    if received:
        lines = [_filled(texts.RECEIVED if done.in_full else texts.RECEIVED_PART, period=period)]
        if done.grievance_code:
            lines.append(_filled(texts.GRIEVANCE_CLOSED, grievance_code=done.grievance_code))
        return Handed((_say(submit, _joined(*lines), unit=done.unit),))
    if done.already_at is not None:
        text = _filled(texts.GRIEVANCE_EXISTS, grievance_code=done.grievance_code, date=done.due_on or desk.today)
        return Handed((_say(submit, text, unit=done.unit),))
    in_cash = submit.answers.get("paid_in") == "cash"
    label = texts.GRIEVANCE_KINDS["none_cash" if kind == "none" and in_cash else kind]
    text = _filled(texts.GRIEVANCE_OPENED, grievance_code=done.grievance_code, kind=label, period=period)
    return Handed((_say(submit, text, unit=done.unit),))


def _joined(*lines: Text) -> Text:
    """Sentences on one line."""
    if len(lines) == 1:
        return lines[0]
    return Text("two_sentences", "{first} {second}", first=lines[0], second=lines[1])


def _data_request(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    kind = text_of(submit.answers, "kind")
    due = desk.today + timedelta(days=DATA_DAYS[kind])
    intake.data_request(desk, kind=kind, registration_id=submit.about, due_on=due)
    lines = [_filled(texts.DATA_RECEIVED, date=desk.today, due_date=due)]
    if kind == "delete" and submit.about:
        lines.insert(0, texts.DELETE_SENT)
    return Handed((_say(submit, *lines),))


def _withdrawal(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    purpose = text_of(submit.answers, "purpose")
    purposes = consents.PURPOSES if purpose == "all" else (purpose,)
    intake.withdraw(desk, registration_id=submit.about, purposes=purposes)
    text = texts.WITHDRAWN_MESSAGES if purpose == "messages" else texts.WITHDRAWN
    return Handed((_say(submit, _filled(text, date=desk.today)),))


def _messages(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    wanted = text_of(submit.answers, "messages")
    chats.set_messages(desk.db, desk.chat_id, wanted)
    return Handed((_say(submit, texts.MESSAGES_SET[wanted]),))


def _look_up(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    """By code: the label only, no name, no amount, no text; a typed code is forgiven its spaces."""
    code = read_code(text_of(submit.answers, "text"))
    found = registrations.find_by_code(desk.db, code, seal=desk.seal) if code else None
    if found is None:
        return Handed((_say(submit, texts.CODE_UNKNOWN),))
    label = LABELS[found.status]
    text = _filled(texts.CODE_LABEL, code=found.code, label=_filled(label, n=len(found.returned)))
    return Handed((_say(submit, text, unit=found.unit),))


def _sign_in(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    """A one-time code: this chat speaks for a staff member from now on."""
    member = redeem(desk, text_of(submit.answers, "token"), kind="chat")
    if member is None:
        return Handed((_say(submit, LINK_OVER),))
    chats.sign_in(desk.db, desk.chat_id, member.id)
    return Handed((_say(submit, SIGNED_IN, *_commands_of(member.role)),))


def _staff_help(desk: Desk, submit: Submit, facts: Facts) -> Handed:
    return Handed((_say(submit, STAFF_HELP, *_commands_of(facts.staff_role)),))


def _commands_of(role: str) -> tuple[Text, ...]:
    """The commands of a role with their lines of help."""
    return tuple(
        Text("staff.help_line", "{name} – {help}", name=command.typed, help=command.help)
        for command in COMMANDS.values()
        if command.typed and role in command.roles
    )


SIGNED_IN = Text("staff.signed_in", "Đã đăng nhập. Các lệnh:")
STAFF_HELP = Text("staff.help", "Các lệnh:")


def _answers_in(work: Callable[..., tuple[Text, ...]]) -> Callable[[Desk, Submit, Facts], Handed]:
    """Answers to what a list brought: the duty says what is to be said."""

    def handed(desk: Desk, submit: Submit, facts: Facts) -> Handed:
        lines = work(desk, submit.about, submit.answers)
        return Handed((_say(submit, *lines),) if lines else ())

    return handed


SUBMISSIONS: dict[str, Callable[[Desk, Submit, Facts], Handed]] = {
    "registration": _registration,
    "correction": _correction,
    "change_report": _change_report,
    "undo_report": _undo_report,
    "callback": _callback,
    "received": _received,
    "not_received": _not_received,
    "data_request": _data_request,
    "withdrawal": _withdrawal,
    "messages": _messages,
    "look_up": _look_up,
    "sign_in": _sign_in,
    "staff_help": _staff_help,
    "account_answer": _answers_in(answers_in.account_answer),
    "bank_answer": _answers_in(answers_in.bank_answer),
    "collect_answer": _answers_in(answers_in.collect_answer),
}
