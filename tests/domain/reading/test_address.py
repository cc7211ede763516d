"""Where somebody lives: old and new names of communes, thôn and tổ beside them, and what is asked back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.address import read_address
from domain.reading.situation import Situation
from domain.reference.places import Places, default_places, places_from
from domain.wording import Kept, Reading, Rejected, Unsure, Value
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

PLACES = default_places()
HERE = Situation(key="residence_unit", today=date(2026, 11, 24), places=PLACES)
MINE = Situation(key="requester_residence", today=HERE.today, places=PLACES)

#: text -> (today's unit, old unit, detail)
TODAY = {
    "phường Bắc Kạn (trước là Sông Cầu), Thái Nguyên": ("01843", "01837", None),
    "phường Đức Xuân": ("01840", None, None),
    "duc xuan": ("01840", None, None),
    "tổ 1B, Đức Xuân, thành phố Bắc Kạn": ("01840", "01840", "Tổ 1B"),
    "phường Đức Xuân, tỉnh Thái Nguyên": ("01840", None, None),
    "p bac kan": ("01843", None, None),
    "thôn 3 xã phong quang": ("01849", None, "Thôn 3"),
    "Phong Quang, Bắc Kạn": ("01849", None, None),
    "so nha 12 to 7 duc xuan": ("01840", None, "Số nhà 12, tổ 7"),
    "tdp 7 duc xuan": ("01840", None, "Tổ dân phố 7"),
    "tổ7 phường đức xuân": ("01840", None, "Tổ 7"),
    "phường Đức Xuân - tổ 9A": ("01840", None, "Tổ 9A"),
    "Tổ 7\nPhường Đức Xuân": ("01840", None, "Tổ 7"),
    "số 12 Phùng Chí Kiên, Đức Xuân, Bắc Kạn": ("01840", "01840", "Số 12 Phùng Chí Kiên"),
    "Tổ 7, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai)": ("01840", "01834", "Tổ 7"),
    "Sông Cầu, phường Bắc Kạn": ("01843", "01837", None),
    "Xã Xuất Hóa cũ nay là phường bắc kạn": ("01843", "01855", None),
}
RENAMED = {
    "to 7 p nguyen thi minh khai": ("01840", "01834", "Tổ 7"),
    "sông cầu, tp bắc cạn": ("01843", "01837", None),
    "Sông Cầu": ("01843", "01837", None),
    "mẹ em ở tổ 5 phường sông cầu ạ": ("01843", "01837", "Tổ 5"),
    "phường Sông Cầu, Thái Nguyên": ("01843", "01837", None),
    "em ở thôn nà pèn xã huyền tụng": ("01840", "01846", "Thôn Nà Pèn"),
    "Nà Pèn, Huyền Tụng, tp Bắc Kạn": ("01840", "01846", "Nà Pèn"),
    "p.huyền tụng tp.bk": ("01840", "01846", None),
    "đường Nguyễn Thị Minh Khai, tổ 3, phường Sông Cầu": (
        "01843",
        "01837",
        "Đường Nguyễn Thị Minh Khai, tổ 3",
    ),
    "thôn Phong Quang, xã Dương Quang": ("01849", "01849", "Thôn Phong Quang"),
    "P.NTMK, TPBK": ("01840", "01834", None),
    "nguyen minh khai": ("01840", "01834", None),
    "tổ 7 sông cầu sđt 0912345678": ("01843", "01837", "Tổ 7"),
    "pck": ("01843", "01843", None),
    "nguyen thi minh khia": ("01840", "01834", None),
    "phung tri kien": ("01843", "01843", None),
    "xuta hoa": ("01843", "01855", None),
    "suat hoa": ("01843", "01855", None),
    "duong qunag": ("01849", "01849", None),
    "TP Bắc Kạn, phường Sông Cầu, tổ 5": ("01843", "01837", "Tổ 5"),
    "Sông Cầu, gần chợ, tp Bắc Kạn": ("01843", "01837", None),
}
MISSED = {
    "no_commune": (
        "tỉnh Bắc Cạn",
        "",
        "tổ 7",
        "7",
        "thành phố Bắc Kạn",
        "tỉnh Thái Nguyên",
        "12 Phùng Chí Kiên, tp Bắc Kạn",
        "👍",
    ),
    "ambiguous": ("bac kan", "tổ 5 bắc kạn"),
    "outside": (
        "xã Mỹ Phương, huyện Ba Bể, Bắc Kạn",
        "phường Đồng Quang, Thái Nguyên",
        "phuong xuan hoa",
        "minh khai ha noi",
        "phường Sông Cầu, thành phố Thái Nguyên",
        "xã Dương Quang, Gia Lâm, Hà Nội",
        "Mỹ Phương",
        "phường Phúc Xuân",
    ),
    "same_name_elsewhere": (
        "thị trấn Sông Cầu, Đồng Hỷ, Thái Nguyên",
        "Sông Cầu, Thái Nguyên",
        "Sông Cầu, Đồng Hỷ",
        "xã Đức Xuân",
        "Sông Cầu, Chợ Mới",
        "thị trấn Sông Cầu, Bắc Kạn",
        "Dương Quang, Bạch Thông, Bắc Kạn",
    ),
    "two_units": (
        "Sông Cầu hoặc Đức Xuân, tp Bắc Kạn",
        "ở Đức Xuân chuyển về Sông Cầu",
        "phường Đức Xuân, Sông Cầu",
        "Sông Cầu, Xuất Hóa",
    ),
    "not_address": (
        "không phải Đức Xuân",
        "có phải đức xuân không",
        "em không ở Sông Cầu",
        "chưa rõ",
        "ở cùng con gái",
        "không biết",
        "0912345678",
        "phường \u202eĐức Xuân",
        "x" * 4000,
    ),
}
SENTENCES = {
    "no_commune": "Chưa thấy tên xã, phường. Ví dụ: tổ 7, {unit_example}.",
    "ambiguous": "{name} là tên chung. Cụ thể là xã, phường nào?",
    "outside": (
        "Nơi này chưa dùng dịch vụ. Mời {you} hỏi UBND xã, phường nơi thường trú. Gõ nhầm thì gửi lại giúp."
    ),
    "same_name_elsewhere": "Nhiều nơi có tên này. Có phải {unit}, tỉnh {province} không?",
    "two_units": "Có hai xã, phường trong tin. Gửi giúp một nơi, là nơi thường trú.",
    "not_address": "Cần tên xã, phường nơi thường trú. Ví dụ: {unit_example}.",
}


def values(unit: str, old: str | None, detail: str | None) -> dict[str, Value]:
    """The answers of a residence."""
    kept: dict[str, Value] = {"residence_unit": {"unit": unit, "old": old}}
    return kept | ({"residence_detail": detail} if detail else {})


def told(reading: Reading) -> dict[str, Value] | None:
    """The values of an address that was understood, shown back or not."""
    match reading:
        case Kept(kept):
            return dict(kept)
        case Unsure(code="renamed", choices=choices):
            return dict(choices[0].keeps)
        case _:
            return None


@pytest.mark.parametrize(("text", "place"), TODAY.items())
def test_a_name_of_today_needs_no_question(text: str, place: tuple[str, str | None, str | None]) -> None:
    """Kept at once, with the old unit where the text names it."""
    assert read_address(text, HERE) == Kept(values(*place))


@pytest.mark.parametrize(("text", "place"), RENAMED.items())
def test_an_old_name_is_shown_back(text: str, place: tuple[str, str | None, str | None]) -> None:
    """“Đúng” keeps today's unit and the old one, “Chưa đúng” asks again."""
    reading = read_address(text, HERE)
    assert isinstance(reading, Unsure)
    assert reading.code == "renamed"
    right, wrong = reading.choices
    assert (right.label.vietnamese, right.keeps) == ("Đúng", values(*place))
    assert (wrong.label.vietnamese, wrong.asks) == ("Chưa đúng", "residence_unit")


