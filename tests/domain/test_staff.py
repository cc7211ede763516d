"""Roles, and what an office serves on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.reference.places import default_places
from domain.staff import Role, staff_of

PLACES = default_places()
DAY = date(2026, 11, 24)


def test_a_member_serves_the_units_of_the_office() -> None:
    """Scope follows the office's row, its groups too."""
    officer = staff_of(PLACES, DAY, id="a", name="Hoa", role="officer", office="UB01840")
    assert officer.serves("01840")
    assert not officer.serves("01843")
    higher = staff_of(PLACES, DAY, id="b", name="Thu", role="higher", office="LDTBXH")
    assert higher.units == ("01840", "01843", "01849")
    assert higher.groups == ("NCC", "BTXH")


def test_an_office_that_is_not_valid_serves_nothing() -> None:
    """Unknown, or before its day."""
    for office, day in (("NOWHERE", DAY), ("UB01840", date(2020, 1, 1))):
        member = staff_of(PLACES, day, id="a", name="Hoa", role="officer", office=office)
        assert member.units == ()


def test_who_is_suspended_may_nothing() -> None:
    """Neither command nor unit, and the name is not printed."""
    member = staff_of(PLACES, DAY, id="a", name="Hoa", role="officer", office="UB01840")
    assert member.may({Role.OFFICER})
    assert not member.may({Role.POLICE})
    gone = replace(member, suspended=True)
    assert not gone.may({Role.OFFICER})
    assert not gone.serves("01840")
    assert "Hoa" not in repr(member)
