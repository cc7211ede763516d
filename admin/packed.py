"""Many rows in little room, on their way between the program and its child processes.

Each part is packed by itself: the program passes a hundred thousand rows on without opening them, and opens those
it needs a part at a time, so that neither its memory nor its other work feels them.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

Item = TypeVar("Item")
PART = 500


@dataclass(frozen=True, slots=True)
class Packed(Generic[Item]):
    """Rows in parts. Only what this program or its own child packed is ever opened."""

    parts: tuple[bytes, ...] = field(default=(), repr=False)
    count: int = 0

    def __iter__(self) -> Iterator[Item]:
        for number in range(len(self.parts)):
            yield from self.part(number)

    def part(self, number: int) -> list[Item]:
        """The rows of one part."""
        rows: list[Item] = pickle.loads(zlib.decompress(self.parts[number]))
        return rows

    def with_more(self, rows: list[Item]) -> Packed[Item]:
        """The same with one part more."""
        return Packed((*self.parts, zlib.compress(pickle.dumps(rows, 5), 1)), self.count + len(rows))


def pack(rows: Iterable[Item]) -> Packed[Item]:
    """Rows in parts of ``PART``."""
    packed: Packed[Item] = Packed()
    left = iter(rows)
    while part := list(islice(left, PART)):
        packed = packed.with_more(part)
    return packed
