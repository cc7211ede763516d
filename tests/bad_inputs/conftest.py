"""A house for hostile input: a real SQLite file, the real engine; one person at the web chat."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.sealing import Sealer
from tests.bad_inputs.citizen import Citizen
from tests.talk.house import TestHouse, open_house, sqlite_at


@pytest.fixture
def sqlite(_migrated_sqlite: Path, tmp_path: Path) -> str:
    """URL of a fresh SQLite database."""
    url = sqlite_at(tmp_path)
    shutil.copy(_migrated_sqlite, url.removeprefix("sqlite+aiosqlite:///"))
    return url


@pytest.fixture
async def house(sqlite: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house over it."""
    async with open_house(sqlite, sealer) as opened:
        yield opened


@pytest.fixture
def citizen(house: TestHouse) -> Citizen:
    """Somebody at the web chat."""
    return Citizen(house)
