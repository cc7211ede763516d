"""/tim: by code, CCCD, phone, or a part of the name, within the officer's units only."""

from __future__ import annotations

from admin.cards import STATUSES, button
from admin.desk import Answer, CannotDo, Desk
from admin.moves import NOT_FOUND
from admin.scope import staff_of
from domain.masks import birth_shown
from domain.people import text_of
from domain.reading.text import clean, fold
from domain.registration import Registration
from domain.row_codes import read_code
from domain.wording import Answers, Text, verbatim
from storage import registrations, searching

TOO_SHORT = Text("search.too_short", "Gõ ít nhất 3 ký tự.")
FOUND = Text("search.found", "Thấy {n} hồ sơ.")
MANY = Text("search.many", "Thấy nhiều hơn {n} hồ sơ. Gõ thêm chữ để tìm gọn hơn.")
LINE = Text("search.line", "{code} · {name} · sinh {birth_date} · {label}")
SHORTEST, MOST = 3, 10


def search(desk: Desk, args: Answers) -> Answer:
    """The registrations found, each with a button that opens its card."""
    typed = clean(text_of(args, "text"))
    if len(fold(typed).replace(" ", "")) < SHORTEST:
        raise CannotDo(TOO_SHORT)
    found = _found(desk, typed)
    if not found:
        raise CannotDo(NOT_FOUND)
    shown = found[:MOST]
    head = MANY if len(found) > MOST else FOUND
    answers = registrations.newest_answers(desk.db, shown, seal=desk.seal)
    return Answer(
        lines=(
            Text(head.key, head.vietnamese, n=len(shown)),
            *(_line(one, answers[one.id]) for one in shown),
        ),
        choices=tuple(button(verbatim(one.code), "xem", code=one.code) for one in shown),
    )


def _line(one: Registration, answers: Answers) -> Text:
    born = text_of(answers, "birth_date")
    return Text(
        LINE.key,
        LINE.vietnamese,
        code=one.code,
        name=text_of(answers, "full_name"),
        birth_date=birth_shown(born) if born else "—",
        label=STATUSES[one.status],
    )


def _found(desk: Desk, typed: str) -> list[Registration]:
    units = staff_of(desk).units
    code = read_code(typed)
    if code is not None:
        one = registrations.find_by_code(desk.db, code, seal=desk.seal)
        return [one] if one is not None and one.unit in units else []
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    if len(digits) >= 9 and len(digits) == len(typed.replace(" ", "").replace(".", "").lstrip("+")):
        return searching.by_numbers(
            desk.db,
            units=units,
            cccds=desk.seal.indexes("cccd", digits),
            phones=desk.seal.indexes("phone", _e164(digits)),
            accounts=desk.seal.indexes("account", digits),
            seal=desk.seal,
        )
    return searching.by_name(desk.db, fold(typed), units=units, most=MOST + 1, seal=desk.seal)


def _e164(digits: str) -> str:
    national = digits.removeprefix("84") if len(digits) > 10 else digits.removeprefix("0")
    return "".join(("+84", national))
