"""One turn. Pure: no clock, no chance, no I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from conversations import checking, consent, correcting, elsewhere, notices, orders, photos, status, talking, texts
from conversations.effects import Effect, RunCommand, Submit
from conversations.events import (
    Chose,
    Event,
    Notified,
    Ordered,
    Said,
    SaidNothing,
    SentFile,
    SharedPhone,
    ShowedPhoto,
)
from conversations.facts import Facts
from conversations.forms import FORMS
from conversations.state import State, Talk
from conversations.turn import Turn, form_of
from domain.people import text_of
from domain.wording import Choice, Kept, Rejected, Text


def step(state: State, event: Event, facts: Facts, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state after this event, and what to do about it."""
    turn = Turn(state, facts, now)
    match event:
        case Notified(key, body):
            notices.heard(turn, key, body)
        case Chose():
            _chose(turn, event)
        case Ordered(name, rest):
            _ordered(turn, name, rest)
        case Said(text):
            _said(turn, text)
        case ShowedPhoto(found):
            photos.showed(turn, found)
        case SharedPhone(phone, own):
            _shared_phone(turn, phone, own=own)
        case SentFile(document):
            _sent_file(turn, document)
        case SaidNothing(kind):
            _said_nothing(turn, kind)
    return turn.state, tuple(turn.effects)


