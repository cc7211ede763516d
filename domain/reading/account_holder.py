"""Whose account it is: the beneficiary's or the requester's, by role word, kin word or name.

A name counts when it is one of the two given before, marks ignored (wording.md section 3); whatever is only
like it is asked back. Sentences: wording.md section 4, rows "account_holder".
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from domain.people import sex_of, text_of
from domain.reading import money_misses as misses
from domain.reading.bank_words import listed, phrases
from domain.reading.name import read_name
from domain.reading.numerals import tidy
from domain.reading.situation import Situation
from domain.reading.text import as_printed_by_banks, fold, words_of
from domain.wording import Answers, Choice, Kept, Reading, Rejected, Text, Unsure

KEY = "account_holder"
BENEFICIARY, REQUESTER = "beneficiary", "requester"

_SAID_BEFORE = listed(
    "da vang thua la cua ten dung mang chu tai khoan tk so the nay do van thi cho ve o duoc chinh xin gui"
)
_SAID_AFTER = listed("a ah nhe nha day do thoi luon ma roi ne dung ten")
_BENEFICIARY = phrases(
    "nguoi huong|nguoi duoc huong|nguoi huong tro cap|nguoi nhan tro cap|beneficiary|nguoi huong loi"
)
_REQUESTER = phrases(
    "toi|minh|em|nguoi khai|toi nguoi khai|ban than toi|nguoi khai giup|requester|nguoi giam ho|tui"
)
_OTHERS = phrases("nguoi khac|hang xom|nguoi quen|ban toi|ban em|nguoi nha|nguoi than|chu khac|khac")
_UNCLEAR = phrases("chinh chu|ca hai|hai nguoi|chu tai khoan")
_KIN_OF = {
    "child": {"male": listed("bo cha thay tia"), "female": listed("me u bam bu mam")},
    "grandchild": {"male": listed("ong"), "female": listed("ba")},
    "spouse": {"male": listed("chong"), "female": listed("vo")},
    "parent": {"": listed("con chau be")},
    "grandparent": {"": listed("chau")},
    "sibling": {"": listed("em anh chi")},
}
_WHOSE = listed("em toi minh con chau tui e t nha")
_NOT = listed("khong ko k kh chua chang hoac hay va voi")
_MOST_SIGNS = 200


def read_account_holder(text: str, situation: Situation) -> Reading:
    """ "beneficiary" or "requester", kept as "account_holder".

    Known already: role, full_name, requester_name, relation, cccd (for the sex). For role self there is nobody
    but the beneficiary, so "tôi" means that. Codes: near, other_person, and those of a name that is none
    (empty, kin_word, unknown, too_short, too_long, signs, two_names, looks_like_number).
    """
    said = _said(text)
    alone = text_of(situation.answers, "role") == "self"
    if said in _BENEFICIARY:
        return _kept(BENEFICIARY)
    if said in _REQUESTER:
        return _kept(BENEFICIARY if alone else REQUESTER)
    if said in _OTHERS:
        return other_person()
    if said in _UNCLEAR or words_of(text[:_MOST_SIGNS])[-2:] == ("chinh", "chu"):
        return Rejected("kin_word", Text("requester_name.kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen."))
    kin = _kin(said, situation.answers)
    if kin:
        return _kept(kin)
    return _by_name(text, situation)


def other_person() -> Rejected:
    """Row "account_holder", code other_person: also what the choice "Người khác" is answered with."""
    return Rejected(
        "other_person",
        Text(
            "account_holder.other_person",
            "Chỉ nhận tài khoản của người hưởng hoặc người khai. Chọn cách khác giúp.",
        ),
        (
            Choice(
                label=Text("choice.other_account", "Đổi tài khoản"),
                drops=("account_number", "account_name"),
                asks="bank",
            ),
            misses.OPEN_ACCOUNT,
            misses.CASH,
        ),
    )


def _kept(holder: str) -> Kept:
    return Kept({KEY: holder})


def _near(situation: Situation) -> Unsure:
    own = text_of(situation.answers, "role") == "self"
    first = (
        Choice(label=Text("choice.holder_self", "Tên tôi"), keeps={KEY: BENEFICIARY})
        if own
        else Choice(label=Text("choice.holder_beneficiary", "Người hưởng"), keeps={KEY: BENEFICIARY})
    )
    requester = Choice(label=Text("choice.holder_requester", "Tôi (người khai)"), keeps={KEY: REQUESTER})
    other = Choice(label=Text("choice.holder_other", "Người khác"), does="other_person")
    return Unsure(
        "near",
        Text("account_holder.near", "Tên này gần giống tên {ben}. Tài khoản đứng tên ai?"),
        (first, other) if own else (first, requester, other),
    )


def _said(text: str) -> tuple[str, ...]:
    """The words without those that only lead up to them or close the sentence."""
    words = words_of(tidy(text[:_MOST_SIGNS]))
    start, end = 0, len(words)
    while start < end - 1 and (words[start] in _SAID_BEFORE or words[start + 1] in ("gui", "xin")):
        start += 1
    while end > start + 1 and words[end - 1] in _SAID_AFTER:
        end -= 1
    return words[start:end]


def _kin(said: tuple[str, ...], answers: Answers) -> str:
    """ "của bố", where the one who types is the child of a man: the beneficiary. "" where that is not sure."""
    relation = text_of(answers, "relation")
    if text_of(answers, "role") == "self" or not said or len(said) > 2:
        return ""
    if len(said) == 2 and said[1] not in _WHOSE:
        return ""
    known = (
        {relation: _KIN_OF.get(relation, {})}
        if relation
        else {"child": _KIN_OF["child"], "": _KIN_OF["grandchild"]}
    )
    for by_sex in known.values():
        for sex, words in by_sex.items():
            if said[0] in words and _may_be(sex, answers):
                return BENEFICIARY
    return ""


def _may_be(sex: str, answers: Answers) -> bool:
    """Nothing says that the beneficiary is of the other sex: not the card, not Văn or Thị in the name."""
    if not sex:
        return True
    of_card = sex_of(answers)
    if of_card:
        return of_card == sex
    middle = fold(text_of(answers, "full_name")).split()[1:-1]
    return {"male": "thi", "female": "van"}[sex] not in middle


def _by_name(text: str, situation: Situation) -> Reading:
    ours = {
        holder: as_printed_by_banks(text_of(situation.answers, key))
        for holder, key in ((BENEFICIARY, "full_name"), (REQUESTER, "requester_name"))
        if text_of(situation.answers, key)
    }
    read = read_name(text[:_MOST_SIGNS], Situation(key=KEY, today=situation.today, places=situation.places))
    if not isinstance(read, Kept):
        inside = _named_inside(text, ours)
        if inside:
            return _kept(inside)
        return (
            read if isinstance(read, Rejected) else _near(situation) if _any_near(text, ours) else other_person()
        )
    typed = as_printed_by_banks(str(read.values[KEY]))
    same = [holder for holder, name in ours.items() if name == typed]
    if len(same) == 1:
        return _kept(same[0])
    if same or any(_alike(typed, name) for name in ours.values()):
        return _near(situation)
    return other_person()


def _named_inside(text: str, ours: dict[str, str]) -> str:
    """The one whose whole name stands in a longer sentence that denies nothing; "" when it is not just one."""
    words = words_of(text[:_MOST_SIGNS])
    if _NOT & {*words}:
        return ""
    line = f" {' '.join(words).upper()} "
    named = [holder for holder, name in ours.items() if f" {name} " in line]
    return named[0] if len(named) == 1 and len(words) <= 14 else ""


def _any_near(text: str, ours: dict[str, str]) -> bool:
    typed = as_printed_by_banks(text[:_MOST_SIGNS])
    return any(typed.endswith(name) or _alike(typed, name) for name in ours.values())


def _alike(typed: str, name: str) -> bool:
    """One or two letters off, or a word of the middle left out, or only family and given name in common."""
    if OSA.distance(typed.replace(" ", ""), name.replace(" ", ""), score_cutoff=2) <= 2:
        return True
    mine, theirs = typed.split(), name.split()
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) == len(longer) or not shorter:
        return sorted(mine) == sorted(theirs)
    rest = iter(longer)
    return shorter[-1] == longer[-1] and all(word in rest for word in shorter)
