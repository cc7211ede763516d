"""A commune in a test: citizens hand in, officers tap and type, and what they read comes back as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from admin import intake, staff
from admin.commands import COMMANDS
from admin.desk import Answer, Desk
from admin.review import tell_due
from domain.calendar import VIETNAM
from domain.packing import unpack_text
from domain.reference.places import default_places
from domain.row_codes import ALPHABET
from domain.settings import OfficeSettings
from domain.staff import Staff
from domain.wording import Answers, Text, Value
from locales import load_languages
from storage import chats, inbox, timers
from storage.schema import inbox as inbox_rows
from storage.sealing import Sealer
from tests.databases import Databases

Result = TypeVar("Result")
#: Words the shell knows: of the offices of phường Đức Xuân.
KNOWN = {
    "unit": "phường Đức Xuân",
    "commune_office": "UBND phường Đức Xuân",
    "police_office": "Công an phường Đức Xuân",
    "payer": "Bưu điện",
    "hotline": "{hotline}",
    "hours": "{hours}",
    "phone_days": "3",
    "you": "anh/chị",
    "You": "Anh/chị",
    "ben": "người hưởng",
    "Ben": "Người hưởng",
}
#: Random bits that make BK-7Q4M-2KT.
GOLDEN = sum(ALPHABET.index(sign) * len(ALPHABET) ** place for place, sign in enumerate("7Q4M2K"))

LAN: dict[str, Value] = {
    "role": "helper",
    "requester_name": "Nông Thị Lan",
    "requester_phone": "+84912345678",
    "relation": "child",
    "basis_document": "spoken",
    "cccd": "006052001234",
    "full_name": "Nông Văn Thành",
    "birth_date": "1952-03-05",
    "residence_unit": {"unit": "01840", "old": "01834"},
    "residence_detail": "Tổ 7",
    "category_group": "NCC",
    "phone": "+84912345678",
    "pay_by": "account",
    "bank": "VCB",
    "account_number": "0351000123456",
    "account_holder": "requester",
    "requester_cccd": "006180004321",
    "requester_birth_date": "1980-05-20",
    "requester_residence": {"unit": "01843", "old": "01837", "detail": "Tổ 3"},
}
#: The same after the correction: the father's own account, the daughter's papers gone.
LAN_AGAIN: dict[str, Value] = {
    key: value
    for key, value in LAN.items()
    if key not in ("requester_cccd", "requester_birth_date", "requester_residence")
} | {"bank": "AGRIBANK", "account_number": "8500205011223", "account_holder": "beneficiary"}
CASH: dict[str, Value] = {
    "role": "self",
    "cccd": "006146002468",
    "full_name": "Triệu Thị Mùi",
    "birth_date": "1946-01-02",
    "residence_unit": {"unit": "01840", "old": None},
    "residence_detail": "Tổ 2",
    "category_group": "HTXH",
    "phone": "+84912000111",
    "pay_by": "cash",
    "cash_receiver": "beneficiary",
}
PURPOSES = {"register": True, "forward": True, "messages": True}


def moment(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment in Vietnam, in November 2026 unless said otherwise."""
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


