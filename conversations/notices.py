"""What reaches a chat without being asked. A notice carries its finished sentences and choices; a returned
registration opens its own talk, a timer speaks of the draft it belongs to (wording.md section 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from conversations import correcting, talking, texts
from conversations.effects import Forget, RemindAt
from conversations.forms.choices import act
from conversations.people import address_of_own
from conversations.turn import Turn, alarm, form_of
from domain.packing import unpack_choice, unpack_text
from domain.wording import Text


def heard(turn: Turn, key: str, body: dict[str, Any]) -> None:
    """A notice or a timer."""
    kind = str(body["key"])
    if kind == "returned":
        correcting.returned(turn, body)
    elif kind == correcting.REMINDER:
        correcting.remind(turn, str(body["about"]))
    elif kind == "draft":
        _draft_timer(turn, str(body["about"]))
    elif kind == "answer":
        _answer(turn, body)
    else:
        _say(turn, key, body)


def _say(turn: Turn, key: str, body: dict[str, Any]) -> None:
    own = turn.facts.own(str(body.get("registration", "")))
    unit = str(body.get("unit", "")) or (own.unit if own else "")
    lines = [unpack_text(line) for line in body["lines"]]
    turn.say(
        *lines,
        choices=tuple(unpack_choice(choice) for choice in body.get("choices", ())),
        unit=unit,
        address=address_of_own(own, turn.facts.today) if own else None,
        notice=key,
        repeat=bool(body.get("repeat", False)),
        aside=True,
    )


def _answer(turn: Turn, body: dict[str, Any]) -> None:
    """The result of a staff member's long work."""
    turn.say(
        *(unpack_text(line) for line in body["lines"]),
        choices=tuple(unpack_choice(choice) for choice in body.get("choices", ())),
        unit=str(body.get("unit", "")),
        document=str(body.get("document", "")),
    )


def _draft_timer(turn: Turn, talk_id: str) -> None:
    talk = next((talk for talk in turn.state.talks if talk.id == talk_id), None)
    if talk is None:
        return
    form = form_of(talk)
    if form.hands_in_after:
        talking.hand_in(turn, replace(talk, answers={**form.by_itself, **talk.answers}))
        return
    days = turn.facts.settings.draft_days
    end = date.fromisoformat(talk.touched) + timedelta(days=days)
    if turn.facts.today >= end:
        turn.close(talk)
        turn.do(Forget(what="draft", talk=talk.id))
        return
    remind_on = end - timedelta(days=form.reminds_before_end)
    if form.reminds_before_end and turn.facts.today >= remind_on and talk.facts.get("reminded") != talk.touched:
        turn.put(replace(talk, facts={**talk.facts, "reminded": talk.touched}))
        source = texts.REMINDER_DRAFT
        turn.say(
            Text(source.key, source.vietnamese, date=date.fromisoformat(talk.started), date2=end),
            choices=(
                act("continue", Text("choice.continue", "Làm tiếp")),
                act("delete_draft", Text("choice.delete_draft", "Xóa luôn")),
            ),
            talk=talk,
        )
    next_on = remind_on if turn.facts.today < remind_on else end
    turn.do(RemindAt(kind="draft", about=talk.id, at=alarm(next_on, 0)))
