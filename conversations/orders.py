"""Commands of the talk, typed with a slash or in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from conversations import checking, consent, correcting, status, talking, texts
from conversations.effects import Forget, RemindAt, Say, Submit
from conversations.forms.change_report import CHANGE_REPORT
from conversations.forms.choices import LATER, act
from conversations.forms.enrolment import CORRECTION, ENROLMENT
from conversations.state import Talk
from conversations.turn import Turn, form_of
from domain.masks import phone_spoken
from domain.people import text_of
from domain.registration import OwnRegistration, Status
from domain.row_codes import read_code
from domain.wording import Answers, Choice, Text, Value, verbatim

_TOKEN = re.compile(r"[0-9a-f]{32}")
REGISTER = act("register", Text("choice.register", "Đăng ký"))
SEE = act("status", Text("choice.status", "Xem hồ sơ"))
CHANGE = act("change", Text("choice.change", "Báo thay đổi"))
HELP = act("help", Text("choice.help", "Trợ giúp"))
MENU = (REGISTER, SEE, CHANGE, HELP)
MENU_BACK = (SEE, act("register_more", Text("choice.register_more", "Đăng ký thêm người")), CHANGE, HELP)
DATA_KINDS = (
    ("see", Text("choice.data_see", "Xem")),
    ("copy", Text("choice.data_copy", "Bản sao")),
    ("edit", Text("choice.data_edit", "Sửa")),
    ("delete", Text("choice.data_delete", "Xóa")),
)
CONTINUE, RESTART, DROP = (
    act("continue", Text("choice.continue", "Làm tiếp")),
    act("restart", Text("choice.restart", "Khai lại từ đầu")),
    act("drop_draft", Text("choice.drop_draft", "Bỏ và xóa")),
)


def greet(turn: Turn, rest: str = "") -> None:
    """The first word of the day: an open draft is offered again; else what can be done here.

    ``rest`` of a /start link: a one-time code signs a staff member in, anything else is a plain start.
    """
    if _TOKEN.fullmatch(rest.strip()):
        submit(turn, {"kind": "sign_in", "about": "", "answers": {"token": rest.strip()}})
        return
    if turn.facts.staff_role:
        submit(turn, {"kind": "staff_help", "about": "", "answers": {}})
        return
    draft = turn.state.talk
    if draft is not None:
        offer_draft(turn, draft)
        return
    turn.say(texts.GREETING_BACK if turn.facts.registrations else texts.GREETING, choices=menu(turn))
    turn.state = replace(turn.state, greeted=True)


def menu(turn: Turn) -> tuple[Choice, ...]:
    """What can be done here."""
    return MENU_BACK if turn.facts.registrations else MENU


def offer_draft(turn: Turn, talk: Talk) -> None:
    """A draft is open: go on, begin anew (another form: leave it), or later. No name: phones are shared."""
    if not consent.is_given(talk, form_of(talk)):
        consent.ask(turn, talk)
        return
    if talk.form == CORRECTION.name:
        correcting.offer_again(turn, talk)
        return
    question = talking.open_question(talk)
    short = question.short if question is not None else texts.RESUME_CHECK
    source = texts.RESUME
    turn.say(
        Text(source.key, source.vietnamese, date=date.fromisoformat(talk.started), question_short=short),
        choices=(CONTINUE, RESTART if talk.form == ENROLMENT.name else DROP, LATER),
        talk=talk,
    )


def register(turn: Turn, rest: str = "") -> None:
    """A new registration; an open one is offered first."""
    draft = next((talk for talk in reversed(turn.state.talks) if talk.form == ENROLMENT.name), None)
    if draft is not None:
        turn.state = turn.state.on_top(draft.id)
        offer_draft(turn, draft)
        return
    begin(turn)


def begin(turn: Turn) -> None:
    """Open the enrolment form with the notice on personal data."""
    consent.start(turn, turn.open(ENROLMENT))


def go_on(turn: Turn, rest: str = "") -> None:
    """Làm tiếp: the open question again."""
    talk = turn.state.talk
    if talk is None:
        greet(turn)
        return
    talking.go_on(turn, turn.put(replace(talk, rests=False, pending=None)))


def restart(turn: Turn, rest: str = "") -> None:
    """Khai lại từ đầu: the draft goes, a new one begins."""
    talk = turn.state.talk
    if talk is not None and talk.form != ENROLMENT.name:
        offer_draft(turn, talk)
        return
    if talk is not None:
        _drop(turn, talk)
    begin(turn)


def _drop(turn: Turn, talk: Talk) -> None:
    turn.close(talk)
    turn.do(Forget(what="draft", talk=talk.id))
    turn.do(RemindAt(kind="draft", about=talk.id, at=None))


def back(turn: Turn, rest: str = "") -> None:
    """To the question before."""
    talk = turn.state.talk
    if talk is None:
        _nothing_open(turn)
    elif not consent.is_given(talk, form_of(talk)):
        turn.say(texts.BACK_AT_FIRST, talk=talk)
        consent.ask(turn, talk)
    else:
        talking.back(turn, talk)


def defer(turn: Turn, rest: str = "") -> None:
    """Later."""
    talk = turn.state.talk
    if talk is None:
        turn.say(texts.THANKS_LATER)
    else:
        talking.rest(turn, talk)


def cancel(turn: Turn, rest: str = "") -> None:
    """Ask before a draft is deleted."""
    talk = turn.state.talk
    if talk is None:
        _nothing_open(turn)
        return
    turn.say(texts.CANCEL_ASK, choices=(DROP, CONTINUE), talk=talk)


def drop_draft(turn: Turn, rest: str = "") -> None:
    """The draft and its answers are deleted."""
    talk = turn.state.talk
    if talk is None:
        _nothing_open(turn)
        return
    _drop(turn, talk)
    turn.say(texts.CANCEL_DONE, talk=talk)
    after_talk(turn)


def _nothing_open(turn: Turn) -> None:
    turn.say(texts.NOTHING_OPEN, choices=menu(turn))


def after_talk(turn: Turn) -> None:
    """A talk has ended: the one below is offered again, or a returned registration that waited."""
    if turn.state.talk is not None:
        offer_draft(turn, turn.state.talk)
    else:
        correcting.offer_waiting(turn)


def show_status(turn: Turn, rest: str = "") -> None:
    """/trangthai, or with a code: one's own in full, any other by its label only."""
    code = read_code(rest)
    if code and all(own.code != code for own in turn.facts.registrations):
        submit(turn, {"kind": "look_up", "about": "", "answers": {"text": code}})
    else:
        status.show(turn, code or "")
    again_after(turn)


