"""Enrolment: the string of the QR code, the code as typed, request and answer."""

from __future__ import annotations

import hashlib
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import keys
from sync.protocol.enrolment import (
    CODE_LETTERS,
    EnrolAnswer,
    EnrolmentError,
    EnrolRequest,
    HubIntroduction,
    HubKeys,
    Invitation,
    check_hub_url,
    hash_key,
    make_check,
    make_code,
    normalise_check,
    normalise_code,
    parse_enrol_answer,
    parse_enrol_request,
    parse_introduction,
    parse_invitation,
    proof_bytes,
)
from sync.protocol.members import MemberError
from sync.protocol.wire import HubStamp

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.text(st.sampled_from(ALPHABET), min_size=10, max_size=10)
pins = st.binary(min_size=32, max_size=32).map(bytes.hex) | st.just("")
key_hashes = st.binary(min_size=16, max_size=16).map(bytes.hex)
urls = st.from_regex(r"https://[a-z0-9.-]{1,40}(:[0-9]{2,5})?(/[a-z0-9]{1,9})?", fullmatch=True)
words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=20)

KEY_HASH = "00112233445566778899aabbccddeeff"
PIN = KEY_HASH * 2


@given(st.builds(Invitation, urls, codes, key_hashes, pins))
def test_an_invitation_survives_its_text(invitation: Invitation) -> None:
    assert parse_invitation(str(invitation)) == invitation


def test_golden_invitation() -> None:
    text = f"KE2|https://hub.example.vn/|K7M2P-9TQ4X|{KEY_HASH}|{PIN}\n"
    expected = Invitation("https://hub.example.vn", "K7M2P9TQ4X", KEY_HASH, PIN)
    assert parse_invitation(text) == expected
    assert make_check(KEY_HASH, PIN) == "4GSR-WKQV"


def test_a_line_that_the_shell_has_cut_is_told_from_a_code() -> None:
    with pytest.raises(EnrolmentError, match="in quotes"):
        normalise_code("KE2")


def test_a_code_of_before_pins_is_told_to_be_made_anew() -> None:
    with pytest.raises(EnrolmentError, match="make a new one"):
        parse_invitation(f"KE1|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}")


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:80", "127.8.0.1"])
def test_plain_http_stays_on_this_machine(host: str) -> None:
    assert check_hub_url(f"http://{host}", "") == f"http://{host}"
    with pytest.raises(EnrolmentError):
        check_hub_url(f"http://{host}", PIN)


@pytest.mark.parametrize(
    "host", ["hub.example.vn", "192.168.1.10", "localhost.example.vn", "127.0.0.1.example.vn",
             "127.0.0.1@hub.example.vn", "0.0.0.0", "[::ffff:192.0.2.1]", "2130706433"]
)  # fmt: skip
def test_plain_http_goes_nowhere_else(host: str) -> None:
    with pytest.raises(EnrolmentError, match="on this machine"):
        check_hub_url(f"http://{host}", "")


@given(key_hashes, pins)
@settings(max_examples=5, deadline=None)
def test_a_check_is_read_as_typed(key_hash: str, pin: str) -> None:
    check = make_check(key_hash, pin)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", check)
    assert normalise_check(f" {check.lower().replace('-', ' ')} ") == check
    assert make_check(key_hash, "f" * 64 if pin != "f" * 64 else "") != check


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KE2",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}|{PIN[1:]}",
        f"KE2|http://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}|",
        f"KE3|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}|",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}||more",
        f"KE2|ftp://hub.example.vn|K7M2P9TQ4X|{KEY_HASH}|",
        f"KE2|https://hub example.vn|K7M2P9TQ4X|{KEY_HASH}|",
        f"KE2|https://|K7M2P9TQ4X|{KEY_HASH}|",
        f"KE2|https://hub.example.vn|K7M2P9TQ4U|{KEY_HASH}|",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH[:-1]}|",
        f"KE2|https://hub.example.vn|K7M2P9TQ4X|{KEY_HASH.upper()}|",
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
    keys.signing_public(public).verify(proof, f"KE2|K7M2P9TQ4X|{public}".encode())


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


@given(
    st.builds(HubIntroduction, st.builds(HubStamp, words, words), st.builds(HubKeys, words, words))
)
def test_an_introduction_survives_the_wire(told: HubIntroduction) -> None:
    assert parse_introduction(told.to_bytes()) == told


@pytest.mark.parametrize("parse", [parse_enrol_request, parse_enrol_answer, parse_introduction])
@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"<html>", b'{"code":5}'])
def test_what_is_neither(parse: object, raw: bytes) -> None:
    assert callable(parse)
    with pytest.raises(MemberError):
        parse(raw)
