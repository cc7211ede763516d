"""What the tests of the duties share."""

from __future__ import annotations

import pytest

from storage.sealing import Sealer
from tests.admin.commune import Commune
from tests.databases import Databases


@pytest.fixture
def commune(databases: Databases, sealer: Sealer) -> Commune:
    """An empty commune, on both databases."""
    return Commune(databases, sealer)
