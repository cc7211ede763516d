"""What an operator asks of the house from the terminal, and its reply; each goes through a socket as JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: The most bytes of a file that goes in.
FILE_LIMIT = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that goes in or comes out."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """what: a row of bot.socket_door.DESK. user: who is signed in to the machine, for the audit."""

    what: str
    args: Mapping[str, Any] = field(repr=False)
    user: str
    file: File | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """code: 0 done, 1 refused by the house, 2 asked wrongly; with 1 and 2 the lines say why."""

    lines: Sequence[str] = field(repr=False)
    files: Sequence[File] = ()
    code: int = 0


def pack_asked(asked: Asked) -> bytes:
    """A line; without the user: who listens asks the machine."""
    file = _packed(asked.file) if asked.file else None
    return json.dumps({"what": asked.what, "args": dict(asked.args), "file": file}).encode() + b"\n"


def unpack_asked(line: bytes, *, user: str) -> Asked:
    """Raises ValueError, KeyError or TypeError when it is none."""
    read = json.loads(line)
    file = _unpacked(read["file"]) if read["file"] else None
    return Asked(what=str(read["what"]), args=dict(read["args"]), user=user, file=file)


def pack_reply(reply: Reply) -> bytes:
    """A line."""
    files = [_packed(file) for file in reply.files]
    return json.dumps({"lines": list(reply.lines), "files": files, "code": reply.code}).encode() + b"\n"


def unpack_reply(line: bytes) -> Reply:
    """What ``pack_reply`` made."""
    read = json.loads(line)
    return Reply(lines=read["lines"], files=[_unpacked(file) for file in read["files"]], code=read["code"])


def _packed(file: File) -> dict[str, str]:
    return {"name": file.name, "content": base64.b64encode(file.content).decode()}


def _unpacked(read: Mapping[str, str]) -> File:
    return File(name=read["name"], content=base64.b64decode(read["content"]))
