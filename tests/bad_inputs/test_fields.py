"""D20-D30: hostile or odd answers, through the whole house and into what offices read."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.telegram_reading import tidy
from domain.reading.name import read_name
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.reference.places import default_places
from domain.wording import Kept
from tests.bad_inputs.citizen import Citizen
from tests.talk.house import START, TestHouse
from tests.talk.people import add_staff, register

CARD, NAME, BORN = "006052001234", "Nông Văn Thành", "5/3/1952"
HOSTILE = "=cmd|'/c calc'!A1"


async def asked_for_name(citizen: Citizen) -> None:
    """A helper, asked for the father's name."""
    await citizen.asked_for_card()
    await citizen.says(CARD)


async def asked_for_birth(citizen: Citizen) -> None:
    """Asked for his birth date."""
    await asked_for_name(citizen)
    await citizen.says(NAME)


async def asked_for_bank(citizen: Citizen) -> None:
    """Asked for his bank."""
    await asked_for_birth(citizen)
    await citizen.says(BORN, "tổ 7 phường Đức Xuân")
    await citizen.taps("Người có công", "Dùng số của tôi", "Tài khoản đã có")


@pytest.mark.parametrize(
    "name", ["Nông\u202e Văn Thành", "Nông Văn\u200b Thành", "Nông\u2066 Văn\u2069 Thành", "Nông Văn Thành\u0007"]
)
async def test_d20_invisible_signs_never_reach_the_answer(citizen: Citizen, name: str) -> None:
    """Bidi, zero-width and control signs are stripped, or the name is asked again; never kept."""
    await asked_for_name(citizen)
    await citizen.says(tidy(name))
    state = (await citizen.chat()).state
    assert not [
        sign for sign in "\u202e\u200b\u2066\u2069\u0007" if sign in state or f"\\u{ord(sign):04x}" in state
    ]
    if "sinh ngày nào?" in citizen.answer:
        assert NAME in state


def test_d21_marks_and_their_place_make_no_other_name() -> None:
    """NFC, NFD, the tone mark the old or the new way: one folded name for the search of duplicates."""
    situation = Situation(key="full_name", today=START.date(), places=default_places())
    kept = [read_name(name, situation) for name in ("Lê Thị Hòa", "Lê Thị Hoà", "Le\u0302 Thi\u0323 Ho\u0300a")]
    names = [reading.values["full_name"] for reading in kept if isinstance(reading, Kept)]
    assert len(names) == 3
    assert len({fold(str(name)) for name in names}) == 1


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Nông Văn Thành 2", "Trong tên có số hoặc ký hiệu: 2."),
        ("https://a.vn/Nông", "Trong tên có số hoặc ký hiệu:"),
        ("<b>Nông Văn Thành</b>", "Trong tên có số hoặc ký hiệu:"),
        (HOSTILE, "Trong tên có số hoặc ký hiệu:"),
        ("{0.__class__} Văn Thành", "Trong tên có số hoặc ký hiệu:"),
        ("{you} {hotline}", "Trong tên có số hoặc ký hiệu:"),
        ("%s %d", "Trong tên có số hoặc ký hiệu:"),
        ("a" * 300, "Tin vừa gửi dài hơn một cái tên."),
        ("Thành", "Mới có một chữ."),
        ("mẹ tôi", "Cần họ tên đầy đủ."),
    ],
)
async def test_d22_what_is_no_name_has_its_sentence(citizen: Citizen, name: str, answer: str) -> None:
    """Each with a defined result; the signs are shown as they are, nothing is filled in."""
    await asked_for_name(citizen)
    assert (await citizen.says(name)).startswith(answer)


@pytest.mark.parametrize(
    ("name", "kept"), [("NÔNG VĂN THÀNH", "Nông Văn Thành"), ("nong van thanh", "Nong Van Thanh")]
)
async def test_d22_capitals_and_missing_marks_are_names(citizen: Citizen, name: str, kept: str) -> None:
    """All capitals are written as a name; missing marks are the officer's to see."""
    await asked_for_name(citizen)
    assert "sinh ngày nào?" in await citizen.says(name)
    assert f'"full_name":"{kept}"' in (await citizen.chat()).state


