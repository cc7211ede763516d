"""Somebody who talks with the pure talk: no database, no clock; state is packed and unpacked at every turn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from bot.channel import Capabilities
from bot.speaking import Listener, Speaker
from conversations.effects import Effect, Forget, KeepConsent, RemindAt, Say, Submit
from conversations.facts import Facts
from conversations.state import State, Talk, pack_state, unpack_state
from conversations.step import after_submission, step
from conversations.understanding import understand
from domain.calendar import VIETNAM, default_holidays
from domain.packing import pack_text
from domain.reference.places import Places, default_places
from domain.registration import OwnRegistration, Status
from domain.settings import OfficeSettings
from domain.wording import Answers, Text
from locales import load_languages
from tests.talk.house import with_placeholders

START = datetime(2026, 11, 24, 19, 2, tzinfo=VIETNAM)
SETTINGS = OfficeSettings(holidays=default_holidays())
SENT_CODE = "BK-7Q4M-2KT"


@lru_cache(maxsize=2)
def speaker(*, placeholders: bool = False) -> Speaker:
    """Reads the catalogues once. placeholders: hotline and hours read as in the transcripts."""
    places = default_places()
    return Speaker(load_languages(), with_placeholders(places) if placeholders else places, SETTINGS)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the talk as a person sees it."""

    text: str
    choices: tuple[str, ...] = ()
    asked: str = ""

    def __str__(self) -> str:
        return self.text + (f" [{' | '.join(self.choices)}]" if self.choices else "")


@dataclass(slots=True)
class Person:
    """A chat: what it says, and what it hears, sees handed in and asked of the shell."""

    channel: str = "web"
    registrations: tuple[OwnRegistration, ...] = ()
    staff_role: str = ""
    now: datetime = START
    buttons: bool = True
    places: Places = field(default_factory=default_places)
    state: State = field(default_factory=State)
    heard: list[Said] = field(default_factory=list)
    last: list[Said] = field(default_factory=list)
    handed_in: list[Submit] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    turns: int = 0
    sends_code: str = SENT_CODE
    placeholders: bool = False

    # --- what it does ------------------------------------------------------------------------------------

    def says(self, *texts: str) -> str:
        """Type one text after another; what was answered to the last."""
        for text in texts:
            self._hear({"kind": "text", "text": text})
        return self.answer

    def taps(self, *labels: str) -> str:
        """Tap the newest choice of each label."""
        for label in labels:
            for message in reversed(self.heard):
                if label in message.choices:
                    self._hear({"kind": "tap", "tap": f"{message.asked}:{message.choices.index(label)}"})
                    break
            else:
                raise AssertionError(f"no choice {label!r} among {[str(m) for m in self.last]}")
        return self.answer

    def taps_raw(self, tap: str) -> str:
        """A button whose data may have been altered."""
        return self._hear({"kind": "tap", "tap": tap})

    def shows(self, *codes: str) -> str:
        """A photo whose codes say this."""
        return self._hear({"kind": "photo", "codes": list(codes)})

    def shares(self, phone: str, *, own: bool) -> str:
        """A contact."""
        return self._hear({"kind": "contact", "phone": phone, "own_phone": own})

    def sends(self, kind: str) -> str:
        """Something without words."""
        return self._hear({"kind": kind})

    def is_told(self, body: dict[str, Any], *, key: str = "notice:1") -> str:
        """A notice reaches the chat."""
        return self._hear({**body, "kind": "notice", "notice_key": key})

    def is_woken(self, kind: str, about: str) -> str:
        """A timer reaches the chat."""
        return self._hear({"kind": "timer", "notice_key": f"timer:{about}", "key": kind, "about": about})

    def waits(self, *, days: int = 0) -> None:
        """The clock moves on."""
        self.now += timedelta(days=days)

    # --- what it sees ------------------------------------------------------------------------------------

    @property
    def answer(self) -> str:
        """The messages of the last turn, one under the other."""
        return "\n---\n".join(str(message) for message in self.last)

    @property
    def talk(self) -> Talk:
        """The talk on top."""
        assert self.state.talk is not None, "no talk is open"
        return self.state.talk

    @property
    def answers(self) -> Answers:
        """The answers of the talk on top."""
        return self.talk.answers

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(VIETNAM).date()

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices shown last."""
        return self.last[-1].choices if self.last else ()

    # --- how ---------------------------------------------------------------------------------------------

    def facts(self) -> Facts:
        """What the shell would give."""
        self.turns += 1
        ids = tuple(UUID(int=1000 * self.turns + n).hex for n in range(3))
        return Facts(
            channel=self.channel,
            today=self.today,
            places=self.places,
            settings=SETTINGS,
            registrations=self.registrations,
            staff_role=self.staff_role,
            fresh_ids=ids,
        )

    def _hear(self, body: dict[str, Any]) -> str:
        self.now += timedelta(seconds=30)
        facts = self.facts()
        self.last = []
        event = understand(body, self.state, facts)
        self.state, effects = step(self.state, event, facts, self.now)
        self._act(effects, facts)
        packed = pack_state(self.state)
        self.state = unpack_state(packed)
        assert pack_state(self.state) == packed, "the state does not survive packing"
        return self.answer

    def _act(self, effects: tuple[Effect, ...], facts: Facts) -> None:
        for effect in effects:
            self.effects.append(effect)
            match effect:
                case Say():
                    self._say(effect)
                case Submit():
                    self._submit(effect, facts)
                case _:
                    pass

    def _say(self, say: Say) -> None:
        can = Capabilities(
            max_text=4000,
            buttons=self.buttons,
            contact_request=self.channel == "telegram",
            document_out=True,
            per_second=1,
            per_chat=0,
        )
        listener = Listener(channel=self.channel, language="vi", can=can)
        by = speaker(placeholders=self.placeholders)
        self.state, spoken = by.say(say, self.state, listener=listener, now=self.now)
        said = Said(spoken.text, spoken.choices, spoken.asked)
        self.last.append(said)
        self.heard.append(said)

    def _submit(self, submit: Submit, facts: Facts) -> None:
        self.handed_in.append(submit)
        if submit.kind in ("registration", "correction"):
            self.state = self.state.with_sent({**self.state.sent, submit.talk: self.sends_code})
        self.state, more = after_submission(self.state, submit, facts, self.now)
        self._act(more, facts)

    def asked_for(self, kind: type[Effect]) -> list[Effect]:
        """The effects of a kind so far."""
        return [effect for effect in self.effects if isinstance(effect, kind)]


def own(**changed: Any) -> OwnRegistration:
    """A registration of this chat."""
    base = OwnRegistration(
        id="r1",
        code=SENT_CODE,
        chat_id="c1",
        status=Status.SUBMITTED,
        unit="01840",
        role="helper",
        pay_by="account",
        version=1,
        revision=1,
        sent_on=date(2026, 11, 24),
        since=date(2026, 11, 24),
        bank="Vietcombank",
        tail="3456",
        full_name="Nông Văn Thành",
        birth_date="1952-03-05",
        cccd="006052001234",
        requester_name="Nông Thị Lan",
        phone="+84912345678",
    )
    return replace(base, **changed)


def sent_answers(**changed: Any) -> dict[str, Any]:
    """Answers as they were sent: a daughter for her father, to his own account."""
    answers: dict[str, Any] = {
        "consent_register": True,
        "consent_forward": True,
        "consent_messages": True,
        "role": "helper",
        "requester_name": "Nông Thị Lan",
        "requester_phone": "+84912345678",
        "relation": "child",
        "basis_document": "spoken",
        "cccd": "006052001234",
        "full_name": "Nông Văn Thành",
        "birth_date": "1952-03-05",
        "residence_unit": {"unit": "01840", "old": None},
        "residence_detail": "Tổ 7",
        "category_group": "NCC",
        "phone": "+84912345678",
        "pay_by": "account",
        "bank": "VCB",
        "account_number": "0351000123456",
        "account_holder": "beneficiary",
    }
    return answers | changed


def returned_own(*fields: str, n: int = 1, **changed: Any) -> tuple[OwnRegistration, dict[str, Any]]:
    """A returned registration, and the notice that says so."""
    answers = changed.pop("answers", sent_answers())
    say = pack_text(Text("reason", "Mục này cần xem lại."))
    registration = own(
        status=Status.RETURNED,
        returned_fields=tuple(fields),
        returned=tuple({"asks": list(fields), "say": say} for _ in range(n)),
        answers=answers,
        **changed,
    )
    body = {
        "key": "returned",
        "registration": registration.id,
        "code": registration.code,
        "unit": registration.unit,
        "version": registration.version,
        "fields": list(fields),
        "n": n,
        "reasons": [say for _ in range(n)],
    }
    return registration, body


# --- ways through the talk -----------------------------------------------------------------------------------


def agreed(person: Person | None = None) -> Person:
    """Someone who has just agreed to all three."""
    person = person or Person()
    person.says("đăng ký")
    person.taps("Đồng ý cả 3 việc")
    return person


def helper(person: Person | None = None) -> Person:
    """A helper, asked for the beneficiary's CCCD."""
    person = agreed(person)
    person.taps("Người khai giúp")
    person.says("Nông Thị Lan", "0912345678")
    person.taps("Con", "Nhờ miệng")
    return person


