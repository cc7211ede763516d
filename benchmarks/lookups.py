"""Does it matter how many others there are? An officer's look-ups and a citizen's turn, among few and among many.

``./run bench lookups [REGISTRATIONS]`` (200,000; a province: 1,000,000). The commune has a thousand registrations,
fifty of them waiting for an officer; the others are those of other communes in the same database. The peer is the
same commune alone. The two are asked in turn; a figure is the median of three rounds, with the slowest hundredth
of all beside it.
"""

from __future__ import annotations

import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine

from admin.commands import COMMANDS
from admin.desk import Desk
from benchmarks.people import NOW, UNIT, cccd_of, code_of, register_all, sign_up
from bot.channel import Capabilities
from bot.house import House
from bot.speaking import Speaker
from bot.turn import take_round
from domain.calendar import day_of, default_holidays
from domain.messages import Incoming
from domain.reference.places import default_places
from domain.settings import OfficeSettings
from locales import load_languages
from storage import inbox
from storage import staff as staff_rows
from storage.database import make_sync_engine, migrate
from storage.sealing import Sealer, load_key_ring, new_key_ring

COMMUNE = 1000
ROUNDS, TIMES = 3, 300
CHANNEL = "telegram"
PLACES, SETTINGS = default_places(), OfficeSettings(holidays=default_holidays())
CAN = Capabilities(max_text=4096, buttons=True, contact_request=True, document_out=True, per_second=30, per_chat=1)


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """A database with so many registrations, and an officer of the first commune."""

    engine: Engine
    house: House
    officer: str
    count: int

    def desk(self, db: Connection) -> Desk:
        """The officer's."""
        seal = self.house.seal
        seated = staff_rows.signed_in(db, [self.officer], places=PLACES, day=day_of(NOW), seal=seal)
        return Desk(
            db=db,
            seal=seal,
            now=NOW,
            places=PLACES,
            settings=SETTINGS,
            draw=lambda: secrets.randbits(64),
            staff=seated[self.officer],
        )

    def command(self, name: str, **args: Any) -> None:
        """One command of the officer, in its transaction."""
        with self.engine.begin() as db:
            COMMANDS[name].run(self.desk(db), args)

    def turn(self, text: str) -> float:
        """Somebody of the commune writes: kept and answered; milliseconds of the answer."""
        message = Incoming(
            channel=CHANNEL,
            address=f"person{random.randint(1, COMMUNE)}",
            key=f"{CHANNEL}:{uuid4().hex}",
            kind="text",
            sent_at=NOW,
            text=text,
        )
        with self.engine.begin() as db:
            inbox.keep(db, [message], seal=self.house.seal, now=NOW)
        began = time.perf_counter()
        with self.engine.begin() as db:
            taken = take_round(db, self.house, now=NOW + timedelta(seconds=1), limit=200).taken
        assert taken == 1
        return (time.perf_counter() - began) * 1000


def filled(folder: Path, count: int) -> Register:
    """A database with so many."""
    seal = Sealer(load_key_ring(new_key_ring()))
    engine = make_sync_engine(f"sqlite:///{folder / f'{count}.sqlite3'}")
    with engine.begin() as db:
        migrate(db)
        officer = sign_up(db, "officer", f"UB{UNIT}", seal=seal, name="Hoàng Thị Hoa")
    made = register_all(
        engine,
        count,
        seal=seal,
        status=lambda number: "active" if number % 20 else "submitted",
        channel=CHANNEL,
        unit=lambda number: UNIT if number <= COMMUNE else f"9{(number - 1) // COMMUNE:04d}",
    )
    assert sum(1 for _ in made) == count
    speaker = Speaker(load_languages(), PLACES, SETTINGS)
    house = House(seal=seal, speaker=speaker, places=PLACES, settings=SETTINGS, channels={CHANNEL: CAN})
    return Register(engine, house, officer, count)


def timed(work: Callable[[], None]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _somebody() -> int:
    return random.randint(1, COMMUNE)


LOOKUPS: dict[str, Callable[[Register], float]] = {
    "next card of the queue": lambda here: timed(lambda: here.command("choduyet")),
    "a card by code": lambda here: timed(lambda: here.command("xem", code=code_of(_somebody()))),
    "a search by CCCD": lambda here: timed(lambda: here.command("tim", text=cccd_of(_somebody()))),
    "/trangthai": lambda here: here.turn("/trangthai"),
    "a turn": lambda here: here.turn("chào"),
}


def run(registrations: str = "200000") -> Iterator[str]:
    """The table."""
    with tempfile.TemporaryDirectory() as name:
        few, many = (filled(Path(name), count) for count in (COMMUNE, int(registrations)))
        yield f"lookups, ms: median and p99 among {few.count:,}, then among {many.count:,}; the ratio first"
        for what, look in LOOKUPS.items():
            took: dict[Register, list[list[float]]] = {few: [], many: []}
            for _ in range(ROUNDS):
                both = [(look(few), look(many)) for _ in range(TIMES)]
                for here, times in zip((few, many), zip(*both, strict=True), strict=True):
                    took[here].append(list(times))
            (alone, alone_p99), (among, among_p99) = map(_median_and_p99, took.values())
            yield f"{what:24}{among / alone:7.2f}{alone:10.2f} {alone_p99:6.1f}{among:10.2f} {among_p99:6.1f}"


def _median_and_p99(rounds: list[list[float]]) -> tuple[float, float]:
    every = sorted(one for some in rounds for one in some)
    return statistics.median(statistics.median(some) for some in rounds), every[int(len(every) * 0.99)]


if __name__ == "__main__":
    for line in run(*sys.argv[1:]):
        sys.stdout.write(line + "\n")