def show_help(turn: Turn, rest: str = "") -> None:
    """/trogiup; the open question is asked again after it. Staff read their commands."""
    if turn.facts.staff_role:
        submit(turn, {"kind": "staff_help", "about": "", "answers": {}})
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
    found = _which(turn, "", does="change_of", args={})
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
        back(turn)
    elif returned is not None:
        correcting.begin(turn, correcting.body_of(returned))
    else:
        report_change(turn)


def show_data_menu(turn: Turn, rest: str = "") -> None:
    """/dulieu; what concerns one of several registrations asks which."""
    turn.say(
        texts.DATA_MENU,
        choices=(
            *(Choice(label=label, does="data_of", args={"kind": kind}) for kind, label in DATA_KINDS),
            act("withdraw", Text("choice.withdraw", "Rút lại đồng ý")),
        ),
    )


def request_data(turn: Turn, kind: str, registration_id: str = "") -> None:
    """See, copy, edit or delete: an officer answers; a draft that was not sent is deleted at once."""
    own = _which(turn, registration_id, does="data_of", args={"kind": kind})
    if own is not None:
        submit(turn, {"kind": "data_request", "about": own.id, "answers": {"kind": kind}})
    elif not turn.facts.registrations and kind == "delete":
        delete(turn)


def _which(turn: Turn, registration_id: str, *, does: str, args: Answers) -> OwnRegistration | None:
    """The registration meant; None when there is none (said so) or it must be asked which of several."""
    own = turn.facts.registrations
    if registration_id:
        return turn.facts.own(registration_id)
    if len(own) == 1:
        return own[0]
    if own:
        source = texts.STATUS_SEVERAL
        turn.say(
            Text(source.key, source.vietnamese, n=len(own)),
            choices=tuple(
                Choice(label=verbatim(one.code), does=does, args={**args, "registration": one.id}) for one in own
            ),
        )
    elif args.get("kind") != "delete":
        turn.say(texts.STATUS_NONE, choices=(REGISTER, status.HAVE_CODE))
    return None