def guardian(person: Person | None = None) -> Person:
    """A mother with the birth certificate, asked for the child's number."""
    person = agreed(person)
    person.taps("Bố mẹ, giám hộ")
    person.says("006180004321", "Lý Thị Hạnh", "20/5/1980", "tổ 3 phường Đức Xuân", "0912345678")
    person.taps("Bố hoặc mẹ", "Giấy khai sinh")
    return person


def herself(person: Person | None = None) -> Person:
    """Somebody for themselves, asked for the CCCD."""
    person = agreed(person)
    person.taps("Người hưởng tự khai")
    return person


def at_money(person: Person | None = None) -> Person:
    """A helper whose father's part is done: asked how the money is to be paid."""
    person = helper(person)
    person.says("006052001234", "Nông Văn Thành", "5/3/1952", "tổ 7 phường Đức Xuân")
    person.taps("Người có công", "Dùng số của tôi")
    return person


def at_check(person: Person | None = None, *, pay: str = "account") -> Person:
    """A helper at the check page: to the father's account, or cash to him."""
    person = at_money(person)
    if pay == "account":
        person.taps("Tài khoản đã có")
        person.says("agribank 8500205011223")
        person.taps("Người hưởng")
    else:
        person.taps("Tiền mặt", "Người hưởng")
    return person


def kept_consents(person: Person) -> list[KeepConsent]:
    """Consents the shell was asked to keep."""
    return [effect for effect in person.effects if isinstance(effect, KeepConsent)]


def forgotten(person: Person) -> list[Forget]:
    """What the shell was asked to forget."""
    return [effect for effect in person.effects if isinstance(effect, Forget)]


def reminders(person: Person) -> list[RemindAt]:
    """Timers set and taken back."""
    return [effect for effect in person.effects if isinstance(effect, RemindAt)]
