"""An account that was opened for somebody: kept as a new version, asked about, and used once it is confirmed.

Until then ``pay_by`` stays "open_account": the person is paid in cash, and the registration waits in verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from admin import notices
from admin.desk import Desk
from domain.people import text_of
from domain.reading.text import as_printed_by_banks
from domain.reference.banks import bank_name
from domain.registration import Registration, Status
from domain.wording import Answers, Choice, Text, Value
from storage import audit, registrations, tasks

OPENED = Text("account_opened", "Tin về hồ sơ {code}. {payer} báo đã mở tài khoản đuôi {tail} tại {bank}.")
KEEP_SAFE = Text("account_opened.safe", "Giữ kín thẻ, mật khẩu, mã OTP.")
RIGHT_ASK = Text("account_opened.ask", "Tài khoản này đúng của {ben} không ạ?")
RIGHT = Text("choice.account_right", "Đúng")
WRONG = Text("choice.account_wrong", "Không đúng")
NOT_OPENED = Text("choice.account_not_opened", "Chưa mở")
FORM = "account_opened"


def waits_for_check(one: Registration, answers: Answers) -> bool:
    """An account was opened, and nobody has said yet that it is right."""
    return one.pay_by == "open_account" and bool(text_of(answers, "account_number"))


def keep_account(desk: Desk, one: Registration, answers: Answers, *, said: Mapping[str, Any], bank: str) -> bool:
    """The account as the payer reports it, and the question to the person; False when it is known already."""
    number = str(said.get("account_number") or "")
    if (text_of(answers, "account_number"), text_of(answers, "bank")) == (number, bank):
        return False
    name = as_printed_by_banks(str(said.get("account_name") or ""))
    new: dict[str, Value] = {**answers, "bank": bank, "account_number": number}
    if name:
        new["account_name"] = name
    _keep_version(desk, one, new, {"account_index": desk.seal.index("account", number)})
    now = registrations.find(desk.db, one.id, seal=desk.seal)
    assert now is not None
    lines = (
        Text(OPENED.key, OPENED.vietnamese, code=one.code, tail=number[-4:], bank=bank_name(bank)),
        KEEP_SAFE,
        RIGHT_ASK,
    )
    key = ":".join(("account_opened", one.id, str(now.version)))
    notices.push(desk, [(now, key, notices.body_of(now, "account_opened", lines, _choices(one.id)))])
    return True


def _choices(registration_id: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label=label,
            does="submit",
            args={
                "kind": "account_answer",
                "about": registration_id,
                "answers": {"account_is_right": said},
            },
        )
        for label, said in ((RIGHT, "yes"), (WRONG, "no"), (NOT_OPENED, "not_opened"))
    )


def confirm(desk: Desk, one: Registration, answers: Answers) -> bool:
    """The account is right: from now on the money may go there. False when there is none to confirm."""
    if one.status is not Status.VERIFIED or not waits_for_check(one, answers):
        return False
    _keep_version(desk, one, {**answers, "pay_by": "account"}, {"pay_by": "account"})
    tasks.finish_by_key(desk.db, task_key(one.id), by=desk.staff.id if desk.staff else None, now=desk.now)
    return True


def task_key(registration_id: str) -> str:
    """Key of the officer's task about an account somebody said is not right."""
    return ":".join(("account_wrong", registration_id))


def _keep_version(desk: Desk, one: Registration, answers: Answers, columns: Mapping[str, Any]) -> None:
    version = registrations.add_version(
        desk.db,
        one,
        answers=answers,
        form=(FORM, 1),
        typed_by=one.typed_by,
        seal=desk.seal,
        now=desk.now,
    )
    if not registrations.change(desk.db, one, version=version, **columns):
        raise RuntimeError("a registration changed between its reading and its writing")
    audit.write(
        desk.db,
        at=desk.now,
        who=desk.who,
        what="registration.account",
        about=one.id,
        code=one.code,
        version=version,
    )