def test_the_sentence_for_a_renamed_ward_is_that_of_the_golden_talk() -> None:
    """Two lines, the day in short form."""
    reading = read_address("to 7 p nguyen thi minh khai", HERE)
    assert isinstance(reading, Unsure)
    assert reading.say.vietnamese == (
        "{old_unit} nay thuộc {unit}, tỉnh {province}, từ ngày {date}.\nNơi thường trú: {address}. Đúng không ạ?"
    )
    assert reading.say.params == {
        "old_unit": "Phường Nguyễn Thị Minh Khai",
        "unit": "phường Đức Xuân",
        "province": "Thái Nguyên",
        "date": date(2025, 7, 1),
        "address": "Tổ 7, phường Đức Xuân",
    }


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in MISSED.items() for text in texts])
def test_every_miss_gets_its_own_sentence(code: str, text: str) -> None:
    """wording.md section 4, letter for letter."""
    reading = read_address(text, HERE)
    assert isinstance(reading, Rejected | Unsure)
    assert (reading.code, reading.say.vietnamese) == (code, SENTENCES[code])
    assert reading.say.key == f"residence_unit.{code}"


def test_a_common_name_offers_the_units() -> None:
    """“Bắc Kạn” is a province, a town and a ward."""
    reading = read_address("tổ 5 bắc kạn", HERE)
    assert isinstance(reading, Unsure)
    assert reading.say.params == {"name": "Bắc Kạn"}
    assert [choice.label.params["unit"] for choice in reading.choices] == [
        "Phường Đức Xuân",
        "Phường Bắc Kạn",
        "Xã Phong Quang",
    ]
    assert reading.choices[0].keeps == values("01840", None, "Tổ 5")