def withdraw(turn: Turn, rest: str = "") -> None:
    """/rutdongy: of which registration; of a draft it is the same as leaving it."""
    if turn.state.talk is not None and turn.state.talk.form == ENROLMENT.name and not turn.facts.registrations:
        cancel(turn)
        return
    withdraw_of(turn)


def withdraw_of(turn: Turn, registration_id: str = "") -> None:
    """For which of the three."""
    found = _which(turn, registration_id, does="withdraw_of", args={})
    if found is None:
        return
    own = found.id
    purposes = (
        ("register", Text("choice.withdraw_register", "Lập hồ sơ")),
        ("forward", Text("choice.withdraw_forward", "Chuyển thông tin")),
        ("messages", Text("choice.withdraw_messages", "Nhắn tin về tiền")),
        ("all", Text("choice.withdraw_all", "Cả ba")),
    )
    turn.say(
        texts.WITHDRAW_ASK,
        choices=tuple(
            Choice(
                label=label,
                does="submit",
                args={"kind": "withdrawal", "about": own, "answers": {"purpose": purpose}},
            )
            for purpose, label in purposes
        ),
    )


def delete(turn: Turn, rest: str = "") -> None:
    """/xoadulieu: a draft goes at once; what was sent needs the officer."""
    talk = turn.state.talk
    for open_talk in turn.state.talks:
        _drop(turn, open_talk)
    if talk is not None:
        turn.say(texts.DELETE_DRAFT, talk=talk)
    if turn.facts.registrations:
        request_data(turn, "delete")
    elif talk is None:
        turn.do(Forget(what="history"))
        turn.say(texts.CHAT_FORGOTTEN)


def messages_off(turn: Turn, rest: str = "") -> None:
    """/tatnhantin."""
    kinds = (
        ("full", Text("choice.messages_full", "Có số tiền")),
        ("short", Text("choice.messages_short", "Không ghi số tiền")),
        ("off", Text("choice.messages_off", "Tắt tin về tiền")),
    )
    turn.say(
        texts.MESSAGES_OFF,
        choices=tuple(
            Choice(
                label=label,
                does="submit",
                args={"kind": "messages", "about": "", "answers": {"messages": kind}},
            )
            for kind, label in kinds
        ),
    )


def messages_on(turn: Turn, rest: str = "") -> None:
    """/batnhantin."""
    submit(turn, {"kind": "messages", "about": "", "answers": {"messages": "full"}})


def ask_code(turn: Turn, rest: str = "") -> None:
    """Đã có mã: the next text is a code; the answer will be the label only."""
    turn.state = replace(turn.state, awaits={"does": "look_up"})
    turn.say(texts.STATUS_CODE_ASK)


def submit(turn: Turn, args: Answers) -> None:
    """Something handed in with one tap; ``args``: kind, about, answers."""
    answers = args.get("answers")
    turn.do(
        Submit(
            kind=str(args["kind"]),
            talk="",
            about=str(args.get("about", "")),
            answers=answers if isinstance(answers, dict) else {},
            form_version=1,
            address=turn.address(turn.state.talk),
            unit=turn.unit(None),
        )
    )


ORDERS: dict[str, Callable[[Turn, str], None]] = {
    "greeting": greet,
    "start": greet,
    "register": register,
    "register_more": register,
    "status": show_status,
    "back": back,
    "defer": defer,
    "cancel": cancel,
    "drop_draft": drop_draft,
    "delete_draft": drop_draft,
    "continue": go_on,
    "try_again": go_on,
    "restart": restart,
    "edit": edit,
    "change": report_change,
    "human": meet_officer,
    "callback": meet_officer,
    "data": show_data_menu,
    "withdraw": withdraw,
    "delete": delete,
    "messages_off": messages_off,
    "messages_on": messages_on,
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
