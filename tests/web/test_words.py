"""The pages' own words keep to the voice of the house."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bot.web.words import every_text
from domain.wording import Text

TEXTS = every_text()
FORBIDDEN = (
    "lỗi",
    "vui lòng",
    "sai",
    "không hợp lệ",
    "định dạng",
    "hệ thống",
    "bắt buộc",
    "vi phạm",
    "link",
    "ok",
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_a_text_is_in_one_voice(text: Text) -> None:
    """NFC, no forbidden word, no exclamation mark, no sentence above 22 words."""
    said = text.vietnamese
    assert unicodedata.is_normalized("NFC", said)
    assert "!" not in said
    words = re.findall(r"\w+", said.lower())
    assert not [word for word in FORBIDDEN if re.search(rf"(?<!\w){word}(?!\w)", " ".join(words))]
    assert all(len(sentence.split()) <= 22 for sentence in re.split(r"[.?…\n]", said))


def test_keys_are_the_pages_own_and_each_stands_once() -> None:
    """Catalogue keys begin with "web." and are unique."""
    keys = [text.key for text in TEXTS]
    assert all(re.fullmatch(r"web\.[a-z_]+", key) for key in keys)
    assert len(set(keys)) == len(keys)
