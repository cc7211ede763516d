"""/thongke: how many registrations each unit has in each status; the digest of the morning. No person in it."""

from __future__ import annotations

from admin.cards import STATUSES
from admin.desk import Answer, Desk
from admin.scope import staff_of
from domain.registration import Status
from domain.staff import Role
from domain.wording import Answers, Text
from storage import change_reports, counting, grievances

UNIT = Text("figures.unit", "{unit}: {n} hồ sơ")
LINE = Text("figures.line", "– {label}: {n}")
TOTAL = Text("figures.total", "Cộng: {n} hồ sơ")
NOTHING = Text("figures.nothing", "Chưa có hồ sơ nào.")
DIGEST = Text(
    "digest",
    "Sáng {date}: {n} hồ sơ chờ, {late} quá hạn. Phiếu chưa nhận tiền: {c}. Tin báo mất: {d}. "
    "Danh sách chờ kết quả Công an: {e}.",
)


def figures(desk: Desk, args: Answers) -> Answer:
    """Counts by unit and status, of the units in scope (an administrator: all)."""
    staff = staff_of(desk)
    units = tuple(desk.places.units) if staff.role is Role.ADMINISTRATOR else staff.units
    counts = counting.by_unit_and_status(desk.db, units=units, groups=staff.groups)
    lines: list[Text] = []
    for unit in units:
        here = {status: counts.get((unit, status), 0) for status in Status}
        if not sum(here.values()):
            continue
        name = desk.places.unit(unit).full_name
        lines.append(Text(UNIT.key, UNIT.vietnamese, unit=name, n=sum(here.values())))
        lines += [
            Text(LINE.key, LINE.vietnamese, label=STATUSES[status], n=count)
            for status, count in here.items()
            if count
        ]
    if not lines:
        return Answer(lines=(NOTHING,))
    return Answer(lines=(*lines, Text(TOTAL.key, TOTAL.vietnamese, n=sum(counts.values()))))


def digest(desk: Desk, args: Answers) -> Answer:
    """What waits this morning, in counts."""
    units = staff_of(desk).units
    waiting, late = counting.waiting_and_late(desk.db, units=units, today=desk.today)
    return Answer(
        lines=(
            Text(
                DIGEST.key,
                DIGEST.vietnamese,
                date=desk.today,
                n=waiting,
                late=late,
                c=grievances.count_waiting(desk.db, units=units),
                d=change_reports.count_open(desk.db, kind="death", units=units),
                e=counting.lists_with_police(desk.db, units=units),
            ),
        )
    )
