"""The wrong question answered: what a text surely is, is said and kept for its own question after a yes."""

from __future__ import annotations

from conversations.checking import shown_value
from conversations.form import Question
from conversations.state import Talk
from conversations.turn import Turn, form_of
from domain.masks import phone_spoken
from domain.reading.wrong_question import read_whole_form, recognise
from domain.wording import Answers, Choice, Param, Rejected, Text, Unsure, verbatim

RIGHT, WRONG = Text("choice.right", "Đúng"), Text("choice.not_right", "Chưa đúng")
ELSEWHERE = Text("elsewhere", "{why}\nGiữ tin này cho câu {question_short}: {value}. Đúng không ạ?")
FORM = Text("elsewhere.form", "Trong tin vừa gửi có nhiều câu trả lời.\n{found}\nĐúng hết không ạ?")
FOUND = Text("elsewhere.found", "{label}: {value}")


def instead(turn: Turn, talk: Talk, question: Question, text: str, miss: Rejected) -> Unsure | None:
    """What to ask back when a text does not answer the open question but surely answers others."""
    situation = turn.situation(question.key, talk.answers)
    wanted = {asked.key for asked in form_of(talk).questions}
    form = {key: value for key, value in read_whole_form(text, situation).items() if key not in talk.answers}
    if len(wanted & set(form)) > 1:
        lines = [_found(turn, talk, form, key) for key in form if key in wanted]
        found = Text("elsewhere.lines", "{a}", a=_joined(lines))
        return _ask(Text(FORM.key, FORM.vietnamese, found=found), form, question)
    for key, kept in recognise(text, situation):
        if key in wanted:
            other = form_of(talk).question(key, talk.answers)
            say = Text(
                ELSEWHERE.key,
                ELSEWHERE.vietnamese,
                why=miss.say,
                question_short=other.short,
                value=_value(turn, talk, kept.values, key),
            )
            return _ask(say, kept.values, question)
    return None


def _ask(say: Text, values: Answers, question: Question) -> Unsure:
    return Unsure("elsewhere", say, (Choice(label=RIGHT, keeps=values), Choice(label=WRONG, asks=question.key)))


def _found(turn: Turn, talk: Talk, values: Answers, key: str) -> Text:
    label = form_of(talk).question(key, talk.answers).short
    return Text(FOUND.key, FOUND.vietnamese, label=label, value=_value(turn, talk, values, key))


def _value(turn: Turn, talk: Talk, values: Answers, key: str) -> Param:
    value = values.get(key)
    if key in ("phone", "requester_phone") and isinstance(value, str):
        return phone_spoken(value)
    shown = Talk(
        id=talk.id, form=talk.form, form_version=talk.form_version, started="", answers={**talk.answers, **values}
    )
    return shown_value(turn, shown, key)


def _joined(lines: list[Text]) -> Text:
    """Lines under each other."""
    joined = lines[0] if lines else verbatim("")
    for line in lines[1:]:
        joined = Text("elsewhere.two_lines", "{a}\n{b}", a=joined, b=line)
    return joined
