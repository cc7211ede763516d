"""Who is who in a set of answers: ages, sex, who receives the money (wording.md section 4, "Who is who")."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.wording import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What decides how people are spoken to. role "" = not known yet."""

    role: str = ""
    age: int | None = None
    sex: str = ""
    name: str = field(default="", repr=False)
    requester: str = field(default="", repr=False)
    receives: bool = False


def address_of(answers: Answers, today: date) -> Address:
    """How to speak to the one who types these answers, and of the beneficiary."""
    return Address(
        role=text_of(answers, "role"),
        age=age_on(text_of(answers, "birth_date"), today),
        sex=sex_of(answers),
        name=text_of(answers, "full_name"),
        requester=text_of(answers, "requester_name"),
        receives=is_authorised_person(answers),
    )


def text_of(answers: Answers, key: str) -> str:
    """A text answer, "" when it is not there."""
    value = answers.get(key)
    return value if isinstance(value, str) else ""


def age_on(birth_date: str, day: date) -> int | None:
    """Full years on a day of someone born ``1952-03-05`` or ``1945`` (then by the year); None if unknown."""
    if len(birth_date) == 4:
        return day.year - int(birth_date)
    if len(birth_date) != 10:
        return None
    born = date.fromisoformat(birth_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def sex_of(answers: Answers) -> str:
    """male, female or "": from the QR, else the fourth digit of the CCCD (NĐ 137/2015 Điều 13)."""
    stated = text_of(answers, "sex")
    if stated:
        return stated
    cccd = text_of(answers, "cccd")
    return ("male" if int(cccd[3]) % 2 == 0 else "female") if len(cccd) == 12 else ""


def is_authorised_person(answers: Answers) -> bool:
    """A helper who also receives the money: own account, or collects the cash."""
    return text_of(answers, "role") == "helper" and receives(answers)


def receives(answers: Answers) -> bool:
    """The requester, not the beneficiary, gets the money in hand or on an own account."""
    pay_by = text_of(answers, "pay_by")
    if pay_by in ("account", "open_account"):
        return text_of(answers, "account_holder") == "requester"
    return pay_by in ("cash", "cash_home") and text_of(answers, "cash_receiver") == "requester"
