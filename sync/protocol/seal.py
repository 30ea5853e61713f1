"""Sealing to the hub's key: HPKE (RFC 9180), X25519, HKDF-SHA256, ChaCha20-Poly1305."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class SealError(ValueError):
    """Bytes that this key cannot open, or that were altered."""


def seal(plain: bytes, key: X25519PublicKey, info: bytes) -> bytes:
    """Encrypt so that only the holder of the private key reads it; `info` names the purpose."""
    return _SUITE.encrypt(plain, key, info)


def unseal(sealed: bytes, key: X25519PrivateKey, info: bytes) -> bytes:
    """The inverse of `seal`, with the same `info`. Raises SealError."""
    try:
        return _SUITE.decrypt(sealed, key, info)
    except (InvalidTag, ValueError) as error:
        raise SealError("cannot be opened with this key") from error
