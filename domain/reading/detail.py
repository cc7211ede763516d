"""Thôn, tổ, số nhà: kept as typed, in a tidy form (``to 7`` -> ``Tổ 7``).

Source: wording.md section 4, row ``residence_detail``; domain.md "Golden semantics" (address).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from domain.reading.place_names import fold
from domain.reading.situation import Situation
from domain.reading.text import BIDI_CONTROLS, clean
from domain.wording import Choice, Kept, Reading, Rejected, Text, Unsure

MOST_SIGNS: Final = 120

#: What parts of a village and of a town are called; without marks -> with marks. Longest first.
PARTS: Final = {
    "to dan pho": "tổ dân phố",
    "to nhan dan": "tổ nhân dân",
    "khu tap the": "khu tập thể",
    "khu dan cu": "khu dân cư",
    "khu pho": "khu phố",
    "tieu khu": "tiểu khu",
    "so nha": "số nhà",
    "nha so": "nhà số",
    "chung cu": "chung cư",
    "tdp": "tổ dân phố",
    "thon": "thôn",
    "xom": "xóm",
    "ban": "bản",
    "khu": "khu",
    "lang": "làng",
    "ap": "ấp",
    "cum": "cụm",
    "doi": "đội",
    "to": "tổ",
    "sn": "số nhà",
    "so": "số",
    "duong": "đường",
    "pho": "phố",
    "ngo": "ngõ",
    "ngach": "ngách",
    "hem": "hẻm",
    "kiet": "kiệt",
}
#: Parts that are a word of talk as well, unless a number follows.
WITH_NUMBER: Final = frozenset(("to", "so", "doi", "cum", "ban", "lang", "ap"))
#: After these a name is a street's or a hamlet's, not a unit's.
NAMES_A_STREET: Final = frozenset(
    ("duong", "pho", "ngo", "ngach", "hem", "thon", "xom", "ban", "khu", "lang", "ap", "kiet")
)
_NOTHING = re.compile(
    r"^(?:(?:da|em|nha|a) )*(?:khong|ko|k|hong|kg|khong co|ko co|k co|chua co|khong ghi|het)(?: a)?$"
)
_NUMBER = re.compile(r"^[0-9]{1,4}[a-z]?$")
_POLITE_END = re.compile(r"(?:\s+(?:ạ|ạh|nhé|nhá|nhe|ah))+$", re.IGNORECASE)


def read_residence_detail(text: str, situation: Situation) -> Reading:
    """Thôn, tổ, số nhà as typed, tidied: ``Tổ 7``; None when there is none.

    Codes: number_only (Unsure: a tổ or a house?), too_long (over 120 signs), not_understood. Never raises.
    """
    typed = _POLITE_END.sub("", clean(unicodedata.normalize("NFKC", text))).strip(" .,;")
    folded = fold(typed)
    if _NOTHING.match(folded):
        return Kept({situation.key: None})
    if not any(sign.isalnum() for sign in typed) or any(sign in BIDI_CONTROLS for sign in typed):
        return Rejected(
            "not_understood",
            Text("not_understood.text", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp."),
        )
    if len(typed) > MOST_SIGNS:
        return too_long()
    if _NUMBER.match(folded):
        return _number_only(folded.upper(), situation.key)
    return Kept({situation.key: tidy_detail(typed)})


def too_long() -> Rejected:
    """What is said to more than 120 signs."""
    return Rejected(
        "too_long",
        Text("residence_detail.too_long", "Dài quá 120 ký tự. Ghi ngắn lại giúp, ví dụ: số nhà 12, tổ 7."),
    )


def _number_only(number: str, key: str) -> Unsure:
    return Unsure(
        "number_only",
        Text("residence_detail.number_only", "Số {n} là tổ hay số nhà?", n=number),
        (
            Choice(label=Text("choice.group_number", "Tổ {n}", n=number), keeps={key: f"Tổ {number}"}),
            Choice(label=Text("choice.house_number", "Số nhà {n}", n=number), keeps={key: f"Số nhà {number}"}),
        ),
        value=number,
    )


def part_at(words: Sequence[str]) -> int:
    """How many of the folded words at the front name a part of a village or town; 0 when none does."""
    for part in PARTS:
        length = part.count(" ") + 1
        if tuple(words[:length]) == tuple(part.split()):
            after = words[length : length + 1]
            if part in WITH_NUMBER and not (after and any(sign.isdigit() for sign in after[0])):
                return length if part in NAMES_A_STREET and after else 0
            return length if after else 0
    return 0


def tidy_detail(typed: str) -> str:
    """A detail with the words for its parts marked and capitals in their place; other words as typed.

    ``so nha 12 to 7`` -> ``Số nhà 12, tổ 7``; ``thôn nà pèn`` -> ``Thôn Nà Pèn``.
    """
    chunks = [_tidy_chunk(chunk.split()) for chunk in re.split(r"\s*[,;]\s*|\s+-\s+", typed) if chunk.strip()]
    whole = ", ".join(chunk for chunk in chunks if chunk)
    return whole[:1].upper() + whole[1:]


def _tidy_chunk(words: list[str]) -> str:
    folded = [fold(word) for word in words]
    lower = len(words) < 7 and all(word == word.lower() for word in words)
    out: list[str] = []
    place, part = 0, ""
    while place < len(words):
        length = part_at(folded[place:])
        said = PARTS.get(" ".join(folded[place : place + length]), "") if length else ""
        if said and _may_be(words[place : place + length], said):
            if out and folded[place - 1][:1].isdigit():
                out[-1] += ","
            out.append(said)
            place, part = place + length, said
        else:
            out.append(_number_or_name(words[place], name=lower and part != ""))
            place += 1
    return " ".join(out)


def _may_be(typed: list[str], part: str) -> bool:
    """Whether typed words are this part: with its marks or with none ("bạn" is not "bản")."""
    said = " ".join(typed).lower()
    return said in (part, fold(part)) or said in ("sn", "tdp")


def _number_or_name(word: str, *, name: bool) -> str:
    if word[:1].isdigit():
        return word.upper()
    return word[:1].upper() + word[1:] if name else word
