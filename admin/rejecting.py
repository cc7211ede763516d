"""Từ chối: a ready reason or an officer's own words, what the citizen will read, and only then the move."""

from __future__ import annotations

from admin import cards, moves
from admin.cards import button, card_of
from admin.desk import Answer, Awaits, CannotDo, Desk
from admin.returning import (
    DROP,
    LONGEST,
    OTHER_REASON,
    REASON_ASK,
    SEND,
    TOO_LONG,
    WRITE,
    WRITE_AGAIN,
    preview,
)
from admin.scope import registration_to_move
from domain.people import text_of
from domain.reading.text import clean
from domain.reasons import OWN_WORDS
from domain.registration import Registration
from domain.rejections import KEEPS, REJECT_REASONS, REJECTS
from domain.wording import Answers, Text, Value, verbatim
from storage import registrations

REJECTED = Text("rejected.staff", "Đã từ chối {code}. Tin đi sau {x} giây.")
WITH_KEEPS = Text("rejected.reason_and_keeps", "{reason} {keeps}")


def reject(desk: Desk, args: Answers) -> Answer:
    """/tuchoi MÃ, step by step: reason, preview, sent."""
    registration = registration_to_move(desk, args, "reject")
    moves.NEEDS["four_eyes"](desk, registration)
    if args.get("drop") is True:
        return card_of(desk, registration)
    reason = text_of(args, "reason")
    if reason not in REJECTS and reason != OWN_WORDS:
        return _ask_reason(registration)
    own = clean(text_of(args, "text")) if reason == OWN_WORDS else ""
    if reason == OWN_WORDS and not own:
        return _write(registration, WRITE)
    if len(own) > LONGEST:
        return _write(registration, TOO_LONG)
    if args.get("send") is True:
        return _sent(desk, registration, reason=reason, own=own)
    return _preview(desk, registration, reason=reason, own=own)


def _about(registration: Registration, **more: Value) -> dict[str, Value]:
    about: dict[str, Value] = {"code": registration.code, "seen": registration.version}
    return about | more


def _ask_reason(registration: Registration) -> Answer:
    ready = [button(one.button, "tuchoi", **_about(registration, reason=one.key)) for one in REJECT_REASONS]
    own = button(OTHER_REASON, "tuchoi", **_about(registration, reason=OWN_WORDS))
    return Answer(lines=(REASON_ASK,), choices=(*ready, own), about=registration.id)


def _write(registration: Registration, say: Text) -> Answer:
    awaits = Awaits("tuchoi", _about(registration, reason=OWN_WORDS), "text")
    return Answer(lines=(say,), awaits=awaits, about=registration.id)


def _parts(reason: str, own: str) -> tuple[Text, Text | None]:
    """What the citizen reads: the reason, and what is said of the allowance behind it."""
    if reason == OWN_WORDS:
        return verbatim(own), KEEPS
    if reason not in REJECTS:
        raise CannotDo(REASON_ASK)
    return REJECTS[reason].sentence, REJECTS[reason].keeps


def _preview(desk: Desk, registration: Registration, *, reason: str, own: str) -> Answer:
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    about = _about(registration, reason=reason, text=own)
    sentence, _ = _parts(reason, own)
    return Answer(
        lines=preview(desk, answers, registration.unit, sentence),
        choices=(
            button(SEND, "tuchoi", **about, send=True),
            button(WRITE_AGAIN, "tuchoi", **_about(registration, reason=OWN_WORDS)),
            button(DROP, "tuchoi", **_about(registration, drop=True)),
        ),
        unit=registration.unit,
        about=registration.id,
    )


def _sent(desk: Desk, registration: Registration, *, reason: str, own: str) -> Answer:
    sentence, keeps = _parts(reason, own)
    unit = desk.places.unit(registration.unit).full_name
    said = Text(sentence.key, sentence.vietnamese, **({"unit": unit} | sentence.params))
    if keeps is not None:
        said = Text(WITH_KEEPS.key, WITH_KEEPS.vietnamese, reason=said, keeps=keeps)
    why = moves.Reason(key=reason, say=said)
    sealed = registrations.sealed_reason(moves.packed(said), registration.id, seal=desk.seal)
    decision = moves.move(desk, registration, "reject", reason=why, reason_sealed=sealed)
    done = Text(REJECTED.key, REJECTED.vietnamese, code=registration.code, x=desk.settings.undo_seconds)
    undo = button(cards.UNDO, "hoantac", code=registration.code, decision=decision)
    return Answer(lines=(done,), choices=(undo,), about=registration.id)
