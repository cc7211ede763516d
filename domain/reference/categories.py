"""Categories (diện) and their groups (nhóm): the rows of categories.csv.

Source: Pháp lệnh 02/2020, NĐ 20/2021, NĐ 176/2025 as named in each row; rates are kept out of the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from domain.reference.places import HERE, rows_of

#: Groups in the order in which they are offered: người có công, bảo trợ xã hội, hưu trí xã hội.
GROUPS = ("NCC", "BTXH", "HTXH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One row of categories.csv. ``name`` is the official one, ``label`` an everyday one, aliases are folded."""

    group: str
    code: str
    name: str
    label: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """All categories by code, in the order of the list."""
    return {
        row["code"]: Category(
            group=row["group"],
            code=row["code"],
            name=row["official_name_vi"],
            label=row["plain_label_vi"],
            aliases=tuple(part.strip() for part in row["aliases_no_diacritics"].split("|") if part.strip()),
        )
        for row in rows_of(HERE / "categories.csv")
    }
