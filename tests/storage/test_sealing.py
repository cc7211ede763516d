"""What is sealed opens in its own cell only, with its own key only, and an index finds without telling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from storage import places
from storage.schema import settings
from storage.sealing import (
    KeyMissing,
    Sealer,
    Unsealable,
    load_key_ring,
    new_key_ring,
    with_new_key,
    write_key_ring,
)

CELL = {"table": "chats", "column": "state_sealed", "row": "a1"}
SEALER = Sealer(load_key_ring(new_key_ring()))


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    """Whatever a person may type comes back letter for letter; a lone surrogate is no letter."""
    clean = text.encode("utf-8", "replace").decode()
    assert SEALER.unseal(SEALER.seal(text, **CELL), **CELL) == clean


def test_lone_surrogate_is_cleaned_not_refused() -> None:
    """Half a letter does not stop the program: it becomes a question mark, in seals and in indexes."""
    assert SEALER.unseal(SEALER.seal("a\ud83d", **CELL), **CELL) == "a?"
    assert SEALER.index("name", "a\ud83d") == SEALER.index("name", "a?")


@given(st.binary(max_size=300))
def test_any_bytes_come_back(content: bytes) -> None:
    """A file comes back byte for byte."""
    assert SEALER.unseal_bytes(SEALER.seal_bytes(content, **CELL), **CELL) == content


@pytest.mark.parametrize("other", [{"table": "inbox"}, {"column": "address_sealed"}, {"row": "a2"}])
def test_moved_seal_does_not_open(other: dict[str, str]) -> None:
    """A seal put into another table, column or row does not open there."""
    with pytest.raises(Unsealable):
        SEALER.unseal(SEALER.seal("Nguyễn Văn A", **CELL), **{**CELL, **other})
    with pytest.raises(Unsealable):
        SEALER.unseal_bytes(SEALER.seal_bytes(b"PK", **CELL), **{**CELL, **other})


@pytest.mark.parametrize(
    "broken", ["", "x", "v1:", "v1:k1:", "v1:k1:%%%", "v2:k1:AAAA", "v1:k1:AAAA", "001099012345", "v1:k1:é"]
)
def test_what_is_no_seal_is_refused(broken: str) -> None:
    """Rubbish, plain text and a newer program's seal raise Unsealable and nothing else."""
    with pytest.raises(Unsealable):
        SEALER.unseal(broken, **CELL)
    with pytest.raises(Unsealable):
        SEALER.unseal_bytes(broken.encode(), **CELL)


def test_changed_seal_does_not_open() -> None:
    """A single changed sign is noticed."""
    sealed = SEALER.seal("Nguyễn Văn A", **CELL)
    at = len(sealed) - 6
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(Unsealable):
        SEALER.unseal(changed, **CELL)


def test_other_ring_does_not_open() -> None:
    """Another key of the same name opens nothing, and an index differs."""
    other = Sealer(load_key_ring(new_key_ring()))
    with pytest.raises(Unsealable):
        other.unseal(SEALER.seal("x", **CELL), **CELL)
    assert other.index("cccd", "001099012345") != SEALER.index("cccd", "001099012345")


def test_length_of_a_number_is_not_told() -> None:
    """Account numbers of 9 and of 15 digits give seals of one length; twice the same text, two seals."""
    seals = {SEALER.seal("1" * count, **CELL) for count in (9, 12, 15, 15)}
    assert len(seals) == 4
    assert len({len(sealed) for sealed in seals}) == 1


def test_index_tells_kinds_apart_and_starts_with_its_key() -> None:
    """The same digits as CCCD and as account have two indexes, each naming its key."""
    assert SEALER.index("cccd", "001099012345") != SEALER.index("account", "001099012345")
    assert SEALER.index("cccd", "001099012345").startswith("k1:")
    assert "001099012345" not in SEALER.index("cccd", "001099012345")


def test_ring_with_a_new_key_seals_with_it_and_opens_both() -> None:
    """After a key is added it seals; old seals still open, and a look-up asks for both indexes."""
    first = load_key_ring(new_key_ring())
    old = Sealer(first)
    both = Sealer(load_key_ring(with_new_key(first)))
    sealed = old.seal("x", **CELL)
    assert both.unseal(sealed, **CELL) == "x"
    assert both.seal("x", **CELL).startswith("v1:k2:")
    assert both.indexes("cccd", "1") == (old.index("cccd", "1"), both.index("cccd", "1"))
    with pytest.raises(KeyMissing, match="k2"):
        old.unseal(both.seal("x", **CELL), **CELL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"active": "k1", "keys": {}}',
        '{"active": "k1", "keys": {"k1": {"seal": "AA==", "index": "AA=="}}}',
        '{"active": [1], "keys": {"k1": 5}}',
        json.dumps({**json.loads(new_key_ring()), "active": "k9"}),
        json.dumps({"active": "a:b", "keys": {"a:b": json.loads(new_key_ring())["keys"]["k1"]}}),
    ],
)
def test_what_is_no_ring_is_refused(text: str) -> None:
    """A file that is no key ring is named so, and nothing of it is shown."""
    with pytest.raises(Unsealable, match="not a key ring"):
        load_key_ring(text)


def test_ring_is_written_once_and_for_its_owner(tmp_path: Path) -> None:
    """A new ring is readable by its owner only and never takes the place of one that lies there."""
    path = tmp_path / "keys" / "keys.json"
    write_key_ring(path, new_key_ring())
    assert path.stat().st_mode & 0o777 == 0o600
    kept = path.read_text()
    with pytest.raises(FileExistsError):
        write_key_ring(path, new_key_ring())
    assert path.read_text() == kept


def test_ring_and_sealer_show_no_key() -> None:
    """Neither prints a key."""
    ring = load_key_ring(new_key_ring())
    shown = f"{ring!r} {Sealer(ring)!r}"
    for pair in json.loads(new_key_ring())["keys"].values():
        assert pair["seal"] not in shown
    assert "bytes" not in shown
    assert "b'" not in shown


def test_first_ring_is_remembered_and_another_is_refused(db: Connection) -> None:
    """The ring of the first start opens the database ever after; another, or half of it, changes nothing."""
    text = new_key_ring()
    places.check_key(db, Sealer(load_key_ring(text)))
    kept = db.execute(select(settings.c.value)).scalar_one()
    places.check_key(db, Sealer(load_key_ring(text)))
    places.check_key(db, Sealer(load_key_ring(with_new_key(load_key_ring(text)))))
    half = json.loads(text)
    half["keys"]["k1"]["index"] = json.loads(new_key_ring())["keys"]["k1"]["index"]
    for other in (new_key_ring(), json.dumps(half)):
        with pytest.raises(Unsealable):
            places.check_key(db, Sealer(load_key_ring(other)))
    missing = json.loads(with_new_key(load_key_ring(text)))
    del missing["keys"]["k1"]
    with pytest.raises(KeyMissing, match="k1"):
        places.check_key(db, Sealer(load_key_ring(json.dumps(missing))))
    assert db.execute(select(settings.c.value)).scalar_one() == kept
