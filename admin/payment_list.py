"""/chitra: the higher office's monthly list comes in, is joined with the register, and goes out to the payer.

Amounts are the higher office's own: nothing here computes an allowance (sheets.md 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from admin import list_making, lists, long_work, moves
from admin.cards import button
from admin.desk import Answer, Awaits, CannotDo, Desk
from admin.joining import Joined, begin, join_some
from admin.layouts import layout_named
from admin.list_making import Draft, Maker, Written
from admin.long_work import Again, InChild, Step
from admin.returned_files import INCOMING, ReadFile, Refused, mark_file, read_returned
from admin.scope import staff_of
from admin.sheets import reasons
from domain.people import text_of
from domain.staff import Role
from domain.wording import Answers, Choice, Money, Text, verbatim
from storage import batches, documents, imports
from storage.batches import Batch, BatchRow
from storage.documents import Document
from storage.imports import Import
from storage.jobs import Job

KIND = "CT"
MAKE_PAYMENT_LIST = "make_payment_list"
SEND_FILE = Text("payment_list.send_file", "Gửi tệp danh sách chi trả kỳ tháng {period} vào đây.")
PERIOD_ASK = Text("payment_list.period_ask", "Tệp đọc được {n} dòng. Danh sách này trả kỳ nào?")
PERIOD = Text("payment_list.period", "Tháng {period}")
HEAD = Text(
    "payment_list.head", "Danh sách chi trả kỳ tháng {period}: đọc được {n} dòng, {m} người, tổng {amount}."
)
WAYS = Text("payment_list.ways", "Chuyển khoản {a} dòng, tiền mặt {b} dòng, tại nhà {c} dòng. Chưa lập gì cả.")
UNUSABLE = Text(
    "payment_list.unusable",
    "Danh sách chi trả: đọc được {n} dòng, chưa dùng được {b}. Chưa ghi gì cả. Tệp kèm đây ghi lý do ở cột cuối.",
)
MADE = Text("payment_list.made", "Danh sách {batch_code}, {n} dòng, tổng {amount}, đã chuyển {payer}.")
MADE_BEFORE = Text("payment_list.made_before", "Tệp này đã thành danh sách {batch_code} ngày {date}.")
NOT_PERIOD = Text("payment_list.not_period", "Kỳ ghi tháng/năm, ví dụ /chitra {period}.")


def command(desk: Desk, args: Answers) -> Answer:
    """/chitra KỲ: the lists of a period and the file wanted; with a file read and looked at, make the list."""
    if args.get("drop") is True:
        return Answer(lines=(lists.NOT_MADE,))
    if text_of(args, "document"):
        kept: Answers = {name: args[name] for name in ("document", "period") if args.get(name)}
        return long_work.begin(desk, MAKE_PAYMENT_LIST, kept)
    if text_of(args, "batch") or "-" in text_of(args, "text"):
        batch = lists.batch_for(desk, args)
        if batch.kind != KIND or batch.recalled_at is not None:
            raise CannotDo(moves.NOT_FOUND)
        return lists.fetch(desk, batch, choices=_choices(desk, batch))
    period = _period_typed(desk, text_of(args, "text"))
    office = staff_of(desk).office
    if staff_of(desk).role is Role.PAYER:
        found = batches.of_offices(desk.db, kinds=(KIND,), to_office=office, period=period)
        return lists.offer(desk, found, "chitra", choices=lambda batch: _choices(desk, batch))
    found = batches.of_offices(desk.db, kinds=(KIND,), from_office=office, period=period, open_only=False)
    ask = Text(SEND_FILE.key, SEND_FILE.vietnamese, period=period or f"{desk.today:%m/%Y}")
    shown = tuple(button(verbatim(batch.code), "chitra", batch=batch.code) for batch in found[:10])
    awaits = Awaits("ketqua", {"period": period} if period else {}, "document")
    return Answer(lines=(ask,), choices=shown, awaits=awaits)


def _choices(desk: Desk, batch: Batch) -> tuple[Choice, ...]:
    if batch.from_office != staff_of(desk).office:
        return ()
    return (button(lists.RECALL, "thuhoi", batch=batch.code),)


def _period_typed(desk: Desk, text: str) -> str:
    """ "01/2027" of "1/2027", "" of nothing. Raises CannotDo."""
    if not text.strip():
        return ""
    month, _, year = text.strip().lower().removeprefix("tháng").strip().partition("/")
    if month.isascii() and month.isdigit() and 1 <= int(month) <= 12 and len(year) == 4 and year.isdigit():
        return f"{int(month):02d}/{year}"
    raise CannotDo(Text(NOT_PERIOD.key, NOT_PERIOD.vietnamese, period=f"{desk.today:%m/%Y}"))


def look_at(desk: Desk, file: ReadFile, document: Document, *, period: str) -> Step:
    """A monthly list that came in: what would go out, and what differs from the register; nothing is made yet."""
    period = period or file.period
    if not period and not file.head.bad:
        return _ask_period(desk, file, document)
    return Again(begin(file.sheet, period=period))


def look_further(desk: Desk, joined: Joined, document: Document) -> Step:
    """The next part of it; at the end what would go out, or the file with its bad rows marked."""
    if not joined.whole:
        join_some(desk, joined)
        return Again(joined)
    if joined.bad:
        return InChild(mark_file, (document.content, joined.bad, layout_named(INCOMING), _unusable(joined)))
    ways = {way: sum(1 for row in joined.rows if row.values["pay_by"] == way) for way in WAYS_OUT}
    head = Text(
        HEAD.key,
        HEAD.vietnamese,
        period=joined.period,
        n=len(joined.rows),
        m=joined.people,
        amount=Money(joined.total),
    )
    counts = Text(WAYS.key, WAYS.vietnamese, a=ways["account"], b=ways["cash"], c=ways["cash_home"])
    make = button(lists.MAKE, "chitra", document=document.id, period=joined.period)
    return Answer(lines=(head, *joined.remarks, counts), choices=(make, button(lists.DROP, "chitra", drop=True)))


WAYS_OUT = ("account", "cash", "cash_home")


def _unusable(joined: Joined) -> Text:
    return Text(UNUSABLE.key, UNUSABLE.vietnamese, n=joined.sheet.row_count, b=len(joined.bad))


def _ask_period(desk: Desk, file: ReadFile, document: Document) -> Answer:
    """The title names no month: this one or the next."""
    first = desk.today.replace(day=1)
    months = (first, (first + timedelta(days=31)).replace(day=1))
    choices = tuple(
        button(
            Text(PERIOD.key, PERIOD.vietnamese, period=f"{month:%m/%Y}"),
            "ketqua",
            document=document.id,
            period=f"{month:%m/%Y}",
        )
        for month in months
    )
    ask = Text(PERIOD_ASK.key, PERIOD_ASK.vietnamese, n=file.count)
    return Answer(lines=(ask,), choices=(*choices, button(lists.DROP, "chitra", drop=True)))


def make_payment_list(desk: Desk, job: Job, came: object) -> Step:
    """The job that makes it: the same file read again, joined as the register stands now, written, sent out."""
    document = _document(desk, job)
    match came:
        case None if (before := imports.applied_with_hash(desk.db, (document.sha256_index,))) is not None:
            return Answer(lines=(_made_before(desk, before),))
        case None:
            return InChild(read_returned, (document.content, desk.today, (INCOMING,)))
        case Refused(say):
            return Answer(lines=(say,))
        case ReadFile():
            return Again(begin(came.sheet, period=str(job.args.get("period") or came.period)))
        case Joined():
            return _joined(desk, came)
        case Written():
            return _send_out(desk, came, document, job=job)
    return Answer(lines=(reasons.UNREADABLE,))


def _made_before(desk: Desk, before: Import) -> Text:
    """A second tap: which list the file became."""
    batch = batches.find(desk.db, before.batch_id)
    assert batch is not None
    return Text(MADE_BEFORE.key, MADE_BEFORE.vietnamese, batch_code=batch.code, date=lists.day_made(batch))


def _document(desk: Desk, job: Job) -> Document:
    found = documents.find(desk.db, str(job.args["document"]), seal=desk.seal)
    if found is None or found.kind != "upload" or found.staff_id != staff_of(desk).id:
        raise CannotDo(moves.NOT_FOUND)
    return found


def _joined(desk: Desk, joined: Joined) -> Step:
    """Joined to its end, the list is prepared as the register stands now; its file is written in a child."""
    if not joined.whole:
        join_some(desk, joined)
        return Again(joined)
    if joined.bad:
        raise CannotDo(_unusable(joined))
    return InChild(list_making.written, (list_making.prepare(desk, _draft(desk, joined)),))


def _draft(desk: Desk, joined: Joined) -> Draft:
    unit = next(iter(joined.units)) if len(joined.units) == 1 else lists.own_unit(desk)
    grouped = any(row.values.get("category_group") == "HTXH" for row in joined.rows)
    return Draft(
        kind=KIND,
        unit=unit,
        of=lists.own_office(desk),
        to=lists.office_for(desk, "payer", unit),
        lines=(f"Tháng {joined.period}",),
        rows=tuple(joined.rows),
        group=joined.group,
        period=joined.period,
        grouped=grouped,
    )


def _send_out(desk: Desk, written: Written, document: Document, *, job: Job) -> Answer:
    answer = list_making.keep(desk, MAKER, written)
    batch = written.prepared.batch
    file = Import(id=job.id, batch_id=batch.id, kind=KIND, staff_id=staff_of(desk).id, staged_at=desk.now)
    imports.stage(desk.db, file, sha256_index=document.sha256_index)
    imports.apply(desk.db, file.id, now=desk.now)
    imports.followed(desk.db, file.id, now=desk.now)
    return answer


def _made(desk: Desk, batch: Batch, rows: Sequence[BatchRow]) -> Answer:
    done = Text(MADE.key, MADE.vietnamese, batch_code=batch.code, n=batch.people, amount=Money(batch.total))
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)


def _no_draft(desk: Desk, args: Answers) -> Draft:
    raise ValueError("a payment list is made of a file")


MAKER = Maker(name="payment_list", draft=_no_draft, made=_made)
