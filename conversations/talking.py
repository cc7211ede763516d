"""Asking and answering: the one way through every form."""

from __future__ import annotations

from dataclasses import replace

from conversations import checking, consent, texts
from conversations.conflicts import CONFLICTS, first_conflict, unsettled
from conversations.effects import RemindAt, Submit
from conversations.form import Question, offered, spoken
from conversations.forms.choices import CALL_ME, KEEP_OLD, LATER, MISSES_BEFORE_HELP, TRY_AGAIN
from conversations.merging import codes_of, merged_with, with_holder
from conversations.state import Pending, Talk
from conversations.turn import Turn, form_of
from domain.reading.situation import Situation
from domain.wording import Choice, Kept, Reading, Rejected, Text, Unsure

#: Known beside the answers, to choose what is asked.
NOT_HANDED_IN = ("pay_points", "account_again")


def open_question(talk: Talk) -> Question | None:
    """The question that waits for an answer; None when there is none left."""
    form = form_of(talk)
    if talk.at:
        return form.question(talk.at, talk.answers)
    left = (one for one in form.questions if one.key in talk.queue or one.key not in talk.answers)
    return next((one for one in left if one.asked_when(talk.answers)), None)


def unanswered(talk: Talk) -> int:
    """How many questions have no answer yet."""
    return sum(question.key not in talk.answers for question in form_of(talk).asked(talk.answers))


def go_on(turn: Turn, talk: Talk, *lead: Text | None) -> None:
    """Ask what comes next, or show what was answered when nothing is left."""
    if not consent.is_given(talk, form_of(talk)):
        consent.ask(turn, talk)
        return
    question = open_question(talk)
    if question is not None:
        ask(turn, talk, question, *lead)
    elif form_of(talk).lines:
        checking.show(turn, talk, *lead)
    else:
        hand_in(turn, talk, *lead)


def ask(turn: Turn, talk: Talk, question: Question, *lead: Text | None) -> None:
    """Say a question. A kept answer is shown with it; the first of a part names the part."""
    situation = turn.situation(question.key, talk.answers)
    choices, in_words = _choices(talk, question, situation)
    if _changes(talk, question):
        lines: tuple[Text | None, ...] = (old_answer(turn, talk, question),)
    else:
        lines = (_part(talk, question), spoken(question.ask, situation))
    talk = turn.put(replace(talk, asked=_asked(talk, question.key), pending=None, rests=False))
    turn.say(*lead, *lines, choices=choices, talk=talk, numbers=question.numbers, in_words=in_words)


def _changes(talk: Talk, question: Question) -> bool:
    """The question has an answer that is shown, to be kept or replaced."""
    again = talk.at == question.key or (talk.page == "line" and question.key in talk.queue)
    return again and question.key in talk.answers


def _choices(talk: Talk, question: Question, situation: Situation) -> tuple[tuple[Choice, ...], Text | None]:
    """What can be tapped, and how it is said where nothing can be."""
    choices = offered(question, situation)
    in_words = spoken(question.in_words, situation) if question.in_words and choices else None
    if not _changes(talk, question):
        return choices, in_words
    if question.numbers and choices:  # a choice is the whole answer: the others must be seen
        return (*choices, KEEP_OLD), None
    return (KEEP_OLD,), texts.KEEP_OLD_IN_WORDS


def old_answer(turn: Turn, talk: Talk, question: Question) -> Text:
    """What is kept for a question, shown masked where it is a number."""
    return Text(
        texts.BACK_SHOWS_OLD.key,
        texts.BACK_SHOWS_OLD.vietnamese,
        label=question.short,
        old=checking.shown_value(turn, talk, question.key),
    )


def _part(talk: Talk, question: Question) -> Text | None:
    if form_of(talk).name != "enrolment" or talk.page or not question.part:
        return None
    parts = {form_of(talk).question(key, talk.answers).part for key in talk.asked}
    return texts.PARTS[question.part] if max(parts, default=0) < question.part else None


def _asked(talk: Talk, key: str) -> tuple[str, ...]:
    return talk.asked if key in talk.asked else (*talk.asked, key)


def answer(turn: Turn, talk: Talk, reading: Reading, question: Question) -> None:
    """What a reader made of an answer to the open question."""
    match reading:
        case Kept():
            keep(turn, talk, reading, question, settled=unsettled(reading.values, talk.settled))
        case Unsure():
            offer(turn, talk, reading, question)
        case Rejected():
            missed(turn, talk, reading, question)


def keep(turn: Turn, talk: Talk, kept: Kept, question: Question, *, settled: tuple[str, ...]) -> None:
    """Keep an answer, unless it does not fit another one; then go on."""
    kept = with_holder(turn, talk, kept)
    answers = merged_with(turn, talk.answers, kept)
    new = dict(kept.values)
    if kept.warnings:
        new["warnings"] = [*codes_of(kept.values), *kept.warnings]
    conflict = first_conflict(new, answers, turn.situation(question.key, talk.answers), settled=settled)
    if conflict is not None:
        offer(turn, replace(talk, settled=settled), conflict, question)
        return
    resting = question.stops(answers) if question.stops else None
    if resting is not None:
        turn.put(replace(talk, rests=True))
        turn.say(resting, talk=talk)
        return
    talk = turn.put(
        replace(
            talk,
            answers=answers,
            asked=_asked(talk, question.key),
            at="",
            queue=tuple(key for key in talk.queue if key not in kept.values),
            pending=None,
            misses={},
            settled=settled,
            rests=False,
            touched=turn.facts.today.isoformat(),
        )
    )
    situation = turn.situation(question.key, answers)
    for message in (kept.message, question.after(situation) if question.after else None):
        if message is not None:
            turn.say(message, talk=talk)
    go_on(
        turn,
        talk,
        _more_questions(talk, kept),
        kept.echo or (question.echo(situation) if question.echo else None),
    )


