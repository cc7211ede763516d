"""A change reported by the family (plan V.5): taken and put before the officer; nothing changes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversations.form import Form, Question
from conversations.forms.choices import LATER, keep
from conversations.forms.money_questions import MONEY
from domain.people import text_of
from domain.reading.birth_date import read_day
from domain.reading.phone import read_phone
from domain.reading.situation import Situation
from domain.reading.text import clean
from domain.reading.words import read_words
from domain.wording import Answers, Choice, Kept, Reading, Rejected, Text

Condition = Callable[[Answers], bool]


def _pay(given: Answers) -> bool:
    return text_of(given, "change_kind") == "pay_by"


def _moved(given: Answers) -> bool:
    return text_of(given, "change_kind") == "moved"


def _amount(given: Answers) -> bool:
    return text_of(given, "change_kind") == "amount"


def _phone(given: Answers) -> bool:
    return text_of(given, "change_kind") == "phone"


def _receiver(given: Answers) -> bool:
    return text_of(given, "change_kind") == "receiver"


def _death(given: Answers) -> bool:
    return text_of(given, "change_kind") == "death"


def _death_confirmed(given: Answers) -> bool:
    return _death(given) and given.get("death_confirmed") is True


def _also(one: Condition, other: Condition) -> Condition:
    return lambda given: one(given) and other(given)


def _read_place(text: str, situation: Situation) -> Reading:
    place = clean(text)
    if not 3 <= len(place) <= 120:
        return Rejected("no_commune", Text("moved.unclear", "Gửi giúp tên xã, phường và tỉnh nơi chuyển đến."))
    return Kept({"moved_to": place})


KIND = Question(
    key="change_kind",
    ask=Text("change_kind.ask", "Muốn báo thay đổi gì?"),
    short=Text("change_kind.short", "việc cần báo"),
    read=read_words,
    choices=(
        keep("change_kind", "pay_by", Text("choice.change_pay_by", "Đổi cách nhận tiền")),
        keep("change_kind", "phone", Text("choice.change_phone", "Đổi số điện thoại")),
        keep("change_kind", "moved", Text("choice.change_moved", "Chuyển đi nơi khác")),
        keep("change_kind", "amount", Text("choice.change_amount", "Mức hưởng thay đổi")),
        keep("change_kind", "receiver", Text("choice.change_receiver", "Đổi người nhận thay")),
        keep("change_kind", "death", Text("choice.change_death", "Người hưởng đã mất")),
    ),
)
_WHEN_MOVED = Question(
    key="happened_on",
    ask=Text("moved.ask_when", "Chuyển từ ngày nào?"),
    short=Text("moved.short_when", "ngày chuyển"),
    read=read_day,
    asked_when=_moved,
)
CHANGE_REPORT = Form(
    name="change_report",
    version=1,
    hands_in="change_report",
    questions=(
        KIND,
        *(replace(question, asked_when=_also(_pay, question.asked_when), part=0) for question in MONEY),
        Question(
            key="new_phone",
            ask=Text("phone_ask", "Số điện thoại mới là số nào?"),
            short=Text("phone_ask.short", "điện thoại mới"),
            read=read_phone,
            asked_when=_phone,
        ),
        Question(
            key="moved_to",
            ask=Text("moved_ask", "Chuyển đến xã, phường nào, tỉnh nào?"),
            short=Text("moved.short", "nơi chuyển đến"),
            read=_read_place,
            asked_when=_moved,
        ),
        _WHEN_MOVED,
        Question(
            key="amount_kind",
            ask=Text("amount_ask", "Mức hưởng thay đổi thế nào?"),
            short=Text("amount.short", "mức hưởng"),
            read=read_words,
            choices=(
                keep("amount_kind", "up", Text("choice.amount_up", "Tăng")),
                keep("amount_kind", "down", Text("choice.amount_down", "Giảm")),
                keep("amount_kind", "ended", Text("choice.amount_ended", "Thôi hưởng")),
                keep("amount_kind", "unknown", Text("choice.amount_unknown", "Chưa rõ")),
            ),
            asked_when=_amount,
        ),
        Question(
            key="decision_ready",
            ask=Text("amount_ask_decision", "Đã có quyết định mới chưa?"),
            short=Text("amount.short_decision", "quyết định mới"),
            read=read_words,
            choices=(
                keep("decision_ready", "yes", Text("choice.decision_yes", "Có rồi")),
                keep("decision_ready", "no", Text("choice.decision_no", "Chưa có")),
            ),
            asked_when=_amount,
        ),
        Question(
            key="receiver_reason",
            ask=Text("receiver_ask", "Vì sao đổi người nhận thay?"),
            short=Text("receiver.short", "lý do đổi người nhận"),
            read=read_words,
            choices=(
                keep("receiver_reason", "died", Text("choice.receiver_died", "Người cũ đã mất")),
                keep("receiver_reason", "stopped", Text("choice.receiver_stopped", "Không nhận nữa")),
                keep("receiver_reason", "other", Text("choice.receiver_other", "Lý do khác")),
            ),
            asked_when=_receiver,
        ),
        Question(
            key="death_confirmed",
            ask=Text("death_confirm", "Báo {named} đã mất, đúng không ạ?"),
            short=Text("death.short_confirm", "xác nhận tin báo"),
            read=read_words,
            choices=(
                keep("death_confirmed", True, Text("choice.right", "Đúng")),
                Choice(label=Text("choice.wrong_tap", "Chọn nhầm"), does="drop_talk"),
            ),
            asked_when=_death,
        ),
        replace(
            _WHEN_MOVED,
            ask=Text(
                "death_ask",
                "Xin chia buồn cùng gia đình.\n{Named} mất ngày nào? Chưa tiện thì để sau cũng được.",
            ),
            short=Text("death.short", "ngày mất"),
            choices=(Choice(label=LATER.label, keeps={"happened_on": None}),),
            asked_when=_death_confirmed,
        ),
    ),
)
GRIEVANCE = Form(
    name="grievance",
    version=1,
    hands_in="not_received",
    hands_in_after=1,  # "Chưa nhận" is a report even if nobody says more
    by_itself={"not_received_kind": "none"},
    questions=(
        Question(
            key="not_received_kind",
            ask=Text("not_received_ask", "Chưa đúng ở điểm nào?"),
            short=Text("not_received.short", "điều chưa đúng"),
            read=read_words,
            choices=lambda situation: (
                (
                    keep("not_received_kind", "none", Text("choice.no_cash", "Chưa nhận tiền")),
                    keep("not_received_kind", "short", Text("choice.short", "Thiếu tiền")),
                    keep("not_received_kind", "other_person", Text("choice.other_receiver", "Người khác nhận")),
                )
                if situation.answers.get("paid_in") == "cash"
                else (
                    keep("not_received_kind", "none", Text("choice.no_money", "Chưa thấy tiền")),
                    keep("not_received_kind", "short", Text("choice.short", "Thiếu tiền")),
                    keep(
                        "not_received_kind",
                        "other_account",
                        Text("choice.other_account_paid", "Về tài khoản khác"),
                    ),
                )
            ),
        ),
    ),
)
