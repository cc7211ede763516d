"""What people do on Telegram, as our messages; nothing confirmed before it is kept."""

from __future__ import annotations

import asyncio
from datetime import UTC

import pytest

from bot.channel import Later
from bot.telegram_channel import TelegramChannel
from domain.messages import Incoming
from tests.telegram import faults
from tests.telegram.conftest import NOW
from tests.telegram.server import TOKEN, BotApi


async def only(channel: TelegramChannel) -> Incoming:
    """The one message waiting."""
    (message,) = (await channel.fetch("")).messages
    return message


async def test_text_arrives_with_chat_key_time_and_language(api: BotApi, channel: TelegramChannel) -> None:
    """A text keeps its words; its key names the bot and the update."""
    number = api.user(7001).says("/start xin-chao")
    message = await only(channel)
    assert (message.kind, message.text, message.address) == ("text", "/start xin-chao", "7001")
    assert message.key == f"telegram:1234567890:{number}"
    assert message.sent_at.tzinfo is UTC
    assert message.language == "vi"


async def test_nothing_is_confirmed_until_the_cursor_comes_back(api: BotApi, channel: TelegramChannel) -> None:
    """The same message comes again with the same key until the next fetch carries the cursor."""
    api.user(7001).says("một")
    first = await channel.fetch("")
    again = await channel.fetch("")
    assert [m.key for m in first.messages] == [m.key for m in again.messages]
    assert api.waiting() == 1
    assert (await channel.fetch(first.cursor)).messages == []
    assert api.waiting() == 0


async def test_cursor_stays_when_nobody_wrote(channel: TelegramChannel) -> None:
    """An empty answer confirms nothing new."""
    assert (await channel.fetch("77")).cursor == "77"
    assert (await channel.fetch("")).cursor == ""


async def test_gaps_and_disorder_in_numbers_lose_nothing(api: BotApi, channel: TelegramChannel) -> None:
    """The cursor lies behind the highest number, wherever it stands (D7)."""
    for number in (1_900, 1_100, 1_500):
        api.push({"update_id": number, "message": api.user(7001)._message() | {"text": str(number)}})
    fetched = await channel.fetch("")
    assert [m.text for m in fetched.messages] == ["1900", "1100", "1500"]
    assert fetched.cursor == "1901"


async def test_long_poll_waits_and_answers_at_once(api: BotApi) -> None:
    """A waiting fetch returns as soon as somebody writes."""
    channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=30)
    await channel.open()
    waiting = asyncio.create_task(channel.fetch(""))
    await api.until(lambda: bool(api.called("getUpdates")))
    api.user(7001).says("đây")
    assert [m.text for m in (await asyncio.wait_for(waiting, 5)).messages] == ["đây"]
    await channel.close()


async def test_lone_surrogates_nul_and_nfd_are_tidied(api: BotApi, channel: TelegramChannel) -> None:
    """A text that could not be sealed or stored is mended at the door; line ends stay (D30)."""
    api.user(7001).says("Hoa\u0300 \ud83d\x00\nBê\x07")
    assert (await only(channel)).text == "Hoà \nBê"


async def test_long_texts_are_cut(api: BotApi, channel: TelegramChannel) -> None:
    """No text is longer than 4,096 signs."""
    api.user(7001).says("😀" * 5_000)
    assert len((await only(channel)).text) == 4_096


async def test_tap_carries_its_button(api: BotApi, channel: TelegramChannel) -> None:
    """A tap keeps what the button carried."""
    api.user(7001).taps_data("q17:2")
    message = await only(channel)
    assert (message.kind, message.tap, message.address) == ("tap", "q17:2", "7001")


async def test_tap_that_cannot_be_ours_carries_nothing(api: BotApi, channel: TelegramChannel) -> None:
    """65 bytes and more never came from a button of ours (D13)."""
    api.user(7001).taps_data("ă" * 33)
    assert ((await only(channel)).kind, (await only(channel)).tap) == ("tap", "")


