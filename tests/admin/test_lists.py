"""What lists share: who may have one, recalled or not, made long or short; and everybody registered in one."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from admin import long_work
from admin.desk import CannotDo, Desk
from admin.sheets import read_stamp
from domain.reading.text import fold
from storage import documents
from storage.schema import documents as document_rows
from storage.sealing import Sealer
from tests.admin.commune import CASH, moment
from tests.admin.offices import Offices, fill, month_list
from tests.databases import Databases


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def cells(content: bytes) -> list[str]:
    """Every text of a workbook's first sheet."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_everybody_registered_one_file_a_group(offices: Offices) -> None:
    """/tonghop: approved people by group, with the second title line of sheets.md 2; the payer may not make it."""
    for number, group in ((1, "NCC"), (2, "BTXH"), (3, "HTXH")):
        offices.queued(number, category_group=group)
    offices.submit({**CASH, "category_group": "NCC"}, chat=offices.new_chat("not approved"))
    said = offices.sitting(offices.hoa).order("/tonghop")
    assert said.startswith("Lập danh sách tổng hợp 3 người đăng ký")
    said = offices.tap("Lập danh sách")
    assert said.count("đã chuyển") == 2
    assert offices.shown is not None
    first, second = cells(offices.file()), cells(offices.file(offices.shown.more[0].document))
    assert "Nhóm: Người có công — đến ngày 24/11/2026" in first
    assert "Nhóm: Bảo trợ xã hội — đến ngày 24/11/2026" in second
    assert {"BTXH", "HTXH"} <= set(second)
    assert offices.sitting(offices.higher).order("/tonghop").startswith("Danh sách nào?")
    assert "Không có danh sách nào" in offices.sitting(offices.payer).order("/tonghop")


def test_a_long_list_is_a_job(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the command says nothing yet, and the list comes as the job's answer, the same list."""
    monkeypatch.setattr(long_work, "AT_ONCE", 1)
    for number in (1, 2):
        offices.queued(number)
    offices.sitting(offices.hoa).order("/guicongan")
    assert offices.tap_and_wait("Lập danh sách") == (
        "Danh sách CA-01840-261124-1, 2 người, đã chuyển Công an phường Đức Xuân."
    )
    assert read_stamp(offices.file()).rows == 2


def test_a_long_result_is_followed_by_a_job(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """The confirm is one small commit; moves come with the job, once."""
    monkeypatch.setattr(long_work, "AT_ONCE", 1)
    codes = [offices.queued(number).code for number in (1, 2)]
    offices.sitting(offices.hoa).order("/guicongan")
    offices.tap_and_wait("Lập danh sách")
    filled = fill(offices.file(), "xac_thuc", lambda row: {"Kết quả": "Khớp"})
    offices.sitting(offices.police).send(filled)
    assert offices.tap("Ghi kết quả").startswith("Đã ghi kết quả 2 người")
    assert {offices.status(code) for code in codes} == {"in_batch"}
    (ended,) = offices.finish_jobs()
    assert ended.lines == ()
    assert {offices.status(code) for code in codes} == {"verified"}
    assert offices.send(filled).startswith("Tệp này đã ghi ngày 24/11/2026.")


def test_a_number_that_changed_meanwhile_is_asked_again(offices: Offices) -> None:
    """Somebody more waits since the question: it is asked again with the new number."""
    offices.queued(1)
    offices.sitting(offices.hoa).order("/guicongan")
    asked = offices.shown
    offices.queued(2)
    offices.shown = asked
    assert offices.tap("Lập danh sách").startswith("Lập danh sách 2 người gửi")
    assert offices.tap("Thôi") == "Chưa lập gì cả."


def test_a_file_whose_time_is_over_is_written_again(offices: Offices) -> None:
    """The rows stay sealed in the list; the file is made out of them, with the same codes."""
    offices.queued(1)
    content = offices.make_police_list()

    def empty(desk: Desk) -> None:
        desk.db.execute(update(document_rows).values(until=desk.now - timedelta(days=1)))
        documents.forget_old(desk.db, now=desk.now)

    offices.do(empty)
    offices.sitting(offices.police).order("/guicongan")
    again = offices.file()
    assert set(cells(content)) == set(cells(again))
    offices.send(fill(again, "xac_thuc", lambda row: {"Kết quả": "Khớp"}))
    assert offices.tap("Ghi kết quả").startswith("Đã ghi kết quả 1 người")


def test_a_list_with_results_is_not_recalled(offices: Offices) -> None:
    """A payment list of which somebody was paid stays; a verified list recalled takes everybody back."""
    made = offices.verified_account(1)
    offices.order("/danhsach")
    offices.tap("Lập danh sách")
    offices.run("danhsach", batch="XT-01840-261124-1")
    assert offices.tap("Thu hồi danh sách").startswith("Thu hồi danh sách")
    assert offices.tap("Thu hồi danh sách").startswith("Đã thu hồi danh sách XT-01840-261124-1: 1 dòng.")
    assert offices.status(made.code) == "verified"
    with pytest.raises(CannotDo):
        offices.run("thuhoi", batch="XT-01840-261124-1")
    with pytest.raises(CannotDo):
        offices.sitting(offices.police).run("thuhoi", batch="CA-01840-261124-1")
    with pytest.raises(CannotDo, match="has_results"):
        offices.sitting(offices.hoa).run("thuhoi", batch="CA-01840-261124-1")


def test_a_files_sender_only(offices: Offices) -> None:
    """A document somebody else sent, a list's own file, a made-up id: not there."""
    offices.queued(1)
    offices.make_police_list()
    assert offices.shown is not None
    for document in (offices.shown.document, "f" * 32):
        with pytest.raises(CannotDo, match=r"staff\.not_found"):
            offices.sitting(offices.police).run("ketqua", document=document)
    with pytest.raises(CannotDo, match=r"staff\.not_found"):
        offices.run("ketqua", file="f" * 32)
    assert offices.run("ketqua") == "Gửi tệp kết quả vào đây."


def test_a_month_without_a_title_is_asked_for(offices: Offices) -> None:
    """No "Tháng …" above the rows: this month or the next, then the same file is read for it."""
    offices.now = moment(25, 9, month=12)
    file = month_list([("Hoàng Văn Lạ", "006060005678", 500_000)], period="")
    said = offices.sitting(offices.higher).send(file)
    assert said == "Tệp đọc được 1 dòng. Danh sách này trả kỳ nào? [Tháng 12/2026 | Tháng 01/2027 | Thôi]"
    assert offices.tap_and_wait("Tháng 01/2027").startswith("Danh sách chi trả kỳ tháng 01/2027: đọc được 1 dòng")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/chitra 1/2027", "Gửi tệp danh sách chi trả kỳ tháng 01/2027 vào đây."),
        ("/chitra", "Gửi tệp danh sách chi trả kỳ tháng 11/2026 vào đây."),
    ],
)
def test_a_period_is_typed_as_people_do(offices: Offices, typed: str, said: str) -> None:
    """/chitra KỲ asks for the file of that period."""
    assert offices.sitting(offices.higher).order(typed) == said


