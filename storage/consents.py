"""What was agreed: the exact text shown, who answered for whom, when, with which words (Luật 91/2025/QH15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update

from storage.schema import consents
from storage.sealing import Sealer

PURPOSES = ("register", "forward", "messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One purpose's answer. registration_id "" while the draft was not sent."""

    id: str
    registration_id: str
    purpose: str
    agreed: bool
    at: datetime
    text_version: int
    text: str = field(repr=False)
    said: str = field(repr=False)
    withdrawn_at: datetime | None


def keep(
    db: Connection,
    answers: Mapping[str, bool],
    *,
    chat_id: str,
    talk_id: str,
    channel: str,
    text: str,
    sha256: str,
    text_version: int,
    language: str,
    said: str,
    seal: Sealer,
    now: datetime,
) -> None:
    """Keep one row a purpose (``answers``: purpose -> agreed)."""
    rows = []
    for purpose, agreed in answers.items():
        ident = uuid4().hex
        rows.append(
            {
                "id": ident,
                "chat_id": chat_id,
                "talk_id": talk_id,
                "purpose": purpose,
                "text_version": text_version,
                "text_sha256": sha256,
                "text_sealed": seal.seal(text, table="consents", column="text_sealed", row=ident),
                "language": language,
                "channel": channel,
                "said_sealed": seal.seal(said, table="consents", column="said_sealed", row=ident),
                "agreed": agreed,
                "on_behalf": "",
                "at": now,
            }
        )
    if rows:
        db.execute(insert(consents), rows)


_BIND = (
    update(consents)
    .where(consents.c.talk_id == bindparam("talk"))
    .values(
        registration_id=bindparam("registration"),
        controller=bindparam("office"),
        on_behalf=bindparam("behalf"),
        basis=bindparam("why"),
    )
)


def bind(
    db: Connection, *, talk_id: str, registration_id: str, controller: str, on_behalf: str, basis: str
) -> None:
    """The draft was sent: its consents belong to the registration, and the office is named."""
    bound = {"registration": registration_id, "office": controller, "behalf": on_behalf, "why": basis}
    db.execute(_BIND, {"talk": talk_id, **bound})


def withdraw(db: Connection, *, registration_id: str, purposes: Sequence[str], by: str, now: datetime) -> int:
    """Mark the answers of some purposes withdrawn; how many were agreed before."""
    return db.execute(
        update(consents)
        .where(
            consents.c.registration_id == registration_id,
            consents.c.purpose.in_(list(purposes)),
            consents.c.agreed,
            consents.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now, withdrawn_by=by)
    ).rowcount


def of_registration(db: Connection, registration_id: str, *, seal: Sealer) -> list[Consent]:
    """The answers that belong to a registration, oldest first."""
    return _found(db, consents.c.registration_id == registration_id, seal)


def of_chat(db: Connection, chat_id: str, *, seal: Sealer) -> list[Consent]:
    """All answers given in a chat, oldest first (what a person asks for with /dulieu)."""
    return _found(db, consents.c.chat_id == chat_id, seal)


def forget_draft(db: Connection, *, talk_id: str) -> int:
    """A draft was deleted and its consents go with it; those of a registration stay. How many."""
    of_draft = and_(consents.c.talk_id == talk_id, consents.c.registration_id.is_(None))
    return db.execute(delete(consents).where(of_draft)).rowcount


def _found(db: Connection, which: ColumnElement[bool], seal: Sealer) -> list[Consent]:
    rows = db.execute(select(consents).where(which).order_by(consents.c.at, consents.c.id))
    return [
        Consent(
            id=row.id,
            registration_id=row.registration_id or "",
            purpose=row.purpose,
            agreed=row.agreed,
            at=row.at,
            text_version=row.text_version,
            text=seal.unseal(row.text_sealed, table="consents", column="text_sealed", row=row.id),
            said=seal.unseal(row.said_sealed, table="consents", column="said_sealed", row=row.id),
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]
