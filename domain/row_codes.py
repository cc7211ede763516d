"""Codes people copy by hand: of a registration (``BK-7Q4M-2KT``) and of a row in a list (``7Q4M2KT``).

Six random signs and a check sign of an alphabet without 0 O 1 I L, which are read for each other. The check
is a weighted sum modulo 31: the modulus is prime and all weights differ, so one wrong sign and any two signs
that changed places are always noticed. Chance comes in as a number; nothing here draws one.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BODY = 6
_WEIGHTS = (1, 2, 3, 4, 5, 6)
_CHECK_WEIGHT = 18
_SUM = 8
#: What stands for nothing between the groups: spaces, hyphens and dashes, dots, underlines.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")
#: 5E23467 looks like a number to a spreadsheet, which then throws its digits away.
_LIKE_A_NUMBER = re.compile(r"[0-9]+E[0-9]+")


def check_sign(body: str) -> str:
    """The seventh sign to six signs of the alphabet; ValueError for any other text."""
    if len(body) != BODY:
        raise ValueError("a code has six signs before its check sign")
    total = sum(weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[(_SUM - total) * pow(_CHECK_WEIGHT, -1, len(ALPHABET)) % len(ALPHABET)]


def row_code(random_bits: int) -> str:
    """Seven signs for a row of a list, made of a random number of 32 bits or more.

    A code that a spreadsheet would take for a number such as 5E23467 is passed over for the next one.
    """
    number = random_bits
    while _LIKE_A_NUMBER.fullmatch(code := _signs(number)):
        number += 1
    return code


def registration_code(prefix: str, random_bits: int) -> str:
    """``BK-7Q4M-2KT`` out of a prefix of two letters and a random number; ValueError for another prefix."""
    if not re.fullmatch(r"[A-Z]{2}", prefix):
        raise ValueError("a prefix is two capital letters")
    return _grouped(prefix, _signs(random_bits))


def read_row_code(text: str) -> str | None:
    """A row code typed or copied somehow (``7q4m 2kt``), or None when no code or a wrong sign is in it."""
    signs = _squeezed(text)
    return signs if _sound(signs) else None


def read_code(text: str) -> str | None:
    """A registration code typed somehow (``bk7q4m2kt``, ``BK 7Q4M 2KT``) as it is printed, or None."""
    signs = _squeezed(text)
    prefix, rest = signs[:2], signs[2:]
    if re.fullmatch(r"[A-Z]{2}", prefix) and _sound(rest):
        return _grouped(prefix, rest)
    return None


def is_code(text: str) -> bool:
    """Whether a text is a registration code, forgivingly read."""
    return read_code(text) is not None


def _signs(random_bits: int) -> str:
    body = ""
    for _ in range(BODY):
        random_bits, index = divmod(random_bits, len(ALPHABET))
        body += ALPHABET[index]
    return body + check_sign(body)


def _grouped(prefix: str, signs: str) -> str:
    return "-".join((prefix, signs[:4], signs[4:]))


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:40]).upper())


def _sound(signs: str) -> bool:
    return (
        len(signs) == BODY + 1
        and all(sign in ALPHABET for sign in signs)
        and signs[BODY] == check_sign(signs[:BODY])
    )
