"""Photos and documents on their way in: caps, names, and never on the disk."""

from __future__ import annotations

import tempfile

import pytest

from bot.web.incoming import DOCUMENT_LIMIT, PHOTO_LIMIT, file_name, is_photo
from tests.web.site import Site

KEY = "a1b2c3d4e5f60718"
JPEG = b"\xff\xd8\xff\xe0"


async def send(site: Site, content: bytes, *, name: str = "qr.jpg") -> tuple[int, str, int, str]:
    """Status, kind, size and name kept of an upload ("" and 0 when nothing was kept)."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        reply = await client.post(
            f"/c/{chat.address}/api/messages", data={"key": KEY, "text": ""}, files={"file": (name, content)}
        )
    kept = site.door.chats[chat.address].kept
    if not kept or kept[0].attachment is None:
        return reply.status_code, "", 0, ""
    file = kept[0].attachment
    assert file.content == content
    return reply.status_code, kept[0].kind, file.size, file.name


async def test_a_photo_up_to_its_cap_arrives_without_touching_the_disk(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten megabytes are taken although there is no folder a file could be written to."""
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    photo = JPEG + bytes(PHOTO_LIMIT - 4)
    assert await send(site, photo) == (200, "photo", PHOTO_LIMIT, "qr.jpg")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (JPEG + bytes(PHOTO_LIMIT), "qr.jpg"),
        (b"PK" + bytes(DOCUMENT_LIMIT), "danh sach.xlsx"),
        (bytes(PHOTO_LIMIT + 2**20), "x"),
    ],
    ids=["photo", "document", "far above"],
)
async def test_what_is_above_its_cap_is_refused(site: Site, content: bytes, name: str) -> None:
    """413, nothing kept."""
    assert await send(site, content, name=name) == (413, "", 0, "")


async def test_a_document_is_told_by_what_is_in_it(site: Site) -> None:
    """A sheet that calls itself a photo is a document, a photo under another name is a photo."""
    assert (await send(site, b"PK\x03\x04", name="qr.jpg"))[1] == "document"
    assert (await send(site, JPEG, name="qr.pdf"))[1] == "photo"


@pytest.mark.parametrize(
    "start",
    [JPEG, b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF1234WEBP", b"1234ftypheic", b"1234ftypavif"],
    ids=["jpeg", "png", "gif", "bmp", "webp", "heic", "avif"],
)
def test_pictures_of_phones_are_known(start: bytes) -> None:
    """What phones take pictures in is a photo."""
    assert is_photo(start + b"....")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("..\\..\\a.xlsx", "a.xlsx"),
        ("/etc/passwd", "passwd"),
        ("danh\u202exslx.pdf", "danhxslx.pdf"),
        ("a\x00b\n.xlsx", "ab.xlsx"),
        ("", ""),
    ],
)
def test_a_file_name_cannot_mislead(sent: str, shown: str) -> None:
    """No folder, no control sign, no reversed letters (D40)."""
    assert file_name(sent) == shown


def test_a_long_file_name_keeps_its_ending() -> None:
    """Three hundred signs are cut from the front."""
    assert file_name("x" * 300 + ".xlsx").endswith("x.xlsx")
    assert len(file_name("x" * 300 + ".xlsx")) == 120


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
        ("text/plain", b"chao"),
        ("application/x-www-form-urlencoded", b"key=a1b2c3d4e5f60718&text=chao"),
    ],
)
async def test_a_body_of_another_kind_is_refused(site: Site, kind: str, body: bytes) -> None:
    """Only our JSON and our form are read."""
    chat = site.door.open_chat()
    async with site.client(chat) as client:
        reply = await client.post(f"/c/{chat.address}/api/messages", content=body, headers={"content-type": kind})
    assert reply.status_code == 400
    assert site.door.chats[chat.address].kept == []
