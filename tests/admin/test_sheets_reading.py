"""Lists as they come back: what is read, and the reason for every row that cannot be used."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admin.layouts import LAYOUTS, layout_named, payment_list, verification
from admin.sheets import BadSheet, fingerprint, list_code, made_on, read_sheet, read_stamp, write_csv, write_sheet
from admin.sheets.shape import Cell, Layout, Row, Sheet
from domain.reading.text import BIDI_CONTROLS, clean
from domain.row_codes import row_code
from locales import load_languages
from tests.admin.sheet_edits import Edited, own_file, sent
from tests.admin.sheet_samples import TODAY, answers_for, header_for, rows_for

CHECK = layout_named("xac_thuc")
OPENING = layout_named("mo_tai_khoan")
RESULT = layout_named("ket_qua")
LANGUAGES = load_languages()


def reasons_of(sheet: Sheet) -> list[str]:
    """Every reason of every bad row as an officer reads it."""
    return [LANGUAGES.speak(reason, "vi", {}) for row in sheet.bad for reason in row.reasons]


def read(content: bytes, layout: Layout) -> Sheet:
    """The file as read on the sample day."""
    return read_sheet(content, layout, today=TODAY)


def as_sent(rows: list[Row], layout: Layout) -> list[dict[str, Cell]]:
    """What reading must give back of rows that were written: the columns of the layout that are read."""
    keys = [column.key for column in layout.columns if column.key != "stt" and column.fill != "hand"]
    return sorted(({key: row.get(key) for key in keys} for row in rows), key=str)


def as_read(sheet: Sheet) -> list[dict[str, Cell]]:
    """The values of the usable rows."""
    return sorted((dict(row.values) for row in sheet.rows), key=str)


# --- there and back --------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_is_written_is_read_again(layout: Layout) -> None:
    """Every layout gives the same rows back, as a workbook and as a text table, answers included."""
    rows: list[Row] = [{**row, **answers_for(layout)} for row in rows_for(layout)]
    sheet = read(write_sheet(layout, rows, header=header_for(layout)), layout)
    assert reasons_of(sheet) == []
    assert as_read(sheet) == as_sent(rows, layout)
    if not layout.bare:
        assert (sheet.list_code, sheet.layout) == (header_for(layout).list_code, layout.name)
        assert (sheet.stamp.version, sheet.stamp.rows) == (1, len(rows))
    assert as_read(read(write_csv(layout, rows), layout)) == as_sent(rows, layout)


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặờởỡớợùủũúụừửữứự"
WORDS = st.text(LETTERS, min_size=1, max_size=6).map(str.capitalize)
TYPED = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\u0110\u0340\u0341"), min_size=1, max_size=12
)


@given(
    name=st.lists(WORDS, min_size=2, max_size=4).map(" ".join),
    birth=st.one_of(
        st.integers(1900, 2026).map(str),
        st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(date.isoformat),
    ),
    cccd=st.from_regex(r"0[0-9]{11}", fullmatch=True),
    results=st.lists(
        st.sampled_from([option.key for option in verification.RESULTS if option.key != "match"]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    note=TYPED,
    code=st.integers(0, 2**40),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_row_comes_back_as_it_went(
    *, name: str, birth: str, cccd: str, results: list[str], note: str, code: int
) -> None:
    """Whatever name, birth, number and note: written and read, nothing changes, no text becomes a formula."""
    said = "".join(sign for sign in clean(note) if sign not in BIDI_CONTROLS) or None
    if said and (said[0] == "'" or said.startswith("#")):
        said = note = "x"
    row: Row = {
        "full_name": name,
        "birth_date": birth,
        "cccd": cccd,
        "result": tuple(results),
        "note": said,
        "row_code": row_code(code),
    }
    for content in (write_sheet(CHECK, [row], header=header_for(CHECK)), write_csv(CHECK, [row])):
        sheet = read(content, CHECK)
        assert reasons_of(sheet) == []
        assert {key: sheet.rows[0].values[key] for key in row} == row


def test_what_is_read_can_travel_between_processes() -> None:
    """Reading happens in a child process: what it gives, and what it refuses with, can be sent back."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", "sai")
    sheet = read(edited.saved(), CHECK)
    assert pickle.loads(pickle.dumps(sheet)) == sheet
    with pytest.raises(BadSheet) as caught:
        read(b"nothing here", CHECK)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.say == caught.value.say


