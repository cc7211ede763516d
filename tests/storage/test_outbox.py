"""Each message until delivered or given up for a reason, in one order a chat; a page's lines stay its history."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from storage import chats, outbox
from storage.outbox import Leased, Result
from storage.schema import chats as chat_table
from storage.schema import outbox as table
from storage.sealing import Sealer
from tests.databases import Databases
from tests.storage.given import a_chat, said


def _lease(
    db: Connection, *, seal: Sealer, now: datetime, limit: int = 9, seconds: float = 60, by: str = "me"
) -> list[Leased]:
    return outbox.lease(db, by=by, limit=limit, now=now, seconds=seconds, channels=["telegram"], seal=seal)


def _texts(leased: list[Leased]) -> list[str]:
    return [row.body["text"] for row in leased]


def _written(
    db: Connection, leased: list[Leased], outcome: str, *, now: datetime, seconds: float = 5
) -> list[str]:
    wait = 0 if outcome == "sent" else seconds
    results = [
        Result(id=row.id, chat_id=row.chat_id, outcome=outcome, channel_id="m1", seconds=wait) for row in leased
    ]
    return outbox.written(db, results, now=now)


def test_chat_is_sent_one_message_at_a_time_in_order(db: Connection, sealer: Sealer, now: datetime) -> None:
    """The next message of a chat is given only when the one before it was written as sent."""
    one, two = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, one, "1", "2", seal=sealer, now=now)
    said(db, two, "x", seal=sealer, now=now)
    leased = _lease(db, seal=sealer, now=now)
    assert [(row.address, row.body["text"], row.perhaps_sent) for row in leased] == [
        ("a", "1", False),
        ("b", "x", False),
    ]
    assert _lease(db, seal=sealer, now=now) == []
    assert _written(db, leased, "sent", now=now) == []
    assert _texts(_lease(db, seal=sealer, now=now)) == ["2"]
    assert db.execute(select(table.c.channel_id).where(table.c.state == "sent")).scalars().all() == ["m1", "m1"]


def test_chat_rests_after_a_message_as_long_as_its_channel_wants(
    db: Connection, sealer: Sealer, now: datetime
) -> None:
    """Telegram's limit for one chat: its next message comes a second later, another chat's at once."""
    one, two = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, one, "1", "2", seal=sealer, now=now)
    [row] = _lease(db, seal=sealer, now=now)
    outbox.written(db, [Result(id=row.id, chat_id=one, outcome="sent", seconds=1.0)], now=now)
    said(db, two, "x", seal=sealer, now=now)
    assert _texts(_lease(db, seal=sealer, now=now + timedelta(seconds=0.9))) == ["x"]
    assert outbox.next_moment(db, now=now + timedelta(seconds=0.9)) == now + timedelta(seconds=1)
    assert _texts(_lease(db, seal=sealer, now=now + timedelta(seconds=1))) == ["2"]
    assert outbox.next_moment(db, now=now + timedelta(seconds=1)) is None


def test_body_is_emptied_when_sent(db: Connection, sealer: Sealer, now: datetime) -> None:
    """What was delivered is not kept, and before that it is not readable in the row."""
    said(db, a_chat(db, "a", seal=sealer, now=now), "CCCD đuôi 2345", seal=sealer, now=now)
    assert "2345" not in str(db.execute(select(table.c.body_sealed)).scalar_one())
    leased = _lease(db, seal=sealer, now=now)
    assert "2345" not in repr(leased)
    _written(db, leased, "sent", now=now)
    assert db.execute(select(table.c.body_sealed)).scalar_one() is None


def test_row_found_past_its_lease_may_have_been_sent(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A sender that died leaves a row that another takes over, marked as perhaps sent, for good."""
    said(db, a_chat(db, "a", seal=sealer, now=now), "1", seal=sealer, now=now, repeat=True, notice_key="paid:1")
    _lease(db, seal=sealer, now=now, seconds=30, by="dead")
    assert _lease(db, seal=sealer, now=now + timedelta(seconds=29)) == []
    [row] = _lease(db, seal=sealer, now=now + timedelta(seconds=31))
    assert (row.perhaps_sent, row.repeat, row.notice_key) == (True, True, "paid:1")
    _written(db, [row], "later", now=now)
    [again] = _lease(db, seal=sealer, now=now + timedelta(seconds=60))
    assert again.perhaps_sent is True


