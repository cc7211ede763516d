"""How long does the police's list take, from sealed answers to a spreadsheet that is written and kept?

``./run bench lists [PEOPLE …]`` (1,000 and 50,000). Peer: xlsxwriter alone, writing the same cells. The list is
drafted and unsealed, ordered, written with its heads, drop-downs and notes, read by nobody, sealed and kept, and
everybody on it moves on: all of it counts.
"""

from __future__ import annotations

import io
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook
from sqlalchemy import Connection
from xlsxwriter import Workbook

from admin import list_making
from admin.desk import Answer, Desk
from admin.verification import MAKER
from benchmarks.people import NOW, register_all, sign_up
from domain.calendar import day_of, default_holidays
from domain.reference.places import default_places
from domain.settings import OfficeSettings
from storage import staff
from storage.database import make_sync_engine, migrate
from storage.sealing import Sealer, load_key_ring, new_key_ring

Made = TypeVar("Made")
ROUNDS = 3
PLACES, SETTINGS = default_places(), OfficeSettings(holidays=default_holidays())


@dataclass(slots=True)
class Timed:
    """Seconds of each piece of the work, in order."""

    pieces: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: str, work: Callable[[], Made]) -> Made:
        """Do a piece of work and note what it took."""
        begun = time.perf_counter()
        made = work()
        self.pieces[name] = time.perf_counter() - begun
        return made


def make(db: Connection, seal: Sealer, officer: str) -> tuple[Timed, bytes]:
    """The list, and what each piece of it took."""
    found = staff.signed_in(db, [officer], places=PLACES, day=day_of(NOW), seal=seal)
    desk = Desk(
        db=db,
        seal=seal,
        now=NOW + timedelta(days=1),
        places=PLACES,
        settings=SETTINGS,
        draw=lambda: secrets.randbits(64),
        staff=found[officer],
        chat_id="",
    )
    timed = Timed()
    draft = timed("draft", lambda: MAKER.draft(desk, {}))
    prepared = timed("prepare", lambda: list_making.prepare(desk, draft))
    written = timed("write", lambda: list_making.written(prepared))
    answer = timed("keep", lambda: list_making.keep(desk, MAKER, written))
    assert isinstance(answer, Answer)
    return timed, written.content


def alone(rows: list[tuple[object, ...]]) -> float:
    """Seconds xlsxwriter takes for the same cells."""
    begun = time.perf_counter()
    book = Workbook(io.BytesIO())
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return time.perf_counter() - begun


def cells_of(content: bytes) -> list[tuple[object, ...]]:
    """The cells of a list."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    rows: list[tuple[object, ...]] = [
        tuple("" if value is None else value for value in row) for row in book.worksheets[0].values
    ]
    book.close()
    return rows


def measured(people: int, folder: Path) -> tuple[float, float, dict[str, float]]:
    """Seconds of ours, of the peer, and of ours by piece: medians."""
    seal = Sealer(load_key_ring(new_key_ring()))
    engine = make_sync_engine(f"sqlite:///{folder / 'trocap.sqlite3'}")
    with engine.begin() as db:
        migrate(db)
        officer = sign_up(db, "officer", "UB01840", seal=seal)
    for _ in register_all(engine, people, seal=seal, status=lambda number: "queued_for_police"):
        pass
    ours: list[Timed] = []
    peers: list[float] = []
    for _ in range(ROUNDS):
        with engine.connect() as db:  # thrown away at the end: the next round finds the same people waiting
            timed, content = make(db, seal, officer)
            db.rollback()
        ours.append(timed)
        peers.append(alone(cells_of(content)))
        sys.stderr.write(f"  {people:,}: {sum(timed.pieces.values()):.1f} s, xlsxwriter alone {peers[-1]:.1f} s\n")
    engine.dispose()
    pieces = {name: statistics.median(one.pieces[name] for one in ours) for name in ours[0].pieces}
    return statistics.median(sum(one.pieces.values()) for one in ours), statistics.median(peers), pieces


def run(*people: str) -> Iterator[str]:
    """The table."""
    yield f"lists: {'people':>8} {'ratio':>7} {'ours s':>8} {'alone s':>8}  where"
    for count in people or ("1000", "50000"):
        with tempfile.TemporaryDirectory() as folder:
            mine, peer, pieces = measured(int(count), Path(folder))
        where = ", ".join(f"{name} {seconds:.2f}" for name, seconds in pieces.items())
        yield f"       {int(count):>8,} {mine / peer:>6.1f}x {mine:>8.2f} {peer:>8.2f}  {where}"
