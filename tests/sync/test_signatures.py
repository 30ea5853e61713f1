"""RFC 9421: what a good signature says, and every way in which one is not good."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.signatures import (
    ENROL_TAG,
    STATION_TAG,
    Answer,
    Request,
    SignatureError,
    Verified,
    content_digest,
    make_nonce,
    sign_answer,
    sign_request,
    verify_answer,
    verify_request,
)

NOW = datetime(2026, 7, 1, 0, 30, 15, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
OTHER = Ed25519PrivateKey.generate()
KID = "k7"
URL = "https://hub.example.vn/v1/entries:batch?limit=5"
BODY = gzip.compress(b'{"n":1}\n')


def _find(kid: str) -> Ed25519PublicKey | None:
    return KEY.public_key() if kid == KID else None


def _request(at: datetime = NOW, tag: str = STATION_TAG) -> Request:
    request = Request("POST", URL, {"Content-Encoding": "gzip", "X-App": "1.4.0"}, BODY)
    sign_request(request, KEY, KID, at=at, tag=tag)
    return request


def test_a_good_signature_names_key_nonce_and_time() -> None:
    verified = verify_request(_request(), _find, now=NOW)
    assert verified.kid == KID
    assert verified.created == NOW
    assert len(verified.nonce) >= 22


@given(st.binary(max_size=200), st.sampled_from(["GET", "POST", "PUT"]), st.booleans())
def test_what_is_signed_is_verified(body: bytes, method: str, is_packed: bool) -> None:
    headers = {"content-encoding": "gzip"} if is_packed else {}
    request = Request(method, URL, headers, body)
    sign_request(request, KEY, KID, at=NOW)
    assert verify_request(request, _find, now=NOW).kid == KID


def test_the_digest_is_the_one_of_rfc_9530() -> None:
    # RFC 9530, appendix D: the digest of the empty content.
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


def test_the_names_of_headers_may_change_case_on_the_way() -> None:
    request = _request()
    request.headers = {name.lower(): value for name, value in request.headers.items()}
    assert verify_request(request, _find, now=NOW).kid == KID


def test_a_replay_is_good_but_shows_the_same_nonce() -> None:
    """The signature cannot tell; whoever keeps nonces can."""
    request = _request()
    first = verify_request(request, _find, now=NOW)
    assert verify_request(request, _find, now=NOW + timedelta(minutes=1)).nonce == first.nonce
    assert verify_request(_request(), _find, now=NOW).nonce != first.nonce
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
    assert verify_request(_request(at=NOW + clock_error), _find, now=NOW).created


@pytest.mark.parametrize("clock_error", [timedelta(seconds=301), timedelta(minutes=6)])
def test_a_signature_from_the_future_is_refused(clock_error: timedelta) -> None:
    with pytest.raises(SignatureError, match="future"):
        verify_request(_request(at=NOW + clock_error), _find, now=NOW)


@pytest.mark.parametrize("age", [timedelta(seconds=901), timedelta(minutes=16), timedelta(days=9)])
def test_an_old_signature_is_refused(age: timedelta) -> None:
    with pytest.raises(SignatureError, match="old"):
        verify_request(_request(at=NOW - age), _find, now=NOW)


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
    request = _request()
    alter(request)
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


def test_an_encoding_added_on_the_way_is_refused() -> None:
    request = Request("POST", URL, {}, b"{}")
    sign_request(request, KEY, KID, at=NOW)
    request.headers["Content-Encoding"] = "gzip"
    with pytest.raises(SignatureError, match="not covered"):
        verify_request(request, _find, now=NOW)


def test_another_key_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_request(_request(), lambda kid: OTHER.public_key(), now=NOW)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(SignatureError, match="unknown key"):
        verify_request(_request(), lambda kid: None, now=NOW)


def test_a_signature_for_another_purpose_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_request(_request(tag=ENROL_TAG), _find, now=NOW)
    assert verify_request(_request(tag=ENROL_TAG), _find, now=NOW, tag=ENROL_TAG)


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
    request = _request()
    _sign_by_hand(request, label="second")
    with pytest.raises(SignatureError, match="more than one"):
        verify_request(request, _find, now=NOW)


@pytest.mark.parametrize("left_out", ALL_PARTS)
def test_a_signature_that_leaves_something_out_is_refused(left_out: str) -> None:
    request = _request()
    _sign_by_hand(request, tuple(part for part in ALL_PARTS if part != left_out))
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


@pytest.mark.parametrize("nonce", [None, ""])
def test_a_signature_without_nonce_is_refused(nonce: str | None) -> None:
    request = _request()
    _sign_by_hand(request, nonce=nonce)
    with pytest.raises(SignatureError, match="nonce"):
        verify_request(request, _find, now=NOW)


INPUT = (
    'pyhms=("@method" "@target-uri" "content-digest" "content-encoding")'
    f';created={int(NOW.timestamp())};keyid="{KID}";nonce="n";tag="{STATION_TAG}"'
)


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
    request = _request()
    request.headers["Signature-Input"] = signature_input
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_anybody_writes_there_is_another_error(first: str, second: str) -> None:
    request = _request()
    request.headers["Signature-Input"] = first
    request.headers["Signature"] = second
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


@pytest.mark.parametrize("url", ["", "not a url", "https://", "https://hub.example.vn/%zz"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    request = _request()
    request.url = url
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


def test_a_method_in_lower_case_is_refused() -> None:
    request = _request()
    request.method = "post"
    with pytest.raises(SignatureError):
        verify_request(request, _find, now=NOW)


def test_what_a_station_writes_has_one_form() -> None:
    """Such requests are checked quickly; another form costs the hub four times as much."""
    headers = _request().headers
    nonce = verify_request(_request(), _find, now=NOW).nonce
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
        return verify_request(request, _find, now=now)
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
        return _find(kid)

    verify_request(_request(), find, now=NOW)
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


def _answer(request: Request | None = None) -> Answer:
    answer = Answer(
        request or _request(), 403, {"X-Hub": "vn-58;5f0c2a"}, b'{"code":"device_revoked"}'
    )
    sign_answer(answer, KEY, "vn-58", at=NOW)
    return answer


def test_an_answer_of_the_hub_is_known() -> None:
    assert verify_answer(_answer(), KEY.public_key(), now=NOW).kid == "vn-58"


def _other_status(answer: Answer) -> None:
    answer.status_code = 200


def _other_hub(answer: Answer) -> None:
    answer.headers["X-Hub"] = "vn-58;ffffff"


def _no_hub(answer: Answer) -> None:
    del answer.headers["X-Hub"]


def _other_body(answer: Answer) -> None:
    answer.body = b'{"code":"unknown_device"}'


def _other_request(answer: Answer) -> None:
    answer.request = Request("GET", "https://hub.example.vn/v1/device/me", {})


def _unsigned(answer: Answer) -> None:
    del answer.headers["Signature"]


@pytest.mark.parametrize(
    "alter", [_other_status, _other_hub, _no_hub, _other_body, _other_request, _unsigned]
)
def test_an_answer_that_is_not_the_hubs_own(alter: Callable[[Answer], None]) -> None:
    answer = _answer()
    alter(answer)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key(), now=NOW)


def test_an_answer_of_another_hub() -> None:
    with pytest.raises(SignatureError):
        verify_answer(_answer(), OTHER.public_key(), now=NOW)


def test_a_request_is_no_answer() -> None:
    """The tags differ, so a station's signature never passes for the hub's."""
    request = _request()
    answer = Answer(request, 200, dict(request.headers), request.body)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key(), now=NOW)
