"""From the body of a POST to an ``Incoming``: the page's JSON, its files, and the plain form."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.web.guard import BodyTooLarge, body_of
from domain.messages import Attachment, Incoming
from domain.reading.text import BIDI_CONTROLS

PHOTO_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 5 * 1024 * 1024
#: A form around the file: its boundaries and short fields.
FRAME = 64 * 1024
JSON_LIMIT = 64 * 1024
TEXT_LIMIT = 4096
TAP_LIMIT = 64
NAME_LIMIT = 120


class Unreadable(Exception):
    """A body that is no message of ours; nothing of it is kept or logged."""


class Said(BaseModel):
    """The JSON a page sends: a key of its own making, and a text or a tap."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    text: str = ""
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What came in a body: the message, and perhaps a file."""

    said: Said = field(repr=False)
    attachment: Attachment | None = None


class _InMemoryParser(MultiPartParser):
    """Never lets a photo touch the disk: what the cap allows stays in memory."""

    spool_max_size = PHOTO_LIMIT + FRAME + 1


def plain_text(text: str, *, limit: int) -> str:
    """NFC, line breaks kept, without control characters and lone surrogates, clipped to ``limit`` signs."""
    kept = "".join(
        sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
        if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", kept)[:limit]


def file_name(name: str) -> str:
    """The last part of a sender's file name without what could mislead a reader; shown only, never a path."""
    last = re.split(r"[/\\]", plain_text(name, limit=4 * NAME_LIMIT))[-1]
    shown = "".join(sign for sign in last if sign not in BIDI_CONTROLS and sign not in "\n\t")
    return shown.strip()[-NAME_LIMIT:]


def is_photo(content: bytes) -> bool:
    """Whether bytes begin like a picture (JPEG, PNG, WebP, GIF, BMP, HEIC, AVIF), whatever its name."""
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")):
        return True
    return (content[:4] == b"RIFF" and content[8:12] == b"WEBP") or (
        content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif")
    )


async def read_parts(request: Request) -> Parts:
    """The message in a POST. Raises Unreadable (400) and BodyTooLarge (413)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Parts(_said(_json_object(await body_of(request, limit=JSON_LIMIT))))
    if kind == "multipart/form-data":
        body = await body_of(request, limit=PHOTO_LIMIT + FRAME)
        return await _read_form(request.headers, body)
    raise Unreadable


def _json_object(body: bytes) -> dict[str, object]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(read, dict):
        raise Unreadable
    return read


def _said(fields: dict[str, object]) -> Said:
    limits = {"text": TEXT_LIMIT, "tap": TAP_LIMIT}
    cleaned = {
        name: plain_text(value, limit=limits.get(name, TAP_LIMIT + 1)) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    try:
        return Said.model_validate(cleaned)
    except ValidationError as error:
        raise Unreadable from error


async def _read_form(headers: Headers, body: bytes) -> Parts:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    parser = _InMemoryParser(headers, once(), max_files=1, max_fields=6, max_part_size=FRAME)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Unreadable from error
    try:
        upload = form.get("file")
        said = _said({name: value for name, value in form.items() if isinstance(value, str) and name != "file"})
        if isinstance(upload, UploadFile) and (upload.filename or upload.size):
            return Parts(said, _attachment(await upload.read(), upload.filename or ""))
        return Parts(said)
    finally:
        await form.close()


def _attachment(content: bytes, name: str) -> Attachment:
    kind, limit = ("photo", PHOTO_LIMIT) if is_photo(content) else ("document", DOCUMENT_LIMIT)
    if len(content) > limit:
        raise BodyTooLarge
    return Attachment(kind=kind, name=file_name(name), size=len(content), content=content)


def incoming(parts: Parts, *, address: str, at: datetime) -> Incoming:
    """The message for the inbox. Its key names chat and client key, so sending it again changes nothing."""
    kind = parts.attachment.kind if parts.attachment else "tap" if parts.said.tap else "text"
    return Incoming(
        channel="web",
        address=address,
        key=f"web:{address}:{parts.said.key}",
        kind=kind,
        sent_at=at,
        text=parts.said.text,
        tap=parts.said.tap,
        attachment=parts.attachment,
        language="vi",
    )
