"""Each message once, in order, until handled; kept before anything is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, event, select, update

from domain.messages import Incoming
from storage import chats, inbox
from storage.inbox import Notice, Waiting
from storage.schema import chats as chat_table
from storage.schema import inbox as table
from storage.sealing import Sealer
from tests.databases import Databases
from tests.storage.given import a_chat, a_photo, a_text, heard


def _next(db: Connection, ids: Sequence[str], *, seal: Sealer, notices: bool = False) -> list[Waiting]:
    found = inbox.oldest(db, ids, seal=seal, notices=notices)
    return [one for ident in ids if (one := found.get(ident)) is not None]


def _texts(db: Connection, ids: Sequence[str], *, seal: Sealer) -> list[str]:
    return [one.body["text"] for one in _next(db, ids, seal=seal)]


def test_message_given_twice_is_kept_once(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A redelivery, in the same call or later, is no second message, also after it was handled."""
    one = a_text("a", now)
    other = a_text("a", now, text="hai")
    assert inbox.keep(db, [one, one, other], seal=sealer, now=now) == 2
    assert inbox.keep(db, [one, replace(one, text="khác")], seal=sealer, now=now) == 0
    ids = heard(db, seal=sealer, now=now) or [a_chat(db, "a", seal=sealer, now=now)]
    inbox.handled(db, _next(db, ids, seal=sealer), now=now)
    inbox.handled(db, _next(db, ids, seal=sealer), now=now)
    assert inbox.keep(db, [one, other], seal=sealer, now=now) == 0
    assert chats.lock(db, limit=9, now=now, seal=sealer) == []
    assert inbox.keep(db, [], seal=sealer, now=now) == 0


def test_messages_of_a_chat_come_one_by_one_in_order(db: Connection, sealer: Sealer, now: datetime) -> None:
    """The oldest of each chat at a time; the chat waits until its last is handled."""
    ids = heard(
        db,
        a_text("a", now, text="1"),
        a_text("b", now, text="x"),
        a_text("a", now, text="2"),
        seal=sealer,
        now=now,
    )
    assert _texts(db, ids, seal=sealer) == ["1", "x"]
    inbox.handled(db, _next(db, ids, seal=sealer), now=now)
    assert [chat.address for chat in chats.lock(db, limit=9, now=now, seal=sealer)] == ["a"]
    assert _texts(db, ids, seal=sealer) == ["2"]
    inbox.handled(db, _next(db, ids, seal=sealer), now=now)
    assert chats.lock(db, limit=9, now=now, seal=sealer) == []
    assert chats.waiting(db) == 0


def test_kept_body_is_the_message_without_its_file(db: Connection, sealer: Sealer, now: datetime) -> None:
    """What is kept is what was said and where the file lies, never its bytes; nothing is readable in the row."""
    contact = replace(a_text("a", now, text="", kind="contact"), phone="0912345678", own_phone=True, language="vi")
    ids = heard(db, contact, a_photo("b", now), seal=sealer, now=now)
    [kept] = _next(db, ids, seal=sealer)
    expected = {"kind": "contact", "phone": "0912345678", "own_phone": True, "language": "vi"}
    assert kept.body == {**expected, "sent_at": now.isoformat()}
    [photo] = inbox.unready(db, limit=9, seal=sealer)
    assert photo.body["attachment"] == {"kind": "photo", "ref": "file-1", "name": "", "size": 5}
    rows = "|".join(str(row) for row in db.execute(select(table)))
    assert "0912345678" not in rows
    assert "never kept" not in rows
    assert "0912345678" not in repr(kept)