async def test_button_stops_waiting_only_after_the_tap_is_kept(api: BotApi, channel: TelegramChannel) -> None:
    """answerCallbackQuery goes out with the fetch that confirms the tap, beside it."""
    mui = api.user(7001)
    mui.taps_data("q1:0")
    fetched = await channel.fetch("")
    await channel.fetch("")
    assert mui.confirmed_taps == []
    await channel.fetch(fetched.cursor)
    await api.until(lambda: bool(api.called("answerCallbackQuery")))
    await channel.fetch(fetched.cursor)
    assert len(mui.confirmed_taps) == 1


async def test_failing_tap_answer_disturbs_nothing(api: BotApi, channel: TelegramChannel) -> None:
    """A tap too old to answer is still a tap."""
    api.fail(faults.BAD_REQUEST, method="answerCallbackQuery", times=-1)
    api.user(7001).taps_data("q1:0")
    fetched = await channel.fetch("")
    await channel.fetch(fetched.cursor)
    await api.until(lambda: bool(api.called("answerCallbackQuery")))
    assert (await channel.fetch(fetched.cursor)).messages == []


async def test_own_contact_is_own(api: BotApi, channel: TelegramChannel) -> None:
    """A number Telegram says is the sender's, in international form."""
    api.user(7001).shares_contact("84912345678")
    message = await only(channel)
    assert (message.kind, message.phone, message.own_phone) == ("contact", "+84912345678", True)


async def test_other_contact_is_not_own(api: BotApi, channel: TelegramChannel) -> None:
    """Another person's contact is never the sender's number (D11)."""
    api.user(7001).shares_contact("0912345678", own=False)
    message = await only(channel)
    assert (message.phone, message.own_phone) == ("0912345678", False)


async def test_forwarded_contact_is_never_own(api: BotApi, channel: TelegramChannel) -> None:
    """Passed on, even one's own contact proves nothing (D10)."""
    contact = {"phone_number": "0912345678", "user_id": 7001}
    api.user(7001).sends(contact=contact, forward_origin={"type": "user"})
    assert (await only(channel)).own_phone is False


async def test_forwarded_text_is_the_words_of_who_sends_it(api: BotApi, channel: TelegramChannel) -> None:
    """A forwarded command is one of the forwarder: nothing of the origin is kept (D10)."""
    api.user(7001).says("/duyet BK-7Q4M-2KT", forward_origin={"type": "user", "sender_user": {"id": 9}})
    message = await only(channel)
    assert (message.kind, message.text, message.address) == ("text", "/duyet BK-7Q4M-2KT", "7001")


async def test_photo_is_its_largest_size(api: BotApi, channel: TelegramChannel) -> None:
    """The largest size is named, and its bytes can be fetched."""
    api.user(7001).sends_photo(b"\x89PNG large", caption="thẻ")
    message = await only(channel)
    assert message.attachment is not None
    assert (message.kind, message.text, message.attachment.kind) == ("photo", "thẻ", "photo")
    assert await channel.download(message.attachment, limit=100) == b"\x89PNG large"


async def test_picture_sent_as_a_file_is_a_photo(api: BotApi, channel: TelegramChannel) -> None:
    """People send the card as a file to keep it sharp."""
    api.user(7001).sends_document(b"jpeg", "the.jpg", mime="image/jpeg")
    assert (await only(channel)).kind == "photo"


async def test_document_keeps_name_and_size(api: BotApi, channel: TelegramChannel) -> None:
    """A file arrives as a reference, with the sender's name for it."""
    api.user(7001).sends_document(b"PK12", "danh sách\n.xlsx")
    message = await only(channel)
    assert message.attachment is not None
    assert (message.kind, message.attachment.name, message.attachment.size) == (
        "document",
        "danh sách .xlsx",
        4,
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {"file_id": "s", "emoji": "👍"}}, "sticker"),
        ({"voice": {"file_id": "v"}}, "voice"),
        ({"video_note": {"file_id": "v"}}, "voice"),
        ({"location": {"latitude": 22.1, "longitude": 105.8}}, "sticker"),
        ({"poll": {"question": "?"}}, "sticker"),
        ({"dice": {"value": 6}}, "sticker"),
        ({"photo": []}, "sticker"),
        ({"photo": "odd"}, "sticker"),
        ({"text": 12}, "sticker"),
        ({"contact": {}}, "sticker"),
        ({"something_new": True}, "sticker"),
        ({"text": "   "}, "text"),
    ],
)
async def test_what_is_no_answer_in_words_still_gets_one(
    api: BotApi, channel: TelegramChannel, content: dict[str, object], kind: str
) -> None:
    """Whatever a person sends becomes a message, so the talk can ask again (D18)."""
    api.user(7001).sends(**content)
    assert (await only(channel)).kind == kind


