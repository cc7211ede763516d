"""What a row of COMMANDS is: a name, who may, a line of help, what the audit says of it, and the function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from admin.cards import card_of
from admin.desk import Answer, CannotDo, Desk
from admin.moves import NOT_ALLOWED
from admin.scope import NewVersion
from domain.staff import Role
from domain.wording import Answers, Text
from storage import audit

OFFICERS = frozenset({Role.OFFICER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One staff command, the same for chat, terminal and web desk.

    name: ASCII, without a slash. param: the argument that what is typed behind the name becomes. typed: how
    the help line names it ("/xem MÃ"), "" = reached by buttons only. audited: what the audit calls it.
    """

    name: str
    does: Callable[[Desk, Answers], Answer]
    roles: frozenset[Role]
    help: Text
    audited: str
    typed: str = ""
    param: str = "text"

    def run(self, desk: Desk, args: Answers) -> Answer:
        """Do it, for those who may. Raises CannotDo or Stale with the sentence to show."""
        if desk.staff is None or not desk.staff.may(self.roles):
            raise CannotDo(NOT_ALLOWED)
        try:
            answer = self.does(desk, args)
        except NewVersion as changed:  # nothing was written yet: the new card stands below the sentence
            answer = Answer(lines=(changed.say,), more=(card_of(desk, changed.registration),))
        about = args.get("code") or args.get("id") or ""
        audit.write(desk.db, at=desk.now, who=desk.who, what=self.audited, about=answer.about or str(about)[:40])
        return answer
