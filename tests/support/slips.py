"""Slip keys of tests, and KS1 codes that no station would write."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.keys import public_text
from sync.protocol.ks1 import MAGIC, SlipClaims, read_unverified, sign_claims

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_text(KEY.public_key())


def claims_bytes(claims: SlipClaims) -> bytes:
    """The CBOR of some claims."""
    return read_unverified(sign_claims(claims, 0, KEY)).signed[len(b"KS1") + 3 :]


def digits_of(raw: bytes) -> str:
    """The digits of any bytes, as if they were a code."""
    return MAGIC + str(int.from_bytes(b"\x01" + raw, "big"))