class Commune:
    """Two officers of phường Đức Xuân, one of phường Bắc Kạn, and any number of citizens."""

    def __init__(self, databases: Databases, sealer: Sealer) -> None:
        self.databases = databases
        self.seal = sealer
        self.now = moment(24, 8)
        self.settings = OfficeSettings()
        self.places = default_places()
        self.languages = load_languages()
        self._numbers = count(1)
        self.next_draw: list[int] = []
        self.shown: Answer | None = None
        self.hoa = self.new_staff("Hoàng Thị Hoa", "officer", "UB01840")
        self.binh = self.new_staff("Lý Văn Bình", "officer", "UB01840")
        self.elsewhere = self.new_staff("Phan Thị Thu", "officer", "UB01843")
        self.sits = self.hoa

    # --- surroundings ---

    def desk(self, db: Connection, *, chat: str = "", sits: Staff | None = None) -> Desk:
        """Whoever sits here now."""
        return Desk(
            db=db,
            seal=self.seal,
            now=self.now,
            places=self.places,
            settings=self.settings,
            draw=self._draw,
            staff=sits,
            chat_id=chat,
        )

    def _draw(self) -> int:
        return self.next_draw.pop(0) if self.next_draw else next(self._numbers) * 7919

    def do(self, work: Callable[[Desk], Result], *, chat: str = "", sits: Staff | None = None) -> Result:
        """One transaction at a desk."""
        return self.databases.begin(lambda db: work(self.desk(db, chat=chat, sits=sits)))

    def new_staff(self, name: str, role: str, office: str, *, phone: str = "", cccd: str = "") -> Staff:
        """A member who has signed in."""

        def add(desk: Desk) -> Staff:
            links = staff.add(desk, name=name, role=role, office=office, phone=phone, cccd=cccd)
            member = staff.redeem(desk, links.web, staff.WEB)
            assert member is not None
            return member

        return self.do(add)

    def new_chat(self, address: str = "lan", channel: str = "web") -> str:
        """The id of a citizen's chat."""
        made = self.databases.begin(lambda db: chats.make(db, [(channel, address)], seal=self.seal, now=self.now))
        return made[channel, address]

    # --- citizens ---

    def submit(
        self,
        answers: Answers = LAN,
        *,
        chat: str = "",
        draw: int = 0,
        talk: str = "",
        sits: Staff | None = None,
        consents: Mapping[str, bool] = PURPOSES,
    ) -> intake.Submitted:
        """A registration handed in from a chat."""
        chat = chat or self.new_chat()
        if draw:
            self.next_draw.append(draw)
        talk = talk or f"talk{next(self._numbers)}"
        return self.do(
            lambda desk: intake.submit(
                desk, talk_id=talk, answers=answers, form_version=1, consents_agreed=consents
            ),
            chat=chat,
            sits=sits,
        )

    def waiting_ones(self, number: int, **changes: Any) -> list[intake.Submitted]:
        """Some registrations without a warning, each of a person of their own."""
        made = []
        for _ in range(number):
            n = next(self._numbers)
            answers = CASH | {"cccd": f"00614600{n:04d}", "phone": f"+8491200{n:04d}"} | changes
            made.append(self.submit(answers, chat=self.new_chat(f"chat{n}")))
        return made

    def heard(self, chat: str) -> list[dict[str, Any]]:
        """Bodies of the notices that wait in a chat, oldest first."""

        def read(db: Connection) -> list[dict[str, Any]]:
            query = select(inbox_rows.c.key).where(inbox_rows.c.chat_id == chat, inbox_rows.c.handled_at.is_(None))
            bodies = []
            for _ in db.execute(query).all():
                found = inbox.oldest(db, [chat], seal=self.seal, notices=True)[chat]
                assert found is not None
                bodies.append(found.body)
                inbox.handled(db, [found], now=self.now)
            return bodies

        return self.databases.begin(read)

    def read(self, body: Mapping[str, Any]) -> str:
        """What a notice with finished sentences says."""
        return "\n".join(self.speak(unpack_text(line)) for line in body["lines"])

    # --- officers ---

    def wait(self, **duration: float) -> None:
        """Time goes by; what is due is done."""
        self.now += timedelta(**duration)

        def act(desk: Desk) -> None:
            due = timers.due(desk.db, now=desk.now, limit=100, seal=desk.seal)
            for timer in due:
                tell_due(desk, timer)
            timers.done(desk.db, [timer.id for timer in due], now=desk.now)

        self.do(act)

    def run(self, command: str, **args: Any) -> str:
        """A command with its arguments, as the shell calls it."""
        self.shown = self.do(lambda desk: COMMANDS[command].run(desk, args), sits=self.sits)
        return self.say(self.shown)

    def order(self, typed: str) -> str:
        """A command as it is typed: /xem BK-7Q4M-2KT."""
        name, _, rest = typed.removeprefix("/").partition(" ")
        return self.run(name, **({"text": rest} if rest else {}))

    def tap(self, label: str) -> str:
        """A button of what was last shown, by its label (of the last message that has it)."""
        assert self.shown is not None
        for answer in (*reversed(self.shown.more), self.shown):
            for choice in answer.choices:
                if self.speak(choice.label) == label:
                    return self.run(choice.command, **choice.args)
        raise AssertionError(f"no button {label!r} below: {self.say(self.shown)}")

    def type(self, text: str) -> str:
        """Free text that was asked for."""
        assert self.shown is not None
        assert self.shown.awaits is not None
        awaits = self.shown.awaits
        return self.run(awaits.command, **{**awaits.args, awaits.param: text})

    def say(self, answer: Answer) -> str:
        """Lines, choices in brackets, further messages below."""
        text = "\n".join(self.speak(line) for line in answer.lines)
        labels = " | ".join(self.speak(choice.label) for choice in answer.choices)
        text = f"{text} [{labels}]" if labels else text
        return "\n\n".join((text, *(self.say(more) for more in answer.more)))

    def speak(self, text: Text) -> str:
        """One text in Vietnamese."""
        return self.languages.speak(text, "vi", KNOWN)

    def sitting(self, member: Staff) -> Commune:
        """The same commune with another officer at the desk."""
        self.sits = member
        return self
