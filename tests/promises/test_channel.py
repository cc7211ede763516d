"""What every channel promises, over the web (HTTP), Telegram (a real Bot API server) and the terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import outbox
from storage.chats import find_by_address
from storage.sealing import Sealer
from tests.promises.mouths import KINDS, Mouth, TelegramMouth, somebody, telegram
from tests.talk.doors import Heard
from tests.telegram.faults import BAD_GATEWAY, CUT_AFTER, CUT_BEFORE, too_many

QR = (
    "006052001234|095222456|Nông Văn Thành|05031952|Nam|"
    "Tổ 7, Nguyễn Thị Minh Khai, Thành phố Bắc Kạn, Bắc Kạn|01082021"
)
GREETING = "Chào ông/bà, anh/chị. Đây là trợ lý tự động"


@pytest.fixture(params=KINDS)
async def person(request: pytest.FixtureRequest, tmp_path: Path, sealer: Sealer) -> AsyncIterator[Mouth]:
    """One person at one door."""
    async with somebody(request.param, tmp_path, sealer) as mouth:
        yield mouth


async def hears(person: Mouth) -> list[Heard]:
    """What is answered once everything due has happened."""
    person.house.on()
    await person.house.settle()
    return await person.heard()


async def says(person: Mouth, *texts: str) -> str:
    """Type one after another; the last answers."""
    heard: list[Heard] = []
    for text in texts:
        await person.says(text)
        heard = await hears(person)
    return "\n---\n".join(one.text for one in heard)


async def at_card(person: Mouth) -> str:
    """A helper, asked for the beneficiary's CCCD, by typing only."""
    return await says(person, "đăng ký", "đồng ý", "3", "Nông Thị Lan", "0912345678", "1", "nhờ miệng")


async def test_what_is_typed_is_answered_in_order(person: Mouth) -> None:
    """Every message once, one after the other, also when several were sent before the first answer."""
    for text in ("chào", "đăng ký", "đồng ý", "người khai giúp"):
        await person.says(text)
    texts = [heard.text for heard in await hears(person)]
    begins = [GREETING, "Trước khi khai", "Việc 1:", "Đã ghi ba câu trả lời", "Phần 1/4", "Họ và tên của anh/chị"]
    assert len(texts) == len(begins)
    assert all(text.startswith(begin) for text, begin in zip(texts, begins, strict=True))


async def test_a_message_given_twice_is_answered_once(person: Mouth) -> None:
    """The channel gives a message again, before and after its answer."""
    await person.says("chào")
    await person.says_again()
    assert len(await hears(person)) == 1
    await person.says_again()
    assert await hears(person) == []


async def test_a_number_means_the_choices_shown_last(person: Mouth) -> None:
    """Typed instead of tapped, with and without buttons."""
    answer = await at_card(person)
    assert "Chụp mã QR trên thẻ căn cước của người hưởng" in answer


async def test_labels_are_tapped_or_typed(person: Mouth) -> None:
    """Where there are buttons a tap, elsewhere the label, without marks too: the same answer."""
    await says(person, "chao", "dang ky")
    if not await person.taps("Không đồng ý"):
        await person.says("khong dong y")
    assert (await hears(person))[-1].text.startswith("Vâng. Trợ lý dừng ở đây")


async def test_a_stale_choice_changes_nothing(person: Mouth) -> None:
    """A button of an answered question is an old one; its typed label is read as an answer to the open one."""
    await at_card(person)
    if await person.taps("Bố mẹ, giám hộ"):
        answer = "\n".join(one.text for one in await hears(person))
        assert answer.startswith("Nút này của câu trước. Câu đang hỏi ở ngay dưới.")
    else:
        answer = await says(person, "Bố mẹ, giám hộ")
    assert "12 chữ số" in answer


async def test_a_photo_of_the_card_answers_five_questions(person: Mouth) -> None:
    """Decoded on the way in, read back, the picture gone."""
    await at_card(person)
    await person.photographs(QR)
    answer = "\n".join(one.text for one in await hears(person))
    assert answer.startswith("Đã đọc mã QR, ảnh không lưu.\nNông Văn Thành, sinh 05/3/1952, CCCD đuôi 1234.")
    assert "thuộc nhóm nào?" in await says(person, "đúng")


async def test_a_photo_without_a_code_says_how_to_take_it(person: Mouth) -> None:
    """The typed number is as good."""
    await at_card(person)
    await person.photographs("https://example.invalid")
    assert (await hears(person))[0].text.startswith("Mã này không phải của căn cước.")
    assert "Họ và tên của người hưởng" in await says(person, "006052001234")


async def test_a_text_that_is_too_long_is_told_and_loses_nothing(person: Mouth) -> None:
    """5,000 signs are no answer; the question stands."""
    await at_card(person)
    assert (await says(person, "a" * 5000)).startswith("Tin dài quá. Gửi ngắn lại giúp")
    assert "Họ và tên của người hưởng" in await says(person, "006052001234")


