"""Units (xã, phường) of today and of before, and the offices that serve them: data with validity dates.

Source of the merged units: Nghị quyết of 2025 on two tiers, in force 1 July 2025. Codes were re-used (01843
meant phường Phùng Chí Kiên before, phường Bắc Kạn after), so an old unit is its own kind of thing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A xã or phường of today. ``code`` is the five digits of the national list."""

    code: str
    kind: str
    name: str
    province_code: str
    province: str
    valid_from: date

    @property
    def full_name(self) -> str:
        """Kind and name, as in a sentence: ``phường Đức Xuân``."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldUnit:
    """A unit that was merged: what people and cards still call it, and what it belongs to now."""

    code: str
    kind: str
    name: str
    district: str
    province: str
    now: Unit
    aliases: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Kind and name, as people said it."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office and the units it serves.

    kind: commune | police | higher | payer. groups: benefit groups it takes (NCC, BTXH; HTXH travels with
    BTXH). place: the place name of a dated line. signer: title above the signature.
    """

    code: str
    kind: str
    name: str
    parent: str
    place: str
    units: tuple[str, ...]
    groups: tuple[str, ...]
    hotline: str
    hours: str
    signer: str
    points: tuple[str, ...]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Places:
    """All units and offices this installation knows."""

    units: Mapping[str, Unit]
    old_units: tuple[OldUnit, ...]
    offices: tuple[Office, ...] = ()

    def unit(self, code: str) -> Unit:
        """The unit of today with this code; KeyError when there is none."""
        return self.units[code]

    def office(self, kind: str, unit: str, day: date, group: str = "") -> Office | None:
        """The office of a kind that serves a unit on a day (and takes a group, if one is given)."""
        for office in self.offices:
            if (
                office.kind == kind
                and unit in office.units
                and office.valid_from <= day
                and (office.valid_to is None or day <= office.valid_to)
                and (not group or not office.groups or group in office.groups)
            ):
                return office
        return None


def places_from(unit_rows: Iterable[Mapping[str, str]], office_rows: Iterable[Mapping[str, str]]) -> Places:
    """Places out of rows shaped like units.csv and offices.csv; ValueError or KeyError names a bad row.

    A row of units without ``old_code`` is a unit that was never merged.
    """
    units: dict[str, Unit] = {}
    old: list[OldUnit] = []
    for row in unit_rows:
        unit = units.setdefault(
            row["code"],
            Unit(
                code=row["code"],
                kind=row["kind"],
                name=row["name"],
                province_code=row["province_code"],
                province=row["province"],
                valid_from=date.fromisoformat(row["valid_from"]),
            ),
        )
        if row["old_code"]:
            old.append(
                OldUnit(
                    code=row["old_code"],
                    kind=row["old_kind"],
                    name=row["old_name"],
                    district=row["old_district"],
                    province=row["old_province"],
                    now=unit,
                    aliases=_several(row["aliases"]),
                )
            )
    return Places(units=units, old_units=tuple(old), offices=tuple(_office(row) for row in office_rows))


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file with a heading line."""
    return rows_in(path.read_bytes())


def rows_in(content: bytes) -> list[dict[str, str]]:
    """The rows of the bytes of such a file. Raises UnicodeDecodeError."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def default_places() -> Places:
    """The places that come with the program: TP. Bắc Kạn's eight units, three since 1 July 2025."""
    return places_from(rows_of(HERE / "units.csv"), rows_of(HERE / "offices.csv"))


def _office(row: Mapping[str, str]) -> Office:
    return Office(
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        parent=row["parent"],
        place=row["place"],
        units=_several(row["units"]),
        groups=_several(row["groups"]),
        hotline=row["hotline"],
        hours=row["hours"],
        signer=row["signer"],
        points=_several(row["points"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
