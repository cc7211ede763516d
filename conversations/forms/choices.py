"""Choices that stand in more than one question."""

from __future__ import annotations

from domain.wording import Choice, Text, Value


def keep(key: str, value: Value, label: Text) -> Choice:
    """A choice that answers one key."""
    return Choice(label=label, keeps={key: value})


def act(does: str, label: Text) -> Choice:
    """A choice that is an act of the talk."""
    return Choice(label=label, does=does)


SEND_QR = act("photo", Text("choice.photo", "Gửi ảnh mã QR"))
KEEP_OLD = act("keep_old", Text("choice.keep_old", "Giữ nguyên"))
LATER = act("defer", Text("choice.defer", "Để sau"))
CALL_ME = act("callback", Text("choice.callback", "Cán bộ gọi lại"))
SHARE_PHONE = act("contact", Text("choice.contact", "Gửi số của tôi"))
TRY_AGAIN = act("try_again", Text("choice.try_again", "Thử lại"))
#: Answers that miss before another way is offered.
MISSES_BEFORE_HELP = 3
