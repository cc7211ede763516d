"""What all lists share: who may have one, which office makes and gets it, its office block, its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from admin.cards import button
from admin.desk import Answer, CannotDo, Desk
from admin.layouts import layout_named, with_group
from admin.moves import NOT_FOUND
from admin.scope import staff_of
from admin.sheets import Header, write_sheet
from domain.calendar import day_of
from domain.reference.places import Office
from domain.staff import Role, Staff
from domain.wording import Answers, Choice, Text, Value, verbatim
from storage import batches, documents
from storage.batches import Batch

MAKE = Text("button.make_list", "Lập danh sách")
DROP = Text("button.drop", "Thôi")
RECALL = Text("button.recall_list", "Thu hồi danh sách")
NOT_MADE = Text("list.not_made", "Chưa lập gì cả.")
NOTHING_OUT = Text("list.nothing_out", "Không có danh sách nào đang chờ.")
RECALLED = Text("list.recalled", "Danh sách {batch_code} đã thu hồi ngày {date}. Không ghi gì cả.")
WHICH = Text("list.which", "Danh sách nào?")
FETCHED = Text("list.fetched", "Danh sách {batch_code}, {n} dòng, lập ngày {date}.")
NO_OFFICE = Text("list.no_office", "Chưa biết nơi nhận danh sách này. Nhờ quản trị ghi cơ quan nhận.")
#: A list's file is kept this long; after that it is written anew from its rows.
KEEP_DAYS = 180
#: A file somebody sent, and the same with marked rows: kept while it may still be mended or confirmed.
SENT_KEPT = timedelta(days=30)
LAYOUT_OF = {"DK": "dang_ky", "CA": "xac_thuc", "XT": "tong_hop", "MT": "mo_tai_khoan", "CT": "chi_tra"}


def keep_file(desk: Desk, batch: Batch, content: bytes) -> str:
    """The file of a list, sealed; its document id."""
    return documents.add(
        desk.db,
        content,
        name=".".join((batch.code, "xlsx")),
        kind="list",
        seal=desk.seal,
        now=desk.now,
        staff_id=batch.made_by,
        batch_id=batch.id,
        until=desk.now + timedelta(days=KEEP_DAYS),
    )


def header_of(desk: Desk, office: Office, *, unit: str, lines: tuple[str, ...], code: str) -> Header:
    """The office block of a list made today."""
    return Header(
        parent=office.parent,
        office=office.name,
        place=office.place,
        day=desk.today,
        lines=lines,
        list_code=code,
        unit=desk.places.unit(unit).full_name,
        signer=(office.signer,) if office.signer else ("CHỦ TỊCH",),
    )


def office_for(desk: Desk, kind: str, unit: str, group: str = "") -> Office:
    """The office of a kind that serves a unit today. Raises CannotDo when there is none."""
    found = desk.places.office(kind, unit, desk.today, group)
    if found is None:
        raise CannotDo(NO_OFFICE)
    return found


def own_office(desk: Desk) -> Office:
    """The office of who sits at the desk. Raises CannotDo when it is not known (any more)."""
    code = staff_of(desk).office
    for office in desk.places.offices:
        if office.code == code:
            return office
    raise CannotDo(NO_OFFICE)


def own_unit(desk: Desk) -> str:
    """The unit an officer makes lists for. Raises CannotDo when the office serves none."""
    units = staff_of(desk).units
    if not units:
        raise CannotDo(NO_OFFICE)
    return units[0]


def may_have(staff: Staff, batch: Batch) -> bool:
    """Sent to their office, or made in it; an officer only what concerns the own unit."""
    if batch.to_office == staff.office:
        return True
    return batch.from_office == staff.office and (staff.role is not Role.OFFICER or staff.serves(batch.unit))


def batch_for(desk: Desk, args: Answers) -> Batch:
    """The list these arguments name, within the scope of who asks. Raises CannotDo."""
    said = args.get("batch") or args.get("text")
    code = said.strip().upper() if isinstance(said, str) else ""
    found = batches.find_by_code(desk.db, code) if code else None
    if found is None or not may_have(staff_of(desk), found):
        raise CannotDo(NOT_FOUND)
    return found


def fetch(desk: Desk, batch: Batch, *, choices: tuple[Choice, ...] = ()) -> Answer:
    """The file of a list again; written anew when its time was over."""
    document = batch.document_id
    if document not in documents.names(desk.db, [document]):
        document = _written_again(desk, batch)
    line = Text(FETCHED.key, FETCHED.vietnamese, batch_code=batch.code, n=batch.people, date=day_made(batch))
    return Answer(lines=(line,), choices=choices, document=document, unit=batch.unit, about=batch.code)


def _written_again(desk: Desk, batch: Batch) -> str:
    rows = batches.rows_of(desk.db, batch.id, seal=desk.seal)
    layout = layout_named(LAYOUT_OF[batch.kind])
    if any("category_group" in row.values for row in rows):
        layout = with_group(layout)
    office = next((one for one in desk.places.offices if one.code == batch.from_office), own_office(desk))
    lines = (" ".join(("Tháng", batch.period or f"{day_made(batch):%m/%Y}")),)
    header = replace(header_of(desk, office, unit=batch.unit, lines=lines, code=batch.code), day=day_made(batch))
    content = write_sheet(layout, [row.values for row in rows], header=header)
    document = keep_file(desk, batch, content)
    batches.set_document(desk.db, batch.id, document)
    return document


def day_made(batch: Batch) -> date:
    """The day a list was made, in Vietnam."""
    return day_of(batch.made_at)


def recalled(batch: Batch) -> Text:
    """What somebody hears who sends a recalled list back."""
    assert batch.recalled_at is not None
    return Text(RECALLED.key, RECALLED.vietnamese, batch_code=batch.code, date=day_of(batch.recalled_at))


def offer(
    desk: Desk, found: Sequence[Batch], command: str, *, choices: Callable[[Batch], tuple[Choice, ...]]
) -> Answer:
    """The one list there is, or which of several; a sentence when there is none."""
    if not found:
        return Answer(lines=(NOTHING_OUT,))
    if len(found) == 1:
        return fetch(desk, found[0], choices=choices(found[0]))
    shown = tuple(button(verbatim(batch.code), command, batch=batch.code) for batch in found[:10])
    return Answer(lines=(WHICH,), choices=shown)


def ask(text: Text, command: str, *, unit: str = "", **args: Value) -> Answer:
    """Whether to make it: Lập danh sách or Thôi."""
    return Answer(
        lines=(text,),
        choices=(button(MAKE, command, **args, make=True), button(DROP, command, drop=True)),
        unit=unit,
    )


def joined(texts: Iterable[Text]) -> Text:
    """Sentences one after the other, with a space between."""
    whole: Text | None = None
    for text in texts:
        whole = text if whole is None else Text("list.two", "{a} {b}", a=whole, b=text)
    return whole or verbatim("")
