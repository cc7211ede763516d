"""Who the police check, and whose name an account bears."""

from __future__ import annotations

from typing import Any

import pytest

from domain.persons import account_name_of, birth_year_differs, persons_to_check, unit_of

ANSWERS: dict[str, Any] = {
    "role": "helper",
    "full_name": "Nông Văn Thành",
    "birth_date": "1952-03-05",
    "cccd": "006052001234",
    "residence_unit": {"unit": "01840", "old": "01834"},
    "requester_name": "Nông Thị Lan",
    "requester_birth_date": "1980-05-20",
    "requester_cccd": "006180004321",
    "pay_by": "account",
    "account_holder": "beneficiary",
}


@pytest.mark.parametrize(
    ("changes", "roles"),
    [
        ({}, ["beneficiary"]),
        ({"account_holder": "requester"}, ["beneficiary", "authorised_person"]),
        ({"role": "guardian"}, ["beneficiary", "guardian"]),
        ({"role": "self"}, ["beneficiary"]),
        ({"pay_by": "cash", "cash_receiver": "requester"}, ["beneficiary", "authorised_person"]),
        ({"pay_by": "cash", "cash_receiver": "beneficiary"}, ["beneficiary"]),
    ],
)
def test_one_row_is_one_person(changes: dict[str, Any], roles: list[str]) -> None:
    """A helper who only types is no row; a guardian and who receives are (sheets.md 3)."""
    assert [person.role for person in persons_to_check(ANSWERS | changes)] == roles


def test_a_person_without_a_card_is_found_by_name_and_birth() -> None:
    """The index falls back on folded name and birth date."""
    (person,) = persons_to_check(ANSWERS | {"cccd": None})
    assert person.key == ("person", "nong van thanh|1952-03-05")


@pytest.mark.parametrize(
    ("name", "birth", "same"),
    [
        ("NÔNG VĂN THÀNH", "1952-03-05", True),
        ("Nông Văn Thành", "05/03/1952", True),
        ("Nông Văn Thanh Bình", "1952-03-05", False),
        ("Nông Văn Thành", "1952", False),
    ],
)
def test_a_checked_person_is_the_same_only_unchanged(name: str, birth: str, same: bool) -> None:
    """Name folded, birth date in either form; anything else must be checked again."""
    (person,) = persons_to_check(ANSWERS)
    assert person.is_same(name, birth) is same


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "NONG VAN THANH"),
        ({"account_holder": "requester"}, "NONG THI LAN"),
        ({"account_name": "NONG V THANH"}, "NONG V THANH"),
    ],
)
def test_the_account_bears_its_holders_name(changes: dict[str, Any], name: str) -> None:
    """As banks print it, unless the bank gave another."""
    assert account_name_of(ANSWERS | changes) == name


@pytest.mark.parametrize(
    ("cccd", "birth", "differs"),
    [
        ("006052001234", "1952-03-05", False),
        ("006052001234", "1952", False),
        ("006052001234", "1953-03-05", True),
        ("006216001122", "2016-09-20", False),
        ("006316001122", "2016-09-20", False),
        ("", "1952", False),
        ("006052001234", "", False),
    ],
)
def test_the_year_in_the_card(cccd: str, birth: str, differs: bool) -> None:
    """Century and year stand in signs 4 to 6 (NĐ 137/2015 Điều 13)."""
    assert birth_year_differs({"cccd": cccd, "birth_date": birth}) is differs


def test_a_unit_is_known_or_not() -> None:
    """Only a residence that was read has one."""
    assert unit_of(ANSWERS) == "01840"
    assert unit_of({"residence_unit": "phường lạ"}) == ""
    assert unit_of({}) == ""
