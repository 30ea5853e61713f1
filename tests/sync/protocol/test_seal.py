"""Sealing: only the key it was made for, only the purpose it was made for, only whole."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.seal import SealError, seal, unseal

KEY = X25519PrivateKey.generate()
SEALED = seal(b"noi dung", KEY.public_key(), b"bundle")


@given(st.binary(), st.binary(max_size=20))
def test_what_is_sealed_is_opened(plain: bytes, info: bytes) -> None:
    assert unseal(seal(plain, KEY.public_key(), info), KEY, info) == plain


def test_nobody_reads_it_and_no_two_are_alike() -> None:
    assert b"noi dung" not in SEALED
    assert seal(b"noi dung", KEY.public_key(), b"bundle") != SEALED


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError):
        unseal(SEALED, X25519PrivateKey.generate(), b"bundle")


def test_another_purpose_opens_nothing() -> None:
    with pytest.raises(SealError):
        unseal(SEALED, KEY, b"escrow")


@pytest.mark.parametrize("length", range(len(SEALED)))
def test_what_is_torn_opens_nothing(length: int) -> None:
    with pytest.raises(SealError):
        unseal(SEALED[:length], KEY, b"bundle")


@pytest.mark.parametrize("position", range(len(SEALED)))
def test_a_flipped_bit_opens_nothing(position: int) -> None:
    altered = bytearray(SEALED)
    altered[position] ^= 1
    with pytest.raises(SealError):
        unseal(bytes(altered), KEY, b"bundle")
