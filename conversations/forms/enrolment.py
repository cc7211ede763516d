"""The registration of one beneficiary (plan III.3), and the correction of a returned one: the same questions."""

from __future__ import annotations

from dataclasses import replace

from conversations.form import Form, Question, spoken
from conversations.forms.beneficiary_questions import BENEFICIARY
from conversations.forms.choices import act, keep
from conversations.forms.enrolment_lines import LINES
from conversations.forms.money_questions import MONEY
from conversations.forms.requester_questions import AT_THE_START, OF_AN_AUTHORISED_PERSON
from domain.masks import tail
from domain.people import text_of
from domain.reading.situation import Situation
from domain.reading.words import read_words
from domain.wording import Choice, Text

ROLE = Question(
    key="role",
    ask=Text(
        "role.ask",
        "Người khai giúp là con cháu, người thân được {ben} nhờ. "
        "Tiền vẫn về {ben} thì chưa cần giấy ủy quyền.\nAi đang khai?",
    ),
    short=Text("role.short", "người khai"),
    read=read_words,
    choices=(
        keep("role", "self", Text("choice.role_self", "Người hưởng tự khai")),
        keep("role", "guardian", Text("choice.role_guardian", "Bố mẹ, giám hộ")),
        keep("role", "helper", Text("choice.role_helper", "Người khai giúp")),
    ),
    part=1,
)
QUESTIONS = (ROLE, *AT_THE_START, *BENEFICIARY, *MONEY, *OF_AN_AUTHORISED_PERSON)

ENROLMENT = Form(
    name="enrolment",
    version=1,
    questions=QUESTIONS,
    lines=LINES,
    hands_in="registration",
    needs_consent=True,
    reminds_before_end=5,
)


def _ask_bank_again(situation: Situation) -> Text:
    if situation.answers.get("account_again"):
        return Text(
            "returned.account",
            "Mời gửi ngân hàng và số tài khoản đứng tên người hưởng. Vẫn số cũ thì chọn giữ.",
        )
    return spoken(BANK.ask, situation)


def _ways_out(situation: Situation) -> tuple[Choice, ...]:
    """Of a returned account whose holder was wrong: keep the number, bring the paper, or cash."""
    if not situation.answers.get("account_again"):
        return ()
    kept = Text(
        "choice.keep_account", "Giữ số đuôi {tail}", tail=tail(text_of(situation.answers, "account_number"))
    )
    return (
        act("keep_account", kept),
        act("has_paper", Text("choice.basis_paper", "Có giấy ủy quyền")),
        act("pay_cash", Text("choice.pay_cash", "Tiền mặt")),
    )


BANK = next(question for question in MONEY if question.key == "bank")
BANK_AGAIN = replace(BANK, ask=_ask_bank_again, choices=_ways_out, numbers=True)
CORRECTION = Form(
    name="correction",
    version=1,
    questions=tuple(BANK_AGAIN if question is BANK else question for question in QUESTIONS),
    lines=LINES,
    hands_in="correction",
)
