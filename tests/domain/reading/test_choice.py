"""A typed text and the choices last shown: money goes by it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.choice import match_label
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

RECEIVED = ("Đã nhận", "Chưa nhận")
RIGHT = ("Đúng", "Chưa đúng")
CONSENT = ("Đồng ý", "Không đồng ý")
PAY_BY = ("Tài khoản đã có", "Mở tài khoản mới", "Tiền mặt", "Tiền mặt tại nhà")
BASIS = ("Có giấy ủy quyền", "Nhờ miệng", "Chưa hỏi", "Không tự nói được")
HOLDER = ("Người hưởng", "Tôi (người khai)", "Người khác")
PAPER = ("Có giấy", "Chưa có, làm sau", "Đổi tài khoản", "Tiền mặt")
ROLE = ("Người hưởng tự khai", "Bố mẹ, giám hộ", "Người khai giúp")
CHECK = ("Gửi đăng ký", "Sửa một dòng", "Xem đủ số")
AGAIN = ("Gửi lại", "Sửa tiếp")
OPENED = ("Đúng", "Không đúng", "Chưa mở")
NOT_RECEIVED = ("Chưa thấy tiền", "Thiếu tiền", "Về tài khoản khác")
KIN = ("Con", "Vợ hoặc chồng", "Cháu", "Người khác")
YEARS = ("Năm 1946", "Năm 1948", "Sửa số CCCD")
ADULT = ("Có quyết định", "Không có", "Không tự nói được", "Sửa ngày sinh")
STAFF = ("Đồng ý", "Từ chối", "Không trả lời được")
CARD = ("Duyệt", "Cần sửa", "Từ chối", "Để sau", "Mở hồ sơ")
ALERT = ("Đúng", "Không phải tôi")
RETURNED = ("Còn dùng", "Đổi tài khoản", "Nhận tiền mặt")
SETS = (
    RECEIVED,
    RIGHT,
    CONSENT,
    PAY_BY,
    BASIS,
    HOLDER,
    PAPER,
    ROLE,
    CHECK,
    OPENED,
    NOT_RECEIVED,
    KIN,
    STAFF,
    CARD,
)

MEANT: tuple[tuple[str, tuple[str, ...], int | None], ...] = (
    ("Đã nhận", RECEIVED, 0),
    ("da nhan", RECEIVED, 0),
    ("nhan roi", RECEIVED, 0),
    ("nhận rồi ạ", RECEIVED, 0),
    ("dạ nhận rồi", RECEIVED, 0),
    ("chua nhan", RECEIVED, 1),
    ("chưa", RECEIVED, 1),
    ("dạ chưa ạ", RECEIVED, 1),
    ("nhan", RECEIVED, None),
    ("dạ nhận", RECEIVED, None),
    ("da nhan chua", RECEIVED, None),
    ("đã nhận chưa?", RECEIVED, None),
    ("nhan roi chua", RECEIVED, None),
    ("nhận rồi nhưng thiếu", RECEIVED, None),
    ("đã nhận đâu", RECEIVED, None),
    ("đã nhận à", RECEIVED, None),
    ("đã nhận hả", RECEIVED, None),
    ("ai đã nhận", RECEIVED, None),
    ("k nhan", RECEIVED, None),
    ("chưa nhận đủ", RECEIVED, None),
    ("dung", RIGHT, 0),
    ("dung roi", RIGHT, 0),
    ("đúng rồi ạ", RIGHT, 0),
    ("đừng", RIGHT, None),
    ("dùng", RIGHT, None),
    ("chua dung", RIGHT, 1),
    ("chưa", RIGHT, 1),
    ("khong dung", RIGHT, None),
    ("đúng không", RIGHT, None),
    ("khong", OPENED, 1),
    ("ko đúng", OPENED, 1),
    ("chưa mở ạ", OPENED, 2),
    ("chua", OPENED, None),
    ("chưa đúng", OPENED, None),
    ("dong y", CONSENT, 0),
    ("dong y a", CONSENT, 0),
    ("ĐỒNG Ý", CONSENT, 0),
    ("khong dong y", CONSENT, 1),
    ("ko dong y", CONSENT, 1),
    ("k đồng ý", CONSENT, 1),
    ("khong dog y", CONSENT, 1),
    ("khonh dong y", CONSENT, None),
    ("không, đồng ý", CONSENT, 1),
    ("dong y khong", CONSENT, None),
    ("ok nhưng đồng ý", CONSENT, None),
    ("đồng ý nếu không mất phí", CONSENT, None),
    ("1", PAY_BY, 0),
    ("4.", PAY_BY, 3),
    ("số 2", PAY_BY, 1),
    ("so 2 nhe", PAY_BY, 1),
    ("cai 3 a", PAY_BY, 2),
    ("số hai", PAY_BY, 1),
    ("thứ nhất", PAY_BY, 0),
    ("２", PAY_BY, 1),
    ("2️⃣", PAY_BY, 1),
    ("²", PAY_BY, None),
    ("0", PAY_BY, None),
    ("5", PAY_BY, None),
    ("1 2", PAY_BY, None),
    ("1 hoặc 2", PAY_BY, None),
    ("2?", PAY_BY, None),
    ("không phải 1", PAY_BY, None),
    ("1 nhưng chưa chắc", PAY_BY, None),
    ("2. mở tài khoản mới", PAY_BY, 1),
    ("2 tiền mặt", PAY_BY, None),
    ("tien mat", PAY_BY, 2),
    ("tiền mặt thôi ạ", PAY_BY, 2),
    ("toi chon tien mat", PAY_BY, 2),
    ("tein mat", PAY_BY, 2),
    ("tiền mặt tại nhà nhé", PAY_BY, 3),
    ("tai nha", PAY_BY, 3),
    ("mo tai khoan", PAY_BY, 1),
    ("tai khoan", PAY_BY, None),
    ("tiền", PAY_BY, None),
    ("co", PAY_BY, None),
    ("da co", PAY_BY, None),
    ("khong lay tien mat", PAY_BY, None),
    ("tiền mặt thì thôi", PAY_BY, None),
    ("thôi tiền mặt", PAY_BY, None),
    ("bỏ tiền mặt", PAY_BY, None),
    ("tiền mặt hoặc tài khoản", PAY_BY, None),
    ("tien mat hay tai nha", PAY_BY, None),
    ("nho mieng a", BASIS, 1),
    ("co giay", BASIS, 0),
    ("chua hoi", BASIS, 2),
    ("khong", BASIS, None),
    ("chua co giay", BASIS, None),
    ("co", BASIS, None),
    ("toi", HOLDER, 1),
    ("nguoi khai", HOLDER, 1),
    ("nguoi huong", HOLDER, 0),
    ("khong phai nguoi huong", HOLDER, None),
    ("nguoi", HOLDER, None),
    ("nong van thanh", HOLDER, None),
    ("chua co, lam sau", PAPER, 1),
    ("chua co lam sau", PAPER, 1),
    ("chưa", PAPER, 1),
    ("có", PAPER, 0),
    ("có giấy rồi", PAPER, 0),
    ("chưa có giấy", PAPER, None),
    ("làm sau", PAPER, None),
    ("tu khai", ROLE, 0),
    ("giam ho", ROLE, 1),
    ("khai giup", ROLE, 2),
    ("khai", ROLE, None),
    ("gui", CHECK, 0),
    ("chưa gửi", CHECK, None),
    ("gui lai", AGAIN, 0),
    ("con", KIN, 0),
    ("em là con", KIN, 0),
    ("con gai", KIN, None),
    ("cháu là con", KIN, None),
    ("vo", KIN, 1),
    ("1946", YEARS, 0),
    ("năm 1948", YEARS, 1),
    ("19", YEARS, None),
    ("có", ADULT, 0),
    ("không", ADULT, 1),
    ("tu choi", STAFF, 1),
    ("không trả lời", STAFF, 2),
    ("khong dong y", STAFF, None),
    ("duyet", CARD, 0),
    ("không duyệt", CARD, None),
    ("chưa duyệt", CARD, None),
    ("khong phai toi", ALERT, 1),
    ("phải", ALERT, None),
    ("không", ALERT, None),
    ("con dung", RETURNED, 0),
    ("không còn dùng", RETURNED, None),
    ("khong dung nua", RETURNED, None),
    ("chua thay tien", NOT_RECEIVED, 0),
    ("thieu", NOT_RECEIVED, 1),
    ("0912345678", ("0912 345 678", "0987 654 321"), 0),
    ("", RIGHT, None),
    ("?", RIGHT, None),
)


@pytest.mark.parametrize(
    ("text", "labels", "index"), MEANT, ids=[f"{text!r} {labels[0]}" for text, labels, _ in MEANT]
)
def test_a_text_means_one_choice_or_none(text: str, labels: tuple[str, ...], index: int | None) -> None:
    """Label, number, part, typo; never the opposite, never one of two."""
    assert match_label(text, labels) == index


def test_numbers_may_be_off() -> None:
    """Where a number can be the answer, a bare number is no choice; the label still is."""
    assert match_label("1", CHECK, numbers=False) is None
    assert match_label("số 1", CHECK, numbers=False) is None
    assert match_label("gửi đăng ký", CHECK, numbers=False) == 0


@settings(max_examples=80)
@given(ANY_TEXT, some.sampled_from(SETS))
def test_any_text_is_a_choice_or_not(text: str, labels: tuple[str, ...]) -> None:
    """No text raises."""
    index = match_label(text, labels)
    assert index is None or 0 <= index < len(labels)


@settings(max_examples=100)
@given(some.sampled_from(SETS), some.data(), some.sampled_from(SPELLINGS[:-1]))
def test_a_label_in_any_spelling_is_its_choice(
    labels: tuple[str, ...], data: some.DataObject, spell: object
) -> None:
    """Case, hidden signs, politeness, NFD: the label still means its choice."""
    assert callable(spell)
    index = data.draw(some.integers(0, len(labels) - 1))
    assert match_label(spell(labels[index]), labels) == index


@settings(max_examples=100)
@given(some.sampled_from(SETS), some.data(), some.sampled_from(["không", "chưa", "đừng", "ko", "k", "chua"]))
def test_a_denied_label_is_never_that_choice(labels: tuple[str, ...], data: some.DataObject, denial: str) -> None:
    """ "không X" and "X không" never mean X."""
    index = data.draw(some.integers(0, len(labels) - 1))
    assert match_label(f"{denial} {labels[index]}", labels) != index
    assert match_label(f"{labels[index]} {denial}", labels) != index


@settings(max_examples=60)
@given(some.sampled_from(SETS), some.data(), some.sampled_from(["nhưng", "nếu", "hoặc", "trừ"]))
def test_a_condition_is_never_a_choice(labels: tuple[str, ...], data: some.DataObject, condition: str) -> None:
    """A label with a condition behind it means nothing."""
    label = data.draw(some.sampled_from(labels))
    assert match_label(f"{label} {condition} mẹ bảo", labels) is None
    assert match_label(f"{condition} {label}", labels) is None


@settings(max_examples=60)
@given(some.sampled_from(SETS), some.data())
def test_two_labels_are_never_a_choice(labels: tuple[str, ...], data: some.DataObject) -> None:
    """Two labels in one text are not decided between, unless one is the other with more words."""
    first, second = data.draw(some.permutations(labels))[:2]
    index = match_label(f"{first}, {second}", labels)
    assert index is None or first.lower() in second.lower() or second.lower() in first.lower()
