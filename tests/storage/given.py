"""What storage tests begin with: messages, chats, staff, a registration."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert

from domain.messages import Attachment, Incoming
from storage import chats, inbox, outbox, registrations
from storage import schema as tables
from storage.sealing import Sealer


def a_text(address: str, now: datetime, *, text: str = "chào", kind: str = "text", key: str = "") -> Incoming:
    """A message of a Telegram chat, under a key of its own."""
    return Incoming(
        channel="telegram",
        address=address,
        key=key or f"telegram:{uuid4().hex}",
        kind=kind,
        sent_at=now,
        text=text,
    )


def a_photo(address: str, now: datetime) -> Incoming:
    """A photo that must be fetched."""
    return Incoming(
        channel="telegram",
        address=address,
        key=f"telegram:{uuid4().hex}",
        kind="photo",
        sent_at=now,
        attachment=Attachment(kind="photo", ref="file-1", size=5, content=b"never kept"),
    )


def heard(db: Connection, *messages: Incoming, seal: Sealer, now: datetime) -> list[str]:
    """Keep messages; the ids of their chats, in order, each once."""
    inbox.keep(db, messages, seal=seal, now=now)
    ids = chats.make(db, [(one.channel, one.address) for one in messages], seal=seal, now=now)
    return list({ids[one.channel, one.address]: None for one in messages})


def a_chat(db: Connection, address: str, *, seal: Sealer, now: datetime, channel: str = "telegram") -> str:
    """A chat nobody has written in."""
    return chats.make(db, [(channel, address)], seal=seal, now=now)[channel, address]


def said(db: Connection, chat_id: str, *texts: str, seal: Sealer, now: datetime, **more: Any) -> None:
    """Put texts into the outbox of a chat."""
    lines = [outbox.ToSend(chat_id=chat_id, body={"text": text}, **more) for text in texts]
    outbox.add(db, lines, seal=seal, now=now)


def a_colleague(db: Connection, *, seal: Sealer, now: datetime) -> str:
    """A commune officer."""
    ident = uuid4().hex
    db.execute(
        insert(tables.staff).values(
            id=ident,
            name_sealed=seal.seal("Lý Thị B", table="staff", column="name_sealed", row=ident),
            role="officer",
            office="UBND-01840",
            made_at=now,
        )
    )
    return ident


def a_registration(
    db: Connection, chat_id: str, *, seal: Sealer, now: datetime, typed_by: str = "", code: str = "BK-7Q4M-2KT"
) -> str:
    """A registration with its first version."""
    ident = uuid4().hex
    values: dict[str, Any] = {
        "id": ident,
        "code": code,
        "talk_id": uuid4().hex,
        "unit": "01840",
        "chat_id": chat_id,
        "status": "submitted",
        "due_on": date(2026, 12, 1),
        "role": "self",
        "pay_by": "cash",
        "category_group": "BTXH",
        "name_index": seal.index("name", "nguyen van a"),
        "tell_messages": True,
    }
    registrations.add(
        db, values, answers={"name": "Nguyễn Văn A"}, form=("enrolment", 1), typed_by=typed_by, seal=seal, now=now
    )
    return ident
