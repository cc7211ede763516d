"""Cần sửa and Từ chối: which field, why, what the citizen will read, and only then the move.

Nothing is kept between the steps: each button carries all that was chosen before it (wording.md section 6).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from admin import cards, moves
from admin.cards import button, card_of
from admin.desk import Answer, Awaits, CannotDo, Desk
from admin.scope import registration_to_move
from domain.packing import pack_text
from domain.people import address_of, text_of
from domain.persons import has_representative
from domain.reading.text import clean
from domain.reasons import (
    FIELDS,
    OWN_WORDS,
    RETURN_FIELDS,
    ReturnField,
    reasons_for,
    return_reason,
    sentence_for,
)
from domain.registration import Registration
from domain.wording import Answers, Choice, Text, Value, verbatim
from locales import forms_of_address
from storage import registrations

FIELD_ASK = Text("return.field_ask", "Mục nào cần sửa?")
REASON_ASK = Text("return.reason_ask", "Lý do nào?")
OTHER_FIELDS = Text("button.other_fields", "Mục khác")
SEVERAL = Text("button.several_fields", "Nhiều mục")
ONE_MORE = Text("button.one_more", "Thêm mục")
OTHER_REASON = Text("button.other_reason", "Viết lý do khác")
SEND = Text("button.send", "Gửi")
WRITE_AGAIN = Text("button.write_again", "Viết lại")
DROP = Text("button.drop", "Thôi")
PREVIEW = Text("reason_preview", "Người khai sẽ đọc: “{text}”")
SEND_ASK = Text("reason_send", "Gửi câu này?")
WRITE = Text("reason_write", "Viết lý do, người khai sẽ đọc nguyên văn.")
TOO_LONG = Text("reason_too_long", "Lý do dài quá 300 ký tự. Viết ngắn lại.")
RETURNED = Text("returned.staff", "Đã trả lại {code}, {n} mục. Tin đi sau {x} giây.")
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One field to be put right: a ready reason by key, or an officer's own words."""

    key: str
    reason: str
    text: str = field(default="", repr=False)

    def packed(self) -> dict[str, Value]:
        """For the arguments of the next button."""
        return {"field": self.key, "reason": self.reason, "text": self.text}


def give_back(desk: Desk, args: Answers) -> Answer:
    """/tralai MÃ, step by step: field, reason, preview, sent."""
    registration = registration_to_move(desk, args, "return")
    moves.NEEDS["four_eyes"](desk, registration)
    chosen = _chosen(args)
    if args.get("drop") is True:
        return card_of(desk, registration)
    if args.get("send") is True and chosen:
        return _sent(desk, registration, chosen)
    field_key, reason = text_of(args, "field"), text_of(args, "reason")
    if field_key not in FIELDS:
        return _ask_field(desk, registration, args, chosen)
    if not reason:
        return _ask_reason(registration, args, field_key)
    if reason == OWN_WORDS and not text_of(args, "text"):
        return Answer(lines=(WRITE,), awaits=Awaits("tralai", args, "text"), about=registration.id)
    own = clean(text_of(args, "text")) if reason == OWN_WORDS else ""
    if len(own) > LONGEST:
        return Answer(
            lines=(TOO_LONG,),
            awaits=Awaits("tralai", {**args, "text": None}, "text"),
            about=registration.id,
        )
    others = tuple(one for one in chosen if one.key != field_key)
    return _preview(desk, registration, args, (*others, Chosen(key=field_key, reason=reason, text=own)))


def _chosen(args: Answers) -> tuple[Chosen, ...]:
    items = args.get("items")
    return tuple(
        Chosen(key=text_of(one, "field"), reason=text_of(one, "reason"), text=text_of(one, "text"))
        for one in (items if isinstance(items, list) else ())
        if isinstance(one, dict) and text_of(one, "field") in FIELDS
    )


def _about(registration: Registration, args: Answers, **more: Value) -> dict[str, Value]:
    kept: dict[str, Value] = {"code": registration.code, "seen": registration.version}
    for name in ("items", "several"):
        if args.get(name):
            kept[name] = args[name]
    return kept | more


