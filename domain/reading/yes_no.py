"""Yes and no as people type them. A bare "dạ", a question, a condition is no answer.

Sources: domain.md "Golden semantics"; wording.md 2.3: consent takes no bare "uh", "y", "👍" or number (Luật
91/2025 Điều 9: consent is explicit). Negation and conditions are never taken for yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from domain.reading.numerals import LONGEST_ANSWER, tidy
from domain.reading.phrases import NOT, NOT_YET
from domain.reading.situation import Situation
from domain.reading.yes_no_words import MEANINGS, Said
from domain.wording import Kept, Rejected, Text

CONSENTS = ("consent_register", "consent_forward", "consent_messages")


#: Signs that are an answer by themselves. Others (🙏 😊) say nothing.
_THUMB_UP = re.compile("[👍👌✅☑✔🆗]")
_THUMB_DOWN = re.compile("[👎❌🙅🚫✖]")
_ONLY_NUMBERS = re.compile(r"[\d\s.,)]+")
_LONGEST = 14  #: words; more is a story, not an answer
_UNCLEAR = Text(
    "consent.unclear",
    "Câu này cần trả lời rõ. Chọn Đồng ý hoặc Không đồng ý nhé. Chưa chọn thì chưa ghi gì.",
)
_CONDITIONAL = Text(
    "consent.conditional",
    "Trợ lý chỉ ghi được Đồng ý hoặc Không đồng ý cho từng việc. Việc này chọn thế nào?",
)
_NOT_UNDERSTOOD = Text("not_understood", "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được.")


def read_yes_no(text: str, situation: Situation) -> Kept | Rejected:
    """True or False under the key asked. For the consents only a word that says it counts.

    Codes: conditional (yes or no with a condition or for a part), unclear (courtesy, doubt, question),
    not_understood (anything else).
    """
    answer, code = _weighed(text, consent=situation.key in CONSENTS)
    if answer is not None:
        return Kept({situation.key: answer})
    about_consent = situation.key in (*CONSENTS, "consent", "yes_no")
    if code == "conditional" and about_consent:
        return Rejected(code, _CONDITIONAL)
    if code == "unclear" and about_consent:
        return Rejected(code, _UNCLEAR)
    return Rejected(code, _NOT_UNDERSTOOD)


def yes_or_no(text: str, *, consent: bool = False) -> bool | None:
    """What a text answers; None when it is no clear answer."""
    return _weighed(text, consent=consent)[0]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A phrase of the message: what it does, its first word, and whether it follows the one before directly."""

    said: Said | None
    word: str
    place: range
    joined: bool


def _weighed(text: str, *, consent: bool) -> tuple[bool | None, str]:
    """The answer, or None and the code of the miss."""
    tidied = tidy(text).lower() if len(text) <= LONGEST_ANSWER else ""
    pieces = _pieces(tidied)
    lost = "unclear" if consent else "not_understood"
    if _ONLY_NUMBERS.fullmatch(tidied) or not (pieces or _signs(tidied)):
        return None, lost
    kinds = {piece.said for piece in pieces}
    if Said.CONDITION in kinds and kinds & {Said.YES, Said.NO, Said.MILD, Said.REFUSED}:
        return None, "conditional"
    if "?" in tidied or Said.OPEN in kinds:
        return None, "unclear"
    if None in kinds or Said.CONDITION in kinds or len(pieces) > _LONGEST:
        return None, lost
    answers = [piece for piece in pieces if piece.said is not Said.COURTESY]
    answers += [_Piece(sign, "", range(0), joined=False) for sign in _signs(tidied)]
    answer = _answered(answers, consent=consent)
    return answer, "" if answer is not None else "unclear"


def _pieces(tidied: str) -> list[_Piece]:
    found = list(re.finditer(r"[^\W_]+", tidied))
    typed = [word[0] for word in found]
    known = {start: (end, said) for start, end, said in MEANINGS.inside(typed)}
    pieces: list[_Piece] = []
    at = 0
    while at < len(typed):
        end, said = known.get(at, (at + 1, None))
        gap = tidied[found[at - 1].end() : found[at].start()] if at else ""
        pieces.append(_Piece(said, typed[at], range(at, end), joined=gap == " "))
        at = end
    return pieces


def _signs(tidied: str) -> list[Said]:
    up = [Said.MILD] if _THUMB_UP.search(tidied) else []
    return up + ([Said.REFUSED] if _THUMB_DOWN.search(tidied) else [])


def _answered(pieces: list[_Piece], *, consent: bool) -> bool | None:
    """What the phrases come to; None when they are for both, for neither, or only mild where a word is due."""
    said = [piece.said for piece in pieces]
    agreed, refused = (Said.YES, Said.MILD), (Said.NO, Said.REFUSED)
    if Said.FINE in said:
        pieces = [piece for piece in pieces if piece.said is not Said.FINE]
        said = [piece.said for piece in pieces]
        if any(one not in agreed for one in said):
            return None
    if not said or ("dung" in {piece.word for piece in pieces} and (consent or len(said) > 1)):
        return None
    if all(one in agreed for one in said):
        return True if Said.YES in said or not consent else None
    if all(one in refused for one in said) and _denies_denial(pieces):
        return None
    if all(one in refused for one in said):
        return None if consent and not any(piece.word for piece in pieces) else _plainly_no(said)
    return False if said[-2:] == [Said.NO, Said.YES] and _denied(pieces) else None


def _denied(pieces: list[_Piece]) -> bool:
    """A bare no right before the yes ("không đồng ý"); not "không, đồng ý", not a denied denial."""
    *before, denial, agreement = pieces
    direct = denial.place.stop == agreement.place.start and agreement.joined
    repeated = all(piece.said is Said.NO and not after.joined for piece, after in pairwise(pieces[:-1]))
    bare = len(denial.place) == 1 and denial.word in NOT | NOT_YET
    return direct and bare and (not before or repeated)


def _denies_denial(pieces: list[_Piece]) -> bool:
    """ "Không phải không": one no right after another that is a whole phrase."""
    return any(
        len(piece.place) > 1 and after.joined and after.said is Said.NO for piece, after in pairwise(pieces)
    )


def _plainly_no(said: list[Said | None]) -> bool | None:
    """No, unless a no denies the refusal ("không từ chối")."""
    return None if len(set(said)) > 1 else False
