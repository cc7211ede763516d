"""Choices that stand in more than one question."""

from __future__ import annotations

from domain.wording import Choice, Text, Value


def keep(key: str, value: Value, name: str, vietnamese: str) -> Choice:
    """A choice that answers one key."""
    return Choice(label=Text(f"choice.{name}", vietnamese), keeps={key: value})


def act(does: str, vietnamese: str) -> Choice:
    """A choice that is an act of the talk."""
    return Choice(label=Text(f"choice.{does}", vietnamese), does=does)


SEND_QR = act("photo", "Gửi ảnh mã QR")
KEEP_OLD = act("keep_old", "Giữ nguyên")
LATER = act("defer", "Để sau")
CALL_ME = act("callback", "Cán bộ gọi lại")
SHARE_PHONE = act("contact", "Gửi số của tôi")
