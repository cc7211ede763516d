"""``./run bench [NAME]``: run one benchmark, or all, and print a table."""

from __future__ import annotations

import importlib
import sys

NAMES = ("understanding", "storage_round")


def main(arguments: list[str]) -> int:
    """Run the benchmarks named, or all."""
    wanted = arguments or list(NAMES)
    for name in wanted:
        if name not in NAMES:
            sys.stderr.write(f"No benchmark {name!r}. There are: {', '.join(NAMES)}\n")
            return 2
    for name in wanted:
        for line in importlib.import_module(f"benchmarks.{name}").run():
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
