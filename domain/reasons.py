"""The fields an officer may return and the ready reasons for it, as buttons and as the citizen reads them.

Source: wording.md section 6, "Return reasons". A reason's key is stored and never reused.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import text_of
from domain.wording import Answers, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReason:
    """Why one field is returned: button, the sentence, and the questions asked again, nothing else."""

    key: str
    field: str
    button: Text
    sentence: Text
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnField:
    """A field an officer may return: its button, what it asks again when the reason is written freely.

    first: among the buttons shown at once, else behind "Mục khác". of: whose answers have it: "" all,
    "account", "cash_home", "somebody" (not self), "representative" (guardian, authorised person).
    """

    key: str
    button: Text
    asks: tuple[str, ...]
    first: bool = False
    of: str = ""


_ACCOUNT = ("bank", "account_number")
_ACCOUNT_AND_HOLDER = ("bank", "account_number", "account_holder")

RETURN_FIELDS: tuple[ReturnField, ...] = (
    ReturnField(key="full_name", button=Text("field.full_name", "Họ tên"), asks=("full_name",), first=True),
    ReturnField(key="birth_date", button=Text("field.birth_date", "Ngày sinh"), asks=("birth_date",), first=True),
    ReturnField(key="cccd", button=Text("field.cccd", "CCCD"), asks=("cccd",), first=True),
    ReturnField(
        key="residence_unit",
        button=Text("field.residence_unit", "Nơi thường trú"),
        asks=("residence_unit",),
        first=True,
    ),
    ReturnField(
        key="account_number",
        button=Text("field.account_number", "Tài khoản"),
        asks=_ACCOUNT,
        first=True,
        of="account",
    ),
    ReturnField(
        key="account_holder",
        button=Text("field.account_holder", "Chủ tài khoản"),
        asks=_ACCOUNT_AND_HOLDER,
        first=True,
        of="account",
    ),
    ReturnField(
        key="residence_detail", button=Text("field.residence_detail", "Địa chỉ"), asks=("residence_detail",)
    ),
    ReturnField(key="phone", button=Text("field.phone", "Điện thoại"), asks=("phone",)),
    ReturnField(key="category_group", button=Text("field.category_group", "Nhóm"), asks=("category_group",)),
    ReturnField(key="pay_by", button=Text("field.pay_by", "Cách nhận tiền"), asks=("pay_by",)),
    ReturnField(
        key="basis_document",
        button=Text("field.basis_document", "Giấy tờ"),
        asks=("basis_document",),
        of="somebody",
    ),
    ReturnField(
        key="home_reason",
        button=Text("field.home_reason", "Lý do tại nhà"),
        asks=("home_reason",),
        of="cash_home",
    ),
    ReturnField(
        key="requester_phone",
        button=Text("field.requester_phone", "Số người khai"),
        asks=("requester_phone",),
        of="somebody",
    ),
    ReturnField(
        key="requester_name",
        button=Text("field.requester_name", "Họ tên người khai"),
        asks=("requester_name",),
        of="somebody",
    ),
    ReturnField(
        key="requester_birth_date",
        button=Text("field.requester_birth_date", "Ngày sinh người khai"),
        asks=("requester_birth_date",),
        of="representative",
    ),
    ReturnField(
        key="requester_cccd",
        button=Text("field.requester_cccd", "CCCD người khai"),
        asks=("requester_cccd",),
        of="representative",
    ),
    ReturnField(
        key="requester_residence",
        button=Text("field.requester_residence", "Nơi ở người khai"),
        asks=("requester_residence",),
        of="representative",
    ),
)
FIELDS = {field.key: field for field in RETURN_FIELDS}

#: A reason the officer wrote: the citizen reads it as it is.
OWN_WORDS = "own_words"


def _reason(button: Text, sentence: Text, *asks: str) -> ReturnReason:
    """The sentence's key is ``return.<field>.<short>``."""
    key = sentence.key.removeprefix("return.")
    field = key.partition(".")[0]
    return ReturnReason(key=key, field=field, button=button, sentence=sentence, asks=asks or FIELDS[field].asks)


