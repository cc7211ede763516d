"""Báo bằng điện thoại: whom no message reaches, and every other task, one by one (wording.md section 6)."""

from __future__ import annotations

import json
from datetime import datetime

from admin import moves, stopping
from admin.cards import LATER, NO_PHONE, OPEN, button
from admin.desk import Answer, CannotDo, Desk
from admin.scope import staff_of
from domain.calendar import day_of
from domain.masks import phone_spoken
from domain.packing import unpack_text
from domain.people import text_of
from domain.wording import Answers, Text, Value, verbatim
from storage import change_reports, registrations, tasks
from storage.tasks import NO_CHAT, NOT_OPENED, Task

HEAD = Text(
    "phone_list.head",
    "Cần báo bằng điện thoại: {n} người. Không có nơi nhắn {a}, {phone_days} ngày chưa mở tin {b}. "
    "Việc khác: {c}.",
)
CARD = Text("phone_list.card", "{label} · từ {date}{x}")
ABOUT = Text("phone_list.about", " · {code} · {name} · {phone}")
DONE = Text("button.task_done", "Đã xong")
MARKED_DONE = Text("phone_list.done", "Đã ghi: xong việc này.")
DONE_BEFORE = Text("phone_list.done_before", "Việc này đã ghi xong trước đó.")
EMPTY = Text("phone_list.empty", "Không còn việc nào.")
KINDS: dict[str, Text] = {
    NO_CHAT: Text("task_kind.no_chat", "Không có nơi nhắn"),
    NOT_OPENED: Text("task_kind.not_opened", "Chưa mở tin"),
    "callback": Text("task_kind.callback", "Xin gọi lại"),
    "visit": Text("task_kind.visit", "Cần đến nhà"),
    "paper": Text("task_kind.paper", "Cần xem giấy"),
    "account": Text("task_kind.account", "Xem lại tài khoản"),
    "data": Text("task_kind.data", "Yêu cầu về dữ liệu"),
    "withdrawal": Text("task_kind.withdrawal", "Rút lại đồng ý"),
    "death": Text("task_kind.death", "Tin báo mất"),
    "mismatch": Text("task_kind.mismatch", "Công an báo chưa khớp"),
    "change": Text("task_kind.change", "Báo thay đổi"),
}
OTHER = Text("task_kind.other", "Việc cần làm")


def show(desk: Desk, args: Answers) -> Answer:
    """/baodienthoai: the counts, then the oldest task; ``after``: the one put aside for now."""
    units = staff_of(desk).units
    put_aside = tasks.find(desk.db, text_of(args, "after"), units=units, seal=desk.seal)
    after: tuple[datetime, str] | None = (put_aside.made_at, put_aside.id) if put_aside else None
    found = tasks.next_open(desk.db, units=units, after=after, seal=desk.seal)
    if after is not None:
        return _card(desk, found) if found else Answer(lines=(EMPTY,))
    counts = tasks.count_open(desk.db, units=units)
    none, unopened = counts.get(NO_CHAT, 0), counts.get(NOT_OPENED, 0)
    head = Text(
        HEAD.key,
        HEAD.vietnamese,
        n=none + unopened,
        a=none,
        b=unopened,
        c=sum(counts.values()) - none - unopened,
    )
    return Answer(lines=(head,), more=(_card(desk, found),) if found else ())


def _card(desk: Desk, task: Task) -> Answer:
    said = unpack_text(json.loads(task.text)) if task.text else None
    about: dict[str, Value] = {"id": task.id}
    choices = [
        button(DONE, "xongviec", **about),
        button(LATER, "baodienthoai", after=task.id),
    ]
    if task.code:
        choices.append(button(OPEN, "mohoso", code=task.code))
    report = task.key.removeprefix("report:")
    if task.kind == "death":
        choices = [button(KINDS["death"], "tinmat", id=report), *choices[1:]]
    elif stopping.may_end(desk, report):
        choices.insert(1, button(stopping.STOP, "dunghoso", id=report))
    head = Text(
        CARD.key,
        CARD.vietnamese,
        label=KINDS.get(task.kind, OTHER),
        date=day_of(task.made_at),
        x=_about(desk, task),
    )
    return Answer(
        lines=(head, said) if said else (head,),
        choices=tuple(choices),
        unit=task.unit,
        about=task.registration_id,
    )


def _about(desk: Desk, task: Task) -> Text:
    one = registrations.find(desk.db, task.registration_id, seal=desk.seal)
    if one is None:
        return verbatim("")
    answers = registrations.answers_of(desk.db, one.id, one.version, seal=desk.seal)
    number = text_of(answers, "requester_phone") or text_of(answers, "phone")
    return Text(
        ABOUT.key,
        ABOUT.vietnamese,
        code=one.code,
        name=text_of(answers, "requester_name") or text_of(answers, "full_name"),
        phone=phone_spoken(number) if number else NO_PHONE,
    )


def finish(desk: Desk, args: Answers) -> Answer:
    """Đã xong: the task is done, a change report behind it decided; then the next task."""
    units, by = staff_of(desk).units, staff_of(desk).id
    task = tasks.find(desk.db, text_of(args, "id"), units=units, seal=desk.seal)
    if task is None or task.kind == "death":
        raise CannotDo(moves.NOT_FOUND)
    done = tasks.finish(desk.db, task.id, by=by, now=desk.now)
    if done and task.key.startswith("report:"):
        change_reports.settle(
            desk.db,
            task.key.removeprefix("report:"),
            before=change_reports.OPEN,
            state=change_reports.DECIDED,
            by=by,
            now=desk.now,
        )
    following = tasks.next_open(desk.db, units=units, after=(task.made_at, task.id), seal=desk.seal)
    return Answer(
        lines=(MARKED_DONE if done else DONE_BEFORE,),
        more=(_card(desk, following),) if following else (),
        about=task.registration_id,
    )
