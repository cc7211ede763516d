"""Where somebody lives: the commune by its old or new name, thôn and tổ kept beside it.

Source: domain.md "Units", "Golden semantics" (address); wording.md section 4, rows ``residence_unit`` and
``requester_residence``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.reading.address_parts import TALK, Heard, Hit, hear
from domain.reading.detail import MOST_SIGNS, tidy_detail, too_long
from domain.reading.detail import read_residence_detail as read_residence_detail
from domain.reading.place_names import PROVINCES, Names, Place, fold, names_of
from domain.reading.situation import Situation
from domain.reading.text import BIDI_CONTROLS, clean
from domain.reference.places import Places
from domain.wording import Answers, Choice, Kept, Reading, Rejected, Text, Unsure, Value

MOST_TYPED: Final = 300
MOST_OFFERED: Final = 8

#: A place denied or asked about is not told.
_NOT_SAID = re.compile(
    r"\b(?:khong|ko|k|chua|chang|dau)\s+(?:phai|o|con o|con|thuoc|la)\b"
    r"|\bphai\b.*\b(?:khong|ko|k)\b|\b(?:khong|ko)\s*\?*$"
)
_SENTENCES: Final = {
    "no_commune": Text("residence_unit.no_commune", "Chưa thấy tên xã, phường. Ví dụ: tổ 7, {unit_example}."),
    "outside": Text(
        "residence_unit.outside",
        "Nơi này chưa dùng dịch vụ. Mời {you} hỏi UBND xã, phường nơi thường trú. Gõ nhầm thì gửi lại giúp.",
    ),
    "two_units": Text(
        "residence_unit.two_units", "Có hai xã, phường trong tin. Gửi giúp một nơi, là nơi thường trú."
    ),
    "not_address": Text("residence_unit.not_address", "Cần tên xã, phường nơi thường trú. Ví dụ: {unit_example}."),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A place somebody lives in. renamed: only its old name was said, so the new one has to be shown."""

    place: Place
    detail: str
    renamed: bool


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why no place was found; ``choices`` are those that may be meant, ``said`` is the doubtful name."""

    code: str
    choices: tuple[Place, ...] = ()
    said: str = ""
    detail: str = ""


def read_address(text: str, situation: Situation) -> Reading:
    """The commune in a text, kept as ``{"unit": "01840", "old": "01834"}``, its detail beside it.

    For ``requester_residence`` the detail is within the value, and a place we do not know is kept as typed:
    ``{"text": …}``. Codes: no_commune, ambiguous, outside, same_name_elsewhere, two_units, not_address,
    too_long (requester's only) and, shown back because the name has changed, renamed. Never raises.
    """
    found = find_place(text, situation.places)
    if isinstance(found, Found):
        return renamed(found, key=situation.key) if found.renamed else _kept(found, key=situation.key)
    typed = clean(text)
    if situation.key == "requester_residence" and found.code in ("outside", "same_name_elsewhere"):
        if len(typed) > MOST_SIGNS:
            return too_long()
        if fold(typed) in PROVINCES:
            found = NotFound("no_commune")
        elif found.code == "outside" and not any(sign in BIDI_CONTROLS for sign in typed):
            return Kept({situation.key: {"text": typed}})
    return _not_found(found, situation, typed=typed)


def find_place(text: str, places: Places) -> Found | NotFound:
    """The one place a text names, or why there is none. Used for what people type and what cards print."""
    if any(sign in BIDI_CONTROLS for sign in text) or len(text) > MOST_TYPED:
        return NotFound("not_address")
    names = names_of(places)
    if _NOT_SAID.search(fold(text)):
        return NotFound("not_address")
    heard = hear(text, names)
    detail = tidy_detail(", ".join(heard.detail))
    if not heard.hits:
        return _nothing(heard, places, detail=detail)
    if heard.unknown and any(hit.kind for hit in heard.hits):
        return NotFound("two_units")
    place, named_today = _one_place(heard)
    if place is None:
        return _several(heard.hits, detail=detail)
    if heard.foreign:
        return NotFound("outside")
    if _elsewhere(heard, place, names):
        return NotFound("same_name_elsewhere", (place,), detail=detail)
    new_name = place.old is not None and fold(place.old.full_name) != fold(place.unit.full_name)
    return Found(place, detail[:MOST_SIGNS], new_name and not named_today)


def find_printed(address: str, places: Places) -> Found | NotFound:
    """The place a card's address names. Cards of today print two tiers: "Bắc Kạn, Thái Nguyên" is the ward."""
    found = find_place(address, places)
    if isinstance(found, NotFound) and found.code == "ambiguous":
        tiers = [fold(part) for part in address.split(",")][-2:]
        for place in found.choices:
            if place.old is None and tiers == [fold(place.unit.name), fold(place.unit.province)]:
                return Found(place, found.detail, False)
    return found


def kept_as(found: Found, *, key: str) -> Answers:
    """The answers a place gives: a residence with its detail apart, or a requester's all in one."""
    unit, old = found.place.values
    if key == "requester_residence":
        return {key: {"unit": unit, "old": old, "detail": found.detail or None}}
    kept: dict[str, Value] = {key: {"unit": unit, "old": old}}
    if found.detail:
        kept["residence_detail"] = found.detail
    return kept


def shown(found: Found) -> str:
    """The address as it is shown: ``Tổ 7, phường Đức Xuân``."""
    whole = ", ".join(part for part in (found.detail, found.place.unit.full_name) if part)
    return _capital(whole)


def renamed(found: Found, *, key: str) -> Unsure:
    """Shown back because only the old name was given; "Đúng" keeps it. code "renamed"."""
    unit = found.place.unit
    kept = kept_as(found, key=key)
    return Unsure(
        "renamed",
        Text(
            "residence_unit.renamed",
            "{old_unit} nay thuộc {unit}, tỉnh {province}, từ ngày {date}.\n"
            "Nơi thường trú: {address}. Đúng không ạ?",
            old_unit=_capital(found.place.full_name),
            unit=unit.full_name,
            province=unit.province,
            date=unit.valid_from,
            address=shown(found),
        ),
        (_right(kept), Choice(label=Text("choice.not_right", "Chưa đúng"), asks=key)),
        value=dict(kept),
    )


def _kept(found: Found, *, key: str) -> Kept:
    return Kept(kept_as(found, key=key))


def _right(kept: Answers) -> Choice:
    return Choice(label=Text("choice.right", "Đúng"), keeps=kept)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _one_place(heard: Heard) -> tuple[Place | None, bool]:
    """The place all hits agree on, and whether today's name was said too; None when they do not agree."""
    chosen = [_likelier(hit.places, heard.own) for hit in heard.hits]
    if any(place is None for place in chosen):
        return None, False
    places = [place for place in chosen if place]
    units = {place.unit.code for place in places}
    old = {place.old.code: place for place in places if place.old and not _says_today(place)}
    if len(units) > 1 or len(old) > 1:
        return None, False
    today = any(place.old is None or _says_today(place) for place in places)
    return (next(iter(old.values())) if old else places[0]), today


def _says_today(place: Place) -> bool:
    """The old unit's name is still its unit's name (Đức Xuân)."""
    return place.old is not None and fold(place.old.full_name) == fold(place.unit.full_name)


def _likelier(called: tuple[Place, ...], own: set[str]) -> Place | None:
    """Of places with one name the one the regions speak for; None when that stays open."""
    units = {place.unit.code for place in called}
    if len(units) > 1 or not called:
        return None
    olds = [place for place in called if place.old]
    today = [place for place in called if not place.old]
    if len(olds) > 1:
        return None
    if olds and (not today or ("old" in own and "now" not in own)):
        return olds[0]
    return today[0]


def _several(hits: Iterable[Hit], *, detail: str) -> NotFound:
    """Two places named, or one name that several have: the latter can be offered."""
    hits = tuple(hits)
    if len({hit.places for hit in hits}) == 1:
        places = hits[0].places
        return NotFound("ambiguous", places, said=places[0].name, detail=detail)
    return NotFound("two_units")


def _elsewhere(heard: Heard, place: Place, names: Names) -> bool:
    """Whether the words may speak of another place with this name."""
    kinds = {hit.kind for hit in heard.hits if place in hit.places}
    own_kind = place.kind in kinds or any((place.values[1], kind) in names.kinds for kind in kinds)
    if heard.tail and "district" not in heard.own and any(_is_name(words) for words in heard.tail):
        return True
    if "thị trấn" in kinds and not own_kind:
        return True
    if "old" in heard.own:
        return bool(heard.unknown)
    if kinds - {""} and not own_kind:
        return True
    today_too = any(called.old is None for hit in heard.hits for called in hit.places)
    needs_proof = place.old is not None and not _says_today(place) and not today_too
    return needs_proof and "now" in heard.own and not own_kind


def _is_name(words: str) -> bool:
    return not all(fold(word) in TALK for word in words.split())


def _nothing(heard: Heard, places: Places, *, detail: str) -> NotFound:
    if heard.foreign or heard.unknown:
        return NotFound("outside")
    if "bare" in heard.own:
        units = tuple(Place(unit, None) for unit in places.units.values())
        return NotFound("ambiguous", units, said=_bare_name(places), detail=detail)
    if heard.own or (heard.detail and any(any(sign.isalpha() for sign in part) for part in heard.detail)):
        return NotFound("no_commune")
    words = " ".join([*heard.rest, *heard.tail]).split()
    if not words or (len(words) == 1 and words[0].isdigit() and len(words[0]) < 4):
        return NotFound("no_commune")
    name_like = 1 < len(words) < 5 and not any(fold(word) in TALK for word in words)
    return NotFound("outside" if name_like else "not_address")


def _bare_name(places: Places) -> str:
    names = names_of(places)
    return next(
        (unit.name for unit in places.units.values() if tuple(fold(unit.name).split()) in names.needs_kind),
        "",
    )


def _not_found(found: NotFound, situation: Situation, *, typed: str) -> Reading:
    if found.code == "same_name_elsewhere":
        return _same_name(found, situation.key, typed=typed)
    if found.code == "ambiguous":
        offered = found.choices[:MOST_OFFERED]
        return Unsure(
            "ambiguous",
            Text(
                "residence_unit.ambiguous",
                "{name} là tên chung. Cụ thể là xã, phường nào?",
                name=found.said,
            ),
            tuple(_offered(place, found.detail, situation.key) for place in offered),
        )
    return Rejected(found.code, _SENTENCES[found.code])


def _offered(place: Place, detail: str, key: str) -> Choice:
    label = Text("choice.unit", "{unit}", unit=_capital(place.full_name))
    return Choice(label=label, keeps=kept_as(Found(place, detail, False), key=key))


def _same_name(found: NotFound, key: str, *, typed: str) -> Unsure:
    place = found.choices[0]
    kept = kept_as(Found(place, found.detail, False), key=key)
    label = Text("choice.other_place", "Nơi khác")
    elsewhere = Choice(label=label, asks=key)
    if key == "requester_residence":
        elsewhere = Choice(label=label, keeps={key: {"text": typed}})
    return Unsure(
        "same_name_elsewhere",
        Text(
            "residence_unit.same_name_elsewhere",
            "Nhiều nơi có tên này. Có phải {unit}, tỉnh {province} không?",
            unit=place.full_name,
            province=place.province,
        ),
        (_right(kept), elsewhere),
        value=dict(kept),
    )
