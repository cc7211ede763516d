"""A hồ sơ: its statuses, and ``MOVES``, the only place that decides how one status becomes another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.wording import Answers


class Status(StrEnum):
    """Where a registration lies."""

    SUBMITTED = "submitted"  #: sent, waits for the officer (a possible duplicate waits here too)
    RETURNED = "returned"  #: the person is asked some fields again
    APPROVED = "approved"  #: the officer said yes
    QUEUED_FOR_POLICE = "queued_for_police"  #: goes into the next list for the police
    IN_BATCH = "in_batch"  #: stands in a list the police have
    MISMATCHED = "mismatched"  #: the police answered something else than Khớp for one of its persons
    VERIFIED = "verified"  #: all its persons match
    FORWARDED = "forwarded"  #: stands in a verified list that went up
    ACTIVE = "active"  #: a first payment arrived
    REJECTED = "rejected"  #: not taken, with a reason
    WITHDRAWN = "withdrawn"  #: taken back by the person
    STOPPED = "stopped"  #: ended by an event (death, moved away)


CITIZEN = "citizen"
PROGRAM = "program"
_OFFICER = frozenset({"officer"})
_BY_PROGRAM = frozenset({PROGRAM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One way a registration changes status.

    before: statuses it starts from. after: the status it leads to, None = the one before what is undone.
    who: roles of staff, or "citizen", "program". needs: what must hold, by name (admin/moves.py, NEEDS).
    told: key of the citizen's notice (domain/pushed.py), "" = nothing is pushed. undoable: the notice is
    born only after undo_seconds, and until then the same officer may undo.
    """

    name: str
    before: frozenset[Status]
    after: Status | None
    who: frozenset[str]
    needs: tuple[str, ...] = ()
    told: str = ""
    undoable: bool = False


_ALL = frozenset(Status)
_OPEN = _ALL - {Status.STOPPED, Status.WITHDRAWN}

_LIST = (
    Move(
        name="send_again",
        before=frozenset({Status.RETURNED}),
        after=Status.SUBMITTED,
        who=frozenset({CITIZEN}),
    ),
    Move(  # nothing was asked again: the person came with the paper
        name="paper_brought",
        before=frozenset({Status.RETURNED}),
        after=Status.SUBMITTED,
        who=_OFFICER,
    ),
    Move(
        name="approve",
        before=frozenset({Status.SUBMITTED}),
        after=Status.APPROVED,
        who=_OFFICER,
        needs=("four_eyes", "no_duplicate", "asked"),
        told="approved",
        undoable=True,
    ),
    Move(  # from approved too: "Muốn đổi thì trả lại hồ sơ" is what an officer is told after the undo time
        name="return",
        before=frozenset({Status.SUBMITTED, Status.APPROVED, Status.MISMATCHED}),
        after=Status.RETURNED,
        who=_OFFICER,
        needs=("four_eyes",),
        told="returned",
        undoable=True,
    ),
    Move(
        name="reject",
        before=frozenset({Status.SUBMITTED, Status.MISMATCHED}),
        after=Status.REJECTED,
        who=_OFFICER,
        needs=("four_eyes",),
        told="rejected",
        undoable=True,
    ),
    Move(
        name="queue",
        before=frozenset({Status.APPROVED}),
        after=Status.QUEUED_FOR_POLICE,
        who=_OFFICER,
        needs=("paper_seen",),
    ),
    Move(
        name="queue_again",
        before=frozenset({Status.MISMATCHED}),
        after=Status.QUEUED_FOR_POLICE,
        who=_OFFICER,
        needs=("paper_seen",),
    ),
    Move(
        name="take_out",
        before=frozenset({Status.QUEUED_FOR_POLICE}),
        after=Status.APPROVED,
        who=_OFFICER,
    ),
    Move(
        name="already_checked",
        before=frozenset({Status.QUEUED_FOR_POLICE}),
        after=Status.VERIFIED,
        who=_BY_PROGRAM | _OFFICER,
        told="verified",
    ),
    Move(
        name="list",
        before=frozenset({Status.QUEUED_FOR_POLICE}),
        after=Status.IN_BATCH,
        who=_OFFICER,
    ),
    Move(
        name="recall",
        before=frozenset({Status.IN_BATCH}),
        after=Status.QUEUED_FOR_POLICE,
        who=_OFFICER,
    ),
    Move(
        name="match",
        before=frozenset({Status.IN_BATCH}),
        after=Status.VERIFIED,
        who=frozenset({"officer", "police", PROGRAM}),
        told="verified",
    ),
    Move(
        name="mismatch",
        before=frozenset({Status.IN_BATCH}),
        after=Status.MISMATCHED,
        who=frozenset({"officer", "police", PROGRAM}),
    ),
    Move(
        name="forward",
        before=frozenset({Status.VERIFIED}),
        after=Status.FORWARDED,
        who=_OFFICER,
    ),
    Move(
        name="hand_back",
        before=frozenset({Status.FORWARDED}),
        after=Status.VERIFIED,
        who=frozenset({"officer", "higher", PROGRAM}),
    ),
    Move(
        name="first_payment",
        before=frozenset({Status.VERIFIED, Status.FORWARDED}),
        after=Status.ACTIVE,
        who=frozenset({"officer", "higher", "payer", PROGRAM}),
    ),
    Move(  # the bank sent the money back and the person changes the account, or takes cash
        name="change_account",
        before=frozenset({Status.FORWARDED, Status.ACTIVE}),
        after=Status.RETURNED,
        who=frozenset({CITIZEN}),
    ),
    Move(
        name="withdraw",
        before=_OPEN,
        after=Status.WITHDRAWN,
        who=frozenset({CITIZEN, "officer"}),
    ),
    Move(
        name="stop",
        before=_ALL - {Status.STOPPED},
        after=Status.STOPPED,
        who=_OFFICER,
        told="stopped",
        undoable=True,
    ),
    Move(
        name="undo",
        before=frozenset({Status.APPROVED, Status.RETURNED, Status.REJECTED, Status.STOPPED}),
        after=None,
        who=_OFFICER,
        needs=("same_officer", "not_told"),
    ),
)
MOVES = {move.name: move for move in _LIST}

