"""RFC 9421: what a good signature says, and every way in which one is not good."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.signatures import (
    ENROL_TAG,
    MAX_FIELD_LETTERS,
    STATION_TAG,
    Request,
    SignatureError,
    content_digest,
    make_nonce,
    sign_request,
    verify_request,
)
from tests.support.signatures import INPUT, KEY, KID, NOW, OTHER, URL, find_key, signed_request


def test_a_good_signature_names_key_nonce_and_time() -> None:
    verified = verify_request(signed_request(), find_key, now=NOW)
    assert verified.kid == KID
    assert verified.created == NOW
    assert len(verified.nonce) >= 22


@given(st.binary(max_size=200), st.sampled_from(["GET", "POST", "PUT"]), st.booleans())
def test_what_is_signed_is_verified(body: bytes, method: str, is_packed: bool) -> None:
    headers = {"content-encoding": "gzip"} if is_packed else {}
    request = Request(method, URL, headers, body)
    sign_request(request, KEY, KID, at=NOW)
    assert verify_request(request, find_key, now=NOW).kid == KID


def test_the_digest_is_the_one_of_rfc_9530() -> None:
    # RFC 9530, appendix D: the digest of the empty content.
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


def test_the_names_of_headers_may_change_case_on_the_way() -> None:
    request = signed_request()
    request.headers = {name.lower(): value for name, value in request.headers.items()}
    assert verify_request(request, find_key, now=NOW).kid == KID


def test_a_replay_is_good_but_shows_the_same_nonce() -> None:
    """The signature cannot tell; whoever keeps nonces can."""
    request = signed_request()
    first = verify_request(request, find_key, now=NOW)
    assert verify_request(request, find_key, now=NOW + timedelta(minutes=1)).nonce == first.nonce
    assert verify_request(signed_request(), find_key, now=NOW).nonce != first.nonce
    assert make_nonce() != make_nonce()


@pytest.mark.parametrize(
    "clock_error",
    [
        timedelta(0),
        timedelta(seconds=10),
        timedelta(minutes=4),
        timedelta(minutes=5),
        timedelta(minutes=-14),
        timedelta(minutes=-15),
    ],
)
def test_a_clock_that_is_a_little_wrong_is_forgiven(clock_error: timedelta) -> None:
    assert verify_request(signed_request(at=NOW + clock_error), find_key, now=NOW).created


@pytest.mark.parametrize("clock_error", [timedelta(seconds=301), timedelta(minutes=6)])
def test_a_signature_from_the_future_is_refused(clock_error: timedelta) -> None:
    with pytest.raises(SignatureError, match="future"):
        verify_request(signed_request(at=NOW + clock_error), find_key, now=NOW)


@pytest.mark.parametrize("age", [timedelta(seconds=901), timedelta(minutes=16), timedelta(days=9)])
def test_an_old_signature_is_refused(age: timedelta) -> None:
    with pytest.raises(SignatureError, match="old"):
        verify_request(signed_request(at=NOW - age), find_key, now=NOW)


def _body(request: Request) -> None:
    request.body = gzip.compress(b'{"n":2}\n')


def _body_and_digest(request: Request) -> None:
    _body(request)
    request.headers["Content-Digest"] = content_digest(request.body)


def _emptied(request: Request) -> None:
    request.body = b""


def _no_digest(request: Request) -> None:
    del request.headers["Content-Digest"]


def _method(request: Request) -> None:
    request.method = "PUT"


def _path(request: Request) -> None:
    request.url = request.url.replace("entries:batch", "digest")


def _query(request: Request) -> None:
    request.url = request.url.replace("limit=5", "limit=500")


def _host(request: Request) -> None:
    request.url = request.url.replace("hub.example.vn", "other.example.vn")


def _encoding(request: Request) -> None:
    request.headers["Content-Encoding"] = "identity"


def _no_encoding(request: Request) -> None:
    del request.headers["Content-Encoding"]


def _no_signature(request: Request) -> None:
    del request.headers["Signature"]


def _no_input(request: Request) -> None:
    del request.headers["Signature-Input"]


def _torn(request: Request) -> None:
    request.headers["Signature"] = request.headers["Signature"][:20]


def _other_time(request: Request) -> None:
    before = request.headers["Signature-Input"]
    created = int(NOW.timestamp())
    request.headers["Signature-Input"] = before.replace(str(created), str(created + 1))


def _other_kid(request: Request) -> None:
    before = request.headers["Signature-Input"]
    request.headers["Signature-Input"] = before.replace(f'keyid="{KID}"', 'keyid="k8"')


@pytest.mark.parametrize(
    "alter",
    [
        _body,
        _body_and_digest,
        _emptied,
        _no_digest,
        _method,
        _path,
        _query,
        _host,
        _encoding,
        _no_encoding,
        _no_signature,
        _no_input,
        _torn,
        _other_time,
        _other_kid,
    ],
)
def test_what_was_altered_is_refused(alter: Callable[[Request], None]) -> None:
    request = signed_request()
    alter(request)
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)


def test_an_encoding_added_on_the_way_is_refused() -> None:
    request = Request("POST", URL, {}, b"{}")
    sign_request(request, KEY, KID, at=NOW)
    request.headers["Content-Encoding"] = "gzip"
    with pytest.raises(SignatureError, match="not covered"):
        verify_request(request, find_key, now=NOW)


def test_another_key_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_request(signed_request(), lambda kid: OTHER.public_key(), now=NOW)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(SignatureError, match="unknown key"):
        verify_request(signed_request(), lambda kid: None, now=NOW)


def test_a_signature_for_another_purpose_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_request(signed_request(tag=ENROL_TAG), find_key, now=NOW)
    assert verify_request(signed_request(tag=ENROL_TAG), find_key, now=NOW, tag=ENROL_TAG)


class _Signer(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        """Always the one key."""
        return KEY


ALL_PARTS = ("@method", "@target-uri", "content-digest", "content-encoding")


def _sign_by_hand(
    request: Request,
    parts: tuple[str, ...] = ALL_PARTS,
    nonce: str | None = "n" * 22,
    label: str | None = None,
) -> None:
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_Signer())
    signer.sign(
        request,
        key_id=KID,
        created=NOW,
        nonce=nonce,
        tag=STATION_TAG,
        label=label,
        covered_component_ids=parts,
        append_if_signature_exists=label is not None,
        use_existing_digest=True,
    )


def test_two_signatures_are_refused() -> None:
    request = signed_request()
    _sign_by_hand(request, label="second")
    with pytest.raises(SignatureError, match="more than one"):
        verify_request(request, find_key, now=NOW)


@pytest.mark.fault("S18")
def test_a_field_that_is_long_to_read_is_refused_unread() -> None:
    request = signed_request()
    _sign_by_hand(request, nonce="n" * MAX_FIELD_LETTERS)
    with pytest.raises(SignatureError, match="too long"):
        verify_request(request, lambda _: pytest.fail("nobody is asked for"), now=NOW)


@pytest.mark.parametrize("left_out", ALL_PARTS)
def test_a_signature_that_leaves_something_out_is_refused(left_out: str) -> None:
    request = signed_request()
    _sign_by_hand(request, tuple(part for part in ALL_PARTS if part != left_out))
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)


@pytest.mark.parametrize("nonce", [None, ""])
def test_a_signature_without_nonce_is_refused(nonce: str | None) -> None:
    request = signed_request()
    _sign_by_hand(request, nonce=nonce)
    with pytest.raises(SignatureError, match="nonce"):
        verify_request(request, find_key, now=NOW)


@pytest.mark.parametrize(
    "signature_input",
    [
        "",
        "pyhms",
        "pyhms=5",
        "pyhms=()",
        INPUT.replace(f";created={int(NOW.timestamp())}", ""),
        INPUT.replace(str(int(NOW.timestamp())), '"now"'),
        INPUT.replace(str(int(NOW.timestamp())), "999999999999999"),
        INPUT.replace(str(int(NOW.timestamp())), "-999999999999999"),
        INPUT.replace(f';keyid="{KID}"', ""),
        INPUT.replace(f'keyid="{KID}"', "keyid=7"),
        INPUT.replace("nonce", "alg").replace('"n"', '"rsa-v1_5-sha256"'),
        INPUT.replace('"@method"', '"@unknown"'),
        INPUT.replace('"@method"', '"@method" "@method"'),
        INPUT.replace('"@method"', '"X-Absent"'),
        INPUT.replace('"@method"', '"@status"'),
        INPUT.replace('"@method"', '"@query-param"'),
        INPUT.replace('"@method"', '"@method";req'),
        INPUT.replace('"@method"', "7"),
        INPUT + ", " + INPUT,
        "\x00",
        "đ",
    ],
)
def test_a_malformed_signature_is_one_refusal(signature_input: str) -> None:
    request = signed_request()
    request.headers["Signature-Input"] = signature_input
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_anybody_writes_there_is_another_error(first: str, second: str) -> None:
    request = signed_request()
    request.headers["Signature-Input"] = first
    request.headers["Signature"] = second
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)


@pytest.mark.parametrize("url", ["", "not a url", "https://", "https://hub.example.vn/%zz"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    request = signed_request()
    request.url = url
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)


def test_a_method_in_lower_case_is_refused() -> None:
    request = signed_request()
    request.method = "post"
    with pytest.raises(SignatureError):
        verify_request(request, find_key, now=NOW)
