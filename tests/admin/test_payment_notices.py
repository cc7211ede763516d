"""Every row of a result is told in exactly one way, and cut-off work goes on where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin import outcomes
from admin.following import follow_some
from admin.outcomes import OUTCOMES, outcome_of, stored
from admin.payment_notices import Persons, how_told
from admin.payment_texts import said_of
from admin.takings import TAKINGS
from domain.registration import Registration, Status
from locales import load_languages
from storage import batches, imports
from storage.payments import NOBODY, NOT_WANTED, PHONE, WAITING, Payment, Reach
from storage.sealing import Sealer
from tests.admin.commune import KNOWN, moment
from tests.admin.offices import Offices, fill, month_list
from tests.databases import Databases

ONE = Registration(
    id="r",
    code="BK-7Q4M-2KT",
    unit="01840",
    chat_id="c",
    status=Status.ACTIVE,
    status_since=moment(1, 8),
    version=1,
    revision=1,
    sent_at=moment(1, 8),
    due_on=date(2026, 11, 4),
    resent=0,
    role="helper",
    pay_by="account",
    category_group="NCC",
    category="NCC_TB",
    warnings=(),
    duplicate_of="",
    duplicate_cleared=False,
    asked_answer="agreed",
    asked_how="met",
    paper_seen_on=None,
    returned=(),
    reason="",
    claimed_by="",
    claimed_until=None,
    tell_messages=True,
    typed_by="",
)
PAID = Payment(
    id="p",
    key="paid:b:r:paid_account",
    batch_id="b",
    registration_id="r",
    outcome="paid_account",
    reason="",
    rows=1,
    amount=1_500_000,
    paid=1_500_000,
    paid_on=date(2027, 1, 12),
    period="01/2027",
    tail="1223",
    bank="Agribank",
    told=WAITING,
)
LANGUAGES = load_languages()
REACHES = st.builds(
    Reach,
    chat_id=st.just("c"),
    messages=st.sampled_from(("full", "short", "off")),
    reachable=st.booleans(),
    wanted=st.booleans(),
)
PEOPLE = st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(Status), st.none() | REACHES, st.booleans())


@given(st.lists(PEOPLE, max_size=60))
def test_the_ways_of_telling_add_up_to_the_rows(rows: list[tuple[str, Status, Reach | None, bool]]) -> None:
    """Message, phone, not wanted and nobody: each row one of them; no message against anybody's will."""
    counts = dict.fromkeys((WAITING, PHONE, NOT_WANTED, NOBODY), 0)
    for outcome, status, reach, quiet in rows:
        known = Persons(
            found={} if reach is None else {"r": replace(ONE, status=status)},
            reach={} if reach is None else {"r": reach},
            quiet=frozenset({"r"} if quiet else ()),
        )
        told = how_told(outcome, "r", known)
        counts[told] += 1
        if told == WAITING:
            assert reach is not None
            assert (reach.wanted, reach.reachable, quiet) == (True, True, False)
            assert reach.messages != "off"
            assert outcome not in outcomes.SILENT
        if quiet:
            assert told == NOBODY
    assert sum(counts.values()) == len(rows)


ANSWERS = st.fixed_dictionaries(
    {
        "pay_result": st.sampled_from(
            (*outcomes.PAID, "returned_by_bank", "unclear", "not_collected", "suspended")
        ),
        "pay_reason": st.sampled_from((None, *(f"R{number}" for number in range(1, 12)))),
        "paid": st.none() | st.integers(0, 2_000_000),
    }
)


@given(ANSWERS, st.integers(1, 2_000_000))
def test_every_answer_has_one_outcome(answer: dict[str, Any], amount: int) -> None:
    """Any mixture of result, reason and amount: a known outcome that fits its column; doubt stays doubt."""
    outcome, reason = outcome_of(answer, amount)
    assert outcome in OUTCOMES
    assert len(stored(outcome, reason)) <= 20
    if answer["pay_result"] == "unclear":
        assert outcome == "unclear"
    if outcome in outcomes.ARRIVED:
        assert answer["pay_result"] in outcomes.PAID
    if outcome == "returned_by_bank":
        assert reason in outcomes.BANK_REASONS


