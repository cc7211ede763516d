"""Banks, wallets and names that several banks share: the rows of banks.csv, wallets.csv, bank_ambiguous.csv.

Source: VietQR bank lists (domain.md, "Banks"). Codes are ours and are what an answer keeps; BINs are NAPAS's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from domain.reference.places import HERE, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """One row of banks.csv. ``kind``: bank, foreign_branch, digital_bank or finance (takes no allowances).

    aliases: how people type it, folded. old_names: names it had. lengths: usual lengths of its account numbers
    (weak hints, so an unusual one is asked, never refused); () when not known.
    """

    kind: str
    code: str
    bin: str
    short_name: str
    full_name: str
    aliases: tuple[str, ...]
    old_names: tuple[str, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """One row of wallets.csv: known, so that it can be refused by its name. ``bin`` may be ""."""

    code: str
    bin: str
    name: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def banks() -> Mapping[str, Bank]:
    """All banks by code, in the order of the list."""
    return {
        row["code"]: Bank(
            kind=row["kind"],
            code=row["code"],
            bin=row["bin"],
            short_name=row["short_name"],
            full_name=row["full_name_vi"],
            aliases=_parts(row["aliases"], "|"),
            old_names=_parts(row["old_names"], ","),
            lengths=tuple(map(int, re.findall(r"\d+", row["account_lengths_hint"]))),
        )
        for row in rows_of(HERE / "banks.csv")
    }


@lru_cache(maxsize=1)
def wallets() -> tuple[Wallet, ...]:
    """The wallets people name when a bank is asked for."""
    return tuple(
        Wallet(code=row["code"], bin=row["bin"], name=row["short_name"], aliases=_parts(row["aliases"], "|"))
        for row in rows_of(HERE / "wallets.csv")
    )


@lru_cache(maxsize=1)
def shared_names() -> Mapping[str, tuple[str, ...]]:
    """Names that must be asked back, folded, and the codes of the banks they may mean.

    A candidate cell that names no codes ("many", "no name") gives (): what it may mean is a reader's rule.
    """
    known = banks()
    return {
        row["alias"]: tuple(code for code in re.findall(r"[A-Z]+", row["candidates"]) if code in known)
        for row in rows_of(HERE / "bank_ambiguous.csv")
    }


def bank_name(code: str) -> str:
    """The name people know a bank by, ``Vietcombank``; the code itself when it is not in the list."""
    found = banks().get(code)
    return found.short_name if found else code


def bank_of_bin(number: str) -> Bank | None:
    """The bank with this BIN (six digits), None when there is none."""
    return _banks_by_bin().get(number)


def wallet_of_bin(number: str) -> Wallet | None:
    """The wallet with this BIN, None when there is none."""
    return next((wallet for wallet in wallets() if wallet.bin and wallet.bin == number), None)


@lru_cache(maxsize=1)
def _banks_by_bin() -> Mapping[str, Bank]:
    return {bank.bin: bank for bank in banks().values()}


def _parts(cell: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(sign) if part.strip())
