"""Fictitious people for tests: registrations made through the same doors as everybody's, only faster."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from admin import intake
from admin import staff as staff_duty
from admin.command import Command
from admin.commands import COMMANDS
from admin.desk import Desk
from domain.calendar import day_of
from domain.wording import Answers, Value
from storage import chats
from storage import staff as staff_rows
from tests.talk.house import TestHouse

NAMES = (
    *("An", "Bình", "Cường", "Dung", "Em", "Giang", "Hà", "Hải", "Hòa", "Huệ", "Hùng", "Hương", "Khánh"),
    *("Kiên", "Lan", "Liên", "Long", "Mai", "Minh", "Nam", "Nga", "Ngân", "Oanh", "Phong", "Phúc", "Quang"),
    *("Quý", "Sơn", "Tâm", "Thắng", "Thảo", "Thu", "Tiến", "Trang", "Tuấn", "Uyên", "Vân", "Vinh", "Xuân"),
)


def answers_of(number: int, **changed: Value) -> dict[str, Value]:
    """A complete set of answers of fictitious person number n (self, cash, phường Đức Xuân)."""
    female = number % 2
    year = 1940 + number % 30
    answers: dict[str, Value] = {
        "role": "self",
        "cccd": f"006{1 if female else 0}{year % 100:02d}{900000 + number:06d}",
        "full_name": f"{'Hoàng Thị' if female else 'Hoàng Văn'} {NAMES[number % len(NAMES)]}",
        "birth_date": f"{year}-03-{1 + number % 28:02d}",
        "residence_unit": {"unit": "01840", "old": None},
        "residence_detail": f"Tổ {1 + number % 20}",
        "category_group": "NCC",
        "phone": f"+8491{2000000 + number:07d}",
        "pay_by": "cash",
    }
    return answers | changed


def desk_of(house: TestHouse, db: Connection, *, now: datetime | None = None, chat_id: str = "") -> Desk:
    """The program's desk, or a chat's."""
    own = house.engine.desk(db, now or house.now)
    return Desk(
        db=db,
        seal=own.seal,
        now=own.now,
        places=own.places,
        settings=own.settings,
        draw=own.draw,
        chat_id=chat_id,
    )


async def register(house: TestHouse, number: int, *, now: datetime | None = None, **changed: Value) -> str:
    """A registration of fictitious person n from a chat of its own; its code."""

    def work(db: Connection) -> str:
        address = f"person-{number}"
        ids = chats.make(db, [("web", address)], seal=house.engine.house.seal, now=now or house.now)
        desk = desk_of(house, db, now=now, chat_id=ids["web", address])
        made = intake.submit(
            desk,
            talk_id=f"{number:032x}",
            answers=answers_of(number, **changed),
            form_version=1,
            consents_agreed={"register": True, "forward": True, "messages": True},
        )
        return made.code

    return await house.engine.run(work)


async def add_staff(house: TestHouse, name: str, role: str, office: str) -> staff_duty.Links:
    """A member of staff with sign-in links."""
    return await house.engine.run(
        lambda db: staff_duty.add(desk_of(house, db), name=name, role=role, office=office, minutes=10**6)
    )


async def seat(house: TestHouse, staff_id: str, *, channel: str, address: str) -> None:
    """Sign a chat in without a link (links have tests of their own)."""

    def work(db: Connection) -> None:
        ids = chats.make(db, [(channel, address)], seal=house.engine.house.seal, now=house.now)
        chats.sign_in(db, ids[channel, address], staff_id)

    await house.engine.run(work)


async def command(
    house: TestHouse, staff_id: str, name: str, args: Answers | None = None, *, now: datetime | None = None
) -> object:
    """Run a staff command as somebody; its Answer."""

    def work(db: Connection) -> object:
        desk = desk_of(house, db, now=now)
        who = staff_rows.signed_in(db, [staff_id], places=desk.places, day=day_of(desk.now), seal=desk.seal)[
            staff_id
        ]
        found: Command = COMMANDS[name]
        seated = Desk(
            db=db,
            seal=desk.seal,
            now=desk.now,
            places=desk.places,
            settings=desk.settings,
            draw=desk.draw,
            staff=who,
        )
        return found.run(seated, args or {})

    return await house.engine.run(work)
