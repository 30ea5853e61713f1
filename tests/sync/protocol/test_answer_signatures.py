"""The hub's signature on its answers: one form, bound to one request, over all that is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.answer_signatures import Answer, sign_answer, verify_answer
from sync.protocol.signatures import Request, SignatureError, sign_request

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STATION = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
NOW = datetime(2026, 7, 1, 0, 30, 15, 900_000, tzinfo=UTC)
URL = "https://hub.example.vn/v1/feeds/people/snapshot"
BODY = b'{"items":[]}'
FIELDS = {
    "X-Hub": "vn-58;5f0c2a",
    "Content-Encoding": "gzip",
    "Content-Range": "bytes 0-11/12",
    "ETag": '"people-1"',
    "X-Cursor": "5f0c2a:7",
    "X-SHA256": "ab" * 32,
}


def made_request(url: str = URL) -> Request:
    request = Request("GET", url, {})
    sign_request(request, STATION, "station-1", at=NOW)
    return request


def made(request: Request | None = None, fields: dict[str, str] | None = None) -> Answer:
    answer = Answer(request or made_request(), 206, dict(fields or FIELDS), BODY)
    sign_answer(answer, KEY, "vn-58", at=NOW)
    return answer


def test_an_answer_of_the_hub_is_known_and_tells_the_time() -> None:
    assert verify_answer(made(), KEY.public_key()) == NOW.replace(microsecond=0)


def test_header_names_are_compared_without_their_case() -> None:
    answer = made()
    answer.headers = {name.lower(): value for name, value in answer.headers.items()}
    verify_answer(answer, KEY.public_key())


def test_a_ping_is_bound_by_its_address() -> None:
    request = Request("GET", "https://hub.example.vn/v1/ping?nonce=abc", {"X-App": "1"})
    answer = Answer(request, 204, {"X-Hub": "vn-58;5f0c2a"})
    sign_answer(answer, KEY, "vn-58", at=NOW)
    verify_answer(answer, KEY.public_key())
    answer.request = Request("GET", "https://hub.example.vn/v1/ping?nonce=abd", {"X-App": "1"})
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


def other_status(answer: Answer) -> None:
    answer.status_code = 200


def other_body(answer: Answer) -> None:
    answer.body = b"{}"


def other_body_and_digest(answer: Answer) -> None:
    other = made(answer.request)
    other.body = b"{}"
    sign_answer(other, OTHER, "vn-58", at=NOW)
    answer.body, answer.headers["Content-Digest"] = other.body, other.headers["Content-Digest"]


def another_request_of_the_same_kind(answer: Answer) -> None:
    answer.request = made_request()


def another_address(answer: Answer) -> None:
    answer.request.url = URL.replace("people", "keys")


def another_method(answer: Answer) -> None:
    answer.request.method = "POST"


def a_request_without_a_signature(answer: Answer) -> None:
    del answer.request.headers["Signature"]


def another_time(answer: Answer) -> None:
    told = answer.headers["Signature-Input"]
    answer.headers["Signature-Input"] = re.sub(r"created=\d+", "created=1999999999", told)


def no_time(answer: Answer) -> None:
    told = answer.headers["Signature-Input"]
    answer.headers["Signature-Input"] = re.sub(r"created=\d+;", "", told)


def another_tag(answer: Answer) -> None:
    told = answer.headers["Signature-Input"]
    answer.headers["Signature-Input"] = told.replace("hub-v1", "kiosk-v1")


def no_signature(answer: Answer) -> None:
    del answer.headers["Signature"]


def no_input(answer: Answer) -> None:
    del answer.headers["Signature-Input"]


def the_stations_own(answer: Answer) -> None:
    for name in ("Signature", "Signature-Input", "Content-Digest"):
        answer.headers[name] = answer.request.headers[name]


@pytest.mark.parametrize(
    "alter",
    [
        other_status,
        other_body,
        other_body_and_digest,
        another_request_of_the_same_kind,
        another_address,
        another_method,
        a_request_without_a_signature,
        another_time,
        no_time,
        another_tag,
        no_signature,
        no_input,
        the_stations_own,
    ],
)
def test_an_answer_that_is_not_the_hubs_own(alter: Callable[[Answer], None]) -> None:
    answer = made()
    alter(answer)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_that_counts_may_be_altered_or_taken_away(name: str) -> None:
    altered, without = made(), made()
    altered.headers[name] += "0"
    del without.headers[name]
    for answer in (altered, without):
        with pytest.raises(SignatureError):
            verify_answer(answer, KEY.public_key())


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "X-Hub"])
def test_no_field_that_counts_may_be_added(name: str) -> None:
    answer = made(fields={"X-Hub": FIELDS["X-Hub"]})
    answer.headers[name] = FIELDS[name]
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


def test_a_field_that_says_nothing_of_the_body_may_come_on_the_way() -> None:
    answer = made()
    answer.headers["Via"] = "1.1 proxy"
    verify_answer(answer, KEY.public_key())


def test_another_hubs_key_is_not_this_hubs() -> None:
    with pytest.raises(SignatureError):
        verify_answer(made(), OTHER.public_key())


def test_a_body_that_was_cut_is_proven_by_whoever_reads_it() -> None:
    answer = made()
    answer.body = BODY[:5]
    verify_answer(answer, KEY.public_key(), is_cut=True)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.example.vn/v1/x\n@status: 200",
        "https://user@hub.example.vn/v1/x",
        "https://hub.example.vn",
    ],
)
def test_a_request_that_could_stand_for_another_is_not_signed_for(url: str) -> None:
    answer = Answer(Request("GET", url, {}), 200, {"X-Hub": "vn-58;5f0c2a"})
    with pytest.raises(SignatureError):
        sign_answer(answer, KEY, "vn-58", at=NOW)


@pytest.mark.parametrize("value", ["a\nb", "ä", "a\tb"])
def test_a_field_that_could_stand_for_another_is_not_signed_for(value: str) -> None:
    answer = Answer(made_request(), 200, {"X-Hub": "vn-58;5f0c2a", "ETag": value})
    with pytest.raises(SignatureError):
        sign_answer(answer, KEY, "vn-58", at=NOW)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


def test_an_answer_without_its_stamp_is_not_signed() -> None:
    with pytest.raises(SignatureError):
        sign_answer(Answer(made_request(), 200, {}), KEY, "vn-58", at=NOW)


@given(st.text(max_size=300), st.text(max_size=120))
def test_no_text_in_the_place_of_a_signature_is_taken_for_one(told: str, signature: str) -> None:
    answer = made()
    answer.headers["Signature-Input"], answer.headers["Signature"] = told, signature
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key())


class HubKey(HTTPSignatureKeyResolver):
    """The one key there is."""

    def resolve_public_key(self, key_id: str) -> object:
        assert key_id == "vn-58"
        return KEY.public_key()


def test_another_implementation_finds_the_signature_good() -> None:
    """What is written by hand here is what RFC 9421 says."""
    answer = made()
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=HubKey())
    verifier.validate_created_and_expires = lambda *args, **options: None  # type: ignore[method-assign]
    (result,) = verifier.verify(answer, expect_tag="hub-v1")
    assert result.covered_components['"signature";req'] == answer.request.headers["Signature"]
