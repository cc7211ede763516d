"""Notices about a decision that reach nobody become tasks: somebody calls (payments have their own way).

So do messages of people that our own code could not read: they were told that staff know.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from admin.desk import Desk
from domain.packing import pack_text
from domain.wording import Text
from storage import decisions, registrations, tasks

#: What an officer reads on the phone list, by the first word of the notice's key.
SAY: dict[str, Text] = {
    "returned": Text("task.unseen_returned", "Gọi báo: hồ sơ {code} cần sửa."),
    "rejected": Text("task.unseen_rejected", "Gọi báo: hồ sơ {code} chưa được tiếp nhận."),
    "stopped": Text("task.unseen_stopped", "Gọi báo: hồ sơ {code} đã dừng."),
}


UNREADABLE = Text("task.unreadable", "Có tin nhắn chưa đọc được. Báo mã {number} cho người quản trị.")


def put_unreadable(desk: Desk, *, code: str) -> None:
    """A task for a message of this desk's chat that was put aside: its error code, and whom to ask, if known."""
    own = registrations.in_chats(desk.db, [desk.chat_id], seal=desk.seal)
    newest = max(own, key=lambda one: one.sent_at, default=None)
    tasks.add(
        desk.db,
        key=f"unreadable:{code}",
        kind="unreadable",
        text=json.dumps(pack_text(Text(UNREADABLE.key, UNREADABLE.vietnamese, number=code)), ensure_ascii=False),
        seal=desk.seal,
        now=desk.now,
        unit=newest.unit if newest else "",
        registration_id=newest.id if newest else "",
        chat_id=desk.chat_id,
    )


def put_on_phone_list(desk: Desk, keys: Sequence[str], *, kind: str) -> int:
    """Tasks for notices (by key, ``returned:<decision>``) that will not be read; how many were new.

    kind: storage.tasks NO_CHAT or NOT_OPENED. What needs no call (an approval) makes no task.
    """
    new = 0
    for key in keys:
        what, _, decision_id = key.partition(":")
        decision = decisions.find(desk.db, decision_id, seal=desk.seal) if what in SAY else None
        one = registrations.find(desk.db, decision.registration_id, seal=desk.seal) if decision else None
        if one is None:
            continue
        said = Text(SAY[what].key, SAY[what].vietnamese, code=one.code)
        new += tasks.add(
            desk.db,
            key=f"{kind}:{key}",
            kind=kind,
            text=json.dumps(pack_text(said), ensure_ascii=False),
            seal=desk.seal,
            now=desk.now,
            unit=one.unit,
            registration_id=one.id,
            chat_id=one.chat_id,
        )
    return new
