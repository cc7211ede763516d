"""The bank an account is at: names, short forms, old names, and the number and holder where they come along.

Only a name that means one bank is kept; a slip of the finger, however near, is asked back (bad-inputs D25).
Sentences: wording.md section 4, rows "bank" and "pay_by, bank".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.reading import account_rules as rules
from domain.reading import money_misses as misses
from domain.reading.account_number import beside_digits, refused_name, the_number
from domain.reading.account_text import MOST_SIGNS, Number, Typed, taken_apart
from domain.reading.bank_names import (
    BANK,
    POST_OFFICE,
    SHARED,
    Found,
    Name,
    bare,
    doubtful,
    exact_name,
    find_names,
    spellings,
)
from domain.reading.bank_words import ALONE, NOISE
from domain.reading.holder_text import holder_in
from domain.reading.money_misses import does_not_know, is_it, which_bank
from domain.reading.phrases import without_politeness
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.reading.vietqr import looks_like_vietqr, read_vietqr
from domain.reference.banks import bank_name
from domain.wording import Answers, Choice, Kept, Reading, Rejected, Text, Unsure

#: A word of the language: too short to be a slip in the name of a bank.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|nh?|ng|p|t)?"
)
_MOST_WORDS = 25
_MOST_OFFERED = 6


def read_bank(text: str, situation: Situation) -> Reading:
    """The code of the one bank in a text, kept as "bank"; with it account_number and account_holder_text.

    A number goes through the rules of ``read_account_number``: a card is a miss, an unusual length a question.
    A bank that was renamed is kept with a line that says so. A pasted VietQR is read as one. Codes: post_office,
    wallet, finance_company, empty, unknown, ambiguous, near, looks_like_account, cash, none, and the number's.
    """
    if looks_like_vietqr(text):
        return read_vietqr(text, situation)
    if len(text) > 2 * MOST_SIGNS:
        return _unknown()
    typed = taken_apart(text, is_word=beside_digits)
    found = find_names(typed.words)
    if misses.asks_cash(typed.folded):
        return misses.cash()
    number = _number(typed)
    if not number and misses.has_none(typed.folded) and not does_not_know(typed.folded):
        return misses.none()
    miss = refused_name(found)
    if miss:
        return miss
    if isinstance(number, Rejected):
        return number
    return _with_number(typed, situation, found=found, number=number)


def _number(typed: Typed) -> str | Rejected:
    """The digits of the account number in the text, "" when there are too few to be one, or why not."""
    unnamed = [number for number in typed.numbers if number.label in ("", "account", "card")]
    if sum(len(number.digits) for number in unnamed) < 3 and not typed.masked:
        return ""
    number = the_number(typed)
    return number.digits if isinstance(number, Number) else number


def _with_number(typed: Typed, situation: Situation, *, found: Found, number: str) -> Reading:
    also: Answers = {}
    codes, name = _one_or_several(found)
    if number:
        reading = rules.judged(number, situation, also={})
        if isinstance(reading, Rejected) or (isinstance(reading, Unsure) and not (name or codes)):
            return reading
        also = {rules.KEY: number} if isinstance(reading, Kept) else {}
    if name is None:
        return _no_name(typed, found, also=also) if not codes else which_bank(codes, also)
    if name.kind == POST_OFFICE:
        return misses.post_office(also)
    code = name.codes[0]
    holder = holder_in(typed, situation, found=found) if number else ""
    if _in_doubt(typed, found, name=name, holder=holder):
        return is_it(code, also)
    renamed = _renamed(name)
    if not number:
        return Kept({"bank": code}, echo=renamed)
    extra: Answers = {"account_holder_text": holder} if holder else {}
    judged = rules.judged(number, situation, also={"bank": code, **extra})
    return Kept(judged.values, echo=judged.echo, message=renamed) if isinstance(judged, Kept) else judged


def _one_or_several(found: Found) -> tuple[tuple[str, ...], Name | None]:
    """The one name that counts, or the codes of the banks to choose from; neither when none is named."""
    named = [name for name in found.names if name.kind == BANK]
    codes = tuple(dict.fromkeys(code for name in named for code in name.codes))
    if len(codes) > 1:
        return codes, None
    shared = [name for name in found.names if name.kind == SHARED]
    if named:
        # "scb sài gòn": the shared name is the same bank's; "vcb sài gòn" is a place or another bank
        return codes, max(named, key=lambda name: (name.strong, not name.old))
    if shared:
        return tuple(dict.fromkeys(code for name in shared for code in name.codes)), None
    return (), next((name for name in found.names if name.kind == POST_OFFICE), None)


def _in_doubt(typed: Typed, found: Found, *, name: Name, holder: str) -> bool:
    """The bank is clear, but the words around it may take it back."""
    plain = [word for word in typed.words if word]
    if len(plain) > _MOST_WORDS or does_not_know(typed.folded):
        return True
    person = fold(holder).split()
    left = [word for word in found.rest if bare(word) not in person]
    return any(map(doubtful, left)) or (not name.strong and bool(left))


def _renamed(name: Name) -> Text | None:
    if not name.old:
        return None
    return Text("bank.renamed", "{old_bank} nay là {bank}.", old_bank=name.old, bank=bank_name(name.codes[0]))


def _no_name(typed: Typed, found: Found, *, also: Answers) -> Reading:
    """No bank is named: a lone number, a slip of the finger, words of nothing, or an unknown name."""
    if not typed.folded or (also and not found.rest):
        return _looks_like_account(also) if also else _empty()
    if does_not_know(typed.folded):
        return _unknown()
    spoken = " ".join(word for word in without_politeness(typed.words) if word)
    alone = ALONE.get(bare(spoken)) if spoken not in ("ạ", "à") else None
    if alone:
        return which_bank(alone, also)
    near = _near(typed, [bare(word) for word in found.rest])
    if len(near) == 1:
        return is_it(near[0], also)
    if near:
        return which_bank(near, also)
    if not found.rest:
        return _empty()
    return _looks_like_account(also) if also else _unknown()


def _near(typed: Typed, rest: Sequence[str]) -> tuple[str, ...]:
    """Banks that the words left over miss by a letter, two or a mark, the nearest first; () when too many."""
    whole = exact_name(typed.folded.replace(" ", ""))
    words = [word for word in rest if word not in NOISE]
    shortened = exact_name(words[0] + "bank") if len(words) == 1 and len(words[0]) > 1 else None
    lengthened = exact_name("".join(words).removesuffix("bank"))
    for name in (whole, shortened, lengthened):
        if name is not None and name.kind == BANK:
            return name.codes
    joined = "".join(words)
    if not words or len(words) > 4 or (len(joined) < 7 and any(map(_SYLLABLE.fullmatch, words))):
        return ()
    best: dict[str, int] = {}
    for said in {joined, *(word for word in words if len(word) > 5)}:
        allowed = 2 if len(said) > 6 else 1
        slips = process.extract(said, spellings().keys(), scorer=OSA.distance, score_cutoff=allowed, limit=12)
        for spelling, distance, _ in slips if len(said) > 2 else ():
            code = spellings()[spelling]
            best[code] = min(best.get(code, 9), int(distance))
    ranked = sorted(best, key=lambda code: best[code])
    close = tuple(code for code in ranked if best[code] <= best[ranked[0]] + 1)
    return close if len(close) <= _MOST_OFFERED else ()


def _empty() -> Rejected:
    return Rejected(
        "empty", Text("bank.empty", "Chưa thấy tên ngân hàng. Tên in trên thẻ hoặc giấy mở tài khoản.")
    )


def _unknown() -> Rejected:
    return Rejected(
        "unknown",
        Text(
            "bank.unknown",
            "Chưa thấy ngân hàng này trong danh sách. Gõ tên in trên thẻ, hoặc để cán bộ hỏi.",
        ),
        (Choice(label=Text("choice.officer_asks", "Để cán bộ hỏi"), does="callback"),),
    )


def _looks_like_account(also: Answers) -> Rejected:
    return Rejected(
        "looks_like_account",
        Text("bank.looks_like_account", "Đã thấy số tài khoản. Số này ở ngân hàng nào?"),
        keeps=also,
    )
