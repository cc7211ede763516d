"""D6, D9-D15, D18, D19: what a channel may bring that is no answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from conversations.pace import BURST
from domain.reference.places import default_places
from storage.schema import registrations as registration_rows
from tests.bad_inputs.citizen import Citizen
from tests.talk.house import TestHouse
from tests.talk.people import add_staff, register

CARD_AGAIN = "[Gửi ảnh mã QR | Chưa có căn cước]"
#: An office of another ward than that of the registrations made here.
OTHER_OFFICE = next(
    office.code for office in default_places().offices if office.kind == "commune" and "01840" not in office.units
)
OLD = "Nút này của câu trước. Câu đang hỏi ở ngay dưới."


async def count_of_registrations(house: TestHouse) -> int:
    """All of them."""
    query = select(func.count()).select_from(registration_rows)
    return await house.engine.run(lambda db: db.execute(query).scalar_one())


async def test_d6_the_same_update_twice_has_one_effect_and_one_reply(house: TestHouse, citizen: Citizen) -> None:
    """One after the other, together in one batch, and from two keeps at once."""
    message = citizen.message(text="chào")
    await house.engine.keep([message, message], now=house.now)
    await asyncio.gather(*(house.engine.keep([message], now=house.now) for _ in range(5)))
    await house.settle()
    assert len(await citizen.door.heard()) == 1
    await house.engine.keep([message], now=house.now)
    await house.settle()
    assert await citizen.door.heard() == []


async def test_d9_a_group_gets_one_neutral_reply(house: TestHouse) -> None:
    """Neither a form step nor a word about anybody, and not a second reply."""
    group = Citizen(house, channel="web", address="-100200")
    answer = await group.sends(kind="group")
    assert answer == "Nhóm này nhiều người đọc được. Mời nhắn riêng cho trợ lý để giữ kín thông tin."
    assert await group.sends(kind="group") == ""


async def test_d10_a_staff_command_from_a_citizen_is_nobodys(house: TestHouse, citizen: Citizen) -> None:
    """Forwarded or typed: /duyet has the rights of who sends it, and tells nothing of what exists."""
    code = await register(house, 1)
    for order in (f"/duyet {code}", "/duyet BK-2222-222", "/xem", "/thongke", "/khongco"):
        assert await citizen.says(order) == "Không có quyền dùng lệnh này."


async def test_d11_somebody_elses_contact_is_a_number_but_not_verified(citizen: Citizen) -> None:
    """The own contact is marked as such, another's is taken as typed."""
    for own in (True, False):
        await citizen.says("/huy")
        if "Bỏ và xóa" in citizen.answer:
            await citizen.taps("Bỏ và xóa")
        await citizen.says("đăng ký")
        await citizen.taps("Đồng ý cả 3 việc", "Người khai giúp")
        await citizen.says("Nông Thị Lan")
        await citizen.sends(kind="contact", phone="+84912345678", own_phone=own)
        assert "là gì của người hưởng?" in citizen.answer
        assert ('"requester_phone_verified":true' in (await citizen.chat()).state) is own


async def test_d12_an_edited_message_changes_nothing(citizen: Citizen) -> None:
    """Before and after sending: said how to change an answer."""
    words = "Tin đã sửa thì trợ lý không đọc lại. Muốn thay câu trả lời, nhắn quay lại hoặc /sua."
    await citizen.at_check()
    before = (await citizen.chat()).state
    assert await citizen.sends(kind="edited") == words
    assert _answers(before) == _answers((await citizen.chat()).state)
    await citizen.says("gửi")
    assert await citizen.sends(kind="edited") == words
    assert [one.version for one in await citizen.registrations()] == [1]


def _answers(state: str) -> str:
    """The answers in a state."""
    return state[state.index('"answers"') : state.index('"at"')]


@pytest.mark.parametrize(
    "tap",
    [
        "",
        "q0:9",
        "q0:-1",
        "q9999:0",
        "q1:²",
        "q1:0:0",
        "duyet:1",
        "q" * 64 + ":0",
        "'; DROP TABLE chats;--",
        "\x00",
    ],
)
async def test_d13_an_altered_button_is_an_old_one(citizen: Citizen, tap: str) -> None:
    """State unchanged, the open question again."""
    await citizen.asked_for_card()
    before = _answers((await citizen.chat()).state)
    answer = await citizen.sends(kind="tap", tap=tap)
    assert answer.startswith(OLD)
    assert answer.endswith(CARD_AGAIN)
    assert _answers((await citizen.chat()).state) == before


async def test_d13_without_an_open_question_the_menu_follows(citizen: Citizen) -> None:
    """An old button in a chat where nothing is asked leads to what can be done."""
    await citizen.says("chào")
    answer = await citizen.sends(kind="tap", tap="q77:0")
    assert answer.startswith(OLD)
    assert "[Đăng ký | Xem hồ sơ | Báo thay đổi | Trợ giúp]" in answer


async def test_d13_a_button_of_another_chat_means_nothing_here(house: TestHouse, citizen: Citizen) -> None:
    """Ids are a chat's own: another chat's button is read against what this one was shown."""
    other = Citizen(house, address="mai")
    await other.at_check()
    page = other.last[-1]
    await citizen.asked_for_card()
    answer = await citizen.sends(kind="tap", tap=f"{page.asked}:0")
    assert answer.startswith(OLD)
    assert await count_of_registrations(house) == 0


