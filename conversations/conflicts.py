"""Answers that do not fit each other: always a question, and where both can be true, keeping is a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from conversations.forms.conditions import guardian, helper
from domain.people import age_on, text_of
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Answers, Choice, Text, Unsure, Value

ADULT_FROM = 18
RIGHT, AGAIN = Text("choice.right", "Đúng"), Text("choice.again", "Sửa lại")
#: What hangs on the role of the one who types: leaves when that changes.
TIES = (
    "relation",
    "relation_other",
    "basis_document",
    "basis_number",
    "basis_date",
    "basis_until",
    "account_holder",
    "cash_receiver",
)
#: What hangs on somebody else typing: leaves when the beneficiary turns out to type.
REQUESTER_KEYS = (
    "requester_name",
    "requester_cccd",
    "requester_birth_date",
    "requester_residence",
    "requester_phone",
    *TIES,
)
Check = Callable[[Answers, Answers, Situation], Unsure | None]


def first_conflict(
    new: Answers, answers: Answers, situation: Situation, *, settled: tuple[str, ...]
) -> Unsure | None:
    """The first conflict of new answers with all answers (the new ones among them) not yet settled."""
    for code, (keys, check) in CONFLICTS.items():
        if code not in settled and any(key in new for key in keys):
            found = check(new, answers, situation)
            if found is not None:
                return Unsure(code, found.say, found.choices)
    return None


def unsettled(new: Answers, settled: tuple[str, ...]) -> tuple[str, ...]:
    """What stays settled when these keys are answered anew."""
    return tuple(code for code in settled if not any(key in new for key in CONFLICTS[code][0]))


def _birth(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    cccd, born = text_of(answers, "cccd"), text_of(answers, "birth_date")
    if len(cccd) != 12 or not born:
        return None
    by_card = 1900 + 100 * (int(cccd[3]) // 2) + int(cccd[4:6])
    if by_card == int(born[:4]):
        return None
    return Unsure(
        "conflict_birth",
        Text(
            "birth_date.conflict_birth",
            "Số CCCD cho thấy năm sinh {y1}, ngày sinh đã khai là năm {y2}. Trên thẻ ghi năm nào?",
            y1=str(by_card),
            y2=born[:4],
        ),
        (
            Choice(
                label=Text("choice.year", "Năm {y}", y=str(by_card)),
                keeps={**new, "birth_date": _in_year(born, by_card)},
                echo=Text("birth_date.by_card", "Đã ghi năm sinh {y} theo thẻ.", y=str(by_card)),
            ),
            Choice(
                label=Text("choice.year", "Năm {y}", y=born[:4]),
                keeps={**new, "birth_date": born},
            ),
            Choice(label=Text("choice.fix_cccd", "Sửa số CCCD"), keeps=_but(new, "cccd"), asks="cccd"),
        ),
    )


def _in_year(born: str, year: int) -> str:
    if len(born) == 4:
        return str(year)
    try:
        return date.fromisoformat(born).replace(year=year).isoformat()
    except ValueError:  # 29 February of a year that has none
        return str(year)


def _but(values: Answers, *keys: str) -> dict[str, Value]:
    return {key: value for key, value in values.items() if key not in keys}


def _same_card(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    cccd = text_of(answers, "cccd")
    if not cccd or cccd != text_of(answers, "requester_cccd"):
        return None
    if "cccd" in new:
        return Unsure(
            "conflict_same",
            Text("cccd.conflict_same", "Số này trùng số CCCD của người khai. Cần số của người hưởng."),
            (
                Choice(
                    label=Text("choice.role_self", "Người hưởng tự khai"),
                    keeps={**new, "role": "self"},
                    drops=REQUESTER_KEYS,
                ),
                Choice(label=AGAIN, asks="cccd"),
            ),
        )
    return Unsure(
        "conflict_same",
        Text(
            "requester_cccd.conflict_same",
            "Số này trùng số CCCD của người hưởng. Cần số của {you}.",
        ),
        (Choice(label=AGAIN, asks="requester_cccd"),),
    )


def _same_chat(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    code = situation.own_registrations.get(text_of(new, "cccd"))
    if code is None:
        return None
    return Unsure(
        "same_chat",
        Text("cccd.same_chat", "{You} đã có hồ sơ {code} cho số CCCD này. Xem hồ sơ đó không?", code=code),
        (
            Choice(label=Text("choice.see_registration", "Xem hồ sơ"), does="status", args={"code": code}),
            Choice(label=Text("choice.fix_cccd", "Sửa số CCCD"), asks="cccd"),
        ),
    )


def _same_name(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    name = text_of(new, "full_name")
    if not name or fold(name) != fold(text_of(answers, "requester_name")):
        return None
    return Unsure(
        "conflict_same_name",
        Text("full_name.conflict_same", "Tên này trùng tên người khai. Đúng là tên người hưởng không ạ?"),
        (Choice(label=RIGHT, keeps=new), Choice(label=AGAIN, asks="full_name")),
    )


def _minor(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    age = age_on(text_of(answers, "birth_date"), situation.today)
    if age is None or age >= ADULT_FROM or guardian(answers) or not text_of(answers, "role"):
        return None
    anew = ("relation", "relation_other", "basis_document")
    return Unsure(
        "conflict_minor",
        Text(
            "role.conflict_minor",
            "Người hưởng dưới 18 tuổi thì bố mẹ hoặc người giám hộ khai. {You} là bố mẹ hay người giám hộ?",
        ),
        (
            Choice(
                label=Text("choice.parent_minor", "Bố mẹ"),
                keeps={**new, "role": "guardian", "relation": "parent"},
                drops=("relation_other", "basis_document"),
            ),
            Choice(
                label=Text("choice.guardian_minor", "Người giám hộ"),
                keeps={**new, "role": "guardian"},
                drops=anew,
            ),
            Choice(label=Text("choice.neither", "Không phải"), does="callback"),
            Choice(label=Text("choice.fix_birth", "Sửa ngày sinh"), asks="birth_date"),
        ),
    )


def _adult(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    age = age_on(text_of(answers, "birth_date"), situation.today)
    if (
        age is None
        or age < ADULT_FROM
        or not guardian(answers)
        or text_of(answers, "basis_document") == "decision"
    ):
        return None
    anew = ("relation", "relation_other", "basis_document")
    return Unsure(
        "conflict_adult",
        Text("role.conflict_adult", "Người hưởng đã đủ 18 tuổi. Có quyết định giám hộ không?"),
        (
            Choice(
                label=Text("choice.has_decision", "Có quyết định"),
                keeps={**new, "basis_document": "decision"},
            ),
            Choice(label=Text("choice.has_none", "Không có"), keeps={**new, "role": "helper"}, drops=anew),
            Choice(
                label=Text("choice.basis_cannot_speak", "Không tự nói được"),
                keeps={**new, "role": "helper", "basis_document": "cannot_speak"},
                drops=anew[:2],
            ),
            Choice(label=Text("choice.fix_birth", "Sửa ngày sinh"), asks="birth_date"),
        ),
    )


def _paper_for_account(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    if text_of(new, "account_holder") != "requester" or not helper(answers):
        return None
    if text_of(answers, "basis_document") == "paper":
        return None
    return Unsure(
        "needs_paper",
        Text(
            "account_holder.needs_paper",
            "Chỉ nhận tài khoản của người hưởng, hoặc của {you} khi có giấy ủy quyền nhận tiền.\n"
            "Cán bộ phải thấy giấy thì hồ sơ mới đi tiếp.\n{You} có giấy này chưa?",
        ),
        (
            Choice(label=HAS_PAPER, keeps={**new, "basis_document": "paper"}),
            Choice(label=PAPER_LATER, keeps=new),
            Choice(
                label=Text("choice.other_account", "Đổi tài khoản"),
                drops=("account_number", "account_name"),
                asks="bank",
            ),
            Choice(label=Text("choice.pay_cash", "Tiền mặt"), keeps={"pay_by": "cash"}),
        ),
    )


HAS_PAPER, PAPER_LATER = Text("choice.has_paper", "Có giấy"), Text("choice.no_paper_yet", "Chưa có, làm sau")


def _paper_for_cash(new: Answers, answers: Answers, situation: Situation) -> Unsure | None:
    if text_of(new, "cash_receiver") != "requester" or not helper(answers):
        return None
    if text_of(answers, "basis_document") == "paper":
        return None
    return Unsure(
        "needs_paper_cash",
        Text(
            "cash_receiver.needs_paper",
            "Nhận tiền thay thì cần giấy ủy quyền nhận tiền.\n"
            "Cán bộ phải thấy giấy thì hồ sơ mới đi tiếp.\n{You} có giấy này chưa?",
        ),
        (
            Choice(label=HAS_PAPER, keeps={**new, "basis_document": "paper"}),
            Choice(label=PAPER_LATER, keeps=new),
            Choice(
                label=Text("choice.beneficiary_receives", "Người hưởng nhận"),
                keeps={"cash_receiver": "beneficiary"},
            ),
        ),
    )


#: code -> the keys whose answering asks it, and the check.
CONFLICTS: Mapping[str, tuple[tuple[str, ...], Check]] = {
    "same_chat": (("cccd",), _same_chat),
    "conflict_same": (("cccd", "requester_cccd"), _same_card),
    "conflict_same_name": (("full_name",), _same_name),
    "conflict_birth": (("cccd", "birth_date"), _birth),
    "conflict_minor": (("birth_date",), _minor),
    "conflict_adult": (("birth_date", "basis_document"), _adult),
    "needs_paper": (("account_holder",), _paper_for_account),
    "needs_paper_cash": (("cash_receiver",), _paper_for_cash),
}
