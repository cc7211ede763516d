"""The officer's turns of the golden talk, letter for letter (wording.md section 3), and the queue around them."""

from __future__ import annotations

import pytest

from admin import intake
from admin.desk import CannotDo, Stale
from storage import registrations
from tests.admin.commune import GOLDEN, LAN, LAN_AGAIN, Commune, moment


def golden_start(commune: Commune) -> str:
    """Nông Thị Lan's registration of 25/11, 16 others due later; her chat's id."""
    chat = commune.new_chat("lan", "web")
    commune.now = moment(25, 19, 50)
    made = commune.submit(LAN, chat=chat, draw=GOLDEN)
    assert (made.code, made.unit) == ("BK-7Q4M-2KT", "01840")
    commune.now = moment(26, 8, 0)
    commune.waiting_ones(16)
    commune.now = moment(26, 8, 10)
    return chat


RETURN_CARD = """\
1/17 · chờ 1 ngày · hạn 30/11
LƯU Ý: Tiền về tài khoản người khai, chưa có giấy ủy quyền.
LƯU Ý: Nhờ khai bằng miệng, cần hỏi người hưởng.
LƯU Ý: Số điện thoại của người hưởng là số người khai.
BK-7Q4M-2KT · Nông Văn Thành · sinh 05/3/1952 · CCCD …1234
Người khai: Nông Thị Lan (con) · 0912 345 678 · web
Nhận tiền: Vietcombank …3456 · chủ TK NONG THI LAN (người khai) \
[Duyệt | Cần sửa | Từ chối | Để sau | Mở hồ sơ]"""
AGAIN_CARD = """\
Sửa lại lần 1 · chờ 1 ngày · hạn 01/12
LƯU Ý: Đổi số tài khoản.
LƯU Ý: Nhờ khai bằng miệng, cần hỏi người hưởng.
LƯU Ý: Số điện thoại của người hưởng là số người khai.
BK-7Q4M-2KT · Nông Văn Thành · sinh 05/3/1952 · CCCD …1234
Đã đổi: tài khoản Vietcombank …3456 → Agribank …1223
Đã đổi: chủ TK NONG THI LAN (người khai) → NONG VAN THANH (người hưởng)
Đã bỏ: giấy tờ người nhận thay [Duyệt | Cần sửa | Từ chối | Để sau | Mở hồ sơ]"""
SCRIPT = """\
Đọc cho người hưởng nghe:
“Nông Thị Lan khai để tiền trợ cấp của ông về tài khoản Agribank đuôi 1223, tên NONG VAN THANH.
Thông tin sẽ gửi Công an, Bưu điện, ngân hàng. Ông đồng ý hay không đồng ý, xin trả lời rõ.”
Đã hỏi người hưởng bằng cách nào? \
[Gặp trực tiếp | Gọi số xã đang có | Qua trưởng thôn, tổ | Chưa hỏi]"""


def returned(commune: Commune) -> str:
    """The golden registration, given back and the notice born."""
    chat = golden_start(commune)
    commune.order("/choduyet")
    commune.tap("Cần sửa")
    commune.tap("Chủ tài khoản")
    commune.tap("Chưa có giấy")
    commune.tap("Gửi")
    commune.wait(seconds=60)
    return chat


def sent_again(commune: Commune) -> str:
    """The golden registration with the father's own account."""
    chat = returned(commune)
    commune.heard(chat)
    commune.now = moment(26, 8, 16)
    registration = commune.do(lambda desk: registrations.find_by_code(desk.db, "BK-7Q4M-2KT", seal=desk.seal))
    assert registration is not None
    commune.do(
        lambda desk: intake.resend(
            desk, registration_id=registration.id, talk_id="again", answers=LAN_AGAIN, version_seen=1
        ),
        chat=chat,
    )
    commune.now = moment(27, 9, 5)
    return chat


def approved(commune: Commune) -> str:
    """The golden registration, approved after the father was asked."""
    chat = sent_again(commune)
    commune.order("/xem BK-7Q4M-2KT")
    commune.tap("Duyệt")
    commune.tap("Gọi số xã đang có")
    commune.tap("Đồng ý")
    return chat


