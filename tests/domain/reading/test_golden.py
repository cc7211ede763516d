"""All inputs of the golden set, each read as it is meant there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.reading.understand import READERS, understand
from domain.reference.places import default_places
from domain.wording import Text

GOLDEN = Path(__file__).parents[2] / "data" / "golden_dev.jsonl"
ROWS = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines() if line]
TODAY = date(2026, 11, 24)
PLACES = default_places()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['input'][:30]!r}")
def test_an_input_means_what_the_golden_set_says(row: dict[str, Any]) -> None:
    """The value where there is one; where there is none the reason has a code and a sentence."""
    answer = understand(row["kind"], row["input"], today=TODAY, places=PLACES)
    if row["ok"]:
        assert answer == {"ok": True, "value": row["value"]}
    else:
        assert answer["ok"] is False
        assert answer["code"]
        assert isinstance(answer["say"], Text)


def test_the_set_is_whole_and_every_kind_has_a_reader() -> None:
    """393 rows, and no kind but those that can be read."""
    assert len(ROWS) == 393
    assert {row["kind"] for row in ROWS} == set(READERS)
