"""/ketqua: one door for every file that comes back: read, put beside its list, staged, applied when confirmed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from admin import lists, long_work, payment_list
from admin.beside_list import Beside, Gathered, find_list, gather, put_beside
from admin.cards import button
from admin.desk import Answer, CannotDo, Desk, Stale
from admin.following import follow_all
from admin.joining import Joined
from admin.layouts import layout_named
from admin.long_work import Again, ChildFailed, InChild, Step
from admin.moves import NOT_FOUND
from admin.packed import PART
from admin.returned_files import INCOMING, Marked, ReadFile, Refused, mark_file, read_returned
from admin.scope import staff_of
from admin.sheets import reasons
from admin.takings import TAKINGS
from domain.calendar import day_of
from domain.people import text_of
from domain.staff import Role
from domain.wording import Answers, Text, Value
from storage import audit, batches, documents, imports, jobs
from storage.batches import Batch
from storage.documents import Document
from storage.imports import Import, ImportRow
from storage.jobs import Job

READ_RESULT, FOLLOW_IMPORT = "read_result", "follow_import"
WRITE = Text("button.write_result", "Ghi kết quả")
WRITE_DIFFERENCE = Text("button.write_difference", "Ghi cả chênh lệch")
FIX = Text("button.fix_results", "Sửa kết quả")
ONLY_NEW = Text("button.only_new", "Chỉ ghi dòng mới")
SEND_FILE = Text("import.send_file", "Gửi tệp kết quả vào đây.")
HEAD = Text("import.head", "Danh sách {batch_code}: đọc được {n} dòng.")
COUNTS = Text("import.counts", "{counts} Chưa ghi gì cả.")
UNUSABLE = Text(
    "import.unusable",
    "Danh sách {batch_code}: đọc được {n} dòng, chưa dùng được {b}. Chưa ghi gì cả. "
    "Tệp kèm đây ghi lý do ở cột cuối.",
)
SAME = Text("import.same", "Tệp này đã ghi ngày {date}. Không có gì thay đổi.")
NOTHING_WRITTEN = Text("import.dropped", "Chưa ghi gì cả.")
DONE = Text("import.done", "Đã ghi kết quả {n} người, danh sách {batch_code}.")
CORRECTS = Text("import.corrects", "Sửa kết quả đã ghi: {n} dòng.")
CORRECT_ASK = Text("import.correct_ask", "Sửa {n} kết quả đã ghi trước đó?")
OVERTAKEN = Text("import.overtaken", "Danh sách {batch_code} vừa có kết quả khác. Gửi lại tệp để xem.")
CANDIDATES: Mapping[Role, tuple[str, ...]] = {
    Role.OFFICER: ("xac_thuc", "xac_thuc_tai_khoan", "mo_tai_khoan", "tong_hop", "ket_qua", INCOMING),
    Role.POLICE: ("xac_thuc", "xac_thuc_tai_khoan"),
    Role.HIGHER: ("tong_hop", "ket_qua", INCOMING),
    Role.PAYER: ("mo_tai_khoan", "ket_qua"),
}


@dataclass(frozen=True, slots=True)
class _Staging:
    """A file beside its list, being staged: so many parts of its changes are; how their persons will be told."""

    beside: Beside = field(repr=False)
    parts: int = 0
    told: Counter[str] = field(default_factory=Counter)


def command(desk: Desk, args: Answers) -> Answer:
    """/ketqua: with a document, read it (a job); with a staged file, write or drop it; else ask for one."""
    if text_of(args, "file"):
        return _drop(desk, args) if args.get("drop") is True else _confirm(desk, args)
    if not text_of(args, "document"):
        return Answer(lines=(SEND_FILE,))
    document = upload_of(desk, text_of(args, "document"))
    seen = _seen_before(desk, document)
    if seen is not None:
        return Answer(lines=(same(seen),))
    documents.keep_until(desk.db, document.id, desk.now + lists.SENT_KEPT)
    kept: Answers = {name: args[name] for name in ("document", "period") if args.get(name)}
    return long_work.begin(desk, READ_RESULT, kept)


def upload_of(desk: Desk, document_id: str) -> Document:
    """A file this staff member sent. Raises CannotDo for any other."""
    found = documents.find(desk.db, document_id, seal=desk.seal)
    if found is None or found.kind != "upload" or found.staff_id != staff_of(desk).id:
        raise CannotDo(NOT_FOUND)
    return found


def _seen_before(desk: Desk, document: Document) -> Import | None:
    """The applied import of the very same bytes, if its list is theirs."""
    digest = hashlib.sha256(document.content).hexdigest()
    seen = imports.applied_with_hash(desk.db, desk.seal.indexes("sha256", digest))
    batch = batches.find(desk.db, seen.batch_id) if seen else None
    return seen if batch is not None and lists.may_have(staff_of(desk), batch) else None


def same(seen: Import) -> Text:
    """Tệp này đã ghi ngày 04/12/2026."""
    assert seen.applied_at is not None
    return Text(SAME.key, SAME.vietnamese, date=day_of(seen.applied_at))


def read_result(desk: Desk, job: Job, came: object) -> Step:
    """The job behind a file: read in a child, put beside its list in another, marked or staged; the preview."""
    match came:
        case None:
            names = CANDIDATES[staff_of(desk).role]
            return InChild(read_returned, (_document(desk, job).content, desk.today, names))
        case Refused(say):
            return Answer(lines=(say,))
        case ReadFile(layout=layout) if layout == INCOMING:
            document = _document(desk, job)
            return payment_list.look_at(desk, came, document, period=str(job.args.get("period", "")))
        case Joined():
            return payment_list.look_further(desk, came, _document(desk, job))
        case ReadFile():
            return Again(find_list(desk, came))
        case Gathered(whole=False):
            return Again(gather(desk, came))
        case Gathered():
            return InChild(put_beside, (came, desk.today, desk.places))
        case Beside():
            return _beside(desk, job, came)
        case Marked(content, say):
            return _marked(desk, content, say, name=_document(desk, job).name)
        case _Staging():
            return _stage(desk, job, came)
    assert isinstance(came, ChildFailed)
    return Answer(lines=(reasons.UNREADABLE,))


def _document(desk: Desk, job: Job) -> Document:
    return upload_of(desk, str(job.args["document"]))


def _beside(desk: Desk, job: Job, beside: Beside) -> Step:
    batch = beside.batch
    if beside.bad:
        text = Text(UNUSABLE.key, UNUSABLE.vietnamese, batch_code=batch.code, n=beside.read, b=len(beside.bad))
        content = _document(desk, job).content
        return InChild(mark_file, (content, beside.bad, layout_named(beside.layout), text))
    if not beside.changes.count:
        last = imports.last_applied(desk.db, batch.id)
        if last is not None:
            return Answer(lines=(same(last),))
        return replace(_preview(desk, job, _Staging(beside)), choices=())
    staged = Import(id=job.id, batch_id=batch.id, kind=batch.kind, staff_id=staff_of(desk).id, staged_at=desk.now)
    imports.stage(desk.db, staged, sha256_index=_document(desk, job).sha256_index)
    return _stage(desk, job, _Staging(beside))


def _stage(desk: Desk, job: Job, staging: _Staging) -> Step:
    """The next part, one transaction."""
    beside = staging.beside
    changes = beside.changes.part(staging.parts)
    rows = [
        ImportRow(line=line, batch_row_id=one.row_id, result=one.result, answer=one.answer)
        for line, one in enumerate(changes, start=staging.parts * PART + 1)
    ]
    imports.stage_rows(desk.db, job.id, rows, seal=desk.seal)
    told = staging.told + TAKINGS[beside.batch.kind].tally(desk, changes)
    further = _Staging(beside, staging.parts + 1, told)
    return Again(further) if further.parts < len(beside.changes.parts) else _preview(desk, job, further)


def _preview(desk: Desk, job: Job, staging: _Staging) -> Answer:
    beside = staging.beside
    new, fixes = beside.new, beside.changes.count - beside.new
    told = TAKINGS[beside.batch.kind].tallied(staging.told, beside.changes.count, beside.waiting)
    lines = (
        Text(HEAD.key, HEAD.vietnamese, batch_code=beside.batch.code, n=beside.read),
        Text(COUNTS.key, COUNTS.vietnamese, counts=lists.joined((beside.counts, *told))),
        *beside.differences,
        *beside.remarks,
        *((Text(CORRECTS.key, CORRECTS.vietnamese, n=fixes),) if fixes else ()),
    )
    about: dict[str, Value] = {"file": job.id, "new": new, "fixes": fixes, "people": list(beside.people)}
    write = button(WRITE_DIFFERENCE if beside.differences else WRITE, "ketqua", **about)
    drop = button(lists.DROP, "ketqua", file=job.id, drop=True)
    return Answer(lines=lines, choices=(write, drop), unit=beside.batch.unit, about=beside.batch.code)


def _marked(desk: Desk, content: bytes, say: Text, *, name: str) -> Answer:
    document = documents.add(
        desk.db,
        content,
        name=name,
        kind="marked",
        seal=desk.seal,
        now=desk.now,
        staff_id=staff_of(desk).id,
        chat_id=desk.chat_id,
        until=desk.now + lists.SENT_KEPT,
    )
    return Answer(lines=(say,), document=document)


def _own_import(desk: Desk, args: Answers) -> tuple[Import, Batch]:
    """The staged file of this staff member, and its list. Raises CannotDo."""
    file = imports.find(desk.db, text_of(args, "file"))
    batch = batches.find(desk.db, file.batch_id) if file else None
    if file is None or batch is None or file.staff_id != staff_of(desk).id:
        raise CannotDo(NOT_FOUND)
    if not lists.may_have(staff_of(desk), batch):
        raise CannotDo(NOT_FOUND)
    return file, batch


def _drop(desk: Desk, args: Answers) -> Answer:
    file, batch = _own_import(desk, args)
    if file.applied_at is not None:
        return Answer(lines=(same(file),))
    imports.drop(desk.db, file.id)
    return Answer(lines=(NOTHING_WRITTEN,), about=batch.code)


def _confirm(desk: Desk, args: Answers) -> Answer:
    """Write what was staged: one small commit; what follows is done now or as a job."""
    file, batch = _own_import(desk, args)
    if file.applied_at is not None:
        return Answer(lines=(same(file),))
    if batch.recalled_at is not None:
        raise CannotDo(lists.recalled(batch))
    last = imports.last_applied(desk.db, batch.id)
    if last is not None and last.applied_at is not None and last.applied_at > file.staged_at:
        raise Stale(Text(OVERTAKEN.key, OVERTAKEN.vietnamese, batch_code=batch.code))
    fixes = args.get("fixes")
    if isinstance(fixes, int) and fixes and args.get("fix") is not True and args.get("only_new") is not True:
        return _ask_correction(file, args, fixes)
    new, people = args.get("new"), _people(args)
    if args.get("only_new") is True and isinstance(new, int):
        imports.drop_after(desk.db, file.id, line=new)
    return _write(desk, file, batch, people=people)


def _people(args: Answers) -> int:
    """Whom the button that was tapped is about: counted when the file was read, so writing takes no time."""
    counted = args.get("people")
    of_new, of_all = counted if isinstance(counted, list) else (0, 0)
    people = of_new if args.get("only_new") is True else of_all
    return people if isinstance(people, int) else 0


def _ask_correction(file: Import, args: Answers, fixes: int) -> Answer:
    about: dict[str, Value] = {name: args.get(name) for name in ("new", "fixes", "people")}
    about["file"] = file.id
    choices = [button(FIX, "ketqua", **about, fix=True)]
    if args.get("new"):
        choices.append(button(ONLY_NEW, "ketqua", **about, only_new=True))
    choices.append(button(lists.DROP, "ketqua", file=file.id, drop=True))
    return Answer(lines=(Text(CORRECT_ASK.key, CORRECT_ASK.vietnamese, n=fixes),), choices=tuple(choices))


def _write(desk: Desk, file: Import, batch: Batch, *, people: int) -> Answer:
    if not imports.apply(desk.db, file.id, now=desk.now):
        raise Stale(same(replace(file, applied_at=desk.now)))
    count = imports.count(desk.db, file.id)
    audit.write(
        desk.db, at=desk.now, who=desk.who, what="import.applied", about=batch.code, rows=count, people=people
    )
    if count > long_work.AT_ONCE:
        jobs.add(
            desk.db,
            kind=FOLLOW_IMPORT,
            args={"import": file.id},
            seal=desk.seal,
            now=desk.now,
            staff_id=staff_of(desk).id,
        )
    else:
        follow_all(desk, file, batch, TAKINGS[batch.kind])
    done = Text(DONE.key, DONE.vietnamese, n=people, batch_code=batch.code)
    return Answer(lines=(done,), unit=batch.unit, about=batch.code)
