"""When a question is asked: small predicates over the answers given before it."""

from __future__ import annotations

from domain.people import is_authorised_person, text_of
from domain.wording import Answers


def helper(given: Answers) -> bool:
    """A relative who helps."""
    return text_of(given, "role") == "helper"


def guardian(given: Answers) -> bool:
    """A parent or guardian."""
    return text_of(given, "role") == "guardian"


def somebody_else_types(given: Answers) -> bool:
    """Not the beneficiary."""
    return text_of(given, "role") in ("helper", "guardian")


def guardian_with_decision(given: Answers) -> bool:
    """A guardian by decision: its number and dates are asked."""
    return guardian(given) and text_of(given, "basis_document") == "decision"


def authorised(given: Answers) -> bool:
    """A helper who also receives the money."""
    return is_authorised_person(given)


def authorised_with_paper(given: Answers) -> bool:
    """An authorised person who has the paper."""
    return authorised(given) and text_of(given, "basis_document") == "paper"


def no_card(given: Answers) -> bool:
    """The beneficiary has no CCCD yet."""
    return "cccd" in given and given["cccd"] is None


def may_choose_way(given: Answers) -> bool:
    """Without consent to pass data on (việc 2) the way of paying stays as it is."""
    return given.get("consent_forward") is not False


def way(given: Answers) -> str:
    """How the money is paid: cash where nothing may be passed on."""
    return text_of(given, "pay_by") if may_choose_way(given) else "cash"


def to_account(given: Answers) -> bool:
    """To an account that exists."""
    return way(given) == "account"


def new_account(given: Answers) -> bool:
    """To an account that Bưu điện opens."""
    return way(given) == "open_account"


def account_has_holder(given: Answers) -> bool:
    """Who holds the account is asked: for an existing one, and for a new one only of a guardian."""
    return to_account(given) or (new_account(given) and guardian(given))


def cash_by_somebody(given: Answers) -> bool:
    """Cash, and somebody else types: who collects it is asked."""
    return way(given) in ("cash", "cash_home") and somebody_else_types(given)


def cash_home(given: Answers) -> bool:
    """Cash brought home."""
    return way(given) == "cash_home"


def points_of(given: Answers) -> tuple[str, ...]:
    """The pay points of the unit, put beside the answers when the residence is known."""
    points = given.get("pay_points")
    return tuple(str(point) for point in points) if isinstance(points, list) else ()


def several_points(given: Answers) -> bool:
    """Cash at one of several pay points."""
    return way(given) == "cash" and len(points_of(given)) > 1
