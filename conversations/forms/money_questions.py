"""How the money is paid (part 3)."""

from __future__ import annotations

from conversations.form import Question
from conversations.forms.choices import SEND_QR, keep
from conversations.forms.conditions import (
    account_has_holder,
    cash_by_somebody,
    cash_home,
    may_choose_way,
    new_account,
    points_of,
    several_points,
    to_account,
)
from domain.masks import phone_spoken
from domain.people import text_of
from domain.reading.account_holder import read_account_holder
from domain.reading.account_number import read_account_number
from domain.reading.bank import read_bank
from domain.reading.situation import Situation
from domain.reading.text import clean, fold
from domain.reading.words import read_words
from domain.wording import Choice, Kept, Reading, Rejected, Text, verbatim


def _ask_holder(situation: Situation) -> Text:
    if text_of(situation.answers, "pay_by") == "open_account":
        return Text("account_holder.ask_new", "Tài khoản mới đứng tên ai?")
    return Text("account_holder.ask", "Tài khoản này đứng tên ai?")


def _holders(situation: Situation) -> tuple[Choice, ...]:
    if text_of(situation.answers, "role") == "self":
        first = keep("account_holder", "beneficiary", Text("choice.holder_self", "Tên tôi"))
        return first, Choice(label=Text("choice.holder_other", "Người khác"), does="other_person")
    return (
        keep("account_holder", "beneficiary", Text("choice.holder_beneficiary", "Người hưởng")),
        keep("account_holder", "requester", Text("choice.holder_requester", "Tôi (người khai)")),
        Choice(label=Text("choice.holder_other", "Người khác"), does="other_person"),
    )


def _after_holder(situation: Situation) -> Text | None:
    answers = situation.answers
    if text_of(answers, "role") == "guardian" and text_of(answers, "account_holder") == "requester":
        return Text(
            "account_holder.guardian",
            "Tài khoản của bố mẹ, người giám hộ dùng được. "
            "Khi cán bộ hẹn, {you} mang giấy khai sinh hoặc quyết định giám hộ.",
        )
    return None


def _after_open_at(situation: Situation) -> Text | None:
    phone = text_of(situation.answers, "phone") or text_of(situation.answers, "requester_phone")
    if not phone:
        return Text(
            "open_account.done_no_phone",
            "Cán bộ sẽ báo ngày hẹn mở tài khoản. Trong lúc chờ, tiền vẫn trả bằng tiền mặt.",
        )
    return Text(
        "open_account.done",
        "{payer} sẽ gọi số {phone} để hẹn ngày mở tài khoản. Người gọi không hỏi mã OTP, không thu tiền.\n"
        "Chưa chắc thì gọi lại {hotline}. Trong lúc chờ, tiền vẫn trả bằng tiền mặt.",
        phone=phone_spoken(phone),
    )


def _read_directions(text: str, situation: Situation) -> Reading:
    typed = clean(text)
    if fold(typed) in ("khong can", "khong can ghi", "khong", "khong co"):
        return Kept({"home_directions": None})
    if len(typed) > 120:
        return Rejected(
            "too_long",
            Text(
                "residence_detail.too_long",
                "Dài quá 120 ký tự. Ghi ngắn lại giúp, ví dụ: số nhà 12, tổ 7.",
            ),
        )
    return Kept({"home_directions": typed})


def _points(situation: Situation) -> tuple[Choice, ...]:
    return tuple(
        Choice(label=verbatim(point[:20]), keeps={"pay_point": point}) for point in points_of(situation.answers)
    )


def _read_point(text: str, situation: Situation) -> Reading:
    named = [point for point in points_of(situation.answers) if fold(point) == fold(text)]
    return Kept({"pay_point": named[0]}) if named else Rejected("not_understood", PICK_ONE)


PICK_ONE = Text("not_understood", "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được.")


def home_reason_label(reason: str) -> Text:
    """The reason as the choice says it, in lower case inside a sentence."""
    return {
        "ill": Text("home_reason.ill", "ốm đau, bệnh nặng"),
        "cannot_walk": Text("home_reason.cannot_walk", "khó đi lại"),
        "nobody": Text("home_reason.nobody", "không ai nhận thay"),
        "private": Text("home_reason.private", "nói riêng cán bộ"),
    }[reason]


def echo_of_home_reason(situation: Situation) -> Text:
    """Said before the next question."""
    return Text(
        "home_reason.echo",
        "Vâng, {choice}. Cán bộ sẽ xác nhận rồi báo {payer}.",
        choice=home_reason_label(text_of(situation.answers, "home_reason")),
    )


