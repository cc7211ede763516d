"""The group of an allowance and, where it is said, the category: official and everyday words, ranks, degrees.

Sources: categories.csv; domain.md "Golden semantics" (category); wording.md section 4, rows "category_group".
"""

from __future__ import annotations

import re

from domain.reading.category_words import ELDERLY, LIGHT, NOTHING, PENSION, POOR, WIDE, is_group, phrases_of
from domain.reading.numerals import tidy
from domain.reading.phrases import same_words
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.reference.categories import GROUPS, categories
from domain.wording import Choice, Kept, Reading, Rejected, Text, Unsure

KEY = "category_group"
_MOST_SIGNS = 300

_GROUP_LABELS = {
    "NCC": Text("choice.group_ncc", "Người có công"),
    "BTXH": Text("choice.group_btxh", "Bảo trợ xã hội"),
    "HTXH": Text("choice.group_htxh", "Hưu trí xã hội"),
    "unknown": Text("choice.group_unknown", "Không rõ"),
}
#: A bare rank, as on an invalid's paper (domain.md: "2/4" is the invalid's rank).
_RANK = re.compile(r"(?<![0-9/])[1-4]\s?/\s?4(?![0-9/])")
_RATE = re.compile(r"(?<![0-9])[2-9][0-9]\s?%")
_DEGREE = re.compile(r"\b(?:khuyet tat|tan tat)((?: \w+){0,6}?) (dac biet nang|nang|nhe)\b(?! luc| dong| suc)")
_NO_DEGREE = re.compile(r"\b(?:chuc|kha|tri|thieu|rat|qua|hoi|khong|ko|chua|it|co|gan|sap|nhu)$")
_OF_A_CHILD = re.compile(r"\b(?:tre|tre em|con|chau|be)(?: \w+)? (?:khuyet tat|tan tat)")
_AGE = re.compile(r"\b(tren|tu|du|hon|ngoai|da|duoi)? ?([0-9]{2,3}) ?(?:tuoi|t\b)")
_DOUBT = re.compile(
    r"\b(?:khong|ko|kh|hok|hong|chua|chang|neu|hinh nhu|chac la|co le|nham|dung(?= ghi)|hoac|hay la|hay|"
    r"dang lam ho so|ho so dang lam|dang xin|xin huong)\b"
)
#: Who had the allowance has died: those left get another one, which the words do not tell.
_DEAD = re.compile(r"\b(?:da mat|mat roi|qua doi|tu tran|da chet|(?:bo|me|cha|chong|vo|ong|ba|cu) mat)\b")
_WORD = re.compile(r"[^\W_]+")
_EASILY_TAKEN = {("da", "cam"): (("da", "cam"),), ("tu", "day"): (("tù", "đày"), ("tù", "đầy"))}
_HELD = frozenset(("bi", "bat", "dich", "nguoi", "giam"))
_CARE = re.compile(r"\b(?:cham soc|nuoi duong|nhan nuoi|nuoi)\b")
_CARED_FOR = frozenset(("BT_KT_N", "BT_KT_DBN", "BT_TEKT", "BT_TE_MC", "BT_TE_HIV"))
_PRONOUNS = frozenset(("em", "toi", "minh", "chau", "e", "t"))
_ELDERS = frozenset(("bo", "me", "cha", "ong", "ba", "bac", "chu", "co", "cu", "noi", "ngoai"))
_NEXT_OF_KIN = frozenset(("bo", "me", "cha", "vo", "chong", "con"))
_IN_LAW = frozenset(("bo", "me", "cha", "anh", "chi", "em", "ong", "ba"))
_RELATIVES = frozenset(("con", "vo", "chong", "chau", "noi", "ngoai", "dau", "re", "trai", "gai"))


def read_category(text: str, situation: Situation) -> Reading:
    """The group kept as "category_group", and the category's code as "category" where the words name one.

    A word that leaves the category open gives Unsure without choices, the group as its value (code
    "group_only"). Codes: unclear, elderly, poor_household, pension, light_disability, two_groups, group_only.
    """
    line = fold(tidy(text[: 2 * _MOST_SIGNS]))
    code = line.strip(" .").upper()
    if code in categories():
        return _kept(code)
    if code == "UNKNOWN":
        return Kept({KEY: "unknown"})
    if len(line) > _MOST_SIGNS:
        return _unclear()
    typed = _WORD.findall(tidy(text[: 2 * _MOST_SIGNS]).lower())
    words = [fold(word) for word in typed]
    found = [phrase for phrase in phrases_of(words) if not _in_passing(words, typed, phrase=phrase)]
    left = " ".join(_left(words, found))
    if _DOUBT.search(left):
        return _unclear()
    meanings = _with_degree(" ".join(words), _said(words, found), left=left)
    return _meant(line, meanings) if meanings else _numbers_only(line)


