"""Enrolment: the string of the QR code, the code as typed, request and answer."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import keys
from sync.protocol.enrolment import (
    CODE_LETTERS,
    EnrolAnswer,
    EnrolmentError,
    EnrolRequest,
    HubKeys,
    Invitation,
    hash_key,
    make_code,
    normalise_code,
    parse_enrol_answer,
    parse_enrol_request,
    parse_invitation,
    proof_bytes,
)
from sync.protocol.members import MemberError
from sync.protocol.wire import HubStamp

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.text(st.sampled_from(ALPHABET), min_size=10, max_size=10)
key_hashes = st.binary(min_size=16, max_size=16).map(bytes.hex)
urls = st.from_regex(r"https?://[a-z0-9.-]{1,40}(:[0-9]{2,5})?(/[a-z0-9]{1,9})?", fullmatch=True)
words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=20)

KEY_HASH = "00112233445566778899aabbccddeeff"


@given(st.builds(Invitation, urls, codes, key_hashes))
def test_an_invitation_survives_its_text(invitation: Invitation) -> None:
    assert parse_invitation(str(invitation)) == invitation


def test_golden_invitation() -> None:
    text = f"KE1|https://hub.example.vn/|K7M2P-9TQ4X|{KEY_HASH}\n"
    assert parse_invitation(text) == Invitation("https://hub.example.vn", "K7M2P9TQ4X", KEY_HASH)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KE1",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}",
        f"KE1|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}|more",
        f"KE1|ftp://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}",
        f"KE1|https://hub example.vn|K7M2P9TQ4X|{KEY_HASH}",
        f"KE1|https://|K7M2P9TQ4X|{KEY_HASH}",
        f"KE1|https://hub.example.vn|K7M2P9TQ4U|{KEY_HASH}",
        f"KE1|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH[:-1]}",
        f"KE1|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH.upper()}",
    ],
)
def test_what_is_no_invitation(text: str) -> None:
    with pytest.raises(EnrolmentError):
        parse_invitation(text)


def test_a_code_has_ten_letters_that_cannot_be_confused() -> None:
    chosen = iter(ALPHABET)
    assert make_code(lambda letters: next(chosen)) == ALPHABET[:CODE_LETTERS]
    assert len({make_code() for _ in range(100)}) == 100
    assert not set("ILOU") & set("".join(make_code() for _ in range(100)))


@given(codes)
def test_a_code_as_typed_is_forgiven(code: str) -> None:
    typed = f" {code[:5].lower().replace('0', 'o').replace('1', 'l')} - {code[5:]}\n"
    assert normalise_code(typed) == code


@pytest.mark.parametrize("text", ["", "K7M2P9TQ4", "K7M2P9TQ4X1", "K7M2P9TQ4U", "K7M2P9TQ4Ả"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(EnrolmentError, match="10 letters"):
        normalise_code(text)


def test_the_hash_of_a_key_is_half_of_its_sha256() -> None:
    raw = bytes(range(32))
    assert hash_key(raw) == hashlib.sha256(raw).hexdigest()[:32]


@given(st.builds(EnrolRequest, codes, words, words, words))
def test_a_request_survives_the_wire(request: EnrolRequest) -> None:
    assert parse_enrol_request(request.to_bytes()) == request


def test_the_proof_ties_code_and_key_together() -> None:
    key = Ed25519PrivateKey.generate()
    public = keys.public_text(key.public_key())
    proof = key.sign(proof_bytes("K7M2P9TQ4X", public))
    keys.signing_public(public).verify(proof, f"KE1|K7M2P9TQ4X|{public}".encode())


@given(
    st.builds(
        EnrolAnswer,
        words,
        words,
        st.builds(HubStamp, words, words),
        st.builds(HubKeys, words, words),
        words,
        words,
        words,
    )
)
def test_an_answer_survives_the_wire(answer: EnrolAnswer) -> None:
    assert parse_enrol_answer(answer.to_bytes()) == answer


@pytest.mark.parametrize("parse", [parse_enrol_request, parse_enrol_answer])
@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"<html>", b'{"code":5}'])
def test_what_is_neither(parse: object, raw: bytes) -> None:
    assert callable(parse)
    with pytest.raises(MemberError):
        parse(raw)
