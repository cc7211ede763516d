"""A list is made: rows get an order, codes and a file, and go out in one transaction with what follows.

A short list is made at once in the command, a long one as a job whose file is written in a child process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from admin import long_work
from admin.desk import Answer, Desk
from admin.layouts import layout_named, with_group
from admin.lists import LAYOUT_OF, header_of, keep_file
from admin.scope import staff_of
from admin.sheets import Cell, Header, Layout, list_code, sort_key, write_sheet
from domain.reference.places import Office
from domain.row_codes import row_code
from domain.wording import Answers
from storage import batches
from storage.batches import Batch, BatchRow

MAKE_LIST = "make_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A row about to go out. person: label and value of the blind index that finds the person again."""

    values: Mapping[str, Cell] = field(repr=False)
    registration_id: str = ""
    version: int = 0
    person_role: str = "beneficiary"
    person: tuple[str, str] = field(default=("", ""), repr=False)
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A list about to go out. of: the office that makes it; to: the one that receives it; lines: under the title.

    grouped: two groups travel in it, so it has the column Nhóm.
    """

    kind: str
    unit: str
    of: Office
    to: Office
    lines: tuple[str, ...]
    rows: tuple[DraftRow, ...]
    group: str = ""
    period: str = ""
    grouped: bool = False

    @property
    def layout(self) -> Layout:
        """The sheet it is written in."""
        layout = layout_named(LAYOUT_OF[self.kind])
        return with_group(layout) if self.grouped else layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft with its code, row codes and order; everything the file needs."""

    batch: Batch
    rows: tuple[BatchRow, ...]
    layout: Layout = field(repr=False)
    header: Header


@dataclass(frozen=True, slots=True)
class Written:
    """A prepared list and the bytes of its file."""

    prepared: Prepared
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """How a kind of list is made: its draft, and what follows once it is out (moves, and what is said)."""

    name: str
    draft: Callable[[Desk, Answers], Draft]
    made: Callable[[Desk, Batch, Sequence[BatchRow]], Answer]


def make(desk: Desk, maker: Maker, args: Answers) -> Answer:
    """Make a list now, or as a job when it is long. Raises CannotDo when there is nobody to be on it."""
    draft = maker.draft(desk, args)
    if len(draft.rows) > long_work.AT_ONCE:
        return long_work.begin(desk, MAKE_LIST, {**args, "maker": maker.name})
    return keep(desk, maker, written(prepare(desk, draft)))


def prepare(desk: Desk, draft: Draft) -> Prepared:
    """The draft with code, order and row codes."""
    number = batches.next_number(desk.db, kind=draft.kind, unit=draft.unit, day=desk.today)
    batch = Batch(
        id=uuid4().hex,
        code=list_code(draft.kind, unit=draft.unit, day=desk.today, number=number),
        kind=draft.kind,
        unit=draft.unit,
        category_group=draft.group,
        to_office=draft.to.code,
        from_office=draft.of.code,
        period=draft.period,
        people=len(draft.rows),
        total=sum(row.amount for row in draft.rows),
        made_by=staff_of(desk).id,
        made_at=desk.now,
    )
    codes: set[str] = set()
    rows = tuple(
        _row(desk, batch, row, line=line, codes=codes) for line, row in enumerate(_in_order(draft), start=1)
    )
    header = header_of(desk, draft.of, unit=draft.unit, lines=draft.lines, code=batch.code)
    return Prepared(batch=batch, rows=rows, layout=draft.layout, header=header)


def _in_order(draft: Draft) -> list[DraftRow]:
    """As the sheet will show them: page by page, each sorted."""
    rows = sorted(draft.rows, key=lambda row: sort_key(row.values))
    pages = draft.layout.pages
    if not pages:
        return rows
    return [row for page in pages for row in rows if row.values.get(page.key) in page.values]


def _row(desk: Desk, batch: Batch, row: DraftRow, *, line: int, codes: set[str]) -> BatchRow:
    code = row_code(desk.draw())
    while code in codes:
        code = row_code(desk.draw())
    codes.add(code)
    label, value = row.person
    return BatchRow(
        id=uuid4().hex,
        batch_id=batch.id,
        line=line,
        row_code=code,
        registration_id=row.registration_id,
        version=row.version,
        person_role=row.person_role,
        person_index=desk.seal.index(label, value) if value else "",
        values={**row.values, "row_code": code},
        amount=row.amount,
    )


def written(prepared: Prepared) -> Written:
    """The file of a prepared list; runs in a child process when it is long."""
    content = write_sheet(prepared.layout, [row.values for row in prepared.rows], header=prepared.header)
    return Written(prepared, content)


def keep(desk: Desk, maker: Maker, done: Written) -> Answer:
    """The list goes out: file, rows and what follows from it, in one transaction."""
    batch = done.prepared.batch
    document = keep_file(desk, batch, done.content)
    batch = replace(batch, document_id=document)
    batches.add(desk.db, batch, done.prepared.rows, seal=desk.seal)
    return replace(maker.made(desk, batch, done.prepared.rows), document=document)
