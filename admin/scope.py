"""Which registration a command means, and whether it is still the one the officer saw."""

from __future__ import annotations

from admin.desk import CannotDo, Desk, Stale
from admin.moves import NOT_FOUND
from domain.calendar import day_of
from domain.people import text_of
from domain.registration import MOVES, Registration
from domain.row_codes import read_code
from domain.staff import Staff
from domain.wording import Answers, OfficeTime, Text
from storage import decisions, registrations
from storage import staff as staff_rows

CHANGED = Text("stale.changed", "Người khai vừa sửa hồ sơ. Bản mới ở dưới.")
CLAIMED = Text("stale.claimed", "{staff} đang xem hồ sơ này, đến {time}.")
#: What somebody else did, by move; "{staff} đã duyệt hồ sơ này lúc {time}."
DONE_BY: dict[str, Text] = {
    "approve": Text("stale.approve", "{staff} đã duyệt hồ sơ này lúc {time}."),
    "return": Text("stale.return", "{staff} đã trả lại hồ sơ này lúc {time}."),
    "reject": Text("stale.reject", "{staff} đã từ chối hồ sơ này lúc {time}."),
    "stop": Text("stale.stop", "{staff} đã dừng hồ sơ này lúc {time}."),
    "queue": Text("stale.queue", "{staff} đã chuyển hồ sơ này chờ Công an lúc {time}."),
}
MOVED_ON = Text("stale.moved", "Hồ sơ {code} không ở bước này nữa.")
WITHDRAWN = Text("stale.withdrawn", "Người khai đã rút hồ sơ {code} ngày {date}.")


class NewVersion(Stale):
    """The citizen sent it again since the officer looked: the new card is shown below the sentence."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(CHANGED)
        self.registration = registration


def staff_of(desk: Desk) -> Staff:
    """Who sits at the desk; commands are only run for somebody."""
    assert desk.staff is not None
    return desk.staff


def code_in(args: Answers) -> str:
    """The code among the arguments: of a button, or typed behind the command."""
    return text_of(args, "code") or read_code(text_of(args, "text")) or ""


def registration_for(desk: Desk, args: Answers) -> Registration:
    """The registration of these arguments, within the scope of who asks.

    Outside it and not existing raise the same CannotDo.
    """
    code = code_in(args)
    found = registrations.find_by_code(desk.db, code, seal=desk.seal) if code else None
    if found is None or not staff_of(desk).serves(found.unit):
        raise CannotDo(NOT_FOUND)
    return found


def registration_to_move(desk: Desk, args: Answers, move: str) -> Registration:
    """The registration, still as the officer saw it, in a status the move starts from, nobody else's card.

    Raises NewVersion when it was sent again, Stale when somebody moved or claimed it.
    """
    found = registration_for(desk, args)
    seen = args.get("seen")
    if isinstance(seen, int) and seen != found.version:
        raise NewVersion(found)
    if found.status not in MOVES[move].before:
        raise Stale(_what_happened(desk, found))
    claimed = claimed_by_other(desk, found)
    if claimed is not None:
        raise Stale(claimed)
    return found


def claimed_by_other(desk: Desk, found: Registration) -> Text | None:
    """The sentence that a colleague is looking at it, None when nobody is."""
    if (
        not found.claimed_by
        or found.claimed_by == staff_of(desk).id
        or found.claimed_until is None
        or found.claimed_until <= desk.now
    ):
        return None
    return Text(
        CLAIMED.key,
        CLAIMED.vietnamese,
        staff=name_of(desk, found.claimed_by),
        time=OfficeTime(found.claimed_until),
    )


def name_of(desk: Desk, staff_id: str) -> str:
    """The name of a staff member, as colleagues read it."""
    row = staff_rows.find(desk.db, staff_id, seal=desk.seal) if staff_id else None
    return row.name if row else "—"


def _what_happened(desk: Desk, found: Registration) -> Text:
    made = [one for one in decisions.of_registration(desk.db, found.id, seal=desk.seal) if not one.undone]
    last = made[-1] if made else None
    if last is None or last.after != found.status:
        return Text(MOVED_ON.key, MOVED_ON.vietnamese, code=found.code)
    if last.move == "withdraw" and not last.decided_by:
        return Text(WITHDRAWN.key, WITHDRAWN.vietnamese, code=found.code, date=day_of(last.at))
    source = DONE_BY.get(last.move)
    if source is None or not last.decided_by:
        return Text(MOVED_ON.key, MOVED_ON.vietnamese, code=found.code)
    return Text(source.key, source.vietnamese, staff=name_of(desk, last.decided_by), time=OfficeTime(last.at))
