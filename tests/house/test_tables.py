"""The other tables: readers, sheets, events and effects."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest

from admin.layouts import LAYOUTS
from admin.sheets.shape import Layout
from conversations.effects import Effect
from conversations.events import Event
from domain.reading.situation import Situation
from domain.reading.understand import READERS
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure
from tests.house.source import HOUSE, modules

ODD = (
    "",
    " ",
    "?",
    "0",
    "-1",
    "không",
    "vâng ạ",
    "٣٤٥",
    "１２３",
    "‮1234‬",
    "😀" * 50,
    "a" * 4000,
    "9" * 4000,
    "31/2/1950",
    "2026-02-30",
    "||||||",
    "00020101021238",
    "'; DROP TABLE x; --",
    "{you} {0} %s",
    "\u0300\u0301",
)


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_a_reader_answers_any_text(kind: str, text: str) -> None:
    """No text makes a reader raise, and what it says has a code and a sentence."""
    situation = Situation(key=READERS[kind].key, today=date(2026, 11, 24), places=default_places())
    match READERS[kind].read(text, situation):
        case Kept():
            pass
        case Rejected(code=code, say=say):
            assert code
            assert say.vietnamese
        case Unsure(code=code, say=say, choices=choices):
            assert code
            assert say.vietnamese
            assert choices


def test_every_kind_has_golden_inputs() -> None:
    """Each kind of answer that can be read by itself stands in the golden inputs."""
    golden = (HOUSE / "tests" / "data" / "golden_dev.jsonl").read_text(encoding="utf-8")
    kinds = set(re.findall(r'"kind": "(\w+)"', golden))
    assert kinds == set(READERS)


def test_every_reader_of_a_number_or_name_can_be_tried_alone() -> None:
    """A read_… function of domain/reading is in READERS, in the few that need a question, or unused nowhere."""
    of_a_question = {"read_account_holder", "read_residence_detail", "read_day", "read_words", "read_whole_form"}
    found = {
        name
        for module in modules("domain")
        if module.path.startswith("domain/reading/")
        for name in re.findall(r"^def (read_\w+)", module.text, re.MULTILINE)
    }
    assert found - of_a_question == {kind.read.__name__ for kind in READERS.values()}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_clear_and_was_looked_at(layout: Layout) -> None:
    """Keys and headings of a sheet differ from each other, and a golden sheet was looked at."""
    keys = [column.key for column in layout.columns]
    headings = [column.heading for column in layout.columns]
    assert len(set(keys)) == len(keys)
    assert len(set(headings)) == len(headings)
    assert (HOUSE / "tests" / "admin" / "golden" / f"{layout.name}.txt").exists()


def test_layouts_have_names_of_their_own() -> None:
    """A sheet is found by its name."""
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize("kinds", [Event, Effect], ids=["events", "effects"])
def test_few_kinds_are_heard_and_asked_for(kinds: object) -> None:
    """What is heard and what is asked of the shell are at most eight kinds each."""
    assert 0 < len(get_args(kinds)) <= 8
