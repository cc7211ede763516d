"""Codes (QR) in a photo, read in a child process with limits; the photo itself is never kept.

``decode`` is the pure part: bytes in, texts or a reason out. ``PhotoReader`` keeps one child for many photos
and replaces it when it dies or takes too long. Nothing is written to disk and no byte of a photo is logged.
Run as ``python -m bot.photos`` this module is that child: length-prefixed photos in, JSON out.
Source: domain.md "QR images"; bad-inputs.md D39.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import resource
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import zxingcpp
from PIL import Image, ImageFile, ImageFilter, ImageOps
from PIL import WebPImagePlugin as _WebP  # noqa: F401 - Pillow knows WebP only once this is imported

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
SECONDS: Final = 15.0
MEMORY: Final = 1_200_000_000
#: A photo is first read at about this size: a code needs no more, and 12 megapixels take three times as long.
SIDE: Final = 2000
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")

NO_CODE: Final = "no_code"
TOO_LARGE: Final = "too_large"
NOT_AN_IMAGE: Final = "not_an_image"
TIMED_OUT: Final = "timed_out"

_QR = zxingcpp.barcode_formats_from_str("QRCode")
_LENGTH = struct.Struct(">I")
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE")  # no settings, no secrets
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Codes:
    """Texts of the codes found; or none and a reason: no_code, too_large, not_an_image, timed_out."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    reason: str = ""


def decode(image: bytes) -> Codes:
    """The QR codes in an image file of at most 10 MB and 40 million pixels. Never raises."""
    if len(image) > MOST_BYTES:
        return Codes(reason=TOO_LARGE)
    try:
        grey = _opened(image)
    except (MemoryError, Image.DecompressionBombError):
        return Codes(reason=TOO_LARGE)
    except Exception:  # a broken file makes Pillow raise anything: OSError, ValueError, struct.error, KeyError …
        return Codes(reason=NOT_AN_IMAGE)
    if grey is None:
        return Codes(reason=TOO_LARGE)
    try:
        for view in _views(grey):
            texts = _texts(view)
            if texts:
                return Codes(texts)
    except MemoryError:
        return Codes(reason=TOO_LARGE)
    return Codes(reason=NO_CODE)


def _opened(image: bytes) -> Image.Image | None:
    """The image in grey, large JPEGs already made smaller while decoding; None when it has too many pixels."""
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before anything is decoded
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    opened = Image.open(io.BytesIO(image), formats=FORMATS)
    if opened.width * opened.height > MOST_PIXELS:
        return None
    if min(opened.size) < 20:
        raise ValueError("smaller than any code")
    opened.draft("L", (SIDE, SIDE))
    opened.load()
    return _grey(opened)


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        lowest, highest = image.convert("F").getextrema()
        span = (float(highest) - float(lowest)) or 1.0  # type: ignore[arg-type]  # one band: a pair of numbers
        return image.convert("F").point(lambda value: (value - lowest) * (255.0 / span)).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    return image.convert("L")


def _views(grey: Image.Image) -> Iterator[Image.Image]:
    """The image as it may be readable: plain, more contrast, larger, smaller, sharper, smoother."""
    first = _scaled(grey, SIDE / max(grey.size)) if max(grey.size) > SIDE else grey
    yield first
    contrast = ImageOps.autocontrast(first, cutoff=1)
    yield contrast
    twice = _scaled(contrast, 2.0)
    yield twice
    if grey is not first:
        yield grey
    yield _scaled(contrast, 0.5)
    yield _scaled(contrast, 1.5)
    yield ImageOps.equalize(first)
    yield twice.filter(ImageFilter.GaussianBlur(2))
    yield contrast.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0))
    yield _scaled(ImageOps.autocontrast(first), 3.0)


def _scaled(image: Image.Image, by: float) -> Image.Image:
    """The image made larger or smaller, never above 12 million pixels."""
    by = min(by, (12_000_000 / (image.width * image.height)) ** 0.5)
    size = (max(1, round(image.width * by)), max(1, round(image.height * by)))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _texts(image: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(image, formats=_QR)
    return tuple(dict.fromkeys(_text(code) for code in found if code.valid and code.text))


def _text(code: zxingcpp.Barcode) -> str:
    """The bytes as UTF-8, which cards and banks use; else as the library guessed."""
    try:
        return bytes(code.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return str(code.text)


class PhotoReader:
    """Reads photos one after another in a child process that can be spared.

    seconds: for one photo, then the child is ended and the answer is timed_out. memory: bytes of address
    space of the child.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def read_codes(self, image: bytes) -> Codes:
        """The codes in a photo, or the reason there are none. Never raises for what a photo holds."""
        if len(image) > MOST_BYTES:
            return Codes(reason=TOO_LARGE)
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._ask_a_living_child(image)
            except TimeoutError:
                await self._end()
                return Codes(reason=TIMED_OUT)
            except (OSError, EOFError, ValueError):
                await self._end()  # it died over this photo: most likely out of memory
                return Codes(reason=TOO_LARGE)
            except asyncio.CancelledError:
                await self._end()
                raise

    async def close(self) -> None:
        """Ends the child. The next photo would start another."""
        async with self._turn:
            await self._end()

    async def _ask_a_living_child(self, image: bytes) -> Codes:
        """Asks once more when a child that had worked before turns out to have died in between."""
        used_before = self._child is not None
        try:
            return await self._ask(image)
        except (OSError, EOFError):
            if not used_before:
                raise
            await self._end()
            return await self._ask(image)

    async def _ask(self, image: bytes) -> Codes:
        child = self._child
        if child is None or child.returncode is not None:
            child = self._child = await self._start()
        if child.stdin is None or child.stdout is None:
            raise OSError("the child has no pipes")
        child.stdin.write(_LENGTH.pack(len(image)) + image)
        await child.stdin.drain()
        (length,) = _LENGTH.unpack(await child.stdout.readexactly(_LENGTH.size))
        answer = json.loads(await child.stdout.readexactly(length))
        return Codes(tuple(answer["texts"]), answer["reason"])

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.photos",
            str(self._memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        if child.stdin is not None:
            child.stdin.close()
        await child.wait()


async def read_codes(image: bytes) -> Codes:
    """The codes in one photo, in a child process of its own. The shell keeps a ``PhotoReader`` instead."""
    reader = PhotoReader()
    try:
        return await reader.read_codes(image)
    finally:
        await reader.close()


def serve(photos: BinaryIO, answers: BinaryIO) -> None:
    """Answers photos until the other side closes: the child's whole life."""
    while len(head := photos.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > MOST_BYTES:
            return
        codes = decode(photos.read(length))
        body = json.dumps({"texts": codes.texts, "reason": codes.reason}).encode()
        answers.write(_LENGTH.pack(len(body)) + body)
        answers.flush()


def limit_myself(memory: int) -> None:
    """No file may be written, no core dumped, no process started, no more memory than this be used."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_myself(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
