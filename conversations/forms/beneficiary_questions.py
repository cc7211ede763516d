"""Questions about the beneficiary (part 2): identity, residence, group, phone."""

from __future__ import annotations

from conversations.form import Question
from conversations.forms.choices import SEND_QR, SHARE_PHONE, keep
from conversations.forms.conditions import no_card
from domain.masks import phone_spoken
from domain.people import age_on, text_of
from domain.reading.address import read_address, read_residence_detail
from domain.reading.birth_date import read_birth_date
from domain.reading.category import read_category
from domain.reading.cccd import read_cccd
from domain.reading.name import read_name
from domain.reading.phone import read_phone
from domain.reading.situation import Situation
from domain.reading.words import read_words
from domain.wording import Choice, Text


def _ask_cccd(situation: Situation) -> Text:
    if text_of(situation.answers, "role") == "guardian":
        return Text(
            "cccd.ask_guardian",
            "Chụp mã QR trên thẻ căn cước của {ben} gửi vào đây, hoặc gõ 12 chữ số.\n"
            "Gửi mã QR thì khỏi gõ họ tên, ngày sinh, nơi thường trú. "
            "Trẻ chưa có thẻ thì gõ số định danh trên giấy khai sinh.",
        )
    return Text(
        "cccd.ask",
        "Chụp mã QR trên thẻ căn cước của {ben} gửi vào đây, hoặc gõ 12 chữ số.\n"
        "Gửi mã QR thì khỏi gõ họ tên, ngày sinh, nơi thường trú.",
    )


def _cccd_in_words(situation: Situation) -> Text:
    if text_of(situation.answers, "role") == "guardian":
        return Text("cccd.in_words_guardian", "Chưa có số thì nhắn: chưa có.")
    return Text("cccd.in_words", "Chưa có thẻ thì nhắn: chưa có.")


def _ask_residence(situation: Situation) -> Text:
    age = age_on(text_of(situation.answers, "birth_date"), situation.today)
    if age is not None and age < 18:
        return Text(
            "residence_unit.ask_child", "{Named} thường trú ở xã, phường nào? Tên cũ hay tên mới đều được."
        )
    return Text("residence_unit.ask", "{Ben} thường trú ở xã, phường nào? Tên cũ hay tên mới đều được.")


def _ask_phone(situation: Situation) -> Text:
    known = text_of(situation.answers, "requester_phone")
    if known:
        return Text(
            "phone.ask",
            "Số điện thoại để gặp {ben}? Dùng số {requester_phone} của {you} cũng được.",
            requester_phone=phone_spoken(known),
        )
    if text_of(situation.answers, "role") == "self":
        return Text("phone.ask_self", "Cán bộ sẽ gọi khi cần hỏi thêm.\nSố điện thoại của {you}?")
    return Text("phone.ask_no_other", "Số điện thoại để gặp {ben}?")


def _phone_choices(situation: Situation) -> tuple[Choice, ...]:
    none = keep("phone", None, Text("choice.no_phone", "Không có điện thoại"))
    known = text_of(situation.answers, "requester_phone")
    if known:
        return keep("phone", known, Text("choice.same_phone", "Dùng số của tôi")), none
    return (SHARE_PHONE, none) if text_of(situation.answers, "role") == "self" else (none,)


def _phone_in_words(situation: Situation) -> Text:
    if text_of(situation.answers, "requester_phone"):
        return Text("phone.in_words", "Gõ SỐ CỦA TÔI để dùng số đó. Không có thì nhắn: không có.")
    return Text("phone.in_words_none", "Không có thì nhắn: không có.")


BENEFICIARY: tuple[Question, ...] = (
    Question(
        key="cccd",
        ask=_ask_cccd,
        short=Text("cccd.short", "CCCD người hưởng"),
        read=read_cccd,
        choices=(SEND_QR, keep("cccd", None, Text("choice.no_card", "Chưa có căn cước"))),
        numbers=False,
        in_words=_cccd_in_words,
        part=2,
        photo=True,
    ),
    Question(
        key="cccd_request",
        ask=Text(
            "cccd_request.ask",
            "Vẫn khai tiếp được. Xã, phường sẽ báo Công an hướng dẫn làm thẻ.\n{Ben} thuộc trường hợp nào?",
        ),
        short=Text("cccd_request.short", "việc làm thẻ căn cước"),
        read=read_words,
        choices=(
            keep("cccd_request", "never", Text("choice.card_never", "Chưa làm bao giờ")),
            keep("cccd_request", "old_cmnd", Text("choice.card_old_cmnd", "Chứng minh 9 số")),
            keep("cccd_request", "lost", Text("choice.card_lost", "Mất thẻ")),
            keep("cccd_request", "expired", Text("choice.card_expired", "Thẻ hết hạn")),
        ),
        asked_when=no_card,
        part=2,
    ),
    Question(
        key="full_name",
        ask=Text("full_name.ask", "Họ và tên của {ben}, như trên căn cước? Gõ có dấu được thì tốt."),
        short=Text("full_name.short", "họ tên người hưởng"),
        read=read_name,
        part=2,
    ),
    Question(
        key="birth_date",
        ask=Text("birth_date.ask", "{Ben} sinh ngày nào? Ví dụ 27/3/1946. Chỉ nhớ năm thì gửi năm."),
        short=Text("birth_date.short", "ngày sinh người hưởng"),
        read=read_birth_date,
        part=2,
    ),
    Question(
        key="residence_unit",
        ask=_ask_residence,
        short=Text("residence_unit.short", "nơi thường trú"),
        read=read_address,
        part=2,
    ),
    Question(
        key="residence_detail",
        ask=Text("residence_detail.ask", "Thôn, tổ, số nhà? Có gì ghi nấy, để cán bộ dễ tìm."),
        short=Text("residence_detail.short", "thôn, tổ, số nhà"),
        read=read_residence_detail,
        choices=(keep("residence_detail", None, Text("choice.no_detail", "Không có")),),
        numbers=False,
        in_words=Text("residence_detail.in_words", "Không có thì nhắn: không có."),
        part=2,
    ),
    Question(
        key="category_group",
        ask=Text(
            "category_group.ask",
            "Người có công: thương binh, bệnh binh, nhà liệt sĩ. "
            "Bảo trợ xã hội: người già, khuyết tật, trẻ mồ côi.\n"
            "Hưu trí xã hội: thường từ 75 tuổi, không có lương hưu.\n"
            "{Ben} thuộc nhóm nào?",
        ),
        short=Text("category_group.short", "nhóm"),
        read=read_category,
        choices=(
            keep("category_group", "NCC", Text("choice.group_ncc", "Người có công")),
            keep("category_group", "BTXH", Text("choice.group_btxh", "Bảo trợ xã hội")),
            keep("category_group", "HTXH", Text("choice.group_htxh", "Hưu trí xã hội")),
            keep("category_group", "unknown", Text("choice.group_unknown", "Không rõ")),
        ),
        part=2,
    ),
    Question(
        key="phone",
        ask=_ask_phone,
        short=Text("phone.short", "điện thoại người hưởng"),
        read=read_phone,
        choices=_phone_choices,
        numbers=False,
        in_words=_phone_in_words,
        part=2,
    ),
)
