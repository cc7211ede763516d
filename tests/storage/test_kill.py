"""Killed at any moment, nothing accepted is lost and nothing is done twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_every_kill_point_is_survived(tmp_path: Path) -> None:
    """kill -9 at each statement and commit of a small day, then go on: all is there, once and in order."""
    command = [sys.executable, "-m", "tests.storage.kill_points", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    migrated, empty = map(int, done.stdout.split())
    assert migrated >= 120
    assert empty >= 4
