"""Requests that no station sends: each is answered with a word, and none is the hub's fault."""

from __future__ import annotations

import json
import socket

import pytest
import requests

from sync.hub.admin.venues import Venue
from sync.hub.server import RunningHub
from sync.protocol.envelope import Envelope, RecordStatus, parse_batch_answer
from sync.protocol.operations import HUB_PATH
from sync.protocol.wire import parse_hub_error
from tests.support.hub_client import HttpStation, error_of, only_sqlite
from tests.support.hub_records import Station

pytestmark = pytest.mark.fault("S29")

AWKWARD = {
    "half a surrogate pair": rb'"\ud800"',
    "half a pair in a key": rb'{"\udfff":1}',
    "a NUL": rb'"\u0000"',
    "an integer past 2^53": b"9007199254740992",
    "an integer past 2^63": b"-9223372036854775809",
    "an integer of 10,000 digits": b"9" * 10_000,
    "NaN": b"NaN",
    "a key that is not ASCII": '{"khoá":1}'.encode(),
    "letters that are not ASCII": '"Chìa khoá ключ 𝟗"'.encode(),
    "the end of time": b'"9999-12-31T23:59:59.999Z"',
    "before all time": b'"0000-00-00T00:00:00.000Z"',
    "a UUID in another form": b'"urn:uuid:01980000-0000-7000-8000-000000000001"',
    "nothing": b"null",
}
POSTED = {
    "/v1/enrol": ("code", "public_key", "proof", "app"),
    "/v1/lookup": ("kind", "value"),
    "/v1/otp": ("phone",),
    "/v1/otp/verify": ("challenge", "code"),
    "/v1/device/roll": ("public_key", "proof"),
    "/v1/device/slip-key": ("public_key", "proof", "statement"),
    "/v1/device/status": ("app", "queue", "dead", "oldest", "offset_ms", "faults", "more"),
    "/v1/entries:batch": ("device", "batch", "app", "queue", "oldest", "n", "more"),
    "/v1/digest": ("ledger", "d", "n", "max_seq", "sha"),
}
GOOD = {
    "code": '"0123456789"',
    "public_key": '"A"',
    "proof": '"A"',
    "statement": '"8418"',
    "app": '"1.0.0"',
    "kind": '"phone"',
    "value": '"1"',
    "phone": '"0912345678"',
    "challenge": '"1"',
    "queue": "0",
    "dead": "0",
    "oldest": "null",
    "offset_ms": "0",
    "faults": "[]",
    "more": "1",
    "batch": '"b"',
    "n": "0",
    "ledger": '"01980000-0000-7000-8000-000000000001"',
    "d": '"2026-07-01"',
    "max_seq": "1",
    "sha": '"0"',
}


def _body(path: str, odd: str, value: bytes, device: str) -> bytes:
    good = GOOD | {"device": json.dumps(device)}
    members = b",".join(
        b'"%b":%b' % (name.encode(), value if name == odd else good[name].encode())
        for name in POSTED[path]
    )
    return b'{"days":[{%b}]}' % members if path == "/v1/digest" else b"{%b}" % members


def test_whatever_stands_in_a_member(station: HttpStation) -> None:
    for what, value in AWKWARD.items():
        for path, names in POSTED.items():
            for name in names:
                answer = station.post(path, _body(path, name, value, station.device))
                assert answer.status_code < 500, (path, name, what, answer.text)
                if answer.status_code >= 400:
                    error_of(answer)


def test_whatever_stands_in_a_record(station: HttpStation) -> None:
    ledger = Station(1)
    for what, value in AWKWARD.items():
        odd = ledger.person("p").replace('"Chamaléa Thị Hương"'.encode(), value)
        envelope = Envelope(station.device, "b", "1", 2, None, 2).to_bytes()
        batch = b"\n".join([envelope, odd, ledger.arrival("p")]) + b"\n"
        answer = station.post("/v1/entries:batch", batch)
        assert answer.status_code == 200, what
        statuses = parse_batch_answer(answer.content).statuses
        assert statuses[1] is RecordStatus.STORED, f"{what}: its neighbour goes on"


@only_sqlite
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/ping/", 404),
        ("/v1/feeds/people/", 404),
        ("//v1/ping", 404),
        ("/v1/feeds/people?cursor=abcdef:99999999999999999999", 400),
        ("/v1/feeds/people?cursor=%F0%9D%9F%97", 400),
        ("/v1/feeds/people?limit=%D9%A3", 400),
        ("/v1/feeds/people?limit=99999999999999999999", 400),
        ("/v1/feeds/people?wait=-1", 400),
        ("/v1/feeds/%00", 404),
        ("/v1/feeds/%FF", 404),
    ],
)
def test_addresses_that_nobody_asks(
    station: HttpStation, venue: Venue, path: str, status: int
) -> None:
    answer = station.get(path)
    assert answer.status_code == status
    error_of(answer)


