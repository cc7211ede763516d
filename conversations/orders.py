"""Commands of the talk, typed with a slash or in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversations import checking, correcting, drafts, rights, status, talking, texts
from conversations.effects import Say, Submit
from conversations.forms.change_report import CHANGE_REPORT
from conversations.turn import Turn
from domain.masks import phone_spoken
from domain.people import text_of
from domain.registration import OwnRegistration, Status
from domain.row_codes import read_code
from domain.wording import Answers, Text, Value


def show_status(turn: Turn, rest: str = "") -> None:
    """/trangthai, or with a code: one's own in full, any other by its label only."""
    code = read_code(rest)
    if code and all(own.code != code for own in turn.facts.registrations):
        drafts.submit(turn, {"kind": "look_up", "about": "", "answers": {"text": code}})
    else:
        status.show(turn, code or "")
    again_after(turn)


def show_help(turn: Turn, rest: str = "") -> None:
    """/trogiup; the open question is asked again after it. Staff read their commands."""
    if turn.facts.staff_role:
        drafts.submit(turn, {"kind": "staff_help", "about": "", "answers": {}})
        return
    turn.say(texts.HELP)
    again(turn)


def again(turn: Turn) -> None:
    """After an answer to something else: the open question again."""
    talk = turn.state.talk
    if talk is not None and not talk.rests:
        talking.go_on(turn, talk)


def again_after(turn: Turn) -> None:
    """The same, where the answer had no choices of its own."""
    said = [effect for effect in turn.effects if isinstance(effect, Say)]
    if said and not said[-1].choices:
        again(turn)


def answer_faq(name: str) -> Callable[[Turn, str], None]:
    """One of the six answers."""

    def said(turn: Turn, rest: str = "") -> None:
        turn.say(texts.FAQ[name])
        again(turn)

    return said


def thank(turn: Turn, rest: str = "") -> None:
    """Cảm ơn."""
    turn.say(texts.THANKS, aside=True)


def report_change(turn: Turn, rest: str = "") -> None:
    """/baothaydoi for the one registration, or for which of several."""
    found = rights.which(turn, "", does="change_of", args={})
    if found is not None:
        begin_change(turn, found)


def begin_change(turn: Turn, own: OwnRegistration, *, kind: str = "") -> None:
    """Open a change report about a registration."""
    answers: dict[str, Value] = {
        "role": own.role,
        "full_name": own.full_name,
        "birth_date": own.birth_date,
        "cccd": own.cccd,
        "requester_name": own.requester_name,
        "requester_phone": own.phone,
    }
    if kind:
        answers["change_kind"] = kind
    answers["pay_points"] = turn.points_of(own.unit)
    open_one = next((t for t in turn.state.talks if t.form == CHANGE_REPORT.name and t.about == own.id), None)
    if open_one is not None:
        turn.close(open_one)
    talk = turn.open(CHANGE_REPORT, about=own.id, answers=answers, facts={"unit": own.unit})
    talking.go_on(turn, talk)


def meet_officer(turn: Turn, rest: str = "") -> None:
    """/canbo: an officer calls; the answers stay."""
    talk = turn.state.talk
    answers: Answers = talk.answers if talk else {}
    own = turn.facts.registrations[-1] if turn.facts.registrations else None
    phone = text_of(answers, "requester_phone") or text_of(answers, "phone") or (own.phone if own else "")
    if not phone:
        turn.say(texts.CALLBACK_NO_PHONE, aside=True)
        return
    turn.do(
        Submit(
            kind="callback",
            talk=talk.id if talk else "",
            about=own.id if own else "",
            answers={"phone": phone, "question": (talk.at or "") if talk else ""},
            form_version=1,
            address=turn.address(talk),
            unit=turn.unit(talk),
        )
    )
    source = texts.CALLBACK_DONE
    turn.say(Text(source.key, source.vietnamese, phone=phone_spoken(phone)), aside=True)


def edit(turn: Turn, rest: str = "") -> None:
    """/sua: the draft's line, the returned registration, or a change report."""
    talk = turn.state.talk
    returned = next((own for own in turn.facts.registrations if own.status is Status.RETURNED), None)
    if talk is not None and talk.page == "check":
        checking.pick(turn, talk)
    elif talk is not None:
        drafts.back(turn)
    elif returned is not None:
        correcting.begin(turn, correcting.body_of(returned))
    else:
        report_change(turn)


def ask_code(turn: Turn, rest: str = "") -> None:
    """Đã có mã: the next text is a code; the answer will be the label only."""
    turn.state = replace(turn.state, awaits={"does": "look_up"})
    turn.say(texts.STATUS_CODE_ASK)


ORDERS: dict[str, Callable[[Turn, str], None]] = {
    "greeting": drafts.greet,
    "start": drafts.greet,
    "register": drafts.register,
    "register_more": drafts.register,
    "status": show_status,
    "back": drafts.back,
    "defer": drafts.defer,
    "cancel": drafts.cancel,
    "drop_draft": drafts.drop_draft,
    "delete_draft": drafts.drop_draft,
    "continue": drafts.go_on,
    "try_again": drafts.go_on,
    "restart": drafts.restart,
    "edit": edit,
    "change": report_change,
    "human": meet_officer,
    "callback": meet_officer,
    "data": rights.show_data_menu,
    "withdraw": rights.withdraw,
    "delete": rights.delete,
    "messages_off": rights.messages_off,
    "messages_on": rights.messages_on,
    "help": show_help,
    "thanks": thank,
    "have_code": ask_code,
    **{name: answer_faq(name) for name in texts.FAQ},
}
#: What is typed with a slash (wording.md section 1, "Commands").
SLASH: dict[str, str] = {
    "batdau": "start",
    "start": "start",
    "dangky": "register",
    "trangthai": "status",
    "quaylai": "back",
    "desau": "defer",
    "huy": "cancel",
    "cancel": "cancel",
    "sua": "edit",
    "baothaydoi": "change",
    "canbo": "human",
    "dulieu": "data",
    "rutdongy": "withdraw",
    "xoadulieu": "delete",
    "tatnhantin": "messages_off",
    "batnhantin": "messages_on",
    "trogiup": "help",
    "help": "help",
}