def test_a_row_says_nothing_of_a_citizen_in_a_log() -> None:
    """The values of a row are not in its repr, nor is a cell in the text of a refusal."""
    row = read(sent("xac_thuc"), CHECK).rows[0]
    assert "006" not in repr(row)
    with pytest.raises(BadSheet) as caught:
        read("Nguyễn Văn A;0060".encode("utf-16"), CHECK)
    assert "Nguy" not in str(caught.value)


# --- the police's answers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Khớp", ("match",)),
        ("khop", ("match",)),
        (" KHỚP. ", ("match",)),
        ("đúng", ("match",)),
        ("OK", ("match",)),
        ("trùng khớp", ("match",)),
        (1, ("match",)),
        ("1", ("match",)),
        ("Sai ngày sinh", ("wrong_birth",)),
        ("sai ngay sinh; sai ho ten", ("wrong_birth", "wrong_name")),
        ("Sai họ tên, sai số CCCD", ("wrong_name", "wrong_cccd")),
        ("Sai họ tên\nSai nơi thường trú", ("wrong_name", "wrong_residence")),
        ("mất", ("dead",)),
        ("đã mất", ("dead",)),
        ("không thấy", ("not_found",)),
        ("Khớp; Đã chuyển đi", ("match", "moved")),
        ("Cần gặp trực tiếp", ("meet",)),
        (None, None),
        ("   ", None),
    ],
)
def test_police_results_are_understood(typed: Any, keys: tuple[str, ...] | None) -> None:
    """Labels, without marks, by number, aliases, several at once; an empty cell stays open."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", typed)
    sheet = read(edited.saved(), CHECK)
    assert reasons_of(sheet) == []
    assert sheet.rows[0].values["result"] == keys


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Không khớp", "Ghi không khớp nhưng chưa ghi mục nào."),
        ("khong khop", "Ghi không khớp nhưng chưa ghi mục nào."),
        ("KHÔNG KHỚP.", "Ghi không khớp nhưng chưa ghi mục nào."),
        ("sai", "Ghi không khớp nhưng chưa ghi mục nào."),
        ("chưa khớp", "Ghi không khớp nhưng chưa ghi mục nào."),
        ("x", "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai."),
        ("X", "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai."),
        ("✓", "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai."),
        ("✔️", "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai."),
        ("Khớp; Sai ngày sinh", "Ghi Khớp thì không ghi thêm mục sai."),
        ("khớp, không tìm thấy", "Ghi Khớp thì không ghi thêm mục sai."),
        ("khớp hết", "Kết quả “khớp hết” không có trong các lựa chọn."),
        ("Khớp một phần", "Kết quả “Khớp một phần” không có trong các lựa chọn."),
        ("không phải khớp", "Kết quả “không phải khớp” không có trong các lựa chọn."),
        ("10", "Kết quả “10” không có trong các lựa chọn."),
        (";", "Kết quả “;” không có trong các lựa chọn."),
        ("=1+1", "Ô này là công thức, cần ghi giá trị."),
    ],
)
def test_police_results_that_are_none(typed: str, reason: str) -> None:
    """The whole value is compared, so "không khớp" is never "khớp"; the row says why."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", typed)
    sheet = read(edited.saved(), CHECK)
    assert reasons_of(sheet) == [reason]
    assert [row.line for row in sheet.bad] == [edited.first]
    assert len(sheet.rows) == 5
    assert sheet.row_count == 6


