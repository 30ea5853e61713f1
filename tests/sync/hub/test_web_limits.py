"""What a sender over HTTP may cost, and nonsense of every kind: refused early, never a failure."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub import bounded_protocol
from sync.hub.hub import HubOptions, Limits
from sync.hub.limits import Rate
from sync.hub.server import RunningHub
from sync.protocol.envelope import parse_batch_answer
from sync.protocol.feeds import Cursor
from sync.protocol.wire import HUB_HEADER, MAX_BATCH, MAX_BODY_BYTES, parse_hub_stamp
from tests.support.hub_client import HttpStation, count_long_polls, error_of, only_sqlite
from tests.support.hub_records import ADMIN


@contextmanager
def _limited(
    folder: Path, clock: ManualClock, limits: Limits
) -> Iterator[tuple[RunningHub, HttpStation]]:
    """A hub on SQLite with other limits, and a station."""
    with RunningHub(
        folder, now=clock.now, even=clock.monotonic, options=HubOptions(limits=limits)
    ) as running:
        venue = running.hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        with HttpStation(running.url, clock.now) as station:
            station.enrol(
                running.hub.administration.add_station(ADMIN, venue.id, "A", running.url)[1]
            )
            yield running, station


def test_too_many_records_are_refused_whole(station: HttpStation) -> None:
    lines = [b"{}"] * 10_000
    refused = station.push(lines)
    assert (refused.status_code, error_of(refused).code) == (413, "too_many_records")
    assert station.push([b"{}"] * (MAX_BATCH + 1)).status_code == 413
    assert len(parse_batch_answer(station.push([b"{}"] * MAX_BATCH).content).statuses) == MAX_BATCH


@only_sqlite
def test_a_body_of_a_hundred_megabytes_is_refused_before_it_is_sent(running: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(
            b"POST /v1/entries:batch HTTP/1.1\r\nHost: hub\r\nContent-Length: 104857600\r\n\r\n"
        )
        answer = _read_all(line)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer.lower()
    assert b"x-hub: " in answer.lower()


@only_sqlite
def test_a_body_without_an_end_is_refused_as_soon_as_it_is_too_long(running: RunningHub) -> None:
    chunk = b"100000\r\n" + bytes(0x100000) + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(
            b"POST /v1/entries:batch HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        try:
            for _ in range(100):
                line.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
        assert sent < 40 * 1024 * 1024


@only_sqlite
def test_a_head_without_an_end_is_cut_off(running: RunningHub) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(b"GET /v1/ping HTTP/1.1\r\nX-Long: ")
        with suppress(OSError):
            for _ in range(64):
                line.sendall(b"x" * 65_536)
        with suppress(ConnectionError):
            assert line.recv(1) == b""


@only_sqlite
def test_a_head_that_never_comes_is_given_up(
    running: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_protocol, "HEAD_S", 0.2)
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(b"GET /v1/ping HTTP/1.1\r\nHo")
        with suppress(ConnectionError):
            assert line.recv(1) == b""


def test_a_connection_too_many_is_closed(tmp_path: Path) -> None:
    options = HubOptions(limits=Limits(connections=0))
    with (
        RunningHub(tmp_path, options=options) as running,
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", running.port), timeout=10) as line,
    ):
        assert line.recv(1) == b""


def _read_all(line: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionError):
        while chunk := line.recv(65_536):
            received += chunk
    return received


_GARBAGE = [
        {"Signature-Input": "x", "Signature": "y"},
        {"Signature-Input": 'sig=("@method");created=1', "Signature": "sig=:AA==:"},
        {"Signature-Input": 'sig=("nothing");created=x', "Signature": "sig=:AA==:"},
        {"Signature-Input": "sig=" + "(" * 500, "Signature": "sig=1"},
        {"Signature-Input": 'sig=("@method" "@target-uri" "content-digest");created=99999999999999'
         ';nonce="n";keyid="k";tag="kiosk-v1"', "Signature": "sig=:AA==:"},
        {"Content-Digest": "x", "Signature-Input": "sig=()", "Signature": "sig=:AA==:"},
    ]  # fmt: skip


@only_sqlite
def test_garbage_for_a_signature_is_no_failure(running: RunningHub) -> None:
    for headers in _GARBAGE:
        answer = requests.get(f"{running.url}/v1/device/me", headers=headers, timeout=10)
        assert answer.status_code == 401, answer.text


@only_sqlite
def test_an_address_with_raw_bytes_is_no_failure(running: RunningHub) -> None:
    for path in (b"/v1/feeds/people?cursor=\xc3\xa9", b"/v1/feeds/%ff", b"/v1/feeds/a%00b", b"/%"):
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
            line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n")
            status = _read_all(line).split(b" ", 2)[1]
        assert status in (b"400", b"401", b"404"), path


@only_sqlite
def test_a_zip_bomb_in_a_signed_request_is_refused(station: HttpStation) -> None:
    bomb = bytes(MAX_BODY_BYTES * 8)
    refused = station.post("/v1/entries:batch", bomb, is_packed=True)
    assert (refused.status_code, error_of(refused).code) == (413, "too_large")


_NO_BATCH = (
    b"[" * 100_000,
    b'{"device":' * 50_000,
    b"",
    b"\xff\xfe",
    b'{"device":"d"}\n',
    b"null\n",
)


@only_sqlite
def test_deep_or_broken_json_is_refused(station: HttpStation) -> None:
    for body in _NO_BATCH:
        refused = station.post("/v1/entries:batch", body)
        assert (refused.status_code, error_of(refused).code) == (400, "bad_request")
    for path in ("/v1/lookup", "/v1/otp", "/v1/otp/verify", "/v1/device/roll", "/v1/device/status"):
        refused = station.post(path, b'{"kind":' + b"[" * 20_000)
        assert (refused.status_code, error_of(refused).code) == (400, "bad_request"), path


@only_sqlite
def test_a_small_question_may_not_be_large(station: HttpStation) -> None:
    assert station.post("/v1/lookup", b" " * 100_000).status_code == 413


def test_a_station_has_a_rate(tmp_path: Path, clock: ManualClock) -> None:
    with _limited(tmp_path, clock, Limits(per_device=Rate(2, 0.001))) as (_, station):
        assert station.get("/v1/device/me").status_code == 200
        assert station.get("/v1/device/me").status_code == 200
        refused = station.get("/v1/device/me")
        assert (refused.status_code, error_of(refused).code) == (429, "slow_down")
        assert int(refused.headers["Retry-After"]) > 900


def test_an_address_has_a_rate(tmp_path: Path, clock: ManualClock) -> None:
    with _limited(tmp_path, clock, Limits(per_address=Rate(3, 0.001))) as (running, _):
        codes = [
            requests.get(f"{running.url}/v1/ping?nonce=1", timeout=5).status_code for _ in range(4)
        ]
        assert codes == [204, 204, 429, 429]


def test_only_so_many_requests_at_once(tmp_path: Path, clock: ManualClock) -> None:
    with _limited(tmp_path, clock, Limits(requests=1)) as (running, station):
        path = f"/v1/feeds/presence?cursor={Cursor(running.hub.identity.epoch, 0)}&wait=25"
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(station.get, path)
            while count_long_polls(running) == 0:
                threading.Event().wait(0.01)
            busy = requests.get(f"{running.url}/v1/ping?nonce=1", timeout=5)
            assert (busy.status_code, error_of(busy).code) == (503, "busy")
            assert busy.headers["Retry-After"] == "5"
            assert parse_hub_stamp(busy.headers[HUB_HEADER]) is not None
            running.stop()
            assert waiting.result(timeout=20).status_code == 304
