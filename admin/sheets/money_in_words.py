"""Amounts in words, as they stand under a list: ``một triệu năm trăm nghìn``."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")


def money_in_words(dong: int) -> str:
    """The words of a whole, non-negative number, without "đồng"; ValueError below zero.

    mốt and lăm after tens, linh for a missing ten, nghìn (not ngàn); a missing hundred inside the number is
    said: ``một triệu không trăm linh năm nghìn``.
    """
    if dong < 0:
        raise ValueError("an amount in words is not negative")
    if dong == 0:
        return _DIGITS[0]
    billions, rest = divmod(dong, 1_000_000_000)
    words = [*((money_in_words(billions), "tỷ") if billions else ())]
    for place in (2, 1, 0):
        group = rest // 1_000**place % 1_000
        if group:
            words += _below_thousand(group, leading=not words)
            words += [_THOUSANDS[place]] if place else []
    return " ".join(words)


def _below_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if ones:
            words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return words
