"""One process a SQLite file. Apart from the rest of the database: a refusal need not wait for it to load."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import IO


class Held(Exception):
    """Another process works on this SQLite file. pid: its number, "" when it did not say."""

    def __init__(self, path: Path, pid: str) -> None:
        super().__init__(f"{path} is held by process {pid or '?'}")
        self.path = path
        self.pid = pid


def hold_file(path: Path, *, seconds: float = 0.5) -> IO[str]:
    """Hold a SQLite file until this process ends, however it ends, or the result is closed. Raises Held."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = path.with_suffix(".lock").open("a+")
    until = time.monotonic() + seconds
    while not _locked_now(lock):
        if time.monotonic() >= until:
            lock.seek(0)
            pid = lock.read(20).strip()
            lock.close()
            raise Held(path, pid)
        time.sleep(0.1)
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _locked_now(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