def test_returning_reads_as_in_the_golden_talk(commune: Commune) -> None:
    """Card, field, reason, preview and result are letter for letter those of wording.md."""
    chat = golden_start(commune)
    assert commune.order("/choduyet") == RETURN_CARD
    assert commune.tap("Cần sửa") == (
        "Mục nào cần sửa? [Họ tên | Ngày sinh | CCCD | Nơi thường trú | Tài khoản | Chủ tài khoản | Mục khác]"
    )
    assert commune.tap("Chủ tài khoản") == (
        "Lý do nào? [Chưa có giấy | Đứng tên người khác | Chưa rõ tên | Viết lý do khác]"
    )
    assert commune.tap("Chưa có giấy") == (
        "Người khai sẽ đọc: “Chủ tài khoản: tài khoản đứng tên người khai mà chưa có giấy ủy quyền "
        "nhận tiền.”\nGửi câu này? [Gửi | Viết lại | Thôi]"
    )
    assert commune.tap("Gửi") == "Đã trả lại BK-7Q4M-2KT, 1 mục. Tin đi sau 60 giây. [Hoàn tác]"
    assert commune.heard(chat) == []
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert notice["key"] == "returned"
    assert notice["fields"] == ["bank", "account_number", "account_holder"]
    assert notice["n"] == 1


def test_approving_reads_as_in_the_golden_talk(commune: Commune) -> None:
    """What changed, the script for the father, his answer, the approval and the place in line."""
    chat = sent_again(commune)
    assert commune.order("/xem BK-7Q4M-2KT") == AGAIN_CARD
    assert commune.tap("Duyệt") == SCRIPT
    assert commune.tap("Gọi số xã đang có") == (
        "Người hưởng trả lời thế nào? [Đồng ý | Từ chối | Không trả lời được]"
    )
    assert commune.tap("Đồng ý") == ("Đã duyệt BK-7Q4M-2KT. Còn 16 hồ sơ chờ. [Hoàn tác | Hồ sơ tiếp]")
    assert commune.order("/chuyencongan BK-7Q4M-2KT") == (
        "Đã xếp BK-7Q4M-2KT chờ Công an đối chiếu. Đang chờ: 1 người."
    )
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == (
        "Hồ sơ BK-7Q4M-2KT đã được duyệt. Bước sau: Công an phường Đức Xuân đối chiếu thông tin."
    )


def test_undo_within_its_time_tells_the_citizen_nothing(commune: Commune) -> None:
    """The registration waits again, and no notice is ever born."""
    chat = approved(commune)
    text = commune.tap("Hoàn tác")
    assert text.startswith("Đã hoàn tác. Người khai chưa nhận tin nào.\n\nSửa lại lần 1")
    commune.wait(seconds=120)
    assert commune.heard(chat) == []


def test_undo_after_its_time_says_when_the_message_went(commune: Commune) -> None:
    """After a minute the officer is told to return it instead."""
    approved(commune)
    undo = commune.shown
    commune.wait(seconds=61)
    commune.shown = undo
    with pytest.raises(CannotDo) as refused:
        commune.tap("Hoàn tác")
    assert commune.speak(refused.value.say) == "Tin đã gửi lúc 09:06. Muốn đổi thì trả lại hồ sơ."


def test_undo_after_moving_on_is_refused_but_the_notice_is_born(commune: Commune) -> None:
    """Queueing for the police ends the undo, not the timer."""
    chat = approved(commune)
    undo = commune.shown
    commune.order("/chuyencongan BK-7Q4M-2KT")
    commune.shown = undo
    with pytest.raises(CannotDo) as refused:
        commune.tap("Hoàn tác")
    assert commune.speak(refused.value.say) == "Hồ sơ đã chuyển tiếp, không hoàn tác được."
    commune.wait(seconds=60)
    assert len(commune.heard(chat)) == 1


def test_only_who_decided_may_undo(commune: Commune) -> None:
    """A colleague's tap on the button is answered as if there were nothing."""
    approved(commune)
    commune.sitting(commune.binh)
    with pytest.raises(CannotDo) as refused:
        commune.tap("Hoàn tác")
    assert commune.speak(refused.value.say) == "Không thấy hồ sơ này trong phạm vi được giao."


def test_a_late_tap_says_who_decided_and_when(commune: Commune) -> None:
    """Two officers on one card: the second reads what the first did."""
    sent_again(commune)
    commune.order("/xem BK-7Q4M-2KT")
    card = commune.shown
    commune.tap("Duyệt")
    commune.tap("Gặp trực tiếp")
    commune.tap("Đồng ý")
    commune.sitting(commune.binh)
    commune.shown = card
    with pytest.raises(Stale) as stale:
        commune.tap("Duyệt")
    assert commune.speak(stale.value.say) == "Hoàng Thị Hoa đã duyệt hồ sơ này lúc 09:05."