def test_every_fault_of_every_row_is_told() -> None:
    """One bad row does not hide another, nor one fault the next; nothing of a bad row is used."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.fill({"result": "x", "correct_cccd": "12345", "vneid_level2": "có lẽ"}, row=0)
    edited.fill({"result": "Khớp"}, row=1)
    edited.fill({"result": "sai", "row_code": "AAAAAAA"}, row=5)
    sheet = read(edited.saved(), CHECK)
    assert reasons_of(sheet) == [
        "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai.",
        "Số CCCD có 5 chữ số, cần đủ 12.",
        "Kết quả “có lẽ” không có trong các lựa chọn.",
        "Ghi không khớp nhưng chưa ghi mục nào.",
        "Mã dòng “AAAAAAA” chưa đúng. Chép lại từ danh sách đã gửi.",
    ]
    assert [row.line for row in sheet.bad] == [edited.first, edited.first + 5]


def test_x_is_a_yes_only_in_a_yes_column() -> None:
    """An x under VNeID mức 2 means Có; under Kết quả it means nothing."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.fill({"result": "Khớp", "vneid_level2": "x"})
    assert read(edited.saved(), CHECK).rows[0].values["vneid_level2"] == "yes"


def test_variant_with_accounts_knows_its_own_results() -> None:
    """Sai tài khoản is an answer only where the police were asked for accounts."""
    wide = layout_named("xac_thuc_tai_khoan")
    edited = Edited(sent("xac_thuc_tai_khoan"), wide)
    edited.put("result", "Khớp; Khớp tài khoản")
    edited.put("result", "Khớp tài khoản; sai tài khoản", row=1)
    sheet = read(edited.saved(), wide)
    assert sheet.rows[0].values["result"] == ("match", "account_match")
    assert reasons_of(sheet) == ["Ghi Khớp thì không ghi thêm mục sai."]
    with pytest.raises(BadSheet):
        read(edited.saved(), CHECK)


# --- numbers, days, amounts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "reason"),
    [
        ("006 052 001 234", "006052001234", ""),
        ("'006052001234", "006052001234", ""),
        ("006.052.001.234", "006052001234", ""),
        ("００６052001234", "006052001234", ""),
        (6052001234, None, "Số CCCD mất số 0 ở đầu."),
        ("6052001234", None, "Số CCCD mất số 0 ở đầu."),
        (60520012345, None, "Số CCCD mất số 0 ở đầu."),
        ("00605200123", None, "Số CCCD có 11 chữ số, cần đủ 12."),
        ("095012345", None, "Số CCCD có 9 chữ số, cần đủ 12."),
        ("0060O2001234", None, "Số CCCD đúng “0060O2001234” cần toàn chữ số."),
        ("٠٠٦٠٥٢٠٠١٢٣٤", None, "Số CCCD đúng “٠٠٦٠٥٢٠٠١٢٣٤” cần toàn chữ số."),
        (1234567890123456789, None, "Số CCCD đúng: ô dạng số chỉ giữ 15 chữ số. Ghi lại dạng chữ."),
        (60520012.5, None, "Số CCCD đúng: ô dạng số chỉ giữ 15 chữ số. Ghi lại dạng chữ."),
        ("6,0052E+11", None, "Số CCCD đúng: ô dạng số chỉ giữ 15 chữ số. Ghi lại dạng chữ."),
        (datetime(2026, 1, 2), None, "Số CCCD đúng “02/01/2026” cần toàn chữ số."),  # noqa: DTZ001 - a cell
        ("#REF!", None, "Số CCCD đúng: ô đang báo #REF!."),
    ],
)
def test_numbers_that_are_text(typed: Any, value: str | None, reason: str) -> None:
    """Spaces, dots and an apostrophe are let go; lost zeros and lost digits are said, never mended."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.fill({"result": "Sai số CCCD", "correct_cccd": typed})
    sheet = read(edited.saved(), CHECK)
    assert reasons_of(sheet) == ([reason] if reason else [])
    if value:
        assert sheet.rows[0].values["correct_cccd"] == value


def test_a_number_shown_with_its_zeros_has_them() -> None:
    """A number cell formatted 000000000000 shows the zeros, so they are there."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.fill({"result": "Sai số CCCD", "correct_cccd": 6052001234})
    edited.sheet.cell(edited.first, edited.place("correct_cccd")).number_format = "0" * 12
    assert read(edited.saved(), CHECK).rows[0].values["correct_cccd"] == "006052001234"


