"""S18: what a hostile or broken sender costs the hub: refused early, memory bounded."""

from __future__ import annotations

import gzip
import json
import socket
import tracemalloc
from collections.abc import Iterator

import pytest

from kiosk.base.errors import HubRefusal, NetworkFault
from kiosk.bench.damage import Canned, Damage, Harm
from sync.protocol.envelope import Envelope, join_batch
from sync.protocol.wire import HUB_HEADER, MAX_BODY_BYTES, MAX_RECORD_BYTES
from tests.support.sync_station import APP, Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S18")

BATCH = "/v1/entries:batch"


@pytest.fixture
def station(world: World) -> Iterator[Station]:
    """A station, and proof afterwards that hub and station work as before."""
    station = world.station()
    yield station
    station.admit(3)
    station.drain()
    assert world.rows() == station.ids()


def _refusal(station: Station, body: bytes, encoding: str | None = None) -> HubRefusal:
    headers = {"Content-Type": "application/x-ndjson"}
    if encoding:
        headers["Content-Encoding"] = encoding
    with pytest.raises(HubRefusal) as caught:
        station.connection.client.call("POST", BATCH, body, headers=headers)
    return caught.value


def _envelope(station: Station, n: int) -> Envelope:
    return Envelope(station.hub_file.device_id, "b", APP, n, None, n)


def test_s18_a_zip_bomb(world: World, station: Station) -> None:
    bomb = gzip.compress(bytes(32 * MAX_BODY_BYTES), 9)
    assert len(bomb) < MAX_BODY_BYTES // 4
    tracemalloc.start()
    refusal = _refusal(station, bomb, "gzip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (refusal.status, refusal.code) == (413, "too_large")
    assert peak < 8 * MAX_BODY_BYTES, "128 MiB were packed into it"


def test_s18_a_bomb_in_a_bomb_is_no_gzip(world: World, station: Station) -> None:
    inner = gzip.compress(bytes(MAX_BODY_BYTES))
    assert _refusal(station, gzip.compress(inner), "gzip").status == 400


def test_s18_a_body_of_100_megabytes_is_refused_by_its_length(world: World) -> None:
    """The answer is there although not a byte of the body was sent."""
    size = 100 * 1024 * 1024
    head = f"POST {BATCH} HTTP/1.1\r\nHost: hub\r\nContent-Length: {size}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", world.hub_port), timeout=30) as line:
        line.sendall(head.encode())
        answer = line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert HUB_HEADER.encode().lower() in answer.lower(), "and it is the hub that says so"


def test_s18_a_body_without_end_is_cut_off(world: World) -> None:
    """Chunk after chunk, no length given: read as far as a body may go, and no further."""
    head = f"POST {BATCH} HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", world.hub_port), timeout=30) as line:
        line.sendall(head.encode())
        try:
            while sent < 100 * 1024 * 1024:
                line.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
    assert sent < 32 * 1024 * 1024, "the rest lay in the buffers of the line"


def test_s18_ten_thousand_entries_in_one_batch(world: World, station: Station) -> None:
    body = join_batch(_envelope(station, 10_000), [b"{}"] * 10_000)
    refusal = _refusal(station, gzip.compress(body), "gzip")
    assert (refusal.status, refusal.code) == (413, "too_many_records")


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_s18_deep_json(world: World, station: Station, depth: int) -> None:
    """As an envelope it is refused whole, as a record alone."""
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    assert _refusal(station, deep + b"\n").status == 400
    if len(deep) < MAX_BODY_BYTES:
        assert station.push_by_hand([deep]) == "r"


def test_s18_a_record_that_is_too_long(world: World, station: Station) -> None:
    long = json.dumps({"body": "x" * MAX_RECORD_BYTES}).encode()
    assert station.push_by_hand([long, b"{}"]) == "rr"


def test_s18_numbers_and_texts_that_fit_nowhere(world: World, station: Station) -> None:
    lines = [
        b'{"seq":' + b"9" * 4000 + b"}",
        b'{"at":"' + b"\\u0000" * 50 + b'"}',
        b"\xff\xfe",
        b"NaN",
        b'{"a":1,"a":2}',
    ]
    assert station.push_by_hand(lines) == "r" * len(lines)


def test_s18_an_envelope_that_lies_about_its_number(world: World, station: Station) -> None:
    assert _refusal(station, join_batch(_envelope(station, 3), [b"{}"])).status == 400


def test_s18_a_station_does_not_unpack_a_bomb_either(world: World, station: Station) -> None:
    """The hub's answers are bounded at the station as well."""
    stamp = (HUB_HEADER, world.hub.identity.stamp.to_header())
    bomb = gzip.compress(bytes(32 * MAX_BODY_BYTES), 9)
    answer = Canned(200, (stamp, ("Content-Encoding", "gzip")), bomb)
    world.harm(lambda exchange: Damage(Harm.SAY, answer=answer))
    tracemalloc.start()
    with pytest.raises(NetworkFault):
        station.connection.client.call("GET", "/v1/device/me")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    world.heal()
    assert peak < 8 * MAX_BODY_BYTES
