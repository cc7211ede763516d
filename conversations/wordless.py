"""What was said without words: stickers, voice, old buttons; told kindly."""

from __future__ import annotations

from dataclasses import replace

from conversations import consent, drafts, talking, texts
from conversations.turn import Turn, form_of
from domain.wording import Rejected

#: What is no try at the open question; anything else without words is (stickers, places, whatever comes next).
_NO_TRY = frozenset(("edited", "group", "otp"))


def said_nothing(turn: Turn, kind: str) -> None:
    """Something without words: told kindly, and a try at the open question."""
    if kind == "blocked" or (kind == "group" and turn.state.greeted):
        return
    if kind == "old_button":
        _old_button(turn)
        return
    talk = turn.state.talk
    said = texts.NOTHING_SAID.get(kind, texts.NOTHING_SAID["sticker"])
    if talk is None:
        turn.say(said, aside=True)
        turn.state = replace(turn.state, greeted=turn.state.greeted or kind == "group")
    elif not consent.is_given(talk, form_of(talk)):
        consent.no_words(turn, talk, said if kind != "sticker" else None)
    else:
        question = talking.open_question(talk)
        if question is not None and kind not in _NO_TRY:
            talking.answer(turn, talk, Rejected(kind, said), question)
        else:
            turn.say(said, talk=talk, aside=True)


def _old_button(turn: Turn) -> None:
    """A button that means nothing any more: said so, and the open question again."""
    talk = turn.state.talk
    turn.say(texts.OLD_BUTTON, talk=talk)
    if talk is not None:
        talking.go_on(turn, turn.put(replace(talk, pending=None)))
    else:
        drafts.greet(turn)
