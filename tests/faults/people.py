"""People who register over Telegram, one answer after the other, each only after the reply to the last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.talk.people import NAMES
from tests.telegram.people import Heard, Person
from tests.telegram.server import BotApi

FIRST_CHAT = 70_000
WITHIN = 600.0


@dataclass(frozen=True, slots=True)
class Step:
    """What is said (or tapped, if it is a button), and a part of each message that answers it, in order."""

    says: str
    hears: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registrant:
    """Fictitious person number n, who registers for cash."""

    number: int

    @property
    def answers(self) -> dict[str, Any]:
        """What must stand in the registration in the end."""
        female, year = self.number % 2, 1940 + self.number % 20
        return {
            "role": "self",
            "cccd": f"006{female}{year % 100:02d}{self.number:06d}",
            "full_name": f"{'Hoàng Thị' if female else 'Hoàng Văn'} {NAMES[self.number % len(NAMES)]}",
            "birth_date": f"{year}-03-{1 + self.number % 28:02d}",
            "residence_detail": f"Tổ {1 + self.number % 20}",
            "phone": f"+8491{2_000_000 + self.number:07d}",
            "pay_by": "cash",
        }

    @property
    def story(self) -> list[Step]:
        """The enrolment form, from the greeting to the receipt."""
        given = self.answers
        year, month, day = given["birth_date"].split("-")
        return [
            Step("chào", ("Chào ông/bà",)),
            Step("Đăng ký", ("Trước khi khai", "Có đồng ý cả 3 việc không?")),
            Step("Đồng ý cả 3 việc", ("Đã ghi ba câu trả lời", "Ai đang khai?")),
            Step("Người hưởng tự khai", ("12 chữ số",)),
            Step(given["cccd"], ("Họ và tên",)),
            Step(given["full_name"], ("sinh ngày nào?",)),
            Step(f"{int(day)}/{int(month)}/{year}", ("thường trú ở",)),
            Step(f"{given['residence_detail']} phường Đức Xuân", ("thuộc nhóm nào?",)),
            Step("Người có công", ("Số điện thoại",)),
            Step(given["phone"].replace("+84", "0"), ("nhận tiền bằng cách nào?",)),
            Step("Tiền mặt", ("Gửi đăng ký",)),
            Step("Gửi đăng ký", ("Mã hồ sơ: BK-",)),
        ]


class Listener(Person):
    """A person of the test Bot API who wakes somebody with every message."""

    def __init__(self, api: BotApi, chat_id: int) -> None:
        super().__init__(api, chat_id)
        self.woken = asyncio.Event()
        self.at_once: Callable[[Heard], None] = lambda message: None

    def hear(self, message: Heard) -> None:
        """Called by the server, before it answers: ``at_once`` happens while the message is under way."""
        super().hear(message)
        self.at_once(message)
        self.woken.set()

    async def listens(self, count: int, *, within: float = WITHIN) -> list[Heard]:
        """What was said, without repetitions, once there are so many. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while len(once(self.heard)) < count:
                self.woken.clear()
                await self.woken.wait()
        return once(self.heard)


@dataclass(slots=True)
class Talking:
    """A registrant at their telephone. said: ids of the updates, in order; over: the receipt was read."""

    registrant: Registrant
    person: Listener
    said: list[int] = field(default_factory=list)
    over: bool = False

    async def register(self, *, within: float = WITHIN) -> None:
        """Say one thing, wait for its answer, say the next."""
        expected = 0
        for step in self.registrant.story:
            expected += len(step.hears)
            self.say(step.says)
            try:
                await self.person.listens(expected, within=within)
            except TimeoutError:
                last = [message.text[-80:] for message in self.person.heard[-3:]]
                raise AssertionError(f"stuck after {step.says!r}; heard last: {last}") from None
        self.over = True

    def say(self, text: str) -> None:
        """Every other person taps where there is a button."""
        tapped = self.registrant.number % 2 and self.person.heard
        shown = {label for label, _ in self.person.heard[-1].buttons} if tapped else set()
        self.said.append(self.person.taps(text) if text in shown else self.person.says(text))


def joins(api: BotApi, number: int) -> Talking:
    """Fictitious person number n opens the chat."""
    person = Listener(api, FIRST_CHAT + number)
    api.people[person.chat_id] = person
    return Talking(Registrant(number), person)


def once(heard: list[Heard]) -> list[Heard]:
    """The messages without immediate repetitions: what was said, however often it was sent."""
    return [
        message
        for before, message in zip([None, *heard], heard, strict=False)
        if before is None or (before.text, before.buttons) != (message.text, message.buttons)
    ]
