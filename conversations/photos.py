"""Photos of QR codes: the card's fills five answers at once, the account's two. The core sees text only."""

from __future__ import annotations

from dataclasses import replace

from conversations import consent, talking, texts
from conversations.form import Question
from conversations.state import Talk
from conversations.turn import Turn, form_of
from domain.people import text_of
from domain.reading.cccd_qr import qr_other, read_cccd_qr, walk_cccd_qr
from domain.reading.text import fold
from domain.reading.vietqr import read_vietqr
from domain.reference.banks import bank_name
from domain.wording import Choice, Kept, Reading, Rejected, Text, Unsure, Value

_CARD = ("cccd", "requester_cccd")


def showed(turn: Turn, found: tuple[str, ...]) -> None:
    """A photo for the open question."""
    talk = turn.state.talk
    ready = talk is not None and consent.is_given(talk, form_of(talk))
    question = talking.open_question(talk) if talk and ready else None
    if talk is None or not ready:
        turn.say(texts.NOTHING_SAID["photo_unasked"], talk=talk, aside=True)
        return
    if question is None or not question.photo:
        unasked = texts.NOTHING_SAID["photo_unasked"]
        if question is None:
            turn.say(unasked, talk=talk, aside=True)
        else:
            talking.answer(turn, talk, Rejected("photo_unasked", unasked), question)
        return
    failed = texts.QR_FAILED if question.key in _CARD else texts.QR_FAILED_ACCOUNT
    reading: Reading = Rejected("qr_failed", failed)
    for text in found:
        reading = _read(turn, talk, question, text)
        if not isinstance(reading, Rejected):
            break
    if isinstance(reading, Rejected) and reading.code == "qr_failed" and question.key in _CARD:
        if talk.facts.get("qr_failed") == question.key:
            reading = qr_other()  # a second photo that cannot be read: the number is typed
        talk = replace(talk, facts={**talk.facts, "qr_failed": question.key})
    talking.answer(turn, talk, reading, question)


def read_scanned(turn: Turn, talk: Talk, question: Question, text: str) -> Reading | None:
    """A long text pasted from a scanner is read the same way; None when it is no such text."""
    if not question.photo or len(text) < 40 or not ("|" in text or text.strip().startswith("0002")):
        return None
    return _read(turn, talk, question, text)


def _read(turn: Turn, talk: Talk, question: Question, text: str) -> Reading:
    situation = turn.situation(question.key, talk.answers)
    if question.key not in _CARD:
        return _other_bank(talk, read_vietqr(text, situation))
    reading = read_cccd_qr(text, situation)
    if question.key != "requester_cccd":
        return reading
    card = walk_cccd_qr(text, today=situation.today)
    return reading if isinstance(card, Rejected) else _other_name(talk, reading, card.name)


def _other_name(talk: Talk, reading: Reading, card: str) -> Reading:
    """The card's name and the name typed before differ: whose card is it?"""
    declared = text_of(talk.answers, "requester_name")
    if not isinstance(reading, Unsure) or not declared:
        return reading
    values = dict(reading.choices[0].keeps)
    if fold(card) == fold(declared):
        return reading
    return Unsure(
        "conflict_name",
        Text(
            "requester_cccd.conflict_name",
            "Trên thẻ ghi {a}, vừa khai {b}. Đây có phải thẻ của {you} không?",
            a=card,
            b=declared,
        ),
        (
            Choice(label=Text("choice.by_card", "Đúng, theo thẻ"), keeps={**values, "requester_name": card}),
            Choice(label=Text("choice.other_card", "Thẻ người khác"), asks="requester_cccd"),
        ),
    )


def _other_bank(talk: Talk, reading: Reading) -> Reading:
    """The QR's bank and the bank chosen before differ."""
    chosen = text_of(talk.answers, "bank")
    if not isinstance(reading, Kept) or not chosen or reading.values.get("bank") in (None, chosen):
        return reading
    return Unsure(
        "conflict_qr",
        Text(
            "account_number.conflict_qr",
            "Mã QR ghi {bank_a}, vừa chọn {bank_b}. Dùng theo mã QR không?",
            bank_a=bank_name(str(reading.values["bank"])),
            bank_b=bank_name(chosen),
        ),
        (
            Choice(label=Text("choice.by_qr", "Theo mã QR"), keeps=reading.values, echo=reading.echo),
            Choice(label=Text("choice.as_before", "Giữ như cũ"), asks="account_number"),
        ),
    )


def hint(turn: Turn, talk: Talk) -> None:
    """How to take the photo; the question stands above."""
    question = talking.open_question(talk)
    card = question is None or question.key in _CARD
    turn.say(texts.PHOTO_HINT if card else texts.PHOTO_HINT_ACCOUNT, talk=talk)


def hint_contact(turn: Turn, talk: Talk) -> None:
    """Tapped as a label where the channel shares contacts by its own button."""
    talking.go_on(turn, talk)


def ask_wrong(turn: Turn, talk: Talk) -> None:
    """Chưa đúng: which line of the card is wrong; the others stay."""
    if talk.pending is None:
        talking.go_on(turn, talk)
        return
    values = dict(talk.pending.choices[0].keeps)
    mine = talk.pending.key == "requester_cccd"
    name, born, lives = (
        ("requester_name", "requester_birth_date", "requester_residence")
        if mine
        else ("full_name", "birth_date", "residence_unit")
    )

    def without(*keys: str) -> dict[str, Value]:
        return {key: value for key, value in values.items() if key not in keys}

    choices = (
        Choice(label=Text("choice.wrong_name", "Họ tên"), keeps=without(name), asks=name),
        Choice(label=Text("choice.wrong_birth", "Ngày sinh"), keeps=without(born), asks=born),
        Choice(
            label=Text("choice.wrong_residence", "Nơi thường trú"),
            keeps=without(lives, "residence_detail"),
            asks=lives,
        ),
        Choice(label=Text("choice.other_card", "Thẻ người khác"), asks=talk.pending.key),
    )
    talk = turn.put(replace(talk, pending=replace(talk.pending, code="qr_wrong", choices=choices)))
    turn.say(texts.QR_WRONG, choices=choices, talk=talk)
