"""Effects become finished sentences, and what each chat was shown is remembered. Decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.channel import Capabilities
from conversations.effects import Say
from conversations.state import Shown, State
from conversations.texts import CHANNEL_NOTES, CONSENT_TEXT_VERSION, PHOTO_NOTE
from domain.calendar import VIETNAM
from domain.reference.places import Places
from domain.settings import OfficeSettings
from domain.wording import Choice, Text
from locales import Languages, forms_of_address

#: Channels that keep what is sent to them outside the office's house.
_OUTSIDE = ("telegram", "zalo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """The chat that is spoken to."""

    channel: str
    language: str
    can: Capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One finished message, as it lies in the outbox."""

    text: str = field(repr=False)
    choices: tuple[str, ...] = field(repr=False)
    asked: str
    in_words: str
    ask_contact: int
    ask_photo: int
    document: str
    notice: str
    repeat: bool

    def body(self) -> dict[str, Any]:
        """JSON for the outbox."""
        return {
            "text": self.text,
            "choices": list(self.choices),
            "asked": self.asked,
            "in_words": self.in_words,
            "ask_contact": self.ask_contact,
            "ask_photo": self.ask_photo,
            "document_id": self.document,
        }


class Speaker:
    """Knows the languages and the words of the offices."""

    def __init__(self, languages: Languages, places: Places, settings: OfficeSettings) -> None:
        self._languages = languages
        self._places = places
        self._settings = settings
        self._known: dict[tuple[str, str, str, date], Mapping[str, str]] = {}

    def with_places(self, places: Places) -> Speaker:
        """The same with other units and offices."""
        return Speaker(self._languages, places, self._settings)

    def line(self, text: Text, *, listener: Listener, unit: str, now: datetime) -> str:
        """One text with the offices' words only (no people's words)."""
        return self._languages.speak(text, listener.language, self._offices(listener, unit, now))

    def say(self, say: Say, state: State, *, listener: Listener, now: datetime) -> tuple[State, Spoken]:
        """The finished message, and the state that remembers its choices. Raises MissingPlaceholder."""
        known = {
            **self._offices(listener, say.unit, now),
            **forms_of_address(say.address, listener.language),
        }

        def spoken(text: Text) -> str:
            return self._languages.speak(text, listener.language, known)

        text = "\n".join(spoken(line) for line in say.lines)
        choices = tuple(choice for choice in say.choices if _fits(choice, listener.can))
        labels = tuple(spoken(choice.label) for choice in choices)
        asked = f"q{state.asked_count}" if choices else ""
        if choices or not say.aside:
            state = state.showing(
                Shown(asked=asked, talk=say.talk, choices=choices, labels=labels, numbers=say.numbers)
                if choices
                else None
            )
        if say.consent:
            state = _with_consent(state, say.talk, text, listener.language)
        return state, Spoken(
            text=text,
            choices=labels,
            asked=asked,
            in_words=spoken(say.in_words) if say.in_words is not None else "",
            ask_contact=_index(choices, "contact"),
            ask_photo=_index(choices, "photo"),
            document=say.document,
            notice=say.notice,
            repeat=say.repeat,
        )

    def _offices(self, listener: Listener, unit: str, now: datetime) -> Mapping[str, str]:
        today = now.astimezone(VIETNAM).date()
        code = unit if unit in self._places.units else next(iter(self._places.units), "")
        key = (code, listener.channel, listener.language, today)
        if key not in self._known:
            self._known[key] = self._words(code, listener, today)
        return self._known[key]

    def _words(self, code: str, listener: Listener, today: date) -> Mapping[str, str]:
        places, settings = self._places, self._settings
        unit = places.unit(code)
        commune = places.office("commune", code, today)
        police, higher, payer = (places.office(kind, code, today) for kind in ("police", "higher", "payer"))
        note = CHANNEL_NOTES.get(listener.channel, CHANNEL_NOTES["web"])
        words = {
            "unit": unit.full_name,
            "unit_kind": unit.kind,
            "unit_example": unit.full_name,
            "province": unit.province,
            "commune_office": commune.name if commune else f"UBND {unit.full_name}",
            "hotline": commune.hotline if commune else "",
            "hours": commune.hours if commune else "",
            "police_office": police.name if police else f"Công an {unit.full_name}",
            "higher_office": higher.name if higher else "cơ quan cấp trên",
            "payer": payer.name if payer else "đơn vị chi trả",
            "review_days": str(settings.review_days),
            "police_days": str(settings.police_days),
            "grievance_days": str(settings.grievance_days),
            "draft_days": str(settings.draft_days),
            "rejected_days": str(settings.rejected_days),
            "phone_days": str(settings.phone_days),
        }
        words["channel_note"] = self._languages.speak(note, listener.language, words)
        outside = listener.channel in _OUTSIDE
        words["photo_note"] = self._languages.speak(PHOTO_NOTE, listener.language, {}) if outside else ""
        return words


def _fits(choice: Choice, can: Capabilities) -> bool:
    return choice.does != "contact" or can.contact_request


def _index(choices: tuple[Choice, ...], does: str) -> int:
    return next((index for index, choice in enumerate(choices) if choice.does == does), -1)


def _with_consent(state: State, talk_id: str, text: str, language: str) -> State:
    """The exact words of the notice stay with the draft until they are answered."""
    shown = {
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "language": language,
        "version": str(CONSENT_TEXT_VERSION),
    }
    talks = tuple(replace(talk, consent=shown) if talk.id == talk_id else talk for talk in state.talks)
    return replace(state, talks=talks)
