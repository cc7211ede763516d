"""Fictitious people for the golden sheets; every layout gets the columns it has out of the same rows."""

from __future__ import annotations

from datetime import date

from admin.layouts import LAYOUTS
from admin.sheets.shape import Cell, Header, Layout, Row
from domain.row_codes import registration_code, row_code

TODAY = date(2026, 12, 4)

HEADERS = {
    "DK": ("Nhóm: Bảo trợ xã hội — đến ngày 27/11/2026",),
    "CA": ("Đợt 1, tháng 11/2026",),
    "XT": ("Tháng 11/2026",),
    "MT": ("Tháng 11/2026",),
    "CT": ("Tháng 12/2026",),
}


def header_for(layout: Layout) -> Header:
    """The header of a list made on 27 November 2026 in phường Đức Xuân."""
    return Header(
        parent="UBND thành phố Bắc Kạn",
        office="UBND phường Đức Xuân",
        place="Bắc Kạn",
        day=date(2026, 11, 27),
        lines=HEADERS[layout.kind],
        list_code=f"{layout.kind}-01840-261127-1",
        unit="phường Đức Xuân",
    )


PEOPLE = (
    ("Nông Văn Thành", "1952-03-05", "006052001234", "Tổ 7, phường Đức Xuân", "account"),
    ("Hà Thị Mẩy", "1945", "006145004321", "Tổ 10, phường Đức Xuân", "cash"),
    ("Triệu Văn Đoàn", "1960-01-01", "006060005678", "Tổ 2, phường Đức Xuân", "account"),
    ("Bàn Thị Ánh", "2014-02-28", "006314001122", "Thôn Nà Pèn, phường Đức Xuân", "cash_home"),
    ("Hoàng Thị Ấm", "1938-12-31", "006138000077", "Tổ 7, phường Đức Xuân", "open_account"),
    ("Lường Văn Ân", "1949-09-02", "006049000088", "Tổ 7, phường Đức Xuân", "cash"),
)


def rows_for(layout: Layout) -> list[Row]:
    """Six rows of a layout, unanswered."""
    keys = {column.key for column in layout.columns if column.fill == "we"} | {"pay_point"}
    return [
        {key: value for key, value in _everything(number).items() if key in keys and key != "stt"}
        for number in range(len(PEOPLE))
        if layout.kind != "CT" or PEOPLE[number][4] != "open_account"
    ]


def answers_for(layout: Layout) -> dict[str, Cell]:
    """What the other office may fill in, one sound answer."""
    answers: dict[str, dict[str, Cell]] = {
        "xac_thuc": {
            "result": ("wrong_birth", "moved"),
            "correct_text": "05/03/1953",
            "card_state": "expired",
            "vneid_level2": "no",
            "note": '=HYPERLINK("x")',
        },
        "tong_hop": {"ack": "returned", "ack_reason": "Thiếu quyết định"},
        "mo_tai_khoan": {
            "open_result": "opened",
            "account_number": "035100012345",
            "bank": "LPBank",
            "account_name": "HOANG THI AM",
            "opened_on": date(2026, 12, 1),
        },
        "ket_qua": {
            "pay_result": "paid_cash",
            "paid": 500_000,
            "paid_on": date(2026, 12, 2),
            "reference": "FT26336-0001",
        },
    }
    return answers.get("xac_thuc" if layout.name.startswith("xac_thuc") else layout.name, {})


def all_layouts() -> tuple[Layout, ...]:
    """Every layout there is."""
    return LAYOUTS


def _everything(number: int) -> dict[str, Cell]:
    name, birth, cccd, residence, pay_by = PEOPLE[number]
    monthly = 500_000 + 360_000 * (number % 3)
    arrears = 360_000 if number == 2 else None
    has_account = pay_by == "account"
    return {
        "full_name": name,
        "birth_date": birth,
        "cccd": cccd,
        "residence": residence,
        "unit_name": "phường Đức Xuân",
        "pay_by": pay_by,
        "account_number": f"0351000{number}1223" if has_account else None,
        "bank": "Vietcombank" if has_account else None,
        "account_name": "NONG VAN THANH" if has_account else None,
        "representative": "Nông Thị Lan (con)" if number == 1 else None,
        "note": None,
        "person_role": ("beneficiary", "guardian", "authorised_person")[number % 3],
        "registration_code": registration_code("BK", 7_654_321 * (number + 1)),
        "category": "BT_KT_DBN",
        "verified_on": date(2026, 11, 20),
        "holder_name": name,
        "holder_birth": birth,
        "holder_cccd": cccd,
        "cccd_issued": date(2021, 8, 1) if number else None,
        "phone": "0912345678",
        "holder_role": "beneficiary",
        "beneficiary": None,
        "open_how": ("counter", "home", "representative")[number % 3],
        "benefit": "BTXH_NCT",
        "monthly": monthly,
        "arrears": arrears,
        "one_off": None,
        "carried": None,
        "amount": monthly + (arrears or 0),
        "receiver_name": name,
        "pay_point": "Bưu điện phường Đức Xuân" if number % 2 else "Nhà văn hóa tổ 10",
        "row_code": row_code(987_654_321 * (number + 1)),
    }
