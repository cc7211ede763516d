"""Photos: codes found or a reason given, whatever the bytes are, and never a photo on the disk."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image, ImageDraw

from bot.photos import MOST_BYTES, Codes, PhotoReader, decode, read_codes

IMAGES = Path(__file__).parent.parent / "data" / "qr" / "dev"
EXPECTED = [json.loads(line) for line in (IMAGES / "expected.jsonl").read_text("utf-8").splitlines() if line]
CARD = "006052001234|095222456|Nông Văn Thành|05031952|Nam|Tổ 7, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn|01082021"


def photo_of(text: str, *, scale: int = 6, format_: str = "PNG", mode: str = "RGB") -> bytes:
    """An image file with one code."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, encoding="utf-8").save(out, kind="png", scale=scale, border=4)
    again = io.BytesIO()
    Image.open(out).convert(mode).save(again, format_)
    return again.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it is a huge image."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_every_image_of_the_set_is_read_right_but_the_cropped_one(row: dict[str, str]) -> None:
    """Blurred, turned, inverted, glaring, photographed: read; cropped: a reason."""
    codes = decode((IMAGES / row["file"]).read_bytes())
    if "cropped" in row["file"]:
        assert codes == Codes(reason="no_code")
    else:
        assert codes == Codes((row["expected_text"],))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_usual_formats_are_read(format_: str) -> None:
    """What phones and screens make is read, Vietnamese marks included."""
    assert decode(photo_of(CARD, format_=format_)).texts == (CARD,)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_usual_kinds_of_pixels_are_read(mode: str) -> None:
    """Transparent, grey, 16 bit, two colours: all the same."""
    assert decode(photo_of(CARD, mode=mode)).texts == (CARD,)


def test_a_code_on_a_transparent_ground_is_read() -> None:
    """Where nothing is drawn a screen is white."""
    opaque = Image.open(io.BytesIO(photo_of(CARD))).convert("L")
    drawn = Image.new("RGBA", opaque.size, (0, 0, 0, 0))
    drawn.putalpha(opaque.point(lambda value: 255 - value))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    assert decode(out.getvalue()).texts == (CARD,)


def test_two_codes_in_one_photo_are_both_given() -> None:
    """A card beside a bank's code: the reader behind decides which one was asked for."""
    left, right = (Image.open(io.BytesIO(photo_of(text))) for text in (CARD, "https://example.invalid"))
    both = Image.new("RGB", (left.width + right.width, max(left.height, right.height)), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    assert set(decode(out.getvalue()).texts) == {CARD, "https://example.invalid"}


def test_a_large_photo_is_read_smaller() -> None:
    """Twelve megapixels with a code of a tenth of the width."""
    photo = Image.new("RGB", (4000, 3000), (120, 110, 100))
    code = Image.open(io.BytesIO(photo_of(CARD, scale=9)))
    photo.paste(code, (1500, 1200))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=85)
    assert decode(out.getvalue()).texts == (CARD,)


def test_a_photo_with_a_place_in_it_is_read_and_the_place_is_not_kept() -> None:
    """EXIF, with GPS, goes in; only texts come out (D39)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.open(io.BytesIO(photo_of(CARD))).save(out, "JPEG", exif=exif.tobytes(), quality=90)
    assert decode(out.getvalue()) == Codes((CARD,))


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (b"", "not_an_image"),
        (b"hello", "not_an_image"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200, "not_an_image"),
        (b"%PDF-1.7\n", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (photo_of(CARD, format_="JPEG")[:900], "not_an_image"),
        (photo_of(CARD)[:200], "not_an_image"),
        (huge_png(30_000, 30_000), "too_large"),
        (huge_png(2_000_000_000, 1), "too_large"),
        (huge_png(6_000, 6_000), "not_an_image"),
        (b"\xff" * (MOST_BYTES + 1), "too_large"),
    ],
    ids=["empty", "text", "heic", "pdf", "svg", "cut jpeg", "cut png", "bomb", "line", "hollow", "bytes"],
)
def test_what_cannot_be_read_gets_a_reason(image: bytes, reason: str) -> None:
    """D39: HEIC, cut files, bombs and files that are none are told apart, never an exception."""
    assert decode(image) == Codes(reason=reason)


def test_a_photo_without_a_code_says_so() -> None:
    """A picture of a cat is an image, and no card."""
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).ellipse((50, 50, 200, 200), fill="orange")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    assert decode(out.getvalue()) == Codes(reason="no_code")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_damaged_files_never_raise(data: some.DataObject) -> None:
    """Any byte of a good file changed: texts or a reason."""
    image = bytearray(
        photo_of("abc", scale=3, format_=data.draw(some.sampled_from(["PNG", "JPEG", "GIF", "BMP"])))
    )
    for _ in range(data.draw(some.integers(1, 6))):
        image[data.draw(some.integers(0, len(image) - 1))] = data.draw(some.integers(0, 255))
    codes = decode(bytes(image))
    assert bool(codes.texts) != bool(codes.reason)


@pytest.fixture
async def reader() -> AsyncIterator[PhotoReader]:
    """A reader that is closed after the test."""
    made = PhotoReader()
    yield made
    await made.close()


async def test_one_child_reads_many_photos(reader: PhotoReader) -> None:
    """The second photo finds the child of the first."""
    assert (await reader.read_codes(photo_of(CARD))).texts == (CARD,)
    first = child_of(reader)
    assert (await reader.read_codes(b"nothing")).reason == "not_an_image"
    assert (await reader.read_codes(photo_of("b"))).texts == ("b",)
    assert child_of(reader) == first


async def test_many_at_once_are_answered_each_with_its_own(reader: PhotoReader) -> None:
    """Answers never change places."""
    texts = [f"number {number}" for number in range(12)]
    answers = await asyncio.gather(*(reader.read_codes(photo_of(text, scale=3)) for text in texts))
    assert [answer.texts for answer in answers] == [(text,) for text in texts]


async def test_a_child_that_died_is_replaced(reader: PhotoReader) -> None:
    """Killed between two photos: the next one is read all the same."""
    await reader.read_codes(photo_of("a"))
    os.kill(child_of(reader), signal.SIGKILL)
    assert (await reader.read_codes(photo_of("b"))).texts == ("b",)


async def test_a_photo_that_takes_too_long_is_given_up() -> None:
    """The child is ended, the answer has a reason, and the next photo gets a new child."""
    reader = PhotoReader(seconds=0.001)
    assert await reader.read_codes(photo_of(CARD)) == Codes(reason="timed_out")
    await reader.close()


async def test_a_photo_that_needs_too_much_memory_is_given_up() -> None:
    """What the limit forbids ends as a reason, not as a dead bot."""
    noise = Image.effect_noise((6200, 6200), 3).convert("RGBA").quantize(2)
    out = io.BytesIO()
    noise.save(out, "PNG")
    reader = PhotoReader(memory=260_000_000)
    codes = await reader.read_codes(out.getvalue())
    await reader.close()
    assert codes.reason in ("too_large", "not_an_image")


async def test_nothing_is_written_and_nothing_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No file appears where temporary ones would, and no log line has the card's words."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with caplog.at_level(logging.DEBUG):
        codes = await read_codes(photo_of(CARD))
    assert codes.texts == (CARD,)
    assert os.listdir(tmp_path) == []
    assert "Thành" not in caplog.text
    assert "Thành" not in repr(codes)


def child_of(reader: PhotoReader) -> int:
    """The process id of the child."""
    child = reader._child
    assert child is not None
    return child.pid