@pytest.mark.parametrize(
    ("typed", "value", "reason"),
    [
        ("0351 0001 2345 6", "0351000123456", ""),
        (351000123456, "351000123456", "Số tài khoản: ô dạng số, có thể mất số 0 ở đầu. Xem lại."),
        (35100012345678901, None, "Số tài khoản: ô dạng số chỉ giữ 15 chữ số. Ghi lại dạng chữ."),
        ("9704361234567890", None, "Đây giống số thẻ ATM. Cần số tài khoản."),
        ("4111111111111111", None, "Đây giống số thẻ ATM. Cần số tài khoản."),
        ("12345", None, "Số tài khoản có 5 chữ số, cần xem lại."),
        ("9" * 20, None, "Số tài khoản có 20 chữ số, cần xem lại."),
        ("VCB 0351000", None, "Số tài khoản “VCB 0351000” cần toàn chữ số."),
        (None, None, "Ghi Đã mở mà chưa ghi đủ số tài khoản và tên ngân hàng."),
    ],
)
def test_accounts_that_were_opened(typed: Any, value: str | None, reason: str) -> None:
    """An account comes as digits; a number cell is taken with a warning; a card number never."""
    edited = Edited(sent("mo_tai_khoan"), OPENING)
    edited.fill({"open_result": "Đã mở", "account_number": typed, "bank": "LPBank"})
    sheet = read(edited.saved(), OPENING)
    if value:
        warnings = [LANGUAGES.speak(text, "vi", {}) for text in sheet.rows[0].warnings]
        assert sheet.rows[0].values["account_number"] == value
        assert warnings == ([reason] if reason else [])
    else:
        assert reasons_of(sheet) == [reason]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"open_result": "Từ chối", "account_number": "0351000123456"}, "Ghi chưa mở mà có số tài khoản."),
        (
            {"open_result": None, "account_number": "035100012345", "bank": "VCB"},
            "Có ghi số liệu mà chưa ghi kết quả.",
        ),
        (
            {"open_result": "Đã mở", "account_number": "0351000123456", "bank": "VCB", "opened_on": "05/12/2026"},
            "Ngày mở chưa tới.",
        ),
        (
            {"open_result": "Hẹn lại", "opened_on": "31/02/2027"},
            "Ngày mở / hẹn “31/02/2027” chưa đọc được. Ghi ngày/tháng/năm.",
        ),
        ({"open_result": "đã mở rồi"}, "Kết quả “đã mở rồi” không có trong các lựa chọn."),
    ],
)
def test_account_opening_contradictions(answers: dict[str, Cell], reason: str) -> None:
    """A result and an account that say two things are one bad row."""
    edited = Edited(sent("mo_tai_khoan"), OPENING)
    edited.fill(answers)
    assert reasons_of(read(edited.saved(), OPENING))[:1] == [reason]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("07/12/2026", date(2026, 12, 7)),
        ("7.12.2026", date(2026, 12, 7)),
        ("7-12-26", date(2026, 12, 7)),
        ("ngày 07 tháng 12 năm 2026", date(2026, 12, 7)),
        ("2026-12-07", date(2026, 12, 7)),
        (datetime(2026, 12, 7, 10, 30), date(2026, 12, 7)),  # noqa: DTZ001 - a cell
    ],
)
def test_days_are_day_first(typed: Any, value: date) -> None:
    """Text or a real date: the day comes first, always."""
    edited = Edited(sent("mo_tai_khoan"), OPENING)
    edited.fill({"open_result": "Hẹn lại", "opened_on": typed}, row=0)
    assert read(edited.saved(), OPENING).rows[0].values["opened_on"] == value