def _said(words: list[str], found: list[tuple[int, int, str]]) -> list[str]:
    """What the phrases mean, each once: a relative of an invalid is no invalid, a wide word only a group."""
    meanings: list[str] = []
    dead = _DEAD.search(" ".join(_left(words, found)))
    for start, _, meaning in found:
        kin = start > 0 and words[start - 1] in _RELATIVES and meaning.startswith("NCC_")
        kin = kin or (dead is not None and meaning in ("NCC_TB", "NCC_BB", "NCC_CDHH"))
        meanings.append("NCC" if kin else _of_whom(words, start, meaning))
    named = {categories()[meaning].group for meaning in meanings if meaning in categories()}
    wide = {" ".join(words[start:end]) for start, end, _ in found} & WIDE
    kept = [
        meaning
        for meaning, (start, end, _) in zip(meanings, found, strict=True)
        if meaning != NOTHING and not (meaning in named and " ".join(words[start:end]) in wide)
    ]
    if "NCC_CDHH_CON" in kept:
        kept = [meaning for meaning in kept if meaning != "NCC_CDHH"]
    return list(dict.fromkeys(kept))


def _of_whom(words: list[str], start: int, meaning: str) -> str:
    """The meaning with the relative before it: "chồng là liệt sĩ", "con em bị chất độc", but "bố con bị …"."""
    before = words[:start]
    if meaning == "NCC_CDHH_CON" and before[-1:] and before[-1] in _ELDERS:
        return "NCC_CDHH"
    link = before.pop() if before else ""
    while before and before[-1] in _PRONOUNS:
        before.pop()
    relative, elder = before[-1] if before else "", before[-2] if len(before) > 1 else ""
    if meaning == "NCC_CDHH" and link == "bi" and relative == "con" and elder not in _ELDERS:
        return "NCC_CDHH_CON"
    of_chau = meaning == "NCC_CDHH" and link == "bi" and words[: start - 1][-1:] == ["chau"]
    if of_chau and relative not in _ELDERS | _NEXT_OF_KIN:
        return "NCC"  # too young to have fought: a grandchild
    martyr = words[start : start + 2] in (["liet", "si"], ["liet", "sy"]) and link == "la"
    return "NCC_TNLS" if martyr and relative in _NEXT_OF_KIN and elder not in _IN_LAW else meaning


def _meant(line: str, meanings: list[str]) -> Reading:
    named = [meaning for meaning in meanings if meaning in categories()]
    groups = {categories()[code].group for code in named} | {meaning for meaning in meanings if is_group(meaning)}
    elderly = ELDERLY in meanings or _old_age(line, groups)
    if PENSION in meanings and not groups:
        return _pension()
    if elderly and groups - {"HTXH"} <= {"BTXH"} and not _disabled(named, line):
        return _kept("HTXH_75") if "HTXH_75" in named and groups == {"HTXH"} else _elderly()
    if LIGHT in meanings and not groups:
        return _light()
    if PENSION in meanings or LIGHT in meanings:
        return _open(groups.pop()) if len(groups) == 1 else _unclear()
    if ELDERLY in meanings and named != ["BT_NCT_NGHEO"]:
        groups |= {"HTXH"}
    if len(groups) > 1:
        return _two_groups(sorted(groups, key=GROUPS.index), named)
    if not groups:
        return _poor() if POOR in meanings else _unclear()
    if len(named) == 1 and not any(map(is_group, meanings)):
        return _kept(named[0])
    return _open(groups.pop())


def _with_degree(line: str, meanings: list[str], *, left: str) -> list[str]:
    """A disability whose degree stands some words further on ("khuyết tật vận động mức độ nặng")."""
    if "BTXH" not in meanings or any(meaning.startswith("BT_KT") for meaning in meanings):
        return _without_care(line, meanings, left=left)
    degrees = {
        degree
        for between, degree in _DEGREE.findall(line)
        if not _NO_DEGREE.search(between) and not re.search(r"\b(?:va|hay|hoac|thuong binh|benh binh)\b", between)
    }
    if len(degrees) != 1 or _OF_A_CHILD.search(line):
        return meanings
    code = {"dac biet nang": "BT_KT_DBN", "nang": "BT_KT_N", "nhe": LIGHT}[degrees.pop()]
    return [code if meaning == "BTXH" else meaning for meaning in meanings]


def _without_care(line: str, meanings: list[str], *, left: str) -> list[str]:
    """ "chăm sóc mẹ khuyết tật nặng": the one who cares, or the one cared for? The group alone is sure."""
    cared = [meaning for meaning in meanings if meaning in _CARED_FOR]
    grown = "BT_TE_MC" in cared and any(16 <= int(age) < 60 for how, age in _AGE.findall(line) if how != "duoi")
    degrees = [meaning for meaning in cared if meaning.startswith("BT_KT")]
    child = bool(degrees) and _OF_A_CHILD.search(line)
    if cared and (_CARE.search(left) or child or grown or len(degrees) > 1):
        return [meaning for meaning in meanings if meaning not in cared] + ["BTXH"]
    return meanings


