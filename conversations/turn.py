"""One turn while it is being taken: the state so far and the effects so far. Lives inside ``step`` only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from conversations.effects import Effect, RemindAt, Say
from conversations.facts import Facts
from conversations.form import Form
from conversations.forms import FORMS
from conversations.people import address_of_own, is_open
from conversations.state import State, Talk
from domain.calendar import VIETNAM
from domain.people import Address, address_of
from domain.reading.situation import Situation
from domain.wording import Answers, Choice, Text, Value


class Turn:
    """Collects what a turn says and does; the only mutable thing of the talk."""

    def __init__(self, state: State, facts: Facts, now: datetime) -> None:
        self.state = state
        self.facts = facts
        self.now = now
        self.effects: list[Effect] = []
        self._ids = iter(facts.fresh_ids)

    def do(self, effect: Effect) -> None:
        """Ask the shell for something."""
        self.effects.append(effect)

    def say(
        self,
        *lines: Text | None,
        choices: tuple[Choice, ...] = (),
        talk: Talk | None = None,
        numbers: bool = True,
        in_words: Text | None = None,
        unit: str = "",
        notice: str = "",
        repeat: bool = False,
        consent: bool = False,
        document: str = "",
        address: Address | None = None,
        aside: bool = False,
    ) -> None:
        """One message. The people's words are those of the talk it belongs to, else of the chat's own."""
        speaker = talk or self.state.talk
        self.do(
            Say(
                lines=tuple(line for line in lines if line is not None),
                choices=choices,
                address=address or self.address(speaker),
                unit=unit or self.unit(speaker),
                talk=talk.id if talk else "",
                numbers=numbers,
                in_words=in_words,
                notice=notice,
                repeat=repeat,
                consent=consent,
                document=document,
                aside=aside,
            )
        )

    def address(self, talk: Talk | None) -> Address:
        """How to speak to this person."""
        if talk is not None and talk.answers.get("role"):
            return address_of(talk.answers, self.facts.today)
        if talk is not None and talk.form == "enrolment":
            return Address()  # somebody new: who is meant is not known yet, whoever was registered before
        if self.facts.registrations:
            return address_of_own(self.facts.registrations[-1], self.facts.today)
        return Address()

    def unit(self, talk: Talk | None) -> str:
        """Code of the unit whose offices are meant; "" = the installation's first."""
        residence = talk.answers.get("residence_unit") if talk else None
        if isinstance(residence, dict) and residence.get("unit"):
            return str(residence["unit"])
        if talk is not None and talk.facts.get("unit"):
            return str(talk.facts["unit"])
        own = self.facts.registrations[-1].unit if self.facts.registrations and talk is None else ""
        return own or self.state.ward

    def open(self, form: Form, *, about: str = "", answers: Answers | None = None, **more: object) -> Talk:
        """A new talk on top."""
        today = self.facts.today.isoformat()
        talk = Talk(
            id=next(self._ids),
            form=form.name,
            form_version=form.version,
            started=today,
            touched=today,
            about=about,
            answers=answers or {},
        )
        self.put(replace(talk, **more))  # type: ignore[arg-type]  # the names are Talk's own
        days = form.hands_in_after or self.facts.settings.draft_days - form.reminds_before_end
        self.do(RemindAt(kind="draft", about=talk.id, at=alarm(self.facts.today, days)))
        return self.top

    def points_of(self, unit: str) -> list[Value]:
        """Names of the pay points of a unit."""
        office = self.facts.places.office("commune", unit, self.facts.today)
        return list(office.points) if office else []

    def put(self, talk: Talk) -> Talk:
        """The talk as it is now."""
        self.state = self.state.with_talk(talk)
        return talk

    def close(self, talk: Talk) -> None:
        """The talk is over."""
        self.state = self.state.without_talk(talk.id)

    @property
    def top(self) -> Talk:
        """The talk on top; there must be one."""
        assert self.state.talk is not None
        return self.state.talk

    def situation(self, key: str, answers: Answers) -> Situation:
        """What a reader is told."""
        return Situation(
            key=key,
            today=self.facts.today,
            places=self.facts.places,
            answers=answers,
            own_registrations={
                own.cccd: own.code for own in self.facts.registrations if own.cccd and is_open(own)
            },
        )


def alarm(today: date, days: int) -> datetime:
    """When a draft that nobody touches is spoken of, handed in or deleted."""
    return datetime.combine(today + timedelta(days=days), time(9), VIETNAM)


def form_of(talk: Talk) -> Form:
    """The form a talk fills."""
    return FORMS[talk.form]