def test_a_name_found_elsewhere_too_is_asked_with_its_province() -> None:
    """The name as it was said, and where it was."""
    reading = read_address("Sông Cầu, Thái Nguyên", HERE)
    assert isinstance(reading, Unsure)
    assert reading.say.params == {"unit": "phường Sông Cầu", "province": "Bắc Kạn"}
    assert [choice.label.vietnamese for choice in reading.choices] == ["Đúng", "Nơi khác"]
    assert reading.choices[0].keeps == values("01843", "01837", None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tổ 9 phường Đức Xuân", {"unit": "01840", "old": None, "detail": "Tổ 9"}),
        ("phường Đức Xuân", {"unit": "01840", "old": None, "detail": None}),
        ("Xóm 3, Phúc Hà, Thành phố Thái Nguyên", {"text": "Xóm 3, Phúc Hà, Thành phố Thái Nguyên"}),
        ("Số 25, Láng Hạ, Đống Đa, Hà Nội", {"text": "Số 25, Láng Hạ, Đống Đa, Hà Nội"}),
        ("xã Mỹ Phương, huyện Ba Bể", {"text": "xã Mỹ Phương, huyện Ba Bể"}),
    ],
)
def test_a_requester_may_live_anywhere(text: str, kept: dict[str, Value]) -> None:
    """Known places by their codes, others as typed."""
    assert read_address(text, MINE) == Kept({"requester_residence": kept})


def test_a_requester_elsewhere_under_a_known_name_keeps_the_text() -> None:
    """“Nơi khác” is an answer for who may live in any province."""
    reading = read_address("Sông Cầu, Đồng Hỷ", MINE)
    assert isinstance(reading, Unsure)
    assert reading.choices[1].keeps == {"requester_residence": {"text": "Sông Cầu, Đồng Hỷ"}}


@pytest.mark.parametrize(
    ("text", "code"), [("Hà Nội", "no_commune"), ("tổ 7", "no_commune"), ("xã " + "A" * 130, "too_long")]
)
def test_a_requester_still_has_to_name_a_commune(text: str, code: str) -> None:
    """A province alone is no residence, a story no address."""
    reading = read_address(text, MINE)
    assert isinstance(reading, Rejected)
    assert reading.code == code


def two_close(first: str, second: str) -> Places:
    """Two units of two provinces whose names are close."""
    blank = {"old_code": "", "kind": "xã", "valid_from": "2025-07-01"}
    rows = [
        {**blank, "code": "00001", "name": first, "province_code": "01", "province": "Một"},
        {**blank, "code": "00002", "name": second, "province_code": "02", "province": "Hai"},
    ]
    return places_from(rows, [])


@pytest.mark.parametrize(
    ("first", "second", "typed"),
    [
        ("Nam Sơn", "Năm Sơn", "nam son"),
        ("Yên Bình", "Yên Bính", "yen binh"),
        ("Hoàng Lương", "Hoàng Lưởng", "xa hoang luong"),
        ("Vĩnh Thuận", "Vĩnh Thuần", "vinh thuann"),
        ("Quang Trung", "Quang Trunh", "quang trunk"),
        ("Lương Thượng", "Dương Thượng", "xương thượng"),
    ],
)
def test_no_two_units_within_one_edit_are_told_apart_silently(first: str, second: str, typed: str) -> None:
    """What may be either is asked back or refused."""
    situation = Situation(key="residence_unit", today=HERE.today, places=two_close(first, second))
    assert told(read_address(typed, situation)) is None


def test_marks_tell_apart_what_only_differs_by_marks() -> None:
    """Typed with its marks a name is sure, without them both are offered."""
    situation = Situation(key="residence_unit", today=HERE.today, places=two_close("Yên Bình", "Yên Bính"))
    assert told(read_address("xã Yên Bính", situation)) == values("00002", None, None)
    reading = read_address("yen binh", situation)
    assert isinstance(reading, Unsure)
    assert [choice.keeps for choice in reading.choices] == [
        values("00001", None, None),
        values("00002", None, None),
    ]


@settings(max_examples=100, deadline=None)
@given(some.sampled_from([*TODAY, *RENAMED]), some.sampled_from(SPELLINGS))
def test_spelling_does_not_matter(text: str, spelled: object) -> None:
    """NFD, full-width digits, zero-width signs, case and a polite word leave the unit what it is."""
    assert callable(spelled)
    plain, other = told(read_address(text, HERE)), told(read_address(spelled(text), HERE))
    assert plain is not None
    assert other is not None
    assert other["residence_unit"] == plain["residence_unit"]


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, some.sampled_from([HERE, MINE]))
def test_any_text_is_answered(text: str, situation: Situation) -> None:
    """Total: a reading for whatever arrives."""
    assert isinstance(read_address(text, situation), Kept | Rejected | Unsure)


@pytest.mark.parametrize("place", sorted({*TODAY.values(), *RENAMED.values()}, key=str))
def test_what_was_kept_reads_as_itself(place: tuple[str, str | None, str | None]) -> None:
    """The address as it is shown on the check page is read as the same unit and detail."""
    unit, _, detail = place
    shown = ", ".join(part for part in (detail, PLACES.unit(unit).full_name) if part)
    assert told(read_address(shown, HERE)) == values(unit, None, detail)
