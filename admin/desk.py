"""What a duty needs to do its work, and what it answers.

A duty is a plain function ``(desk, args) -> Answer`` inside the caller's transaction. It sends nothing: what
other people must hear is kept as a notice in the inbox of their chat. It raises ``CannotDo`` with the sentence
the officer reads, or ``Stale`` when somebody changed the thing first; the caller rolls back to before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain.reference.places import Places
from domain.settings import OfficeSettings
from domain.staff import Staff
from domain.wording import Answers, Choice, Text
from storage.sealing import Sealer

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class CannotDo(Exception):
    """A staff command that cannot be done, with the sentence to show."""

    def __init__(self, say: Text) -> None:
        super().__init__(say.key)
        self.say = say


class Stale(CannotDo):
    """Somebody changed it first; the sentence says who and when, or what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One duty's surroundings: database, seals, the moment, the units, settings, chance, and who sits here.

    draw() gives 64 random bits: unused registration codes are made with it. chat_id: the chat the staff member
    speaks from. operator: who is signed in to the machine, when somebody sits at its terminal.
    """

    db: Connection
    seal: Sealer
    now: datetime
    places: Places
    settings: OfficeSettings
    draw: Callable[[], int] = field(repr=False)
    staff: Staff | None = None
    chat_id: str = ""
    operator: str = ""

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(VIETNAM).date()

    @property
    def who(self) -> str:
        """For the audit."""
        if self.staff is not None:
            return f"staff:{self.staff.id}"
        if self.operator:
            return f"os:{self.operator}"[:60]
        return f"chat:{self.chat_id}" if self.chat_id else "program"


@dataclass(frozen=True, slots=True)
class Awaits:
    """The next free text (or file: param "document") of this chat is given to a command as ``args[param]``."""

    command: str
    args: Answers = field(repr=False)
    param: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One message back to the staff member; ``more`` are further messages after it.

    choices name commands (``Choice.command``, ``Choice.args``): a whole dialogue is a chain of commands that
    each know all that was chosen before, so nothing is kept between them. document: id of a documents row.
    unit: whose office words ({police_office} …) the text takes. about: registration or grievance id.
    """

    lines: tuple[Text, ...]
    choices: tuple[Choice, ...] = ()
    awaits: Awaits | None = None
    document: str = ""
    unit: str = ""
    about: str = ""
    more: tuple[Answer, ...] = ()
