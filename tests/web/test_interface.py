"""The small JSON interface the page uses: keep, read, report, forget, fetch a file."""

from __future__ import annotations

import pytest

from bot.web.door import FileToSend
from domain.messages import Incoming
from tests.web.memory_door import Said
from tests.web.site import Site

KEY = "a1b2c3d4e5f60718"


async def test_a_typed_message_is_kept_under_a_key_of_chat_and_page(site: Site) -> None:
    """What was typed arrives as one Incoming whose key names the chat and the page's own key."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        reply = await client.post(f"/c/{chat.address}/api/messages", json={"key": KEY, "text": "chao"})
    (kept,) = site.door.chats[chat.address].kept
    assert (reply.status_code, reply.json()) == (200, {"kept": True})
    assert (kept.channel, kept.kind, kept.text) == ("web", "text", "chao")
    assert (kept.address, kept.key) == (chat.address, f"web:{chat.address}:{KEY}")


async def test_the_same_message_sent_again_changes_nothing(site: Site) -> None:
    """A page that did not hear the answer sends again with the same key: one line stays one line."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        for _ in range(3):
            await client.post(f"/c/{chat.address}/api/messages", json={"key": KEY, "text": "chao"})
        lines = (await client.get(f"/c/{chat.address}/api/lines")).json()["lines"]
    assert [(line["text"], line["mine"], line["key"]) for line in lines] == [("chao", True, KEY)]


async def test_a_tap_carries_the_id_it_was_asked_with(site: Site) -> None:
    """A button sends asked id and index, and comes back in the history as its label."""
    chat = site.door.open_chat()
    asked = site.door.say(chat.address, Said(text="Ai đang khai?", choices=("Tự khai", "Giám hộ")))
    async with site.client(chat) as client:
        tap = f"{asked.asked}:1"
        await client.post(f"/c/{chat.address}/api/messages", json={"key": KEY, "tap": tap})
        lines = (await client.get(f"/c/{chat.address}/api/lines?after={asked.id}")).json()["lines"]
    (kept,) = site.door.chats[chat.address].kept
    assert (kept.kind, kept.tap) == ("tap", tap)
    assert lines[0]["text"] == "Giám hộ"


async def test_a_line_reads_the_way_the_pages_and_the_documentation_say(site: Site) -> None:
    """Every field of a line is there, times and days as the wording writes them."""
    chat = site.door.open_chat()
    said = site.door.say(chat.address, Said(text="Chụp mã QR.", choices=("Gửi ảnh mã QR",), ask_photo=0))
    async with site.client(chat) as client:
        (line,) = (await client.get(f"/c/{chat.address}/api/lines")).json()["lines"]
    assert line == {
        "id": said.id,
        "mine": False,
        "key": "",
        "text": "Chụp mã QR.",
        "choices": ["Gửi ảnh mã QR"],
        "asked": said.asked,
        "ask_photo": 0,
        "ask_contact": -1,
        "file": None,
        "file_label": "",
        "at": "2026-11-24T19:02:00+07:00",
        "time": "19 giờ 02",
        "day": "Thứ Ba 24/11/2026",
    }


async def test_staff_read_short_times(site: Site) -> None:
    """19:02 for staff, 19 giờ 02 for citizens."""
    chat = site.door.open_chat("Công an phường Đức Xuân")
    site.door.say(chat.address, Said(text="Đã gửi."))
    async with site.client(chat) as client:
        (line,) = (await client.get(f"/c/{chat.address}/api/lines")).json()["lines"]
    assert line["time"] == "19:02"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\ud800b", "ab"),
        ("a\x00b\x07c", "abc"),
        ("một\r\nhai", "một\nhai"),
        ("", ""),
        ("😀" * 5000, "😀" * 4096),
        ("<b>{0.__class__}%s</b>", "<b>{0.__class__}%s</b>"),
    ],
    ids=["nfd", "lone surrogate", "control", "line break", "empty", "too long", "markup"],
)
async def test_any_text_is_kept_clean(site: Site, typed: str, kept: str) -> None:
    """Whatever is typed becomes NFC without lone surrogates and control signs, never an error (D18, D30)."""
    chat = site.door.open_chat()
    body = b'{"key": "%s", "text": %s}' % (KEY.encode(), as_json(typed))
    async with site.client(chat) as client:
        reply = await client.post(
            f"/c/{chat.address}/api/messages", content=body, headers={"content-type": "application/json"}
        )
    assert reply.status_code == 200
    assert only(site, chat.address).text == kept


def as_json(text: str) -> bytes:
    """A JSON string with escapes only, as a browser writes lone surrogates."""
    return ('"' + "".join(f"\\u{unit:04x}" for unit in utf16(text)) + '"').encode()


