"""About forty fictitious people in every status, made through the duties everybody else uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from admin import intake
from admin.desk import Desk
from bot.demo_lists import GROUPS, lists_made, police_list
from bot.demo_staff import Clerk, Talker
from bot.engine import Engine
from domain.wording import Value
from storage import chats

#: key -> (how the link is announced, role, office)
OFFICES: dict[str, tuple[str, str, str]] = {
    "officer": ("Cán bộ phường Đức Xuân: Hoàng Thị Sen", "officer", "UB01840"),
    "second": ("Cán bộ phường Đức Xuân (thứ hai): Nông Văn Tú", "officer", "UB01840"),
    "police": ("Công an phường Đức Xuân: Ma Văn Dũng", "police", "CA01840"),
    "higher": ("Phòng LĐ-TBXH: Đặng Thị Hà", "higher", "LDTBXH"),
    "payer": ("Bưu điện: Lường Văn Quý", "payer", "BUUDIEN"),
    "administrator": ("Quản trị: Triệu Minh Đức", "administrator", "LDTBXH"),
}
_FAMILY = ("Nông", "Hoàng", "Triệu", "Lý", "Đặng", "Ma", "Lường", "Bàn", "Hà", "Nguyễn")
_GIVEN = ("Thành", "Mùi", "Sen", "Lợi", "Hạnh", "Dũng", "Quý", "Yến", "Sơn", "Hoa", "Bình", "Lan", "Phúc")


def answers_of(number: int) -> dict[str, Value]:
    """The complete answers of fictitious person number n; every way of paying, every role."""
    female, year = number % 2 == 1, 1938 + number % 35
    middle = "Thị" if female else "Văn"
    answers: dict[str, Value] = {
        "role": "self",
        "cccd": f"006{1 if female else 0}{year % 100:02d}{800000 + number * 137:06d}",
        "full_name": f"{_FAMILY[number % 10]} {middle} {_GIVEN[number % 13]}",
        "birth_date": f"{year}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        "residence_unit": {"unit": "01840", "old": ("01840", "01834", "01846")[number % 3]},
        "residence_detail": f"Tổ {1 + number % 12}",
        "category_group": ("NCC", "BTXH", "HTXH")[number % 3],
        "phone": f"+8491{2100000 + number * 311:07d}",
    }
    answers |= _way(number)
    if number % 4 == 0:
        answers |= {
            "role": "helper",
            "requester_name": f"{_FAMILY[number % 10]} Thị {_GIVEN[(number + 5) % 13]}",
            "requester_phone": f"+8498{3100000 + number * 173:07d}",
            "relation": "child",
            "basis_document": "spoken",
        }
        if answers["pay_by"] in ("cash", "cash_home"):
            answers["cash_receiver"] = "beneficiary"
    return answers


def _way(number: int) -> dict[str, Value]:
    kind = number % 5
    if kind < 3:
        return {
            "pay_by": "account",
            "bank": ("AGRIBANK", "VCB", "BIDV")[kind],
            "account_number": (
                f"85002050{10000 + number}",
                f"03510001{20000 + number}",
                f"395100{10000000 + number}",
            )[kind],
            "account_holder": "beneficiary",
        }
    if kind == 3:
        return {"pay_by": "open_account", "open_at": "counter", "account_holder": "beneficiary"}
    return {"pay_by": "cash"}


async def register(engine: Engine, numbers: Sequence[int], *, now: datetime) -> list[str]:
    """Send these people's registrations at a moment; their codes."""

    def work(db: Connection) -> list[str]:
        return [_submit(db, engine, number, now) for number in numbers]

    return await engine.run(work)


def _submit(db: Connection, engine: Engine, number: int, now: datetime) -> str:
    house, address = engine.house, f"demo-{number}"
    ids = chats.make(db, [("web", address)], seal=house.seal, now=now)
    desk = Desk(
        db=db,
        seal=house.seal,
        now=now,
        places=house.places,
        settings=house.settings,
        draw=house.draw,
        chat_id=ids["web", address],
    )
    agreed = {"register": True, "forward": True, "messages": number % 7 != 6}
    made = intake.submit(
        desk, talk_id=f"{number:032x}", answers=answers_of(number), form_version=1, consents_agreed=agreed
    )
    return made.code


async def populate(engine: Engine, *, now: datetime, staff: Mapping[str, str]) -> None:
    """Three weeks of an office's work, up to this morning."""
    start = now - timedelta(days=21)
    sen = Clerk(engine, "demo-officer", start, staff_id=staff["officer"])
    await sen.comes()
    paid = await register(engine, range(14), now=start)
    sen.at(start + timedelta(days=1))
    for number, code in enumerate(paid):
        await sen.approve(code)
        await sen.queue(code)
        await sen.category(code, GROUPS[str(answers_of(number)["category_group"])])
    await lists_made(engine, sen, staff, start=start, people=[answers_of(number) for number in range(11)])
    await _this_week(engine, sen, now=now)


async def _this_week(engine: Engine, sen: Clerk, *, now: datetime) -> None:
    recent = await register(engine, range(14, 28), now=now - timedelta(days=3))
    sen.at(now - timedelta(days=2))
    await sen.give_back(recent[0], "Họ tên", "Khác giấy tờ")
    await sen.give_back(recent[1], "Nơi thường trú", "Không ở đây")
    await sen.reject(recent[2], "Ngoài danh sách")
    await sen.reject(recent[3], "Mời đến giải thích")
    for code in recent[4:12]:
        await sen.approve(code)
    for code in recent[6:8]:
        await sen.queue(code)
    await police_list(sen)
    for code in recent[8:10]:
        await sen.queue(code)
    await _two_leave(engine, sen, (24, 25), now=now)
    await register(engine, range(28, 38), now=now - timedelta(days=1))
    await register(engine, (38, 39), now=now - timedelta(hours=2))


async def _two_leave(engine: Engine, sen: Clerk, numbers: tuple[int, int], *, now: datetime) -> None:
    """One takes the consent back, one has moved away: the officer stops the registration."""
    leaving, moving = (Talker(engine, f"demo-{number}", now - timedelta(hours=40)) for number in numbers)
    await moving.comes()
    day = now - timedelta(days=30)
    for said in ("/baothaydoi", "Chuyển đi nơi khác", "Phường Gia Sàng, tỉnh Thái Nguyên", f"{day:%d/%m/%Y}"):
        await moving.says(said)
    sen.at(now - timedelta(hours=30))
    await sen.says("/baodienthoai")
    while not sen.offers("Dừng từ kỳ sau"):
        await sen.taps("Để sau")
    await sen.taps("Dừng từ kỳ sau")
    await leaving.comes()
    for said in ("/rutdongy", "Lập hồ sơ"):
        await leaving.says(said)
