"""Answers of a registration as cells of a list."""

from __future__ import annotations

from datetime import date

from domain.fields import RELATIONS
from domain.people import is_authorised_person, text_of
from domain.persons import has_representative
from domain.reference.places import Places
from domain.wording import Answers, Value


def residence_line(places: Places, residence: Value, detail: str) -> str:
    """Tổ 7, phường Đức Xuân: by today's unit; as typed where it is not known."""
    if not isinstance(residence, dict):
        return detail
    unit = places.units.get(str(residence.get("unit") or ""))
    if unit is None:
        return str(residence.get("text") or detail)
    return ", ".join(part for part in (detail, unit.full_name) if part)


def beneficiary_lives(places: Places, answers: Answers) -> str:
    """Where the beneficiary lives."""
    return residence_line(places, answers.get("residence_unit"), text_of(answers, "residence_detail"))


def requester_lives(places: Places, answers: Answers) -> str:
    """Where a guardian or authorised person lives."""
    residence = answers.get("requester_residence")
    detail = residence.get("detail") if isinstance(residence, dict) else None
    return residence_line(places, residence, str(detail or ""))


def relation_word(answers: Answers) -> str:
    """What the requester is to the beneficiary: "con", or as typed."""
    known = RELATIONS.get(text_of(answers, "relation"))
    return known.vietnamese if known else text_of(answers, "relation_other")


def representative_line(answers: Answers, *, with_paper: bool = False) -> str | None:
    """Đặng Văn Lợi (cháu), giấy ủy quyền số 15/2026 ngày 10/10/2026; None for a helper and for self."""
    if not has_representative(answers):
        return None
    word = relation_word(answers)
    who = text_of(answers, "requester_name")
    line = f"{who} ({word})" if word else who
    paper = _paper(answers) if with_paper else ""
    return ", ".join(part for part in (line, paper) if part)


def _paper(answers: Answers) -> str:
    names = {
        "paper": "giấy ủy quyền",
        "birth_certificate": "giấy khai sinh",
        "decision": "quyết định giám hộ",
    }
    name = names.get(text_of(answers, "basis_document"), "")
    number, day = text_of(answers, "basis_number"), text_of(answers, "basis_date")
    if name and number:
        name += f" số {number}"
    if name and len(day) == 10:
        name += f" ngày {date.fromisoformat(day):%d/%m/%Y}"
    return name


def person_role(answers: Answers, *, holder: str) -> str:
    """Whose account it is, as a role of a person in a list: beneficiary, guardian, authorised_person."""
    if holder != "requester":
        return "beneficiary"
    return "authorised_person" if is_authorised_person(answers) else "guardian"