def utf16(text: str) -> list[int]:
    """The UTF-16 units of a text."""
    raw = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def only(site: Site, address: str) -> Incoming:
    """The one message a chat kept."""
    (kept,) = site.door.chats[address].kept
    return kept


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"text":"a"}',
        b'{"key":"short"}',
        b'{"key":"%s","x":1}' % KEY.encode(),
        b"[" * 50000,
    ],
    ids=["nothing", "list", "cut", "no key", "short key", "more fields", "deep"],
)
async def test_a_body_that_is_no_message_is_refused(site: Site, body: bytes) -> None:
    """400, and nothing is kept."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        reply = await client.post(
            f"/c/{chat.address}/api/messages", content=body, headers={"content-type": "application/json"}
        )
    assert reply.status_code == 400
    assert site.door.chats[chat.address].kept == []


async def test_what_could_not_be_kept_is_not_confirmed(site: Site) -> None:
    """A door that cannot commit gives 503, so the page keeps the message and sends it again."""
    chat = site.door.open_chat()
    site.door.broken = True
    async with site.client(chat) as client:
        message = {"key": KEY, "text": "chao"}
        first = await client.post(f"/c/{chat.address}/api/messages", json=message)
        site.door.broken = False
        second = await client.post(f"/c/{chat.address}/api/messages", json=message)
    assert (first.status_code, second.status_code) == (503, 200)
    assert first.headers["retry-after"] == "2"


async def test_people_read_a_sentence_when_the_house_is_in_trouble(site: Site) -> None:
    """A page or a plain form that cannot be answered says so in words, not in JSON (D43)."""
    chat = site.door.open_chat()
    site.door.broken = True
    async with site.client(chat, page=True) as client:
        form = {"key": KEY, "text": "chao"}
        reply = await client.post(f"/c/{chat.address}/api/messages", data=form, files={"file": ("", b"")})
    assert reply.status_code == 503
    assert "Dịch vụ đang chậm. Mời thử lại sau ít phút." in reply.text


async def test_the_page_reports_what_it_showed(site: Site) -> None:
    """The ids reach the door; anything that is no list of ids is refused."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        good = await client.post(f"/c/{chat.address}/api/shown", json={"ids": [3, 4]})
        crooked = (
            '{"ids":["3"]}',
            '{"ids":[-1]}',
            '{"ids":[true]}',
            "[]",
            '{"ids":3}',
            "{",
            f'{{"ids":[{2**70}]}}',
        )
        bad = {(await client.post(f"/c/{chat.address}/api/shown", content=body)).status_code for body in crooked}
    assert good.status_code == 200
    assert bad == {400}
    assert site.door.chats[chat.address].shown == {3, 4}


async def test_forgetting_empties_the_screen_and_closes_it(site: Site) -> None:
    """History gone, both cookies dropped, the old secret opens nothing any more."""
    chat = site.door.open_chat()
    site.door.say(chat.address, Said(text="Chào."))
    async with site.client(chat) as client:
        client.cookies.set("last", chat.address, domain="127.0.0.1", path="/")
        reply = await client.post(f"/c/{chat.address}/api/forget")
        dropped = reply.headers.get_list("set-cookie")
    async with site.client(chat) as old:
        after = await old.get(f"/c/{chat.address}/api/lines")
    assert reply.json() == {"next": "/da-xoa"}
    assert sorted(cookie.partition("=")[0] for cookie in dropped) == ["chat", "last"]
    assert all("Max-Age=0" in cookie for cookie in dropped)
    assert f"Path=/c/{chat.address}/" in dropped[0]
    assert after.status_code == 403


async def test_a_file_is_saved_under_its_name_and_never_opened(site: Site) -> None:
    """A document comes as an attachment, sandboxed, only in the chat it was offered in."""
    chat, other = site.door.open_chat(), site.door.open_chat()
    file = FileToSend("Danh sách Đức Xuân.xlsx", b"PK")
    line = site.door.say(chat.address, Said(text="Danh sách.", file=file))
    async with site.client(chat) as client:
        (read,) = (await client.get(f"/c/{chat.address}/api/lines")).json()["lines"]
        got = await client.get(f"/c/{chat.address}/{read['file']['href']}")
    async with site.client(other) as stranger:
        not_theirs = await stranger.get(f"/c/{other.address}/file/{line.file_id}")
    assert (got.content, read["file_label"]) == (b"PK", "Tải tệp Danh sách Đức Xuân.xlsx")
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Danh%20s%C3%A1ch")
    assert "sandbox" in got.headers["content-security-policy"]
    assert not_theirs.status_code == 403
