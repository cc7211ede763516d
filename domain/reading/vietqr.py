"""VietQR, the transfer code of banks: EMVCo tags and lengths walked, the CRC checked, nothing believed.

A code that points to a card (QRIBFTTC), another currency or an unknown bank is refused although other readers
take it (domain.md, "Banks"). The amount and the note are read, and are nobody's answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.reading import account_rules as rules
from domain.reading.bank_words import listed
from domain.reading.money_misses import finance_company, split_echo, wallet
from domain.reading.situation import Situation
from domain.reading.text import as_printed_by_banks, clean, fold, words_of
from domain.reference.banks import bank_name, bank_of_bin, wallet_of_bin
from domain.wording import Kept, Rejected, Text

_PAYLOAD = re.compile(r"000201.*6304[0-9A-F]{4}", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"\s*000201[0-9]{4}", re.ASCII)
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.0{1,2})?", re.ASCII)
_AROUND = listed("da a em e gui ma qr vietqr day nhe cua toi con xin vang thua anh chi ne")
_NAPAS, _TO_ACCOUNT, _TO_CARD, _DONG = "A000000727", "QRIBFTTA", "QRIBFTTC", "704"


@dataclass(frozen=True, slots=True, kw_only=True)
class VietQR:
    """What a code says. ``amount`` in đồng and ``memo`` may be None; ``holder`` is "" when no name is in it."""

    bin: str
    account: str
    amount: int | None = None
    memo: str | None = None
    holder: str = ""


def looks_like_vietqr(text: str) -> bool:
    """The text begins as such a code does; whether it is a good one is not said."""
    return _START.match(text) is not None


def read_vietqr(text: str, situation: Situation) -> Kept | Rejected:
    """Bank, account number and, where the code has it, the name on the account. Codes as ``walk_vietqr``."""
    code = walk_vietqr(text)
    if isinstance(code, Rejected):
        return code
    bank = bank_of_bin(code.bin)
    assert bank is not None, "walk_vietqr lets known banks through only"
    values = {"bank": bank.code, "account_number": code.account}
    if code.holder:
        return Kept({**values, "account_name": code.holder}, echo=split_echo(values))
    return Kept(values, echo=split_echo(values))


def walk_vietqr(text: str) -> VietQR | Rejected:
    """What a payload says, its check sum and every tag that matters being right.

    Spaces and a polite word round it do not matter. Codes: qr_failed (cut off, damaged), qr_other (no transfer
    to a bank account in đồng), wallet, finance_company, card, and those of a bad account number.
    """
    payload = _payload(text)
    if payload is None:
        return failed() if looks_like_vietqr(text) else other()
    try:
        tags = dict(_walk(payload))
        merchant = dict(_walk(tags.get("38", "")))
        beneficiary = dict(_walk(merchant.get("01", "")))
        more = dict(_walk(tags.get("62", "")))
    except ValueError:
        return failed()
    if merchant.get("00") != _NAPAS or tags.get("53") != _DONG or tags.get("58", "VN").upper() != "VN":
        return other()
    if merchant.get("02") == _TO_CARD:
        return rules.card()
    if merchant.get("02") != _TO_ACCOUNT:
        return other()
    amount = _AMOUNT.fullmatch(tags["54"]) if "54" in tags else None
    if "54" in tags and amount is None:
        return failed()
    return _checked(
        VietQR(
            bin=beneficiary.get("00", ""),
            account=beneficiary.get("01", ""),
            amount=int(amount[1]) if amount else None,
            memo=more.get("08"),
            holder=_holder(tags.get("59", "")),
        )
    )


def check_sum(text: str) -> str:
    """CRC-16/CCITT-FALSE of a text in UTF-8, four hexadecimal signs in capitals."""
    value = 0xFFFF
    for byte in text.encode("utf-8", "replace"):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def failed() -> Rejected:
    """qr_failed of section 5, said where an account is asked for."""
    return Rejected(
        "qr_failed",
        Text(
            "qr_failed.account",
            "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Hoặc gõ tên ngân hàng và số tài khoản.",
        ),
    )


def other() -> Rejected:
    """qr_other of section 5, said where an account is asked for."""
    return Rejected(
        "qr_other",
        Text(
            "qr_other.account",
            "Mã này không phải của tài khoản ngân hàng. Gõ tên ngân hàng và số tài khoản giúp.",
        ),
    )


def _payload(text: str) -> str | None:
    """The payload in a text whose check sum is right, as it was written; None when there is none."""
    plain = unicodedata.normalize("NFKC", clean(text))
    for candidate in (text, plain, plain.upper()):
        found = _PAYLOAD.search(candidate)
        if (
            found is None
            or not {*words_of(candidate[: found.start()] + " " + candidate[found.end() :])} <= _AROUND
        ):
            continue
        payload = found[0]
        if check_sum(payload[:-4]) == payload[-4:].upper():
            return payload
    return None


def _walk(text: str) -> Iterator[tuple[str, str]]:
    """Tags and values of a TLV text; ValueError when a length does not come out or a tag comes twice."""
    at, seen = 0, set()
    while at < len(text):
        tag, size = text[at : at + 2], text[at + 2 : at + 4]
        if not (tag + size).isascii() or not (tag + size).isdigit() or len(size) != 2 or tag in seen:
            raise ValueError("a tag is damaged")
        value = text[at + 4 : at + 4 + int(size)]
        if len(value) != int(size):
            raise ValueError("a value is cut off")
        seen.add(tag)
        at += 4 + int(size)
        yield tag, value


def _checked(code: VietQR) -> VietQR | Rejected:
    purse = wallet_of_bin(code.bin)
    if purse is not None:
        return wallet(purse.name)
    bank = bank_of_bin(code.bin)
    if bank is None:
        return other()
    if bank.kind == "finance":
        return finance_company(bank_name(bank.code))
    if not (code.account.isascii() and code.account.isdigit()):
        return rules.nickname() if code.account.isalnum() else other()
    if rules.is_card(code.account):
        return rules.card()
    short = rules.SHORTEST <= len(code.account) <= rules.LONGEST
    return code if short and set(code.account) != {"0"} else other()


def _holder(name: str) -> str:
    """The merchant's name where it is a name: letters and spaces only."""
    printed = as_printed_by_banks(name)
    return printed if len(printed.split()) > 1 and printed == " ".join(fold(name).upper().split()) else ""
