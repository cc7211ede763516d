"""docs/bad-inputs.md names a test, or the reason why not, for each of D1 to D46; and the tests are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TABLE = (ROOT / "docs" / "bad-inputs.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def names_in(path: str) -> frozenset[str]:
    """Names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def rows() -> dict[str, str]:
    """The rows by their number."""
    found = re.findall(r"^\| (D[0-9]+) \|(.*)$", TABLE, re.MULTILINE)
    return dict(found)


def test_each_bad_input_has_its_row() -> None:
    """D1 to D46, each with a test or a reason."""
    assert list(rows()) == [f"D{number}" for number in range(1, 47)]
    assert [number for number, row in rows().items() if not NAMED.search(row) and "cannot happen" not in row] == []


def test_each_test_named_is_there() -> None:
    """No row points at a test that was renamed."""
    named = NAMED.findall(TABLE)
    assert len(named) > 80
    missing = [f"{path}::{name}" for path, name in named if name not in names_in(path)]
    assert missing == []
