"""A payment day to be: people who are paid, the list that went to the payer, and the payer's own file about it.

``python -m benchmarks.payday FOLDER COUNT`` writes the database, ``keys.json`` and ``result.xlsx`` into the
folder, in a process of its own: what building takes is not in the memory that is measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Connection, update
from xlsxwriter import Workbook

from benchmarks.people import NOW, UNIT, account_of, cccd_of, name_of, progress, register_all, sign_up
from domain.row_codes import row_code
from storage import batches, chats
from storage.batches import Batch, BatchRow
from storage.database import make_sync_engine, migrate
from storage.schema import chats as chat_rows
from storage.sealing import Sealer, load_key_ring, new_key_ring, write_key_ring

CHANNEL = "telegram"
OFFICER = "officer"
LIST = f"CT-{UNIT}-261225-1"
AMOUNT = 1_500_000
HEADINGS = (
    "Mã dòng",
    "Họ và tên",
    "Số CCCD",
    "Tổng số tiền",
    "Kết quả",
    "Số tiền đã chi",
    "Ngày chi",
    "Lý do",
)
_PAID = ("Đã chuyển khoản", AMOUNT, "10/01/2027", "")
_RETURNED = ("Chuyển khoản bị trả lại", "", "", "R1")


def url_of(folder: Path) -> str:
    """The database of a folder."""
    return f"sqlite+aiosqlite:///{folder / 'trocap.sqlite3'}"


def build(folder: Path, count: int) -> None:
    """Everything that was there before the payer's file comes."""
    ring = new_key_ring()
    write_key_ring(folder / "keys.json", ring)
    seal = Sealer(load_key_ring(ring))
    engine = make_sync_engine(url_of(folder))
    with engine.begin() as db:
        migrate(db)
        payer = sign_up(db, "payer", "BUUDIEN", seal=seal)
        maker = sign_up(db, "higher", "LDTBXH", seal=seal, name="Lê Thị Thơm")
        chat = chats.make(db, [(CHANNEL, OFFICER)], seal=seal, now=NOW)[CHANNEL, OFFICER]
        db.execute(update(chat_rows).where(chat_rows.c.id == chat).values(staff_id=payer))
    ids = list(
        register_all(
            engine,
            count,
            seal=seal,
            status=lambda number: "active" if number % 50 else "forwarded",
            channel=CHANNEL,
        )
    )
    with engine.begin() as db:
        _list(db, ids, seal=seal, maker=maker)
    engine.dispose()
    _write_result(folder / "result.xlsx", count)


def _list(db: Connection, ids: list[str], *, seal: Sealer, maker: str) -> None:
    batch = Batch(
        id="b" * 32,
        code=LIST,
        kind="CT",
        unit=UNIT,
        category_group="NCC",
        to_office="BUUDIEN",
        from_office="LDTBXH",
        period="01/2027",
        people=len(ids),
        total=AMOUNT * len(ids),
        made_by=maker,
        made_at=NOW,
    )
    rows = [_row(batch, number, ident, seal) for number, ident in enumerate(ids, start=1)]
    batches.add(db, batch, rows, seal=seal)
    progress(f"list of {len(rows):,} rows")


def code_of_row(number: int) -> str:
    """The code of a row of the list."""
    return row_code(number * 387_420_489)


def _row(batch: Batch, number: int, registration: str, seal: Sealer) -> BatchRow:
    return BatchRow(
        id=f"{number:032x}"[::-1],
        batch_id=batch.id,
        line=number,
        row_code=code_of_row(number),
        registration_id=registration,
        version=1,
        person_role="beneficiary",
        person_index=seal.index("cccd", cccd_of(number)),
        values={
            "full_name": name_of(number),
            "cccd": cccd_of(number),
            "residence": f"Tổ {number % 20 + 1}",
            "benefit": "NCC",
            "monthly": AMOUNT,
            "amount": AMOUNT,
            "pay_by": "account",
            "account_number": account_of(number),
            "bank": "Vietcombank",
            "receiver_name": name_of(number).upper(),
            "row_code": code_of_row(number),
        },
        amount=AMOUNT,
    )


def _write_result(path: Path, count: int) -> None:
    """The payer's own file: one in twenty was sent back by the bank."""
    book = Workbook(path)
    sheet = book.add_worksheet("Ket qua")
    sheet.write(0, 0, f"Mã danh sách: {LIST}")
    sheet.write_row(2, 0, HEADINGS)
    for number in range(1, count + 1):
        said = _PAID if number % 20 else _RETURNED
        sheet.write_row(number + 2, 0, [code_of_row(number), name_of(number), cccd_of(number), AMOUNT, *said])
    book.close()
    progress(f"file of {count:,} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
