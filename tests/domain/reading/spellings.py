"""Other ways the same answer is typed: what no reader may be moved by."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import strategies as some

_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789"}


def _hidden(text: str) -> str:
    return "\u200b".join((text[: len(text) // 2], text[len(text) // 2 :])) + "\ufeff"


#: Each gives the text in another spelling with the same meaning.
SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: text.translate(_WIDE),
    _hidden,
    str.lower,
    str.upper,
    lambda text: f"  {text}\n",
    lambda text: f"{text} ạ",
    lambda text: f"dạ {text}",
    lambda text: f"em gửi {text}",
)

#: Any text a chat can hold, lone surrogates and controls included, often made of the signs that matter.
ANY_TEXT = some.one_of(
    some.text(some.characters(), max_size=200),
    some.text("0123456789 .,/-|ạaNnguyễnVăThịphườgxãtổ\n\u202e\u200b👍<>{}", max_size=300),
    some.text("a0 |", min_size=3900, max_size=4000),
)