def _disabled(named: list[str], line: str) -> bool:
    """A group that has nothing to do with age is said too; or just what the law says of poor old people."""
    if named == ["BT_NCT_NGHEO"]:
        return not any(sign.isdigit() for sign in line)
    return bool({"BT_KT_N", "BT_KT_DBN", "BT_HIV", "BT_CHAM_SOC"} & {*named})


def _old_age(line: str, groups: set[str]) -> bool:
    """An age from 60 is said: with a group of merit it is no group of its own."""
    return "NCC" not in groups and any(60 <= int(age) <= 120 for _, age in _AGE.findall(line))


def _numbers_only(line: str) -> Reading:
    if _RANK.search(line):
        return _kept("NCC_TB")
    if any(60 <= int(age) <= 120 for _, age in _AGE.findall(line)):
        return _elderly()
    return _open("NCC") if _RATE.search(line) and "thuong tat" in line else _unclear()


def _in_passing(words: list[str], typed: list[str], *, phrase: tuple[int, int, str]) -> bool:
    """Letters that mean something else here: "dạ cảm ơn" is no "da cam", "từ đây" no "tù đày", "tb" a message."""
    start, end, _ = phrase
    said = words[start:end]
    if said == ["tb"]:
        return len(words) > 1 and not (end < len(words) and words[end][0].isdigit())
    for pair, meant in _EASILY_TAKEN.items():
        for at in range(start, end - 1):
            if (words[at], words[at + 1]) == pair:
                alone = pair == ("tu", "day") and len(words) > 2 and (at == 0 or words[at - 1] not in _HELD)
                thanks = words[at + 2 : at + 3] == ["on"]
                return thanks or alone or not any(same_words(typed[at : at + 2], form) for form in meant)
    return False


def _left(words: list[str], found: list[tuple[int, int, str]]) -> list[str]:
    taken = {at for start, end, _ in found for at in range(start, end)}
    return [word for at, word in enumerate(words) if at not in taken]


def _kept(code: str) -> Kept:
    return Kept({KEY: categories()[code].group, "category": code})


def _group(group: str) -> Choice:
    return Choice(label=_GROUP_LABELS[group], keeps={KEY: group})


def _open(group: str) -> Unsure:
    """The group is answered and nothing more is asked: no choices, the group as the value."""
    return Unsure(
        "group_only",
        Text(
            "category_group.unclear",
            "Trợ lý chưa nhận ra nhóm này. Chọn một dòng, hoặc chọn Không rõ để cán bộ điền.",
        ),
        (),
        value=group,
    )


def _unclear() -> Rejected:
    return Rejected(
        "unclear",
        Text(
            "category_group.unclear",
            "Trợ lý chưa nhận ra nhóm này. Chọn một dòng, hoặc chọn Không rõ để cán bộ điền.",
        ),
    )


def _elderly() -> Unsure:
    return Unsure(
        "elderly",
        Text(
            "category_group.elderly",
            "Người cao tuổi nay phần lớn thuộc Hưu trí xã hội. "
            "Hộ nghèo không ai phụng dưỡng thì thuộc Bảo trợ xã hội. Thuộc nhóm nào?",
        ),
        (_group("HTXH"), _group("BTXH"), _group("unknown")),
    )


def _poor() -> Unsure:
    return Unsure(
        "poor_household",
        Text("category_group.poor_household", "Hộ nghèo chưa cho biết nhóm. Tiền đang nhận là trợ cấp cho ai?"),
        (*(_group(group) for group in GROUPS), _group("unknown")),
    )


def _other_allowance() -> tuple[Choice, ...]:
    """Yes asks for the group again; with none there is nothing to register, and the talk offers to drop it."""
    return (
        Choice(label=Text("choice.yes", "Có"), asks=KEY),
        Choice(label=Text("choice.no", "Không"), does="cancel"),
    )


def _pension() -> Unsure:
    return Unsure(
        "pension",
        Text(
            "category_group.pension",
            "Lương hưu không đăng ký ở đây. {Ben} có khoản trợ cấp nào khác không?",
        ),
        _other_allowance(),
    )


def _light() -> Unsure:
    """A light disability has no monthly allowance (NĐ 20/2021, Điều 5): explained as a pension is."""
    return Unsure(
        "light_disability",
        Text(
            "category_group.light_disability",
            "Khuyết tật nhẹ chưa có trợ cấp hằng tháng. {Ben} có khoản trợ cấp nào khác không?",
        ),
        _other_allowance(),
    )


def _two_groups(groups: list[str], named: list[str]) -> Unsure:
    choices = []
    for group in groups:
        codes = [code for code in named if categories()[code].group == group]
        keeps = {KEY: group, "category": codes[0]} if len(codes) == 1 else {KEY: group}
        choices.append(Choice(label=_GROUP_LABELS[group], keeps=keeps))
    both = Choice(label=Text("choice.both_groups", "Cả hai"), keeps={KEY: groups[0], "warnings": ["two_groups"]})
    return Unsure(
        "two_groups",
        Text(
            "category_group.two_groups",
            "Có hai nhóm, cán bộ sẽ xem cả hai. Khoản nào đang nhận hằng tháng?",
        ),
        (*choices, both),
    )
