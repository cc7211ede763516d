"""What people type instead of tapping a choice: a stored value under the question's key.

Tables: word_tables*.py. A message that says two things, denies something, sets a condition or asks is never
taken. Sentences: wording.md section 4, rows role, relation, pay_by; else ``not_understood`` of section 5.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.reading.commands import command_in
from domain.reading.numerals import LONGEST_ANSWER, tidy
from domain.reading.phrases import (
    CONDITIONS,
    NOT,
    NOT_YET,
    POLITE_AFTER,
    POLITE_BEFORE,
    listed,
    plain_denials,
    polite_ends,
    same_words,
    words,
)
from domain.reading.situation import Situation
from domain.reading.word_tables import (
    BASIS_GUARDIAN,
    BASIS_HELPER,
    CCCD_REQUEST,
    RELATION_GUARDIAN,
    RELATION_HELPER,
    ROLE,
    TIES,
    Table,
)
from domain.reading.word_tables_later import (
    ACCOUNT_IS_RIGHT,
    AMOUNT_KIND,
    ASKED_ANSWER,
    ASKED_HOW,
    CHANGE_KIND,
    DEATH_CONFIRMED,
    DECISION_READY,
    NOT_RECEIVED,
    RECEIVED,
    RECEIVER_REASON,
)
from domain.reading.word_tables_money import CASH_RECEIVER, HOME_REASON, OPEN_AT, PAY_BY, WALLETS
from domain.wording import Choice, Kept, Rejected, Text, Unsure, Value

__all__ = ["command_in", "read_words"]

_TABLES: Mapping[str, Table] = {
    "role": ROLE,
    "relation helper": RELATION_HELPER,
    "relation guardian": RELATION_GUARDIAN,
    "basis_document helper": BASIS_HELPER,
    "basis_document guardian": BASIS_GUARDIAN,
    "cccd_request": CCCD_REQUEST,
    "pay_by": PAY_BY,
    "open_at": OPEN_AT,
    "cash_receiver": CASH_RECEIVER,
    "home_reason": HOME_REASON,
    "change_kind": CHANGE_KIND,
    "amount_kind": AMOUNT_KIND,
    "decision_ready": DECISION_READY,
    "receiver_reason": RECEIVER_REASON,
    "death_confirmed": DEATH_CONFIRMED,
    "received": RECEIVED,
    "not_received_kind": NOT_RECEIVED,
    "asked_how": ASKED_HOW,
    "asked_answer": ASKED_ANSWER,
    "account_is_right": ACCOUNT_IS_RIGHT,
}
_GIVING_UP = listed("bỏ thôi thoi ngừng khỏi hết đâu dau trước truoc")
_ASKING = listed("à hả ha hở hử nhỉ")
_TIE_LEADING = listed("tôi toi em e là la làm lam mình minh thì thi người nguoi")
_OF_THE_BENEFICIARY = (
    "của người hưởng", "của ông", "của bà", "của cụ", "của ông ấy", "của bà ấy", "của ông cụ", "của bà cụ",
    "người hưởng", "của bác ấy", "của cụ ấy",
)  # fmt: skip


def read_words(text: str, situation: Situation) -> Kept | Rejected | Unsure:
    """The stored value of the choice that a text means, by the table of ``situation.key``.

    relation also keeps ``relation_other`` for a tie that no choice names; pay_by asks back "bưu điện" and
    refuses a wallet. A key without a table, and whatever is not clear, is a miss.
    """
    key = situation.key
    tidied = tidy(text) if len(text) <= LONGEST_ANSWER else ""
    typed = plain_denials(words(tidied))
    if not typed or "?" in tidied or typed[-1] in _ASKING:
        return _miss(key)
    if key == "relation":
        return _relation(typed, situation)
    role = situation.answers.get("role")
    table = _TABLES.get(key) or _TABLES.get(f"{key} {'guardian' if role == 'guardian' else 'helper'}")
    meant = _meant(typed, table) if table else set()
    if key == "pay_by":
        return _pay_by(typed, meant)
    if key == "home_reason" and meant == {"ill", "cannot_walk"}:
        meant = {"cannot_walk"}
    return Kept({key: meant.pop()}) if len(meant) == 1 else _miss(key)


def _meant(typed: tuple[str, ...], table: Table) -> set[Value]:
    """What a message can mean by a table; empty when something in it speaks against taking it."""
    begin, stop = polite_ends(typed)
    for whole in (typed, typed[:stop], typed[begin:], typed[begin:stop]):
        found = table.phrases.whole(whole)
        if found:
            return found
    if any(word in CONDITIONS for word in typed):
        return set()
    inside = table.phrases.inside(typed)
    taken = {at for start, end, _ in inside for at in range(start, end)}
    rest = [typed[at] for at in range(begin, stop) if at not in taken]
    if any(word in NOT or word in NOT_YET or word in _GIVING_UP for word in rest):
        return set()
    if table.strict and any(
        word not in table.around and word not in POLITE_BEFORE and word not in POLITE_AFTER for word in rest
    ):
        return set()
    return {meaning for _, _, meaning in inside}


def _relation(typed: tuple[str, ...], situation: Situation) -> Kept | Rejected:
    guardian = situation.answers.get("role") == "guardian"
    table = RELATION_GUARDIAN if guardian else RELATION_HELPER
    _, stop = polite_ends(typed)
    ended = typed[:stop]
    for tail in _OF_THE_BENEFICIARY:
        parts = words(tail)
        if len(ended) > len(parts) and same_words(ended[-len(parts) :], parts):
            ended = ended[: -len(parts)]
            break
    core = ended
    while len(core) > 1:
        found = table.phrases.whole(typed) or table.phrases.whole(core)
        if found or core[0] not in _TIE_LEADING | POLITE_BEFORE:
            break
        core = core[1:]
    found = table.phrases.whole(typed) or table.phrases.whole(core)
    if found:
        return Kept({"relation": found.pop()}) if len(found) == 1 and "" not in found else _miss("relation")
    plain = all(word.isalpha() and word not in NOT | NOT_YET | CONDITIONS for word in core)
    if plain and len(core) <= 6 and len(" ".join(core)) <= 40 and TIES.inside(core):
        return Kept({"relation": "other", "relation_other": " ".join(core)})
    return _miss("relation")


def _pay_by(typed: tuple[str, ...], meant: set[Value]) -> Kept | Rejected | Unsure:
    wallets = WALLETS.inside(typed)
    if wallets:
        return _wallet(wallets[0][2])
    one = meant - {"", "post_office"}
    if len(one) > 1 or ("" in meant and one & {"cash", "cash_home"}):
        return Rejected(
            "two_ways", Text("pay_by.two_ways", "Vừa gửi hai cách. Chọn một cách trước, sau này đổi được.")
        )
    if "post_office" in meant and one in (set(), {"account"}):
        return _post_office()
    return Kept({"pay_by": one.pop()}) if one else _miss("pay_by")


def _post_office() -> Unsure:
    return Unsure(
        "post_office",
        Text("pay_by.post_office", "Bưu điện là lĩnh tiền mặt, hay tài khoản LPBank (Liên Việt cũ)?"),
        (
            Choice(label=Text("choice.cash_at_post", "Lĩnh tiền mặt"), keeps={"pay_by": "cash"}),
            Choice(
                label=Text("choice.account_lpbank", "Tài khoản LPBank"),
                keeps={"pay_by": "account", "bank": "LPB"},
            ),
        ),
    )


def _wallet(name: str) -> Rejected:
    return Rejected(
        "wallet",
        Text(
            "pay_by.wallet",
            "{name} là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt.",
            name=name,
        ),
        (
            Choice(label=Text("choice.enter_bank", "Nhập ngân hàng"), keeps={"pay_by": "account"}),
            Choice(label=Text("choice.pay_open_account", "Mở tài khoản mới"), keeps={"pay_by": "open_account"}),
            Choice(label=Text("choice.pay_cash", "Tiền mặt"), keeps={"pay_by": "cash"}),
        ),
    )


def _miss(key: str) -> Rejected:
    match key:
        case "role":
            say = Text(
                "role.unclear",
                "Chọn giúp một số: 1 người hưởng tự khai, 2 bố mẹ hoặc giám hộ, 3 người khai giúp.",
            )
        case "relation":
            say = Text(
                "relation.unclear",
                "Ghi giúp {you} là gì của người hưởng. Ví dụ: con, vợ, cháu, hàng xóm.",
            )
        case "pay_by":
            say = Text(
                "pay_by.unclear",
                "Chọn giúp một cách: 1 tài khoản đã có, 2 mở tài khoản mới, 3 tiền mặt, 4 tiền mặt tại nhà.",
            )
        case _:
            return Rejected(
                "not_understood",
                Text(
                    "not_understood",
                    "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được.",
                ),
            )
    return Rejected("unclear", say)
