"""The lists of banks, wallets and categories are whole, and each row can be found."""

from __future__ import annotations

import re

from domain.reading.text import fold
from domain.reference.banks import bank_name, bank_of_bin, banks, shared_names, wallet_of_bin, wallets
from domain.reference.categories import GROUPS, categories


def test_every_bank_has_a_bin_of_its_own() -> None:
    """63 rows; a BIN is six digits and leads to its bank."""
    assert len(banks()) == 63
    for bank in banks().values():
        assert re.fullmatch(r"[0-9]{6}", bank.bin)
        assert bank_of_bin(bank.bin) is bank


def test_names_fit_a_button() -> None:
    """A bank is offered by its short name: at most 20 signs."""
    assert all(len(bank.short_name) <= 20 for bank in banks().values())


def test_lengths_are_hints_of_four_banks() -> None:
    """Only these have one; each is a length an account may have."""
    hinted = {bank.code: bank.lengths for bank in banks().values() if bank.lengths}
    assert hinted == {"VCB": (13, 10), "BIDV": (14, 12, 10), "AGRIBANK": (13,), "STB": (12, 14)}


def test_no_alias_belongs_to_two_banks() -> None:
    """Written together, an alias leads to one bank; what several share is a list of its own."""
    owner: dict[str, str] = {}
    for bank in banks().values():
        for alias in bank.aliases:
            assert alias == fold(alias)
            assert owner.setdefault(alias.replace(" ", ""), bank.code) == bank.code
    assert len(shared_names()) == 16
    assert all(code in banks() for codes in shared_names().values() for code in codes)


def test_what_is_not_in_the_list_has_no_bank() -> None:
    """An unknown BIN is nobody's; an unknown code is shown as it is."""
    assert bank_of_bin("999999") is None
    assert wallet_of_bin("") is None
    assert bank_name("VCB") == "Vietcombank"
    assert bank_name("XYZ") == "XYZ"
    assert len(wallets()) == 6


def test_categories_belong_to_the_three_groups() -> None:
    """29 rows, each group has some, social pension one."""
    assert len(categories()) == 29
    assert {category.group for category in categories().values()} == set(GROUPS)
    assert [code for code, row in categories().items() if row.group == "HTXH"] == ["HTXH_75"]