#: What a registration is while it waits for an officer's decision: the queue.
IN_QUEUE = (Status.SUBMITTED,)
#: Statuses in which a second registration for the same CCCD is no duplicate.
CLOSED = (Status.REJECTED, Status.WITHDRAWN, Status.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A row of registrations, without its answers (these belong to a version).

    version: newest version of the answers. revision: grows with every change; what an officer saw is
    compared with it. typed_by: staff id of who typed the newest version, "" for none. returned: what was
    returned, as the reasons say it ({"field", "reason", "asks"}). duplicate_of: registration id of a
    possible duplicate, "" none.
    """

    id: str
    code: str
    unit: str
    chat_id: str
    status: Status
    status_since: datetime
    version: int
    revision: int
    sent_at: datetime
    due_on: date
    resent: int
    role: str
    pay_by: str
    category_group: str
    category: str
    warnings: tuple[str, ...]
    duplicate_of: str
    duplicate_cleared: bool
    asked_answer: str
    asked_how: str
    paper_seen_on: date | None
    returned: tuple[dict[str, object], ...]
    reason: str = field(repr=False)
    claimed_by: str
    claimed_until: datetime | None
    tell_messages: bool
    typed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRegistration:
    """What a chat may be told about a registration sent from it (/trangthai).

    sent_on: day of the last sending; since: day of the last move; listed_on: day its list went to the police
    (None when in no list). returned_fields: keys asked again. mismatched_fields: what the police found (keys,
    empty while "Đã chết" or "Đã chuyển đi" is with the officer, then hidden: status and text are those
    of in_batch). reason: packed Text of what was said at a rejection or stop. death: stopped by a death.
    paid_*: the last payment list it was in. in_doubt: periods whose outcome is "Chưa rõ".
    tail: last four digits of the account now, bank its short name. answers: in full only when returned.
    """

    id: str
    code: str
    chat_id: str
    status: Status
    unit: str
    role: str
    pay_by: str
    version: int
    revision: int
    sent_on: date
    since: date
    listed_on: date | None = None
    returned_fields: tuple[str, ...] = ()
    returned: tuple[dict[str, object], ...] = ()
    mismatched_fields: tuple[str, ...] = ()
    hidden: bool = False
    reason: str = field(default="", repr=False)
    death: bool = False
    paid_id: str = ""
    paid_period: str = ""
    paid_on: date | None = None
    paid_amount: int | None = None
    in_doubt: tuple[str, ...] = ()
    bank: str = ""
    tail: str = field(default="", repr=False)
    full_name: str = field(default="", repr=False)
    birth_date: str = field(default="", repr=False)
    cccd: str = field(default="", repr=False)
    requester_name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    tell_messages: bool = True
    answers: Answers | None = field(default=None, repr=False)