@pytest.mark.parametrize(
    ("changes", "short", "expected"),
    [
        (
            {"outcome": "paid_home"},
            False,
            "Bưu điện báo đã trả 1.500.000 đồng tiền mặt tại nhà ngày 12/01/2027.\nNgười hưởng đã nhận chưa ạ?",
        ),
        (
            {"outcome": "paid_cash"},
            False,
            "Bưu điện báo đã trả 1.500.000 đồng tiền mặt ngày 12/01/2027.\nNgười hưởng đã nhận chưa ạ?",
        ),
        (
            {"outcome": "paid_cash", "paid_on": None},
            False,
            "Bưu điện báo đã trả 1.500.000 đồng tiền mặt.\nNgười hưởng đã nhận chưa ạ?",
        ),
        ({}, True, "kỳ tháng 01/2027. Kỳ này đã chi trả.\nTiền đã về chưa ạ?"),
        (
            {"outcome": "late", "reason": "R6"},
            False,
            "Tiền kỳ tháng 01/2027 về chậm. Đơn vị chi trả đang gửi lại, chưa cần làm gì thêm.",
        ),
        (
            {"outcome": "returned_by_bank", "reason": "R3"},
            False,
            "chưa vào được tài khoản, lý do: số này không thuộc Agribank. "
            "Khoản tiền vẫn được giữ cho người hưởng.\nTài khoản đuôi 1223 còn dùng không?",
        ),
        (
            {"outcome": "not_collected", "reason": "R7"},
            False,
            "Bưu điện báo kỳ tháng 01/2027 chưa có người đến lĩnh.\nCần trả tại nhà không?",
        ),
    ],
)
def test_the_sentences_of_each_outcome(changes: dict[str, Any], short: bool, expected: str) -> None:
    """wording.md section 5, letter for letter; no amount where none is wanted."""
    lines, _ = said_of(replace(PAID, **changes), ONE, short=short)
    text = "\n".join(LANGUAGES.speak(line, "vi", KNOWN) for line in lines)
    assert text.endswith(expected)
    assert "đồng" not in text[:100]
    if short:
        assert "1.500.000" not in text


@pytest.fixture
def offices(databases: Databases, sealer: Sealer) -> Offices:
    """A commune, its police, the office above it and the payer, on both databases."""
    return Offices(databases, sealer)


def test_work_cut_off_anywhere_goes_on_and_tells_everybody_once(offices: Offices) -> None:
    """Followed row by row: a person whose rows lie apart hears one sum; doing a step again changes nothing."""
    codes = [offices.verified_account(number).code for number in (1, 2)]
    offices.sitting(offices.hoa).order("/danhsach")
    offices.tap("Lập danh sách")
    offices.now = moment(25, 9, month=12)
    people = [(str(a["full_name"]), str(a["cccd"])) for a in (offices.answers(code) for code in codes)]
    rows = [(name, cccd, 400_000) for name, cccd in (*people, *people)]
    offices.sitting(offices.higher).send(month_list(rows, benefits=("NCC", "NCC", "TUAT", "TUAT")))
    offices.tap_and_wait("Lập danh sách")
    content = offices.file()
    offices.now = moment(11, 14, month=1, year=2027)
    paid = {"Kết quả": "Đã chuyển khoản", "Số tiền đã chi": 400_000, "Ngày chi": "10/01/2027"}
    offices.sitting(offices.payer).send(fill(content, "ket_qua", lambda row: paid))
    assert offices.shown is not None
    file_id = str(offices.shown.choices[0].args["file"])
    offices.databases.begin(lambda db: imports.apply(db, file_id, now=offices.now))
    for code in codes:
        offices.heard(offices.one(code).chat_id)
    steps = 0
    while not offices.do(lambda desk: _step(desk, file_id), sits=offices.payer):
        steps += 1
        if steps == 4:
            assert offices.payments() == []
    assert steps == 8
    for code in codes:
        (payment,) = offices.payments(code)
        assert (payment.rows, payment.paid) == (2, 800_000)
        assert len(offices.heard(offices.one(code).chat_id)) == 1
        assert offices.status(code) == "active"


def _step(desk: Any, file_id: str) -> bool:
    """One row at a time."""
    file = imports.find(desk.db, file_id)
    assert file is not None
    batch = batches.find(desk.db, file.batch_id)
    assert batch is not None
    return follow_some(desk, file, batch, TAKINGS[batch.kind], limit=1)
