"""Approving the clean ones at once: a dry run with every one that cannot be done and why, then the count typed."""

from __future__ import annotations

from collections.abc import Sequence

from admin import moves
from admin.desk import Answer, Awaits, CannotDo, Desk
from admin.scope import claimed_by_other, staff_of
from domain.people import text_of
from domain.registration import Registration, Status
from domain.wording import Answers, Text, Value, verbatim
from storage import queue, registrations

AT_ONCE = 100
NONE_CLEAN = Text("bulk.none", "Không có hồ sơ nào duyệt cùng lúc được. Duyệt từng hồ sơ: /choduyet.")
DRY_RUN_ALL = Text("bulk.dry_run_all", "{n} hồ sơ không có lưu ý. Duyệt được {a}. Gõ {a} để duyệt.")
DRY_RUN = Text(
    "bulk.dry_run",
    "{n} hồ sơ không có lưu ý. Duyệt được {a}. Chưa duyệt được {b}: {x}. Gõ {a} để duyệt.",
)
WRONG_COUNT = Text("bulk.wrong_count", "Chưa duyệt gì cả. Số gõ khác {a}.")
DONE_ALL = Text("bulk.done_all", "Đã duyệt {a}.")
DONE = Text("bulk.done", "Đã duyệt {a}. Không duyệt {b}: {x}. Lý do ở từng hồ sơ.")
WHY: dict[str, Text] = {
    "own": Text("bulk.own", "{code} do chính mình nhập"),
    "changed": Text("bulk.changed", "{code} vừa được sửa"),
    "claimed": Text("bulk.claimed", "{code} có người đang xem"),
    "relative": Text("bulk.relative", "{code} của người nhà"),
}


def approve_clean_ones(desk: Desk, args: Answers) -> Answer:
    """/duyet without a code: the dry run, or with the count typed the approvals."""
    chosen = args.get("bulk")
    if isinstance(chosen, list):
        return _approve(desk, args, chosen)
    found = queue.clean_ones(desk.db, units=staff_of(desk).units, limit=AT_ONCE)
    rows = registrations.find_many(desk.db, [one for one, _ in found], seal=desk.seal)
    ready: list[Registration] = []
    refused: list[Text] = []
    for registration_id, _ in found:
        one = rows[registration_id]
        why = _why_not(desk, one)
        if why:
            refused.append(Text(WHY[why].key, WHY[why].vietnamese, code=one.code))
        else:
            ready.append(one)
    if not ready:
        return Answer(lines=(NONE_CLEAN,))
    bulk: list[Value] = [[one.id, one.revision] for one in ready]
    return Answer(
        lines=(_dry_run(len(found), len(ready), refused),),
        awaits=Awaits("duyet", {"bulk": bulk}, "text"),
    )


def _dry_run(all_of: int, ready: int, refused: Sequence[Text]) -> Text:
    if not refused:
        return Text(DRY_RUN_ALL.key, DRY_RUN_ALL.vietnamese, n=all_of, a=ready)
    return Text(DRY_RUN.key, DRY_RUN.vietnamese, n=all_of, a=ready, b=len(refused), x=_listed(refused))


def _listed(texts: Sequence[Text]) -> Text:
    listed = texts[0]
    for text in texts[1:]:
        listed = Text("bulk.and", "{a}; {b}", a=listed, b=text)
    return listed


def _why_not(desk: Desk, one: Registration) -> str:
    if one.typed_by == staff_of(desk).id:
        return "own"
    if moves.is_own_relative(desk, one):
        return "relative"
    if one.resent:
        return "changed"
    return "claimed" if claimed_by_other(desk, one) else ""


def _approve(desk: Desk, args: Answers, chosen: Sequence[Value]) -> Answer:
    if text_of(args, "text").strip() != str(len(chosen)):
        raise CannotDo(Text(WRONG_COUNT.key, WRONG_COUNT.vietnamese, a=len(chosen)))
    seen = {str(pair[0]): pair[1] for pair in chosen if isinstance(pair, list) and len(pair) == 2}
    rows = registrations.find_many(desk.db, list(seen), seal=desk.seal)
    mine = [one for one in rows.values() if staff_of(desk).serves(one.unit)]
    ready = [
        one
        for one in mine
        if one.status is Status.SUBMITTED
        and one.revision == seen[one.id]
        and not one.warnings
        and not _why_not(desk, one)
    ]
    if ready:
        moves.move_many(desk, ready, "approve")
    left = [one for one in mine if one not in ready]
    if not left:
        return Answer(lines=(Text(DONE_ALL.key, DONE_ALL.vietnamese, a=len(ready)),))
    codes = tuple(verbatim(one.code) for one in left)
    return Answer(lines=(Text(DONE.key, DONE.vietnamese, a=len(ready), b=len(left), x=codes),))
