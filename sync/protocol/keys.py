"""Ed25519 and X25519 keys as they travel and as they lie on disk: raw bytes, base64url."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64


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
    """An Ed25519 public key out of its text. Raises KeyFault."""
    return Ed25519PublicKey.from_public_bytes(_key_bytes(text))


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
