"""Names: what stands around them falls away, what is no name is asked back with its own sentence."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.name import kept_name, printed_name, read_name
from domain.reading.situation import Situation
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

SITUATION = Situation(key="full_name", today=date(2026, 11, 24), places=default_places())
TAKEN = {
    "họ tên bà ấy là Hứa Thị Nái": "Hứa Thị Nái",
    "ông là Lý A Páo": "Lý A Páo",
    "bà Nay H'Lan": "Nay H'Lan",
    "Hoàng Thị Lệ (bà ngoại)": "Hoàng Thị Lệ",
    "Nguyễn Văn Bình ( bố em )": "Nguyễn Văn Bình",
    "NguyễnThị Hoa": "Nguyễn Thị Hoa",
    "LêVăn An": "Lê Văn An",
    "nGUYỄN vĂN aN": "Nguyễn Văn An",
    "H Len Niê": "H Len Niê",
    "Nguyễn Thị Thiên Vân": "Nguyễn Thị Thiên Vân",
    "bà ngoại cháu tên Lý Thị Mẩy ạ": "Lý Thị Mẩy",
    "bố em là ông Nông Văn Thành ạ": "Nông Văn Thành",
    "bo em la ong nong van thanh a": "Nong Van Thanh",
    "em la hoang thi sen": "Hoang Thi Sen",
    "Họ tên mẹ: Hà Thị Sâm": "Hà Thị Sâm",
    "Họ và tên:\nNông Văn Thành": "Nông Văn Thành",
    "ho va ten nguoi huong la be van dan": "Be Van Dan",
    "mẹ việt nam anh hùng Hà Thị Sâm": "Hà Thị Sâm",
    "tôi là La Văn Cầu": "La Văn Cầu",
    "la van cau": "La Van Cau",
    "chu van an": "Chu Van An",
    "Chu Minh Tuấn": "Chu Minh Tuấn",
    "Cù Bá Hòa": "Cù Bá Hòa",
    "châu văn liêm": "Châu Văn Liêm",
    "ho van cuong": "Ho Van Cuong",
    "khong van minh": "Khong Van Minh",
    "nguyen thi hoa a": "Nguyen Thi Hoa",
    "Nguyễn Văn A": "Nguyễn Văn A",
    "Nguyễn Thị Hoa nha": "Nguyễn Thị Hoa",
    "Nguyễn Văn Bình :)": "Nguyễn Văn Bình",
    "😀 Nguyễn Văn Bình 👍🏽": "Nguyễn Văn Bình",
    "“Nguyễn Văn Bình”.": "Nguyễn Văn Bình",
    "giàng a páo": "Giàng A Páo",
    "Má A Pó": "Má A Pó",
    "Phàn Tả Mẩy": "Phàn Tả Mẩy",
    "chảo láo tả": "Chảo Láo Tả",
    "vang seo sang": "Vang Seo Sang",
    "Y Bham Êñuôl": "Y Bham Êñuôl",
    "H’Len Niê": "H'Len Niê",
    "Công Tằng Tôn Nữ Thị Ngọc Anh": "Công Tằng Tôn Nữ Thị Ngọc Anh",
    "bà Nông Lả": "Nông Lả",
    "ong trieu tien pu": "Trieu Tien Pu",
    "Đỗ Văn Được": "Đỗ Văn Được",
    "Phạm Thị Năm": "Phạm Thị Năm",
    "Nguyễn Hòa": "Nguyễn Hòa",
    "Nguyễn Thị Hoa em ạ": "Nguyễn Thị Hoa",
    "Nguyễn Văn Bình nhé chị": "Nguyễn Văn Bình",
    "Nguyễn Văn Em": "Nguyễn Văn Em",
    "Nguyễn Thị Ngọc Anh ạ": "Nguyễn Thị Ngọc Anh",
    "Nguyễn Thị Hoa là mẹ tôi": "Nguyễn Thị Hoa",
    "Đinh La Thăng": "Đinh La Thăng",
    "người hưởng là mẹ tôi: Nguyễn Thị Hoa": "Nguyễn Thị Hoa",
    "vợ liệt sĩ Hà Thị Sâm": "Hà Thị Sâm",
    "má Nguyễn Thị Hoa": "Nguyễn Thị Hoa",
    "minh ten la nguyen thi lan": "Nguyen Thi Lan",
    "a Nguyễn Văn Bình": "Nguyễn Văn Bình",
    "A Dưng": "A Dưng",
    "Phùng Chí Kiên": "Phùng Chí Kiên",
    "Nguyễn Sinh Năm": "Nguyễn Sinh Năm",
}
MISSED = {
    "empty": ("", "   ", "👍", "...", "\u200b", "dạ", "Họ tên:"),
    "too_short": ("Hoa", "bà Lan", "cụ Hòa", "Lý", "ong Thanh", "nguyenvanbinh"),
    "too_long": (
        "Nông " * 20,
        "x" * 4000,
        "Nguyễn Văn An Bình Cao Dũng Giang Hải Khoa",
        "nguyễn thị hoa sinh năm nhâm thìn",
        "Nguyễn Văn Bình thôn Nà Pèn",
        "nguyen van binh o xa duc xuan",
        "Trần Văn Bình con bà Lan",
    ),
    "signs": (
        "Nguyễn Văn Bình 1945",
        "Nguyễn Văn B1nh",
        "abc xyz @@",
        "Nguyễn ❤️ Hoa",
        "https://a.vn/x",
        "<b>Nguyễn Văn Bình</b>",
        "=cmd|' /C calc'!A0",
        "{0.__class__}",
        "%s",
        "Nguyễn Văn Вình",
        "Nguyễn Văn Αn",
        "Nguyễn Văn Bình\u202e",
        "Nguyễn V. Bình",
        "Nguyễn_Văn_Bình",
        "Nguyễn Văn Bình (Tư)",
    ),
    "kin_word": (
        "Nguyễn Thị H.",
        "Nguyễn V Bình",
        "Nguyễnthị Hoa",
        "mẹ tôi",
        "me em",
        "bà nội",
        "con gái tôi",
        "ông cụ thân sinh",
        "bố mẹ em",
        "đồng ý",
        "để mai nhé",
        "ở cùng con gái",
        "asdf ghjk",
        "Ng Van Binh",
        "cụ Văn Tài",
        "cha a cua",
        "Sông Cầu",
        "họ Nguyễn tên Bình",
        "xem trên thẻ",
        "như căn cước",
        "ha ha",
        "mai gửi",
        "nguyen thi",
    ),
    "two_names": (
        "Nguyễn Văn A và Trần Thị B",
        "nguyen van binh, tran thi lan",
        "nguyen van binh tran thi lan",
        "Nguyễn Văn A/Trần Thị B",
        "Nông Văn Thành\nNông Thị Lan",
        "Thành và Lan",
        "nguyen van binh & tran thi lan",
    ),
    "looks_like_number": ("0912345678", "5/3/1952", "sđt 0912 345 678", "số 006052001234 ạ"),
    "unknown": ("em không biết", "k nhớ", "quên mất rồi", "ko biet a", "chưa rõ"),
}
SENTENCES = {
    "empty": "Chưa thấy họ tên trong tin vừa gửi. Gõ giúp cả họ và tên.",
    "too_short": "Mới có một chữ. Cần cả họ và tên, như trên căn cước.",
    "too_long": "Tin vừa gửi dài hơn một cái tên. Chỉ gửi họ và tên thôi nhé.",
    "signs": "Trong tên có số hoặc ký hiệu: {x}. Gửi lại giúp, chỉ gồm chữ.",
    "kin_word": "Cần họ tên đầy đủ. Ví dụ: Hoàng Thị Sen.",
    "two_names": "Có hai tên trong tin vừa gửi. Gửi giúp một tên.",
    "looks_like_number": "Đây là một dãy số. Câu này cần họ và tên.",
    "unknown": "Họ tên có trên thẻ căn cước. Chưa có thẻ ở đây thì chọn Để sau.",
}


@pytest.mark.parametrize(("text", "name"), TAKEN.items())
def test_a_name_is_taken_out_of_what_stands_around_it(text: str, name: str) -> None:
    """Titles, labels, kin words, politeness and emoji are no part of a name."""
    reading = read_name(text, SITUATION)
    assert isinstance(reading, Kept)
    assert reading.values == {"full_name": name}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in MISSED.items() for text in texts])
def test_every_miss_gets_its_own_sentence(code: str, text: str) -> None:
    """wording.md section 4, letter for letter."""
    reading = read_name(text, SITUATION)
    assert isinstance(reading, Rejected)
    assert (reading.code, reading.say.vietnamese) == (code, SENTENCES[code])
    assert reading.say.key == f"requester_name.{code}"


def test_signs_are_shown() -> None:
    """The person sees what is in the way."""
    reading = read_name("Nguyễn Văn Bình 1945", SITUATION)
    assert isinstance(reading, Rejected)
    assert reading.say.params == {"x": "1945"}


@pytest.mark.parametrize(
    ("text", "title", "whole"),
    [
        ("ông Văn Thành", "Ông", "Ông Văn Thành"),
        ("Bà Thị Lả", "Bà", "Bà Thị Lả"),
        ("ba thi la", "Ba", "Ba Thi La"),
        ("cu van hoa", "Cu", "Cu Van Hoa"),
        ("chu minh tuan", "Chu", "Chu Minh Tuan"),
    ],
)
def test_a_title_that_may_be_a_family_name_is_asked_back(text: str, title: str, whole: str) -> None:
    """“Ông” before Văn is a family name or a title: only the person knows."""
    reading = read_name(text, SITUATION)
    assert isinstance(reading, Unsure)
    assert reading.code == "title_or_family"
    assert reading.say.vietnamese == "“{x}” là họ hay cách gọi?"
    assert reading.say.params == {"x": title}
    assert [choice.label.vietnamese for choice in reading.choices] == ["Là họ", "Cách gọi"]
    assert reading.choices[0].keeps == {"full_name": whole}


def test_a_whole_name_behind_a_title_is_kept_by_the_choice() -> None:
    """“Cách gọi” keeps what follows when it is a whole name, else it asks again."""
    whole, part = read_name("co nong lan", SITUATION), read_name("ông Văn Thành", SITUATION)
    assert isinstance(whole, Unsure)
    assert whole.choices[1].keeps == {"full_name": "Nong Lan"}
    assert isinstance(part, Unsure)
    assert part.choices[1].asks == "full_name"


def test_a_name_without_marks_is_flagged() -> None:
    """The officer adds the marks; a name that has none anyway is left alone."""
    assert kept_name("Nong Van Thanh", key="full_name").warnings == ("name_without_marks",)
    assert kept_name("Nông Văn Thành", key="full_name").warnings == ()
    assert kept_name("Ma Mai Lan", key="full_name").warnings == ()


def test_the_answer_goes_under_the_key_asked() -> None:
    """The same reader serves both names."""
    mine = Situation(key="requester_name", today=SITUATION.today, places=SITUATION.places)
    assert read_name("Nông Thị Lan", mine) == Kept({"requester_name": "Nông Thị Lan"})


def test_printed_names_lose_nothing() -> None:
    """On a card “BÀ VĂN TÀI” is a name; digits are damage."""
    assert printed_name("BÀ VĂN TÀI") == "Bà Văn Tài"
    assert printed_name("NGUY?N VAN B1NH") is None
    assert printed_name("") is None


@settings(max_examples=80, deadline=None)
@given(some.sampled_from(sorted(set(TAKEN.values()))), some.sampled_from(SPELLINGS))
def test_spelling_does_not_matter(name: str, spelled: object) -> None:
    """NFD, zero-width signs, case and a polite word leave the name what it is."""
    assert callable(spelled)
    reading = read_name(spelled(name), SITUATION)
    assert isinstance(reading, Kept)
    assert reading.values["full_name"] == name


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_answered_and_an_answer_reads_as_itself(text: str) -> None:
    """Total; a kept name is in NFC, has no digits and is read again as it is."""
    reading = read_name(text, SITUATION)
    assert isinstance(reading, Kept | Rejected | Unsure)
    if isinstance(reading, Kept):
        name = reading.values["full_name"]
        assert isinstance(name, str)
        assert name == unicodedata.normalize("NFC", name)
        assert not any(sign.isdigit() for sign in name)
        assert read_name(name, SITUATION) == reading
