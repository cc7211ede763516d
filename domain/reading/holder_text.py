"""A person's name that came along with a bank and a number."""

from __future__ import annotations

from domain.reading.account_text import Typed
from domain.reading.bank_names import Found
from domain.reading.bank_words import listed
from domain.reading.name import is_family_name, read_name
from domain.reading.name_words import MIDDLE_WORDS
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Kept

KEY = "account_holder_text"
_LABELS = listed("chu tk tai khoan ten la dung mang nguoi huong nhan cua chutk ctk ong ba co so")

_POLITE = listed("dạ da vâng thưa thua xin gửi gui em e ạ à")
_LEADS = (("chu", "tk"), ("chu", "tai"), ("chu", "the"), ("dung", "ten"))


def holder_in(typed: Typed, situation: Situation, *, found: Found) -> str:
    """The name in the words that are neither bank nor number, "" when none looks like one.

    It looks like a name if it begins with a family name and ``read_name`` takes it as it stands.
    """
    words = list(typed.words)
    for start, end in found.spans:
        words[start:end] = [""] * (end - start)
    for part in _parts(words):
        part = _after_label(part)
        if not 2 <= len(part) <= 6 or not is_family_name(part[0]) or fold(part[0]) in MIDDLE_WORDS - {"van"}:
            continue
        named = read_name(" ".join(part), situation)
        if isinstance(named, Kept):
            return str(named.values[situation.key])
    return ""


def _after_label(part: list[str]) -> list[str]:
    """What follows "chủ tài khoản", "đứng tên", wherever it stands, and other words that lead to a name."""
    folded = [fold(word) for word in part]
    for at in range(len(part) - 2, -1, -1):
        if (folded[at], folded[at + 1]) in _LEADS:
            part, folded = part[at + 2 :], folded[at + 2 :]
            break
    while part and (fold(part[0]) in _LABELS or part[0] in _POLITE):
        part = part[1:]
    return part


def _parts(words: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word:
            parts[-1].append(word)
        else:
            parts.append([])
    return [part for part in reversed(parts) if part]
