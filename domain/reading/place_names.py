"""Names of units and regions found in typed words: today's and old ones, aliases, near misses.

A unit that only differs by its marks or by one letter from another one is never taken silently; a near miss
counts only with a clear margin. Source: domain.md "Units", "Golden semantics" (address).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from domain.reading.text import clean
from domain.reading.text import fold as fold_anew
from domain.reference.places import HERE, OldUnit, Places, Unit, rows_of

#: ``text.fold``, remembered: the same few words come again and again.
fold = lru_cache(maxsize=8192)(fold_anew)

KINDS = {
    "phuong": "phường",
    "p": "phường",
    "ph": "phường",
    "xa": "xã",
    "x": "xã",
    "thi tran": "thị trấn",
    "tt": "thị trấn",
}
#: Provinces before and since 2025, without marks.
PROVINCES = frozenset(
    fold_anew(row[column]).replace("-", " ")
    for row in rows_of(HERE / "cccd_province_codes.csv")
    for column in ("province_63", "province_since_2025_07_01")
) | {"hcm", "ho chi minh", "sai gon", "thua thien hue", "hue", "ba ria", "vung tau"}

_SYLLABLE = re.compile(
    r"^(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:i|y|e|a|o|u|ia|ie|ye|ya|ua|uo|ue|uy|uye|uya|oa|oe|oai|oay|oao|oeo|oo|ai|ao|au|ay|eo|eu|iu|ieu|yeu|oi"
    r"|ui|uoi|uou|uu|uay|uai|uyu)(?:ch|nh|ng|[cmnpt])?$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as somebody may call it: ``old`` is its old unit, None when the name is today's."""

    unit: Unit
    old: OldUnit | None

    @property
    def kind(self) -> str:
        """Phường, xã … of the unit that is named."""
        return self.old.kind if self.old else self.unit.kind

    @property
    def name(self) -> str:
        """The name that was said, as it is written."""
        return self.old.name if self.old else self.unit.name

    @property
    def full_name(self) -> str:
        """Kind and name that were said: ``phường Sông Cầu``."""
        return self.old.full_name if self.old else self.unit.full_name

    @property
    def province(self) -> str:
        """The province the named unit belonged to."""
        return self.old.province if self.old else self.unit.province

    @property
    def values(self) -> tuple[str, str | None]:
        """Code of today's unit, code of the old one."""
        return self.unit.code, self.old.code if self.old else None


@dataclass(frozen=True, slots=True)
class Names:
    """Every way to say a unit, and the regions these units lie in, as folded words.

    places: words -> the places so called; longest: most words of a name. kinds: kinds an alias stands with
    although the unit has another ("xa xuat hoa"). provinces_now, provinces_old: of these units, before and
    now. districts: old ones without their kind. needs_kind: names of units that are a region's name as well.
    sounds: every longer name as it sounds.
    """

    places: dict[tuple[str, ...], tuple[Place, ...]]
    kinds: frozenset[tuple[str, str]]
    longest: int
    provinces_now: frozenset[str]
    provinces_old: frozenset[str]
    districts: frozenset[str]
    needs_kind: frozenset[tuple[str, ...]]
    sounds: tuple[tuple[str, tuple[str, ...]], ...] = ()


def names_of(places: Places) -> Names:
    """The names of these places, made once for each set of units."""
    return _names(tuple(places.units.values()), places.old_units)


@lru_cache(maxsize=16)
def _names(units: tuple[Unit, ...], old_units: tuple[OldUnit, ...]) -> Names:
    found: dict[tuple[str, ...], list[Place]] = {}
    kinds: set[tuple[str, str]] = set()
    for unit in units:
        _add(found, fold(unit.name), Place(unit, None))
    for old in old_units:
        place = Place(old.now, old)
        for name in (old.name, *old.aliases):
            kind, bare = split_kind(fold(name))
            _add(found, bare, place)
            if kind and kind != old.kind:
                kinds.add((old.code, kind))
    district_kind = re.compile(r"^(?:thanh pho|thi xa|huyen|quan) ")
    districts = {district_kind.sub("", fold(old.district)) for old in old_units}
    now = {fold(unit.province) for unit in units}
    before = {fold(old.province) for old in old_units}
    regions = {tuple(name.split()) for name in districts | now | before}
    return Names(
        places={words: tuple(called) for words, called in found.items()},
        kinds=frozenset(kinds),
        longest=max(map(len, found), default=0),
        provinces_now=frozenset(now),
        provinces_old=frozenset(before),
        districts=frozenset(districts),
        needs_kind=frozenset(regions & set(found)),
        sounds=tuple((_sounds(" ".join(name)), name) for name in found if len(name) > 1),
    )


def _add(found: dict[tuple[str, ...], list[Place]], name: str, place: Place) -> None:
    called = found.setdefault(tuple(name.replace("-", " ").split()), [])
    if place not in called:
        called.append(place)


def split_kind(folded: str) -> tuple[str, str]:
    """``xa xuat hoa`` -> ("xã", "xuat hoa"); no kind: ("", the text)."""
    for said, kind in KINDS.items():
        if folded.startswith(said + " "):
            return kind, folded[len(said) + 1 :]
    return "", folded


def best_marked(called: tuple[Place, ...], typed: str) -> tuple[Place, ...]:
    """Of places with one folded name, those whose marks are as typed; all of them when none is."""
    exact = tuple(place for place in called if clean(place.name).lower() == typed.lower())
    return exact or called


def near(words: tuple[str, ...], names: Names, *, sure_region: bool) -> tuple[Place, ...]:
    """Places whose name was probably meant by these words; () without a clear margin.

    One slip (two in a long name). A two-word name only where the slip leaves no Vietnamese syllable, so that
    another real place is not taken for ours, or where the old district is named as well.
    """
    said = " ".join(words)
    if len(said) < 7 or len(words) < 2:
        return ()
    allowed = 2 if len(said) >= 14 else 1
    sound = _sounds(said)
    scored = sorted(
        (OSA.distance(sound, heard, score_cutoff=4), name)
        for heard, name in names.sounds
        if abs(len(heard) - len(sound)) < 4
    )
    if not scored or scored[0][0] > allowed:
        return ()
    best = scored[0]
    called = names.places[best[1]]
    rivals = [name for slips, name in scored[1:] if slips <= best[0] + 1 and not _same(names, name, called)]
    if rivals:
        return ()
    if sure_region or len(best[1]) > 2 or best[0] == 0:
        return called
    odd = any(not _SYLLABLE.match(word) for word in words if word not in best[1])
    return called if odd else ()


def _same(names: Names, name: tuple[str, ...], called: tuple[Place, ...]) -> bool:
    return {place.values for place in names.places[name]} == {place.values for place in called}


def _sounds(name: str) -> str:
    """Letters that sound alike in the north as one: x/s, tr/ch, gi/d/r."""
    return re.sub(r"\bs", "x", re.sub(r"\btr", "ch", re.sub(r"\b(?:gi|r)(?=[aeiouy])", "d", name)))
