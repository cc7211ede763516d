"""The persons behind a registration: whom the police check, and whose name an account bears."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.people import is_authorised_person, text_of
from domain.reading.text import as_printed_by_banks, fold
from domain.wording import Answers, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of the list for the police. role: beneficiary | guardian | authorised_person.

    birth_date: ``1952-03-05`` or ``1945``; cccd "" = none; residence as the answers keep it, detail beside.
    """

    role: str
    full_name: str = field(repr=False)
    birth_date: str = field(repr=False)
    cccd: str = field(repr=False)
    residence: Value = field(repr=False)
    residence_detail: str = field(repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """Label and value of the blind index that finds this person again: CCCD, else name and birth."""
        if self.cccd:
            return "cccd", self.cccd
        return "person", "|".join((fold(self.full_name), self.birth_date))

    def is_same(self, full_name: str, birth_date: str) -> bool:
        """Whether a name and birth as checked before are still those declared now."""
        return fold(self.full_name) == fold(full_name) and _as_iso(birth_date) == self.birth_date


def _as_iso(birth_date: str) -> str:
    """A birth date of a list, ``05/03/1952`` or as answers keep it, as answers keep it."""
    parts = birth_date.split("/")
    return "-".join(reversed(parts)) if len(parts) == 3 else birth_date


def persons_to_check(answers: Answers) -> tuple[Person, ...]:
    """The beneficiary, and a guardian or an authorised person (sheets.md 3); a helper is no row."""
    beneficiary = Person(
        role="beneficiary",
        full_name=text_of(answers, "full_name"),
        birth_date=text_of(answers, "birth_date"),
        cccd=text_of(answers, "cccd"),
        residence=answers.get("residence_unit"),
        residence_detail=text_of(answers, "residence_detail"),
    )
    if not has_representative(answers):
        return (beneficiary,)
    residence = answers.get("requester_residence")
    detail = residence.get("detail") if isinstance(residence, dict) else None
    representative = Person(
        role="guardian" if text_of(answers, "role") == "guardian" else "authorised_person",
        full_name=text_of(answers, "requester_name"),
        birth_date=text_of(answers, "requester_birth_date"),
        cccd=text_of(answers, "requester_cccd"),
        residence=residence,
        residence_detail=detail if isinstance(detail, str) else "",
    )
    return beneficiary, representative


def has_representative(answers: Answers) -> bool:
    """A guardian, or a helper who also receives: their paper must be seen before it leaves the commune."""
    return text_of(answers, "role") == "guardian" or is_authorised_person(answers)


def account_name_of(answers: Answers) -> str:
    """The name on the account: as VietQR, the bank or staff gave it, else the holder's as banks print it."""
    given = text_of(answers, "account_name")
    if given:
        return given
    holder = "requester_name" if text_of(answers, "account_holder") == "requester" else "full_name"
    return as_printed_by_banks(text_of(answers, holder))


def unit_of(answers: Answers) -> str:
    """The code of today's unit where the beneficiary lives; "" when it is not known."""
    residence = answers.get("residence_unit")
    unit = residence.get("unit") if isinstance(residence, dict) else None
    return unit if isinstance(unit, str) else ""


def birth_year_differs(answers: Answers) -> bool:
    """The year in the CCCD (signs 4 to 6: century and sex, year; NĐ 137/2015 Điều 13) is not the declared."""
    cccd, birth = text_of(answers, "cccd"), text_of(answers, "birth_date")
    if len(cccd) != 12 or len(birth) < 4:
        return False
    return 1900 + 100 * (int(cccd[3]) // 2) + int(cccd[4:6]) != int(birth[:4])
