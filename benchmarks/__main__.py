"""``./run bench [NAME [OPTIONS]]``: run one benchmark, or all, and print a table."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

#: Every module here that has a ``run``: one line of text after another.
NAMES = tuple(
    sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if "\ndef run(" in path.read_text(encoding="utf-8")
    )
)


def main(arguments: list[str]) -> int:
    """Run the benchmark named, with its options, or all."""
    name, *options = arguments or [""]
    if name and name not in NAMES:
        sys.stderr.write(f"No benchmark {name!r}. There are: {', '.join(NAMES)}\n")
        return 2
    for one in [name] if name else NAMES:
        for line in importlib.import_module(f"benchmarks.{one}").run(*options):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
