"""Bank names inside typed words: official names, how people say them, old names, names several banks share.

Marks may be missing, never others than the name has: "á châu" and "a chau" are the bank, "à cháu" is talk.
Sources: banks.csv, wallets.csv, bank_ambiguous.csv (domain.md, "Banks").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.reading.bank_words import (
    BRANCH,
    BRANCH_WORDS,
    DOUBT,
    DOUBT_MARKED,
    HARMLESS,
    MORE_ALIASES,
    MORE_MARKS,
    MORE_POST,
    MORE_WALLETS,
    NOISE,
    PLACES,
)
from domain.reading.name import is_family_name
from domain.reading.text import fold
from domain.reference.banks import Bank, banks, shared_names, wallets

#: What one phrase names.
BANK, SHARED, WALLET, FINANCE, POST_OFFICE = "bank", "shared", "wallet", "finance", "post_office"


_DIRECTIONS = frozenset(("nam", "bac", "dong", "tay"))
_MIDDLE = frozenset(("van", "thi", "duc", "huu"))
_BANK_MISSPELT = re.compile(r"(?:ba?n[kghcq]?k?|bak|bank?h|babk|bsnk|bamk|bnak|bankk)$")


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """One word folded; words come again and again."""
    return fold(word)


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name banks. codes: one for BANK. spelt: into which words it is parted.

    strong: nothing but this bank is said so, whatever stands around. old: the former name it comes from.
    """

    kind: str
    codes: tuple[str, ...]
    spelt: tuple[tuple[str, ...], ...]
    strong: bool = True
    old: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The names in a text with the words each takes (start, end), and what is left beside common words."""

    names: tuple[Name, ...]
    rest: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()


def find_names(typed: Sequence[str]) -> Found:
    """The longest names from left to right in words in lower case ("" for a number), and what is left.

    Left are words that are neither common around a bank, nor a place, nor the name of a branch.
    """
    folded = [bare(word) for word in typed]
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    rest: list[str] = []
    at, branch = 0, 0
    while at < len(typed):
        name, end = _longest(typed, folded, at=at)
        if name is not None:
            strong = name.strong or (at > 0 and folded[at - 1] in ("hang", "nh", "tmcp", "nhtm", "nhtmcp", "bank"))
            if strong or not _inside_a_name(folded, at):
                names.append(name if strong == name.strong else replace(name, strong=strong))
                spans.append((at, end))
            else:
                rest.extend(typed[at:end])
            at, branch = end, 0
            continue
        label = _starts(folded, at, table=BRANCH)
        branch = BRANCH_WORDS if label else max(0, branch - 1) * bool(folded[at])
        if doubtful(typed[at]) or (folded[at] and not label and not branch and not _is_around(folded, at)):
            rest.append(typed[at])
        at += label or _starts(folded, at, table=PLACES) or 1
    return Found(tuple(names), tuple(rest), tuple(spans))


def doubtful(word: str) -> bool:
    """A word that may take back what stands beside it ("không phải vcb", "hoặc", "thì phải")."""
    return word in DOUBT_MARKED or (bare(word) in DOUBT and word not in HARMLESS)


def _is_around(folded: Sequence[str], at: int) -> bool:
    return folded[at] in NOISE or bool(_starts(folded, at, table=PLACES))


def _starts(folded: Sequence[str], at: int, *, table: Iterable[tuple[str, ...]]) -> int:
    """How many words the first of these phrases takes here, 0 when none stands here."""
    word = folded[at]
    return next(
        (len(phrase) for phrase in table if phrase[0] == word and tuple(folded[at : at + len(phrase)]) == phrase),
        0,
    )


def exact_name(word: str) -> Name | None:
    """The name that a folded text without spaces is, forgiving doubled letters and a misspelt "bank"."""
    known = _names()
    if word in known:
        return known[word]
    if len(word) < 6:
        return None
    stem = _BANK_MISSPELT.sub("", word)
    tries = [known.get(stem) if stem != word and len(stem) > 3 else None, _undoubled().get(_once(word))]
    name = next((name for name in tries if name and name.kind == BANK and name.strong), None)
    return name if name and not _near_another(word, name.codes[0]) else None


def _near_another(word: str, code: str) -> bool:
    """A misspelt word is one letter from another bank as well."""
    near = process.extract_iter(word, spellings().keys(), scorer=OSA.distance, score_cutoff=1)
    return any(spellings()[spelling] != code for spelling, _, _ in near)


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, str]:
    """Every way to write a bank, without spaces, and its code: what typing slips are measured against."""
    return {key: name.codes[0] for key, name in _names().items() if name.kind == BANK and len(key) > 2}


def _longest(typed: Sequence[str], folded: Sequence[str], *, at: int) -> tuple[Name | None, int]:
    best: tuple[Name | None, int] = (None, at)
    joined = ""
    for end in range(at + 1, len(typed) + 1):
        joined += folded[end - 1]
        one_word = end == at + 1
        if not folded[end - 1] or not (one_word or joined in _beginnings()):
            break
        name = exact_name(joined) if one_word else _names().get(joined)
        if name is not None and _stands_here(name, typed[at:end], folded=folded, at=at):
            best = (name, end)
    return best


def _stands_here(name: Name, typed: Sequence[str], *, folded: Sequence[str], at: int) -> bool:
    """The words carry no other marks than the name's, and are parted as it is, or plainly just its letters."""
    plain = tuple(folded[at : at + len(typed)])
    if ("ngan", "hang", "so") in name.spelt and _goes_on(folded, at + len(typed)):
        return False
    if plain not in name.spelt and len(plain) > 1 and (_is_small(plain[0]) or any(map(_marks, typed))):
        return False
    return all(_fits(word, plain_word, name=name) for word, plain_word in zip(typed, plain, strict=True))


