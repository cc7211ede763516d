"""Staff members: added, signed in once by a link, suspended at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from admin import staff
from admin.desk import CannotDo
from domain.staff import Role
from storage.schema import staff_links
from tests.admin.commune import Commune


def test_a_link_is_used_up_once(commune: Commune) -> None:
    """The first to use it is signed in, with the units of the office; the second is not."""
    links = commune.do(lambda desk: staff.add(desk, name="Ma Thị A", role="police", office="CA01840"))
    member = commune.do(lambda desk: staff.redeem(desk, links.web, staff.WEB))
    assert member is not None
    assert (member.name, member.role, member.units) == ("Ma Thị A", Role.POLICE, ("01840",))
    assert commune.do(lambda desk: staff.redeem(desk, links.web, staff.WEB)) is None


def test_a_link_opens_its_own_door_only(commune: Commune) -> None:
    """A chat's code is no web link, a made-up token nothing at all."""
    links = commune.do(lambda desk: staff.links_for(desk, commune.hoa.id))
    assert commune.do(lambda desk: staff.redeem(desk, links.chat, staff.WEB)) is None
    assert commune.do(lambda desk: staff.redeem(desk, "0" * 32, staff.WEB)) is None
    assert commune.do(lambda desk: staff.redeem(desk, links.chat, staff.CHAT)) is not None


def test_a_link_is_good_for_a_quarter_of_an_hour(commune: Commune) -> None:
    """Later it opens nothing."""
    links = commune.do(lambda desk: staff.links_for(desk, commune.hoa.id))
    commune.now += timedelta(minutes=15)
    assert commune.do(lambda desk: staff.redeem(desk, links.web, staff.WEB)) is None


def test_only_hashes_of_tokens_are_stored(commune: Commune) -> None:
    """Whoever reads the database cannot sign in with it."""
    links = commune.do(lambda desk: staff.links_for(desk, commune.hoa.id))
    stored = commune.databases.begin(lambda db: db.execute(select(staff_links.c.token_hash)).scalars().all())
    assert links.web not in stored
    assert links.chat not in stored
    assert links.web not in repr(links)


def test_a_suspended_member_may_do_nothing(commune: Commune) -> None:
    """No link opens any more, and the list says so."""
    links = commune.do(lambda desk: staff.links_for(desk, commune.hoa.id))
    commune.do(lambda desk: staff.suspend(desk, commune.hoa.id))
    assert commune.do(lambda desk: staff.redeem(desk, links.web, staff.WEB)) is None
    listed = commune.do(staff.list_all)
    assert [row.suspended for row in listed if row.id == commune.hoa.id] == [True]
    with pytest.raises(CannotDo):
        commune.do(lambda desk: staff.suspend(desk, "nobody"))


def test_a_role_belongs_to_its_kind_of_office(commune: Commune) -> None:
    """A police officer at the post office is a slip of the keyboard."""
    with pytest.raises(CannotDo) as refused:
        commune.do(lambda desk: staff.add(desk, name="X", role="police", office="BUUDIEN"))
    assert commune.speak(refused.value.say) == "Cơ quan BUUDIEN không có vai trò này."
    with pytest.raises(CannotDo):
        commune.do(lambda desk: staff.add(desk, name="X", role="police", office="NOWHERE"))
    with pytest.raises(ValueError, match="wizard"):
        commune.do(lambda desk: staff.add(desk, name="X", role="wizard", office="UB01840"))
