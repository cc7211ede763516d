"""The wrong question answered: what a text surely is when the open question could not read it.

A phone typed where the CCCD is asked, a date where a name is asked, a form pasted in one message. Only sure
values are given, each under the key of its own question, and the talk still asks "Đúng không ạ?".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.reading.account_number import read_account_number
from domain.reading.address import read_address
from domain.reading.bank import read_bank
from domain.reading.birth_date import read_birth_date
from domain.reading.cccd import read_cccd
from domain.reading.name import is_family_name, read_name
from domain.reading.phone import read_phone
from domain.reading.place_names import fold
from domain.reading.situation import Situation
from domain.wording import Answers, Kept, Reading, Unsure, Value

MOST_TYPED: Final = 2000
Reader = Callable[[str, Situation], Reading]

#: Keys of the one who types, beside those of the beneficiary.
_MINE: Final = {
    "cccd": "requester_cccd",
    "full_name": "requester_name",
    "birth_date": "requester_birth_date",
    "residence_unit": "requester_residence",
    "phone": "requester_phone",
}
_NUMBERS_OF_ITS_OWN: Final = ("bank", "account_number")
_SHOWN_BACK: Final = ("renamed", "old_prefix")
_FULL_DATE = re.compile(r"(?<![0-9])[0-9]{1,2}\s*[/.\-]\s*[0-9]{1,2}\s*[/.\-]\s*[0-9]{4}(?![0-9])|thang .*nam ")
_ACCOUNT = re.compile(r"\b(?:stk|tk|tai khoan)\b")
_DIGITS = re.compile(r"[0-9]")


_ROLES: Final = r"(?P<who>nguoi (?:huong|khai giup|khai|giam ho|nhan thay))"
_WHO: Final = r"(?:\s*\(?\s*(?:cua )?" + _ROLES + r"\s*\)?)?"
_LABELS: Final = {
    "full_name": r"ho (?:chu dem )?(?:va |& )?ten(?: day du| khai sinh)?|ten(?: day du)?|nguoi huong|nguoi khai",
    "birth_date": r"ngay(?:,? ?thang(?:,? ?nam)?)? sinh|sinh ngay|nam sinh|sinh nam|ngay sinh nam sinh",
    "cccd": r"(?:so )?(?:cccd|can cuoc(?: cong dan)?|the can cuoc|dinh danh(?: ca nhan)?|cmnd/cccd|cccd/cmnd)",
    "residence_unit": r"(?:dia chi|noi|ho khau)(?: dang ky)? thuong tru|thuong tru(?: tai)?|dia chi|noi o|ho khau",
    "phone": r"(?:so )?(?:dien thoai|sdt|dt|sdt lien he|dien thoai lien he)",
    "bank": r"(?:ten )?ngan hang",
    "account_number": r"(?:so )?(?:tai khoan|tk|stk)(?: ngan hang)?",
}
_LABEL = re.compile(
    r"(?:^[\s\-•*+0-9.)]*|(?<![a-z0-9]))(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items())
    + ")"
    + _WHO
    + r"(?:\s*[:=]|(?=\s*$))",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^\s*(?:thong tin |phan )?(?P<who>nguoi huong|nguoi khai|nguoi giam ho|nguoi nhan thay)\W*$", re.M
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A kind of answer a text may be. surely: it looks like nothing else; whole: keys it must give."""

    key: str
    read: Reader
    surely: Callable[[str], bool]
    whole: tuple[str, ...] = ()


def recognise(text: str, situation: Situation) -> tuple[tuple[str, Kept], ...]:
    """Another question this text surely answers: (question key, answer), at most one; () when in doubt.

    Meant for a text that the open question's reader did not keep. Never the open question, nothing that is
    answered already. Pure, never raises.
    """
    if not text.strip() or len(text) > 200:
        return ()
    folded = fold(unicodedata.normalize("NFKC", text))
    found: list[tuple[str, Kept]] = []
    for candidate in _CANDIDATES:
        key = _whose(candidate.key, situation)
        if situation.key in (key, *candidate.whole) or not candidate.surely(folded):
            continue
        if situation.key in _NUMBERS_OF_ITS_OWN and candidate.key in ("phone", "cccd"):
            continue  # some banks give out accounts that look like these
        kept = _sure(candidate.read(text, replace(situation, key=key)))
        if kept is None or None in kept.values.values() or not set(candidate.whole) <= set(kept.values):
            continue
        found.append((key, kept))
    if len(found) != 1 or any(key in situation.answers for key in found[0][1].values):
        return ()
    return tuple(found)