def test_a_period_nobody_can_read(offices: Offices) -> None:
    """What is no month is said so, with an example."""
    with pytest.raises(CannotDo, match="not_period"):
        offices.sitting(offices.higher).order("/chitra thang sau")


def test_the_payers_own_file_with_cccd_and_result_is_taken(offices: Offices) -> None:
    """No row code, no list code: CCCD and name, and the preview says so (sheets.md 0.3 and 9)."""
    code = offices.verified_account(1).code
    offices.order("/danhsach")
    offices.tap("Lập danh sách")
    offices.now = moment(25, 9, month=12)
    answers = offices.answers(code)
    person = (str(answers["full_name"]), str(answers["cccd"]), 1_500_000)
    offices.sitting(offices.higher).send(month_list([person]))
    offices.tap_and_wait("Lập danh sách")
    offices.now = moment(11, 14, month=1, year=2027)
    said = offices.sitting(offices.payer).send(own_file(person))
    assert "Nhận theo số CCCD và họ tên: 1 dòng." in said
    assert "Đã trả 1, tổng 1.500.000 đồng." in said
    offices.tap("Ghi kết quả")
    assert offices.status(code) == "active"


def test_a_file_that_may_answer_two_lists_is_refused(offices: Offices) -> None:
    """No code and two open months with the same people: nobody guesses which money it is about."""
    code = offices.verified_account(1).code
    offices.order("/danhsach")
    offices.tap("Lập danh sách")
    answers = offices.answers(code)
    person = (str(answers["full_name"]), str(answers["cccd"]), 1_500_000)
    for month, period in ((12, "01/2027"), (12, "02/2027")):
        offices.now = moment(25, 9, month=month)
        offices.sitting(offices.higher).send(month_list([person], period=period))
        offices.tap_and_wait("Lập danh sách")
    offices.now = moment(11, 14, month=1, year=2027)
    said = offices.sitting(offices.payer).send(own_file(person))
    assert said.startswith("Chưa rõ tệp này trả lời danh sách nào: CT-01840-261225-")
    told = own_file(person, title="Kết quả chi trả tháng 02/2027")
    assert offices.send(told).startswith("Danh sách CT-01840-261225-2: đọc được 1 dòng.")


def test_a_banks_own_file_is_matched_by_account_amount_and_name(offices: Offices) -> None:
    """No CCCD in it: account, amount and account name, if one list waits and that hits one open row."""
    code = offices.verified_account(1).code
    offices.order("/danhsach")
    offices.tap("Lập danh sách")
    answers = offices.answers(code)
    offices.now = moment(25, 9, month=12)
    person = (str(answers["full_name"]), str(answers["cccd"]), 1_500_000)
    offices.sitting(offices.higher).send(month_list([person]))
    offices.tap_and_wait("Lập danh sách")
    offices.now = moment(11, 14, month=1, year=2027)
    name = fold(person[0]).upper()
    rows = (
        "STT;Số tài khoản;Chủ tài khoản;Số tiền;Trạng thái",
        f"1;{answers['account_number']};{name};1500000;Thành công",
    )
    said = offices.sitting(offices.payer).send("\r\n".join(rows).encode("utf-8-sig"))
    assert "Nhận theo số tài khoản và số tiền: 1 dòng." in said


def own_file(person: tuple[str, str, int], *, title: str = "") -> bytes:
    """A text table a payer's program may write."""
    name, cccd, amount = person
    rows: list[list[Any]] = [
        [title],
        ["STT", "Họ và tên", "Số CCCD", "Số tiền", "Trạng thái"],
        [1, name, cccd, amount, "Thành công"],
    ]
    return "\r\n".join(";".join(map(str, row)) for row in rows).encode("utf-8-sig")
