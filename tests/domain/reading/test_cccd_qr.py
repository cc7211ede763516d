"""The QR of a card: seven fields that agree with each other, shown back before they count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.cccd_qr import CardQR, looks_like_card_qr, read_cccd_qr, walk_cccd_qr
from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Answers, Rejected, Unsure
from tests.domain.reading.spellings import ANY_TEXT

TODAY = date(2026, 11, 24)
FATHER = (
    "006052001234|095222456|Nông Văn Thành|05031952|Nam"
    "|Tổ 7, Nguyễn Thị Minh Khai, Thành phố Bắc Kạn, Bắc Kạn|01082021"
)
DAUGHTER = "006180004321||Nông Thị Lan|20051980|Nữ|Tổ 3, Sông Cầu, Thành phố Bắc Kạn, Bắc Kạn|10082021"
FROM_HANOI = "001185006789|012345678|Lê Thị Thu|11041985|Nữ|Số 25, Láng Hạ, Đống Đa, Hà Nội|20102022"
FAILED = (
    "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Thẻ CĂN CƯỚC CÔNG DÂN: mặt trước."
    " Thẻ CĂN CƯỚC: mặt sau. Hoặc gõ 12 chữ số."
)
OTHER = "Mã này không phải của căn cước. Gõ 12 chữ số trên thẻ giúp."


def situation(key: str = "cccd", **answers: str) -> Situation:
    """The question asked and the answers so far."""
    return Situation(key=key, today=TODAY, places=default_places(), answers=answers)


def with_field(number: int, value: str) -> str:
    """The father's card with one field changed."""
    fields = FATHER.split("|")
    fields[number] = value
    return "|".join(fields)


def read(text: str, key: str = "cccd", **answers: str) -> Unsure:
    """A card that was read and is shown back."""
    reading = read_cccd_qr(text, situation(key, **answers))
    assert isinstance(reading, Unsure)
    assert reading.code == "qr_read"
    return reading


def test_the_beneficiarys_card_fills_five_answers() -> None:
    """Number, name, birth date, sex, residence, and the day of issue; nothing of the old CMND."""
    right, wrong = read(FATHER).choices
    assert (right.label.vietnamese, right.keeps) == (
        "Đúng",
        {
            "cccd": "006052001234",
            "full_name": "Nông Văn Thành",
            "birth_date": "1952-03-05",
            "sex": "male",
            "residence_unit": {"unit": "01840", "old": "01834"},
            "residence_detail": "Tổ 7",
            "cccd_issued": "2021-08-01",
        },
    )
    assert (wrong.label.vietnamese, wrong.does) == ("Chưa đúng", "qr_wrong")


def test_the_lines_are_those_of_the_golden_talk() -> None:
    """Four lines with a renamed ward, letter for letter."""
    say = read(FATHER).say
    assert say.vietnamese == (
        "Đã đọc mã QR, ảnh không lưu.\n"
        "{full_name}, sinh {birth_date}, CCCD đuôi {tail}.\n"
        "{old_unit} nay thuộc {unit}, tỉnh {province}, từ ngày {date}.\n"
        "Nơi thường trú: {address}. Đúng không ạ?"
    )
    assert say.params == {
        "full_name": "Nông Văn Thành",
        "birth_date": date(1952, 3, 5),
        "tail": "1234",
        "old_unit": "Phường Nguyễn Thị Minh Khai",
        "unit": "phường Đức Xuân",
        "province": "Thái Nguyên",
        "date": date(2025, 7, 1),
        "address": "Tổ 7, phường Đức Xuân",
    }


def test_a_ward_that_kept_its_name_has_no_line_about_it() -> None:
    """Đức Xuân is still Đức Xuân."""
    reading = read(with_field(5, "Tổ 7, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn"))
    assert reading.say.vietnamese == (
        "Đã đọc mã QR, ảnh không lưu.\n"
        "{full_name}, sinh {birth_date}, CCCD đuôi {tail}.\n"
        "Nơi thường trú: {address}. Đúng không ạ?"
    )
    assert reading.choices[0].keeps["residence_unit"] == {"unit": "01840", "old": "01840"}


def test_an_address_outside_is_left_out_and_will_be_asked() -> None:
    """The card's residence is not ours: no place line, no residence kept."""
    reading = read(FROM_HANOI)
    assert reading.say.vietnamese == (
        "Đã đọc mã QR, ảnh không lưu.\n{full_name}, sinh {birth_date}, CCCD đuôi {tail}. Đúng không ạ?"
    )
    assert set(reading.choices[0].keeps) == {"cccd", "full_name", "birth_date", "sex", "cccd_issued"}


@pytest.mark.parametrize(("answers", "name"), [({}, "Nông Thị Lan"), ({"requester_name": "Nông Thị Lan"}, None)])
def test_the_requesters_card_fills_the_requesters_answers(answers: dict[str, str], name: str | None) -> None:
    """The name only where none was given; the residence in one value."""
    kept = dict(read(DAUGHTER, "requester_cccd", **answers).choices[0].keeps)
    assert kept.pop("requester_name", None) == name
    assert kept == {
        "requester_cccd": "006180004321",
        "requester_birth_date": "1980-05-20",
        "requester_residence": {"unit": "01843", "old": "01837", "detail": "Tổ 3"},
        "requester_cccd_issued": "2021-08-10",
    }


def test_a_requester_may_live_in_any_province() -> None:
    """The address of the card is kept as it is printed, and shown."""
    reading = read(FROM_HANOI, "requester_cccd")
    assert reading.choices[0].keeps["requester_residence"] == {"text": "Số 25, Láng Hạ, Đống Đa, Hà Nội"}
    assert reading.say.params["address"] == "Số 25, Láng Hạ, Đống Đa, Hà Nội"


