"""The payer's result: its figures before anything is written, and what follows once it is (sheets.md 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from admin import lists, outcomes
from admin.desk import Desk
from admin.matching import Match
from admin.outcomes import ARRIVED, FINAL, OUTCOMES, outcome_of, stored
from admin.payment_notices import follow, told_by_row
from admin.taking import Reading, Taking
from domain.wording import Money, Text
from storage import payments
from storage.batches import Batch, BatchRow

KIND = "CT"
#: The figures of a preview, in order; the first two always, the others where there are any.
PAID = Text("result.paid", "Đã trả {a}, tổng {b}.")
RETURNED = Text("result.returned", "Chưa vào tài khoản {n}.")
OTHERS: dict[str, Text] = {
    outcomes.PARTIAL: Text("result.partial", "Chi một phần {n}."),
    outcomes.LATE: Text("result.late", "Về chậm {n}."),
    outcomes.NOT_COLLECTED: Text("result.not_collected", "Chưa nhận {n}."),
    outcomes.UNCLEAR: Text("result.unclear", "Chưa rõ, đang tra soát {n}."),
    outcomes.SUSPENDED: Text("result.suspended", "Tạm dừng chi {n}."),
    outcomes.DEATH: Text("result.death", "Báo đã chết {n}."),
    outcomes.MOVED: Text("result.moved", "Báo đã chuyển đi {n}."),
    outcomes.OTHER: Text("result.other", "Lý do khác {n}."),
}
TOLD = Text("result.told", "Nhắn {a}, gọi điện {b}, không nhận tin {c}, không báo {d}: đủ {n}.")
TOLD_WAITING = Text(
    "result.told_waiting", "Nhắn {a}, gọi điện {b}, không nhận tin {c}, không báo {d}, còn chờ {e}: đủ {n}."
)
DIFFERS = Text("result.differs", "Đã chi {a} và chưa chi {b} khác tổng danh sách {c}: lệch {d}.")


def _stored(match: Match) -> str:
    amount = match.sent.values.get("amount")
    return stored(*outcome_of(match.row.values, amount if isinstance(amount, int) else 0))


def paid_of(answer: Mapping[str, Any] | None) -> int:
    """What was paid, by a filled-in row."""
    paid = (answer or {}).get("paid")
    return paid if isinstance(paid, int) else 0


def _counts(reading: Reading) -> Text:
    """Đã trả 240, tổng 360.000.000 đồng. Chưa vào tài khoản 2."""
    by_outcome = dict.fromkeys(OUTCOMES, 0)
    for one in reading.changed:
        by_outcome[outcomes.of_stored(one.result)[0]] += 1
    total = sum(paid_of(one.answer) for one in reading.changed if _arrived(one.result))
    paid = sum(by_outcome[key] for key in outcomes.PAID)
    sentences = [
        Text(PAID.key, PAID.vietnamese, a=paid, b=Money(total)),
        Text(RETURNED.key, RETURNED.vietnamese, n=by_outcome[outcomes.RETURNED]),
        *(Text(text.key, text.vietnamese, n=by_outcome[key]) for key, text in OTHERS.items() if by_outcome[key]),
    ]
    return lists.joined(sentences)


def _arrived(result: str) -> bool:
    return outcomes.of_stored(result)[0] in ARRIVED


def _told(told: Counter[str], changed: int, waiting: int) -> tuple[Text, ...]:
    """How each row's person is told; the four, and what still waits, add up to the rows."""
    counts = {
        name: told[key]
        for name, key in zip(
            "abcd", (payments.WAITING, payments.PHONE, payments.NOT_WANTED, payments.NOBODY), strict=True
        )
    }
    if not waiting:
        return (Text(TOLD.key, TOLD.vietnamese, **counts, n=changed),)
    return (Text(TOLD_WAITING.key, TOLD_WAITING.vietnamese, **counts, e=waiting, n=changed + waiting),)


def _differs(reading: Reading) -> tuple[Text, ...]:
    """Paid and unpaid must be the list's total; else the officer confirms the difference by name."""
    then = {one.row.id: one.then for one in reading.changed}
    rows: Sequence[BatchRow] = [then.get(row.id, row) for row in reading.rows]
    paid = sum(paid_of(row.answer) for row in rows if _arrived(row.result))
    unpaid = sum(row.amount for row in rows if not _arrived(row.result))
    difference = reading.batch.total - paid - unpaid
    if not difference:
        return ()
    return (
        Text(
            DIFFERS.key,
            DIFFERS.vietnamese,
            a=Money(paid),
            b=Money(unpaid),
            c=Money(reading.batch.total),
            d=Money(difference),
        ),
    )


def _follow(desk: Desk, batch: Batch, rows: Sequence[BatchRow], changed: Collection[str]) -> None:
    follow(desk, batch, rows)


TAKING = Taking(
    kind=KIND,
    stored=_stored,
    counts=_counts,
    follow=_follow,
    final=lambda result: outcomes.of_stored(result)[0] in FINAL,
    weighs=("paid",),
    differs=_differs,
    tally=told_by_row,
    tallied=_told,
)