MONEY: tuple[Question, ...] = (
    Question(
        key="pay_by",
        ask=Text(
            "pay_by.ask",
            "Cách nào cũng được, đăng ký không mất phí.\n{Ben} muốn nhận tiền bằng cách nào?",
        ),
        short=Text("pay_by.short", "cách nhận tiền"),
        read=read_words,
        choices=(
            keep("pay_by", "account", Text("choice.pay_account", "Tài khoản đã có")),
            keep("pay_by", "open_account", Text("choice.pay_open_account", "Mở tài khoản mới")),
            keep("pay_by", "cash", Text("choice.pay_cash", "Tiền mặt")),
            keep("pay_by", "cash_home", Text("choice.pay_cash_home", "Tiền mặt tại nhà")),
        ),
        asked_when=may_choose_way,
        part=3,
    ),
    Question(
        key="bank",
        ask=Text(
            "bank.ask",
            "Tài khoản ở ngân hàng nào? Gửi cả tên ngân hàng và số tài khoản một lần cũng được.",
        ),
        short=Text("bank.short", "ngân hàng"),
        read=read_bank,
        numbers=False,
        asked_when=to_account,
        part=3,
        photo=True,
    ),
    Question(
        key="account_number",
        ask=Text("account_number.ask", "Số tài khoản nhận tiền? Số này khác số in trên thẻ ATM."),
        short=Text("account_number.short", "số tài khoản"),
        read=read_account_number,
        choices=(SEND_QR,),
        numbers=False,
        in_words=Text("account_number.in_words", "Gửi ảnh mã QR của tài khoản cũng được."),
        asked_when=to_account,
        part=3,
        photo=True,
    ),
    Question(
        key="account_holder",
        ask=_ask_holder,
        short=Text("account_holder.short", "chủ tài khoản"),
        read=read_account_holder,
        choices=_holders,
        asked_when=account_has_holder,
        part=3,
        after=_after_holder,
    ),
    Question(
        key="open_at",
        ask=Text("open_at.ask", "Mở ở đâu tiện hơn?"),
        short=Text("open_at.short", "nơi mở tài khoản"),
        read=read_words,
        choices=(
            keep("open_at", "counter", Text("choice.open_counter", "Bưu điện, ngân hàng")),
            keep("open_at", "home", Text("choice.open_home", "Tại nhà")),
        ),
        asked_when=new_account,
        part=3,
        after=_after_open_at,
    ),
    Question(
        key="cash_receiver",
        ask=Text("cash_receiver.ask", "Ai nhận tiền mặt?"),
        short=Text("cash_receiver.short", "người nhận tiền mặt"),
        read=read_words,
        choices=(
            keep("cash_receiver", "beneficiary", Text("choice.cash_beneficiary", "Người hưởng")),
            keep("cash_receiver", "requester", Text("choice.cash_requester", "Tôi nhận thay")),
        ),
        asked_when=cash_by_somebody,
        part=3,
    ),
    Question(
        key="pay_point",
        ask=Text("pay_point.ask", "Điểm chi trả nào gần nhà?"),
        short=Text("pay_point.short", "điểm chi trả"),
        read=_read_point,
        choices=_points,
        asked_when=several_points,
        part=3,
    ),
    Question(
        key="home_reason",
        ask=Text(
            "home_reason.ask",
            "Trả tại nhà dành cho người ốm nặng, khó đi lại, "
            "không có người nhận thay hoặc trường hợp đặc biệt.\n{Ben} ở trường hợp nào?",
        ),
        short=Text("home_reason.short", "lý do trả tại nhà"),
        read=read_words,
        choices=(
            keep("home_reason", "ill", Text("choice.home_ill", "Ốm đau, bệnh nặng")),
            keep("home_reason", "cannot_walk", Text("choice.home_cannot_walk", "Khó đi lại")),
            keep("home_reason", "nobody", Text("choice.home_nobody", "Không ai nhận thay")),
            keep("home_reason", "private", Text("choice.home_private", "Nói riêng cán bộ")),
        ),
        asked_when=cash_home,
        part=3,
        echo=echo_of_home_reason,
    ),
    Question(
        key="home_directions",
        ask=Text("home_directions.ask", "Nhà ở chỗ nào cho dễ tìm? Ví dụ: sau nhà văn hóa tổ 7, cổng xanh."),
        short=Text("home_directions.short", "đường đến nhà"),
        read=_read_directions,
        choices=(keep("home_directions", None, Text("choice.no_directions", "Không cần ghi")),),
        numbers=False,
        in_words=Text("home_directions.in_words", "Không cần ghi thì nhắn: không cần."),
        asked_when=cash_home,
        part=3,
    ),
)