RETURN_REASONS: tuple[ReturnReason, ...] = (
    _reason(
        Text("return.full_name.differs.button", "Khác giấy tờ"),
        Text(
            "return.full_name.differs",
            "Họ tên: chưa giống tên trên giấy tờ. {You} ghi lại đúng như trên căn cước giúp.",
        ),
    ),
    _reason(
        Text("return.full_name.no_marks.button", "Thiếu dấu"),
        Text("return.full_name.no_marks", "Họ tên: cần ghi có dấu, như trên căn cước."),
    ),
    _reason(
        Text("return.birth_date.differs.button", "Khác giấy tờ"),
        Text(
            "return.birth_date.differs",
            "Ngày sinh: khác giấy tờ đang lưu ở xã, phường. {You} xem lại trên căn cước giúp.",
        ),
    ),
    _reason(
        Text("return.cccd.not_found.button", "Chưa tìm thấy"),
        Text(
            "return.cccd.not_found",
            "Số CCCD: Công an chưa tìm thấy số này. {You} xem lại từng chữ số trên thẻ giúp.",
        ),
    ),
    _reason(
        Text("return.cccd.name_differs.button", "Không khớp tên"),
        Text(
            "return.cccd.name_differs",
            "Số CCCD và họ tên chưa khớp nhau. {You} xem lại cả hai trên thẻ giúp.",
        ),
        "cccd",
        "full_name",
    ),
    _reason(
        Text("return.residence_unit.not_here.button", "Không ở đây"),
        Text(
            "return.residence_unit.not_here",
            "Nơi thường trú: chưa thấy {ben} thường trú ở {unit}. {You} xem lại trên giấy tờ giúp.",
        ),
    ),
    _reason(
        Text("return.residence_detail.missing.button", "Thiếu thôn, tổ"),
        Text("return.residence_detail.missing", "Địa chỉ: cần thêm thôn hoặc tổ để tìm được nhà."),
    ),
    _reason(
        Text("return.phone.no_answer.button", "Không gọi được"),
        Text(
            "return.phone.no_answer",
            "Điện thoại: cán bộ gọi số đuôi {tail} chưa được. {You} gửi số khác giúp.",
        ),
    ),
    _reason(
        Text("return.account_number.unknown.button", "Không có số này"),
        Text(
            "return.account_number.unknown",
            "Số tài khoản: ngân hàng báo chưa có số này. {You} xem lại trên giấy mở tài khoản giúp.",
        ),
    ),
    _reason(
        Text("return.account_holder.no_paper.button", "Chưa có giấy"),
        Text(
            "return.account_holder.no_paper",
            "Chủ tài khoản: tài khoản đứng tên người khai mà chưa có giấy ủy quyền nhận tiền.",
        ),
    ),
    _reason(
        Text("return.account_holder.other.button", "Đứng tên người khác"),
        Text("return.account_holder.other", "Chủ tài khoản: tài khoản đang đứng tên người khác."),
    ),
    _reason(
        Text("return.account_holder.unclear.button", "Chưa rõ tên"),
        Text("return.account_holder.unclear", "Chủ tài khoản: ghi đủ họ tên như ngân hàng ghi."),
        "account_holder",
    ),
    _reason(
        Text("return.category_group.differs.button", "Khác quyết định"),
        Text(
            "return.category_group.differs",
            "Nhóm: khác quyết định đang lưu ở xã, phường. {You} xem lại trên quyết định giúp.",
        ),
    ),
    ReturnReason(  # nothing is asked again: a task, the person comes with the paper
        key="basis_document.to_see",
        field="basis_document",
        button=Text("return.basis_document.to_see.button", "Cần xem giấy"),
        sentence=Text(
            "return.basis_document.to_see",
            "Giấy tờ: cán bộ cần xem giấy. Mời {you} mang đến {commune_office}, {hours}.",
        ),
        asks=(),
    ),
    _reason(
        Text("return.requester_name.differs.button", "Khác giấy tờ"),
        Text(
            "return.requester_name.differs",
            "Họ tên của người khai: chưa giống tên trên giấy tờ. {You} ghi lại đúng như trên căn cước giúp.",
        ),
    ),
    _reason(
        Text("return.requester_birth_date.differs.button", "Khác giấy tờ"),
        Text(
            "return.requester_birth_date.differs",
            "Ngày sinh của người khai: khác giấy tờ. {You} xem lại trên căn cước giúp.",
        ),
    ),
    _reason(
        Text("return.requester_cccd.not_found.button", "Chưa tìm thấy"),
        Text(
            "return.requester_cccd.not_found",
            "Số CCCD của người khai: Công an chưa tìm thấy số này. {You} xem lại từng chữ số trên thẻ giúp.",
        ),
    ),
    _reason(
        Text("return.requester_cccd.name_differs.button", "Không khớp tên"),
        Text(
            "return.requester_cccd.name_differs",
            "Số CCCD và họ tên của người khai chưa khớp nhau. {You} xem lại cả hai trên thẻ giúp.",
        ),
        "requester_cccd",
        "requester_name",
    ),
    _reason(
        Text("return.requester_residence.differs.button", "Khác giấy tờ"),
        Text(
            "return.requester_residence.differs",
            "Nơi thường trú của người khai: khác giấy tờ. {You} xem lại trên giấy tờ giúp.",
        ),
    ),
)
#: The guardian's own sentence for an account in somebody else's name.
_OF_A_GUARDIAN = Text(
    "return.account_holder.other_guardian",
    "Chủ tài khoản: cần tài khoản của {ben} hoặc của người giám hộ đã khai.",
)


def reasons_for(field: str) -> tuple[ReturnReason, ...]:
    """The ready reasons of a field, in the order of the buttons."""
    return tuple(reason for reason in RETURN_REASONS if reason.field == field)


def return_reason(key: str) -> ReturnReason:
    """A ready reason by key; KeyError when there is none."""
    return next(reason for reason in RETURN_REASONS if reason.key == key)


def sentence_for(reason: ReturnReason, answers: Answers) -> Text:
    """The sentence as it fits these answers: a guardian's own one, the tail of the number called."""
    if reason.key == "account_holder.other" and text_of(answers, "role") == "guardian":
        return _OF_A_GUARDIAN
    if reason.key == "phone.no_answer":
        called = text_of(answers, "phone") or text_of(answers, "requester_phone")
        return Text(reason.sentence.key, reason.sentence.vietnamese, tail=called[-4:])
    return reason.sentence
