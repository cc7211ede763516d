"""The LƯU Ý lines: which answers raise which."""

from __future__ import annotations

from typing import Any

import pytest

from domain.warnings import WARNINGS, Seen, warnings_of

PLAIN: dict[str, Any] = {
    "role": "self",
    "cccd": "006146002468",
    "full_name": "Triệu Thị Mùi",
    "birth_date": "1946-01-02",
    "phone": "+84912000111",
    "pay_by": "cash",
    "cash_receiver": "beneficiary",
}
HELPER = PLAIN | {
    "role": "helper",
    "requester_name": "Nông Thị Lan",
    "requester_phone": "+84912345678",
    "basis_document": "spoken",
}
ACCOUNT = {"pay_by": "account", "bank": "VCB", "account_number": "0351000123456"}
OWN = HELPER | ACCOUNT | {"account_holder": "requester"}


@pytest.mark.parametrize(
    ("answers", "seen", "codes"),
    [
        (PLAIN, Seen(), ()),
        (HELPER, Seen(), ()),
        (HELPER | ACCOUNT | {"account_holder": "beneficiary"}, Seen(), ("spoken",)),
        (PLAIN | ACCOUNT | {"account_holder": "beneficiary"}, Seen(), ("not_asked",)),
        (PLAIN | ACCOUNT | {"account_holder": "beneficiary"}, Seen(asked="agreed"), ()),
        (PLAIN | ACCOUNT | {"account_holder": "beneficiary"}, Seen(asked="refused"), ("not_asked",)),
        (OWN, Seen(), ("account_no_paper", "spoken")),
        (OWN | {"basis_document": "paper"}, Seen(), ("paper_not_seen", "not_asked")),
        (OWN | {"basis_document": "paper"}, Seen(paper_seen=True), ("not_asked",)),
        (OWN, Seen(paper_seen=True), ("spoken",)),
        (HELPER | {"cash_receiver": "requester"}, Seen(), ("cash_no_paper",)),
        (HELPER | {"basis_document": "cannot_speak"}, Seen(), ("cannot_speak",)),
        (PLAIN | {"role": "guardian"}, Seen(), ("guardian_not_seen",)),
        (PLAIN | {"role": "guardian"}, Seen(paper_seen=True), ()),
        (HELPER | {"phone": "+84912345678"}, Seen(), ("same_phone",)),
        (PLAIN | {"full_name": "Trieu Thi Mui"}, Seen(), ("no_marks",)),
        (PLAIN | {"birth_date": "1948"}, Seen(), ("birth_year_differs",)),
        (PLAIN | {"cccd": "006352002468", "birth_date": "2052-01-01"}, Seen(), ()),
        (PLAIN | {"cccd": None, "cccd_request": "lost"}, Seen(), ("no_cccd",)),
        (PLAIN | {"warnings": ["two_groups", "old_prefix"]}, Seen(), ("two_groups",)),
        (PLAIN, Seen(duplicate=True), ("duplicate",)),
        (PLAIN, Seen(shared_account=True), ("shared_account",)),
        (PLAIN, Seen(typed_by_staff=True), ("typed_by_staff",)),
    ],
)
def test_answers_raise_their_warnings(answers: dict[str, Any], seen: Seen, codes: tuple[str, ...]) -> None:
    """Exactly these, in the order of the card."""
    assert warnings_of(answers, seen) == codes


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"account_number": "999900001111"}, "account_changed"),
        ({"bank": "CTG"}, "account_changed"),
        ({"account_holder": "beneficiary"}, "holder_only_changed"),
    ],
)
def test_a_changed_account_is_named(after: dict[str, Any], code: str) -> None:
    """Against the version that was sent before."""
    changed = warnings_of(OWN | after, Seen(before=OWN))
    assert {"account_changed", "holder_only_changed"} & set(changed) == {code}
    assert code not in warnings_of(OWN | after, Seen(before=PLAIN))


def test_warnings_are_those_of_the_wording() -> None:
    """Each is one sentence with a full stop."""
    assert all(text.vietnamese.endswith(".") for text in WARNINGS.values())
