"""Questions and forms: keys live for ever, conditions look back only, nothing is out of reach."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from functools import cache

import pytest

from conversations.form import Form, Question
from conversations.forms import FORMS
from tests.house.answers import MISSING, ways_of
from tests.house.source import HOUSE, modules

KEYS = HOUSE / "tests" / "house" / "keys.txt"
#: What stands beside the answers of a form without being asked in it, with the values it may have.
BESIDE: dict[str, tuple[object, ...]] = {
    "consent_forward": (True, False),  # of the consent question that goes before
    "pay_points": ([], ["Điểm 1", "Điểm 2"]),  # of the unit, once the residence is known
    "role": ("self", "helper", "guardian"),  # of the registration that a change report is about
    "paid_in": ("account", "cash"),  # of the payment that a grievance is about
}
QUESTIONS = [(form, question) for form in FORMS.values() for question in form.questions]


@cache
def _values() -> dict[str, list[object]]:
    """What the choices of all forms give, by key."""
    found: dict[str, list[object]] = defaultdict(list, {key: list(values) for key, values in BESIDE.items()})
    for _, question in QUESTIONS:
        for choice in question.choices if isinstance(question.choices, tuple) else ():
            for key, value in choice.keeps.items():
                if value not in found[key]:
                    found[key].append(value)
    found["pay_by"] += [
        way for way in ("account", "open_account", "cash", "cash_home") if way not in found["pay_by"]
    ]
    found["account_holder"] += ["beneficiary", "requester"]
    found["cash_receiver"] += ["beneficiary", "requester"]
    return found


def _values_of(key: str) -> tuple[object, ...]:
    return (MISSING, None, "something", *_values()[key])


def _name(value: object) -> str:
    return value.name if isinstance(value, Form) else value.key if isinstance(value, Question) else str(value)


def test_every_key_is_listed_and_none_vanishes(update: bool) -> None:
    """A question's key is written into keys.txt once and stays there for ever, since answers are kept under it."""
    listed = set(KEYS.read_text(encoding="utf-8").split()) if KEYS.exists() else set()
    asked = {question.key for _, question in QUESTIONS}
    assert not listed - asked, "a key is never renamed and never taken away"
    if update:
        KEYS.write_text("".join(f"{key}\n" for key in sorted(listed | asked)), encoding="utf-8")
    else:
        assert not asked - listed, "a new key: pytest tests/house --update lists it"


@pytest.mark.parametrize(("form", "question"), QUESTIONS, ids=_name)
def test_a_condition_looks_only_at_what_was_asked_before(form: Form, question: Question) -> None:
    """asked_when looks only at earlier keys and at what stands beside the form, and holds for some answers."""
    earlier = {one.key for one in form.questions[: form.questions.index(question)]}
    ways = ways_of(question.asked_when, _values_of)
    assert ways.looked <= earlier | set(BESIDE)
    assert ways.holds, "no answers lead to this question"


@pytest.mark.parametrize("form", FORMS.values(), ids=_name)
def test_a_key_that_stands_twice_is_asked_once(form: Form) -> None:
    """Two questions of a form with the same key exclude each other, whatever the answers are."""
    chance = random.Random(5)
    keys = sorted({question.key for question in form.questions} | set(BESIDE))
    for _ in range(3000):
        given = {key: chance.choice(_values_of(key)) for key in keys}
        answers = {key: value for key, value in given.items() if value is not MISSING}
        asked = [question.key for question in form.asked(answers)]  # type: ignore[arg-type]  # plain JSON values
        assert len(asked) == len(set(asked)), answers


@pytest.mark.parametrize("form", FORMS.values(), ids=_name)
def test_a_form_is_opened_somewhere(form: Form) -> None:
    """Each form is opened by an act of the talk or by a choice that names it."""
    constant = form.name.upper()
    outside = [module.text for module in modules("conversations", "domain") if "/forms/" not in module.path]
    opened = [text for text in outside if f"({constant}" in text or f"{constant}," in text]
    named = [text for text in outside if f'"form": "{form.name}"' in text]
    assert opened or named


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.lines], ids=_name)
def test_the_check_page_shows_keys_that_are_asked(form: Form) -> None:
    """A line of the check page names only keys that the form asks."""
    asked = {question.key for question in form.questions}
    assert {key for line in form.lines for key in line.keys} <= asked


def _constants(tree: ast.AST) -> list[str]:
    return [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_an_act_that_is_offered_is_known_to_the_talk() -> None:
    """What a choice does ("defer", "send" …) is done somewhere: its name stands where acts are looked up."""
    offered: list[str] = []
    said: list[str] = []
    for module in modules("conversations", "domain", "admin", "bot"):
        said += _constants(module.tree) if module.path.startswith("conversations/") else []
        if "does=" not in module.text and "act(" not in module.text:
            continue
        for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
            named = [word.value for word in call.keywords if word.arg == "does"]
            named += call.args[:1] if isinstance(call.func, ast.Name) and call.func.id == "act" else []
            found = [name for node in named for name in _constants(node) if name]
            offered += found
            if module.path.startswith("conversations/"):
                for name in found:
                    said.remove(name)
    assert len(set(offered)) > 20
    assert not set(offered) - set(said)