def test_a_card_is_claimed_for_a_quarter_of_an_hour(commune: Commune) -> None:
    """A colleague reads who is looking and till when; the queue passes over it; later it is free."""
    golden_start(commune)
    commune.order("/choduyet")
    commune.sitting(commune.binh)
    assert commune.order("/xem BK-7Q4M-2KT").startswith("Hoàng Thị Hoa đang xem hồ sơ này, đến 08:25.\n")
    with pytest.raises(Stale):
        commune.order("/duyet BK-7Q4M-2KT")
    assert commune.order("/choduyet").startswith("2/17 · ")
    commune.wait(minutes=15)
    assert commune.order("/duyet BK-7Q4M-2KT").startswith("Đọc cho người hưởng nghe:")


def test_a_card_of_an_older_version_shows_the_new_one(commune: Commune) -> None:
    """The citizen sent it again since: the tap is not taken, the new card stands below."""
    golden_start(commune)
    commune.order("/choduyet")
    old = commune.shown
    commune.tap("Cần sửa")
    commune.tap("Họ tên")
    commune.tap("Thiếu dấu")
    commune.tap("Gửi")
    commune.do(
        lambda desk: intake.resend(
            desk,
            registration_id=old.about if old else "",
            talk_id="x",
            answers=LAN_AGAIN,
            version_seen=1,
        ),
        chat=commune.new_chat(),
    )
    commune.shown = old
    text = commune.tap("Duyệt")
    assert text.startswith("Người khai vừa sửa hồ sơ. Bản mới ở dưới.\n\nSửa lại lần 1 · chờ 0 ngày")


def test_putting_aside_shows_the_next_one(commune: Commune) -> None:
    """Để sau goes on to the second of the same order, and lets the first go."""
    golden_start(commune)
    commune.order("/choduyet")
    assert commune.tap("Để sau").startswith("2/17 · chờ 0 ngày · hạn 01/12")
    commune.sitting(commune.binh)
    assert commune.order("/choduyet").startswith("1/17 · ")


@pytest.mark.parametrize(("typed", "count"), [("thiếu giấy", "1/1"), ("chua hoi", "1/1"), ("sửa lại", "")])
def test_the_queue_can_be_narrowed(commune: Commune, typed: str, count: str) -> None:
    """Filters name the warning that must stand."""
    golden_start(commune)
    text = commune.order(f"/choduyet {typed}")
    assert text.startswith(count or "Không còn hồ sơ chờ.")


def test_an_unknown_filter_names_the_known_ones(commune: Commune) -> None:
    """A word that is no filter is not taken for "all"."""
    with pytest.raises(CannotDo) as refused:
        commune.order("/choduyet xyz")
    assert commune.speak(refused.value.say) == "Lọc được: thiếu giấy, chưa hỏi, sửa lại."


def test_not_asked_stays_in_the_queue(commune: Commune) -> None:
    """Chưa hỏi approves nothing."""
    golden_start(commune)
    commune.order("/duyet BK-7Q4M-2KT")
    assert commune.tap("Chưa hỏi").startswith(
        "Chưa duyệt. Hồ sơ còn trong danh sách chờ, có lưu ý Chưa hỏi người hưởng."
    )
    assert commune.order("/xem bk7q4m2kt").startswith("chờ 1 ngày")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Từ chối", "Chưa duyệt. Chọn Từ chối hoặc Cần sửa. [Từ chối | Cần sửa]"),
        ("Không trả lời được", "Chưa duyệt. Cần đến nhà. [Hồ sơ tiếp]"),
    ],
)
def test_only_agreement_approves(commune: Commune, answer: str, said: str) -> None:
    """A no, and no answer, leave it where it is."""
    golden_start(commune)
    commune.order("/duyet BK-7Q4M-2KT")
    commune.tap("Gặp trực tiếp")
    assert commune.tap(answer) == said
    assert commune.order("/xem BK-7Q4M-2KT").startswith("chờ 1 ngày")


def test_a_possible_duplicate_waits_for_a_look(commune: Commune) -> None:
    """The second for the same CCCD is flagged; Duyệt is refused until Không trùng."""
    first = commune.submit(LAN, chat=commune.new_chat("a"))
    second = commune.submit(LAN, chat=commune.new_chat("b"))
    card = commune.order(f"/xem {second.code}")
    assert f"LƯU Ý: Có thể trùng hồ sơ {first.code}." in card
    assert "LƯU Ý: Tài khoản này đã dùng cho 1 người." in card
    assert commune.tap("Duyệt") == (
        "Chưa duyệt: còn lưu ý có thể trùng. Xem rồi chọn Không trùng. [Không trùng | Từ chối | Mở hồ sơ]"
    )
    assert "trùng" not in commune.tap("Không trùng")
    assert commune.tap("Duyệt").startswith("Đọc cho người hưởng nghe:")
