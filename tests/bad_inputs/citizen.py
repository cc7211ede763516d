"""Somebody who talks with the whole house, and what they hear."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.messages import Incoming
from domain.registration import Registration
from storage import outbox, registrations
from storage.chats import Chat, find_by_address
from storage.inbox import keep_ready
from tests.talk.doors import Heard, PlainDoor
from tests.talk.house import TestHouse


class Citizen:
    """One chat; every doing is answered before the next."""

    def __init__(self, house: TestHouse, *, channel: str = "web", address: str = "lan") -> None:
        self.house = house
        self.door = PlainDoor(house, channel=channel, address=address)
        self.last: list[Heard] = []

    @property
    def answer(self) -> str:
        """The last answers, one under the other, with their choices."""
        return "\n---\n".join(
            heard.text + (f" [{' | '.join(heard.choices)}]" if heard.choices else "") for heard in self.last
        )

    async def says(self, *texts: str) -> str:
        """Type one after another; the answer to the last."""
        for text in texts:
            await self.door.says(text)
            await self._hear()
        return self.answer

    async def taps(self, *labels: str) -> str:
        """Tap the newest choice of each label."""
        for label in labels:
            assert await self.door.taps(label), (label, self.answer)
            await self._hear()
        return self.answer

    async def sends(self, *, twice: bool = False, **message: Any) -> str:
        """Any message, of any kind; twice: two of them before the first is answered."""
        for _ in range(1 + twice):
            await self.house.engine.keep([self.message(**message)], now=self.house.now)
        await self._hear()
        return self.answer

    async def photographs(self, *codes: str) -> str:
        """A photo whose codes say this."""
        message = self.message(kind="photo")
        seal, now = self.house.engine.house.seal, self.house.now
        await self.house.engine.run(lambda db: keep_ready(db, message, {"codes": list(codes)}, seal=seal, now=now))
        await self._hear()
        return self.answer

    def message(self, **more: Any) -> Incoming:
        """A message of this chat under a new key."""
        return replace(self.door._message(kind="text"), **more)

    async def _hear(self) -> None:
        self.house.on()
        await self.house.settle()
        self.last = await self.door.heard()

    # --- ways through the talk -------------------------------------------------------------------------------

    async def asked_for_card(self) -> None:
        """A helper, asked for the beneficiary's CCCD."""
        await self.says("đăng ký")
        await self.taps("Đồng ý cả 3 việc", "Người khai giúp")
        await self.says("Nông Thị Lan", "0912345678")
        await self.taps("Con", "Nhờ miệng")

    async def at_check(self, *, cccd: str = "006052001234", name: str = "Nông Văn Thành") -> None:
        """At the check page: cash for the father."""
        await self.asked_for_card()
        await self.says(cccd, name, "5/3/1952", "tổ 7 phường Đức Xuân")
        await self.taps("Người có công", "Dùng số của tôi", "Tiền mặt", "Người hưởng")

    async def chat(self) -> Chat:
        """The chat as it lies in the database."""
        seal = self.house.engine.house.seal
        found = await self.house.engine.run(
            lambda db: find_by_address(db, self.door.channel, self.door.address, seal=seal)
        )
        assert found is not None
        return found

    async def registrations(self) -> list[Registration]:
        """What was sent from this chat."""
        chat = await self.chat()
        seal = self.house.engine.house.seal
        return list(await self.house.engine.run(lambda db: registrations.in_chats(db, [chat.id], seal=seal)))

    async def waiting_out(self) -> int:
        """Messages not yet sent."""
        return await self.house.engine.run(outbox.backlog)
