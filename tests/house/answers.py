"""Every way a condition over answers can go, found by running it on answers that note what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.wording import Answers, Value

MISSING = object()


class Noting(Mapping[str, Value]):
    """Answers that note which keys were looked at; those without a value are missing."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self._given = {key: value for key, value in given.items() if value is not MISSING}
        self.looked: list[str] = []

    def __getitem__(self, key: str) -> Value:
        if key not in self.looked:
            self.looked.append(key)
        return self._given[key]  # type: ignore[return-value]  # MISSING is taken out above

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a condition looks at single keys, never at all of them")

    def __len__(self) -> int:
        return 1


@dataclass
class Ways:
    """What a condition looked at, and the answers for which it holds."""

    looked: set[str] = field(default_factory=set)
    holds: list[dict[str, object]] = field(default_factory=list)


def ways_of(condition: Callable[[Answers], bool], values: Callable[[str], tuple[object, ...]]) -> Ways:
    """Run it for every combination of the values of the keys it looks at."""
    ways = Ways()

    def run(given: dict[str, object]) -> None:
        noting = Noting(given)
        holds = condition(noting)
        ways.looked |= set(noting.looked)
        open_keys = [key for key in noting.looked if key not in given]
        if open_keys:
            for value in values(open_keys[0]):
                run({**given, open_keys[0]: value})
        elif holds:
            ways.holds.append(given)

    run({})
    return ways