def test_a_card_of_today_prints_two_tiers() -> None:
    """After 1 July 2025 a card says ward and province: “Bắc Kạn” before “Thái Nguyên” is the ward."""
    reading = read(with_field(5, "Tổ 7, Bắc Kạn, Thái Nguyên"))
    assert reading.choices[0].keeps["residence_unit"] == {"unit": "01843", "old": None}
    assert reading.choices[0].keeps["residence_detail"] == "Tổ 7"


def test_a_card_with_only_a_year_says_so() -> None:
    """Day and month 00, or four digits."""
    for year_only in ("00001952", "1952"):
        reading = read(with_field(3, year_only))
        assert reading.choices[0].keeps["birth_date"] == "1952"
        assert reading.say.params["birth_date"] == "năm 1952"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "|".join(FATHER.split("|")[:6]),
        FATHER[:30],
        with_field(0, "06052001234"),
        with_field(0, "005052001234"),
        with_field(0, "006952001234"),
        with_field(1, "12345"),
        with_field(2, ""),
        with_field(2, "Nông V?n Thành"),
        with_field(2, "Nông Văn Thành\u202e"),
        with_field(2, "NguyÃªn VÄn"),
        with_field(3, "31021952"),
        with_field(3, "05131952"),
        with_field(3, "05031953"),
        with_field(3, "05031852"),
        with_field(3, "0503195"),
        with_field(4, "Nữ"),
        with_field(4, "male"),
        with_field(5, ""),
        with_field(5, "Tá»• 5, SÃ´ng Cáº§u"),
        with_field(5, "T? 5, S?ng C?u"),
        with_field(6, "01082031"),
        with_field(6, "32082021"),
        with_field(6, ""),
        with_field(6, "01081951"),
    ],
)
def test_a_damaged_card_is_never_taken(text: str) -> None:
    """Fields missing, impossible or against each other: scan again or type."""
    reading = read_cccd_qr(text, situation())
    assert isinstance(reading, Rejected)
    assert (reading.code, reading.say.vietnamese) == ("qr_failed", FAILED)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.invalid/abc",
        "00020101021138570010A00000072701270006970436",
        "WIFI:S:nha;T:WPA;P:x;;",
        "a|b|c",
    ],
)
def test_another_code_is_told_apart(text: str) -> None:
    """A link, a payment code, a wireless network."""
    reading = read_cccd_qr(text, situation())
    assert isinstance(reading, Rejected)
    assert (reading.code, reading.say.vietnamese) == ("qr_other", OTHER)


@pytest.mark.parametrize(
    "text",
    [
        FATHER + "||NÔNG VĂN A|HÀ THỊ B",
        "\ufeff" + FATHER + "\r\n",
        "QR: " + FATHER,
        "em gửi " + FATHER + " ạ",
        FATHER.upper(),
        FATHER.replace("|", " | "),
        FATHER.encode().decode("latin-1"),
        "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in FATHER.encode()),
        FATHER.translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789|"}),
    ],
)
def test_what_scanners_do_to_a_text_does_not_matter(text: str) -> None:
    """More fields, marks of order, labels, capitals, spaces, UTF-8 read as Latin-1, full-width digits."""
    kept: Answers = read(text).choices[0].keeps
    assert (kept["cccd"], kept["full_name"], kept["birth_date"]) == (
        "006052001234",
        "Nông Văn Thành",
        "1952-03-05",
    )
    assert kept["residence_unit"] == {"unit": "01840", "old": "01834"}


def test_an_empty_cmnd_is_none_and_a_twelve_digit_one_is_taken() -> None:
    """Field 2 is empty for people who never had one."""
    first, second = walk_cccd_qr(DAUGHTER, today=TODAY), walk_cccd_qr(with_field(1, "006052001234"), today=TODAY)
    assert isinstance(first, CardQR)
    assert first.cmnd is None
    assert isinstance(second, CardQR)
    assert second.cmnd == "006052001234"


def test_a_card_shows_nobody_in_a_log() -> None:
    """repr holds neither number nor name."""
    card = walk_cccd_qr(FATHER, today=TODAY)
    assert "006052001234" not in repr(card)
    assert "Thành" not in repr(read(FATHER))


def test_a_scanned_text_is_told_from_a_typed_number() -> None:
    """Bars after a number."""
    assert looks_like_card_qr(FATHER)
    assert not looks_like_card_qr("006052001234")
    assert not looks_like_card_qr("a|b|c")


@settings(max_examples=100, deadline=None)
@given(some.one_of(ANY_TEXT, some.lists(some.sampled_from(FATHER.split("|")), max_size=9).map("|".join)))
def test_any_text_is_answered(text: str) -> None:
    """Total: a card or a reason."""
    reading = read_cccd_qr(text, situation())
    assert isinstance(reading, Rejected | Unsure)
    if isinstance(reading, Unsure):
        assert reading.choices[0].keeps["cccd"] == "006052001234"


@settings(max_examples=100, deadline=None)
@given(some.integers(0, len(FATHER) - 1), some.sampled_from("0123456789|aNữ \ufffd"))
def test_one_wrong_sign_never_changes_a_birth_date_or_a_sex(place: int, sign: str) -> None:
    """A sign misread in number, date or sex contradicts the rest; only the six drawn digits cannot be checked."""
    reading = read_cccd_qr(FATHER[:place] + sign + FATHER[place + 1 :], situation())
    if isinstance(reading, Unsure):
        kept = reading.choices[0].keeps
        assert str(kept["birth_date"])[:4] == "1952"
        assert kept["sex"] == "male"