def after_submission(state: State, facts: Facts, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """Once it was said what became of something handed in: the talk below is offered again."""
    turn = Turn(state, facts, now)
    orders.after_talk(turn)
    return turn.state, tuple(turn.effects)


def _ordered(turn: Turn, name: str, rest: str) -> None:
    if not name.startswith("/"):
        turn.state = replace(turn.state, awaits={})
        orders.ORDERS[name](turn, rest)
        return
    turn.state = replace(turn.state, awaits={})
    turn.do(RunCommand(name=name[1:], args={"text": rest} if rest else {}))


def _said(turn: Turn, text: str) -> None:
    waits = turn.state.awaits
    if waits:
        turn.state = replace(turn.state, awaits={})
        if "command" in waits:
            turn.do(RunCommand(name=str(waits["command"]), args={**waits["args"], str(waits["param"]): text}))
        else:
            orders.submit(turn, {"kind": str(waits["does"]), "about": "", "answers": {"text": text}})
        return
    talk = turn.state.talk
    if talk is None:
        _said_outside(turn)
        return
    if not consent.is_given(talk, form_of(talk)):
        if consent.said(turn, talk, text):
            talking.go_on(turn, turn.top)
        return
    question = talking.open_question(talk)
    if question is None:
        if checking.said(turn, talk, text):
            talking.go_on(turn, turn.top)
        return
    reading = question.read(text, turn.situation(question.key, talk.answers))
    if talk.rests and isinstance(reading, Rejected):
        orders.offer_draft(turn, talk)
        return
    if isinstance(reading, Rejected):
        scanned = photos.read_scanned(turn, talk, question, text)
        reading = scanned or elsewhere.instead(turn, talk, question, text, reading) or reading
    talking.answer(turn, talk, reading, question)
    _after(turn, talk)


def _said_outside(turn: Turn) -> None:
    if not turn.state.greeted or turn.facts.staff_role:
        orders.greet(turn)
        return
    menu = orders.MENU_BACK if turn.facts.registrations else orders.MENU
    turn.say(texts.NOT_UNDERSTOOD, choices=menu)


def _chose(turn: Turn, event: Chose) -> None:
    choice = event.choice
    if choice.command:
        turn.state = replace(turn.state, awaits={})
        turn.do(RunCommand(name=choice.command, args=choice.args))
        return
    talk = next((talk for talk in turn.state.talks if talk.id == event.talk), None)
    if event.talk and talk is None:
        _of_a_closed_talk(turn, event.talk)
        return
    if talk is not None:
        turn.state = turn.state.on_top(talk.id)
        _chose_in_talk(turn, talk, event)
    elif not _act(turn, choice):
        _said_nothing(turn, "old_button")


def _of_a_closed_talk(turn: Turn, talk_id: str) -> None:
    code = turn.state.sent.get(talk_id)
    if code:
        source = texts.SENT_TWICE
        turn.say(Text(source.key, source.vietnamese, code=code))
    else:
        _said_nothing(turn, "old_button")


def _chose_in_talk(turn: Turn, talk: Talk, event: Chose) -> None:
    choice, form = event.choice, form_of(talk)
    if not consent.is_given(talk, form):
        if choice.does.startswith("consent_") or (set(choice.keeps) <= set(consent.KEYS) and choice.keeps):
            if consent.chosen(turn, talk, choice, event.said):
                talking.go_on(turn, turn.top)
        elif not _act(turn, choice):
            consent.ask(turn, talk)
        return
    if talk.pending is not None and choice in talk.pending.choices and not choice.does:
        talking.settle(turn, talk, choice)
    elif choice.does:
        _act_in_talk(turn, talk, choice)
    elif event.late:
        _said_nothing(turn, "old_button")
        return
    else:
        question = talking.open_question(talk)
        if question is None or not choice.keeps:
            _said_nothing(turn, "old_button")
            return
        talking.chose(turn, talk, choice, question)
    _after(turn, talk)


def _act_in_talk(turn: Turn, talk: Talk, choice: Choice) -> None:
    if choice.does in _IN_TALK:
        _IN_TALK[choice.does](turn, talk)
    elif choice.does in ("keep_account", "has_paper", "pay_cash"):
        correcting.answer_account(turn, talk, choice.does)
    elif not _act(turn, choice):
        _said_nothing(turn, "old_button")


def _send(turn: Turn, talk: Talk) -> None:
    if talking.open_question(talk) is not None:
        _said_nothing(turn, "old_button")
        return
    talking.hand_in(turn, talk)


def _other_person(turn: Turn, talk: Talk) -> None:
    question = talking.open_question(talk)
    if question is not None:
        reading = question.read("người khác", turn.situation(question.key, talk.answers))
        talking.answer(turn, talk, reading, question)


def _drop_talk(turn: Turn, talk: Talk) -> None:
    turn.close(talk)
    turn.say(texts.THANKS_LATER, talk=talk)


def _show_page(turn: Turn, talk: Talk) -> None:
    if talking.open_question(talk) is None:
        checking.page(turn, talk)
    else:
        talking.go_on(turn, talk)


_IN_TALK: dict[str, Callable[[Turn, Talk], None]] = {
    "keep_old": talking.keep_old,
    "send": _send,
    "edit_line": checking.pick,
    "show_full": checking.show_full,
    "show_check": _show_page,
    "photo": photos.hint,
    "contact": photos.hint_contact,
    "qr_wrong": photos.ask_wrong,
    "other_person": _other_person,
    "drop_talk": _drop_talk,
}


def _act(turn: Turn, choice: Choice) -> bool:
    """An act that needs no talk; False when there is none of this name."""
    args = choice.args
    match choice.does:
        case "status":
            status.show(turn, text_of(args, "code"))
        case "see_amount":
            status.amount(turn, text_of(args, "registration"))
        case "submit":
            orders.submit(turn, args)
        case "open":
            answers = args.get("answers")
            talk = turn.open(
                FORMS[text_of(args, "form")],
                about=text_of(args, "about"),
                answers=answers if isinstance(answers, dict) else {},
            )
            talking.go_on(turn, talk)
        case "fix_now" | "change_of" | "change_way":
            _about_own(turn, choice)
        case name if name in orders.ORDERS:
            orders.ORDERS[name](turn, "")
        case _:
            return False
    return True


def _about_own(turn: Turn, choice: Choice) -> None:
    own = turn.facts.own(text_of(choice.args, "registration"))
    if own is None:
        _said_nothing(turn, "old_button")
    elif choice.does == "fix_now":
        turn.state = replace(
            turn.state,
            waiting=tuple(body for body in turn.state.waiting if body.get("registration") != own.id),
        )
        correcting.begin(turn, correcting.body_of(own))
    else:
        orders.begin_change(turn, own, kind="pay_by" if choice.does == "change_way" else "")


def _after(turn: Turn, talk: Talk) -> None:
    """When this turn ended a talk, what waited below is offered again."""
    if any(open_talk.id == talk.id for open_talk in turn.state.talks):
        return
    if any(isinstance(effect, Submit) for effect in turn.effects):
        return  # the shell says what became of it first, and then offers
    orders.after_talk(turn)


def _shared_phone(turn: Turn, phone: str, *, own: bool) -> None:
    talk = turn.state.talk
    question = talking.open_question(talk) if talk else None
    if talk is None or question is None or question.key not in ("phone", "requester_phone", "new_phone"):
        _said_nothing(turn, "sticker")
        return
    reading = question.read(phone, turn.situation(question.key, talk.answers))
    if isinstance(reading, Kept) and own:
        reading = replace(reading, values={**reading.values, f"{question.key}_verified": True})
    talking.answer(turn, talk, reading, question)


def _sent_file(turn: Turn, document: str) -> None:
    if document and turn.facts.staff_role:
        turn.do(RunCommand(name="ketqua", args={"document": document}))
    else:
        _said_nothing(turn, "file")


def _said_nothing(turn: Turn, kind: str) -> None:
    if kind == "blocked":
        return
    talk = turn.state.talk
    if kind == "old_button":
        turn.say(texts.OLD_BUTTON if talk else texts.NOT_UNDERSTOOD, talk=talk)
        if talk is not None:
            talking.go_on(turn, turn.put(replace(talk, pending=None)))
        return
    said = texts.NOTHING_SAID.get(kind, texts.NOTHING_SAID["sticker"])
    question = talking.open_question(talk) if talk and consent.is_given(talk, form_of(talk)) else None
    if talk is not None and question is not None and kind in ("sticker", "voice"):
        talking.answer(turn, talk, Rejected("sticker", said), question)
    else:
        turn.say(said, talk=talk)
