"""The web as a channel: nothing is pushed, its page reads what was said and reports what it showed."""

from __future__ import annotations

from bot.channel import Capabilities, Fetched, Refused
from domain.messages import Attachment, Outgoing


class WebChannel:
    """Always there; its messages come in through bot.web_door."""

    name = "web"
    can = Capabilities(
        max_text=100_000, buttons=True, contact_request=False, document_out=True, per_second=1e6, per_chat=0
    )

    async def open(self) -> None:
        """The server is opened by the wiring."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def fetch(self, after: str) -> Fetched:
        """Pages push their messages."""
        return Fetched((), after)

    async def send(self, message: Outgoing) -> str:
        """Never called: outbox rows of the web wait for their page."""
        raise Refused("the web is not sent to")

    async def download(self, attachment: Attachment, *, limit: int) -> bytes:
        """The bytes came with the message."""
        return attachment.content
