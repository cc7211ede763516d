"""What a typed address speaks of: units, regions, thôn and tổ, and what is none of these.

Nothing is decided here; ``address`` does. Source: domain.md "Golden semantics" (address).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from domain.reading.detail import NAMES_A_STREET, part_at
from domain.reading.place_names import KINDS, PROVINCES, Names, Place, best_marked, fold, near
from domain.reading.text import clean

_TOKEN = re.compile(r"[0-9][0-9A-Za-zĐđ]*(?:[/-][0-9][0-9A-Za-z]*)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_GLUED = re.compile(r"\b(t[ổoôố]|thôn|thon|xóm|xom|sn|khu|tdp|p|P)(?=[0-9])", re.IGNORECASE)
_REGION_KINDS: Final = {
    ("thanh", "pho"): "thành phố",
    ("tp",): "thành phố",
    ("t", "p"): "thành phố",
    ("thi", "xa"): "thị xã",
    ("tx",): "thị xã",
    ("tinh",): "tỉnh",
    ("huyen",): "huyện",
    ("quan",): "quận",
    ("h",): "huyện",
    ("q",): "quận",
}
MOST_WORDS: Final = 30  # a longer text is a story: no near misses are looked for in it
#: Names that are as often written another way: Bắc Cạn, as the province was spelled for long.
_SPELLED: Final = {("bac", "can"): "kan"}
_TRAILING: Final = frozenset(("ạ", "a", "ah", "nhé", "nhe", "nha", "cũ", "cu", "nay", "là", "la"))
_LANDMARKS: Final = frozenset(("cho", "truong", "chua", "ga", "cau", "vien"))
_SURELY_PARTS: Final = ("tổ", "đội", "cụm")
#: What people say around an address.
TALK: Final = frozenset(
    """
    o em toi minh nha me bo ba ong cu co chu bac con chau anh chi dang hien thuong tru ho khau tai dia
    la cua da vang a ah nhe gui xin que noi truoc nay voi cung gai trai thuoc moi o do day thua chung
    chuyen ve den tu va hoac hay khong biet nho chua ro k ko gi dau nao thi
    sdt dt lien he
    """.split()  # noqa: SIM905 - a column of quoted words reads worse
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, folded, and whether a comma, a bracket or a line end stands before it."""

    typed: str
    plain: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Places that some words may name, with the kind said before (phường, xã) or ""."""

    places: tuple[Place, ...]
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Heard:
    """What was found. own: regions ours lie in, as said ("district", "old", "now", "bare").

    foreign: other provinces and districts; unknown: units of other places; tail: words after the unit that
    are no part of a village; rest: words that are nothing of all this.
    """

    hits: list[Hit] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    foreign: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    detail: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def hear(text: str, names: Names) -> Heard:
    """The parts of an address; exact names first, near misses only when there is none."""
    words = words_in(text)
    heard = Heard()
    used = [""] * len(words)
    place = 0
    while place < len(words):
        place = _next(words, place, used, heard=heard, names=names)
    if not heard.hits and len(words) <= MOST_WORDS:
        _near_hits(words, used, heard=heard, names=names)
    _sort_rest(words, used, heard)
    return heard


def words_in(text: str) -> list[Word]:
    """The words of a text with the breaks between them."""
    lines = unicodedata.normalize("NFKC", text).replace("\r", "\n").replace("\n", " , ")
    typed = _GLUED.sub(r"\1 ", clean(lines).replace("’", "'"))
    words: list[Word] = []
    end = 0
    for found in _TOKEN.finditer(typed):
        between = typed[end : found.start()]
        sentence = between.startswith(". ") and len(words[-1].plain) > 2 if words else False
        breaks = bool(re.search(r"[,;:()|]|\s-\s|–", between)) or sentence
        plain = fold(found.group())
        if words and not breaks:
            plain = _SPELLED.get((words[-1].plain, plain), plain)
        words.append(Word(found.group(), plain, breaks and bool(words)))
        end = found.end()
    return words


def _next(words: list[Word], place: int, used: list[str], *, heard: Heard, names: Names) -> int:
    """Reads what stands at a place and gives where to go on."""
    if _in_street(words, place, used, names):
        return _use(used, place, place + max(1, _name_at(words, place, names)), "part")
    for reads in (_unit, _region):
        end = reads(words, place, used, heard=heard, names=names)
        if end:
            return end
    length = part_at([word.plain for word in words[place : place + 4]])
    if length or words[place].typed.lower() in _SURELY_PARTS:
        return _use(used, place, place + max(1, length), "part")
    return place + 1


def _region(words: list[Word], place: int, used: list[str], *, heard: Heard, names: Names) -> int:
    kind, start = "", place
    for said, called in _REGION_KINDS.items():
        if _plain(words, place, len(said)) == said:
            kind, start = called, place + len(said)
            break
    if kind and start >= len(words):
        return 0
    for length in (4, 3, 2, 1):
        name = " ".join(_plain(words, start, length))
        if len(_plain(words, start, length)) == length and _known_region(name, kind, heard, names=names):
            return _use(used, place, start + length, "region")
    if kind and len(kind) > 1 and words[place].plain not in ("h", "q", "t"):
        end = start
        while end < len(words) and end < start + 3 and not (end > start and words[end].breaks):
            end += 1
        heard.foreign.append(" ".join(word.typed for word in words[start:end]))
        return _use(used, place, end, "region")
    return 0


def _known_region(name: str, kind: str, heard: Heard, *, names: Names) -> bool:
    """Notes a region that is ours or a known province; False when the name is neither."""
    if not kind and tuple(name.split()) in names.needs_kind:
        heard.own |= {"bare", "old"}
        return True
    if kind in ("thành phố", "thị xã") and name in names.districts | {_initials(d) for d in names.districts}:
        heard.own |= {"district", "old"}
        return True
    if kind in ("", "tỉnh") and name in names.provinces_old:
        heard.own.add("old")
        return True
    if kind in ("", "tỉnh") and name in names.provinces_now:
        heard.own.add("now")
        return True
    if not kind and name.removeprefix("tp") in {_initials(own) for own in names.districts}:
        heard.own |= {"district", "old"} if name.startswith("tp") else {"old"}
        return True
    if name in PROVINCES and tuple(name.split()) not in names.places:
        heard.foreign.append(name)
        return True
    return False


def _unit(words: list[Word], place: int, used: list[str], *, heard: Heard, names: Names) -> int:
    kind, start = "", place
    for said, called in KINDS.items():
        length = said.count(" ") + 1
        if _plain(words, place, length) == tuple(said.split()):
            kind, start = called, place + length
            break
    length = _name_at(words, start, names)
    if length and (kind or _plain(words, start, length) not in names.needs_kind):
        called_so = names.places[_plain(words, start, length)]
        typed = " ".join(word.typed for word in words[start : start + length])
        heard.hits.append(Hit(best_marked(called_so, typed), kind, place, start + length))
        return _use(used, place, start + length, "unit")
    if kind and not length and start < len(words) and part_at([w.plain for w in words[start : start + 4]]) == 0:
        return _use(used, place, start, "kind")
    return 0


def _name_at(words: list[Word], place: int, names: Names) -> int:
    for length in range(names.longest, 0, -1):
        said = _plain(words, place, length)
        if len(said) == length and said in names.places:
            return length
    return 0


def _plain(words: list[Word], place: int, length: int) -> tuple[str, ...]:
    """The folded words from a place on, ending before a comma."""
    found: list[str] = []
    for word in words[place : place + length]:
        if found and word.breaks:
            break
        found.append(word.plain)
    return tuple(found)


def _use(used: list[str], start: int, end: int, mark: str) -> int:
    for index in range(start, min(end, len(used))):
        used[index] = mark
    return end


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _in_street(words: list[Word], place: int, used: list[str], names: Names) -> bool:
    """Whether a name here would be a street's or a hamlet's: after "đường", or after a house number."""
    if place == 0 or words[place].breaks:
        return False
    before = words[place - 1].plain
    if before in _LANDMARKS and used[place - 1] == "" and _name_at(words, place, names):
        return True
    if used[place - 1] == "part" and (before in NAMES_A_STREET or words[place - 1].typed.lower() == "tổ"):
        return not words[place].plain[:1].isdigit()
    if used[place - 1] != "" or not before[:1].isdigit():
        return False
    house = words[place - 2].plain if place > 1 and not words[place - 1].breaks else ""
    return house in ("", "so", "nha", "sn", "ngo", "ngach", "hem", "duong", "pho", "kiet")


def _near_hits(words: list[Word], used: list[str], *, heard: Heard, names: Names) -> None:
    for start in range(len(words)):
        hidden = used[start] == "part" and words[start].typed.lower() == "duong"
        if (used[start] not in ("", "kind") and not hidden) or _in_street(words, start, used, names):
            continue
        first = start + 1 if used[start] == "kind" else start
        for length in range(min(6, names.longest + 1), 1, -1):
            said = _plain(words, first, length)
            taken = set(used[first : first + length]) - ({"part"} if hidden else set())
            if len(said) != length or taken - {""}:
                continue
            places = near(said, names, sure_region="district" in heard.own)
            if places:
                kind = KINDS.get(words[start].plain, "") if used[start] == "kind" else ""
                heard.hits.append(Hit(places, kind, start, first + length))
                _use(used, start, first + length, "unit")
                return


def _sort_rest(words: list[Word], used: list[str], heard: Heard) -> None:
    """Groups of words that are no unit and no region: detail, unknown unit, tail or rest."""
    last_unit = max((hit.end for hit in heard.hits), default=0)
    group: list[int] = []
    for index in range(len(words) + 1):
        ends = index == len(words) or used[index] in ("unit", "region", "kind") or words[index].breaks
        if ends and group:
            said, marks = [words[i] for i in group], [used[i] for i in group]
            _sort_group(said, marks, heard, after=group[0] >= last_unit > 0)
            group = []
        if index < len(words) and used[index] in ("", "part"):
            group.append(index)
        if index < len(words) and used[index] == "kind":
            heard.unknown.append(words[index].plain)


def _sort_group(group: list[Word], used: list[str], heard: Heard, *, after: bool) -> None:
    first = used.index("part") if "part" in used else -1
    if first > 0 and all(word.plain in TALK for word in group[:first]):
        group, used = group[first:], used[first:]
    while group and group[-1].typed.lower() in _TRAILING:
        group, used = group[:-1], used[:-1]
    if not group:
        return
    typed = " ".join(word.typed for word in group)
    cut = any(len(word.plain) == 1 for word in group) and "part" not in used
    named = {word for hit in heard.hits for place in hit.places for word in fold(place.name).split()}
    if cut or all(word.plain in named or word.plain in TALK or word.plain.isdigit() for word in group):
        heard.rest.append(typed)
        return
    if "part" in used or group[0].plain[:1].isdigit():
        heard.detail.append(typed)
        return
    if after:
        heard.tail.append(typed)
    elif any(word.plain in TALK for word in group) or not heard.hits:
        heard.rest.append(typed)
    else:
        heard.detail.append(typed)
