"""Keyed hashes of what the hub must recognise and not store: codes, phone numbers, addresses.

A plain hash of a phone number is no protection: all of them are tried in minutes
(docs/spec/sync-protocol.md §8). The key comes from the hub's own signing key, so that the hashes
survive a restart and mean nothing elsewhere.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.keys import private_raw


class Macs:
    """HMAC-SHA256 under a key of its own for one purpose."""

    def __init__(self, hub_key: Ed25519PrivateKey, purpose: str) -> None:
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode("ascii"))
        self._key = derive.derive(private_raw(hub_key))

    def of(self, *parts: str) -> str:
        """The keyed hash of texts in this order, hex."""
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.digest(self._key, text.encode("utf-8"), "sha256").hex()
