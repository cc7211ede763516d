"""Seal and unseal personal data, and blind indexes for equality search; the key ring.

AES-256-GCM with a random 96-bit nonce; table, column and row id are bound in as associated data, so a value
moved to another cell does not open. A seal reads ``v1:<key id>:<base64>``. Short texts are padded to blocks of
16 bytes, so that a seal does not tell how long a number is. A blind index is an HMAC-SHA256 with a key of its
own per ring entry and a label per kind of value; it reads ``<key id>:<hex>``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK = 16
PADDED_UP_TO = 64
_INDEX_SIGNS = 40


class Unsealable(Exception):
    """A seal that does not open: wrong or missing key, or a value moved or changed. Stops the program at start."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; the active one seals, all of them open. keys: id -> (sealing key, index key), 32 bytes each."""

    active: str
    keys: Mapping[str, tuple[bytes, bytes]] = field(repr=False)


def new_key_ring() -> str:
    """The text of a new key ring with one key."""
    return _ring_text("k1", {"k1": (secrets.token_bytes(32), secrets.token_bytes(32))})


def load_key_ring(text: str) -> KeyRing:
    """A key ring out of its text. Raises Unsealable when it is not one."""
    try:
        body = json.loads(text)
        keys = {
            key_id: (base64.b64decode(pair["seal"], validate=True), base64.b64decode(pair["index"], validate=True))
            for key_id, pair in body["keys"].items()
        }
        ring = KeyRing(body["active"], keys)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unsealable("not a key ring") from None
    if ring.active not in keys or any(len(part) != 32 for pair in keys.values() for part in pair):
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
        return f"v1:{self._ring.active}:{base64.b64encode(body).decode()}"

    def unseal(self, sealed: str, *, table: str, column: str, row: str) -> str:
        """The text of a seal of this very cell. Raises Unsealable."""
        try:
            version, key_id, body = sealed.split(":", 2)
            if version != "v1":
                raise Unsealable("unknown seal version")
            plain = self._decrypt(key_id, base64.b64decode(body), table=table, column=column, row=row)
        except ValueError:
            raise Unsealable("not a seal") from None
        return plain[1 : len(plain) - plain[0]].decode()

    def seal_bytes(self, content: bytes, *, table: str, column: str, row: str) -> bytes:
        """A seal of bytes: key id, a colon, nonce and ciphertext."""
        return self._ring.active.encode() + b":" + self._encrypt(content, table=table, column=column, row=row)

    def unseal_bytes(self, sealed: bytes, *, table: str, column: str, row: str) -> bytes:
        """The bytes of a seal of this very cell. Raises Unsealable."""
        key_id, _, body = sealed.partition(b":")
        return self._decrypt(key_id.decode("ascii", "replace"), body, table=table, column=column, row=row)

    def index(self, label: str, value: str) -> str:
        """The blind index of a value under the active key; ``label`` keeps kinds of values apart."""
        return self._index(self._ring.active, label, value)

    def indexes(self, label: str, value: str) -> tuple[str, ...]:
        """The blind indexes of a value under every key of the ring: what a look-up asks for."""
        return tuple(self._index(key_id, label, value) for key_id in self._ring.keys)

    def _index(self, key_id: str, label: str, value: str) -> str:
        digest = hmac.new(self._ring.keys[key_id][1], f"{label}\0{value}".encode(), hashlib.sha256).hexdigest()
        return f"{key_id}:{digest[:_INDEX_SIGNS]}"

    def _encrypt(self, plain: bytes, *, table: str, column: str, row: str) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._ciphers[self._ring.active].encrypt(nonce, plain, _cell(table, column, row))

    def _decrypt(self, key_id: str, body: bytes, *, table: str, column: str, row: str) -> bytes:
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise Unsealable(f"no key {key_id[:20]!r} in the ring")
        try:
            return cipher.decrypt(body[:12], body[12:], _cell(table, column, row))
        except (InvalidTag, ValueError):
            raise Unsealable(f"a seal of {table}.{column} does not open") from None


def _cell(table: str, column: str, row: str) -> bytes:
    return f"{table}\0{column}\0{row}".encode()
