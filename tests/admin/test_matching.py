"""Rows that came back beside the rows that went out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from admin.layouts import layout_named
from admin.matching import Matched, SentRow, match_rows
from admin.sheets.shape import BadRow, Cell, Layout, Sheet, SheetRow
from domain.row_codes import row_code
from locales import load_languages
from tests.admin.sheet_samples import rows_for

CHECK = layout_named("xac_thuc")
OPENING = layout_named("mo_tai_khoan")
RESULT = layout_named("ket_qua")
LANGUAGES = load_languages()


def sent_rows(layout: Layout) -> list[SentRow]:
    """The sample rows as kept when they went out."""
    return [
        SentRow(id=f"row{number}", row_code=str(row["row_code"]), values=row)
        for number, row in enumerate(rows_for(layout))
    ]


def came_back(layout: Layout, *rows: dict[str, Cell]) -> Sheet:
    """A file with these rows, from line 11 on."""
    lines = tuple(SheetRow(number, values) for number, values in enumerate(rows, start=11))
    return Sheet(list_code="", layout=layout.name, rows=lines, bad=())


def matched(layout: Layout, *rows: dict[str, Cell], sent: list[SentRow] | None = None) -> Matched:
    """These rows put beside the sample rows."""
    return match_rows(came_back(layout, *rows), sent or sent_rows(layout), layout=layout)


def reasons_of(bad: tuple[BadRow, ...]) -> list[str]:
    """The reasons as an officer reads them."""
    return [LANGUAGES.speak(reason, "vi", {}) for row in bad for reason in row.reasons]


def full(layout: Layout, number: int, **changes: Cell) -> dict[str, Cell]:
    """A sample row as it comes back, with changes."""
    return {**rows_for(layout)[number], **changes}


@pytest.mark.parametrize("layout", [CHECK, OPENING, RESULT], ids=lambda layout: layout.name)
def test_all_rows_of_the_list_are_found(layout: Layout) -> None:
    """By row code, whatever the order; who was answered and who is still waiting; none is missing."""
    rows = [full(layout, number) for number in reversed(range(5))]
    rows[0][layout.answer] = ("match",) if layout is CHECK else "later"
    result = matched(layout, *rows)
    assert [match.how for match in result.matches] == ["row_code"] * 5
    assert [match.sent.id for match in result.matches] == ["row4", "row3", "row2", "row1", "row0"]
    assert (len(result.answered), len(result.waiting)) == (1, 4)
    assert result.bad == result.unmatched == ()
    assert len(result.missing) == len(sent_rows(layout)) - 5


def test_a_code_needs_its_person() -> None:
    """Row code with the CCCD or with the name is enough; marks and case of the name do not count."""
    assert len(matched(CHECK, full(CHECK, 0, full_name="Người Khác")).matches) == 1
    assert len(matched(CHECK, full(CHECK, 0, cccd=None, full_name="NONG VAN THANH")).matches) == 1
    assert len(matched(CHECK, full(CHECK, 0, cccd="001099012345", full_name="Nông Văn Thành")).matches) == 1


def test_shifted_rows_are_refused() -> None:
    """A valid code beside another person: the column slipped, and nothing of the row is applied."""
    codes = [str(row["row_code"]) for row in rows_for(CHECK)]
    rows = [full(CHECK, number, row_code=codes[number + 1]) for number in range(5)]
    result = matched(CHECK, *rows)
    assert result.matches == ()
    assert reasons_of(result.bad) == ["Mã dòng và họ tên không khớp."] * 5


def test_without_a_code_it_takes_cccd_and_name() -> None:
    """Both agree, or a person decides: neither the name alone nor the number alone matches."""
    blank = {"row_code": None}
    assert [match.how for match in matched(CHECK, full(CHECK, 0, **blank)).matches] == ["person"]
    for changes in (
        {"cccd": None},
        {"cccd": "006052001235"},
        {"full_name": "Nông Văn Thanh Tú"},
        {"full_name": None},
    ):
        result = matched(CHECK, full(CHECK, 0, **blank, **changes))
        assert result.matches == ()
        assert reasons_of(result.unmatched) == ["Dòng này không có trong danh sách đã gửi."]


def test_a_code_of_another_list_is_not_in_this_one() -> None:
    """A sound code that was not sent is no row of this list, even for a known person."""
    result = matched(CHECK, full(CHECK, 0, row_code=row_code(5)))
    assert reasons_of(result.unmatched) == ["Dòng này không có trong danh sách đã gửi."]
    assert len(result.missing) == 6


def test_the_same_row_twice_is_told() -> None:
    """Once by its code and once by its person is still twice."""
    result = matched(CHECK, full(CHECK, 0), full(CHECK, 0, row_code=None))
    assert len(result.matches) == 1
    assert reasons_of(result.bad) == ["Dòng này lặp lại dòng 11."]


def test_amounts_are_held_against_the_list() -> None:
    """Another amount than went out, or more paid than listed, is refused with both."""
    listed = rows_for(RESULT)[0]["amount"]
    assert listed == 500_000
    result = matched(RESULT, full(RESULT, 0, amount=600_000), full(RESULT, 1, amount=None, paid=900_000))
    assert reasons_of(result.bad) == [
        "Số tiền 600.000 đồng khác danh sách 500.000 đồng.",
        "Số tiền 900.000 đồng khác danh sách 860.000 đồng.",
    ]
    assert len(matched(RESULT, full(RESULT, 0, amount=None, paid=300_000)).matches) == 1


def test_banks_rows_match_by_account_amount_and_name() -> None:
    """No code, no CCCD: account, amount and account name together, one open row only."""
    sent = sent_rows(RESULT)
    row: dict[str, Cell] = {
        "account_number": "035100001223",
        "amount": 500_000,
        "receiver_name": "NONG VAN THANH",
    }
    assert [match.how for match in matched(RESULT, row).matches] == ["account"]
    for changes in ({"amount": 500_001}, {"receiver_name": "NONG VAN THAN"}, {"account_number": "35100001223"}):
        assert matched(RESULT, {**row, **changes}).matches == ()
    closed = [replace(one, open=False) for one in sent]
    assert matched(RESULT, row, sent=closed).matches == ()
    twice = [*sent, replace(sent[0], id="again", row_code=row_code(9))]
    assert matched(RESULT, row, sent=twice).matches == ()
    assert match_rows(came_back(CHECK, row), sent_rows(CHECK), layout=CHECK).matches == ()


def test_payers_own_file_without_names() -> None:
    """Code or CCCD with the listed amount is taken; without the amount it is not."""
    code = str(rows_for(RESULT)[0]["row_code"])
    assert [match.how for match in matched(RESULT, {"row_code": code, "amount": 500_000}).matches] == ["row_code"]
    assert [match.how for match in matched(RESULT, {"cccd": "006052001234", "amount": 500_000}).matches] == [
        "person"
    ]
    assert reasons_of(matched(RESULT, {"row_code": code, "amount": 860_000}).bad) == [
        "Mã dòng và họ tên không khớp."
    ]
    assert matched(RESULT, {"cccd": "006052001234"}).matches == ()


def test_two_benefits_of_one_person_are_told_apart() -> None:
    """By benefit, then amount; if nothing tells them apart the row is refused, never guessed."""
    first = sent_rows(RESULT)[0]
    second = replace(
        first, id="second", row_code=row_code(77), values={**first.values, "benefit": "NCC_TB", "amount": 700_000}
    )
    person: dict[str, Cell] = {"cccd": "006052001234", "full_name": "Nông Văn Thành"}
    found = matched(RESULT, {**person, "benefit": "NCC_TB"}, {**person, "amount": 500_000}, sent=[first, second])
    assert [match.sent.id for match in found.matches] == ["second", "row0"]
    assert reasons_of(matched(RESULT, person, sent=[first, second]).bad) == [
        "Nhiều dòng của danh sách giống dòng này. Cần ghi mã dòng."
    ]


def test_what_was_not_sent_back_is_missing() -> None:
    """Rows the file does not have are named, not taken as answered."""
    result = matched(CHECK, full(CHECK, 2))
    assert [one.id for one in result.missing] == ["row0", "row1", "row3", "row4", "row5"]
