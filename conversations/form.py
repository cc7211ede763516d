"""A form is data, read top to bottom: questions with their sentences, readers and conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from domain.reading.situation import Situation
from domain.wording import Answers, Choice, Reading, Text, Value

Words: TypeAlias = "Text | Callable[[Situation], Text]"
Choices: TypeAlias = "tuple[Choice, ...] | Callable[[Situation], tuple[Choice, ...]]"


def always(answers: Answers) -> bool:
    """The question is asked of everybody."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. ``short`` names it in a sentence ("đang dừng ở câu: ngân hàng")."""

    key: str  #: name in storage; never renamed, never reused
    ask: Words  #: what the citizen reads
    short: Text
    read: Callable[[str, Situation], Reading]
    asked_when: Callable[[Answers], bool] = always  #: looks only at earlier keys
    choices: Choices = ()
    numbers: bool = True  #: a bare number means a choice (not where a number may be the answer)
    in_words: Words | None = None  #: the choices said in words, for channels without buttons
    part: int = 0  #: 1 to 4; 0 has no progress line
    echo: Callable[[Situation], Text | None] | None = None  #: first line of the next question
    after: Callable[[Situation], Text | None] | None = None  #: own message once it is answered
    stops: Callable[[Answers], Text | None] | None = None  #: the talk rests here, with this message
    photo: bool = False  #: a photo of the card's QR answers it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the check page. ``shown`` None leaves it out; ``keys`` are asked again when it is changed."""

    section: Text
    keys: tuple[str, ...]
    label: Text
    shown: Callable[[Situation], Text | None]
    changed: Callable[[Situation], Text] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: what is asked, and what becomes of it. ``hands_in`` names the submission.

    reminds_before_end: days before an unfinished draft is deleted that it is spoken of once (0 = never).
    hands_in_after: days after which it is handed in as it stands, with ``by_itself`` where nothing was said.
    """

    name: str
    version: int
    questions: tuple[Question, ...]
    hands_in: str
    lines: tuple[Line, ...] = ()  #: a check page before it is handed in, if there are any
    needs_consent: bool = False
    reminds_before_end: int = 0
    hands_in_after: int = 0
    by_itself: Answers = field(default_factory=dict)

    def question(self, key: str, answers: Answers) -> Question:
        """The question with this key that is asked with these answers (a key may stand twice)."""
        found = [question for question in self.questions if question.key == key]
        return next((question for question in found if question.asked_when(answers)), found[0])

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that these answers lead to, in order."""
        return tuple(question for question in self.questions if question.asked_when(answers))

    def counting(self, answers: Answers) -> dict[str, Value]:
        """The answers that count: those of questions asked, and those nobody is asked for."""
        known = {question.key for question in self.questions}
        wanted = {question.key for question in self.asked(answers)}
        return {key: value for key, value in answers.items() if key in wanted or key not in known}


def spoken(words: Words, situation: Situation) -> Text:
    """The text of a question in this situation."""
    return words if isinstance(words, Text) else words(situation)


def offered(question: Question, situation: Situation) -> tuple[Choice, ...]:
    """The choices of a question in this situation."""
    return question.choices if isinstance(question.choices, tuple) else question.choices(situation)