def read_whole_form(text: str, situation: Situation) -> Mapping[str, Value]:
    """The answers of a form pasted in one message ("Họ tên: … Ngày sinh: … CCCD: …"), by question key.

    Only labelled and sure values; nothing unless two were found. Whose they are: as labels and headings say
    (người khai, người hưởng), else whom the open question is about. Pure, never raises.
    """
    if len(text) > MOST_TYPED:
        return {}
    found: dict[str, Value] = {}
    twice: set[str] = set()
    for key, typed in _labelled(text, mine=_whose("cccd", situation) != "cccd"):
        known: Answers = {**situation.answers, **found}
        kept = _sure(_FIELDS[_theirs(key)](typed, replace(situation, key=key, answers=known)))
        for name, value in (kept.values if kept else {}).items():
            if name in found and found[name] != value:
                twice.add(name)
            found[name] = value
    sure = {key: value for key, value in found.items() if key not in twice and value is not None}
    return sure if len(sure) > 1 else {}


def _labelled(text: str, *, mine: bool) -> Iterator[tuple[str, str]]:
    """(key, what was typed after its label), in the order of the text."""
    typed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).replace("\r", "\n")
    folded = "".join(plain if len(plain := fold(sign)) == 1 else sign for sign in typed)
    labels = sorted([*_LABEL.finditer(folded), *_HEADING.finditer(folded)], key=lambda found: found.start())
    for place, label in enumerate(labels):
        who = label.groupdict().get("who") or (
            label.group().strip(" :=") if label.lastgroup == "full_name" else ""
        )
        if who.startswith("nguoi"):
            mine = not who.startswith("nguoi huong")
        key = next((key for key in _LABELS if label.groupdict().get(key)), "")
        end = labels[place + 1].start() if place + 1 < len(labels) else len(typed)
        value = next((line for line in typed[label.end() : end].split("\n") if line.strip()), "").strip(" ,;.-|\t")
        if key and value:
            yield (_MINE.get(key, key) if mine else key), value


def _sure(reading: Reading) -> Kept | None:
    match reading:
        case Kept():
            return reading
        case Unsure(code=code, choices=choices) if code in _SHOWN_BACK and choices:
            return Kept(choices[0].keeps)
        case _:
            return None


def _whose(key: str, situation: Situation) -> str:
    """The requester's own key while a question about the requester is open."""
    mine = situation.key.startswith("requester_") and situation.answers.get("role") != "self"
    return _MINE.get(key, key) if mine else key


def _theirs(key: str) -> str:
    return next((theirs for theirs, mine in _MINE.items() if mine == key), key)


def _is_phone(folded: str) -> bool:
    """Ten digits from 0, or eleven with 84, called no account."""
    digits = "".join(_DIGITS.findall(folded))
    return bool(re.fullmatch(r"0[35789][0-9]{8}|84[35789][0-9]{8}", digits)) and not _ACCOUNT.search(folded)


def _is_card_number(folded: str) -> bool:
    return len(_DIGITS.findall(folded)) == 12 and not _ACCOUNT.search(folded)


def _is_full_date(folded: str) -> bool:
    return bool(_FULL_DATE.search(folded)) and len(_DIGITS.findall(folded)) <= 8


def _is_full_name(folded: str) -> bool:
    """A family name, then Văn or Thị, then a name; no digits, few words."""
    words = re.findall(r"[a-z']+", folded)
    middle = [place for place, word in enumerate(words) if word in ("van", "thi")]
    at = middle[0] if middle else 0
    fits = 0 < at < len(words) - 1 and len(words) - at <= 4 and len(words) < 9
    return fits and not _DIGITS.search(folded) and is_family_name(words[at - 1])


def _is_address(folded: str) -> bool:
    return bool(re.search(r"\b(?:phuong|xa|p|x|thon|xom|to|tp|thanh pho|tinh)\b", folded))


def _is_bank_line(folded: str) -> bool:
    return bool(re.search(r"[a-z]{2}", folded)) and len(_DIGITS.findall(folded)) >= 6


_CANDIDATES: Final = (
    _Candidate("phone", read_phone, _is_phone),
    _Candidate("cccd", read_cccd, _is_card_number),
    _Candidate("birth_date", read_birth_date, _is_full_date),
    _Candidate("full_name", read_name, _is_full_name),
    _Candidate("residence_unit", read_address, _is_address, ("residence_unit",)),
    _Candidate("bank", read_bank, _is_bank_line, ("bank", "account_number")),
)
_FIELDS: Final[Mapping[str, Reader]] = {
    "full_name": read_name,
    "birth_date": read_birth_date,
    "cccd": read_cccd,
    "residence_unit": read_address,
    "phone": read_phone,
    "bank": read_bank,
    "account_number": read_account_number,
}
