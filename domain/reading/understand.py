"""Any kind of answer read by itself, outside a talk: what ``trocap understand KIND`` prints.

The value has the form of the golden set (domain.md "Golden semantics"): a bank is its BIN, a residence its two
ward codes. What is only shown back because it came out changed (a renamed ward, a retired prefix) counts as
understood; whatever has to be asked back does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from domain.reading.account_number import read_account_number
from domain.reading.address import read_address
from domain.reading.amount import read_amount
from domain.reading.bank import read_bank
from domain.reading.birth_date import read_birth_date
from domain.reading.category import read_category
from domain.reading.cccd import read_cccd
from domain.reading.cccd_qr import CardQR, read_cccd_qr, walk_cccd_qr
from domain.reading.name import read_name
from domain.reading.phone import read_phone
from domain.reading.situation import Situation
from domain.reading.vietqr import read_vietqr, walk_vietqr
from domain.reading.yes_no import read_yes_no
from domain.reference.banks import banks
from domain.reference.places import Places
from domain.wording import Answers, Kept, Reading, Rejected, Text, Unsure, Value

#: Shown back, yet understood: the first choice carries the value.
UNDERSTOOD: Final = frozenset(("renamed", "old_prefix"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: its reader, the question it is read for, and its value in the golden form."""

    read: Callable[[str, Situation], Reading]
    key: str
    value: Callable[[Answers], Value]


def _under(key: str) -> Callable[[Answers], Value]:
    return lambda kept: kept.get(key)


def _bin(kept: Answers) -> Value:
    code = kept.get("bank")
    return banks()[code].bin if isinstance(code, str) else None


def golden_address(kept: Answers) -> Value:
    """The two ward codes of a residence: the old one is None when only today's name was given."""
    lives = kept.get("residence_unit")
    return {"ward_2023": lives["old"], "ward_2025": lives["unit"]} if isinstance(lives, dict) else None


READERS: Final[Mapping[str, Kind]] = {
    "phone": Kind(read_phone, "phone", _under("phone")),
    "cccd": Kind(read_cccd, "cccd", _under("cccd")),
    "dob": Kind(read_birth_date, "birth_date", _under("birth_date")),
    "name": Kind(read_name, "full_name", _under("full_name")),
    "bank": Kind(read_bank, "bank", _bin),
    "account": Kind(read_account_number, "account_number", _under("account_number")),
    "yes_no": Kind(read_yes_no, "yes_no", _under("yes_no")),
    "address": Kind(read_address, "residence_unit", golden_address),
    "category": Kind(read_category, "category_group", _under("category")),
    "cccd_qr": Kind(read_cccd_qr, "cccd", _under("cccd")),
    "vietqr": Kind(read_vietqr, "account_number", _under("account_number")),
    "amount": Kind(read_amount, "amount", _under("amount")),
}


def understand(kind: str, text: str, *, today: date, places: Places) -> dict[str, Value | Text]:
    """``{"ok": True, "value": …}``, or ``{"ok": False, "code": …, "say": Text}`` when it is asked back.

    KeyError when there is no such kind. A value of None (has no phone, no card) is an answer of the talk, but
    no value: not ok.
    """
    if kind == "cccd_qr":
        return _card(walk_cccd_qr(text, today=today))
    if kind == "vietqr":
        return _transfer(text)
    reader = READERS[kind]
    reading = reader.read(text, Situation(key=reader.key, today=today, places=places))
    kept = _understood(reading)
    value = reader.value(kept) if kept is not None else None
    if value is not None:
        return {"ok": True, "value": value}
    if isinstance(reading, Kept):
        return {
            "ok": False,
            "code": "none",
            "say": Text("not_understood", "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được."),
        }
    return {"ok": False, "code": reading.code, "say": reading.say}


def _understood(reading: Reading) -> Answers | None:
    match reading:
        case Kept(values):
            return values
        case Unsure(code=code, choices=choices) if code in UNDERSTOOD:
            return choices[0].keeps
        case _:
            return None


def _card(card: CardQR | Rejected) -> dict[str, Value | Text]:
    if isinstance(card, Rejected):
        return {"ok": False, "code": card.code, "say": card.say}
    return {"ok": True, "value": asdict(card)}


def _transfer(text: str) -> dict[str, Value | Text]:
    code = walk_vietqr(text)
    if isinstance(code, Rejected):
        return {"ok": False, "code": code.code, "say": code.say}
    return {
        "ok": True,
        "value": {"bin": code.bin, "account": code.account, "amount": code.amount, "memo": code.memo},
    }
