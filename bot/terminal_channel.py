"""The terminal as a channel: lines in, numbered choices out. A whole conversation can be piped in and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.channel import Capabilities, Fetched, Refused
from domain.messages import Attachment, Incoming, Outgoing

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MAX_FILE = 10 * 1024 * 1024


class TerminalChannel:
    """Prints what the bot says; ``incoming`` makes a message of a typed line."""

    name = "terminal"
    can = Capabilities(
        max_text=100_000, buttons=False, contact_request=False, document_out=True, per_second=1e6, per_chat=0
    )

    def __init__(self, out: TextIO, *, folder: Path) -> None:
        self._out = out
        self._folder = folder

    async def open(self) -> None:
        """Nothing to connect."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def fetch(self, after: str) -> Fetched:
        """Lines are kept by whoever reads them."""
        return Fetched((), after)

    async def send(self, message: Outgoing) -> str:
        """Print a message; a file is written beside."""
        self._out.write(as_lines(message) + "\n")
        if message.file:
            path = self._folder / Path(message.file_name).name
            path.write_bytes(message.file)
            self._out.write(f"  ({path})\n")
        self._out.flush()
        return str(message.id)

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """The bytes came with the line."""
        if len(attachment.content) > limit:
            raise Refused("too large")
        return attachment.content


def as_lines(message: Outgoing) -> str:
    """A message as text: further lines indented, choices numbered or said in words."""
    lines = message.text.split("\n")
    if message.in_words:
        lines.append(message.in_words)
    else:
        lines += [f"{number}. {label}" for number, label in enumerate(message.choices, start=1)]
    return "< " + "\n  ".join(lines)


def incoming(line: str, *, address: str, key: str, now: datetime, read: Callable[[Path], bytes]) -> Incoming:
    """A typed line; ``@path`` sends that file (a picture as a photo). Raises OSError when it cannot be read."""
    if not line.startswith("@"):
        return Incoming(channel="terminal", address=address, key=key, kind="text", sent_at=now, text=line)
    path = Path(line[1:].strip())
    kind = "photo" if path.suffix.lower() in PICTURES else "document"
    content = read(path)
    return Incoming(
        channel="terminal",
        address=address,
        key=key,
        kind=kind,
        sent_at=now,
        attachment=Attachment(kind=kind, name=path.name, size=len(content), content=content),
    )