def test_later_waits_for_that_chat_only(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A chat told to wait 37 s waits 37 s, the others flow; a wish of the channel is no try."""
    one, two = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, one, "1", "2", seal=sealer, now=now)
    said(db, two, "x", "y", seal=sealer, now=now)
    slow, fast = _lease(db, seal=sealer, now=now)
    wish = Result(id=slow.id, chat_id=one, outcome="later", seconds=37, counts=False)
    outbox.written(db, [wish, Result(id=fast.id, chat_id=two, outcome="sent")], now=now)
    assert _texts(_lease(db, seal=sealer, now=now + timedelta(seconds=36))) == ["y"]
    [row] = _lease(db, seal=sealer, now=now + timedelta(seconds=37))
    assert (row.body["text"], row.tries, row.perhaps_sent) == ("1", 0, False)
    perhaps = Result(id=row.id, chat_id=one, outcome="later", seconds=0, perhaps_sent=True)
    outbox.written(db, [perhaps], now=now)
    [row] = _lease(db, seal=sealer, now=now + timedelta(seconds=37))
    assert (row.tries, row.perhaps_sent) == (1, True)


def test_given_up_message_names_its_reason_and_lets_the_next_pass(
    db: Connection, sealer: Sealer, now: datetime
) -> None:
    """Refused, or too often tried: the row ends with its reason, its notice is named, the chat goes on."""
    ident = a_chat(db, "a", seal=sealer, now=now)
    said(db, ident, "1", seal=sealer, now=now, notice_key="paid:1")
    said(db, ident, "2", "3", seal=sealer, now=now)
    assert _written(db, _lease(db, seal=sealer, now=now), "refused", now=now) == ["paid:1"]
    assert _written(db, _lease(db, seal=sealer, now=now), "tries", now=now) == []
    assert _texts(_lease(db, seal=sealer, now=now)) == ["3"]
    rows = db.execute(select(table.c.state, table.c.reason, table.c.body_sealed).order_by(table.c.id)).all()
    assert rows[:2] == [("undelivered", "refused", None), ("undelivered", "tries", None)]
    assert chats.find(db, [ident], seal=sealer)[ident].reachable is True


def test_gone_chat_gets_nothing_more(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Who blocked us is marked, all that waits for them ends, and every notice among it is named."""
    ident, other = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, ident, "1", seal=sealer, now=now, notice_key="paid:1")
    said(db, ident, "2", seal=sealer, now=now, notice_key="paid:2")
    said(db, other, "x", seal=sealer, now=now, notice_key="paid:3")
    leased = [row for row in _lease(db, seal=sealer, now=now) if row.chat_id == ident]
    assert sorted(_written(db, leased, "gone", now=now)) == ["paid:1", "paid:2"]
    assert chats.find(db, [ident], seal=sealer)[ident].reachable is False
    assert _texts(_lease(db, seal=sealer, now=now + timedelta(minutes=5))) == ["x"]


def test_swapped_bodies_are_given_up(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A body put into another row is never sent to the wrong person; the chat's next message is."""
    one, two = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, one, "1", "2", seal=sealer, now=now)
    said(db, two, "x", seal=sealer, now=now)
    first, _, third = db.execute(select(table.c.id, table.c.body_sealed).order_by(table.c.id)).all()
    db.execute(update(table).where(table.c.id == first.id).values(body_sealed=third.body_sealed))
    assert _texts(_lease(db, seal=sealer, now=now)) == ["x"]
    assert _texts(_lease(db, seal=sealer, now=now)) == ["2"]
    assert db.execute(select(table.c.reason).where(table.c.id == first.id)).scalar_one() == "unopened"


