"""What a connection may cost before and after anybody is known on it: bytes, time, places (S30)."""

from __future__ import annotations

import gc
import random
import socket
import ssl
import struct
import threading
from asyncio.sslproto import SSLProtocol
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from string import ascii_letters
from time import monotonic

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub import acceptor, bounded_protocol, server
from sync.hub.api import web
from sync.hub.certificate import NAME as CERTIFICATE_NAME
from sync.hub.forwarding import parse_address
from sync.hub.hub import HubOptions, Limits
from sync.hub.server import RunningHub
from sync.protocol.wire import MAX_BATCH, MAX_BODY_BYTES
from tests.support.hub_client import HttpStation, error_of
from tests.support.hub_records import ADMIN, Station

pytestmark = pytest.mark.fault("S30")

ATTACKER, PROXY = "127.0.0.2", "127.0.0.1"
POST = b"POST /v1/entries:batch HTTP/1.1\r\nHost: hub\r\n"
PING = b"GET /v1/ping?nonce=1 HTTP/1.1\r\nHost: hub\r\n\r\n"
_LIMITS = Limits(unproven_per_address=3)


@pytest.fixture
def hub(tmp_path: Path, clock: ManualClock) -> Iterator[RunningHub]:
    """A hub over plain http that takes three connections of an address before it knows anybody."""
    options = HubOptions(limits=_LIMITS)
    with RunningHub(
        tmp_path / "hub", now=clock.now, even=clock.monotonic, options=options
    ) as running:
        yield running


def _connect(hub: RunningHub, address: str = ATTACKER) -> socket.socket:
    return socket.create_connection(("127.0.0.1", hub.port), timeout=8, source_address=(address, 0))


def _until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not is_so():
        assert monotonic() < deadline
        threading.Event().wait(0.01)


def _is_cut(line: socket.socket) -> bool:
    """Whether the hub ends the connection, whatever it says before; sooner than it would for
    another reason."""
    try:
        while line.recv(65_536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def _is_refused(hub: RunningHub) -> bool:
    """Whether a connection is ended before anything was said on it."""
    try:
        with _connect(hub) as line:
            return _is_cut(line)
    except ConnectionError:
        return True


def _enrolled(hub: RunningHub, clock: ManualClock) -> HttpStation:
    station = HttpStation(hub.url, clock.now)
    venue = hub.hub.venues.add(ADMIN, f"Mẫu {len(hub.hub.venues.all())}", "", "Asia/Ho_Chi_Minh")
    station.enrol(hub.hub.administration.add_station(ADMIN, venue.id, "A", hub.url)[1])
    return station


def test_one_address_fills_its_places_and_nobody_elses(hub: RunningHub, clock: ManualClock) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(_connect(hub)) for _ in range(3)]
        for line in held:
            line.sendall(PING)
            assert line.recv(65_536).startswith(b"HTTP/1.1 204 ")
        assert _is_refused(hub)
        with _connect(hub, "127.0.0.3") as other:
            other.sendall(PING)
            assert other.recv(65_536).startswith(b"HTTP/1.1 204 ")
        assert requests.get(f"{hub.url}/healthz", timeout=5).status_code == 200
        # Who goes makes room.
        held[0].close()
        _until(lambda: hub.app.places.unproven(ATTACKER) < 3)
        with _connect(hub) as again:
            again.sendall(PING)
            assert again.recv(65_536).startswith(b"HTTP/1.1 204 ")


def test_a_place_is_taken_before_tls(tmp_path: Path) -> None:
    options = HubOptions(limits=_LIMITS)
    with (
        RunningHub(tmp_path / "hub", options=options, is_tls=True) as hub,
        ExitStack() as stack,
    ):
        for _ in range(3):
            stack.enter_context(_connect(hub))
        _until(lambda: hub.app.places.unproven(ATTACKER) == 3)
        assert _is_refused(hub)


