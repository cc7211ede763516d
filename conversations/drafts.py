"""Drafts: begun, gone on with, left for later, dropped; and the first word of the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from conversations import consent, correcting, talking, texts
from conversations.effects import Forget, RemindAt, Submit
from conversations.forms.choices import LATER, act
from conversations.forms.enrolment import CORRECTION, ENROLMENT
from conversations.state import Talk
from conversations.turn import Turn, form_of
from domain.wording import Answers, Choice, Text

_POSTER = re.compile("(?:xa-)?([0-9]{5})")
_TOKEN = re.compile(r"[0-9a-f]{32}")
REGISTER = act("register", Text("choice.register", "Đăng ký"))
SEE = act("status", Text("choice.status", "Xem hồ sơ"))
CHANGE = act("change", Text("choice.change", "Báo thay đổi"))
HELP = act("help", Text("choice.help", "Trợ giúp"))
MENU = (REGISTER, SEE, CHANGE, HELP)
MENU_BACK = (SEE, act("register_more", Text("choice.register_more", "Đăng ký thêm người")), CHANGE, HELP)
CONTINUE, RESTART, DROP = (
    act("continue", Text("choice.continue", "Làm tiếp")),
    act("restart", Text("choice.restart", "Khai lại từ đầu")),
    act("drop_draft", Text("choice.drop_draft", "Bỏ và xóa")),
)


def greet(turn: Turn, rest: str = "") -> None:
    """The first word of the day: an open draft is offered again; else what can be done here.

    ``rest`` of a /start link: a one-time code signs a staff member in, a unit's code (of its poster) names the
    ward, anything else is a plain start.
    """
    ward = _POSTER.fullmatch(rest.strip())
    if ward is not None and ward.group(1) in turn.facts.places.units:
        turn.state = replace(turn.state, ward=ward.group(1))
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
    greeting = texts.GREETING_WARD if turn.state.ward else texts.GREETING
    turn.say(texts.GREETING_BACK if turn.facts.registrations else greeting, choices=menu(turn))
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
        drop(turn, talk)
    begin(turn)


def drop(turn: Turn, talk: Talk) -> None:
    """A draft goes: its answers, its page, its reminder."""
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
    """The draft and its answers are deleted; what waits below it is offered when the turn ends."""
    talk = turn.state.talk
    if talk is None:
        _nothing_open(turn)
        return
    drop(turn, talk)
    turn.say(texts.CANCEL_DONE, talk=talk)


def _nothing_open(turn: Turn) -> None:
    turn.say(texts.NOTHING_OPEN, choices=menu(turn))


def after_talk(turn: Turn) -> None:
    """A talk has ended: the one below is offered again, or a returned registration that waited."""
    if turn.state.talk is not None:
        offer_draft(turn, turn.state.talk)
    else:
        correcting.offer_waiting(turn)


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
