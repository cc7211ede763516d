"""A commune with the offices around it: lists go out, are filled in by others, and come back through one door."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, func, select

from admin import intake
from admin.desk import Answer, CannotDo
from admin.jobs import JOBS
from admin.layouts import layout_named
from admin.long_work import Again, ChildFailed, InChild
from domain.registration import Registration
from domain.staff import Staff
from domain.wording import Answers, Text
from storage import documents, jobs, payments, registrations
from storage import staff as staff_rows
from storage.jobs import Job
from storage.schema import payments as payment_rows
from storage.schema import tasks
from storage.sealing import Sealer
from tests.admin.commune import CASH, GOLDEN, KNOWN, LAN_AGAIN, Commune, moment
from tests.databases import Databases

HIGHER = "Phòng Lao động - Thương binh và Xã hội"
MORE = {"higher_office": HIGHER, "unit_kind": "phường", "review_days": "3"}
#: What an office writes into a row: by heading.
Filled = Mapping[str, Any]
ACCOUNT: dict[str, Any] = {**CASH, "category_group": "NCC", "pay_by": "account", "bank": "VCB"}


class Offices(Commune):
    """The commune of phường Đức Xuân, its police, the office above it and the payer."""

    def __init__(self, databases: Databases, sealer: Sealer) -> None:
        super().__init__(databases, sealer)
        self.police = self.new_staff("Ma Văn Dũng", "police", "CA01840")
        self.higher = self.new_staff("Lê Thị Thơm", "higher", "LDTBXH")
        self.payer = self.new_staff("Phạm Văn Bưu", "payer", "BUUDIEN")
        self.broken_child = False

    def sitting(self, member: Staff) -> Offices:
        """The same with somebody else at the desk."""
        self.sits = member
        return self

    def speak(self, text: Text) -> str:
        """With the name of the office above."""
        return self.languages.speak(text, "vi", {**KNOWN, **MORE})

    # --- long work ---

    def finish_jobs(self) -> list[Answer]:
        """Every job that waits, taken through its steps as the shell does; what each ends in."""
        ended: list[Answer] = []
        while (job := self._next_job()) is not None:
            ended.append(self._work(job))
        return ended

    def _next_job(self) -> Job | None:
        return self.databases.begin(lambda db: jobs.take(db, now=self.now, seconds=60, seal=self.seal))

    def _work(self, job: Job) -> Answer:
        came: object = None
        while True:
            step = self.databases.begin(lambda db, came=came: self._step(db, job, came))  # type: ignore[misc] # mypy takes no default of a lambda
            if isinstance(step, Answer):
                self.databases.begin(lambda db: jobs.done(db, job.id, now=self.now))
                return step
            came = step.carried if isinstance(step, Again) else self._in_child(step)

    def _step(self, db: Connection, job: Job, came: object) -> Answer | InChild | Again:
        desk = self.desk(db, chat=job.chat_id)
        seated = staff_rows.signed_in(db, [job.staff_id], places=self.places, day=desk.today, seal=self.seal).get(
            job.staff_id
        )
        try:
            with db.begin_nested():
                return JOBS[job.kind](replace(desk, staff=seated), job, came)
        except CannotDo as cannot:
            return Answer(lines=(cannot.say,))

    def _in_child(self, step: InChild) -> object:
        """The function with what a pipe would let through."""
        if self.broken_child:
            return ChildFailed()
        function, args = pickle.loads(pickle.dumps((step.function, step.args)))
        return pickle.loads(pickle.dumps(function(*args)))

    # --- files ---

    def file(self, ident: str = "") -> bytes:
        """A document, by default that of what was last shown."""
        assert self.shown is not None
        ident = ident or self.shown.document
        found = self.databases.begin(lambda db: documents.find(db, ident, seal=self.seal))
        assert found is not None
        return found.content

    def send(self, content: bytes, *, name: str = "x.xlsx", **args: Any) -> str:
        """A file sent by who sits here; what they read at the end."""
        ident = self.databases.begin(
            lambda db: documents.add(
                db,
                content,
                name=name,
                kind="upload",
                seal=self.seal,
                now=self.now,
                staff_id=self.sits.id,
            )
        )
        said = self.run("ketqua", document=ident, **args)
        ended = self.finish_jobs()
        if ended:
            self.shown = ended[-1]
        return said or self.say(ended[-1])

    def tap_and_wait(self, label: str) -> str:
        """A button that begins long work; what it ends in."""
        said = self.tap(label)
        ended = self.finish_jobs()
        if ended and ended[-1].lines:
            self.shown = ended[-1]
        return said or self.say(ended[-1])

    # --- stories ---

    def verified_account(self, number: int, **changes: Any) -> intake.Submitted:
        """A person with an own account, checked by the police, the category written down."""
        made = self.queued(number, **changes)
        self.police_say([made.code])
        self.write_category(made.code)
        return made

    def write_category(self, code: str) -> None:
        """Ghi diện: the first of the person's group."""
        self.sitting(self.hoa).run("ghidien", code=code, text="1")

    def queued(self, number: int, **changes: Any) -> intake.Submitted:
        """A registration that waits for the police."""
        answers: Answers = ACCOUNT | {
            "cccd": f"0060480{number:05d}",
            "full_name": f"Nông Thị {_word(number)}",
            "birth_date": "1948-02-01",
            "phone": f"+84913{number:06d}",
            "account_number": f"10{number:08d}",
            "account_holder": "beneficiary",
        }
        made = self.submit(dict(answers) | changes, chat=self.new_chat(f"person{number}"))
        self.approve(made.code)
        self.wait(seconds=61)
        self.order(f"/chuyencongan {made.code}")
        return made

    def approve(self, code: str) -> None:
        """Asked, agreed, approved."""
        said = self.sitting(self.hoa).order(f"/duyet {code}")
        if "Đã hỏi người hưởng" in said:
            self.tap("Gọi số xã đang có")
            self.tap("Đồng ý")

    def golden_queued(self) -> intake.Submitted:
        """Nông Thị Lan's registration after its correction, in line for the police."""
        self.now = moment(26, 8)
        made = self.submit(LAN_AGAIN, draw=GOLDEN, chat=self.new_chat())
        self.now = moment(27, 9)
        self.approve(made.code)
        self.wait(seconds=61)
        self.order(f"/chuyencongan {made.code}")
        return made

    def make_police_list(self) -> bytes:
        """The list of who waits."""
        self.sitting(self.hoa).order("/guicongan")
        self.tap("Lập danh sách")
        return self.file()

    def police_say(self, codes: Iterable[str], answer: str = "Khớp") -> str:
        """These registrations go to the police and come back with one answer."""
        content = self.make_police_list()
        wanted = set(codes)
        self.sitting(self.police).send(
            fill(content, "xac_thuc", lambda row: {"Kết quả": answer} if row["Mã hồ sơ"] in wanted else {})
        )
        return self.tap("Ghi kết quả")

    # --- what stands in the database ---

    def one(self, code: str) -> Registration:
        """A registration as it stands."""
        found = self.databases.begin(lambda db: registrations.find_by_code(db, code, seal=self.seal))
        assert found is not None
        return found

    def status(self, code: str) -> str:
        """Where it lies."""
        return str(self.one(code).status)

    def answers(self, code: str) -> Answers:
        """The newest answers."""
        one = self.one(code)
        return self.databases.begin(lambda db: registrations.answers_of(db, one.id, one.version, seal=self.seal))

    def payments(self, code: str = "") -> list[payments.Payment]:
        """What the payer reported, of one registration or all."""
        wanted = self.one(code).id if code else ""

        def read(db: Connection) -> list[payments.Payment]:
            query = select(payment_rows.c.id).order_by(payment_rows.c.key)
            found = payments.find_many(db, list(db.execute(query).scalars()), seal=self.seal)
            return [one for one in found if not wanted or one.registration_id == wanted]

        return self.databases.begin(read)

    def count_tasks(self, kind: str) -> int:
        """Open tasks of a kind."""
        return self.databases.begin(
            lambda db: db.execute(select(func.count()).select_from(tasks).where(tasks.c.kind == kind)).scalar_one()
        )


