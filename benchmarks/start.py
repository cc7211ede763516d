"""How long until the command line helps, and until the program answers on its page, whatever it remembers?

``./run bench start [REGISTRATIONS]`` (20,000): each the median of five starts; the peer is the same program with
an empty database.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.people import register_all
from storage.database import make_sync_engine, migrate
from storage.sealing import Sealer, load_key_ring, new_key_ring

ROOT = Path(__file__).parent.parent
STARTS = 5


def run(registrations: str = "20000") -> Iterator[str]:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        places = {count: remembering(count, Path(folder) / str(count)) for count in (0, int(registrations))}
        waited = {count: statistics.median(ready(place) for _ in range(STARTS)) for count, place in places.items()}
    empty, full = waited.values()
    yield f"start: {full / empty:.2f} x with {int(registrations):,} registrations"
    yield f"trocap --help                      {statistics.median(helped() for _ in range(STARTS)):.2f} s"
    for count, seconds in waited.items():
        yield f"serve answers, {count:>9,} registrations {seconds:5.2f} s"


def remembering(count: int, folder: Path) -> Path:
    """A data folder with so many registrations."""
    folder.mkdir()
    ring = new_key_ring()
    (folder / "keys.json").write_text(ring)
    engine = make_sync_engine(f"sqlite:///{folder / 'trocap.sqlite3'}")
    with engine.begin() as db:
        migrate(db)
    for _ in register_all(engine, count, seal=Sealer(load_key_ring(ring)), status=lambda number: "submitted"):
        pass
    engine.dispose()
    return folder


def environment(folder: Path) -> dict[str, str]:
    """As an operator sets it."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "TROCAP_DATA_DIR": str(folder), "TROCAP_WEB_PORT": "0"}


def helped() -> float:
    """Seconds of ``trocap --help``."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def ready(folder: Path) -> float:
    """Seconds until ``/health`` says that it is well."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(
        command, env=environment(folder), cwd=folder, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        port = program.stdout.readline().rpartition("cổng ")[2].strip(" )\n")
        while not _well(port):
            time.sleep(0.01)
        took = time.perf_counter() - begun
        program.terminate()
    return took


def _well(port: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
