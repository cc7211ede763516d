"""Seal and unseal personal data, and blind indexes for equality search; the key ring.

AES-256-GCM with a random 96-bit nonce; table, column and row id are bound in as associated data, so a value
moved to another cell does not open. A seal reads ``v1:<key id>:<base64>``. Short texts are padded to blocks of
16 bytes, so that a seal does not tell how long a number is. A blind index is an HMAC-SHA256 with a key of its
own per ring entry and a label per kind of value; it reads ``<key id>:<hex>``.

A ring is a JSON file of mode 0600: ``{"active": "k1", "keys": {"k1": {"seal": …, "index": …}}}``, each key 32
bytes in base64. To rotate, ``with_new_key`` adds one; rows are sealed anew in chunks; then the old one is dropped.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK = 16
PADDED_UP_TO = 64
_INDEX_SIGNS = 40
_VERSION = "v1"
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")


class Unsealable(Exception):
    """A seal that does not open: a wrong key, or a value that was moved or changed. Stops the program at start."""


class KeyMissing(Unsealable):
    """A seal made with a key that is not in the ring: the ring is at fault, not the value. Stops the program."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; the active one seals, all of them open. keys: id -> (sealing key, index key), 32 bytes each."""

    active: str
    keys: Mapping[str, tuple[bytes, bytes]] = field(repr=False)


def new_key_ring() -> str:
    """The text of a new key ring with one key."""
    return _ring_text("k1", {"k1": _new_key()})


def with_new_key(ring: KeyRing) -> str:
    """The text of a ring with one key more, which seals from now on; the others still open."""
    number = 1 + max((int(key_id[1:]) for key_id in ring.keys if key_id[1:].isdecimal()), default=0)
    return _ring_text(f"k{number}", {**ring.keys, f"k{number}": _new_key()})


def write_key_ring(path: Path, text: str) -> None:
    """Put a new ring where none lies yet, readable by its owner only. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _new_key() -> tuple[bytes, bytes]:
    return secrets.token_bytes(32), secrets.token_bytes(32)


def load_key_ring(text: str) -> KeyRing:
    """A key ring out of its text. Raises Unsealable when it is not one."""
    try:
        body = json.loads(text)
        keys = {
            key_id: (base64.b64decode(pair["seal"], validate=True), base64.b64decode(pair["index"], validate=True))
            for key_id, pair in body["keys"].items()
        }
        ring = KeyRing(str(body["active"]), keys)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unsealable("not a key ring") from None
    whole = all(_KEY_ID.fullmatch(key_id) and len(pair[0]) == len(pair[1]) == 32 for key_id, pair in keys.items())
    if ring.active not in keys or not whole:
        raise Unsealable("not a key ring")
    return ring


def _ring_text(active: str, keys: Mapping[str, tuple[bytes, bytes]]) -> str:
    body = {
        "active": active,
        "keys": {
            key_id: {"seal": base64.b64encode(seal).decode(), "index": base64.b64encode(index).decode()}
            for key_id, (seal, index) in keys.items()
        },
    }
    return json.dumps(body, indent=1)


class Sealer:
    """Seals and opens with one key ring."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._ciphers = {key_id: AESGCM(pair[0]) for key_id, pair in ring.keys.items()}

    def __repr__(self) -> str:
        return f"Sealer({self._ring.active})"

    def seal(self, text: str, *, table: str, column: str, row: str) -> str:
        """A seal of a text for one cell. A lone surrogate becomes a question mark: it is no letter."""
        plain = text.encode("utf-8", "replace")
        padding = -len(plain) % BLOCK if len(plain) < PADDED_UP_TO else 0
        body = self._encrypt(bytes([padding]) + plain + b"\0" * padding, table=table, column=column, row=row)
        return f"{_VERSION}:{self._ring.active}:{base64.b64encode(body).decode()}"

    def unseal(self, sealed: str, *, table: str, column: str, row: str) -> str:
        """The text of a seal of this very cell. Raises Unsealable."""
        head, _, rest = sealed.partition(":")
        key_id, _, body = rest.partition(":")
        try:
            cipher = self._cipher(head, key_id)
            plain = _opened(cipher, base64.b64decode(body, validate=True), table=table, column=column, row=row)
        except ValueError:
            raise Unsealable(f"a value of {table}.{column} is no seal") from None
        return plain[1 : len(plain) - plain[0]].decode()

    def seal_bytes(self, content: bytes, *, table: str, column: str, row: str) -> bytes:
        """A seal of bytes: ``v1:<key id>:``, nonce and ciphertext."""
        head = f"{_VERSION}:{self._ring.active}:".encode()
        return head + self._encrypt(content, table=table, column=column, row=row)

    def unseal_bytes(self, sealed: bytes, *, table: str, column: str, row: str) -> bytes:
        """The bytes of a seal of this very cell. Raises Unsealable."""
        head, _, rest = sealed.partition(b":")
        key_id, _, body = rest.partition(b":")
        cipher = self._cipher(head.decode("ascii", "replace"), key_id.decode("ascii", "replace"))
        return _opened(cipher, body, table=table, column=column, row=row)

    def index(self, label: str, value: str) -> str:
        """The blind index of a value under the active key; ``label`` keeps kinds of values apart."""
        return self._index(self._ring.active, label, value)

    def indexes(self, label: str, value: str) -> tuple[str, ...]:
        """The blind indexes of a value under every key of the ring: what a look-up asks for."""
        return tuple(self._index(key_id, label, value) for key_id in self._ring.keys)

    def _index(self, key_id: str, label: str, value: str) -> str:
        said = f"{label}\0{value}".encode("utf-8", "replace")
        return f"{key_id}:{hmac.digest(self._ring.keys[key_id][1], said, 'sha256').hex()[:_INDEX_SIGNS]}"

    def _encrypt(self, plain: bytes, *, table: str, column: str, row: str) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._ciphers[self._ring.active].encrypt(nonce, plain, _cell(table, column, row))

    def _cipher(self, version: str, key_id: str) -> AESGCM:
        if version != _VERSION:
            raise Unsealable("no seal, or one of a newer program")
        if key_id not in self._ciphers:
            raise KeyMissing(f"key {key_id[:20]!r} is not in the ring")
        return self._ciphers[key_id]


def _opened(cipher: AESGCM, body: bytes, *, table: str, column: str, row: str) -> bytes:
    try:
        return cipher.decrypt(body[:12], body[12:], _cell(table, column, row))
    except (InvalidTag, ValueError):
        raise Unsealable(f"a seal of {table}.{column} does not open") from None


def _cell(table: str, column: str, row: str) -> bytes:
    return f"{table}\0{column}\0{row}".encode("utf-8", "replace")