def test_tls_that_is_never_agreed_on_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acceptor, "HANDSHAKE_S", 0.2)
    with RunningHub(tmp_path / "hub", is_tls=True) as hub:
        with _connect(hub) as line:
            assert _is_cut(line)
        _until(lambda: not hub.app.places.unproven(ATTACKER))


def test_stations_behind_one_address_count_for_themselves(
    hub: RunningHub, clock: ManualClock
) -> None:
    with ExitStack() as stack:
        for number in range(5):
            station = stack.enter_context(_enrolled(hub, clock))
            assert station.get("/v1/device/me").status_code == 200, number
            assert hub.app.places.proven(station.device) == 1
        assert hub.app.places.unproven("127.0.0.1") == 0


def test_a_station_has_four_connections_and_the_idle_one_gives_way(
    hub: RunningHub, clock: ManualClock
) -> None:
    with _enrolled(hub, clock) as station, ExitStack() as stack:
        assert station.get("/v1/device/me").status_code == 200
        for _ in range(6):
            other = stack.enter_context(HttpStation(hub.url, clock.now))
            other.key, other.kid = station.key, station.kid
            assert other.get("/v1/device/me").status_code == 200
            assert hub.app.places.proven(station.device) <= 4
        assert station.get("/v1/device/me").status_code == 200, "on a new connection"


@pytest.mark.parametrize(
    "endless",
    [
        pytest.param(b"GET /v1/ping HTTP/1.1\r\nX-Long: " + b"x" * 200_000, id="a head"),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: " + b"x" * 200_000,
            id="trailers",
        ),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1;" + b"e" * 200_000,
            id="the extension of a chunk",
        ),
        pytest.param(
            b"POST /v1/nothing HTTP/1.1\r\nHost: hub\r\nContent-Length: 99999999\r\n\r\n"
            + bytes(MAX_BODY_BYTES + 4 * 1024 * 1024),
            id="a body that nobody reads",
        ),
        pytest.param(PING[:-2] + b"A: b\r\n" * 200 + b"\r\n", id="fields"),
    ],
)
def test_every_part_of_a_message_has_an_end(hub: RunningHub, endless: bytes) -> None:
    with _connect(hub) as line:
        with suppress(OSError):
            line.sendall(endless)
        assert _is_cut(line)


def test_a_request_before_the_answer_to_the_last_one_ends_the_connection(hub: RunningHub) -> None:
    with _connect(hub) as line:
        line.sendall(PING * 20)
        assert _is_cut(line)
    _until(lambda: not hub.app.places.unproven(ATTACKER))


@pytest.mark.parametrize(
    "begun",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET /v1/pi", id="half a head"),
        pytest.param(POST + b"Content-Length: 9\r\n\r\n1", id="half a body"),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n", id="half a trailer"
        ),
        pytest.param(
            b"POST /v1/nothing HTTP/1.1\r\nHost: hub\r\nContent-Length: 9\r\n\r\n1",
            id="half a body that nobody reads",
        ),
        pytest.param(PING, id="no second request"),
        pytest.param(PING + b"\r\n\r\n", id="empty lines"),
    ],
)
def test_a_message_and_the_wait_for_one_have_a_deadline(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    for name in ("HEAD_S", "REQUEST_S", "IDLE_S", "CLOSE_S"):
        monkeypatch.setattr(bounded_protocol, name, 0.2)
    with _connect(hub) as line:
        line.sendall(begun)
        assert _is_cut(line)


@pytest.mark.parametrize("is_tls", [False, True])
def test_a_reader_that_does_not_read_is_cut_and_its_page_freed(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, is_tls: bool
) -> None:
    monkeypatch.setattr(bounded_protocol, "ANSWER_S", 0.5)
    monkeypatch.setattr(server, "SEND_BUFFER_BYTES", 16 * 1024)
    with (
        RunningHub(tmp_path / "hub", now=clock.now, even=clock.monotonic, is_tls=is_tls) as hub,
        HttpStation(hub.url, clock.now) as station,
    ):
        if is_tls:
            station.session.verify = str(tmp_path / "hub" / CERTIFICATE_NAME)
        venue = hub.hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        station.enrol(hub.hub.administration.add_station(ADMIN, venue.id, "A", hub.url)[1])
        ledger = Station(1)
        for _ in range(12):
            names = ("".join(random.choices(ascii_letters, k=200)) for _ in range(MAX_BATCH))
            pushed = [ledger.person(ledger.new_person(), name) for name in names]
            assert station.push(pushed).status_code == 200
        # A page of more than the line and the system hold for somebody who takes nothing.
        asked = station.request("GET", "/v1/feeds/people/snapshot")
        head = f"GET /v1/feeds/people/snapshot HTTP/1.1\r\nHost: 127.0.0.1:{hub.port}\r\n"
        fields = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items())
        with closing(_slow_reader(hub, is_tls=is_tls)) as line:
            line.sendall((head + fields + "\r\n").encode())
            _until(lambda: hub.app.places.proven(station.device) == 2)
            _until(lambda: hub.app.places.proven(station.device) < 2)
        assert station.get("/v1/device/me").status_code == 200


