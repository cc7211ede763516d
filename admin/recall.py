"""/thuhoi: a list that went out is recalled; whom nobody has answered for goes back, and its file is refused."""

from __future__ import annotations

from admin import lists, moves, reports_in
from admin.cards import button
from admin.desk import Answer, CannotDo, Desk, Stale
from domain.registration import MOVES
from domain.wording import Answers, Text
from storage import audit, batches, registrations
from storage.batches import Batch

ASK = Text("list.recall_ask", "Thu hồi danh sách {batch_code}? Tệp đã gửi sẽ không dùng được nữa.")
KEPT = Text("list.recall_kept", "Danh sách giữ nguyên.")
RECALLED_POLICE = Text(
    "list.recalled_police",
    "Đã thu hồi danh sách {batch_code}: {n} người trở lại chờ gửi. Báo {police_office} bỏ tệp cũ.",
)
RECALLED = Text("list.recalled_other", "Đã thu hồi danh sách {batch_code}: {n} dòng. Báo {x} bỏ tệp cũ.")
HAS_RESULTS = Text("list.has_results", "Danh sách {batch_code} đã có kết quả, không thu hồi được.")
#: The move of whoever stands in a recalled list unanswered, by kind; "" = they have not moved by it.
MOVE = {"CA": "recall", "XT": "hand_back", "MT": "", "CT": ""}
#: Of these a part may be answered already: the rest goes back.
PARTLY = ("CA", "XT", "MT")


def command(desk: Desk, args: Answers) -> Answer:
    """/thuhoi MÃ: for those in whose office the list was made."""
    batch = lists.batch_for(desk, args)
    if args.get("drop") is True:
        return Answer(lines=(KEPT,))
    if batch.from_office != lists.own_office(desk).code or batch.kind not in MOVE:
        raise CannotDo(moves.NOT_FOUND)
    if batch.recalled_at is not None:
        raise Stale(lists.recalled(batch))
    rows = batches.rows_of(desk.db, batch.id, seal=desk.seal)
    waiting = [row for row in rows if row.answered_at is None]
    if not waiting or (batch.kind not in PARTLY and len(waiting) < len(rows)):
        raise CannotDo(Text(HAS_RESULTS.key, HAS_RESULTS.vietnamese, batch_code=batch.code))
    if args.get("sure") is not True:
        ask = Text(ASK.key, ASK.vietnamese, batch_code=batch.code)
        again = button(lists.RECALL, "thuhoi", batch=batch.code, sure=True)
        return Answer(lines=(ask,), choices=(again, button(lists.DROP, "thuhoi", batch=batch.code, drop=True)))
    if not batches.recall(desk.db, batch.id, now=desk.now):
        raise Stale(lists.recalled(batch))
    _move_back(desk, batch, {row.registration_id for row in waiting if row.registration_id})
    audit.write(desk.db, at=desk.now, who=desk.who, what="list.recalled", about=batch.code, rows=len(waiting))
    return Answer(lines=(_said(desk, batch, len(waiting)),), unit=batch.unit, about=batch.code)


def _move_back(desk: Desk, batch: Batch, registration_ids: set[str]) -> None:
    name = MOVE[batch.kind]
    if not name:
        return
    found = registrations.find_many(desk.db, registration_ids, seal=desk.seal).values()
    reports_in.move_each(desk, [one for one in found if one.status in MOVES[name].before], name)


def _said(desk: Desk, batch: Batch, count: int) -> Text:
    if batch.kind == "CA":
        return Text(RECALLED_POLICE.key, RECALLED_POLICE.vietnamese, batch_code=batch.code, n=count)
    office = next((one.name for one in desk.places.offices if one.code == batch.to_office), "nơi nhận")
    return Text(RECALLED.key, RECALLED.vietnamese, batch_code=batch.code, n=count, x=office)
