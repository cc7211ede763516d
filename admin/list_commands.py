"""The commands about lists, for the table COMMANDS."""

from __future__ import annotations

from admin import account_opening, payment_list, recall, registration_list, results, verification, verified_list
from admin.command import OFFICERS, Command
from domain.staff import Role
from domain.wording import Text

LISTS = (
    Command(
        name="guicongan",
        does=verification.command,
        roles=frozenset({Role.OFFICER, Role.POLICE}),
        help=Text("help.guicongan", "Lập danh sách gửi Công an và lấy tệp"),
        audited="list.police",
        typed="/guicongan",
    ),
    Command(
        name="thuhoi",
        does=recall.command,
        roles=frozenset({Role.OFFICER, Role.HIGHER}),
        help=Text("help.thuhoi", "Thu hồi một danh sách đã gửi"),
        audited="list.recall",
        param="batch",
    ),
    Command(
        name="ketqua",
        does=results.command,
        roles=frozenset({Role.OFFICER, Role.POLICE, Role.HIGHER, Role.PAYER}),
        help=Text("help.ketqua", "Nhận tệp kết quả: Công an, Bưu điện, chi trả"),
        audited="file.received",
        typed="/ketqua",
    ),
    Command(
        name="danhsach",
        does=verified_list.command,
        roles=frozenset({Role.OFFICER, Role.HIGHER}),
        help=Text("help.danhsach", "Danh sách đã xác thực, gửi {higher_office}"),
        audited="list.verified",
        typed="/danhsach",
    ),
    Command(
        name="motaikhoan",
        does=account_opening.command,
        roles=frozenset({Role.OFFICER, Role.PAYER}),
        help=Text("help.motaikhoan", "Danh sách đề nghị mở tài khoản, gửi Bưu điện"),
        audited="list.accounts",
        typed="/motaikhoan",
    ),
    Command(
        name="chitra",
        does=payment_list.command,
        roles=frozenset({Role.OFFICER, Role.HIGHER, Role.PAYER}),
        help=Text("help.chitra", "Danh sách chi trả, nhận kết quả chi trả"),
        audited="list.payments",
        typed="/chitra KỲ",
    ),
    Command(
        name="tonghop",
        does=registration_list.command,
        roles=OFFICERS | {Role.HIGHER, Role.PAYER},
        help=Text("help.tonghop", "Danh sách tổng hợp đăng ký, gửi {higher_office}"),
        audited="list.registrations",
        typed="/tonghop",
    ),
)
