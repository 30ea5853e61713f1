"""Ed25519 and X25519 keys as they travel and as they lie on disk: raw bytes, base64url."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_SMALL_ORDER = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)
"""The points of edwards25519 whose order divides eight, in each way to write them (libsodium,
`ge25519_has_small_order`); OpenSSL takes them for keys."""


class KeyFault(ValueError):
    """Bytes or text that are not a key."""


def encode(raw: bytes) -> str:
    """base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The inverse of `encode`. Raises KeyFault."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFault("not base64url") from error
    if encode(raw) != text:
        raise KeyFault("not base64url in its one form")
    return raw


def public_text(key: Ed25519PublicKey | X25519PublicKey) -> str:
    """A public key as it travels."""
    return encode(key.public_bytes_raw())


def private_raw(key: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    """A private key's 32 bytes, for a file of mode 0600 and nothing else."""
    return key.private_bytes_raw()


def signing_public(text: str) -> Ed25519PublicKey:
    """An Ed25519 public key out of its text.

    Raises KeyFault, also for the few that nobody holds and for which anybody can write a signature.
    """
    raw = _key_bytes(text)
    # The first bit of the last byte is only a sign.
    if raw[:-1] + bytes([raw[-1] & 0x7F]) in _SMALL_ORDER:
        raise KeyFault("a key of small order")
    return Ed25519PublicKey.from_public_bytes(raw)


def signing_private(text: str) -> Ed25519PrivateKey:
    """An Ed25519 private key out of the text of its raw bytes. Raises KeyFault."""
    return Ed25519PrivateKey.from_private_bytes(_key_bytes(text))


def make_signing_key() -> tuple[str, str]:
    """A new Ed25519 key: the private one for a place only its owner reads, and the public one."""
    key = Ed25519PrivateKey.generate()
    return encode(private_raw(key)), public_text(key.public_key())


def sealing_public(text: str) -> X25519PublicKey:
    """An X25519 public key out of its text. Raises KeyFault."""
    return X25519PublicKey.from_public_bytes(_key_bytes(text))


def is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message is that of a key."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _key_bytes(text: str) -> bytes:
    raw = decode(text)
    if len(raw) != KEY_BYTES:
        raise KeyFault(f"not a key of {KEY_BYTES} bytes")
    return raw
