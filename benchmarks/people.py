"""Fictitious people of phường Đức Xuân for the benchmarks: registrations with their chats, written in bulk.

Rows are what ``admin.intake`` writes (sealed answers, blind indexes); only the way in is shorter, so that a
million of them are there in minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert

from domain.reading.text import fold
from domain.row_codes import registration_code
from domain.wording import Value
from storage.schema import chats, registration_versions, registrations, staff
from storage.sealing import Sealer

NOW = datetime(2027, 1, 11, 7, 0, tzinfo=UTC)
UNIT = "01840"
_FAMILY = ("Nông", "Hoàng", "Triệu", "Lý", "Bế", "Hà", "Ma", "Lường", "Đàm", "Vi")
_MIDDLE = ("Thị", "Văn", "Thanh", "Đức", "Minh")
_GIVEN = ("Lan", "Thành", "Mùi", "Hoa", "Bình", "Thơm", "Dũng", "Tuyết", "Quý", "Xuân", "Hạnh")
#: Any odd number below 31^6 that shares no factor with it: codes of people side by side look unlike each other.
_SPREAD = 387_420_489


def name_of(number: int) -> str:
    """A name; many people share one, as they do."""
    family, rest = _FAMILY[number % 10], number // 10
    return f"{family} {_MIDDLE[rest % 5]} {_GIVEN[rest // 5 % 11]}"


def cccd_of(number: int) -> str:
    """Twelve digits, no two people the same."""
    return f"0060{40 + number // 1_000_000 % 40:02d}{number % 1_000_000:06d}"


def account_of(number: int) -> str:
    """An account number."""
    return f"10{number:09d}"


def code_of(number: int) -> str:
    """The registration's code."""
    return registration_code("BK", number * _SPREAD)


def answers_of(number: int) -> dict[str, Value]:
    """What the enrolment form keeps of one person."""
    return {
        "role": "self",
        "cccd": cccd_of(number),
        "full_name": name_of(number),
        "birth_date": "1948-02-01",
        "residence_unit": {"unit": UNIT, "old": None},
        "residence_detail": f"Tổ {number % 20 + 1}",
        "category_group": "NCC",
        "phone": f"+84912{number % 1_000_000:06d}",
        "pay_by": "account",
        "bank": "VCB",
        "account_number": account_of(number),
        "account_holder": "beneficiary",
    }


def register(
    db: Connection,
    numbers: range,
    *,
    seal: Sealer,
    status: Callable[[int], str],
    channel: str = "web",
    unit: Callable[[int], str] = lambda number: UNIT,
) -> list[str]:
    """Some people registered, each in a chat of their own; the registrations' ids, in order."""
    rows = [_person(number, seal, status=status(number), channel=channel, unit=unit(number)) for number in numbers]
    db.execute(insert(chats), [chat for chat, _, _ in rows])
    db.execute(insert(registrations), [registration for _, registration, _ in rows])
    db.execute(insert(registration_versions), [version for _, _, version in rows])
    return [registration["id"] for _, registration, _ in rows]


def _person(number: int, seal: Sealer, *, status: str, channel: str, unit: str) -> tuple[dict[str, Any], ...]:
    answers, chat, ident, address = answers_of(number), uuid4().hex, uuid4().hex, f"person{number}"
    sent = NOW - timedelta(days=60) + timedelta(seconds=number % 3_000_000)
    return (
        {
            "id": chat,
            "channel": channel,
            "address_sealed": seal.seal(address, table="chats", column="address_sealed", row=chat),
            "address_index": seal.index("chat", f"{channel}:{address}"),
            "made_at": sent,
        },
        {
            "id": ident,
            "code": code_of(number),
            "talk_id": uuid4().hex,
            "unit": unit,
            "chat_id": chat,
            "status": status,
            "status_since": sent,
            "version": 1,
            "revision": 1,
            "sent_at": sent,
            "due_on": date(2026, 11, 1) + timedelta(days=number % 90),
            "role": "self",
            "pay_by": "account",
            "category_group": "NCC",
            "category": "NCC",
            "cccd_index": seal.index("cccd", str(answers["cccd"])),
            "name_index": seal.index("name", fold(str(answers["full_name"]))),
            "phone_index": seal.index("phone", str(answers["phone"])),
            "account_index": seal.index("account", account_of(number)),
            "tell_messages": True,
        },
        {
            "registration_id": ident,
            "version": 1,
            "answers_sealed": seal.seal(
                json.dumps(answers, ensure_ascii=False, sort_keys=True),
                table="registration_versions",
                column="answers_sealed",
                row=f"{ident}:1",
            ),
            "form": "enrolment",
            "form_version": 1,
            "typed_by": "",
            "made_at": sent,
        },
    )


def register_all(
    engine: Engine,
    count: int,
    *,
    seal: Sealer,
    status: Callable[[int], str],
    channel: str = "web",
    unit: Callable[[int], str] = lambda number: UNIT,
    part: int = 5000,
) -> Iterator[str]:
    """Everybody from 1 to ``count``, with progress on stderr; the ids, in order."""
    for first in range(1, count + 1, part):
        numbers = range(first, min(first + part, count + 1))
        with engine.begin() as db:
            yield from register(db, numbers, seal=seal, status=status, channel=channel, unit=unit)
        progress(f"registered {numbers[-1]:,} of {count:,}")


def sign_up(db: Connection, role: str, office: str, *, seal: Sealer, name: str = "Phạm Văn Bưu") -> str:
    """A member of staff; the id."""
    ident = uuid4().hex
    sealed = seal.seal(name, table="staff", column="name_sealed", row=ident)
    db.execute(insert(staff).values(id=ident, name_sealed=sealed, role=role, office=office, made_at=NOW))
    return ident


def progress(said: str) -> None:
    """One line on stderr, over the one before where somebody looks at it."""
    end = "\r" if sys.stderr.isatty() else "\n"
    sys.stderr.write(f"  {said}{' ' * 20 if end != chr(10) else ''}{end}")
    sys.stderr.flush()