def _offered(answers: Answers) -> tuple[ReturnField, ...]:
    having = {
        "": True,
        "account": text_of(answers, "pay_by") == "account",
        "cash_home": text_of(answers, "pay_by") == "cash_home",
        "somebody": text_of(answers, "role") != "self",
        "representative": has_representative(answers),
    }
    return tuple(one for one in RETURN_FIELDS if having[one.of])


def _ask_field(desk: Desk, registration: Registration, args: Answers, chosen: Sequence[Chosen]) -> Answer:
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    done = {one.key for one in chosen}
    others = args.get("others") is True
    choices = [
        button(one.button, "tralai", **_about(registration, args, field=one.key))
        for one in _offered(answers)
        if one.first is not others and one.key not in done
    ]
    if not others:
        choices.append(button(OTHER_FIELDS, "tralai", **_about(registration, args, others=True)))
    elif not args.get("several"):
        choices.append(button(SEVERAL, "tralai", **_about(registration, args, several=True)))
    return Answer(lines=(FIELD_ASK,), choices=tuple(choices), about=registration.id)


def _ask_reason(registration: Registration, args: Answers, field_key: str) -> Answer:
    ready = [
        button(reason.button, "tralai", **_about(registration, args, field=field_key, reason=reason.key))
        for reason in reasons_for(field_key)
    ]
    own = button(OTHER_REASON, "tralai", **_about(registration, args, field=field_key, reason=OWN_WORDS))
    return Answer(lines=(REASON_ASK,), choices=(*ready, own), about=registration.id)


def _preview(desk: Desk, registration: Registration, args: Answers, chosen: Sequence[Chosen]) -> Answer:
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    last = chosen[-1]
    items: list[Value] = [one.packed() for one in chosen]
    about = _about(registration, args, items=items)
    again = _about(registration, args, items=items[:-1], field=last.key, reason=OWN_WORDS)
    choices = [button(SEND, "tralai", **about, send=True)]
    if args.get("several"):
        choices.append(button(ONE_MORE, "tralai", **about))
    choices.append(button(WRITE_AGAIN, "tralai", **again))
    choices.append(button(DROP, "tralai", code=registration.code, seen=registration.version, drop=True))
    return Answer(
        lines=preview(desk, answers, registration.unit, _say(last, answers)),
        choices=tuple(choices),
        unit=registration.unit,
        about=registration.id,
    )


def preview(desk: Desk, answers: Answers, unit: str, said: Text) -> tuple[Text, ...]:
    """“{text}” as the citizen will read it, with their own forms of address, and whether to send it."""
    words = forms_of_address(address_of(answers, desk.today), "vi")
    shown = Text(said.key, said.vietnamese, **(words | {"unit": desk.places.unit(unit).full_name} | said.params))
    return Text(PREVIEW.key, PREVIEW.vietnamese, text=shown), SEND_ASK


def _say(one: Chosen, answers: Answers) -> Text:
    if one.reason == OWN_WORDS:
        return verbatim(one.text)
    try:
        return sentence_for(return_reason(one.reason), answers)
    except StopIteration:
        raise CannotDo(REASON_ASK) from None


def _sent(desk: Desk, registration: Registration, chosen: Sequence[Chosen]) -> Answer:
    answers = registrations.answers_of(desk.db, registration.id, registration.version, seal=desk.seal)
    returned = [
        {
            "field": one.key,
            "reason": one.reason,
            "asks": list(FIELDS[one.key].asks if one.reason == OWN_WORDS else return_reason(one.reason).asks),
            "say": pack_text(_say(one, answers)),
        }
        for one in chosen
    ]
    decision = moves.move(
        desk,
        registration,
        "return",
        reason=moves.Reason(key=",".join(one.reason for one in chosen)[:60]),
        returned_fields=json.dumps(returned, ensure_ascii=False),
        reason_sealed=None,
    )
    said = Text(
        RETURNED.key,
        RETURNED.vietnamese,
        code=registration.code,
        n=len(chosen),
        x=desk.settings.undo_seconds,
    )
    undo: Choice = button(cards.UNDO, "hoantac", code=registration.code, decision=decision)
    return Answer(lines=(said,), choices=(undo,), about=registration.id)
