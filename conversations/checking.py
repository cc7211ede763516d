"""The check page of a form: every answer on its line, any line changed, then handed in."""

from __future__ import annotations

import re
from dataclasses import replace

from conversations import texts
from conversations.form import Line, offered
from conversations.forms.choices import act
from conversations.forms.enrolment_lines import NOTHING, account_name, relation_label
from conversations.state import Talk
from conversations.turn import Turn, form_of
from domain.masks import birth_shown, grouped, tail
from domain.people import text_of
from domain.reading.text import fold
from domain.reference.banks import bank_name
from domain.wording import Answers, Choice, Param, Text, verbatim

SEND, EDIT, FULL = (
    act("send", Text("choice.send", "Gửi đăng ký")),
    act("edit_line", Text("choice.edit_line", "Sửa một dòng")),
    act("show_full", Text("choice.show_full", "Xem đủ số")),
)
WHOLE = act("show_check", Text("choice.show_check", "Xem lại cả bản"))
RESEND, EDIT_MORE = (
    act("send", Text("choice.send_again", "Gửi lại")),
    act("show_check", Text("choice.edit_more", "Sửa tiếp")),
)
_EDIT = re.compile(r"(?:sua|doi|thay)?(?:\s*(?:dong|muc|cau|so))*\s*([0-9]{1,3})\.?")
_SEE_FULL = frozenset(("xem", "xem du", "xem so", "xem het"))
_SEE_WHOLE = frozenset(("xem lai", "xem lai ca ban", "xem ca ban", "xem lai het", "xem ban khai"))
_EDIT_WORDS = re.compile(r"(?:sua|doi|thay)(?: lai)?(?: dong| muc| cau)? (\D{2,40})")


def lines_of(turn: Turn, talk: Talk) -> list[tuple[Line, Text]]:
    """The lines these answers have, numbered by their place."""
    situation = turn.situation("", talk.answers)
    shown = [(line, line.shown(situation)) for line in form_of(talk).lines]
    return [(line, value) for line, value in shown if value is not None]


def shown_value(turn: Turn, talk: Talk, key: str) -> Param:
    """A kept answer inside a sentence: as on the check page, numbers by their tail, never as it is stored.

    Looks at this key only: the answers of other lines may not be there yet.
    """
    value, situation = talk.answers.get(key), turn.situation(key, talk.answers)
    if key in ("cccd", "requester_cccd", "account_number") and value:
        number = texts.BACK_NUMBER
        return Text(number.key, number.vietnamese, tail=tail(str(value)))
    if key in ("birth_date", "requester_birth_date", "basis_date", "basis_until") and value:
        return birth_shown(str(value))
    if key == "bank" and value:
        return bank_name(str(value))
    if key == "relation":
        return relation_label(talk.answers)
    shown = (line.shown(situation) for line in form_of(talk).lines if line.keys[0] == key)
    on_page = next((text for text in shown if text is not None), None)
    if on_page is not None:
        return on_page
    for choice in offered(form_of(talk).question(key, talk.answers), situation):
        if choice.keeps.get(key, choice) == value:
            return choice.label
    return verbatim(value) if isinstance(value, str) else NOTHING


def show(turn: Turn, talk: Talk, *lead: Text | None) -> None:
    """What stands when no question is open: the page, or what was just changed."""
    if form_of(talk).name == "correction":
        _show_corrected(turn, talk, *lead)
    elif talk.page == "line":
        _show_changed(turn, talk)
    else:
        page(turn, talk, *lead)


def _kept(talk: Talk) -> Answers:
    """What a correction was before it; of a line being changed on the page nothing need be kept."""
    return talk.before if form_of(talk).name == "correction" else {}


def page(turn: Turn, talk: Talk, *lead: Text | None) -> None:
    """The whole page."""
    body: list[Text] = []
    section = ""
    for number, (line, value) in enumerate(lines_of(turn, talk), start=1):
        if line.section.key != section:
            body.append(line.section)
            section = line.section.key
        body.append(
            Text(texts.CHECK_LINE.key, texts.CHECK_LINE.vietnamese, n=number, label=line.label, value=value)
        )
    talk = turn.put(replace(talk, page="check", at="", queue=(), pending=None, rests=False, before=_kept(talk)))
    head = texts.CHECK_HEAD if form_of(talk).name == "enrolment" else None
    office = texts.CHECK_OFFICE if form_of(talk).name == "enrolment" else None
    choices = (SEND, EDIT, FULL) if form_of(talk).name == "enrolment" else (RESEND, EDIT, FULL)
    turn.say(
        *lead,
        head,
        *body,
        office,
        texts.CHECK_ASK if form_of(talk).name == "enrolment" else texts.CHECK_ASK_AGAIN,
        choices=choices,
        talk=talk,
        numbers=False,
        in_words=texts.CHECK_IN_WORDS,
    )


def _show_changed(turn: Turn, talk: Talk) -> None:
    """The line that was changed; the whole page where other lines changed with it."""
    lines, before = lines_of(turn, talk), lines_of(turn, replace(talk, answers=talk.before))
    key = str(talk.facts.get("line_key", ""))
    found = next(((number, row) for number, row in enumerate(lines, start=1) if row[0].keys[0] == key), None)
    talk = turn.put(replace(talk, page="check", before={}))
    if found is None or _other_lines(lines, key) != _other_lines(before, key):
        page(turn, talk)
        return
    number, (line, value) = found
    new = line.changed(turn.situation("", talk.answers)) if line.changed else value
    label = form_of(talk).question(key, talk.answers).short
    turn.say(
        Text(texts.EDITED.key, texts.EDITED.vietnamese, i=number, label=label, new_shown=new),
        choices=(SEND, EDIT, WHOLE),
        talk=talk,
        numbers=False,
        in_words=texts.CHECK_IN_WORDS,
    )


