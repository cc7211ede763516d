"""Staff members: added, listed, suspended; one-time links for the web and one-time codes for chats."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from admin.desk import CannotDo, Desk
from domain.staff import OFFICE_KIND, Role, Staff, staff_of
from domain.wording import Text
from storage import audit, registrations
from storage import staff as staff_rows
from storage.staff import StaffRow

UNKNOWN_OFFICE = Text("staff.unknown_office", "Chưa có cơ quan {x} trong danh mục.")
WRONG_OFFICE = Text("staff.wrong_office", "Cơ quan {x} không có vai trò này.")
UNKNOWN_MEMBER = Text("staff.unknown_member", "Chưa thấy người dùng này.")
LINK = Text("sign_in.link", "Đường dẫn đăng nhập dùng một lần, trong 15 phút.")
LINK_OVER = Text("sign_in.over", "Đường dẫn đã hết hạn. Nhờ quản trị cấp lại.")
LINK_MINUTES = 15
WEB, CHAT = "web", "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Shown once, stored only as hashes: the token of a web link, and the code for /start in a chat."""

    staff_id: str
    web: str = field(repr=False)
    chat: str = field(repr=False)


def add(
    desk: Desk,
    *,
    name: str,
    role: str,
    office: str,
    phone: str = "",
    cccd: str = "",
    minutes: int = LINK_MINUTES,
) -> Links:
    """A new member of an office, with links to sign in.

    phone (E.164) and cccd: kept as blind indexes only, to know a registration of their own. Raises CannotDo
    when the office is not known or is no office of that role, ValueError for an unknown role.
    """
    wanted = Role(role)
    found = next((one for one in desk.places.offices if one.code == office), None)
    if found is None:
        raise CannotDo(Text(UNKNOWN_OFFICE.key, UNKNOWN_OFFICE.vietnamese, x=office))
    if OFFICE_KIND.get(wanted, found.kind) != found.kind:
        raise CannotDo(Text(WRONG_OFFICE.key, WRONG_OFFICE.vietnamese, x=office))
    staff_id = registrations.new_id()
    staff_rows.add(
        desk.db,
        id=staff_id,
        name=name,
        role=wanted.value,
        office=office,
        phone_index=desk.seal.index("phone", phone) if phone else None,
        cccd_index=desk.seal.index("cccd", cccd) if cccd else None,
        seal=desk.seal,
        now=desk.now,
    )
    _audit(desk, "staff.added", staff_id, role=wanted.value, office=office)
    return links_for(desk, staff_id, minutes=minutes)


def links_for(desk: Desk, staff_id: str, *, minutes: int = LINK_MINUTES) -> Links:
    """New links for a member, good once and for some minutes. Raises CannotDo for an unknown one."""
    if staff_rows.find(desk.db, staff_id, seal=desk.seal) is None:
        raise CannotDo(UNKNOWN_MEMBER)
    made = Links(staff_id=staff_id, web=_token(desk), chat=_token(desk))
    until = desk.now + timedelta(minutes=minutes)
    for token, kind in ((made.web, WEB), (made.chat, CHAT)):
        staff_rows.keep_link(desk.db, token_hash=_hash(token), staff_id=staff_id, kind=kind, until=until)
    _audit(desk, "staff.links", staff_id)
    return made


def list_all(desk: Desk) -> list[StaffRow]:
    """Everybody, oldest first."""
    return staff_rows.all_of(desk.db, seal=desk.seal)


def suspend(desk: Desk, staff_id: str) -> None:
    """They may do nothing from now on. Raises CannotDo for an unknown one."""
    if not staff_rows.suspend(desk.db, staff_id, now=desk.now):
        raise CannotDo(UNKNOWN_MEMBER)
    _audit(desk, "staff.suspended", staff_id)


def redeem(desk: Desk, token: str, kind: str) -> Staff | None:
    """Who signs in with a token of a kind (web, chat), used up by this; None when it is no good any more."""
    staff_id = staff_rows.use_link(desk.db, token_hash=_hash(token), kind=kind, now=desk.now)
    row = staff_rows.find(desk.db, staff_id, seal=desk.seal) if staff_id else None
    if row is None or row.suspended:
        return None
    _audit(desk, "staff.signed_in", row.id, kind=kind)
    return staff_of(desk.places, desk.today, id=row.id, name=row.name, role=row.role, office=row.office)


def link_alive(desk: Desk, token: str) -> bool:
    """Whether a web link could still be used; uses nothing up."""
    return staff_rows.is_link_good(desk.db, token_hash=_hash(token), kind=WEB, now=desk.now)


def _token(desk: Desk) -> str:
    """128 random bits."""
    return format(desk.draw() << 64 | desk.draw(), "032x")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _audit(desk: Desk, what: str, about: str, **details: object) -> None:
    audit.write(desk.db, at=desk.now, who=desk.who, what=what, about=about, **details)