def test_file_is_waited_for(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A message whose file is not here stands before what came after it, and is taken with what came of it."""
    ids = heard(db, a_photo("a", now), a_text("a", now, text="2"), seal=sealer, now=now)
    assert inbox.oldest(db, ids, seal=sealer) == {ids[0]: None}
    assert inbox.count_unready(db) == 1
    [photo] = inbox.unready(db, limit=9, seal=sealer)
    inbox.make_ready(db, photo, {"codes": ["001099012345|…"]}, seal=sealer)
    [ready] = _next(db, ids, seal=sealer)
    assert ready.body["codes"] == ["001099012345|…"]
    assert ready.kind == "photo"
    assert inbox.unready(db, limit=9, seal=sealer) == []


def test_file_read_on_the_way_in_is_ready(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A web photo is kept with what was read out of it; twice is once."""
    photo = a_photo("a", now)
    assert inbox.keep_ready(db, photo, {"codes": ["x"]}, seal=sealer, now=now) == 1
    assert inbox.keep_ready(db, photo, {"codes": ["x"]}, seal=sealer, now=now) == 0
    [kept] = _next(db, [a_chat(db, "a", seal=sealer, now=now)], seal=sealer)
    assert (kept.kind, kept.body["codes"]) == ("photo", ["x"])


def test_notice_waits_for_the_person_and_is_told_once(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Notices have a lane of their own: after what a person says, each key once for ever."""
    [ident] = heard(db, a_text("a", now), seal=sealer, now=now)
    other = a_chat(db, "b", seal=sealer, now=now)
    notices = [Notice(key=f"paid:1:{chat}:ok", chat_id=chat, body={"key": "paid"}) for chat in (ident, other)]
    assert inbox.keep_notices(db, notices, seal=sealer, now=now) == 2
    assert inbox.keep_notices(db, notices, seal=sealer, now=now) == 0
    assert inbox.keep_notices(db, [], seal=sealer, now=now) == 0
    assert [chat.id for chat in chats.lock(db, limit=9, now=now, seal=sealer, notices=True)] == [other]
    inbox.handled(db, _next(db, [ident], seal=sealer), now=now)
    assert {chat.id for chat in chats.lock(db, limit=9, now=now, seal=sealer, notices=True)} == {ident, other}
    told = _next(db, [ident, other], seal=sealer, notices=True)
    assert [one.body for one in told] == [
        {"key": "paid", "kind": "notice", "notice_key": notice.key} for notice in notices
    ]
    inbox.handled(db, told, now=now)
    assert chats.waiting(db, notices=True) == 0


def test_timer_comes_among_what_people_say(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A timer that is due is answered like a message, once."""
    ident = a_chat(db, "a", seal=sealer, now=now)
    timer = Notice(key="timer:1", chat_id=ident, body={"key": "draft"})
    assert inbox.keep_timers(db, [timer], seal=sealer, now=now) == 1
    assert inbox.keep_timers(db, [timer], seal=sealer, now=now) == 0
    [kept] = _next(db, [ident], seal=sealer)
    assert (kept.kind, kept.body["key"], kept.body["notice_key"]) == ("timer", "draft", "timer:1")


def test_handled_message_keeps_its_key_and_nothing_else(db: Connection, sealer: Sealer, now: datetime) -> None:
    """The body is emptied when handled; the key goes after its days."""
    ids = heard(db, a_text("a", now), seal=sealer, now=now)
    inbox.handled(db, _next(db, ids, seal=sealer), now=now)
    inbox.handled(db, [], now=now)
    assert db.execute(select(table.c.body_sealed)).scalars().all() == [None]
    assert inbox.forget_old(db, now=now + timedelta(days=60)) == 0
    assert inbox.forget_old(db, now=now + timedelta(days=61)) == 1


def test_message_that_fails_is_counted_and_put_aside(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Tries are counted; what was put aside keeps its code, and the chat goes on."""
    ids = heard(db, a_text("a", now, text="1"), a_text("a", now, text="2"), seal=sealer, now=now)
    [bad] = _next(db, ids, seal=sealer)
    inbox.tried(db, bad.seq)
    [bad] = _next(db, ids, seal=sealer)
    assert bad.tries == 1
    inbox.put_aside(db, bad.seq, error_code="AB12CD")
    inbox.handled(db, [bad], now=now)
    assert _texts(db, ids, seal=sealer) == ["2"]
    assert db.execute(select(table.c.error_code).where(table.c.seq == bad.seq)).scalar_one() == "AB12CD"


def test_swapped_bodies_are_set_aside_and_the_chats_go_on(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A body put into another row is not believed: the row is set aside, what comes after it is answered."""
    ids = heard(db, a_text("a", now, text="1"), a_text("a", now, text="2"), a_text("b", now), seal=sealer, now=now)
    first, second, _ = db.execute(select(table.c.seq, table.c.body_sealed).order_by(table.c.seq)).all()
    db.execute(update(table).where(table.c.seq == first.seq).values(body_sealed=second.body_sealed))
    assert [one.chat_id for one in _next(db, ids, seal=sealer)] == [ids[1]]
    assert _texts(db, ids, seal=sealer) == ["2", "chào"]
    code, body = db.execute(select(table.c.error_code, table.c.body_sealed).where(table.c.seq == first.seq)).one()
    assert (code, body) == ("unopened", second.body_sealed)


def test_number_of_statements_does_not_grow_with_the_messages(
    db: Connection, sealer: Sealer, now: datetime
) -> None:
    """Keeping and handling 2 or 60 messages takes the same number of statements."""

    def statements(count: int, start: int) -> int:
        said: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            said.append(statement)

        event.listen(db, "before_cursor_execute", note)
        messages = [a_text(str(start + n), now) for n in range(count)]
        inbox.keep(db, messages, seal=sealer, now=now)
        locked = chats.lock(db, limit=count, now=now, seal=sealer)
        waiting = _next(db, [chat.id for chat in locked], seal=sealer)
        chats.write_states(db, {chat.id: "{}" for chat in locked}, seal=sealer, now=now)
        inbox.handled(db, waiting, now=now)
        event.remove(db, "before_cursor_execute", note)
        assert len(waiting) == count
        return len(said)

    assert statements(2, 0) == statements(60, 100)


def test_ten_thousand_notices_are_kept_at_once(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A payment list of a whole province is kept in one call."""
    made = chats.make(db, [("telegram", str(n)) for n in range(6000)], seal=sealer, now=now)
    notices = [
        Notice(key=f"paid:{number}:{n}", chat_id=chat, body={"key": "paid"})
        for number in (1, 2)
        for n, chat in enumerate(made.values())
    ]
    assert inbox.keep_notices(db, notices, seal=sealer, now=now) == 12_000
    assert inbox.keep_notices(db, notices, seal=sealer, now=now) == 0
    assert chats.waiting(db, notices=True) == 6000


def test_two_processes_keeping_the_same_message_keep_one(
    databases: Databases, sealer: Sealer, now: datetime
) -> None:
    """Two processes given the same new message of a new chat at once keep one message and make one chat."""
    message = a_text("a", now)
    if databases.kind == "sqlite":  # one writer: the second simply comes after the first
        assert [databases.begin(lambda db: inbox.keep(db, [message], seal=sealer, now=now)) for _ in "ab"] == [
            1,
            0,
        ]
        return
    kept = databases.at_once(lambda db: inbox.keep(db, [message], seal=sealer, now=now), times=4)
    assert sorted(kept) == [0, 0, 0, 1]
    assert databases.begin(lambda db: len(db.execute(select(chat_table.c.id)).all())) == 1


def test_message_kept_while_its_chat_is_answered_is_not_forgotten(
    databases: Databases, sealer: Sealer, now: datetime
) -> None:
    """A message that comes while another is handled wakes its chat afterwards, whoever commits first."""
    [ident] = databases.begin(lambda db: heard(db, a_text("a", now, text="0"), seal=sealer, now=now))

    def handle_one(db: Connection) -> None:
        inbox.handled(db, _next(db, [ident], seal=sealer), now=now)

    for number in range(1, 6):
        message = a_text("a", now, text=str(number))

        def keep(db: Connection, message: Incoming = message) -> None:
            inbox.keep(db, [message], seal=sealer, now=now)

        if databases.kind == "sqlite":
            databases.begin(handle_one)
            databases.begin(keep)
        else:
            databases.at_once(handle_one, keep)
        locked = databases.begin(lambda db: chats.lock(db, limit=9, now=now, seal=sealer))
        assert [chat.id for chat in locked] == [ident]
        assert databases.begin(lambda db: _texts(db, [ident], seal=sealer)) == [str(number)]
