"""The source of the house as tests look at it: its files, its modules, what they define."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOMS = ("domain", "conversations", "storage", "admin", "locales", "bot")
_NOT_OURS = {".git", ".venv", ".venv-run", ".uv", ".uv.new", "data", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its path below the house, its text, its tree."""

    path: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is kept in the history; outside of a checkout every file but what is made here."""
    if (HOUSE / ".git").exists():
        listed = subprocess.run(
            ("git", "ls-files", "-z"), cwd=HOUSE, check=True, capture_output=True, text=True
        ).stdout.split("\0")
        found = [HOUSE / name for name in listed if name]
    else:
        found = [path for path in HOUSE.rglob("*") if not _NOT_OURS & set(path.relative_to(HOUSE).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every kept file that is text."""
    found = []
    for path in files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found.append((path.relative_to(HOUSE).as_posix(), raw.decode("utf-8", "replace")))
    return tuple(found)


def modules(*rooms: str) -> tuple[Module, ...]:
    """The modules of these rooms (all rooms when none is named), migrations left out."""
    return tuple(module for room in rooms or ROOMS for module in _modules_of(room))


@cache
def _modules_of(room: str) -> tuple[Module, ...]:
    found = []
    for path in sorted((HOUSE / room).rglob("*.py")):
        name = path.relative_to(HOUSE).as_posix()
        if "/migrations/" not in name:
            text = path.read_text(encoding="utf-8")
            found.append(Module(name, text, ast.parse(text)))
    return tuple(found)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(tree: ast.AST) -> Iterator[str]:
    """The full names of what a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
