"""The service over HTTP: routes, stamps, packing, feeds, snapshots, limits, faults of the hub."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from email.utils import parsedate_to_datetime
from time import monotonic

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub.admin.venues import Venue
from sync.hub.api.endpoints import SnapshotShelf
from sync.hub.api.web import make_app
from sync.hub.db.engine import writing
from sync.hub.db.snapshots import Snapshot
from sync.hub.hub import Hub
from sync.hub.limits import BUSY_S
from sync.hub.server import RunningHub
from sync.protocol.devices import DeviceStatus, parse_device_answer
from sync.protocol.digest import DayDigest, digest_request
from sync.protocol.envelope import (
    Envelope,
    RecordStatus,
    hash_batch,
    join_batch,
    parse_batch_answer,
)
from sync.protocol.feeds import Cursor, FeedName, FeedPage, parse_feed_page, parse_snapshot_line
from sync.protocol.operations import OPERATIONS
from sync.protocol.records import hash_header, parse_line
from sync.protocol.wire import CURSOR_HEADER, HUB_HEADER, SHA_HEADER, parse_hub_stamp
from tests.support.hub_client import HttpStation, count_long_polls, error_of, only_sqlite
from tests.support.hub_records import ADMIN, Station


def _put_presence(running: RunningHub, venue: Venue, key: str) -> None:
    with writing(running.hub.engine) as connection:
        running.hub.feeds.put(connection, FeedName.PRESENCE, venue.id, key, {"inside": True})


def _page(answer: requests.Response) -> FeedPage:
    assert answer.status_code == 200, answer.text
    return parse_feed_page(answer.content)


def test_the_routes_are_those_of_the_protocol(running: RunningHub) -> None:
    routes = {
        (method, route.path)
        for route in make_app(running.hub).routes
        for method in (route.methods or set()) - {"HEAD"}
    }
    health = {("GET", "/healthz"), ("GET", "/readyz")}
    assert routes == health | {(item.method, item.path) for item in OPERATIONS}


def test_every_answer_carries_the_hubs_stamp_and_date(
    running: RunningHub, clock: ManualClock
) -> None:
    for method, path, status in (
        ("GET", "/v1/ping?nonce=1", 204),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/nothing", 404),
        ("DELETE", "/v1/ping", 405),
        ("GET", "/v1/device/me", 401),
        ("POST", "/v1/enrol", 400),
    ):
        answer = requests.request(method, running.url + path, timeout=10)
        assert answer.status_code == status
        assert parse_hub_stamp(answer.headers[HUB_HEADER]) == running.hub.identity.stamp
        assert parsedate_to_datetime(answer.headers["Date"]) == clock.now().replace(microsecond=0)
        if status >= 400:
            error_of(answer)


def test_a_batch_is_taken_and_named_by_its_hash(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    ledger = Station(1)
    lines = [ledger.person(ledger.new_person()), ledger.arrival(None)]
    envelope = Envelope(station.device, "b", "1.0.0", 2, None, 2)
    raw = join_batch(envelope, lines)
    answer = parse_batch_answer(station.post("/v1/entries:batch", raw, is_packed=True).content)
    assert answer.statuses == (RecordStatus.STORED, RecordStatus.STORED)
    assert answer.body_sha256 == hash_batch(raw)
    assert answer.stamp == running.hub.identity.stamp
    assert answer.now == clock.now()
    assert parse_batch_answer(station.push(lines).content).statuses == (RecordStatus.DUPLICATE,) * 2


def test_the_digest_of_a_day_is_compared(station: HttpStation) -> None:
    day = DayDigest(Station(1).ledger, "2026-07-01", 1, 1, "0" * 64)
    answer = station.post("/v1/digest", digest_request([day]))
    assert answer.status_code == 200
    assert answer.json()["ok"] == []


def test_an_answer_is_packed_only_when_that_is_asked_for(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    for number in range(20):
        _put_presence(running, venue, f"person-{number:030d}")
    plain = station.get("/v1/feeds/presence", {"Accept-Encoding": "identity"})
    packed = station.get("/v1/feeds/presence", {"Accept-Encoding": "gzip"})
    refused = station.get("/v1/feeds/presence", {"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert plain.content == packed.content
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 3


def test_a_feed_is_read_page_by_page(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    for number in range(5):
        _put_presence(running, venue, f"person-{number}")
    first = _page(station.get("/v1/feeds/presence?limit=3"))
    assert first.has_more
    second = _page(station.get(f"/v1/feeds/presence?limit=3&cursor={first.cursor}"))
    assert [item.key for item in (*first.items, *second.items)] == [
        f"person-{number}" for number in range(5)
    ]
    nothing = station.get(f"/v1/feeds/presence?cursor={second.cursor}")
    assert (nothing.status_code, nothing.content) == (304, b"")
    assert nothing.headers[CURSOR_HEADER] == str(second.cursor)


def test_a_cursor_of_another_epoch_is_gone_and_nonsense_is_named(
    running: RunningHub, station: HttpStation
) -> None:
    gone = station.get("/v1/feeds/people?cursor=abcdef:1")
    assert (gone.status_code, error_of(gone).code) == (410, "cursor_too_old")
    for query in ("cursor=x", "limit=-1", "limit=a", "wait=1e3", "limit=%D9%A3"):
        assert station.get(f"/v1/feeds/people?{query}").status_code in (400, 401), query
    assert station.get("/v1/feeds/secrets").status_code == 404


def test_what_the_administrator_sets_comes_down(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    page = _page(station.get("/v1/feeds/config"))
    (item,) = page.items
    assert item.key == "venue"
    assert item.body["gates"] == ["A"]
    assert item.body["name"] == venue.name


def test_presence_is_waited_for(
    running: RunningHub, venue: Venue, station: HttpStation, clock: ManualClock
) -> None:
    _put_presence(running, venue, "person-1")
    cursor = _page(station.get("/v1/feeds/presence")).cursor
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(station.get, f"/v1/feeds/presence?cursor={cursor}&wait=25")
        # Not before the poll stands: otherwise its first page would have it already.
        while count_long_polls(running) == 0:
            threading.Event().wait(0.01)
        _put_presence(running, venue, "person-2")
        page = _page(waiting.result(timeout=20))
    assert [item.key for item in page.items] == ["person-2"]


def test_another_venue_wakes_nobody(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    other = running.hub.venues.add(ADMIN, "Khác", "", "Asia/Ho_Chi_Minh")
    cursor = Cursor(running.hub.identity.epoch, 0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(station.get, f"/v1/feeds/presence?cursor={cursor}&wait=2")
        while count_long_polls(running) == 0:
            threading.Event().wait(0.01)
        _put_presence(running, other, "person-1")
        assert waiting.result(timeout=20).status_code == 304


def test_a_station_waits_a_few_times_at_most(
    running: RunningHub, station: HttpStation, clock: ManualClock, stations: ExitStack
) -> None:
    path = f"/v1/feeds/presence?cursor={Cursor(running.hub.identity.epoch, 0)}&wait=25"
    others = [stations.enter_context(HttpStation(running.url, clock.now)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        waiting = []
        for other in others:
            other.key, other.kid = station.key, station.kid
            waiting.append(pool.submit(other.get, path))
        while count_long_polls(running) < 4:
            threading.Event().wait(0.01)
        fifth = station.get(path)
        # All of its connections are busy: that comes before the places for those who wait.
        assert (fifth.status_code, fifth.headers["Retry-After"]) == (429, str(BUSY_S))
        # The others are answered when the hub stops.
        running.stop()
        assert [item.result(timeout=20).status_code for item in waiting] == [304] * 4


@only_sqlite
def test_a_station_that_goes_away_gives_its_place_back(
    running: RunningHub, station: HttpStation
) -> None:
    path = f"/v1/feeds/presence?cursor={Cursor(running.hub.identity.epoch, 0)}&wait=25"
    request = station.request("GET", path)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: hub\r\n{head}\r\n".encode())
        while count_long_polls(running) == 0:
            threading.Event().wait(0.01)
    gone_at = monotonic()
    while count_long_polls(running):
        threading.Event().wait(0.01)
    assert monotonic() - gone_at < 20, "it waited to the end"


def test_a_snapshot_is_whole_and_can_be_resumed(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    for number in range(50):
        _put_presence(running, venue, f"person-{number}")
    whole = station.get("/v1/feeds/presence/snapshot", {"Accept-Encoding": "identity"})
    assert whole.status_code == 200
    assert "Content-Encoding" not in whole.headers
    assert hashlib.sha256(whole.content).hexdigest() == whole.headers[SHA_HEADER]
    items = [parse_snapshot_line(line) for line in gzip.decompress(whole.content).splitlines()]
    assert len(items) == 50
    etag = whole.headers["ETag"]
    half = len(whole.content) // 2
    # The feed goes on while the download stands still.
    _put_presence(running, venue, "person-50")
    rest = station.get("/v1/feeds/presence/snapshot", {"Range": f"bytes={half}-", "If-Range": etag})
    assert rest.status_code == 206
    assert (
        rest.headers["Content-Range"]
        == f"bytes {half}-{len(whole.content) - 1}/{len(whole.content)}"
    )
    assert whole.content[:half] + rest.content == whole.content
    assert rest.headers[CURSOR_HEADER] == whole.headers[CURSOR_HEADER]
    past = station.get(
        "/v1/feeds/presence/snapshot",
        {"Range": f"bytes={len(whole.content)}-", "If-Range": etag},
    )
    assert past.status_code == 416
    fresh = station.get(
        "/v1/feeds/presence/snapshot", {"Range": "bytes=5-", "If-Range": '"another"'}
    )
    assert fresh.status_code == 200
    assert fresh.headers["ETag"] != etag


def test_a_snapshot_of_another_venue_cannot_be_resumed(
    running: RunningHub, venue: Venue, station: HttpStation, stations: ExitStack, clock: ManualClock
) -> None:
    _put_presence(running, venue, "person-1")
    etag = station.get("/v1/feeds/presence/snapshot").headers["ETag"]
    elsewhere = running.hub.venues.add(ADMIN, "Khác", "", "Asia/Ho_Chi_Minh")
    other = stations.enter_context(HttpStation(running.url, clock.now))
    other.enrol(running.hub.administration.add_station(ADMIN, elsewhere.id, "A", running.url)[1])
    answer = other.get("/v1/feeds/presence/snapshot", {"Range": "bytes=0-", "If-Range": etag})
    assert answer.status_code == 200
    assert gzip.decompress(answer.content) == b""


def test_the_shelf_of_snapshots_is_bounded() -> None:
    shelf = SnapshotShelf()
    for number in range(40):
        shelf.put(str(number), Snapshot(bytes(10), Cursor("abcdef", number), "00"))
    assert shelf.find("0") is None
    assert shelf.find("39") is not None


def test_a_status_is_kept(running: RunningHub, station: HttpStation, clock: ManualClock) -> None:
    status = DeviceStatus("1.0.0", 12, 1, clock.now(), -40, ("printer.paper_out",))
    assert station.post("/v1/device/status", status.to_bytes()).status_code == 200
    running.hub.stations.flush()
    device = running.hub.stations.get(station.device)
    assert json.loads(device.status or "")["queue"] == 12
    assert device.seen_at == device.status_at == clock.now()


def test_the_hub_says_what_it_holds_of_a_station(
    venue: Venue, station: HttpStation, clock: ManualClock
) -> None:
    me = parse_device_answer(station.get("/v1/device/me").content)
    assert (me.device_id, me.kid, me.venue_id, me.gate) == (
        station.device,
        station.kid,
        venue.id,
        "A",
    )
    assert me.heads == ()
    ledger, other = Station(1), Station(2)
    station.push([ledger.arrival(None) for _ in range(3)])
    clock.advance(1)
    lines = [other.arrival(None), other.arrival(None)]
    # What is missing before a record is the digest's business.
    station.push(lines[1:])
    heads = parse_device_answer(station.get("/v1/device/me").content).heads
    # The last touched first.
    assert [(head.ledger, head.seq) for head in heads] == [(other.ledger, 2), (ledger.ledger, 3)]
    assert heads[0].sha == hash_header(parse_line(lines[1]).header.to_bytes())


@only_sqlite
def test_an_application_needs_an_address(hub: Hub) -> None:
    with pytest.raises(ValueError, match="address"):
        make_app(hub)
