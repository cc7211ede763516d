"""Account numbers: 6 to 19 digits, leading zeros kept; cards, masks and letters explained.

No list of account lengths is authoritative, so an unusual length is a question (domain.md, "Banks"). Sentences:
wording.md section 4, rows "account_number".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.reading import account_rules as rules
from domain.reading import money_misses as misses
from domain.reading.account_text import MOST_SIGNS, Number, Typed, taken_apart
from domain.reading.bank_names import BANK, FINANCE, POST_OFFICE, SHARED, WALLET, Found, exact_name, find_names
from domain.reading.bank_words import listed
from domain.reading.situation import Situation
from domain.reading.vietqr import looks_like_vietqr, read_vietqr
from domain.reference.banks import bank_name
from domain.wording import Kept, Reading, Rejected, Text, Unsure

_BESIDE_DIGITS = listed("a ah ak nhe nha do day la so stk tk sotk cua va hoac taikhoan sotaikhoan")
_DOUBT = re.compile(
    r"\b(?:khong|ko|k|kh|chua|dung(?= (?:gui|chuyen|ghi|lay))|nham|sai|neu|het han|bi khoa|da khoa|khoa roi|"
    r"da dong|huy|cu roi|so cu|truoc day|doi thanh|thay bang|hinh nhu|co le|hoac|hay la|thieu|https?|www)\b"
)
_ASKING = re.compile(r"[0-9][ )]*\?(?![?0-9])")
_TWO_CHUNKS = 8


def read_account_number(text: str, situation: Situation) -> Reading:
    """The digits of the one account number in a text, kept as "account_number"; "bank" too where one is named.

    Known already: bank, cccd, requester_cccd, phone, requester_phone. A pasted VietQR is read as one. Codes:
    those of wording.md section 4, and "near" where the text names another bank than the one chosen.
    """
    if looks_like_vietqr(text):
        return read_vietqr(text, situation)
    if len(text) > 2 * MOST_SIGNS:
        return rules.empty("empty")
    typed = taken_apart(text, is_word=beside_digits)
    if typed.numbers and _ASKING.search(text):
        return _not_understood()
    found = find_names(typed.words)
    if not typed.numbers:
        if typed.letter:
            return rules.signs(typed.letter)
        return _without_digits(typed, found)
    if misses.asks_cash(typed.folded):
        return misses.cash()
    number = the_number(typed)
    if not isinstance(number, Number):
        return number
    return _with_bank(number.digits, situation, found=found)


def beside_digits(folded: str) -> bool:
    """Letters that may stand right before or behind digits: labels, politeness, a bank."""
    if folded in _BESIDE_DIGITS:
        return True
    name = exact_name(folded) if len(folded) > 1 else None
    return name is not None and name.kind == BANK and name.strong


def the_number(typed: Typed) -> Number | Rejected:
    """The number that is meant, or why it is not clear. There must be at least one number in the text."""
    if typed.masked:
        return _masked()
    longest = max(typed.numbers, key=lambda number: len(number.digits))
    if typed.letter:
        alone = re.fullmatch(r"[^\W\d_]{3,}", typed.letter) and len(longest.digits) < _TWO_CHUNKS
        return rules.nickname() if alone else rules.signs(typed.letter)
    if longest.plus:
        return rules.signs("+")
    meant = _meant(typed.numbers)
    if len(meant) != 1:
        return rules.two_numbers() if meant else _called_otherwise(typed.numbers)
    number = meant[0]
    if number.label == "card":
        return rules.card()
    if number.label == "tail":
        return _masked()
    if len({*number.groups}) == 1 and len(number.groups[0]) >= _TWO_CHUNKS:
        number = Number(number.groups[:1])
    if _falls_apart(number.groups):
        return rules.two_numbers()
    if misses.does_not_know(typed.folded) or misses.has_none(typed.folded):
        return rules.empty("unknown")
    return _not_understood() if _DOUBT.search(typed.folded) or "cũ" in typed.words else number


def _masked() -> Rejected:
    return Rejected("masked", Text("account_number.masked", "Số này có chỗ bị che. Gửi giúp đủ số."))


def _not_understood() -> Rejected:
    return Rejected(
        "not_understood", Text("not_understood.free", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.")
    )


def _with_bank(digits: str, situation: Situation, *, found: Found) -> Kept | Rejected | Unsure:
    """The number judged beside the bank that the text names, if it names one."""
    chosen = str(situation.answers.get("bank") or "")
    clear = [name for name in found.names if name.kind == BANK and (name.strong or not found.rest)]
    named = tuple(dict.fromkeys(code for name in clear for code in name.codes))
    miss = refused_name(found)
    if miss:
        return miss
    if len(named) != 1:
        return _beside_open_name(digits, situation, found=found, named=named)
    reading = rules.judged(digits, situation, also={"bank": named[0]})
    if isinstance(reading, Kept) and chosen and chosen != named[0]:
        return misses.is_it(named[0], {rules.KEY: digits})
    if isinstance(reading, Kept) and chosen:
        return Kept(reading.values)
    return reading


def _beside_open_name(
    digits: str, situation: Situation, *, found: Found, named: tuple[str, ...]
) -> Kept | Rejected | Unsure:
    """A number beside several banks, beside a name that several share, or beside none."""
    reading = rules.judged(digits, situation, also={})
    shared = tuple(code for name in found.names if name.kind in (SHARED, POST_OFFICE) for code in name.codes)
    chosen = situation.answers.get("bank")
    if not isinstance(reading, Kept) or not (named or shared) or (chosen and not named):
        return reading
    also = {rules.KEY: digits}
    if not named and any(name.kind == POST_OFFICE for name in found.names):
        return misses.post_office(also)
    return misses.which_bank(named or tuple(dict.fromkeys(shared)), also)


def refused_name(found: Found) -> Rejected | None:
    """A wallet or a finance company named in the text."""
    for name in found.names:
        if name.kind == WALLET:
            return misses.wallet(name.shown)
        if name.kind == FINANCE:
            return misses.finance_company(bank_name(name.codes[0]))
    return None


def _without_digits(typed: Typed, found: Found) -> Rejected | Unsure:
    folded = typed.folded
    if misses.asks_cash(folded):
        return misses.cash()
    if misses.does_not_know(folded):
        return rules.empty("unknown")
    if misses.has_none(folded):
        return misses.none()
    miss = refused_name(found)
    if miss:
        return miss
    if found.names and all(name.kind in (BANK, SHARED, POST_OFFICE) for name in found.names):
        return rules.empty("empty")
    long_word = [word for word in found.rest if len(word) >= rules.SHORTEST and word.isascii()]
    return rules.nickname() if len(found.rest) == 1 and long_word else rules.empty("empty")


def _meant(numbers: tuple[Number, ...]) -> list[Number]:
    """The numbers that may be the account: those called so, else those not called something else."""
    called = [number for number in numbers if number.label == "account" and len(number.digits) >= rules.SHORTEST]
    rest = [number for number in numbers if not _is_something_else(number)]
    if len(rest) > 1 and rest[0].label == "account" and len(rest[0].digits) == 1:
        rest = rest[1:]  # "tài khoản số 2: …"
    others = [number for number in rest if number not in called]
    meant = called if called and all(number.label not in ("", "account") for number in others) else rest
    return list({number.digits: number for number in meant}.values())


def _is_something_else(number: Number) -> bool:
    return number.label not in ("", "account", "card", "tail")


def _called_otherwise(numbers: Iterable[Number]) -> Rejected:
    return rules.same_as_cccd() if any(number.label == "card_id" for number in numbers) else rules.empty("empty")


def _falls_apart(groups: tuple[str, ...]) -> bool:
    """Groups that are numbers themselves: nobody writes one account as 10 digits and some more."""
    sizes = sorted(map(len, groups), reverse=True)
    if len(sizes) < 2:
        return False
    return sizes[0] >= 10 or sizes[1] >= _TWO_CHUNKS or (sum(sizes) > rules.LONGEST and sizes[1] >= rules.SHORTEST)
