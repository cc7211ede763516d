"""Chats are found by address, locked oldest first, and one that does not open stops nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from storage import chats, inbox
from storage.schema import chats as table
from storage.sealing import Sealer, load_key_ring, new_key_ring, with_new_key
from tests.databases import Databases
from tests.storage.given import a_photo, a_text, heard


def test_same_address_is_the_same_chat(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Found or made by channel and address, many at once, each once."""
    pairs = [("telegram", "7001"), ("web", "7001"), ("telegram", "7002"), ("telegram", "7001")]
    made = chats.make(db, pairs, seal=sealer, now=now)
    assert len(set(made.values())) == 3
    assert chats.make(db, pairs, seal=sealer, now=now) == made
    found = chats.find(db, list(made.values()), seal=sealer)
    assert {(chat.channel, chat.address) for chat in found.values()} == set(pairs)
    assert chats.make(db, [], seal=sealer, now=now) == {}


def test_address_is_found_after_the_key_was_changed(db: Connection, now: datetime) -> None:
    """A chat indexed with the old key is still the same chat under the new one."""
    ring = load_key_ring(new_key_ring())
    made = chats.make(db, [("web", "a")], seal=Sealer(ring), now=now)
    newer = Sealer(load_key_ring(with_new_key(ring)))
    assert chats.make(db, [("web", "a")], seal=newer, now=now) == made
    found = chats.find_by_address(db, "web", "a", seal=newer)
    assert found is not None
    assert found.id == made["web", "a"]


def test_address_is_not_readable_in_the_row(db: Connection, sealer: Sealer, now: datetime) -> None:
    """The row of a chat holds its address nowhere in the clear."""
    chats.make(db, [("telegram", "70010203")], seal=sealer, now=now)
    row = db.execute(select(table)).one()
    assert "70010203" not in "|".join(str(value) for value in row)


def test_oldest_waiting_chat_comes_first(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Chats with something waiting are given oldest first, up to the limit, with their state."""
    for count, address in enumerate(("c", "a", "b")):
        heard(db, a_text(address, now), seal=sealer, now=now + timedelta(seconds=count))
    locked = chats.lock(db, limit=2, now=now, seal=sealer)
    assert [chat.address for chat in locked] == ["c", "a"]
    chats.write_states(db, {locked[0].id: '{"v":1}'}, seal=sealer, now=now)
    again = chats.lock(db, limit=9, now=now, seal=sealer)
    assert [(chat.address, chat.state) for chat in again] == [("c", '{"v":1}'), ("a", ""), ("b", "")]
    assert again[0].heard_at == now
    assert chats.waiting(db) == 3


def test_chat_behind_its_photo_does_not_hold_up_others(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A chat whose oldest message waits for its file is passed over; what came before the file is not."""
    heard(db, a_photo("slow", now), a_text("slow", now), seal=sealer, now=now)
    heard(db, a_text("first", now), a_photo("first", now), seal=sealer, now=now + timedelta(seconds=1))
    assert [chat.address for chat in chats.lock(db, limit=1, now=now, seal=sealer)] == ["first"]
    [photo, _] = inbox.unready(db, limit=9, seal=sealer)
    inbox.make_ready(db, photo, {"codes": []}, seal=sealer)
    assert [chat.address for chat in chats.lock(db, limit=1, now=now, seal=sealer)] == ["slow"]


def test_paused_chat_waits(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A paused chat is taken again when its pause is over."""
    [ident] = heard(db, a_text("a", now), seal=sealer, now=now)
    chats.pause(db, ident, now + timedelta(seconds=5))
    assert chats.lock(db, limit=9, now=now, seal=sealer) == []
    assert len(chats.lock(db, limit=9, now=now + timedelta(seconds=5), seal=sealer)) == 1


def test_settings_of_a_chat_are_kept(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Messages, reachability and the secret of a chat are what was set last."""
    [ident] = chats.make(db, [("web", "a")], seal=sealer, now=now).values()
    chats.set_messages(db, ident, "short")
    chats.set_reachable(db, [ident], reachable=False)
    chats.set_secret(db, ident, "ab")
    chat = chats.find(db, [ident], seal=sealer)[ident]
    assert (chat.messages, chat.reachable, chat.secret_hash, chat.staff_id) == ("short", False, "ab", "")
    assert chats.of_staff(db, "nobody") == []


def test_who_writes_again_can_be_reached_and_who_blocks_cannot(
    db: Connection, sealer: Sealer, now: datetime
) -> None:
    """Blocking marks the chat, writing again takes the mark away; a timer says nothing about it."""
    [ident] = heard(db, a_text("a", now, kind="blocked"), seal=sealer, now=now)
    assert chats.find(db, [ident], seal=sealer)[ident].reachable is False
    inbox.keep_timers(db, [inbox.Notice(key="timer:1", chat_id=ident, body={})], seal=sealer, now=now)
    assert chats.find(db, [ident], seal=sealer)[ident].reachable is False
    heard(db, a_text("a", now), seal=sealer, now=now)
    assert chats.find(db, [ident], seal=sealer)[ident].reachable is True


def test_swapped_states_are_set_aside_and_others_go_on(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A state put into another chat's row is not believed: that chat rests, the others are answered."""
    ids = heard(db, a_text("a", now), a_text("b", now), a_text("c", now), seal=sealer, now=now)
    chats.write_states(db, {ident: f'"{ident}"' for ident in ids}, seal=sealer, now=now)
    states = {row.id: row.state_sealed for row in db.execute(select(table.c.id, table.c.state_sealed))}
    db.execute(update(table).where(table.c.id == ids[0]).values(state_sealed=states[ids[1]]))
    assert {chat.id for chat in chats.lock(db, limit=9, now=now, seal=sealer)} == set(ids[1:])
    assert ids[0] not in chats.find(db, ids, seal=sealer)
    assert chats.find_by_address(db, "telegram", "a", seal=sealer) is None
    paused = db.execute(select(table.c.paused_until).where(table.c.id == ids[0])).scalar_one()
    assert paused > now


def test_two_processes_never_hold_one_chat(databases: Databases, sealer: Sealer, now: datetime) -> None:
    """While a round holds its chats a second process gets the others (on SQLite there is one writer)."""
    databases.begin(lambda db: heard(db, *[a_text(str(n), now) for n in range(4)], seal=sealer, now=now))
    if databases.kind == "sqlite":
        return

    def first(db: Connection) -> tuple[set[str], set[str]]:
        mine = {chat.id for chat in chats.lock(db, limit=2, now=now, seal=sealer)}
        return mine, databases.beside(
            lambda other: {chat.id for chat in chats.lock(other, limit=9, now=now, seal=sealer)}
        )

    mine, theirs = databases.begin(first)
    assert len(mine) == len(theirs) == 2
    assert not mine & theirs