async def test_edited_message_tells_only_that(api: BotApi, channel: TelegramChannel) -> None:
    """A changed message changes nothing, and its new words are not kept (D12)."""
    api.user(7001).edits("số khác")
    message = await only(channel)
    assert (message.kind, message.text) == ("edited", "")


async def test_groups_keep_nothing_of_what_is_said(api: BotApi, channel: TelegramChannel) -> None:
    """A message or a tap in a group is known by its place only (D9)."""
    group = api.group(-100500)
    group.says("số của tôi 0912345678")
    group.taps_data("q1:1")
    messages = (await channel.fetch("")).messages
    assert [(m.kind, m.address, m.text, m.tap) for m in messages] == [("group", "-100500", "", "")] * 2


async def test_blocking_is_heard_and_unblocking_says_nothing(api: BotApi, channel: TelegramChannel) -> None:
    """A person who blocks the bot can be called instead; coming back is no message (D15)."""
    mui = api.user(7001)
    mui.blocks()
    mui.unblocks()
    assert [(m.kind, m.address) for m in (await channel.fetch("")).messages] == [("blocked", "7001")]
    assert channel.unreadable == 0


ODD = [
    {"message": "words"},
    {"message": {"chat": {"id": "x"}, "text": "a"}},
    {"message": {"chat": None}},
    {"callback_query": {"id": 5, "from": [], "data": {}}},
    {"my_chat_member": []},
    {"update_id": True, "message": {"chat": {"id": 7001}, "text": "no number"}},
]


@pytest.mark.parametrize("odd", ODD)
async def test_odd_update_leaves_its_neighbours_alone(
    api: BotApi, channel: TelegramChannel, odd: dict[str, object]
) -> None:
    """One update of another shape is skipped and counted; those around it arrive and are confirmed."""
    api.user(7001).says("trước")
    api.push(odd)
    api.user(7001).says("sau")
    fetched = await channel.fetch("")
    assert [m.text for m in fetched.messages] == ["trước", "sau"]
    assert channel.unreadable == 1
    assert (await channel.fetch(fetched.cursor)).messages == []


@pytest.mark.parametrize("date", [None, "yesterday", -5, 0, 10**15, True])
async def test_odd_times_become_now(api: BotApi, channel: TelegramChannel, date: object) -> None:
    """A time that is none does not stop a message."""
    api.user(7001).sends(text="a", date=date)
    assert (await only(channel)).sent_at == NOW


@pytest.mark.parametrize(
    "body", [b'{"ok":true,"result":{}}', b'{"ok":true,"result":[{"message":{}}]}', b"[]", b"{}", b"null"]
)
async def test_answers_that_confirm_nothing_are_asked_again_later(
    api: BotApi, channel: TelegramChannel, body: bytes
) -> None:
    """No fetch without a pause when the answer makes no sense: no storm of requests."""
    api.fail(faults.Fault(status=200, body=body), method="getUpdates")
    with pytest.raises(Later):
        await channel.fetch("5")


@pytest.mark.parametrize(
    "fault",
    [
        faults.BROKEN,
        faults.BAD_GATEWAY,
        faults.BLOCK_PAGE,
        faults.GARBAGE,
        faults.CUT_BEFORE,
        faults.too_many(3),
        faults.FORBIDDEN,
        faults.BAD_REQUEST,
    ],
)
async def test_trouble_while_fetching_passes(api: BotApi, channel: TelegramChannel, fault: faults.Fault) -> None:
    """Whatever the network does, fetching is tried again and nothing is lost."""
    api.user(7001).says("giữ")
    api.fail(fault, method="getUpdates")
    with pytest.raises(Later):
        await channel.fetch("")
    assert (await only(channel)).text == "giữ"
