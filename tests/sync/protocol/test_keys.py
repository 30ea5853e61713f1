"""Keys as text: one form, thirty-two bytes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.keys import (
    _SMALL_ORDER,
    KEY_BYTES,
    SIGNATURE_BYTES,
    KeyFault,
    decode,
    encode,
    is_signed,
    private_raw,
    public_text,
    sealing_public,
    signing_public,
)


@given(st.binary(max_size=64))
def test_bytes_survive_their_text(raw: bytes) -> None:
    assert decode(encode(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AA==", "A A", "AA+/", "AB", "chữ", "AAA\n"])
def test_what_is_no_base64url_of_one_form(text: str) -> None:
    with pytest.raises(KeyFault, match="base64url"):
        decode(text)


def test_keys_survive_their_text() -> None:
    signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    assert signing_public(public_text(signing.public_key())) == signing.public_key()
    assert sealing_public(public_text(sealing.public_key())) == sealing.public_key()


def test_a_private_key_is_thirty_two_bytes() -> None:
    key = Ed25519PrivateKey.generate()
    assert len(private_raw(key)) == KEY_BYTES
    again = Ed25519PrivateKey.from_private_bytes(private_raw(key))
    assert again.public_key() == key.public_key()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length(length: int) -> None:
    with pytest.raises(KeyFault, match="32 bytes"):
        signing_public(encode(bytes(length)))
    with pytest.raises(KeyFault, match="32 bytes"):
        sealing_public(encode(bytes(length)))


@pytest.mark.fault("S19")
@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize("point", sorted(_SMALL_ORDER))
def test_a_key_for_which_anybody_can_sign_is_none(point: bytes, sign: int) -> None:
    with pytest.raises(KeyFault, match="small order"):
        signing_public(encode(point[:-1] + bytes([point[-1] | sign])))


def test_for_such_a_key_anybody_can_sign() -> None:
    identity = bytes([1]) + bytes(31)
    assert is_signed(Ed25519PublicKey.from_public_bytes(identity), identity + bytes(32), b"all")


def test_the_store_loads_no_cryptography() -> None:
    """A kiosk without a hub, and its first frame, do not wait for it (ADR 0008)."""
    script = "import sys, kiosk.store.transaction; print('cryptography' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_signature_is_of_one_key_over_one_message() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    signature = key.sign(b"message")
    assert len(signature) == SIGNATURE_BYTES
    assert is_signed(key.public_key(), signature, b"message")
    assert not is_signed(key.public_key(), signature, b"massage")
    assert not is_signed(other.public_key(), signature, b"message")
    assert not is_signed(key.public_key(), b"short", b"message")
