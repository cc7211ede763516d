"""Our messages on Telegram, and every way they can fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from telegram import error as errors

from bot.channel import Channel, Gone, Later, NotDelivered, Refused, Stopped
from bot.telegram_channel import TelegramChannel
from bot.telegram_errors import in_our_words
from bot.telegram_request import NotSent, TooLarge
from domain.messages import Outgoing
from tests.telegram import faults
from tests.telegram.server import TOKEN, BotApi

Saying = Callable[..., Outgoing]


async def test_text_goes_out_as_it_is(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """Plain text: what looks like markup is shown, and the message's number comes back."""
    text = "<b>*A* _b_</b> [x](y) & {ben}"
    number = await channel.send(saying(text) if api.user(7001) else saying())
    (heard,) = api.user(7001).heard
    assert (heard.text, str(heard.number)) == (text, number)
    assert "parse_mode" not in api.called("sendMessage")[0]


async def test_choices_are_one_button_a_row(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """Each choice is a row and carries the question and its place."""
    mui = api.user(7001)
    await channel.send(saying("Chọn?", choices=("Tài khoản", "Tiền mặt"), asked="q9"))
    assert mui.heard[0].buttons == (("Tài khoản", "q9:0"), ("Tiền mặt", "q9:1"))
    assert [len(row) for row in api.called("sendMessage")[0]["reply_markup"]["inline_keyboard"]] == [1, 1]
    mui.taps("Tiền mặt")
    assert (await channel.fetch("")).messages[0].tap == "q9:1"


async def test_asking_for_the_number_uses_keys(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """The key that shares the number stands beside the choices, and goes with the next plain message."""
    mui = api.user(7001)
    await channel.send(saying("Số?", choices=("Gửi số của tôi", "Để sau"), asked="q2", ask_contact=0))
    assert mui.heard[0].keys == ("Gửi số của tôi", "Để sau")
    assert mui.heard[0].asks_contact == "Gửi số của tôi"
    assert mui.heard[0].buttons == ()
    await channel.send(saying("Sinh ngày nào?"))
    assert mui.heard[1].clears_keys


async def test_links_are_not_looked_at_by_telegram(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """A preview would use up a one-time link."""
    api.user(7001)
    await channel.send(saying("https://example.invalid/vao/abc"))
    assert api.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_long_texts_are_split_at_paragraphs(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """Above 4,096 units the text goes on in a second message, cut between paragraphs, buttons at the end."""
    mui = api.user(7001)
    paragraphs = [f"{n} " + "ă" * 900 for n in range(9)]
    await channel.send(saying("\n\n".join(paragraphs), choices=("Vâng",), asked="q"))
    assert "\n\n".join(mui.texts()) == "\n\n".join(paragraphs)
    assert [bool(heard.buttons) for heard in mui.heard] == [False, False, True]


@pytest.mark.parametrize("text", ["😀" * 5_000, "a" * 9_000, "chữ " * 3_000, "Câu. " * 2_000 + "\n" + "x" * 4_097])
async def test_any_long_text_arrives_whole(
    api: BotApi, channel: TelegramChannel, saying: Saying, text: str
) -> None:
    """Texts without paragraphs are cut at a sentence, a word or a sign; no sign is lost but white space."""
    mui = api.user(7001)
    await channel.send(saying(text))
    assert "".join("".join(mui.texts()).split()) == "".join(text.split())


async def test_file_is_a_document_with_its_name(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """Bytes go out as a file with a Vietnamese name, protected, the text as its caption, buttons below."""
    mui = api.user(7001)
    name = 'Danh sách "xã" Bằng Thành.xlsx'
    await channel.send(saying("Danh sách", file=b"PK\x03\x04", file_name=name, choices=("Xong",), asked="q"))
    (heard,) = mui.heard
    assert (heard.text, heard.file, heard.file_name) == ("Danh sách", b"PK\x03\x04", name)
    assert heard.protected
    assert heard.buttons == (("Xong", "q:0"),)


async def test_file_with_a_long_text_comes_after_it(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """A caption has 1,024 units at most; a longer text goes before the file."""
    mui = api.user(7001)
    await channel.send(saying("ă" * 1_025, file=b"x", file_name="a.csv", choices=("Xong",), asked="q"))
    assert [(len(h.text), h.file, len(h.buttons)) for h in mui.heard] == [(1_025, b"", 0), (0, b"x", 1)]


async def test_name_of_a_file_never_names_a_path(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """A file name that exists on this machine uploads our bytes, not that file."""
    mui = api.user(7001)
    await channel.send(saying("Tệp", file=b"ours", file_name="/etc/hostname"))
    assert mui.heard[0].file == b"ours"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"text": " "}, "empty text"),
        ({"choices": ("A",), "asked": "q" * 63}, "button above 64 bytes"),
        ({"file": b"x" * (50 * 1024 * 1024 + 1), "file_name": "a"}, "file above 50 MB"),
    ],
    ids=["empty", "button", "file"],
)
async def test_what_telegram_would_never_take_is_not_sent(
    api: BotApi, channel: TelegramChannel, saying: Saying, more: dict[str, object], reason: str
) -> None:
    """Our own mistakes are refused here, with a reason that quotes nothing."""
    with pytest.raises(Refused, match=reason):
        await channel.send(saying(**more))
    assert api.called("sendMessage") == api.called("sendDocument") == []


WAYS: list[tuple[errors.TelegramError, NotDelivered | Stopped]] = [
    (errors.RetryAfter(37), Later(37)),
    (errors.Forbidden("Forbidden: bot was blocked by the user"), Gone()),
    (errors.ChatMigrated(-100), Gone()),
    (errors.BadRequest("Chat not found"), Gone()),
    (errors.BadRequest("Bad Request: PEER_ID_INVALID"), Gone()),
    (errors.BadRequest("Message is too long"), Refused("Message is too long")),
    (errors.BadRequest("Can't parse 'Nông Văn A'"), Refused("Can")),
    (errors.BadRequest("'Nông'"), Refused("bad request")),
    (errors.TimedOut(), Later(5, perhaps_sent=True)),
    (errors.NetworkError("Internal Server Error"), Later(5, perhaps_sent=True)),
    (errors.NetworkError("Too Many Requests (429)"), Later(60)),
    (errors.NetworkError("Request Entity Too Large (413)"), Refused("file too large")),
    (NotSent("no connection"), Later(5)),
    (errors.InvalidToken(), Stopped("Telegram không nhận TROCAP_TELEGRAM_TOKEN. Kênh Telegram dừng.")),
    (
        errors.Conflict("terminated"),
        Stopped("Telegram: một chương trình khác đang chạy cùng bot này. Kênh Telegram dừng."),
    ),
    (errors.EndPointNotFound("x"), Later(5, perhaps_sent=True)),
    (errors.PassportDecryptionError("x"), Later(5, perhaps_sent=True)),
    (errors.TelegramError("unreadable answer"), Later(5, perhaps_sent=True)),
    (TooLarge("x"), Later(5, perhaps_sent=True)),
]


@pytest.mark.parametrize(("error", "ours"), WAYS, ids=lambda one: f"{type(one).__name__}-{one}"[:40])
def test_every_error_of_the_library_is_one_of_ours(
    error: errors.TelegramError, ours: NotDelivered | Stopped
) -> None:
    """Gone, Refused, Later or Stopped; a bad request is never taken for a passing network trouble."""
    word = in_our_words(error)
    assert type(word) is type(ours)
    assert getattr(word, "seconds", None) == getattr(ours, "seconds", None)
    assert getattr(word, "perhaps_sent", None) == getattr(ours, "perhaps_sent", None)
    assert getattr(word, "reason", None) == getattr(ours, "reason", None)


def test_no_error_class_of_the_library_is_forgotten() -> None:
    """A class the library adds must get its row above."""
    known = {type(error) for error, _ in WAYS}
    theirs = {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)}
    assert theirs <= known


@pytest.mark.parametrize(
    ("fault", "ours", "seconds", "perhaps", "reached"),
    [
        (faults.too_many(37), Later, 37, False, 0),
        (faults.FORBIDDEN, Gone, None, None, 0),
        (faults.NOT_FOUND, Gone, None, None, 0),
        (faults.BAD_REQUEST, Refused, None, None, 0),
        (faults.WRONG_TOKEN, Stopped, None, None, 0),
        (faults.BROKEN, Later, 5, True, 0),
        (faults.BAD_GATEWAY, Later, 5, True, 0),
        (faults.BLOCK_PAGE, Later, 60, False, 0),
        (faults.GARBAGE, Later, 5, True, 1),
        (faults.ODD_ANSWER, Later, 5, True, 1),
        (faults.CUT_BEFORE, Later, 5, True, 0),
        (faults.CUT_AFTER, Later, 5, True, 1),
    ],
)
async def test_ways_of_failing_over_the_wire(
    api: BotApi,
    channel: TelegramChannel,
    saying: Saying,
    fault: faults.Fault,
    ours: type[Exception],
    seconds: float | None,
    perhaps: bool | None,
    reached: int,
) -> None:
    """Each becomes ours; perhaps_sent exactly where the message may have arrived (D15-D17)."""
    mui = api.user(7001)
    api.fail(fault)
    with pytest.raises(ours) as failure:
        await channel.send(saying("Chào"))
    assert getattr(failure.value, "seconds", None) == seconds
    assert getattr(failure.value, "perhaps_sent", None) == perhaps
    assert len(mui.heard) == reached
    assert failure.value.__cause__ is failure.value.__context__ is None
    await channel.send(saying("Chào"))
    assert len(mui.heard) == reached + 1


async def test_answer_that_never_comes_is_perhaps_sent(
    api: BotApi, channel: TelegramChannel, saying: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timeout after the request left: the effect is unknown (D17)."""
    mui = api.user(7001)
    api.fail(faults.slow(0.2))
    monkeypatch.setattr("bot.telegram_channel.ANSWER_SECONDS", 0.05)
    with pytest.raises(Later) as later:
        await channel.send(saying("Chào"))
    assert later.value.perhaps_sent
    assert (await mui.hears(1))[0].text == "Chào"


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
async def test_refused_connection_is_certainly_not_sent(api: BotApi, saying: Saying, proxy: str) -> None:
    """No server, or a proxy that is not there: nothing can have arrived."""
    await api.stop()
    channel = TelegramChannel(TOKEN, base_url=api.base_url, proxy=proxy)
    await channel.open()
    with pytest.raises(Later) as later:
        await channel.send(saying("Chào"))
    assert not later.value.perhaps_sent
    await channel.close()


async def test_waiting_for_one_chat_does_not_hold_another(
    api: BotApi, channel: TelegramChannel, saying: Saying
) -> None:
    """429 concerns the chat it was said of (D16)."""
    api.user(7001)
    api.user(7002)
    api.fail(faults.too_many(37), chat_id=7001, times=-1)
    with pytest.raises(Later):
        await channel.send(saying("a"))
    await channel.send(saying("b", address="7002"))
    assert api.user(7002).texts() == ["b"]


async def test_long_text_goes_on_with_the_part_that_failed(
    api: BotApi, channel: TelegramChannel, saying: Saying
) -> None:
    """After Later, parts that arrived are not repeated."""
    mui = api.user(7001)
    long = saying("\n\n".join("ă" * 3_000 for _ in range(3)))
    api.rules.append(lambda method, given: faults.too_many(2) if len(api.called("sendMessage")) == 2 else None)
    with pytest.raises(Later):
        await channel.send(long)
    await channel.send(long)
    assert [len(text) for text in mui.texts()] == [3_000] * 3


async def test_blocked_person_is_gone(api: BotApi, channel: TelegramChannel, saying: Saying) -> None:
    """Who blocked the bot, or never wrote to it, cannot be reached."""
    api.user(7001).blocks()
    for address in ("7001", "7999", "@somebody", ""):
        with pytest.raises(Gone):
            await channel.send(saying("Chào", address=address))


async def test_closed_channel_can_be_opened_again(api: BotApi, saying: Saying) -> None:
    """Closing lets go of connections only; it is a Channel like any other."""
    channel: Channel = TelegramChannel(TOKEN, base_url=api.base_url, poll_seconds=0)
    for times in (1, 2):
        await channel.open()
        await channel.send(saying("Chào", address=str(api.user(7001).chat_id)))
        assert len(api.user(7001).heard) == times
        await channel.close()
    with pytest.raises(Later):
        await channel.fetch("")
