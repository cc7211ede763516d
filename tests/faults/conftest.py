"""What the fault tests share: a program's place on both databases, a Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.lives import Place, Server, fork_servers, place
from tests.telegram.server import BotApi

#: Of one program, at the same time.
PROCESSES = 3


@pytest.fixture(scope="session")
def servers() -> Iterator[list[Server]]:
    """Start lives of the program side by side."""
    with fork_servers(PROCESSES) as running:
        yield running


@pytest.fixture(scope="session")
def server(servers: list[Server]) -> Server:
    """Starts lives of the program."""
    return servers[0]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API in the test's loop."""
    async with BotApi() as running:
        yield running


@pytest.fixture
def where(database_url: str, tmp_path: Path) -> Place:
    """An empty database with all tables, and a key ring."""
    return place(database_url, tmp_path)