def test_swapped_addresses_send_nothing(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A message is not sent to an address that was put into its chat's row."""
    one, two = (a_chat(db, name, seal=sealer, now=now) for name in "ab")
    said(db, one, "1", seal=sealer, now=now)
    address = db.execute(select(chat_table.c.address_sealed).where(chat_table.c.id == two)).scalar_one()
    db.execute(update(chat_table).where(chat_table.c.id == one).values(address_sealed=address))
    assert _lease(db, seal=sealer, now=now) == []


def test_web_lines_wait_for_their_page(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Lines of a web chat are not leased; shown ones are sent and stay as history, both ways, in order."""
    ident = a_chat(db, "w", seal=sealer, now=now, channel="web")
    said(db, ident, "chào", seal=sealer, now=now, mine=True)
    said(db, ident, "1", "2", seal=sealer, now=now)
    assert _lease(db, seal=sealer, now=now) == []
    lines = outbox.history(db, ident, after=0, limit=9, seal=sealer)
    assert [(line.mine, line.body["text"]) for line in lines] == [(True, "chào"), (False, "1"), (False, "2")]
    outbox.shown(db, ident, [line.id for line in lines[:2]], now=now)
    outbox.shown(db, "another chat", [lines[2].id], now=now)
    assert db.execute(select(table.c.state).order_by(table.c.id)).scalars().all() == ["sent", "sent", "waiting"]
    after = outbox.history(db, ident, after=lines[1].id, limit=9, seal=sealer)
    assert [line.body["text"] for line in after] == ["2"]
    assert outbox.newest(db, [ident]) == {ident: lines[2].id}
    assert outbox.backlog(db) == 0


def test_history_is_emptied_but_not_what_was_not_shown(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Clearing takes what was shown (or all but the last lines); what waits is still to be shown."""
    ident = a_chat(db, "w", seal=sealer, now=now, channel="web")
    said(db, ident, "1", "2", "3", "4", seal=sealer, now=now)
    lines = outbox.history(db, ident, after=0, limit=9, seal=sealer)
    outbox.shown(db, ident, [line.id for line in lines[:3]], now=now)
    outbox.forget_history(db, ident, but_last=2)
    kept = outbox.history(db, ident, after=0, limit=9, seal=sealer)
    assert [line.body["text"] for line in kept] == ["3", "4"]
    outbox.forget_history(db, ident)
    assert [line.body["text"] for line in outbox.history(db, ident, after=0, limit=9, seal=sealer)] == ["4"]


def test_document_is_offered_in_its_own_chat_only(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A file can be fetched from the chat in which it was offered, and from no other."""
    one, two = (a_chat(db, name, seal=sealer, now=now, channel="web") for name in "ab")
    outbox.add(db, [outbox.ToSend(chat_id=one, body={"text": "tệp", "document_id": "d1"})], seal=sealer, now=now)
    assert outbox.offered(db, one, "d1", seal=sealer)
    assert not outbox.offered(db, one, "d2", seal=sealer)
    assert not outbox.offered(db, two, "d1", seal=sealer)


def test_notice_nobody_opened_is_named(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A notice that waits on a page nobody opened is given for the phone list after its days."""
    ident = a_chat(db, "w", seal=sealer, now=now, channel="web")
    said(db, ident, "1", seal=sealer, now=now, notice_key="paid:1")
    said(db, ident, "2", seal=sealer, now=now)
    found = outbox.not_shown_since(db, before=now + timedelta(days=1), channel="web", limit=9)
    assert found == [(ident, "paid:1")]
    assert outbox.not_shown_since(db, before=now, channel="web", limit=9) == []


def test_old_rows_go_and_notices_stay(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Rows that say nothing any more go after their days; notices, waiting and readable lines stay."""
    ident = a_chat(db, "a", seal=sealer, now=now)
    said(db, ident, "1", seal=sealer, now=now)
    said(db, ident, "2", seal=sealer, now=now, notice_key="paid:1")
    said(db, ident, "3", seal=sealer, now=now)
    for _ in range(2):
        _written(db, _lease(db, seal=sealer, now=now), "sent", now=now)
    assert outbox.backlog(db) == 1
    assert outbox.forget_old(db, now=now + timedelta(days=59)) == 0
    assert outbox.forget_old(db, now=now + timedelta(days=61)) == 1


def test_two_senders_never_take_one_message(databases: Databases, sealer: Sealer, now: datetime) -> None:
    """Senders side by side share the chats among them; each message is leased once."""

    def prepare(db: Connection) -> None:
        for number in range(12):
            said(db, a_chat(db, str(number), seal=sealer, now=now), "1", "2", seal=sealer, now=now)

    def sender(db: Connection) -> list[int]:
        leased = _lease(db, seal=sealer, now=now, limit=5)
        _written(db, leased, "sent", now=now)
        return [row.id for row in leased]

    databases.begin(prepare)
    if databases.kind == "sqlite":
        taken = [databases.begin(sender) for _ in range(3)]
    else:
        taken = databases.at_once(sender, times=3)
    every = [ident for ids in taken for ident in ids]
    assert len(every) == len(set(every))
    while more := databases.begin(sender):
        every += more
    assert len(every) == len(set(every)) == 24
