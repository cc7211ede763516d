"""Folders with a key ring, as an operator makes them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo.program import trocap


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder in which the program was given its keys."""
    assert trocap("keys", "new", folder=tmp_path).returncode == 0
    return tmp_path