async def test_d13_a_foreign_registration_does_not_exist_for_staff(house: TestHouse) -> None:
    """Outside the unit and never made: the same sentence."""
    code = await register(house, 1)
    links = await add_staff(house, "Ma Thị Hoa", "officer", OTHER_OFFICE)
    officer = Citizen(house, address="officer")
    await officer.says(f"/start {links.chat}")
    for order in (f"/xem {code}", "/xem BK-2222-222"):
        assert await officer.says(order) == "Không thấy hồ sơ này trong phạm vi được giao."


async def test_d14_a_double_tap_on_send_is_one_registration(house: TestHouse, citizen: Citizen) -> None:
    """Two updates before the first is answered: one registration, the second says it was sent."""
    await citizen.at_check()
    page = citizen.last[-1]
    await citizen.sends(kind="tap", tap=f"{page.asked}:0", twice=True)
    assert await count_of_registrations(house) == 1
    (sent,) = await citizen.registrations()
    assert f"Hồ sơ đã gửi rồi. Mã hồ sơ: {sent.code}." in citizen.answer


async def test_d15_a_blocked_chat_is_not_written_to_and_becomes_a_call(house: TestHouse, citizen: Citizen) -> None:
    """Who blocked us is unreachable; who writes again can be reached."""
    await citizen.at_check()
    await citizen.says("gửi")
    await citizen.sends(kind="blocked")
    assert citizen.answer == ""
    assert not (await citizen.chat()).reachable
    await citizen.says("chào")
    assert (await citizen.chat()).reachable


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"kind": "sticker"}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "location"}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "poll"}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "dice"}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "voice"}, "Trợ lý chưa nghe được tin thoại."),
        ({"kind": "text", "text": ""}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "text", "text": "   \u200b\n"}, "Trợ lý chỉ đọc được chữ."),
        ({"kind": "text", "text": "😀" * 4096}, "Tin dài quá."),
        ({"kind": "text", "text": "a" * 4096}, "Tin dài quá."),
        ({"kind": "text", "text": "😀😀"}, "Chưa thấy số nào trong tin vừa gửi."),
    ],
)
async def test_d18_what_is_no_answer_is_asked_again_and_then_helped(
    citizen: Citizen, message: dict[str, Any], words: str
) -> None:
    """The same question with its buttons; after three tries a call, again, or later."""
    await citizen.asked_for_card()
    for _ in range(2):
        answer = await citizen.sends(**message)
        assert answer.startswith(words)
        assert answer.endswith(CARD_AGAIN)
    answer = await citizen.sends(**message)
    assert answer.endswith("Câu này hơi khó. Chọn một cách nhé. [Cán bộ gọi lại | Thử lại | Để sau]")
    await citizen.taps("Cán bộ gọi lại")
    assert "Đã nhắn cán bộ. Cán bộ gọi số 0912 345 678" in citizen.answer


async def test_d18_a_photo_or_file_at_a_question_for_words(citizen: Citizen) -> None:
    """Told kindly, not kept, a try at the question."""
    await citizen.says("đăng ký")
    await citizen.taps("Đồng ý cả 3 việc", "Người khai giúp")
    assert await citizen.photographs("abc") == "Câu này cần trả lời bằng chữ. Ảnh vừa gửi không được lưu."
    await citizen.photographs()
    assert "Câu này hơi khó." in await citizen.photographs()


@pytest.mark.parametrize(
    "payload",
    ["abc", "../../etc/passwd", "a" * 65, "f" * 32, "' OR 1=1", "<script>", "sc-p01", "\u202eabc", ""],
)
async def test_d19_a_start_with_an_unknown_payload_is_a_plain_start(citizen: Citizen, payload: str) -> None:
    """The greeting, or for what looks like a spent one-time code its own sentence; never more."""
    answer = await citizen.says(f"/start {payload}".strip())
    if payload == "f" * 32:
        assert answer == "Đường dẫn đã hết hạn. Nhờ quản trị cấp lại."
    else:
        assert answer.startswith("Chào ông/bà, anh/chị. Đây là trợ lý tự động")
    assert (await citizen.chat()).staff_id == ""


async def test_a_flooding_chat_waits_and_others_do_not(house: TestHouse, citizen: Citizen) -> None:
    """Above the measure one message every two seconds, one notice; another chat is answered at once."""
    flood = [citizen.message(text="chào") for _ in range(int(BURST) + 20)]
    await house.engine.keep(flood, now=house.now)
    await house.settle()
    answered = await citizen.door.heard()
    assert len(answered) == int(BURST) + 2  # the one above, and the notice
    assert sum(one.text == "Tin đến nhanh quá. Trợ lý đang trả lời lần lượt." for one in answered) == 1
    other = Citizen(house, address="mai")
    await other.door.says("chào")
    await house.settle()
    assert len(await other.door.heard()) == 1
    rest = 0
    for _ in range(40):
        house.on(2)
        await house.settle()
        rest += len(await citizen.door.heard())
    assert rest == 19


async def test_otp_is_warned_of_and_answers_nothing(citizen: Citizen) -> None:
    """A code of a bank sent by mistake is no answer to any question."""
    await citizen.asked_for_card()
    for text in ("Ma OTP cua quy khach la 839201", "mật khẩu là Lan1980", "839201 là mã OTP"):
        assert (await citizen.says(text)).startswith("Đừng gửi mã OTP hay mật khẩu cho ai, kể cả trợ lý.")
    assert "839201" not in (await citizen.chat()).state


async def test_messages_of_every_kind_leave_the_chat_alive(citizen: Citizen) -> None:
    """After all of the above the talk goes on where it was."""
    await citizen.asked_for_card()
    for kind in ("sticker", "voice", "edited", "tap", "document", "contact", "group", "blocked", "nonsense"):
        await citizen.sends(kind=kind)
    await citizen.says("006052001234")
    assert "Họ và tên của người hưởng" in citizen.answer
