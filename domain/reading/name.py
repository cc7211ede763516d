"""Names of people: what stands around them taken away, everything that is no name asked back.

Source: domain.md "Golden semantics" (name); wording.md section 4, rows ``requester_name``, ``full_name``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from domain.reading import name_words as known
from domain.reading.name_titles import after_titles, before_politeness, fold, without_ends
from domain.reading.place_names import names_of
from domain.reading.situation import Situation
from domain.reading.text import BIDI_CONTROLS, clean
from domain.wording import Choice, Kept, Reading, Rejected, Text, Unsure

MOST_WORDS: Final = 8
MOST_SIGNS: Final = 50
LONGEST_WORD: Final = 10
MOST_TYPED: Final = 200  # with everything that stands around the name

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđƀ")
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u030c\u031b\u0323")  # of Vietnamese, Ê Đê, Gia Rai
_LOOK_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_NO_NAME_SOUND = re.compile(r"^[^aeiouy]{2,}$|[^aeiouy]{4,}|[^aeiouyh]{3}$|(.)\1\1")
#: Two words of a name written as one: ``NguyễnThị Hoa``; in small letters it cannot be parted for sure.
_GLUED = re.compile(r"(?<=[^\W\d_][^\W\d_A-ZÀ-Ý])(?=[A-ZĐ][^\W\d_A-ZÀ-Ý])")
_GLUED_MIDDLE = re.compile(r"(.{2,})(?:thi|van).*")
_TELLING = re.compile(rf"\b(?:{known.TELLING})\b")
_UNKNOWN = re.compile(known.UNKNOWN)
_TWO = re.compile(r"\s(?:và|&|hoặc|hay|với|\+)\s|\s*[,;/]\s*")
_TWO_PLAIN = re.compile(r"\s(?:va|hoac|hay|voi)\s")

_SENTENCES: Final = {
    "empty": Text("requester_name.empty", "Chưa thấy họ tên trong tin vừa gửi. Gõ giúp cả họ và tên."),
    "too_short": Text("requester_name.too_short", "Mới có một chữ. Cần cả họ và tên, như trên căn cước."),
    "too_long": Text("requester_name.too_long", "Tin vừa gửi dài hơn một cái tên. Chỉ gửi họ và tên thôi nhé."),
    "kin_word": Text("requester_name.kin_word", "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen."),
    "two_names": Text("requester_name.two_names", "Có hai tên trong tin vừa gửi. Gửi giúp một tên."),
    "looks_like_number": Text("requester_name.looks_like_number", "Đây là một dãy số. Câu này cần họ và tên."),
    "unknown": Text("requester_name.unknown", "Họ tên có trên thẻ căn cước. Chưa có thẻ ở đây thì chọn Để sau."),
}


def read_name(text: str, situation: Situation) -> Reading:
    """The name in a text, kept under ``situation.key``: ``Nông Văn Thành``.

    Titles, kin words, politeness and emoji around it are dropped, the place of tone marks stays as typed.
    ``Kept.warnings`` has "name_without_marks" when marks are surely missing. Codes: empty, looks_like_number,
    unknown, kin_word, two_names, signs, too_short, too_long, title_or_family. Never raises.
    """
    if _several_lines_are_names(text, situation):
        return _miss("two_names")
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE)
    hidden = [sign for sign in plain if sign in BIDI_CONTROLS]
    typed = without_ends(clean("".join(sign for sign in plain if sign not in BIDI_CONTROLS)))
    miss = _no_name_at_all(typed)
    if miss or len(typed) > MOST_TYPED:
        return _miss(miss or "too_long")
    words, title, kin = after_titles(_GLUED.sub(" ", typed).split())
    words = before_politeness(words)
    miss = _nobody_named(words, typed=typed, kin=kin and not title) or (
        "two_names" if _two_names(" ".join(words)) else ""
    )
    if miss:
        return _miss(miss)
    signs = _signs(" ".join(words)) or ("chữ ẩn" if hidden else "")
    if signs:
        return Rejected("signs", _signs_text(signs))
    miss = _not_like_a_name(words)
    if miss or _is_a_place(words, situation):
        return _miss(miss or "kin_word")
    name = _capital(words)
    return _title_or_family(title, name, situation.key) if title else kept_name(name, key=situation.key)


def kept_name(name: str, *, key: str) -> Kept:
    """A name already in its form, with the warning "name_without_marks" where marks are surely missing."""
    bare = fold(name) == name.lower() and any(word not in known.WRITTEN_PLAIN for word in fold(name).split())
    return Kept({key: name}, warnings=("name_without_marks",) if bare else ())


def printed_name(text: str) -> str | None:
    """A name as a card prints it, in our form; None when it holds anything but letters.

    Nothing is dropped: on a card every word is the name's. ``NÔNG THỊ LẢ`` -> ``Nông Thị Lả``.
    """
    name = clean(unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE))
    if not name or len(name) > MOST_SIGNS or _signs(name):
        return None
    return _capital(name.split())


def is_family_name(word: str) -> bool:
    """Whether a word, with or without marks, is a known family name."""
    return fold(word) in known.FAMILY_NAMES


def _is_a_place(words: list[str], situation: Situation) -> bool:
    """A commune's name and nobody's: "Sông Cầu"; "Phùng Chí Kiên" may well be somebody."""
    folded = tuple(fold(word) for word in words)
    return folded[0] not in known.FAMILY_NAMES and folded in names_of(situation.places).places


def _miss(code: str) -> Rejected:
    return Rejected(code, _SENTENCES[code])


def _signs_text(signs: str) -> Text:
    return Text("requester_name.signs", "Trong tên có số hoặc ký hiệu: {x}. Gửi lại giúp, chỉ gồm chữ.", x=signs)


def _title_or_family(title: str, name: str, key: str) -> Unsure:
    family = f"{title[0].upper()}{title[1:].lower()}"
    whole = f"{family} {name}"
    return Unsure(
        "title_or_family",
        Text("requester_name.title_or_family", "“{x}” là họ hay cách gọi?", x=family),
        (
            Choice(label=Text("choice.is_family_name", "Là họ"), keeps={key: whole}),
            _only_a_title(name, key),
        ),
        value=whole,
    )


def _only_a_title(name: str, key: str) -> Choice:
    """What follows a title is kept if it is a whole name, else the name is asked again."""
    label = Text("choice.is_title", "Cách gọi")
    words = name.split()
    if len(words) > 1 and is_family_name(words[0]) and fold(words[0]) not in known.MIDDLE_WORDS:
        return Choice(label=label, keeps={key: name})
    return Choice(label=label, asks=key)


def _several_lines_are_names(text: str, situation: Situation) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:4] if "\n" in text.strip() else []
    if len(lines) < 2:
        return False
    return sum(isinstance(read_name(line, situation), Kept) for line in lines) > 1


def _no_name_at_all(typed: str) -> str:
    if not any(sign.isalnum() for sign in typed):
        return "empty"
    if len(typed) > MOST_TYPED:
        return ""
    folded = fold(typed)
    letters = re.sub(r"\b(?:so|la|sdt|dt|cccd|cmnd|stk|tk|em|cua|a|da|gui|sinh|ngay|thang|nam)\b", "", folded)
    if any(sign.isdigit() for sign in folded) and not any(sign.isalpha() for sign in letters):
        return "looks_like_number"
    if _UNKNOWN.search(folded) and not _is_khong_family(typed):
        return "unknown"
    return "kin_word" if folded in known.NOT_NAMES else ""


def _is_khong_family(typed: str) -> bool:
    return clean(typed).lower().startswith(("khổng ", "khống "))


def _nobody_named(words: list[str], *, typed: str, kin: bool) -> str:
    if not words:
        return "kin_word" if kin and any(_is_kin(word) for word in typed.split()) else "empty"
    if fold(" ".join(words)) in known.NOT_NAMES:
        return "kin_word"
    spoken_of = kin and any(_is_kin(word) for word in typed.split()[:-2])
    if spoken_of and fold(words[0]) in ("van", "thi", "a", "seo") and len(words) == 2:
        return "kin_word"
    if len(words) == 1 and kin and fold(words[0]) in known.KIN_WORDS:
        return "kin_word"
    if len(words) > 1 and kin and all(fold(word) in known.KIN_WORDS for word in words):
        return "kin_word"
    return ""


def _is_kin(word: str) -> bool:
    plain = fold("".join(sign for sign in word if sign.isalpha()))
    return plain in known.KIN_WORDS and plain not in ("ho", "va", "ten", "la", "em", "e")


def _two_names(name: str) -> bool:
    marked = fold(name) != name.lower()
    parts = [part for part in (_TWO if marked else _TWO_PLAIN).split(name.replace("&", " & ")) if part.strip()]
    if not marked and len(parts) == 1:
        parts = [part for part in _TWO.split(name) if part.strip()]
    if len(parts) > 1 and not _signs(" ".join(parts)):
        return len(parts[0].split()) > 1 or len(parts[1].split()) > 1 or not _signs(name)
    words = fold(name).split()
    middles = [place for place, word in enumerate(words) if word in ("van", "thi") and place > 0]
    return len(middles) > 1 and middles[-1] - middles[0] > 2 and is_family_name(words[middles[-1] - 1])


def _signs(name: str) -> str:
    """What in a name is neither letter, space nor an apostrophe within a word; the first three pieces."""
    pieces: list[str] = []
    broken = False
    for place, sign in enumerate(name):
        inner = sign == "'" and name[place - 1 : place].isalpha() and name[place + 1 : place + 2].isalpha()
        if sign == " " or inner or _is_letter(sign):
            broken = False
        elif broken:
            pieces[-1] += sign
        else:
            pieces.append(sign)
            broken = True
    return " ".join(piece[:12] for piece in pieces[:3])


def _is_letter(sign: str) -> bool:
    base, *marks = list(unicodedata.normalize("NFD", sign.lower()))
    return base in _LETTERS and all(mark in _MARKS or (mark == "\u0303" and base == "n") for mark in marks)


def _not_like_a_name(words: list[str]) -> str:
    folded = [fold(word) for word in words]
    if len(words) > MOST_WORDS or len(" ".join(words)) > MOST_SIGNS or _tells_more(words, " ".join(folded)):
        return "too_long"
    given = len(words) > 2 and folded[0] in known.FAMILY_NAMES and folded[-2] in known.MIDDLE_WORDS
    if any(word.lower() in known.NEVER_IN_NAMES for word in (words[:-1] if given else words)):
        return "kin_word"
    if folded[0] not in known.FAMILY_NAMES and _is_talk(folded):
        return "kin_word"
    if any(_cut_short(word, first=not place) for place, word in enumerate(folded)):
        return "kin_word"
    if len(words) > 1 and any(map(_glued, folded)):
        return "kin_word"
    if any(len(word) > 1 and _NO_NAME_SOUND.search(word.replace("'", "")) for word in folded):
        return "kin_word"
    if len(words) == 1:
        return "too_short"
    cut_off = len(words) == 2 and (folded[-1] == "thi" or folded[0] == folded[1])
    return "kin_word" if cut_off or any(len(word) > LONGEST_WORD for word in folded) else ""


def _cut_short(word: str, *, first: bool) -> bool:
    """A single consonant stands for a word: ``Nguyễn Thị H.``; as a first word H and K are names (H Len Niê)."""
    return len(word) == 1 and word not in ("aeiouyhk" if first else "aeiouy")


def _glued(word: str) -> bool:
    """A family name and what follows it in one word: ``nguyenthi``."""
    found = _GLUED_MIDDLE.fullmatch(word)
    return found is not None and len(word) > 5 and found[1] in known.FAMILY_NAMES


def _is_talk(folded: list[str]) -> bool:
    """Words that begin with no family name and do not sound like a name of the mountains either."""
    talk = sum(word in known.TALK for word in folded) > 1 or _TELLING.search(" ".join(folded))
    return len(folded) > 4 or bool(talk)


def _tells_more(words: list[str], folded: str) -> bool:
    """Five words and more that also say where or when."""
    if len(words) < 5:
        return False
    royal = any(part in folded for part in known.LONG_NAMES)
    around = known.PLACE_WORDS | known.KIN_WITHIN
    talk = _TELLING.search(folded) or any(word.lower() in around for word in words[2:])
    return bool(talk) or (len(words) > 6 and not royal)


def _capital(words: list[str]) -> str:
    return " ".join("'".join(part[:1].upper() + part[1:].lower() for part in word.split("'")) for word in words)
