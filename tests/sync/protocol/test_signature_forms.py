"""RFC 9421: requests in one form are checked quickly, and judged as the library judges them."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.signatures import (
    STATION_TAG,
    Request,
    SignatureError,
    Verified,
    content_digest,
    sign_request,
    verify_request,
)
from tests.support.signatures import (
    BODY,
    INPUT,
    KEY,
    KID,
    NOW,
    OTHER,
    URL,
    find_key,
    signed_request,
)


def test_what_a_station_writes_has_one_form() -> None:
    """Such requests are checked quickly; another form costs the hub four times as much."""
    headers = signed_request().headers
    nonce = verify_request(signed_request(), find_key, now=NOW).nonce
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", nonce)
    assert re.sub('nonce="[^"]*"', 'nonce="n"', headers["Signature-Input"]) == INPUT
    assert re.fullmatch(r"pyhms=:[A-Za-z0-9+/]{86}==:", headers["Signature"])


def _by_the_library(request: Request) -> Request:
    """The same request under a label, which nothing signs, that no station of ours writes."""
    headers = {
        name: re.sub(r"^(\s*)pyhms=", r"\1other=", value) for name, value in request.headers.items()
    }
    return Request(request.method, request.url, headers, request.body)


def _outcome(request: Request, now: datetime = NOW) -> Verified | None:
    try:
        return verify_request(request, find_key, now=now)
    except SignatureError:
        return None


def _signed_as_written(request: Request, parameters: str) -> None:
    """Sign over these parameters as they stand, as only the holder of the key can."""
    fields = {name.lower(): value for name, value in request.headers.items()}
    covered = re.findall(r'"(@?[a-z-]+)"', parameters.partition(")")[0])
    values = {"@method": request.method, "@target-uri": request.url, **fields}
    lines = [f'"{name}": {values.get(name, "")}' for name in covered]
    base = "\n".join([*lines, f'"@signature-params": {parameters}'])
    signature = base64.b64encode(KEY.sign(base.encode())).decode()
    request.headers["Signature-Input"] = f"pyhms={parameters}"
    request.headers["Signature"] = f"pyhms=:{signature}:"


def _spoilt(data: st.DataObject, text: str) -> str:
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(_PIECES) + text[at + data.draw(st.integers(0, 2)) :]
    return text


_PIECES = st.sampled_from(
    [
        *(
            '"',
            ";",
            ",",
            "=",
            ":",
            " ",
            "\t",
            "\n",
            "\r\n ",
            "\x00",
            "\\",
            "%",
            "%41",
            "%zz",
            "?",
            "#",
        ),
        *("@", "/", "//", "0", "00", "-", "+", "é", "٣", "a", "A", "_", ".", "[::1]", "==", "gzip"),
        *(";expires=1", ';alg="ed25519"', ";req", ' "x-app"', "pyhms=", ", a=:AA==:", "(", ")"),
    ]
)
_HEADERS = ["Signature", "Signature-Input", "Content-Digest", "Content-Encoding"]


@given(st.data(), st.sampled_from(["", "gzip"]), st.integers(-1200, 600))
def test_what_is_checked_quickly_is_good_for_the_library_as_well(
    data: st.DataObject, encoding: str, age_s: int
) -> None:
    headers = {"Content-Encoding": encoding, "X-App": "1.4.0"} if encoding else {"X-App": "1.4.0"}
    request = Request("POST", URL, headers, BODY)
    sign_request(request, KEY, KID, at=NOW)
    match data.draw(st.sampled_from([*_HEADERS, "method", "url", "body", "signed", "twice", ""])):
        case "method":
            request.method = _spoilt(data, request.method)
        case "url":
            request.url = _spoilt(data, request.url)
        case "body":
            request.body += b"\n"
        case "signed":
            parameters = request.headers["Signature-Input"].removeprefix("pyhms=")
            _signed_as_written(request, _spoilt(data, parameters))
        case "twice":
            request.headers["CONTENT-digest"] = request.headers["Content-Digest"]
        case "":
            pass
        case name:
            request.headers[name] = _spoilt(data, request.headers.get(name, ""))
    now = NOW + timedelta(seconds=age_s)
    assert _outcome(request, now) == _outcome(_by_the_library(request), now)


@pytest.mark.parametrize(
    ("method", "url", "encoding"),
    [
        ("POST", "https://hub.example.vn", "gzip"),
        ("POST", "HTTPS://hub.example.vn/v1", "gzip"),
        ("POST", "https://station@hub.example.vn/v1", "gzip"),
        ("POST", "https://hub.example.vn/v1#end", "gzip"),
        ("POST", "https://hub.example.vn/v1/a%2Fb?c=%41", "gzip"),
        ("POST", "https://hub.example.vn/v1/%zz", "gzip"),
        ("POST", "https://[::1]:8000/v1", "gzip"),
        ("POST", "https://hub.example.vn:/v1?", "gzip"),
        ("POST", "https://hub.example.vn/v1\n", "gzip"),
        ("POST", "https://hub.example.vn/đ", "gzip"),
        ("POST", "https:///v1", "gzip"),
        ("post", URL, "gzip"),
        ("M-SEARCH", URL, "gzip"),
        ("OPTIONS", "https://hub.example.vn/", "gzip"),
        ("", URL, "gzip"),
        ("POST", URL, " gzip"),
        ("POST", URL, "gzip, gzip"),
        ("POST", URL, "gzip\n"),
        ("POST", URL, "\x7f"),
        ("POST", URL, ""),
    ],
)
def test_a_good_signature_over_anything_is_good_for_both_or_none(
    method: str, url: str, encoding: str
) -> None:
    request = Request(method, url, {"Content-Encoding": encoding}, BODY)
    request.headers["Content-Digest"] = content_digest(BODY)
    _signed_as_written(request, INPUT.removeprefix("pyhms="))
    assert _outcome(request) == _outcome(_by_the_library(request))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("created=", "created=0"),
        ("created=", "created=-"),
        (f"created={int(NOW.timestamp())}", f"created={int(NOW.timestamp())}.0"),
        (f'keyid="{KID}"', f"keyid={KID}"),
        ('nonce="n"', 'nonce="a\\\\b"'),
        ('nonce="n"', 'nonce=""'),
        (' "content-encoding"', ""),
        (' "content-encoding"', ' "x-app"'),
        (")", ") "),
        (";created", " ;created"),
        (";nonce", "; nonce"),
        (f'tag="{STATION_TAG}"', f'tag="{STATION_TAG}";tag="{STATION_TAG}"'),
    ],
)
def test_good_signatures_over_other_parameters(written: str, instead: str) -> None:
    request = Request("POST", URL, {"Content-Encoding": "gzip", "X-App": "1.4.0"}, BODY)
    request.headers["Content-Digest"] = content_digest(BODY)
    assert written in INPUT
    _signed_as_written(request, INPUT.removeprefix("pyhms=").replace(written, instead))
    assert _outcome(request) == _outcome(_by_the_library(request))


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_a_line_too_many_or_too_few_was_signed(headers: dict[str, str]) -> None:
    """The parameters tell of the encoding where it is not, and the other way round."""
    request = Request("POST", URL, {**headers, "Content-Digest": content_digest(BODY)}, BODY)
    told = "" if headers else ' "content-encoding"'
    parameters = INPUT.removeprefix("pyhms=").replace(' "content-encoding"', told)
    lines = [
        '"@method": POST',
        f'"@target-uri": {URL}',
        f'"content-digest": {content_digest(BODY)}',
        *(['"content-encoding": gzip'] if headers else []),
        f'"@signature-params": {parameters}',
    ]
    signature = base64.b64encode(KEY.sign("\n".join(lines).encode())).decode()
    request.headers["Signature-Input"] = f"pyhms={parameters}"
    request.headers["Signature"] = f"pyhms=:{signature}:"
    assert _outcome(request) is None


def test_a_good_request_needs_its_key_once() -> None:
    asked: list[str] = []

    def find(kid: str) -> Ed25519PublicKey | None:
        asked.append(kid)
        return find_key(kid)

    verify_request(signed_request(), find, now=NOW)
    assert asked == [KID]


@pytest.mark.parametrize(
    "digest", [content_digest(b""), "sha-256=::", "", content_digest(BODY) * 2]
)
def test_a_digest_that_is_signed_but_not_the_bodys(digest: str) -> None:
    request = Request("POST", URL, {"Content-Encoding": "gzip", "Content-Digest": digest}, BODY)
    _signed_as_written(request, INPUT.removeprefix("pyhms="))
    assert _outcome(request) is None


def test_a_signature_of_another_key_under_a_known_name_is_refused() -> None:
    request = Request("POST", URL, {"Content-Encoding": "gzip"}, BODY)
    sign_request(request, OTHER, KID, at=NOW)
    assert _outcome(request) is None
