"""Units and offices as the office loaded them, and small named settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, delete, insert, select

from domain.reference.places import Places, places_from
from storage.database import insert_ignore, upsert
from storage.schema import offices, settings, units
from storage.sealing import Sealer, Unsealable

_CHECK = "key_check"
_KNOWN = "tro cap"


def load(db: Connection) -> Places | None:
    """The places kept here; None when none were loaded yet."""
    unit_rows = [json.loads(row) for row in db.execute(select(units.c.row).order_by(units.c.id)).scalars()]
    office_rows = [json.loads(row) for row in db.execute(select(offices.c.row).order_by(offices.c.code)).scalars()]
    return places_from(unit_rows, office_rows) if unit_rows else None


def replace(
    db: Connection,
    *,
    unit_rows: Sequence[Mapping[str, str]] | None = None,
    office_rows: Sequence[Mapping[str, str]] | None = None,
) -> Places | None:
    """Put these rows (of units.csv, offices.csv) in place of what was kept. KeyError, ValueError: a bad row."""
    places_from(unit_rows or (), office_rows or ())
    if unit_rows is not None:
        db.execute(delete(units))
        _add(db, units, [{"row": json.dumps(dict(row), ensure_ascii=False)} for row in unit_rows])
    if office_rows is not None:
        db.execute(delete(offices))
        rows = [{"code": row["code"], "row": json.dumps(dict(row), ensure_ascii=False)} for row in office_rows]
        _add(db, offices, rows)
    return load(db)


def _add(db: Connection, table: Table, rows: list[dict[str, str]]) -> None:
    if rows:
        db.execute(insert(table), rows)


def read_setting(db: Connection, name: str) -> str:
    """A named setting, "" when it is not there."""
    return db.execute(select(settings.c.value).where(settings.c.name == name)).scalar_one_or_none() or ""


def write_setting(db: Connection, name: str, value: str) -> None:
    """Keep a named setting."""
    upsert(db, settings, {"name": name, "value": value}, unique=("name",))


def check_key(db: Connection, seal: Sealer) -> None:
    """The key ring opens this database; raises Unsealable, before anything else is written.

    At the first start a check value is kept: a seal of a blind index, so that both keys are proved.
    """
    sealed = seal.seal(seal.index(_CHECK, _KNOWN), table="settings", column="value", row=_CHECK)
    db.execute(insert_ignore(db, settings, unique=("name",)), {"name": _CHECK, "value": sealed})
    prove_key(db, seal)


def prove_key(db: Connection, seal: Sealer) -> None:
    """The same where nothing may be written: a database without a check value is opened by no key ring."""
    kept = seal.unseal(read_setting(db, _CHECK), table="settings", column="value", row=_CHECK)
    if kept not in seal.indexes(_CHECK, _KNOWN):
        raise Unsealable("the index key is another one than this database was written with")
