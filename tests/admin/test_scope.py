"""Who may do what, and that nobody learns what exists outside their scope."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from admin.commands import COMMANDS
from admin.desk import CannotDo
from domain.staff import Role
from storage import registrations
from storage.schema import decisions
from tests.admin.commune import CASH, LAN, Commune

NOT_FOUND = "Không thấy hồ sơ này trong phạm vi được giao."
WITH_CODE = (
    "xem", "duyet", "tralai", "tuchoi", "chuyencongan", "mohoso", "hiendaydu", "daxemgiay", "ghichu",
    "themdau", "ghidien", "nguoinha", "khongtrung", "rutkhoi", "hoantac",
)  # fmt: skip


@pytest.mark.parametrize("name", WITH_CODE)
def test_outside_the_unit_is_as_if_it_did_not_exist(commune: Commune, name: str) -> None:
    """A registration of another ward and a code nobody has get the same sentence."""
    made = commune.submit(CASH | {"residence_unit": {"unit": "01843", "old": None}})
    for code in (made.code, "BK-2222-222"):
        with pytest.raises(CannotDo) as refused:
            commune.run(name, code=code)
        assert commune.speak(refused.value.say) == NOT_FOUND


@pytest.mark.parametrize("role", [Role.POLICE, Role.HIGHER, Role.PAYER, Role.ADMINISTRATOR])
def test_other_roles_have_no_queue(commune: Commune, role: Role) -> None:
    """Every command of the officers is refused to all other roles with one sentence."""
    office = {"police": "CA01840", "higher": "LDTBXH", "payer": "BUUDIEN"}.get(role, "UB01840")
    commune.sitting(commune.new_staff("Người Khác", role.value, office))
    for command in COMMANDS.values():
        if role not in command.roles:
            with pytest.raises(CannotDo) as refused:
                commune.run(command.name)
            assert commune.speak(refused.value.say) == "Không có quyền dùng lệnh này."


def test_who_typed_a_registration_cannot_decide_it(commune: Commune) -> None:
    """Typed from the officer's own chat: no Duyệt button, and the command is refused."""
    made = commune.submit(LAN, sits=commune.hoa)
    card = commune.order(f"/xem {made.code}")
    assert "LƯU Ý: Người khai là cán bộ, cần người khác duyệt." in card
    assert "[Cần sửa |" in card
    with pytest.raises(CannotDo) as refused:
        commune.run("duyet", code=made.code)
    assert commune.speak(refused.value.say) == "Hồ sơ do chính mình nhập. Cần người khác duyệt."
    commune.sitting(commune.binh)
    assert "[Duyệt |" in commune.order(f"/xem {made.code}")


@pytest.mark.parametrize(
    "numbers", [{"phone": "+84912345678"}, {"cccd": "006180004321"}, {"cccd": "006052001234"}]
)
def test_a_registration_of_ones_own_number_counts_as_typed_by_oneself(
    commune: Commune, numbers: dict[str, str]
) -> None:
    """Phone and CCCD of staff are known as blind indexes: their own case is for a colleague (D29)."""
    member = commune.new_staff("Nông Thị Lan", "officer", "UB01840", **numbers)
    made = commune.submit(LAN)
    commune.sitting(member)
    with pytest.raises(CannotDo) as refused:
        commune.run("duyet", code=made.code)
    assert commune.speak(refused.value.say) == "Hồ sơ do chính mình nhập. Cần người khác duyệt."


@pytest.mark.parametrize("typed_by", ["own", ""])
def test_the_database_refuses_a_decision_on_what_one_typed(commune: Commune, typed_by: str) -> None:
    """Past the code too: neither the true row nor one that hides who typed can be written."""
    made = commune.submit(LAN, sits=commune.hoa)
    with pytest.raises(IntegrityError):
        commune.databases.begin(
            lambda db: db.execute(
                insert(decisions).values(
                    id=registrations.new_id(),
                    registration_id=made.registration_id,
                    version=1,
                    typed_by=commune.hoa.id if typed_by else "",
                    decided_by=commune.hoa.id,
                    move="approve",
                    before="submitted",
                    after="approved",
                    at=commune.now,
                )
            )
        )


def test_what_one_typed_may_still_be_put_in_line(commune: Commune) -> None:
    """Queueing needs no second pair of eyes: approved by a colleague, queued by who typed it."""
    made = commune.submit(CASH, sits=commune.hoa)
    commune.sitting(commune.binh).run("duyet", code=made.code)
    text = commune.sitting(commune.hoa).run("chuyencongan", code=made.code)
    assert text == f"Đã xếp {made.code} chờ Công an đối chiếu. Đang chờ: 1 người."


def test_every_command_has_help_and_an_audit_entry() -> None:
    """What staff can do is told in a line and leaves a trace."""
    for name, command in COMMANDS.items():
        assert name == command.name
        assert name.isascii()
        assert command.help.vietnamese
        assert command.audited
        assert command.roles