def _word(number: int) -> str:
    """A name out of a number, letters only."""
    signs = "abcdeghik"
    return "".join(signs[int(digit) % len(signs)] for digit in str(number + 100)).capitalize()


def fill(content: bytes, layout: str, say: Callable[[dict[str, Any]], Filled]) -> bytes:
    """The workbook with what an office writes into its rows, by heading; a row is seen by its headings."""
    book = load_workbook(BytesIO(content))
    headings = {column.heading for column in layout_named(layout).columns}
    for sheet in book.worksheets:
        if not sheet.title.startswith("_"):
            _fill_sheet(sheet, headings, say)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_sheet(sheet: Worksheet, headings: set[str], say: Callable[[dict[str, Any]], Filled]) -> None:
    places: dict[str, int] = {}
    for row in sheet.iter_rows():
        named = {str(cell.value): cell.column for cell in row if cell.value in headings and cell.column}
        if len(named) > 5:
            places = named
            continue
        stt = sheet.cell(row[0].row or 1, places.get("STT", 1)).value if places else None
        if isinstance(stt, int):
            line = row[0].row or 1
            values = {name: sheet.cell(line, place).value for name, place in places.items()}
            for name, value in say(values).items():
                sheet.cell(line, places[name]).value = value


def month_list(
    rows: Iterable[tuple[str, str, int]],
    *,
    period: str = "01/2027",
    way: str = "",
    benefits: tuple[str, ...] = ("NCC",),
) -> bytes:
    """The higher office's own file of a month: name, CCCD, amount; benefits are given in turn."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["DANH SÁCH CHI TRẢ TRỢ CẤP"])
    sheet.append([f"Tháng {period}"])
    sheet.append(
        ["STT", "Họ và tên", "Số CCCD", "Địa chỉ", "Chế độ", "Trợ cấp tháng", "Tổng số tiền", "Hình thức"]
    )
    for number, (name, cccd, amount) in enumerate(rows, start=1):
        benefit = benefits[(number - 1) % len(benefits)]
        sheet.append([number, name, cccd, "Tổ 7", benefit, amount, amount, way or None])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