def _more_questions(talk: Talk, kept: Kept) -> Text | None:
    """Said when another way of being paid, chosen on the check page, brings questions with it."""
    count = unanswered(talk)
    if talk.page != "line" or "pay_by" not in kept.values or not count:
        return None
    return Text(texts.MORE_QUESTIONS.key, texts.MORE_QUESTIONS.vietnamese, n=count)


def offer(turn: Turn, talk: Talk, unsure: Unsure, question: Question) -> None:
    """Ask back; only one of the choices makes it an answer."""
    if not unsure.choices:  # a word that answers the group and leaves the rest open
        keep(turn, talk, Kept({question.key: unsure.value}), question, settled=talk.settled)
        return
    pending = Pending(key=question.key, code=unsure.code, choices=unsure.choices)
    talk = turn.put(replace(talk, pending=pending, asked=_asked(talk, question.key), rests=False))
    turn.say(unsure.say, choices=unsure.choices, talk=talk)


def missed(turn: Turn, talk: Talk, miss: Rejected, question: Question) -> None:
    """Say how to put it right; after three misses offer another way. The question stands above."""
    situation = turn.situation(question.key, talk.answers)
    count = talk.misses.get(question.key, 0) + 1
    pending = Pending(key=question.key, code=miss.code, choices=miss.choices) if miss.choices else None
    answers = {**talk.answers, **miss.keeps}  # what the text did say, though it answers another question
    talk = turn.put(replace(talk, misses={question.key: count}, pending=pending, answers=answers))
    choices, in_words = (miss.choices, None) if miss.choices else _choices(talk, question, situation)
    numbers = bool(miss.choices) or question.numbers
    turn.say(miss.say, choices=choices, talk=talk, numbers=numbers, in_words=in_words)
    if count >= MISSES_BEFORE_HELP and count % MISSES_BEFORE_HELP == 0:
        turn.say(texts.THREE_MISSES, choices=(CALL_ME, TRY_AGAIN, LATER), talk=talk)


def settle(turn: Turn, talk: Talk, choice: Choice) -> None:
    """A choice of what was asked back."""
    assert talk.pending is not None
    pending, form = talk.pending, form_of(talk)
    talk = replace(talk, pending=None)
    question = form.question(pending.key, talk.answers)
    if choice.asks:
        left = merged_with(turn, talk.answers, Kept(choice.keeps, drops=choice.drops))
        conflict = first_conflict(
            choice.keeps, left, turn.situation(question.key, left), settled=(*talk.settled, pending.code)
        )
        if conflict is not None:
            offer(turn, talk, conflict, question)
            return
        target = form.question(choice.asks, left)
        talk = turn.put(replace(talk, answers={k: v for k, v in left.items() if k != choice.asks}, at=choice.asks))
        ask(turn, talk, target)
        return
    settled = unsettled(choice.keeps, talk.settled)
    if pending.code in CONFLICTS:
        settled = tuple(dict.fromkeys((*settled, pending.code)))
    keep(turn, talk, Kept(choice.keeps, echo=choice.echo, drops=choice.drops), question, settled=settled)


def chose(turn: Turn, talk: Talk, choice: Choice, question: Question) -> None:
    """One of the question's own choices."""
    keep(
        turn,
        talk,
        Kept(choice.keeps, echo=choice.echo, drops=choice.drops),
        question,
        settled=unsettled(choice.keeps, talk.settled),
    )


def keep_old(turn: Turn, talk: Talk) -> None:
    """The answer shown stays."""
    question = open_question(talk)
    if question is None:
        go_on(turn, talk)
        return
    queue = tuple(key for key in talk.queue if key != question.key)
    go_on(turn, turn.put(replace(talk, at="", queue=queue, pending=None)))


def back(turn: Turn, talk: Talk) -> None:
    """To the question asked before, with its kept answer; from what was asked back, to the question itself."""
    question = open_question(talk)
    if question is not None and talk.pending is not None:
        go_on(turn, turn.put(replace(talk, pending=None)))
        return
    if talk.page == "line" and not unanswered(talk):
        checking.page(turn, talk)
        return
    wanted = {asked.key for asked in form_of(talk).asked(talk.answers)}
    before = [key for key in talk.asked if key in wanted and key in talk.answers]
    if question is not None and question.key in talk.asked:
        before = [key for key in before if talk.asked.index(key) < talk.asked.index(question.key)]
    if not before:
        turn.say(texts.BACK_AT_FIRST, talk=talk)
        go_on(turn, talk)
        return
    talk = turn.put(replace(talk, at=before[-1], pending=None, page="" if talk.page == "check" else talk.page))
    ask(turn, talk, form_of(talk).question(before[-1], talk.answers))


def rest(turn: Turn, talk: Talk) -> None:
    """Later: the answers are kept for some days."""
    turn.put(replace(talk, rests=True))
    turn.say(texts.DEFER, talk=talk)


def hand_in(turn: Turn, talk: Talk, *lead: Text | None) -> None:
    """The talk is done: its answers that count go to the shell."""
    form = form_of(talk)
    if any(lead):
        turn.say(*lead, talk=talk)
    answers = form.counting(talk.answers)
    for known in NOT_HANDED_IN:
        answers.pop(known, None)
    turn.do(
        Submit(
            kind=form.hands_in,
            talk=talk.id,
            about=talk.about,
            answers=answers,
            form_version=talk.form_version,
            address=turn.address(talk),
            unit=turn.unit(talk),
        )
    )
    turn.do(RemindAt(kind="draft", about=talk.id, at=None))
    turn.state = turn.state.having_sent(talk.id, turn.now.isoformat())
    turn.close(talk)
