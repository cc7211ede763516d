"""Reading updates is total: any JSON gives a message or nothing, never an exception."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_reading import WANTED, is_expected, read_update, tap_to_confirm, tidy
from tests.telegram.conftest import NOW

FIELDS = (
    *WANTED,
    *("chat", "from", "id", "type", "date", "text", "caption", "photo", "document", "contact", "data"),
    *("file_id", "file_size", "width", "user_id", "phone_number", "new_chat_member", "status", "message"),
    *("language_code", "edit_date", "mime_type", "file_name", "forward_origin"),
)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(("private", "kicked"))
)
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=8),
    max_leaves=30,
)


@given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=6) | ANY_JSON, st.integers())
def test_any_json_can_be_read(update: object, number: int) -> None:
    """Fields missing, of another type, nested anywhere: a message with an address, or None."""
    if isinstance(update, dict):
        update = {"update_id": number, **update}
    message = read_update(update, bot="1", now=NOW)
    assert message is None or (message.address.lstrip("-").isdigit() and message.key == f"telegram:1:{number}")
    assert isinstance(is_expected(update), bool)
    assert isinstance(tap_to_confirm(update), str)


@given(st.text(st.characters()))
def test_tidied_text_can_be_stored_and_sealed(text: str) -> None:
    """UTF-8 without NUL, NFC, at most 4,096 signs; tidying again changes nothing."""
    clean = tidy(text)
    assert "\x00" not in clean
    assert clean.encode().decode() == clean
    assert len(clean) <= 4_096
    assert unicodedata.is_normalized("NFC", clean)
    assert tidy(clean) == clean


def test_what_is_no_text_is_empty() -> None:
    """A text of another type is none."""
    assert [tidy(odd) for odd in (None, 5, ["a"], {"a": 1}, b"a")] == [""] * 5
