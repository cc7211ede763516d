"""VietQR: every tag that matters is checked, nothing is believed because another reader takes it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.situation import Situation
from domain.reading.vietqr import VietQR, check_sum, looks_like_vietqr, read_vietqr, walk_vietqr
from domain.reference.places import default_places
from domain.wording import Kept, Rejected
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

SITUATION = Situation(key="account_number", today=date(2026, 11, 24), places=default_places())
GOLDEN = Path(__file__).parents[2] / "data" / "golden_dev.jsonl"
GOOD = "00020101021138570010A00000072701270006970436011303510001234560208QRIBFTTA53037045802VN6304E466"
WITH_MEMO = (
    "00020101021238580010A000000727012800069704180114395100001234560208QRIBFTTA"
    "530370454065000005802VN62110807TRO CAP63043168"
)


def _tag(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"


def _code(
    *,
    bank: str = "970436",
    account: str = "0351000123456",
    guid: str = "A000000727",
    service: str = "QRIBFTTA",
    currency: str = "704",
    country: str = "VN",
    extra: str = "",
) -> str:
    to = _tag("00", bank) + _tag("01", account)
    merchant = _tag("00", guid) + _tag("01", to) + _tag("02", service)
    body = (
        _tag("00", "01")
        + _tag("01", "11")
        + _tag("38", merchant)
        + _tag("53", currency)
        + extra
        + _tag("58", country)
    )
    return body + "6304" + check_sum(body + "6304")


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in map(json.loads, GOLDEN.read_text("utf-8").splitlines())
        if row["kind"] == "vietqr" and row["ok"]
    ],
    ids=lambda row: row["input"][60:90],
)
def test_a_good_code_is_read_whole(row: dict[str, object]) -> None:
    """BIN, number, amount and note of the golden codes, and the two answers they give."""
    code = walk_vietqr(str(row["input"]))
    assert isinstance(code, VietQR)
    assert row["value"] == {
        "bin": code.bin,
        "account": code.account,
        "amount": code.amount,
        "memo": code.memo,
    }
    reading = read_vietqr(str(row["input"]), SITUATION)
    assert isinstance(reading, Kept)
    assert reading.values["account_number"] == code.account
    assert reading.echo is not None
    assert reading.echo.key == "bank.split"


def test_the_check_sum_is_the_one_of_the_standard() -> None:
    """CRC-16/CCITT-FALSE: the published check value of "123456789"."""
    assert check_sum("123456789") == "29B1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD[:-4] + "0000", "qr_failed"),
        (GOOD[:-1], "qr_failed"),
        (GOOD[:40], "qr_failed"),
        (GOOD.replace("123456", "123465"), "qr_failed"),
        (_code(extra=_tag("54", "12.5")), "qr_failed"),
        (_code(extra=_tag("54", "-500")), "qr_failed"),
        (_code(extra=_tag("58", "VN")), "qr_failed"),
        (_code(guid="A000000775"), "qr_other"),
        (_code(bank="999999"), "qr_other"),
        (_code(currency="840"), "qr_other"),
        (_code(country="US"), "qr_other"),
        (_code(service="QRPUSH00"), "qr_other"),
        (_code(account="12345"), "qr_other"),
        (_code(account="000000"), "qr_other"),
        (_code(account="0351 00012"), "qr_other"),
        ("006045001234|095123456|Nguyễn Văn Bình", "qr_other"),
        ("970436 0351000123456", "qr_other"),
        ("", "qr_other"),
        ("https://vietqr.net/abc", "qr_other"),
        (_code(service="QRIBFTTC", account="9704366812345678901"), "card"),
        (_code(account="9704366812345678901"), "card"),
        (_code(account="4111111111111111"), "card"),
        (_code(account="NGUYENBINH"), "nickname"),
        (_code(bank="971025"), "wallet"),
        (_code(bank="977777"), "finance_company"),
    ],
)
def test_what_is_no_transfer_to_an_account_is_refused(text: str, code: str) -> None:
    """Damaged, cut off, to a card, to a wallet, in another currency: each with its own code."""
    reading = read_vietqr(text, SITUATION)
    assert isinstance(reading, Rejected)
    assert reading.code == code


def test_a_name_in_the_code_becomes_the_account_name() -> None:
    """Capitals without marks; a shop's name with signs in it is left out."""
    reading = read_vietqr(_code(extra=_tag("59", "NONG VAN THANH")), SITUATION)
    assert isinstance(reading, Kept)
    assert reading.values == {
        "bank": "VCB",
        "account_number": "0351000123456",
        "account_name": "NONG VAN THANH",
    }
    shop = read_vietqr(_code(extra=_tag("59", "SHOP 24/7")), SITUATION)
    assert isinstance(shop, Kept)
    assert "account_name" not in shop.values


def test_an_amount_in_whole_dong_may_have_decimals() -> None:
    """ "500000.00" is 500.000 đồng; the amount is nobody's answer."""
    code = walk_vietqr(_code(extra=_tag("54", "500000.00")))
    assert isinstance(code, VietQR)
    assert code.amount == 500000


def test_what_stands_round_a_code_does_not_matter() -> None:
    """Spaces, a line break, a polite word; other words do."""
    for text in (f"  {GOOD}\n", f"dạ em gửi {GOOD} ạ", f"Mã QR: {GOOD}.", GOOD.lower(), WITH_MEMO.lower()):
        assert isinstance(walk_vietqr(text), VietQR), text
    assert isinstance(walk_vietqr(f"không phải {GOOD}"), Rejected)
    assert looks_like_vietqr(GOOD)
    assert not looks_like_vietqr("0351000123456")


@given(ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    """No text raises."""
    walk_vietqr(text)
    walk_vietqr(GOOD[:30] + text + GOOD[30:])


@given(some.integers(0, len(WITH_MEMO) - 1), some.sampled_from("0123456789AVN"))
@settings(max_examples=100, deadline=None)
def test_no_damaged_sign_goes_unseen(place: int, sign: str) -> None:
    """One sign changed anywhere: refused, or the very same code."""
    damaged = WITH_MEMO[:place] + sign + WITH_MEMO[place + 1 :]
    code = walk_vietqr(damaged)
    assert isinstance(code, Rejected) or code == walk_vietqr(WITH_MEMO)


@given(some.sampled_from([GOOD, WITH_MEMO]), some.sampled_from(SPELLINGS))
@settings(max_examples=40, deadline=None)
def test_spelling_changes_nothing(text: str, spell: object) -> None:
    """NFD, full-width digits, hidden signs, case and a polite word give the same answers."""
    assert callable(spell)
    reading = read_vietqr(spell(text), SITUATION)
    assert isinstance(reading, Kept)
    assert reading == read_vietqr(text, SITUATION)
