"""Numbers written as Vietnamese words, marks or not: "năm trăm nghìn", "mười lăm", "một chín năm hai"."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 1000, "ngan": 1000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000}
#: Every word a number can be made of.
NUMBER_WORDS = frozenset({*_DIGITS, *_SCALES, "tram", "chuc", "muoi", "linh", "le", "ruoi", "nua", "ham"})


def number_under_hundred(words: Sequence[str]) -> int | None:
    """0 to 99 out of folded words ("muoi lam", "hai muoi mot", "ham ba", "bon lam"); None if it is none."""
    match list(words):
        case [unit] if unit in _DIGITS:
            return _DIGITS[unit]
        case ["muoi"]:
            return 10
        case ["muoi", unit] if _DIGITS.get(unit, 0):
            return 10 + _DIGITS[unit]
        case ["ham", unit] if _DIGITS.get(unit, 0):
            return 20 + _DIGITS[unit]
        case [tens, "muoi" | "chuc"] if _DIGITS.get(tens, 0) > 1:
            return _DIGITS[tens] * 10
        case [tens, "muoi", unit] if _DIGITS.get(tens, 0) > 1 and _DIGITS.get(unit, 0):
            return _DIGITS[tens] * 10 + _DIGITS[unit]
        case [tens, unit] if _DIGITS.get(tens, 0) > 1 and _DIGITS.get(unit, 0):
            return _DIGITS[tens] * 10 + _DIGITS[unit]
    return None


def number_under_thousand(words: Sequence[str]) -> int | None:
    """0 to 999 out of folded words; "tram ruoi" is 150."""
    if "tram" not in words:
        return number_under_hundred(words)
    at = list(words).index("tram")
    hundreds = number_under_hundred(words[:at]) if at else None
    rest = list(words[at + 1 :])
    if hundreds is None or hundreds > 9:
        return None
    match rest:
        case []:
            return hundreds * 100
        case ["ruoi"]:
            return hundreds * 100 + 50
        case ["linh" | "le", unit] if _DIGITS.get(unit, 0):
            return hundreds * 100 + _DIGITS[unit]
    tens = number_under_hundred(rest)
    return hundreds * 100 + tens if tens is not None and tens >= 10 else None


def number_in_words(words: Sequence[str]) -> int | None:
    """A whole number out of folded words with nghìn, triệu, tỷ in falling order; None if it is none.

    Half a scale ("triệu rưỡi", "nửa triệu") is read; a bare digit after triệu ("một triệu hai") is tenths of
    it, as people say amounts. What leaves the scale open ("một triệu năm mươi") is None.
    """
    total, part, last = 0, list(words), 0
    if part[:1] == ["nua"] and len(part) == 2 and part[1] in _SCALES:
        return _SCALES[part[1]] // 2
    while part:
        at = next((i for i, word in enumerate(part) if word in _SCALES), -1)
        if at < 0:
            rest = _after_scale(part, last)
            return None if rest is None else total + rest
        scale = _SCALES[part[at]]
        count = number_under_thousand(part[:at]) if at else (1 if not total else None)
        if count is None or (last and scale >= last) or (count == 0 and not last):
            return None
        total, last, part = total + count * scale, scale, part[at + 1 :]
    return total if last else None


def _after_scale(rest: Sequence[str], scale: int) -> int | None:
    if scale == 0:
        return number_under_thousand(rest)
    if list(rest) == ["ruoi"]:
        return scale // 2
    if len(rest) == 1 and _DIGITS.get(rest[0], 0):
        return _DIGITS[rest[0]] * scale // 10
    if len(rest) == 2 and rest[1] == "tram" and _DIGITS.get(rest[0], 0) and scale == 1_000_000:
        return _DIGITS[rest[0]] * scale // 10
    return None


def year_in_words(words: Sequence[str]) -> int | None:
    """A year ("mot chin nam hai", "mot nghin chin tram bon muoi lam") or its last two digits ("bon lam")."""
    if len(words) == 4 and list(words[:2]) in (["mot", "chin"], ["hai", "khong"]):
        last = [_DIGITS.get(word) for word in words[2:]]
        if None not in last:
            return (1900 if words[1] == "chin" else 2000) + (last[0] or 0) * 10 + (last[1] or 0)
    if any(word in ("nghin", "ngan") for word in words):
        at = next(i for i, word in enumerate(words) if word in ("nghin", "ngan"))
        thousands, rest = number_under_hundred(words[:at]), list(words[at + 1 :])
        if rest[:2] == ["khong", "tram"]:
            rest = rest[2:]
        if rest[:1] in (["linh"], ["le"]):
            rest = rest[1:]
        below = number_under_thousand(rest) if rest else 0
        return thousands * 1000 + below if thousands in (1, 2) and below is not None else None
    return number_under_hundred(words) if len(words) in (2, 3) else None
