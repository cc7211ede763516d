"""The registration of one beneficiary (plan III.3), and the correction of a returned one: the same questions."""

from __future__ import annotations

from conversations.form import Form, Question
from conversations.forms.beneficiary_questions import BENEFICIARY
from conversations.forms.choices import keep
from conversations.forms.enrolment_lines import LINES
from conversations.forms.money_questions import MONEY
from conversations.forms.requester_questions import AT_THE_START, OF_AN_AUTHORISED_PERSON
from domain.reading.words import read_words
from domain.wording import Text

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
CORRECTION = Form(name="correction", version=1, questions=QUESTIONS, lines=LINES, hands_in="correction")
