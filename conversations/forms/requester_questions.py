"""Questions about the one who types. Six of them have two places whose conditions exclude each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversations.form import Question
from conversations.forms.choices import SEND_QR, SHARE_PHONE, keep
from conversations.forms.conditions import (
    authorised,
    authorised_with_paper,
    guardian,
    guardian_with_decision,
    helper,
    somebody_else_types,
)
from domain.masks import birth_shown
from domain.people import text_of
from domain.reading.address import read_address
from domain.reading.birth_date import read_birth_date, read_day
from domain.reading.cccd import read_cccd
from domain.reading.name import read_name
from domain.reading.phone import read_phone
from domain.reading.situation import Situation
from domain.reading.text import clean, fold
from domain.reading.words import read_words
from domain.wording import Answers, Kept, Reading, Rejected, Text


def read_paper_number(text: str, situation: Situation) -> Reading:
    """The number of a paper as typed ("15/2026"), or None when it has none."""
    number, folded = clean(text).strip(" .,"), fold(text)
    if folded in ("khong co so", "giay khong co so", "khong so", "khong co"):
        return Kept({situation.key: None})
    if isinstance(read_day(text, situation), Kept) and number.count("/") == 2:
        return Rejected("looks_like_date", LOOKS_LIKE_DATE)
    if not any(sign.isdigit() for sign in number) or len(number) > 60:
        return Rejected("empty", NO_NUMBER)
    return Kept({situation.key: number.removeprefix("số ").removeprefix("Số ").removeprefix("so ")})


NO_NUMBER = Text("basis_number.empty", "Chưa thấy số giấy. Giấy không có số thì chọn Giấy không có số.")
LOOKS_LIKE_DATE = Text("basis_number.looks_like_date", "Đây giống ngày ký. Câu này cần số của giấy.")


def _after_cccd(situation: Situation) -> Text | None:
    if situation.answers.get("requester_cccd") is None:
        return Text("requester_cccd.none", "Vẫn khai tiếp được. Cán bộ sẽ hỏi {you} số này sau.")
    return None


def _open_end(text: str, situation: Situation) -> Reading:
    if fold(text) in ("khong ghi han", "khong co han", "khong han", "khong ghi", "vo thoi han"):
        return Kept({situation.key: None})
    return read_day(text, situation)


def _asks_helped_or_guardian(situation: Situation) -> Text:
    if text_of(situation.answers, "role") == "guardian":
        return Text(
            "basis_document.ask_guardian", "Giấy nào cho thấy việc đó? Cán bộ chỉ xem giấy, chưa cần gửi ảnh."
        )
    return Text("basis_document.ask", "{Ben} nhờ {you} khai bằng giấy ủy quyền hay nhờ miệng?")


def _after_basis(situation: Situation) -> Text | None:
    match text_of(situation.answers, "basis_document"):
        case "spoken" if text_of(situation.answers, "role") == "helper":
            return Text(
                "basis_document.spoken_done",
                "Vâng. Nếu tiền về tài khoản, cán bộ sẽ hỏi lại người hưởng trước khi duyệt.",
            )
        case "cannot_speak":
            return Text(
                "basis_document.cannot_speak",
                "Vâng, vẫn khai tiếp được. Cán bộ sẽ đến gặp gia đình và hướng dẫn giấy tờ giám hộ.",
            )
        case "none":
            return Text("basis_document.none", "Vẫn khai tiếp được. Cán bộ sẽ hẹn {you} mang giấy đến.")
    return None


def _not_asked_yet(given: Answers) -> Text | None:
    if text_of(given, "basis_document") != "not_asked":
        return None
    return Text(
        "basis_document.not_asked",
        "{You} hỏi ý người hưởng trước nhé. "
        "Câu trả lời được giữ {draft_days} ngày, khi người hưởng đồng ý thì làm tiếp.",
    )


def _after_paper(situation: Situation) -> Text | None:
    number, signed = text_of(situation.answers, "basis_number"), text_of(situation.answers, "basis_date")
    if not number or not signed:
        return None
    return Text(
        "basis_number.done",
        "Đã ghi giấy số {number}, ngày {date}. Khi cán bộ hẹn, {you} mang giấy theo nhé.",
        number=number,
        date=birth_shown(signed),
    )


CCCD = Question(
    key="requester_cccd",
    ask=Text(
        "requester_cccd.ask",
        "Công an đối chiếu cả {whose_role}, nên cần thêm mấy câu về {you}.\n"
        "Chụp mã QR trên thẻ căn cước của {you} gửi vào đây, hoặc gõ 12 chữ số.",
    ),
    short=Text("requester_cccd.short", "CCCD người khai"),
    read=read_cccd,
    choices=(SEND_QR, keep("requester_cccd", None, Text("choice.no_card", "Chưa có căn cước"))),
    numbers=False,
    in_words=Text("requester_cccd.in_words", "Chưa có thẻ thì nhắn: chưa có."),
    asked_when=guardian,
    part=1,
    after=_after_cccd,
    photo=True,
)
NAME = Question(
    key="requester_name",
    ask=Text("requester_name.ask", "Họ và tên của {you}, như trên căn cước?"),
    short=Text("requester_name.short", "họ tên người khai"),
    read=read_name,
    asked_when=somebody_else_types,
    part=1,
)
BIRTH_DATE = Question(
    key="requester_birth_date",
    ask=Text("requester_birth_date.ask", "{You} sinh ngày nào? Ví dụ 27/3/1976."),
    short=Text("requester_birth_date.short", "ngày sinh người khai"),
    read=read_birth_date,
    asked_when=guardian,
    part=1,
)
RESIDENCE = Question(
    key="requester_residence",
    ask=Text("requester_residence.ask", "Nơi thường trú của {you}? Ghi như trên căn cước."),
    short=Text("requester_residence.short", "nơi thường trú người khai"),
    read=read_address,
    asked_when=guardian,
    part=1,
)
PHONE = Question(
    key="requester_phone",
    ask=Text("requester_phone.ask", "Cán bộ sẽ gọi khi cần hỏi thêm.\nSố điện thoại của {you}?"),
    short=Text("requester_phone.short", "điện thoại người khai"),
    read=read_phone,
    choices=(SHARE_PHONE,),
    numbers=False,
    asked_when=somebody_else_types,
    part=1,
)
OTHER_RELATION = keep("relation", "other", Text("choice.other_relation", "Người khác"))
RELATION_TO_HELPED = Question(
    key="relation",
    ask=Text("relation.ask", "{You} là gì của người hưởng?"),
    short=Text("relation.short", "quan hệ"),
    read=read_words,
    choices=(
        keep("relation", "child", Text("choice.child", "Con")),
        keep("relation", "spouse", Text("choice.spouse", "Vợ hoặc chồng")),
        keep("relation", "grandchild", Text("choice.grandchild", "Cháu")),
        OTHER_RELATION,
    ),
    asked_when=helper,
    part=1,
)
RELATION_TO_WARD = replace(
    RELATION_TO_HELPED,
    choices=(
        keep("relation", "parent", Text("choice.parent", "Bố hoặc mẹ")),
        keep("relation", "grandparent", Text("choice.grandparent", "Ông hoặc bà")),
        keep("relation", "sibling", Text("choice.sibling", "Anh, chị, em")),
        OTHER_RELATION,
    ),
    asked_when=guardian,
)


def _other_relation(given: Answers) -> bool:
    return somebody_else_types(given) and text_of(given, "relation") == "other"


def _read_other_relation(text: str, situation: Situation) -> Reading:
    tie = clean(text).strip(" .,")
    if not 1 < len(tie) <= 40 or any(sign.isdigit() for sign in tie):
        return Rejected("unclear", RELATION_UNCLEAR)
    return Kept({"relation_other": tie})


RELATION_UNCLEAR = Text(
    "relation.unclear", "Ghi giúp {you} là gì của người hưởng. Ví dụ: con, vợ, cháu, hàng xóm."
)
RELATION_OTHER = Question(
    key="relation_other",
    ask=Text("relation.other", "Ghi giúp quan hệ, ví dụ: con dâu, hàng xóm."),
    short=Text("relation.short", "quan hệ"),
    read=_read_other_relation,
    asked_when=_other_relation,
    part=1,
)
BASIS_HELPER = Question(
    key="basis_document",
    ask=_asks_helped_or_guardian,
    short=Text("basis_document.short", "giấy tờ"),
    read=read_words,
    choices=(
        keep("basis_document", "paper", Text("choice.basis_paper", "Có giấy ủy quyền")),
        keep("basis_document", "spoken", Text("choice.basis_spoken", "Nhờ miệng")),
        keep("basis_document", "not_asked", Text("choice.basis_not_asked", "Chưa hỏi")),
        keep("basis_document", "cannot_speak", Text("choice.basis_cannot_speak", "Không tự nói được")),
    ),
    asked_when=helper,
    part=1,
    after=_after_basis,
    stops=_not_asked_yet,
)
BASIS_GUARDIAN = replace(
    BASIS_HELPER,
    choices=(
        keep("basis_document", "birth_certificate", Text("choice.birth_certificate", "Giấy khai sinh")),
        keep("basis_document", "decision", Text("choice.decision", "Quyết định giám hộ")),
        keep("basis_document", "none", Text("choice.no_paper", "Chưa có giấy")),
    ),
    asked_when=guardian,
    stops=None,
)


def _paper(asked_when: Callable[[Answers], bool], part: int) -> tuple[Question, ...]:
    number = Text("basis_number.ask", "Số của giấy ủy quyền? Số thường ở góc trên giấy.")
    decision = Text("basis_number.ask_decision", "Số của quyết định giám hộ?")
    return (
        Question(
            key="basis_number",
            ask=decision if asked_when is guardian_with_decision else number,
            short=Text("basis_number.short", "số giấy"),
            read=read_paper_number,
            choices=(keep("basis_number", None, Text("choice.paper_without_number", "Giấy không có số")),),
            numbers=False,
            in_words=Text("basis_number.in_words", "Giấy không có số thì nhắn: không có số."),
            asked_when=asked_when,
            part=part,
        ),
        Question(
            key="basis_date",
            ask=Text("basis_date.ask", "Giấy ký ngày nào?"),
            short=Text("basis_date.short", "ngày ký giấy"),
            read=read_day,
            asked_when=asked_when,
            part=part,
        ),
        Question(
            key="basis_until",
            ask=Text("basis_until.ask", "Giấy có hiệu lực đến ngày nào?"),
            short=Text("basis_until.short", "hạn của giấy"),
            read=_open_end,
            choices=(keep("basis_until", None, Text("choice.no_end", "Không ghi hạn")),),
            numbers=False,
            in_words=Text("basis_until.in_words", "Giấy không ghi hạn thì nhắn: không ghi hạn."),
            asked_when=asked_when,
            part=part,
            after=_after_paper,
        ),
    )


#: In part 1, of everybody but the beneficiary; a guardian gives identity and paper here.
AT_THE_START: tuple[Question, ...] = (
    CCCD,
    NAME,
    BIRTH_DATE,
    RESIDENCE,
    PHONE,
    RELATION_TO_HELPED,
    RELATION_TO_WARD,
    RELATION_OTHER,
    BASIS_HELPER,
    BASIS_GUARDIAN,
    *_paper(guardian_with_decision, 1),
)
#: In part 3, of a helper who also receives the money.
OF_AN_AUTHORISED_PERSON: tuple[Question, ...] = (
    replace(CCCD, asked_when=authorised, part=3),
    replace(BIRTH_DATE, asked_when=authorised, part=3),
    replace(RESIDENCE, asked_when=authorised, part=3),
    *_paper(authorised_with_paper, 3),
)