async def test_a_long_message_arrives_whole(person: Mouth) -> None:
    """The notice on personal data, to its last line."""
    answer = await says(person, "đăng ký")
    assert "1. Thông tin cần: họ tên" in answer
    assert "hoặc mình là bố mẹ, người giám hộ." in answer


async def test_the_talk_goes_on_where_it_was(person: Mouth) -> None:
    """Days later, at the same question."""
    await at_card(person)
    await says(person, "để sau")
    person.house.now += timedelta(days=12)
    assert "đang dừng ở câu: CCCD người hưởng" in await says(person, "alo")


# --- only Telegram can ------------------------------------------------------------------------------------------


async def test_gaps_and_disorder_lose_nothing(tmp_path: Path, sealer: Sealer) -> None:
    """Numbers with holes, and a smaller one after a larger: all are answered."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        people = [api.user(number) for number in (7001, 7002, 7003)]
        for person, number in zip(people, (1010, 1005, 1020), strict=True):
            api.push({"update_id": number, "message": person._message() | {"text": "chào"}})
        fetched = await channel.fetch(house.cursor)
        await house.engine.keep(fetched.messages, now=house.now)
        await house.settle()
        assert [len(person.heard) for person in people] == [1, 1, 1]


async def test_what_was_not_kept_is_given_again(tmp_path: Path, sealer: Sealer) -> None:
    """A program that dies between fetch and keep has confirmed nothing."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        mui = api.user(7001)
        mui.says("chào")
        await channel.fetch(house.cursor)  # and dies
        again = await channel.fetch(house.cursor)
        await house.engine.keep(again.messages, now=house.now)
        await house.settle()
        await channel.fetch(again.cursor)
        assert api.waiting() == 0
        assert len(mui.heard) == 1


async def test_the_own_number_is_shared_with_a_button(tmp_path: Path, sealer: Sealer) -> None:
    """Offered only where the channel can; it answers the question."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        lan = TelegramMouth(house, api, channel, 7001)
        await says(lan, "đăng ký", "đồng ý", "3", "Nông Thị Lan")
        person = api.user(7001)
        assert person.heard[-1].asks_contact == "Gửi số của tôi"
        person.shares_contact("84912345678")
        await lan._fetch()
        assert "là gì của người hưởng?" in (await hears(lan))[-1].text


async def test_a_person_who_blocked_us_gets_nothing_more(tmp_path: Path, sealer: Sealer) -> None:
    """The message is given up, the chat unreachable, the next one not tried; who comes back is answered."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        lan = TelegramMouth(house, api, channel, 7001)
        await says(lan, "chào")
        person = api.user(7001)
        person.blocked = True
        await says(lan, "đăng ký")
        seal = house.engine.house.seal
        chat = await house.engine.run(lambda db: find_by_address(db, "telegram", "7001", seal=seal))
        assert chat is not None
        assert not chat.reachable
        assert await house.engine.run(outbox.backlog) == 0
        person.unblocks()
        assert "Có đồng ý cả 3 việc không?" in await says(lan, "chào")


async def test_one_chat_that_must_wait_holds_up_nobody(tmp_path: Path, sealer: Sealer) -> None:
    """429 with 37 seconds: that chat waits at least so long, another is answered at once."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        lan, mai = (TelegramMouth(house, api, channel, number) for number in (7001, 7002))
        api.fail(too_many(37), chat_id=7001)
        await lan.says("chào")
        await mai.says("chào")
        await house.settle()
        assert (len(await lan.heard()), len(await mai.heard())) == (0, 1)
        house.now += timedelta(seconds=36)
        await house.settle()
        assert await lan.heard() == []
        house.now += timedelta(seconds=2)
        await house.settle()
        assert len(await lan.heard()) == 1


@pytest.mark.parametrize(("fault", "most"), [(CUT_BEFORE, 1), (BAD_GATEWAY, 1), (CUT_AFTER, 2)])
async def test_a_connection_cut_before_or_after_the_effect(
    tmp_path: Path, sealer: Sealer, fault: object, most: int
) -> None:
    """The message is repeated until it is answered for: nothing is lost, at most one prompt comes twice."""
    async with telegram(tmp_path, sealer) as (house, api, channel):
        lan = TelegramMouth(house, api, channel, 7001)
        api.fail(fault, chat_id=7001)  # type: ignore[arg-type]  # one of the faults above
        await lan.says("chào")
        for _ in range(10):
            house.now += timedelta(seconds=60)
            await house.settle()
        greeted = [one for one in await lan.heard() if one.text.startswith(GREETING)]
        assert 1 <= len(greeted) <= most
        assert "Việc 1:" in await says(lan, "đăng ký")
        assert await house.engine.run(outbox.backlog) == 0