@pytest.mark.parametrize("text", ["<b>gần chợ</b>", "{hotline} {you}", "%(x)s {0.secret}", HOSTILE, "\\n\\t'\"--"])
async def test_d22_free_text_is_shown_literally(house: TestHouse, text: str) -> None:
    """Where any text may stand it is said back letter for letter: no markup, no format string."""
    citizen = Citizen(house)
    await asked_for_birth(citizen)
    await citizen.says(BORN, "tổ 7 phường Đức Xuân")
    await citizen.taps("Người có công", "Dùng số của tôi", "Tiền mặt tại nhà", "Người hưởng", "Khó đi lại")
    await citizen.says(text)
    assert f"Đường đến nhà: {text}\n" in citizen.answer


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0060 5200 1234", "Họ và tên"),
        ("006.052.001.234", "Họ và tên"),
        ("００６０５２００１２３４", "Họ và tên"),
        ("٠٠٦٠٥٢٠٠١٢٣٤", ""),
        ("00605200123", "Số vừa gửi có 11 chữ số, cần đủ 12."),
        ("0060520012345", "Số vừa gửi có 13 chữ số, chỉ cần 12."),
        ("095222456", "Số 9 chữ số là chứng minh nhân dân cũ."),
        ("003052001234", "Không có mã tỉnh 003."),
        ("006352001234", "Theo số này thì sinh năm 2052, năm đó chưa tới."),
        ("0912345678", "Đây giống số điện thoại."),
    ],
)
async def test_d23_numbers_of_cards(citizen: Citizen, typed: str, words: str) -> None:
    """Spaces, dots and full-width digits are the same number; what cannot be is told why."""
    await citizen.asked_for_card()
    answer = await citizen.says(typed)
    if words:
        assert answer.startswith(words)
    else:  # Arabic-Indic digits: asked again, or the same number everywhere
        state = (await citizen.chat()).state
        assert "٠٠٦" not in state


async def test_d23_a_card_against_the_birth_date_is_asked_and_flagged(house: TestHouse, citizen: Citizen) -> None:
    """Kept as said, the officer reads the warning."""
    await citizen.at_check()
    await citizen.says("6", "5/3/1953")
    assert "Số CCCD cho thấy năm sinh 1952, ngày sinh đã khai là năm 1953." in citizen.answer
    await citizen.taps("Năm 1953")
    await citizen.says("gửi")
    (sent,) = await citizen.registrations()
    assert "birth_year_differs" in sent.warnings


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/02/1952", "Tháng 2 năm 1952 không có ngày 31."),
        ("29/02/1900", "Tháng 2 năm 1900 không có ngày 29."),
        ("13/13/1952", "Không có tháng 13."),
        ("5/3/2030", "Ngày này chưa tới."),
        ("5/3/1850", "Năm 1850 cách đây hơn 120 năm."),
        ("1952", "Năm 1952."),
        ("5/3/52", "Ngày 05 tháng 3 năm 1952."),
        ("70 tuổi", "Đây là số tuổi."),
        ("mùng 5 tháng giêng", "Đây là ngày âm hoặc con giáp."),
    ],
)
async def test_d24_birth_dates(citizen: Citizen, typed: str, words: str) -> None:
    """Day before month, a year alone, no day that never was; the echo is in words."""
    await asked_for_birth(citizen)
    assert (await citizen.says(typed)).startswith(words)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("vcb 12345", "Số vừa gửi có 5 chữ số, số tài khoản có ít nhất 6."),
        ("vcb 12345678901234567890", "Số vừa gửi có 20 chữ số, số tài khoản nhiều nhất 19."),
        ("vcb 03510001A3456", "Trong số có chữ"),
        ("vcb *3456", "Số này có chỗ bị che."),
        ("ngan hang nong nghiep 8500205011223", "Agribank, tài khoản 13 chữ số, đuôi 1223."),
        ("vcb 006052001234", "Đây là số căn cước đã khai."),
        ("agribank 0912345678", "Số này trùng số điện thoại đã khai."),
        ("viecombank", "Có vài ngân hàng tên gần giống nhau."),
        ("ngân hàng trên trời", "Chưa thấy ngân hàng này trong danh sách."),
    ],
)
async def test_d25_banks_and_accounts(citizen: Citizen, typed: str, words: str) -> None:
    """A number that cannot be is told why; a bank is never chosen silently."""
    await asked_for_bank(citizen)
    assert words in await citizen.says(typed)