def _slow_reader(hub: RunningHub, *, is_tls: bool) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    line.settimeout(20)
    line.connect(("127.0.0.1", hub.port))
    if not is_tls:
        return line
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(line)


@pytest.mark.parametrize("speaks_tls", [False, True])
def test_what_was_refused_is_free_without_a_collection(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, speaks_tls: bool
) -> None:
    """The collector counts objects, and a connection is few of them with large buffers."""
    monkeypatch.setattr(web, "BEAT_S", 3_600)
    with RunningHub(tmp_path / "hub", now=clock.now, is_tls=True) as hub:
        gc.collect()
        gc.disable()
        try:
            with closing(_slow_reader(hub, is_tls=speaks_tls)) as line:
                # Without a signature, or even without TLS.
                line.sendall(b"GET /v1/device/me HTTP/1.1\r\nHost: hub\r\n\r\n")
                assert line.recv(65_536).startswith(b"HTTP/1.1 401 " if speaks_tls else b"")
                # Closing it sends a reset: nobody ends TLS in good order.
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            _until(lambda: not any(isinstance(held, SSLProtocol) for held in gc.get_objects()))
        finally:
            gc.enable()


def test_behind_a_proxy_each_request_counts_for_who_sent_it(
    tmp_path: Path, clock: ManualClock
) -> None:
    proxy = parse_address(PROXY)
    assert proxy is not None
    options = HubOptions(
        limits=replace(_LIMITS, unproven_per_address=1), proxies=frozenset({proxy})
    )
    with RunningHub(tmp_path / "hub", now=clock.now, options=options) as hub, ExitStack() as stack:
        held = stack.enter_context(_connect(hub, PROXY))
        held.sendall(POST + b"X-Forwarded-For: 203.0.113.9\r\nContent-Length: 9\r\n\r\n1")
        _until(lambda: hub.app.places.unproven("203.0.113.9") == 1)

        def ask(path: str, sender: str) -> requests.Response:
            return requests.get(
                f"{hub.url}{path}?nonce=1", headers={"X-Forwarded-For": sender}, timeout=5
            )

        refused = ask("/v1/ping", "203.0.113.9")
        assert (refused.status_code, error_of(refused).code) == (429, "slow_down")
        assert ask("/healthz", "203.0.113.9").status_code == 200
        assert ask("/v1/ping", "203.0.113.10").status_code == 204


def test_the_health_check_is_answered_however_busy_the_hub_is(
    tmp_path: Path, clock: ManualClock
) -> None:
    options = HubOptions(limits=Limits(requests=0))
    with RunningHub(tmp_path / "hub", now=clock.now, options=options) as hub:
        assert requests.get(f"{hub.url}/v1/ping?nonce=1", timeout=5).status_code == 503
        assert requests.get(f"{hub.url}/healthz", timeout=5).status_code == 200
