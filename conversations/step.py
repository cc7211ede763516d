"""One turn. Pure: no clock, no chance, no I/O."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from conversations import (
    acts,
    checking,
    consent,
    drafts,
    elsewhere,
    notices,
    orders,
    outside,
    pace,
    photos,
    talking,
    texts,
    wordless,
)
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
from conversations.form import offered
from conversations.state import State, Talk
from conversations.turn import Turn, form_of
from domain.row_codes import read_code
from domain.wording import Kept, Rejected, Text

#: Choices that delete answers: a tap on an old one deletes nothing.
_DELETING = frozenset(("restart", "drop_draft", "delete_draft", "drop_talk"))


def step(state: State, event: Event, facts: Facts, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state after this event, and what to do about it."""
    turn = Turn(state, facts, now)
    if not isinstance(event, Notified):
        pace.heard(turn)
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
            wordless.said_nothing(turn, kind)
    return turn.state, tuple(turn.effects)


def after_submission(
    state: State, submit: Submit, facts: Facts, now: datetime
) -> tuple[State, tuple[Effect, ...]]:
    """Once it was said what became of something handed in: a form that it ended leads to what waits below it.

    After one tap beside an open form (Đã nhận, a setting) the open question is asked again.
    """
    turn = Turn(state, facts, now)
    if not submit.talk:
        orders.again(turn)
    elif all(talk.id != submit.talk for talk in state.talks):
        drafts.after_talk(turn)
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
    if waits and waits.get("param") != "document":
        turn.state = replace(turn.state, awaits={})
        if "command" in waits:
            turn.do(RunCommand(name=str(waits["command"]), args={**waits["args"], str(waits["param"]): text}))
        else:
            drafts.submit(turn, {"kind": str(waits["does"]), "about": "", "answers": {"text": text}})
        return
    talk = turn.state.talk
    if talk is None:
        outside.said_outside(turn, text)
        return
    if not consent.is_given(talk, form_of(talk)):
        if consent.said(turn, talk, text):
            talking.go_on(turn, turn.top)
        _after(turn, talk)
        return
    question = talking.open_question(talk)
    if question is None:
        if checking.said(turn, talk, text):
            talking.go_on(turn, turn.top)
        return
    reading = question.read(text, turn.situation(question.key, talk.answers))
    if talk.rests and isinstance(reading, Rejected):
        drafts.offer_draft(turn, talk)
        return
    if isinstance(reading, Rejected):
        scanned = photos.read_scanned(turn, talk, question, text)
        reading = scanned or elsewhere.instead(turn, talk, question, text, reading) or reading
    talking.answer(turn, talk, reading, question)
    _after(turn, talk)


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
    if event.late and (choice.does in _DELETING or (talk not in (None, turn.state.talk) and not choice.does)):
        wordless.said_nothing(turn, "old_button")
    elif talk is not None:
        turn.state = turn.state.on_top(talk.id)
        _chose_in_talk(turn, talk, event)
    elif not acts.act(turn, choice):
        wordless.said_nothing(turn, "old_button")


def _of_a_closed_talk(turn: Turn, talk_id: str) -> None:
    """A second tap on what was handed in: what became of it the first time."""
    became = turn.state.sent.get(talk_id, "")
    if _is_code(became):
        turn.say(Text(texts.SENT_TWICE.key, texts.SENT_TWICE.vietnamese, code=became), aside=True)
    elif became:
        at = datetime.fromisoformat(became)
        turn.say(Text(texts.DONE_ALREADY.key, texts.DONE_ALREADY.vietnamese, time=at), aside=True)
    else:
        wordless.said_nothing(turn, "old_button")


def _is_code(became: str) -> bool:
    return bool(read_code(became))


def _chose_in_talk(turn: Turn, talk: Talk, event: Chose) -> None:
    choice, form = event.choice, form_of(talk)
    if not consent.is_given(talk, form):
        if choice in consent.choices_of(talk):
            if consent.chosen(turn, talk, choice, event.said):
                talking.go_on(turn, turn.top)
            _after(turn, talk)
        elif choice.does.startswith("consent_") or not acts.act(turn, choice):
            wordless.said_nothing(turn, "old_button")
        else:
            _after(turn, talk)
        return
    if talk.pending is not None and choice in talk.pending.choices and not choice.does:
        talking.settle(turn, talk, choice)
    elif choice.does:
        acts.act_in_talk(turn, talk, choice)
    else:  # also a button of the same question shown above: it says what it says
        question = talking.open_question(talk)
        if question is None or choice not in offered(question, turn.situation(question.key, talk.answers)):
            wordless.said_nothing(turn, "old_button")
            return
        talking.chose(turn, talk, choice, question)
    _after(turn, talk)


def _after(turn: Turn, talk: Talk) -> None:
    """When this turn ended a talk, what waited below is offered again."""
    if any(open_talk.id == talk.id for open_talk in turn.state.talks):
        return
    if any(isinstance(effect, Submit) for effect in turn.effects):
        return  # the shell says what became of it first, and then offers
    drafts.after_talk(turn)


def _shared_phone(turn: Turn, phone: str, *, own: bool) -> None:
    talk = turn.state.talk
    ready = talk is not None and consent.is_given(talk, form_of(talk))
    question = talking.open_question(talk) if talk is not None and ready else None
    if talk is None or question is None or question.key not in ("phone", "requester_phone", "new_phone"):
        wordless.said_nothing(turn, "sticker")
        return
    reading = question.read(phone, turn.situation(question.key, talk.answers))
    if isinstance(reading, Kept) and own:
        reading = replace(reading, values={**reading.values, f"{question.key}_verified": True})
    talking.answer(turn, talk, reading, question)


def _sent_file(turn: Turn, document: str) -> None:
    waits = turn.state.awaits
    if document and turn.facts.staff_role:
        turn.state = replace(turn.state, awaits={})
        if waits.get("param") == "document":
            turn.do(RunCommand(name=str(waits["command"]), args={**waits["args"], "document": document}))
        else:
            turn.do(RunCommand(name="ketqua", args={"document": document}))
    else:
        wordless.said_nothing(turn, "file")
