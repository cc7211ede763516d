"""How many answers a second does the enrolment form take over Telegram, and how long does one wait?

``./run bench talk``: 200 chats at the same time, no network delay, and the same with every fsync 2 ms slower.
``./run bench talk --delay 50ms``: 500 and 200 chats with 50 ms a call.
Ours is ``trocap serve`` as it is (sealing, audit, consents, wording); its peers ask the same questions
(``benchmarks/peers``). The bot has one core, the Bot API and the people the other.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.bot_api import TOKEN
from storage.sealing import new_key_ring

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
ROUNDS = 3
_SLOW_DISK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_2ms(void) { struct timespec t = {0, 2000000}; nanosleep(&t, 0); }
int fsync(int f) { static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fsync");
  wait_2ms(); return real(f); }
int fdatasync(int f) { static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
  wait_2ms(); return real(f); }
"""


@dataclass(frozen=True, slots=True)
class Load:
    """chats at the same time, people altogether, seconds a call, whether polls are slow too."""

    chats: int
    people: int
    delay: float = 0.0
    slow_polls: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second, milliseconds an answer waits, CPU microseconds an answer."""

    per_second: float
    median_ms: float
    p99_ms: float
    cpu_us: float


def ours(port: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """``trocap serve``."""
    (folder / "keys.json").write_text(new_key_ring())
    settings = {
        "DATA_DIR": str(folder),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": f"http://127.0.0.1:{port}/bot",
        "TELEGRAM_PER_SECOND": "1000000",
        "TELEGRAM_PER_CHAT": "0",
        "WEB_PORT": "0",
        "LOG_LEVEL": "WARNING",
    }
    return [sys.executable, "-m", "bot", "serve"], {f"TROCAP_{name}": value for name, value in settings.items()}


def ptb(port: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """ConversationHandler."""
    url = f"http://127.0.0.1:{port}/bot"
    return [sys.executable, "-m", "benchmarks.peers.ptb_form", TOKEN, url, str(folder / "a.sqlite3")], {}


def aiogram(port: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """aiogram, in an environment of its own: it needs an older pydantic."""
    file, url = ROOT / "benchmarks" / "peers" / "aiogram_form.py", f"http://127.0.0.1:{port}/bot"
    return [str(PEERS), str(file), TOKEN, url, str(folder / "a.sqlite3"), str(ROOT)], {}


MAKERS = {"ours": ours, "ptb": ptb, "aiogram": aiogram}


def measure(maker: str, load: Load, *, preload: str = "") -> Measured:
    """One run of one program under one load. Raises RuntimeError when somebody waits for ever."""
    with tempfile.TemporaryDirectory() as place, api_for(load) as (port, api):
        command, given = MAKERS[maker](port, Path(place))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PTB_TIMEDELTA": "1", "LD_PRELOAD": preload, **given}
        log = Path(place) / "log"
        with log.open("w") as out:
            bot = subprocess.Popen(pinned(0, command), env=environment, stdout=out, stderr=out, cwd=place)
            try:
                next(api)  # the first poll
                before = cpu_of(bot.pid)
                line = next(api)
                used = cpu_of(bot.pid) - before
            finally:
                bot.kill()
                bot.wait()
        found = json.loads(line)
        if found["stuck"] or found["unasked"]:
            raise RuntimeError(f"{maker}: {found}\n{log.read_text()[-2000:]}")
        return Measured(found["per_second"], found["median_ms"], found["p99_ms"], used / found["answers"] * 1e6)


@contextmanager
def api_for(load: Load) -> Iterator[tuple[int, Iterator[str]]]:
    """The Bot API and the people, on a core of their own: its port, then what it prints."""
    words = [f"--chats={load.chats}", f"--people={load.people}", f"--delay={load.delay}"]
    words += ["--slow-polls"] if load.slow_polls else []
    command = pinned(1, [sys.executable, "-m", "benchmarks.bot_api", *words])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as api:
        assert api.stdout is not None
        yield int(api.stdout.readline()), api.stdout
        api.kill()


def pinned(core: int, command: list[str]) -> list[str]:
    """The command, kept to one core where there is more than one."""
    cores = sorted(os.sched_getaffinity(0))
    return ["taskset", "-c", str(cores[core % len(cores)]), *command]


def cpu_of(pid: int) -> float:
    """CPU seconds a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def medians(makers: Mapping[str, Load], *, preload: str = "") -> dict[str, Measured]:
    """Side by side, each several times, in turns; the median run of each."""
    runs: dict[str, list[Measured]] = {name: [] for name in makers}
    for _ in range(ROUNDS):
        for name, load in makers.items():
            sys.stderr.write(f"  {name}\n")
            runs[name].append(measure(name, load, preload=preload))
    return {
        name: Measured(
            statistics.median(one.per_second for one in found),
            statistics.median(one.median_ms for one in found),
            statistics.median(one.p99_ms for one in found),
            statistics.median(one.cpu_us for one in found),
        )
        for name, found in runs.items()
    }


def table(title: str, found: Mapping[str, Measured]) -> Iterator[str]:
    """Ratios first."""
    yield title
    yield f"{'':10}{'ours is':>9}{'answers/s':>11}{'median ms':>11}{'p99 ms':>9}{'CPU us':>8}"
    mine = found["ours"].per_second
    for name, one in found.items():
        ratio = "" if name == "ours" else f"{mine / one.per_second:.1f} x"
        yield f"{name:10}{ratio:>9}{one.per_second:11.0f}{one.median_ms:11.1f}{one.p99_ms:9.1f}{one.cpu_us:8.0f}"


def loads(load: Load, *, slowly: int) -> dict[str, Load]:
    """The same load for all; the stock way, which takes one at a time, gets fewer people so that it ends."""
    return {"ours": load, "ptb": replace(load, people=slowly), "aiogram": load}


def run(*options: str) -> Iterator[str]:
    """The tables."""
    if options[:1] == ("--delay",):
        yield from with_delay(
            float(options[1].removesuffix("s").removesuffix("m")) / (1e3 if "m" in options[1] else 1)
        )
        return
    load = Load(200, 600)
    yield from table("talk, 200 chats, no delay", medians(loads(load, slowly=200)))
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder) / "slow.c", Path(folder) / "slow.so"
        source.write_text(_SLOW_DISK)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        found = medians(loads(load, slowly=200), preload=str(library))
        yield from table("talk, 200 chats, every fsync 2 ms slower", found)


def with_delay(delay: float) -> Iterator[str]:
    """A network that takes its time, for each call of a method and then for polls too."""
    for chats in (500, 200):
        load = Load(chats, 2 * chats, delay)
        found = medians({"ours": load, "ptb": replace(load, chats=20, people=20), "aiogram": load})
        yield from table(f"talk, {chats} chats (ptb: 20, for its time), {delay * 1e3:.0f} ms a call", found)
    slow = {"ours": Load(500, 1_000, delay, slow_polls=True)}
    yield from table(f"talk, 500 chats, {delay * 1e3:.0f} ms a call and a poll", medians(slow))
