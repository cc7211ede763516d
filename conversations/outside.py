"""Words typed while no form is open: an answer about money, a registration sent back, or nothing known."""

from __future__ import annotations

from conversations import acts, correcting, drafts, status, texts
from conversations.turn import Turn
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.reading.words import read_words
from domain.registration import OwnRegistration, Status
from domain.row_codes import read_code
from domain.wording import Choice, Kept, Text

#: Typed a second time after a form was handed in.
_SEND_AGAIN = frozenset(("gui", "gui dang ky", "gui di", "gui lai"))
_PUT_RIGHT = frozenset((*_SEND_AGAIN, "sua", "sua ngay", "sua di", "sua lai", "sua ho so", "lam tiep", "tiep tuc"))
#: "Không" and the like are for a question just asked; to money they are an answer only beside its own words.
_BARE = frozenset(("roi", "chua", "co roi", "da co", "chua co", "thay roi", "da thay", "chua thay", "khong thay"))


def said_outside(turn: Turn, text: str) -> None:
    """Free words with no talk open. Nobody is told "đã gửi rồi" of what waits to be put right."""
    typed = fold(text)
    returned = next((own for own in turn.facts.registrations if own.status is Status.RETURNED), None)
    code = next((became for became in reversed([*turn.state.sent.values()]) if read_code(became)), "")
    if returned is not None and typed in _PUT_RIGHT:
        correcting.begin(turn, correcting.body_of(returned))
    elif code and typed in _SEND_AGAIN:
        turn.say(Text(texts.SENT_TWICE.key, texts.SENT_TWICE.vietnamese, code=code))
    elif not turn.facts.staff_role and _about_money(turn, text):
        return
    elif not turn.state.greeted or turn.facts.staff_role:
        drafts.greet(turn)
    else:
        turn.say(texts.NOT_UNDERSTOOD, choices=drafts.menu(turn))


def _about_money(turn: Turn, text: str) -> bool:
    """ "Chưa nhận được tiền", "nhận rồi": the answer to the payment asked about, also days later.

    Two payments asked about: which one is asked back, never guessed.
    """
    paid = [own for own in turn.facts.registrations if own.paid_id and own.status is Status.ACTIVE]
    if not paid or fold(text) in _BARE:
        return False
    answer = _meant(turn, text)
    if not answer:
        return False
    asked = _asked_about(turn, paid)
    if answer == "yes" and len(paid) == 1 and "yes" in asked:
        return acts.act(turn, asked["yes"])
    if answer != "yes" and len(paid) == 1:
        return acts.act(turn, asked.get("no") or status.not_received(paid[0]))
    status.show(turn)
    return True


def _meant(turn: Turn, text: str) -> str:
    situation = Situation(key="received", today=turn.facts.today, places=turn.facts.places)
    reading = read_words(text, situation)
    if isinstance(reading, Kept):
        return str(reading.values["received"])
    what = read_words(text, Situation(key="not_received_kind", today=turn.facts.today, places=turn.facts.places))
    return "no" if isinstance(what, Kept) else ""


def _asked_about(turn: Turn, paid: list[OwnRegistration]) -> dict[str, Choice]:
    """The choices under the newest question about the last payment, by what they answer."""
    of = paid[0].paid_id
    for shown in turn.state.shown():
        found = {
            "yes" if choice.args.get("kind") == "received" else "no": choice
            for choice in shown.choices
            if choice.args.get("about") == of
            and ((choice.does, choice.args.get("kind")) == ("submit", "received") or choice.does == "open")
        }
        if "yes" in found:
            return found
    return {}
