"""All staff commands, one table for chat, terminal and web desk. A new one is a line here and its function.

Names are the ASCII words of wording.md section 6; those without ``typed`` are reached by buttons only.
"""

from __future__ import annotations

from admin import (
    deaths,
    figures,
    grievances,
    opened,
    phone_list,
    police_queue,
    rejecting,
    returning,
    review,
    search,
    stopping,
)
from admin.command import OFFICERS as OFFICERS
from admin.command import Command as Command
from admin.list_commands import LISTS
from domain.staff import Role
from domain.wording import Text

REVIEW = (
    Command(
        name="choduyet",
        does=review.show_queue,
        roles=OFFICERS,
        help=Text("help.choduyet", "Hồ sơ chờ duyệt, lần lượt từng hồ sơ; lọc: thiếu giấy, chưa hỏi, sửa lại"),
        audited="queue.shown",
        typed="/choduyet [LỌC]",
    ),
    Command(
        name="xem",
        does=review.show_one,
        roles=OFFICERS,
        help=Text("help.xem", "Mở một hồ sơ"),
        audited="registration.shown",
        typed="/xem MÃ",
    ),
    Command(
        name="duyet",
        does=review.approve,
        roles=OFFICERS,
        help=Text("help.duyet", "Duyệt"),
        audited="approval",
        typed="/duyet MÃ",
    ),
    Command(
        name="tralai",
        does=returning.give_back,
        roles=OFFICERS,
        help=Text("help.tralai", "Trả lại để sửa, chọn mục và lý do"),
        audited="return",
        typed="/tralai MÃ",
    ),
    Command(
        name="tuchoi",
        does=rejecting.reject,
        roles=OFFICERS,
        help=Text("help.tuchoi", "Từ chối, chọn lý do"),
        audited="rejection",
        typed="/tuchoi MÃ",
    ),
    Command(
        name="hoantac",
        does=review.undo_decision,
        roles=OFFICERS,
        help=Text("help.hoantac", "Hoàn tác việc vừa làm"),
        audited="undo",
    ),
    Command(
        name="khongtrung",
        does=review.not_duplicate,
        roles=OFFICERS,
        help=Text("help.khongtrung", "Ghi là không trùng"),
        audited="duplicate.cleared",
    ),
    Command(
        name="tinmat",
        does=deaths.decide,
        roles=OFFICERS,
        help=Text("help.tinmat", "Quyết định tin báo mất"),
        audited="death.decided",
        param="id",
    ),
    Command(
        name="dunghoso",
        does=stopping.stop,
        roles=OFFICERS,
        help=Text("help.dunghoso", "Dừng hồ sơ theo tin báo đã xác minh"),
        audited="registration.stopped",
        param="id",
    ),
    Command(
        name="chuyencongan",
        does=police_queue.queue_for_police,
        roles=OFFICERS,
        help=Text("help.chuyencongan", "Xếp hồ sơ đã duyệt chờ Công an đối chiếu"),
        audited="police.queued",
        typed="/chuyencongan MÃ",
    ),
    Command(
        name="rutkhoi",
        does=police_queue.take_out,
        roles=OFFICERS,
        help=Text("help.rutkhoi", "Rút hồ sơ khỏi danh sách chờ gửi Công an"),
        audited="police.taken_out",
    ),
)
OPENED = (
    Command(
        name="mohoso",
        does=opened.open_registration,
        roles=OFFICERS,
        help=Text("help.mohoso", "Xem mọi mục của hồ sơ"),
        audited="registration.opened",
    ),
    Command(
        name="hiendaydu",
        does=opened.show_in_full,
        roles=OFFICERS,
        help=Text("help.hiendaydu", "Hiện đầy đủ số căn cước, số tài khoản"),
        audited="registration.shown_in_full",
    ),
    Command(
        name="daxemgiay",
        does=opened.see_paper,
        roles=OFFICERS,
        help=Text("help.daxemgiay", "Ghi đã xem giấy"),
        audited="paper.seen",
    ),
    Command(
        name="ghichu",
        does=opened.add_note,
        roles=OFFICERS,
        help=Text("help.ghichu", "Ghi chú nội bộ"),
        audited="note.written",
    ),
    Command(
        name="themdau",
        does=opened.add_marks,
        roles=OFFICERS,
        help=Text("help.themdau", "Thêm dấu cho họ tên"),
        audited="marks.added",
    ),
    Command(
        name="ghidien",
        does=opened.set_category,
        roles=OFFICERS,
        help=Text("help.ghidien", "Ghi diện theo quyết định"),
        audited="category.set",
    ),
    Command(
        name="nguoinha",
        does=opened.declare_relative,
        roles=OFFICERS,
        help=Text("help.nguoinha", "Ghi là hồ sơ của người nhà"),
        audited="relative.declared",
    ),
)
MONEY_QUESTIONS = (
    Command(
        name="phieu",
        does=grievances.show,
        roles=OFFICERS,
        help=Text("help.phieu", "Phiếu báo chưa nhận tiền"),
        audited="grievance.shown",
        typed="/phieu",
    ),
    Command(
        name="traloiphieu",
        does=grievances.reply,
        roles=OFFICERS,
        help=Text("help.traloiphieu", "Trả lời phiếu"),
        audited="grievance.reply",
    ),
    Command(
        name="dongphieu",
        does=grievances.close,
        roles=OFFICERS,
        help=Text("help.dongphieu", "Đóng phiếu"),
        audited="grievance.closed",
    ),
)
PEOPLE = (
    Command(
        name="baodienthoai",
        does=phone_list.show,
        roles=OFFICERS,
        help=Text("help.baodienthoai", "Người cần báo bằng điện thoại, việc cần gọi hoặc đến nhà"),
        audited="phone_list.shown",
        typed="/baodienthoai",
    ),
    Command(
        name="xongviec",
        does=phone_list.finish,
        roles=OFFICERS,
        help=Text("help.xongviec", "Ghi đã xong một việc"),
        audited="task.done",
        param="id",
    ),
    Command(
        name="tim",
        does=search.search,
        roles=OFFICERS,
        help=Text("help.tim", "Tìm hồ sơ, từ 3 ký tự"),
        audited="searched",
        typed="/tim CHỮ",
    ),
    Command(
        name="thongke",
        does=figures.figures,
        roles=frozenset({Role.OFFICER, Role.HIGHER, Role.ADMINISTRATOR}),
        help=Text("help.thongke", "Số liệu theo xã, phường và trạng thái"),
        audited="figures.shown",
        typed="/thongke",
    ),
)
COMMANDS: dict[str, Command] = {
    command.name: command for command in (*REVIEW, *OPENED, *MONEY_QUESTIONS, *PEOPLE, *LISTS)
}
