"""Lists of the demo: out to the police and to the payer, filled there with made-up answers, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from admin.layouts import layout_named
from bot.demo_staff import Clerk, Talker
from bot.engine import Engine
from domain.wording import Answers

#: Allowances of the demo: invented, the program never computes one.
AMOUNTS = {"NCC": 2_055_000, "BTXH": 750_000, "HTXH": 500_000}
GROUPS = {"NCC": "NCC_TB", "BTXH": "BT_KT_N", "HTXH": "HTXH_75"}
Fill = Callable[[int, Mapping[str, Any]], Mapping[str, Any]]


async def lists_made(
    engine: Engine, sen: Clerk, staff: Mapping[str, str], *, start: datetime, people: Sequence[Answers]
) -> None:
    """The police's answers, the verified list, and a payment list with its result for this month."""
    police = Talker(engine, "demo-police", start, staff_id=staff["police"])
    higher = Talker(engine, "demo-higher", start, staff_id=staff["higher"])
    payer = Talker(engine, "demo-payer", start, staff_id=staff["payer"])
    for clerk in (police, higher, payer):
        await clerk.comes()
    sen.at(start + timedelta(days=2))
    await police_list(sen)
    name, content = await sen.newest_file()
    police.at(start + timedelta(days=5))
    await police.sends(name, filled(content, _by_police))
    await police.waits()
    await police.taps("Ghi kết quả")
    await police.waits()
    await _paid(sen, higher, payer, start=start, people=people)


async def police_list(sen: Clerk) -> None:
    """Whoever waits for the police goes out in a list."""
    await sen.says("/guicongan")
    await sen.taps("Lập danh sách")
    await sen.waits()


async def _paid(sen: Clerk, higher: Talker, payer: Talker, *, start: datetime, people: Sequence[Answers]) -> None:
    sen.at(start + timedelta(days=8))
    await sen.says("/danhsach")
    while sen.offers("Lập danh sách"):
        await sen.taps("Lập danh sách")
        await sen.waits()
    paid_on = start + timedelta(days=16)
    higher.at(start + timedelta(days=12))
    await higher.says(f"/chitra {paid_on:%m/%Y}")
    await higher.sends("chi-tra.xlsx", monthly_list(people))
    await higher.waits()
    await higher.taps("Lập danh sách")
    await higher.waits()
    payer.at(paid_on)
    await payer.says("/chitra")
    await payer.waits()
    name, content = await payer.newest_file()
    await payer.sends(name, filled(content, lambda number, row: _by_payer(number, row, day=paid_on)))
    await payer.waits()
    await payer.taps("Ghi kết quả")
    await payer.waits()


def _by_police(number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if number == 4:
        return {"Kết quả": "Sai ngày sinh", "Nội dung đúng (nếu sai)": "ngày sinh khác một ngày"}
    return {"Kết quả": "Khớp"}


def _by_payer(number: int, row: Mapping[str, Any], *, day: datetime) -> Mapping[str, Any]:
    if row["Hình thức"] != "Chuyển khoản":
        return {"Kết quả": "Đã nhận tiền mặt", "Số tiền đã chi": row["Tổng số tiền"], "Ngày chi": day.date()}
    if number == 3:
        return {
            "Kết quả": "Chuyển khoản bị trả lại",
            "Số tiền đã chi": 0,
            "Lý do": "Tài khoản đóng, khóa, tạm ngừng",
        }
    return {"Kết quả": "Đã chuyển khoản", "Số tiền đã chi": row["Tổng số tiền"], "Ngày chi": day.date()}


def filled(content: bytes, answer: Fill) -> bytes:
    """A list with the other office's columns filled, row by row."""
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        _fill(sheet, answer)
    return _saved(book)


def _fill(sheet: Worksheet, answer: Fill) -> None:
    heading = next((row for row in sheet.iter_rows() if any(cell.value == "Mã dòng" for cell in row)), None)
    if heading is None:
        return
    columns = {str(cell.value): cell.column or 1 for cell in heading if cell.value}
    for cells in sheet.iter_rows(min_row=(heading[0].row or 0) + 2):
        row = {name: cells[column - 1].value for name, column in columns.items()}
        if isinstance(row["STT"], int) and row["Mã dòng"]:
            for name, value in answer(row["STT"], row).items():
                cells[columns[name] - 1].value = value


def monthly_list(people: Sequence[Answers]) -> bytes:
    """What Phòng LĐ-TBXH hands in for a month."""
    book = Workbook()
    sheet = book.worksheets[0]
    columns = layout_named("chi_tra_den").columns
    sheet.append([column.heading for column in columns])
    for person in people:
        group = str(person["category_group"])
        row = {
            "full_name": person["full_name"],
            "cccd": person["cccd"],
            "benefit": GROUPS[group],
            "monthly": AMOUNTS[group],
            "amount": AMOUNTS[group],
        }
        sheet.append([row.get(column.key) for column in columns])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
