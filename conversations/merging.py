"""Answers put together: what a new one brings along, and what it takes away."""

from __future__ import annotations

from dataclasses import replace

from conversations.conflicts import REQUESTER_KEYS, TIES
from conversations.state import Talk
from conversations.turn import Turn
from domain.reading.account_holder import read_account_holder
from domain.wording import Answers, Kept, Value

#: Flags that stand only as long as the answer they came with.
_NOTED = {"two_groups": "category_group"}


def with_holder(turn: Turn, talk: Talk, kept: Kept) -> Kept:
    """A name beside bank and number says whose account it is, if it is one of the two people."""
    values = dict(kept.values)
    name = values.pop("account_holder_text", None)
    if not isinstance(name, str):
        return kept
    reading = read_account_holder(name, turn.situation("account_holder", {**talk.answers, **values}))
    return replace(kept, values={**values, **reading.values} if isinstance(reading, Kept) else values)


def merged_with(turn: Turn, answers: Answers, kept: Kept) -> dict[str, Value]:
    """The answers with what was kept now; flags, names and pay points follow what they came with."""
    drops = {*kept.drops, *_of_another_role(answers, kept.values)}
    merged: dict[str, Value] = {key: value for key, value in answers.items() if key not in drops}
    before = [code for code in codes_of(answers) if _NOTED.get(code) not in kept.values]
    warnings = [*before, *kept.warnings, *codes_of(kept.values)]
    if any(key in kept.values and kept.values[key] != answers.get(key) for key in ("bank", "account_number")):
        merged.pop("account_name", None)  # the name the bank gave was that of another account
    for key in kept.values:
        merged.pop(f"{key}_verified", None)  # a number typed now was not shared
    merged.update(kept.values)
    merged["warnings"] = [*dict.fromkeys(warnings)]
    if not warnings:
        del merged["warnings"]
    residence = kept.values.get("residence_unit")
    if isinstance(residence, dict) and residence.get("unit"):
        office = turn.facts.places.office("commune", str(residence["unit"]), turn.facts.today)
        merged["pay_points"] = list(office.points) if office else []
        if office is None or merged.get("pay_point") not in office.points:
            merged.pop("pay_point", None)
    return merged


def _of_another_role(answers: Answers, new: Answers) -> tuple[str, ...]:
    """What was said as somebody else does not stand when the role changes: tie, paper, who receives."""
    before, now = answers.get("role"), new.get("role")
    if now is None or before in (None, now):
        return ()
    return REQUESTER_KEYS if now == "self" else TIES


def codes_of(answers: Answers) -> list[str]:
    """The flags for the officer among these answers."""
    warnings = answers.get("warnings")
    return [str(code) for code in warnings] if isinstance(warnings, list) else []