@only_sqlite
@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "SEARCH", "LINK"]
)
def test_methods_that_nobody_uses(station: HttpStation, method: str) -> None:
    for path in ("/v1/ping", "/v1/entries:batch", "/v1/feeds/people", "/healthz"):
        answer = station.send(station.request(method, path))
        assert answer.status_code == 405
        error_of(answer)


@only_sqlite
@pytest.mark.parametrize(
    "head",
    [
        b"OPTIONS * HTTP/1.1\r\nHost: h\r\n",
        b"CONNECT hub:443 HTTP/1.1\r\nHost: h\r\n",
        b"GET http://hub/v1/ping HTTP/1.1\r\nHost: h\r\n",
        b"GET /v1/ping HTTP/1.1\r\nHost: \xff\xfe[::\r\n",
        b"GET /v1/ping HTTP/1.1\r\nHost: [::1\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: h\r\n",
        b"GET /v1/ping%zz HTTP/1.1\r\nHost: h\r\n",
        b"GET ?x HTTP/1.1\r\nHost: h\r\n",
        b"HEAD /v1/ping HTTP/1.1\r\nHost: h\r\n",
        b"HEAD /v1/feeds/people HTTP/1.1\r\nHost: h\r\n",
        b"GET /v1/device/me HTTP/1.1\r\nHost: h\r\nSignature-Input: \xff\r\nSignature: \xfe\r\n",
        b"GET /v1/device/me HTTP/1.1\r\nHost: h\r\nSignature-Input: a=(\r\nSignature: a=:\r\n",
        b"GET /v1/device/me HTTP/1.1\r\nHost: h\r\n"
        b'Signature-Input: pyhms=("@method");created=999999999999;keyid="\xc3\xa9";nonce="n"\r\n'
        b"Signature: pyhms=:AAAA:\r\n",
        b"POST /v1/digest HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n",
        b"POST /v1/digest HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n",
        b"POST /v1/digest HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n",
        b"FOO /v1/ping HTTP/1.1\r\nHost: h\r\n",
        b"GET /v1/ping HTTP/9.9\r\nHost: h\r\n",
        b"PRI * HTTP/2.0\r\n",
    ],
)
def test_heads_that_no_client_writes(running: RunningHub, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(head + b"Connection: close\r\n\r\n")
        raw = b""
        while piece := line.recv(65536):
            raw += piece
    status = int(raw.split(b" ", 2)[1])
    assert status < 500, raw
    if status >= 400 and not head.startswith(b"HEAD"):
        body = raw.partition(b"\r\n\r\n")[2]
        assert parse_hub_error(body), raw


@only_sqlite
@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1\r\nHost: h\r\n", 204),
        (b"HTTP/1.1\r\nhost: h\r\n", 204),
        (b"HTTP/1.0\r\n", 204),
        (b"HTTP/1.1\r\n", 400),
        (b"HTTP/1.1\r\nX-Host: h\r\n", 400),
        (b"HTTP/1.1\r\nHost: h\r\nHost: h\r\n", 400),
        (b"HTTP/1.0\r\nHost: h\r\nHOST: other\r\n", 400),
    ],
)
def test_a_request_names_one_host(running: RunningHub, head: bytes, status: int) -> None:
    """RFC 9112 §3.2."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(b"GET /v1/ping?nonce=1 " + head + b"Connection: close\r\n\r\n")
        raw = b""
        while piece := line.recv(65536):
            raw += piece
    assert int(raw.split(b" ", 2)[1]) == status
    if status == 400:
        assert parse_hub_error(raw.partition(b"\r\n\r\n")[2])


@only_sqlite
@pytest.mark.parametrize("path", ["/v1/ping", HUB_PATH])
@pytest.mark.parametrize("query", ["", "?", "?nonce", "?nonce=", "?nonces=1", "?Nonce=1"])
def test_what_nobody_signed_is_answered_for_its_nonce_alone(
    running: RunningHub, path: str, query: str
) -> None:
    """Whatever the hub signed for an address without one could be played again, with its time."""
    refused = requests.get(f"{running.url}{path}{query}", timeout=10)
    assert refused.status_code == 400
    assert error_of(refused).code == "bad_request"
    assert "Signature" not in refused.headers
    assert requests.get(f"{running.url}{path}?nonce=1", timeout=10).status_code < 300
