"""A running site for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.web.memory_door import MemoryDoor
from tests.web.site import Site, running


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The web chat over an empty door, on a free port."""
    async with running(MemoryDoor()) as site:
        yield site