PAID: dict[str, Any] = {"pay_result": "Đã chuyển khoản", "paid": 1_580_000, "paid_on": "02/12/2026"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.580.000", 1_580_000),
        ("1,580,000 đ", 1_580_000),
        ("1 580 000 đồng", 1_580_000),
        (1580000.0, 1_580_000),
        ("1580000", 1_580_000),
        ("1580000.0", 1_580_000),
        ("1tr580", 1_580_000),
        ("1.580.000,00", 1_580_000),
        ("1,580,000.00 VND", 1_580_000),
    ],
)
def test_amounts_are_never_off_by_a_thousand(typed: Any, value: int) -> None:
    """Dots, commas and units are read; the amount is the amount."""
    edited = Edited(sent("chi_tra"), RESULT)
    edited.fill({**PAID, "paid": typed})
    assert read(edited.saved(), RESULT).rows[0].values["paid"] == value


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"paid": None}, "Chưa ghi số tiền đã chi."),
        ({"paid": 0}, "Chưa ghi số tiền đã chi."),
        ({"paid": "1.58"}, "Số tiền đã chi “1.58”. Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000."),
        ({"paid": 1580}, "Số tiền đã chi “1580”. Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000."),
        ({"paid": "1.580"}, "Số tiền đã chi “1.580”. Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000."),
        (
            {"paid": "1.580.00"},
            "Số tiền đã chi “1.580.00”. Dấu chấm trong số này chưa đều. Ghi lại, ví dụ 1.500.000.",
        ),
        (
            {"paid": "1.580,000"},
            "Số tiền đã chi “1.580,000”. Dấu chấm trong số này chưa đều. Ghi lại, ví dụ 1.500.000.",
        ),
        ({"paid": 500}, "Số tiền đã chi “500”. Chưa rõ là đồng hay nghìn đồng. Ghi đủ số, ví dụ 500.000."),
        ({"paid": -1580000}, "Số tiền đã chi “-1580000” chưa đọc được. Ghi đủ số đồng, ví dụ 1.500.000."),
        ({"paid": 1580000.5}, "Số tiền đã chi “1580000.5” chưa đọc được. Ghi đủ số đồng, ví dụ 1.500.000."),
        ({"paid": 2_000_000}, "Số tiền 2.000.000 đồng khác danh sách 1.580.000 đồng."),
        ({"paid_on": "05/12/2026"}, "Ngày trả chưa tới."),
        ({"paid_on": "26/11/2026"}, "Ngày trả trước ngày lập danh sách."),
        ({"pay_result": "Chuyển khoản bị trả lại", "pay_reason": "R1"}, "Ghi chưa chi mà có số tiền đã chi."),
        ({"pay_reason": "Vắng mặt, chưa đến nhận"}, "Ghi đã chi đủ mà có lý do chưa chi."),
        ({"pay_result": "Chưa nhận", "paid": None}, "Chưa ghi lý do chưa chi."),
        ({"pay_result": None}, "Có ghi số liệu mà chưa ghi kết quả."),
        ({"pay_result": "rồi"}, "Kết quả “rồi” không có trong các lựa chọn."),
        ({"pay_result": "x"}, "Kết quả “x” không có trong các lựa chọn."),
        (
            {"pay_result": "chuyển khoản thành công"},
            "Kết quả “chuyển khoản thành công” không có trong các lựa chọn.",
        ),
        ({"amount": 1_580_001}, ""),
    ],
)
def test_payment_results_that_cannot_be_used(answers: dict[str, Cell], reason: str) -> None:
    """Amounts, days, results and reasons must go together; everything that does not is said."""
    edited = Edited(sent("chi_tra"), RESULT)
    edited.fill({**PAID, **answers})
    found = reasons_of(read(edited.saved(), RESULT))
    assert found == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Thành công", "paid_account"),
        ("SUCCESS", "paid_account"),
        ("Không thành công", "returned_by_bank"),
        ("khong thanh cong", "returned_by_bank"),
        ("Thất bại", "returned_by_bank"),
        ("Time-out", "unclear"),
        ("Thất bại không tường minh", "unclear"),
        ("Chưa rõ, đang tra soát", "unclear"),
        ("Tạm dừng chi", "suspended"),
        ("Chưa nhận", "not_collected"),
    ],
)
def test_payment_results_are_read_whole(typed: str, key: str) -> None:
    """ "Không thành công" holds "thành công" and is its opposite; what is unclear stays so."""
    edited = Edited(sent("chi_tra"), RESULT)
    paid = key == "paid_account"
    edited.fill(
        {
            "pay_result": typed,
            "paid": 1_580_000 if paid else None,
            "pay_reason": None if paid or key == "unclear" else "R11",
        }
    )
    sheet = read(edited.saved(), RESULT)
    assert reasons_of(sheet) == []
    assert sheet.rows[0].values["pay_result"] == key