async def test_d26_the_account_of_another(citizen: Citizen) -> None:
    """The requester's own needs a paper; anybody else's is not taken."""
    await asked_for_bank(citizen)
    await citizen.says("vcb 0351000123456")
    assert "Anh/chị có giấy này chưa?" in await citizen.says("Nông Thị Lan")
    await citizen.says("quay lại")
    assert "Chỉ nhận tài khoản của người hưởng hoặc người khai." in await citizen.says("Trần Văn Ba")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0123 456 7890", "Đầu số 0123 nay là 083"),
        ("+84 912 345 678", "là gì của người hưởng?"),
        ("19001234", "Đây là số tổng đài."),
        ("+1 202 555 0123", "Đây là số nước ngoài."),
        ("0209 3 870 123", ""),
        ("09123", "Số vừa gửi có 5 chữ số."),
    ],
)
async def test_d27_phones(citizen: Citizen, typed: str, words: str) -> None:
    """Old prefixes, +84, lines of houses, hotlines and foreign numbers each have their result."""
    await citizen.says("đăng ký")
    await citizen.taps("Đồng ý cả 3 việc", "Người khai giúp")
    await citizen.says("Nông Thị Lan")
    answer = await citizen.says(typed)
    assert words in answer
    assert answer


async def test_d28_the_same_card_from_two_chats(house: TestHouse) -> None:
    """The second waits as a possible duplicate; neither hears of the other; both read the same status text."""
    lan, mai = Citizen(house, address="lan"), Citizen(house, address="mai")
    for citizen, name in ((lan, NAME), (mai, "Hoàng Văn Giả")):
        await citizen.at_check(name=name)
        await citizen.says("gửi")
        assert "Đã gửi hồ sơ cho UBND phường Đức Xuân." in citizen.answer
    (first,), (second,) = await lan.registrations(), await mai.registrations()
    assert (first.duplicate_of, second.duplicate_of) == ("", first.id)
    answers = [(await citizen.says("/trangthai")) for citizen in (lan, mai)]
    assert answers[0].replace(first.code, "") == answers[1].replace(second.code, "")
    for citizen, other in ((lan, second), (mai, first)):
        heard = "\n".join(one.text for one in citizen.door._shown)
        assert other.code not in heard
        assert ("Giả" in heard) is (citizen is mai)
        answer = await citizen.says(f"/trangthai {other.code}")
        assert answer == f"Hồ sơ {other.code}: đã gửi, chờ cán bộ xem."


async def test_d29_who_typed_it_cannot_approve_it(house: TestHouse) -> None:
    """A member of staff whose phone stands in it reads that somebody else must."""
    links = await add_staff(house, "Hoàng Thị Sen", "officer", "UB01840")
    officer = Citizen(house, address="officer")
    await officer.says(f"/start {links.chat}")
    await officer.at_check()
    await officer.says("gửi")
    (sent,) = await officer.registrations()
    answer = await officer.says(f"/duyet {sent.code}")
    assert answer == "Hồ sơ do chính mình nhập. Cần người khác duyệt."


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "\ud800", "a\udfffb", "😀", "\ufeff", "\U0010ffff", "\r\n\r\n", "​"]
)
async def test_d30_no_text_is_an_exception(citizen: Citizen, text: str) -> None:
    """NUL, lone surrogates, signs of no plane: tidied at the door, asked again in the talk."""
    await asked_for_name(citizen)
    await citizen.says(tidy(text))
    assert citizen.answer
    assert "Mã:" not in citizen.answer


async def test_what_people_typed_stays_text_in_the_list_of_the_police(house: TestHouse) -> None:
    """A text that a spreadsheet would run is a text cell, letter for letter."""
    code = await register(house, 1, residence_detail=HOSTILE)
    links = await add_staff(house, "Hoàng Thị Sen", "officer", "UB01840")
    officer = Citizen(house, address="officer")
    await officer.says(f"/start {links.chat}")
    await officer.says(f"/duyet {code}", f"/chuyencongan {code}", "/guicongan")
    await officer.taps("Lập danh sách")
    _, content = await officer.door.document(officer.door.documents[-1])
    cells = [
        cell for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows() for cell in row if cell.value
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if HOSTILE in str(cell.value)]
