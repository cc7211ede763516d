"""What a choice does beside answering: acts of an open talk, and acts that need none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversations import (
    checking,
    correcting,
    drafts,
    orders,
    photos,
    rights,
    status,
    talking,
    texts,
    wordless,
)
from conversations.forms import FORMS
from conversations.forms.change_report import GRIEVANCE
from conversations.state import Talk
from conversations.turn import Turn
from domain.people import text_of
from domain.wording import Answers, Choice


def act_in_talk(turn: Turn, talk: Talk, choice: Choice) -> None:
    """An act of the open talk; else one that needs none; else the button is an old one."""
    if choice.does in _IN_TALK:
        _IN_TALK[choice.does](turn, talk)
    elif choice.does in ("keep_account", "has_paper", "pay_cash"):
        correcting.answer_account(turn, talk, choice.does)
    elif not act(turn, choice):
        wordless.said_nothing(turn, "old_button")


def act(turn: Turn, choice: Choice) -> bool:
    """An act that needs no talk; False when there is none of this name."""
    args = choice.args
    match choice.does:
        case "status":
            status.show(turn, text_of(args, "code"))
            orders.again_after(turn)
        case "see_amount":
            status.amount(turn, text_of(args, "registration"))
        case "submit":
            _submit(turn, args)
        case "open":
            _open(turn, args)
        case "data_of":
            rights.request_data(turn, text_of(args, "kind"), text_of(args, "registration"))
        case "withdraw_of":
            rights.withdraw_of(turn, text_of(args, "registration"))
        case "fix_now" | "change_of" | "change_way":
            _about_own(turn, choice)
        case name if name in orders.ORDERS:
            orders.ORDERS[name](turn, "")
        case _:
            return False
    return True


def _send(turn: Turn, talk: Talk) -> None:
    if talking.open_question(talk) is not None:
        wordless.said_nothing(turn, "old_button")
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


def _submit(turn: Turn, args: Answers) -> None:
    """Handed in with one tap; money that came after all ends the question what was wrong with it."""
    for talk in turn.state.talks:
        if talk.form == GRIEVANCE.name and args.get("kind") == "received" and talk.about == args.get("about"):
            turn.close(talk)
    drafts.submit(turn, args)


def _open(turn: Turn, args: Answers) -> None:
    """A form about something; the one that is open already, if there is one."""
    form, about, answers = text_of(args, "form"), text_of(args, "about"), args.get("answers")
    known = next((talk for talk in turn.state.talks if (talk.form, talk.about) == (form, about)), None)
    if known is None:
        known = turn.open(FORMS[form], about=about, answers=answers if isinstance(answers, dict) else {})
    turn.state = turn.state.on_top(known.id)
    talking.go_on(turn, known)


def _about_own(turn: Turn, choice: Choice) -> None:
    own = turn.facts.own(text_of(choice.args, "registration"))
    if own is None:
        wordless.said_nothing(turn, "old_button")
    elif choice.does == "fix_now":
        turn.state = replace(
            turn.state,
            waiting=tuple(body for body in turn.state.waiting if body.get("registration") != own.id),
        )
        correcting.begin(turn, correcting.body_of(own))
    else:
        orders.begin_change(turn, own, kind="pay_by" if choice.does == "change_way" else "")


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
