"""The fixture of the golden talk: who waits, who works here, and what happens between its scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from admin.layouts import layout_named
from conversations import consent, texts
from domain.calendar import VIETNAM
from domain.wording import Text
from tests.talk.doors import Door, PlainDoor
from tests.talk.house import TestHouse
from tests.talk.people import add_staff, command, register, seat
from tests.talk.play import Play
from tests.talk.transcript import Scene

CODE = "BK-7Q4M-2KT"
BATCH = "CA-01840-261127-1.xlsx"
ROW_IN_DOUBT = 7


@dataclass(slots=True)
class Golden:
    """The play, which of its two endings, and the texts the transcript names instead of quoting."""

    play: Play
    path: str
    expanded: Mapping[str, list[str]]

    def scenes_of(self, scenes: list[Scene]) -> list[Scene]:
        """The scenes of this ending."""
        if self.path == "B":
            first = next(index for index, scene in enumerate(scenes) if scene.heading.startswith("path A"))
            return scenes[:first] + [scene for scene in scenes if scene.heading.startswith("path B")]
        return [scene for scene in scenes if not scene.heading.startswith("path B")]


async def golden_play(house: TestHouse, *, path: str, doors: Mapping[str, Door] | None = None) -> Golden:
    """16 registrations wait at the unit, due later; 11 persons wait for the police."""
    officer = await add_staff(house, "Hoàng Thị Sen", "officer", "UB01840")
    police = await add_staff(house, "Ma Văn Dũng", "police", "CA01840")
    await _others(house, officer.staff_id)
    doors = doors or {
        "officer": PlainDoor(house, address="officer"),
        "police": PlainDoor(house, address="police"),
        "": PlainDoor(house, address="lan"),
    }
    for who, links in (("officer", officer), ("police", police)):
        door: Any = doors[who]
        await seat(house, links.staff_id, channel=door.channel, address=door.address)

    async def send_file(door: Door, name: str) -> None:
        """The police fill the list that went to them and hand it back."""
        assert name == BATCH
        officers: Any = doors["officer"]
        sent = officers.documents[-1]
        found, content = await officers.document(sent)
        assert found == BATCH
        await door.sends(name, filled_by_police(content, wrong_row=ROW_IN_DOUBT))

    async def months_pass() -> None:
        await pay(house, officer.staff_id)

    play = Play(
        house,
        doors,
        send_file,
        codes=[CODE],
        before={"Nông Thị Lan, Thứ Hai 11/01/2027, 14:00": months_pass},
    )
    return Golden(play, path, _expanded(house))


def _expanded(house: TestHouse) -> Mapping[str, list[str]]:
    from bot.speaking import Listener
    from bot.web_channel import WebChannel

    listener = Listener(channel="web", language="vi", can=WebChannel.can)

    def spoken(text: Text) -> str:
        return house.engine.house.speaker.line(text, listener=listener, unit="", now=house.now)

    return {
        "(consent text version 1, section 2.1, web chat note)": [spoken(texts.CONSENT_TEXT)],
        "(the consent question, section 2.3)": [spoken(consent.ASK_ALL)],
    }


async def _others(house: TestHouse, officer: str) -> None:
    for number in range(16):
        await register(house, number, now=datetime(2026, 11, 26, 7, tzinfo=VIETNAM))
    early = datetime(2026, 11, 20, 7, tzinfo=VIETNAM)
    for number in range(20, 31):
        code = await register(house, number, now=early)
        for name in ("duyet", "chuyencongan"):
            await command(house, officer, name, {"text": code, "code": code}, now=early.replace(hour=8))


def filled_by_police(content: bytes, *, wrong_row: int) -> bytes:
    """The list with "Khớp" in every row but one, which says the birth date is another."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "Kết quả" for cell in row))
    column = next(cell.column for cell in heading if cell.value == "Kết quả")
    number = next(cell.column for cell in heading if cell.value == "STT")
    first = heading[0].row or 0
    for row in sheet.iter_rows(min_row=first + 2):
        stt = row[(number or 1) - 1].value
        if isinstance(stt, int):
            row[(column or 1) - 1].value = "Sai ngày sinh" if stt == wrong_row else "Khớp"
    return saved(book)


async def pay(house: TestHouse, officer: str) -> None:
    """Between 04/12 and 11/01: category, verified list, payment list, and the payer's result."""
    desks = {"officer": officer}
    for key, name, role, office in (
        ("higher", "Đặng Thị Hà", "higher", "LDTBXH"),
        ("payer", "Lường Văn Quý", "payer", "BUUDIEN"),
    ):
        desks[key] = (await add_staff(house, name, role, office)).staff_id
    desk_doors = {key: PlainDoor(house, address=f"months-{key}") for key in desks}
    for key, staff_id in desks.items():
        await seat(house, staff_id, channel="web", address=f"months-{key}")

    async def does(who: str, *said: str) -> None:
        for text in said:
            house.on()
            if not await desk_doors[who].taps(text):
                await desk_doors[who].says(text)
            await house.settle()
            await desk_doors[who].heard()

    async def hands_in(who: str, name: str, content: bytes) -> None:
        house.on()
        await desk_doors[who].sends(name, content)
        await house.settle()
        await desk_doors[who].heard()

    house.now = datetime(2026, 12, 14, 9, tzinfo=VIETNAM)
    await does("officer", f"/xem {CODE}", "Mở hồ sơ", "Ghi diện", "NCC_TB", "/danhsach", "Lập danh sách")
    house.now = datetime(2026, 12, 22, 9, tzinfo=VIETNAM)
    await does("higher", "/chitra 01/2027")
    await hands_in("higher", "thang-01.xlsx", monthly_list())
    await does("higher", "Lập danh sách")
    house.now = datetime(2027, 1, 11, 13, 50, tzinfo=VIETNAM)
    await does("payer", "/chitra")
    name, content = await desk_doors["payer"].document(desk_doors["payer"].documents[-1])
    await hands_in("payer", name, paid(content))
    await does("payer", "Ghi kết quả")


def monthly_list() -> bytes:
    """What the higher office hands in: one person, 1.500.000 đồng."""
    book = Workbook()
    sheet = book.worksheets[0]
    columns = layout_named("chi_tra_den").columns
    row = {
        "full_name": "Nông Văn Thành",
        "cccd": "006052001234",
        "benefit": "NCC_TB",
        "monthly": 1_500_000,
        "amount": 1_500_000,
    }
    sheet.append([column.heading for column in columns])
    sheet.append([row.get(column.key) for column in columns])
    return saved(book)


def paid(content: bytes) -> bytes:
    """The payment list as the payer sends it back: the money went to the account."""
    book = load_workbook(BytesIO(content))
    sheet = book["Chuyen khoan"]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "Kết quả" for cell in row))
    answers: dict[str, str | int | date] = {
        "Kết quả": "Đã chuyển khoản",
        "Số tiền đã chi": 1_500_000,
        "Ngày chi": date(2027, 1, 11),
    }
    first = (heading[0].row or 0) + 2
    for cell in heading:
        if cell.value in answers:
            sheet.cell(first, cell.column or 1, answers[str(cell.value)])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()
