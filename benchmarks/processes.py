"""Do several processes over one PostgreSQL answer as much as one, and in order?

``./run bench processes [ROUNDS] [PEOPLE]``: 500 people at a time fill in the enrolment form over Telegram, 50 ms a
call; one ``trocap serve`` and four, in turns. The processes, the database and the people share the same
cores: on a small machine this shows what sharing costs, and only on a larger one what more processes are good for.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from benchmarks.talk import ROOT, Load, Measured, api_for, cpu_of, ours
from tests.databases import make_empty_postgres, postgres_server

ROUNDS = 3
LOAD = Load(chats=500, people=1_000, delay=0.05)
MANY = 4


def measure(server: str, processes: int, load: Load) -> Measured:
    """One run of so many processes. Raises RuntimeError when somebody is stuck or heard what they did not ask."""
    url = make_empty_postgres(server, f"bench_{uuid4().hex}")
    with tempfile.TemporaryDirectory() as place, api_for(load) as (port, api), ExitStack() as stack:
        command, given = ours(port, Path(place))
        environment = {
            **os.environ,
            **given,
            "PYTHONPATH": str(ROOT),
            "PTB_TIMEDELTA": "1",
            "TROCAP_DATABASE_URL": url,
        }
        log = stack.enter_context((Path(place) / "log").open("w+"))
        running = []
        for _ in range(processes):
            one = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=place)
            stack.callback(one.wait)
            stack.callback(one.kill)
            running.append(one)
        next(api)  # the first poll
        before = sum(cpu_of(one.pid) for one in running)
        found = json.loads(next(api))
        used = sum(cpu_of(one.pid) for one in running) - before
        if found["stuck"] or found["unasked"]:
            log.seek(0)
            raise RuntimeError(f"{processes} processes: {found}\n{log.read()[-2000:]}")
    return Measured(found["per_second"], found["median_ms"], found["p99_ms"], used / found["answers"] * 1e6)


def run(rounds: str = str(ROUNDS), people: str = str(LOAD.people)) -> Iterator[str]:
    """The lines of the table."""
    with postgres_server() as server:
        found: dict[int, list[Measured]] = {1: [], MANY: []}
        load = replace(LOAD, people=int(people))
        for _ in range(int(rounds)):
            for processes, runs in found.items():
                sys.stderr.write(f"  processes: {processes}\n")
                runs.append(measure(server, processes, load))
                sys.stderr.write(f"  {runs[-1].per_second:.0f} answers/s, CPU {runs[-1].cpu_us:.0f} us\n")
    rates = {processes: statistics.median(one.per_second for one in runs) for processes, runs in found.items()}
    yield f"processes: {MANY} answer {rates[MANY] / rates[1]:.2f} x as much as one, every chat in order"
    yield f"{'processes':>9} {'answers/s':>10} {'median ms':>10} {'p99 ms':>8} {'CPU us':>8}"
    for processes, runs in found.items():
        median, p99, cpu = (
            statistics.median(figures)
            for figures in zip(*((one.median_ms, one.p99_ms, one.cpu_us) for one in runs), strict=True)
        )
        yield f"{processes:>9} {rates[processes]:>10.0f} {median:>10.0f} {p99:>8.0f} {cpu:>8.0f}"
