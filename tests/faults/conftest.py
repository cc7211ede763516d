"""What the fault tests share: a program's place on both databases, a Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.faults.lives import Place, fork_server, place
from tests.telegram.server import BotApi


@pytest.fixture(scope="session")
def server() -> Iterator[Popen[str]]:
    """Starts lives of the program."""
    with fork_server() as running:
        yield running


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API in the test's loop."""
    async with BotApi() as running:
        yield running


@pytest.fixture
def where(database_url: str, tmp_path: Path) -> Place:
    """An empty database with all tables, and a key ring."""
    return place(database_url, tmp_path)
