"""Staff members and their one-time links. Only hashes of tokens are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from domain.reference.places import Places
from domain.staff import Staff, staff_of
from storage.schema import chats, staff, staff_links
from storage.sealing import Sealer

_TABLE = "staff"
_C = staff.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A staff member as stored; domain.staff.staff_of adds what the office serves."""

    id: str
    name: str = field(repr=False)
    role: str
    office: str
    suspended: bool
    made_at: datetime


def add(
    db: Connection,
    *,
    id: str,
    name: str,
    role: str,
    office: str,
    phone_index: str | None,
    cccd_index: str | None,
    seal: Sealer,
    now: datetime,
) -> None:
    """A new staff member."""
    db.execute(
        insert(staff).values(
            id=id,
            name_sealed=seal.seal(name, table=_TABLE, column="name_sealed", row=id),
            role=role,
            office=office,
            phone_index=phone_index,
            cccd_index=cccd_index,
            made_at=now,
        )
    )


def find(db: Connection, staff_id: str, *, seal: Sealer) -> StaffRow | None:
    """One staff member by id."""
    return find_many(db, [staff_id], seal=seal).get(staff_id)


def find_many(db: Connection, ids: Collection[str], *, seal: Sealer) -> dict[str, StaffRow]:
    """Staff members by id, in one query."""
    rows = db.execute(select(staff).where(_C.id.in_(list(ids))))
    return {row.id: _row(row, seal) for row in rows}


def all_of(db: Connection, *, seal: Sealer) -> list[StaffRow]:
    """Everybody, oldest first."""
    return [_row(row, seal) for row in db.execute(select(staff).order_by(_C.made_at, _C.id))]


def suspend(db: Connection, staff_id: str, *, now: datetime) -> bool:
    """They may do nothing from now on, and their chats are signed out; False when there is no such member."""
    found = db.execute(update(staff).where(_C.id == staff_id).values(suspended_at=now)).rowcount == 1
    db.execute(update(chats).where(chats.c.staff_id == staff_id).values(staff_id=None))
    return found


def with_numbers(db: Connection, *, phones: Collection[str], cccds: Collection[str]) -> str:
    """Id of the member whose phone or CCCD has one of these blind indexes, "" for nobody."""
    same: list[ColumnElement[bool]] = []
    if phones:
        same.append(_C.phone_index.in_(list(phones)))
    if cccds:
        same.append(_C.cccd_index.in_(list(cccds)))
    if not same:
        return ""
    return db.execute(select(_C.id).where(or_(*same)).order_by(_C.made_at).limit(1)).scalar() or ""


def keep_link(db: Connection, *, token_hash: str, staff_id: str, kind: str, until: datetime) -> None:
    """A one-time link (web) or code (chat)."""
    db.execute(insert(staff_links).values(token_hash=token_hash, staff_id=staff_id, kind=kind, until=until))


def use_link(db: Connection, *, token_hash: str, kind: str, now: datetime) -> str | None:
    """Whose link it is, used up by this; None when it is unknown, used, or too old."""
    columns = staff_links.c
    used = db.execute(
        update(staff_links)
        .where(
            columns.token_hash == token_hash,
            columns.kind == kind,
            columns.used_at.is_(None),
            columns.until > now,
        )
        .values(used_at=now)
        .returning(columns.staff_id)
    )
    return used.scalar()


def is_link_good(db: Connection, *, token_hash: str, kind: str, now: datetime) -> bool:
    """Whether a link is neither used nor too old."""
    columns = staff_links.c
    query = select(columns.staff_id).where(
        columns.token_hash == token_hash, columns.kind == kind, columns.used_at.is_(None), columns.until > now
    )
    return db.execute(query).first() is not None


def _row(row: Row[Any], seal: Sealer) -> StaffRow:
    return StaffRow(
        id=row.id,
        name=seal.unseal(row.name_sealed, table=_TABLE, column="name_sealed", row=row.id),
        role=row.role,
        office=row.office,
        suspended=row.suspended_at is not None,
        made_at=row.made_at,
    )


def signed_in(
    db: Connection, staff_ids: Collection[str], *, places: Places, day: date, seal: Sealer
) -> dict[str, Staff]:
    """Staff members by id with what their office serves on a day; suspended ones are left out."""
    return {
        row.id: staff_of(places, day, id=row.id, name=row.name, role=row.role, office=row.office)
        for row in find_many(db, staff_ids, seal=seal).values()
        if not row.suspended
    }