def _other_lines(lines: list[tuple[Line, Text]], key: str) -> list[tuple[str, Text]]:
    return [(line.section.key + line.keys[0], value) for line, value in lines if line.keys[0] != key]


def _show_corrected(turn: Turn, talk: Talk, *lead: Text | None) -> None:
    changed = tuple(str(key) for key in talk.facts.get("fields", ()))
    lines: list[Text | None] = [*lead]
    old, new = talk.before, talk.answers
    if {"bank", "account_number", "account_holder"} & set(changed) and new.get("pay_by") == "account":
        lines.append(_corrected_account(turn, talk))
    else:
        for line, value in lines_of(turn, talk):
            if any(key in changed or new.get(key) != old.get(key) for key in line.keys):
                shown = line.changed(turn.situation("", new)) if line.changed else value
                question = form_of(talk).question(line.keys[0], new)
                lines.append(
                    Text("corrected", "Đã sửa {label}: {new_shown}.", label=question.short, new_shown=shown)
                )
        if len([line for line in lines if line is not None and line.key == "corrected"]) == 1:
            lines.append(Text("corrected_only", "Chỉ mục này thay đổi."))
    if papers_leave(talk):
        lines.append(Text("papers_leave", "Giấy tờ của {you} không cần nữa, đã bỏ khỏi hồ sơ."))
    talk = turn.put(replace(talk, page="check", at="", queue=(), pending=None, rests=False))
    turn.say(*lines, choices=(RESEND, EDIT_MORE), talk=talk)


def papers_leave(talk: Talk) -> bool:
    """The requester gave identity and paper before, and they no longer count."""
    counting = form_of(talk).counting(talk.answers)
    return bool(talk.before.get("requester_cccd")) and "requester_cccd" not in counting


def _corrected_account(turn: Turn, talk: Talk) -> Text:
    answers = talk.answers
    if answers.get("account_number") == talk.before.get("account_number"):
        return Text(
            "holder_only_changed",
            "Đã ghi tên chủ {holder}, số tài khoản giữ nguyên. Cán bộ sẽ xem giấy mở tài khoản.",
            holder=account_name(answers),
        )
    return Text(
        "corrected_account",
        "Đã sửa tài khoản: {bank} đuôi {tail}, chủ tài khoản {holder}.",
        bank=bank_name(text_of(answers, "bank")),
        tail=tail(text_of(answers, "account_number")),
        holder=account_name(answers),
    )


def said(turn: Turn, talk: Talk, text: str) -> bool:
    """Typed words at the check page: a number is a line. True when a question must be asked now."""
    if fold(text) in _SEE_FULL:
        show_full(turn, talk)
        return False
    if fold(text) in _SEE_WHOLE:
        page(turn, talk)
        return False
    lines = lines_of(turn, talk)
    count, number = len(lines), _line_meant(text, lines)
    if number is None:
        first = form_of(talk).name == "enrolment"
        turn.say(
            texts.CHECK_UNCLEAR if first else texts.CHECK_ASK_AGAIN,
            choices=(SEND if first else RESEND, EDIT, FULL),
            talk=talk,
            numbers=False,
            in_words=texts.CHECK_IN_WORDS,
        )
        return False
    if not 1 <= number <= count:
        out = texts.CHECK_OUT_OF_RANGE
        turn.say(Text(out.key, out.vietnamese, n=count), talk=talk, aside=True)
        return False
    line = lines[number - 1][0]
    asked = {question.key for question in form_of(talk).asked(talk.answers)}
    queue = tuple(key for key in line.keys if key in asked)
    if not queue:
        out = texts.UNCHANGED
        turn.say(Text(out.key, out.vietnamese, i=number), talk=talk, aside=True)
        return False
    before = _kept(talk) or talk.answers
    turn.put(
        replace(talk, page="line", queue=queue, facts={**talk.facts, "line_key": line.keys[0]}, before=before)
    )
    return True


def _line_meant(text: str, lines: list[tuple[Line, Text]]) -> int | None:
    """The number of a line, typed ("5", "sửa dòng 5") or named ("sửa ngân hàng") where one only has that name."""
    folded = fold(text)
    if found := _EDIT.fullmatch(folded):
        return int(found.group(1))
    if named := _EDIT_WORDS.fullmatch(folded):
        same = [i for i, (line, _) in enumerate(lines, start=1) if fold(line.label.vietnamese) == named.group(1)]
        return same[0] if len(same) == 1 else None
    return None


def pick(turn: Turn, talk: Talk) -> None:
    """Which line is to be changed."""
    turn.say(texts.EDIT_PICK, talk=turn.put(replace(talk, page="check")), aside=True)


def show_full(turn: Turn, talk: Talk) -> None:
    """The numbers in full, because the person asked."""
    cccd, account = text_of(talk.answers, "cccd"), text_of(talk.answers, "account_number")
    counting = form_of(talk).counting(talk.answers)
    source = texts.SHOW_FULL if account and "account_number" in counting else texts.SHOW_FULL_CCCD
    text = Text(source.key, source.vietnamese, cccd=grouped(cccd) or "—", account=grouped(account))
    choices: tuple[Choice, ...] = (SEND, EDIT)
    turn.say(text, choices=choices, talk=talk, numbers=False, in_words=texts.CHECK_IN_WORDS)