def test_all_three_sheets_of_the_payment_list_are_read() -> None:
    """Transfers, cash and home come back in one file; each row says on which sheet it stood."""
    sheet = read(sent("chi_tra"), RESULT)
    assert [(row.page, row.values["pay_by"]) for row in sheet.rows] == [
        ("Chuyen khoan", "account"),
        ("Chuyen khoan", "account"),
        ("Tien mat", "cash"),
        ("Tien mat", "cash"),
        ("Tai nha", "cash_home"),
    ]
    assert (sheet.list_code, sheet.layout) == ("CT-01840-261127-1", "chi_tra")


def test_payers_own_file_is_taken() -> None:
    """Row code or CCCD, amount and result are enough; the amount is then what was paid."""
    code = str(rows_for(RESULT)[0]["row_code"])
    content = own_file(
        [
            ["KẾT QUẢ CHI TRẢ"],
            ["Mã dòng", "Số tiền", "Trạng thái"],
            [code.lower(), 1_580_000, "Thành công"],
            ["Tổng cộng", 1_580_000],
        ]
    )
    sheet = read(content, RESULT)
    assert [dict(row.values) for row in sheet.rows] == [
        {"row_code": code, "amount": 1_580_000, "pay_result": "paid_account", "paid": 1_580_000}
    ]


def test_higher_offices_list_is_taken_in_as_it_is() -> None:
    """Own headings, numbers and formulas; the total must be the sum; other columns are let be."""
    content = own_file(
        [
            ["DANH SÁCH CHI TRẢ", None],
            [
                "TT",
                "Họ và tên",
                "Số CCCD",
                "Chế độ",
                "Trợ cấp tháng",
                "Truy lĩnh",
                "Tổng tiền",
                "Số tài khoản",
                "Lý do",
            ],
            [1, "Nông Văn Thành", "006052001234", "BTXH", 500000, 0, 500000, 35100012345678901, "mới"],
            [2, "Hà Thị Mẩy", "006145004321", "BTXH", 500000, 360000, 900000, None, None],
            [3, "Triệu Văn Đoàn", None, "BTXH", None, None, 500000, None, None],
            ["Cộng", None, None, None, 1000000, 360000, 1400000],
        ]
    )
    sheet = read(content, payment_list.INCOMING)
    assert [row.values["amount"] for row in sheet.rows] == [500_000]
    assert sheet.rows[0].values["account_number"] is None
    assert len(sheet.rows[0].warnings) == 1
    assert reasons_of(sheet) == [
        "Tổng số tiền 900.000 đồng khác tổng các khoản 860.000 đồng.",
        "Chưa ghi Số CCCD.",
        "Chưa ghi Trợ cấp tháng.",
    ]


# --- the same list again ---------------------------------------------------------------------------------


def test_list_codes_name_kind_unit_day_and_number() -> None:
    """CA-01840-261127-1 is the first list for the police made in 01840 on 27 November 2026."""
    assert list_code("CA", unit="01840", day=date(2026, 11, 27), number=1) == "CA-01840-261127-1"
    assert made_on("CA-01840-261127-1") == date(2026, 11, 27)
    assert made_on("CA-01840-261327-1") is None
    assert made_on("CA") is None


def test_a_file_is_known_by_its_stamp_or_its_line() -> None:
    """The hidden sheet says which list it is; without it, the line under the table does."""
    assert read_stamp(sent("xac_thuc")).layout == "xac_thuc"
    edited = Edited(sent("xac_thuc"), CHECK)
    del edited.book["_meta"]
    del edited.book["_danh_muc"]
    stamp = read_stamp(edited.saved())
    assert (stamp.list_code, stamp.layout) == ("CA-01840-261127-1", "")
    assert read(edited.saved(), CHECK).list_code == "CA-01840-261127-1"


def test_same_answers_have_the_same_fingerprint() -> None:
    """A file saved again is the same list; one changed answer is another."""
    edited = Edited(sent("xac_thuc"), CHECK)
    edited.put("result", "Khớp")
    first = fingerprint(read(edited.saved(), CHECK), CHECK)
    edited.put("result", "khop")
    edited.sheet["A1"].value = "UBND"
    assert fingerprint(read(edited.saved(), CHECK), CHECK) == first
    edited.put("result", "Đã chết")
    assert fingerprint(read(edited.saved(), CHECK), CHECK) != first
