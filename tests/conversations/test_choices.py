"""Whatever can be tapped can be typed: its number, its label, its label without marks, in capitals, politely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from conversations.form import Form, Question, offered
from conversations.forms import FORMS
from conversations.state import State, Talk
from domain.reading.situation import Situation
from domain.reading.text import fold
from tests.conversations.person import Person, own, sent_answers

_HELPER = sent_answers()
_GUARDIAN = sent_answers(
    role="guardian",
    relation="parent",
    basis_document="birth_certificate",
    cccd="006216001122",
    birth_date="2016-09-20",
    requester_cccd="006180004321",
    requester_birth_date="1980-05-20",
    requester_residence={"unit": "01840", "old": None, "detail": "Tổ 3"},
)
_CASH = {"cash_receiver": "beneficiary", "pay_points": ["Bưu điện Đức Xuân", "Nhà văn hóa tổ 7"]}
_REPORT = {
    "role": "helper",
    "full_name": "Nông Văn Thành",
    "requester_phone": "+84912345678",
    "death_confirmed": True,
}
PROFILES: tuple[dict[str, Any], ...] = (
    _HELPER,
    _HELPER | {"role": "self"},
    _HELPER | {"relation": "other", "relation_other": "con dâu"},
    _HELPER | {"cccd": None, "cccd_request": "lost"},
    _HELPER | _CASH | {"pay_by": "cash", "pay_point": "Bưu điện Đức Xuân"},
    _HELPER | _CASH | {"pay_by": "cash_home", "home_reason": "ill", "home_directions": "gần cầu"},
    _HELPER | {"pay_by": "open_account", "open_at": "counter"},
    _HELPER | {"account_holder": "requester", "basis_document": "paper", "requester_cccd": None},
    _GUARDIAN,
    _GUARDIAN | {"basis_document": "decision"},
    *(_REPORT | {"change_kind": kind} for kind in ("phone", "moved", "amount", "receiver", "death")),
    *(_REPORT | _CASH | {"change_kind": "pay_by", "pay_by": way} for way in ("account", "cash", "cash_home")),
    _REPORT | {"change_kind": "pay_by", "pay_by": "open_account", "role": "guardian"},
    {"paid_in": "cash"},
    {"paid_in": "account"},
)


def _asked() -> Iterator[tuple[str, Question, dict[str, Any]]]:
    """Every question that has choices, with answers that lead to it and lack it."""
    for form in (FORMS["enrolment"], FORMS["change_report"], FORMS["grievance"]):
        for question in form.questions:
            for answers in PROFILES:
                left = {key: value for key, value in answers.items() if key != question.key}
                if _leads_to(form, question, left):
                    yield form.name, question, left
                    break


def _leads_to(form: Form, question: Question, answers: dict[str, Any]) -> bool:
    return question.asked_when(answers) and (form.name == "enrolment") == ("consent_register" in answers)


def _situation(key: str, answers: dict[str, Any]) -> Situation:
    return Situation(key=key, today=Person().today, places=Person().places, answers=answers)


CASES = [
    pytest.param(form, question, answers, index, id=f"{form}-{question.key}-{answers.get('role')}-{index}")
    for form, question, answers in _asked()
    for index in range(len(offered(question, _situation(question.key, answers))))
]


def _asked_person(form: str, question: Question, answers: dict[str, Any]) -> Person:
    """Somebody to whom this very question was just put."""
    person = Person(registrations=(own(),), channel="telegram")
    about = "r1" if form == "change_report" else ""
    talk = Talk(
        id="t", form=form, form_version=1, started="2026-11-24", at=question.key, answers=answers, about=about
    )
    person.state = State(talks=(talk,), greeted=True)
    person.says("làm tiếp")
    assert len(person.last) == 1
    return person


def _became(person: Person) -> object:
    """What the chat came to, but for asked ids and the time."""
    talks = tuple(replace(talk, misses={}) for talk in person.state.talks)
    handed = tuple((submit.kind, dict(submit.answers)) for submit in person.handed_in)
    return talks, handed, tuple(map(str, person.last))


@pytest.mark.parametrize(("form", "question", "answers", "index"), CASES)
def test_typing_a_choice_does_what_tapping_it_does(
    form: str, question: Question, answers: dict[str, Any], index: int
) -> None:
    """Number, label, folded label, capitals and a polite word: each comes to the same as the tap."""
    tapped = _asked_person(form, question, answers)
    label = tapped.choices[index]
    tapped.taps(label)
    assert "Nút này" not in tapped.answer
    assert "chưa hiểu" not in tapped.answer
    ways = [label, fold(label), label.upper(), f"dạ {label.lower()} ạ"]
    if question.numbers:
        ways += [str(index + 1), f"{index + 1}.", f"số {index + 1}"]
    for way in ways:
        typed = _asked_person(form, question, answers)
        typed.says(way)
        assert _became(typed) == _became(tapped), way


def test_every_choice_question_was_tried() -> None:
    """No question with choices is left out of the test above."""
    tried = {(form, question.key) for form, question, _ in _asked()}
    for form in (FORMS["enrolment"], FORMS["change_report"], FORMS["grievance"]):
        assert {(form.name, question.key) for question in form.questions} <= tried


def test_choices_are_short_and_numbers_mean_what_was_shown() -> None:
    """At most 20 characters, no full stop; a number beyond the list means nothing."""
    for form, question, answers in _asked():
        person = _asked_person(form, question, answers)
        for choice in person.choices:
            assert 0 < len(choice) <= 20
            assert not choice.endswith(".")
        before = person.talk.answers
        if question.numbers:
            person.says("9")
            assert person.talk.answers == before