def _is_small(word: str) -> bool:
    """ "ở cb", "em bi": no letters of a name, but a word before something else."""
    return len(word) < 3 and word in NOISE


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(key[:size] for key in _names() for size in range(1, len(key) + 1))


def _goes_on(folded: Sequence[str], end: int) -> bool:
    """ "ngân hàng, số tài khoản …" is no digital bank."""
    return end < len(folded) and folded[end] in ("", "tai", "tk", "the", "stk")


def _fits(typed: str, plain: str, *, name: Name) -> bool:
    """The marks of a typed word are some of those the name has."""
    marks = _marks(typed)
    if not marks:
        return True
    allowed = _marked_words(name.codes).get(plain, ())
    return any(not marks - _marks(word) for word in allowed)


@lru_cache(maxsize=2048)
def _marks(word: str) -> Counter[str]:
    return Counter(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.combining(sign))


def _inside_a_name(folded: Sequence[str], at: int) -> bool:
    """ "nguyễn an bình", "thị hằng hải": two words of a person, not a bank; nor is "bắc nam á" one."""
    before = folded[at - 1] if at else ""
    return before in _MIDDLE or before in _DIRECTIONS or (before not in NOISE and is_family_name(before))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Name]:
    known: dict[str, Name] = {}
    for bank in banks().values():
        kind = FINANCE if bank.kind == "finance" else BANK
        plain = {*_vietnamese(bank)}
        for alias in (
            *bank.aliases,
            *MORE_ALIASES.get(bank.code, ()),
            bank.code,
            bank.short_name,
            bank.full_name,
            *bank.old_names,
        ):
            words = _words(alias)
            strong = not set(words) <= plain or len(words) > 3 or words[0] in ("ngan", "nh")
            _add(
                known,
                Name(
                    kind,
                    (bank.code,),
                    (words,),
                    strong and alias != "em bi",
                    old_name(bank, words),
                    bank.short_name,
                ),
            )
    for wallet in wallets():
        for alias in (*wallet.aliases, *MORE_WALLETS.get(wallet.name, ())):
            _add(known, Name(WALLET, (), (_words(alias),), shown=wallet.name), first=True)
    for alias, codes in shared_names().items():
        if codes and alias not in MORE_POST:
            _add(known, Name(SHARED, tuple(dict.fromkeys(codes)), (_words(alias),), strong=False), first=True)
    for alias in MORE_POST:
        _add(known, Name(POST_OFFICE, ("LPB",), (_words(alias),), strong=False), first=True)
    return known


def _add(known: dict[str, Name], name: Name, *, first: bool = False) -> None:
    key = "".join(name.spelt[0])
    before = known.get(key)
    if before is None or first:
        known[key] = name
    elif before.codes == name.codes and name.spelt[0] not in before.spelt:
        known[key] = replace(before, spelt=(*before.spelt, *name.spelt))


def old_name(bank: Bank, words: Iterable[str]) -> str:
    """The former name these words come from, "" when they are of today's."""
    said = [word for word in words if word not in ("ngan", "hang", "nh")]
    today = "".join((*_words(bank.short_name), *_words(bank.full_name)))
    if not said or all(word in today for word in said):
        return ""
    return next((old for old in bank.old_names if all(word in "".join(_words(old)) for word in said)), "")


@lru_cache(maxsize=1)
def _undoubled() -> Mapping[str, Name]:
    found: dict[str, list[Name]] = {}
    for key, name in _names().items():
        if len(key) > 5:
            found.setdefault(_once(key), []).append(name)
    return {key: names[0] for key, names in found.items() if len({name.codes for name in names}) == 1}


def _once(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=256)
def _marked_words(codes: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    texts = [
        text
        for code in codes
        for text in (banks()[code].full_name, banks()[code].short_name, *banks()[code].old_names)
    ]
    texts.append("ngân hàng bưu điện cục văn hóa xã việt nam ví sài gòn")
    found: dict[str, list[str]] = {}
    for word in re.findall(r"\w+", " ".join(texts).lower()):
        found.setdefault(fold(word), []).append(word)
    for plain, word in MORE_MARKS.items():
        found.setdefault(plain, []).append(word)
    return {plain: tuple(words) for plain, words in found.items()}


def _vietnamese(bank: Bank) -> Iterable[str]:
    """The folded words of a bank's names that are words of the language, not of its brand."""
    for text in (bank.full_name, *bank.old_names):
        for word in re.findall(r"\w+", text):
            if not word.isascii() or fold(word) in ("an", "long", "doi", "dong", "nam", "nga", "kien", "phong"):
                yield fold(word)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", fold(name)))
