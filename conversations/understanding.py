"""A message becomes an event. A tap, a number or a label means one of the choices this chat was *last shown*."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from conversations import consent
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
from conversations.orders import SLASH
from conversations.state import Shown, State
from conversations.talking import open_question
from conversations.turn import form_of
from domain.reading.choice import match_label
from domain.reading.commands import command_in
from domain.reading.situation import Situation
from domain.reading.text import clean, fold
from domain.reading.words import read_words
from domain.reading.yes_no import read_yes_no
from domain.wording import Kept

MAX_TEXT = 4000
_SLASH = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?\s*(.*)", re.DOTALL)
_SECRET = re.compile(
    r"\b(?:otp|mat khau|ma pin|pin|password|pass|mk)\b(?: (?!so)[a-z]+){0,6}[ :=]+[0-9]{4,8}\b"
    r"|\b[0-9]{4,8} (?:la|nhe|day) (?:ma )?(?:otp|mat khau|pin)\b"
    r"|\b(?:otp|mat khau|ma pin|password|pass|mk)(?: (?:la|cua toi la|cua em la|the la))?[ :=]+"
    r"(?=\S*[0-9])(?=\S*[a-z])\S{5,}"
)
#: First of two choices whose question takes a plain yes or no; the second is what "không" means.
_YES = frozenset({"Đúng", "Có", "Sửa ngay", "Bỏ và xóa"})


def understand(body: dict[str, Any], state: State, facts: Facts) -> Event:
    """The event in an inbox body: ``kind`` and what belongs to it (domain.messages.Incoming; "notice", "timer").

    ``codes``: texts of the codes in a photo; ``document``: id of a kept file.
    """
    kind = str(body.get("kind", ""))
    if kind in ("notice", "timer"):
        return Notified(str(body.get("notice_key", "")), body)
    if kind == "tap":
        return _tap(str(body.get("tap", "")), state)
    if kind == "contact":
        return SharedPhone(str(body.get("phone", "")), bool(body.get("own_phone")))
    if kind == "photo":
        return ShowedPhoto(tuple(str(code) for code in body.get("codes", ())))
    if kind == "document":
        return SentFile(str(body.get("document", "")), str(body.get("name", "")))
    if kind == "text":
        return _text(str(body.get("text", "")), state, facts)
    return SaidNothing(kind)


def _tap(tap: str, state: State) -> Event:
    tapped = state.tapped(tap)
    if tapped is None:
        return SaidNothing("old_button")
    shown, index = tapped
    return Chose(shown.choices[index], talk=shown.talk, late=shown.asked != state.last, said=shown.labels[index])


def _text(text: str, state: State, facts: Facts) -> Event:
    typed = clean(text)
    if not typed:
        return SaidNothing("sticker")
    if len(text) > MAX_TEXT:
        return SaidNothing("too_long")
    if _SECRET.search(fold(typed)):
        return SaidNothing("otp")
    slash = _SLASH.fullmatch(typed)
    if slash:
        word = slash.group(1).lower()
        return Ordered(_order(word, facts), slash.group(2).strip())
    shown = state.shown_as(state.last) if state.last else None
    if shown is not None:
        chosen = _matched(typed, shown, state, facts)
        if chosen is not None:
            return Chose(shown.choices[chosen], talk=shown.talk, said=typed)
    if state.awaits:
        return Said(text)
    talk = state.talk
    agreed = talk is None or consent.is_given(talk, form_of(talk))
    question = open_question(talk) if talk is not None and agreed else None
    order = command_in(typed, key=question.key if question is not None else "")
    if order == "defer" and not agreed and consent.asks_first(typed):
        return Said(text)
    return Ordered(order) if order else Said(text)


def _order(word: str, facts: Facts) -> str:
    """The command a slash word means; a citizen's small typo is forgiven, anything else is a staff word."""
    if word in SLASH:
        return SLASH[word]
    near = () if facts.staff_role else get_close_matches(word, SLASH, 1, 0.8)
    return SLASH[near[0]] if near else f"/{word}"


def _matched(typed: str, shown: Shown, state: State, facts: Facts) -> int | None:
    labels = shown.labels
    talk = next((talk for talk in state.talks if talk.id == shown.talk), None)
    if talk is not None and not consent.is_given(talk, form_of(talk)):
        folded = [fold(label) for label in labels]
        return folded.index(fold(typed)) if fold(typed) in folded else None
    chosen = match_label(typed, labels, numbers=shown.numbers)
    if chosen is not None or len(labels) != 2:
        return chosen
    if shown.choices[0].args.get("kind") == "received" and (state.talk is None or state.talk.rests):
        said = read_words(typed, Situation(key="received", today=facts.today, places=facts.places))
        return ("yes", "no").index(str(said.values["received"])) if isinstance(said, Kept) else None
    if shown.choices[0].label.vietnamese not in _YES:
        return None
    reading = read_yes_no(typed, Situation(key="", today=facts.today, places=facts.places))
    if isinstance(reading, Kept):
        return 0 if next(iter(reading.values.values())) else 1
    return None
