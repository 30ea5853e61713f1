"""S22: a box on the line that has no key of the hub: what it says is believed in nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import NetworkFaultKind
from kiosk.bench.damage import Canned, Damage, Harm, HttpExchange
from kiosk.bench.damage_proxy import DamageProxy
from kiosk.domain.station.health import NetworkState
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.server import RunningHub
from sync.protocol.digest import DigestAnswer
from sync.protocol.envelope import BatchAnswer, Durability, RecordStatus, hash_batch, split_batch
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage
from sync.protocol.wire import HUB_HEADER, HubStamp
from tests.support.certificates import certificate, server_context
from tests.support.hub_records import ADMIN
from tests.support.store import AT
from tests.support.sync_station import Station, station_in
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S22")

DAY_S = 86_400.0
LATER = timedelta(days=400)
Forger = Callable[[HttpExchange, HubStamp, datetime], Canned | None]
"""Says what a station is told instead of the hub's answer; None lets the exchange through."""


def told(body: bytes, stamp: HubStamp, now: datetime, status: int = 200) -> Canned:
    """An answer that has everything of the hub's but its signature."""
    headers = (
        (HUB_HEADER, stamp.to_header()),
        ("Date", format_datetime(now, usegmt=True)),
        ("Content-Type", "application/json"),
    )
    return Canned(status, headers, body)


def lines_of(exchange: HttpExchange) -> tuple[bytes, list[bytes]]:
    """A batch as it was before it was packed, and its records."""
    body = gzip.decompress(exchange.body) if exchange.body[:2] == b"\x1f\x8b" else exchange.body
    return body, split_batch(body)[1]


def forged_verdicts(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """Everything is stored."""
    if not exchange.target.startswith("/v1/entries:batch"):
        return None
    body, lines = lines_of(exchange)
    answer = BatchAnswer(
        stamp=stamp,
        now=now,
        durability=Durability.QUORUM,
        body_sha256=hash_batch(body),
        statuses=(RecordStatus.STORED,) * len(lines),
    )
    return told(answer.to_bytes(), stamp, now)


def forged_refusals(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """Nothing is ever taken."""
    if not exchange.target.startswith("/v1/entries:batch"):
        return None
    return told(RequestRefused(RefusalCode.BAD_REQUEST).to_bytes(), stamp, now, 400)


def forged_digests(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """Every day is whole at the hub."""
    if exchange.target != "/v1/digest":
        return None
    days = json.loads(gzip.decompress(exchange.body))["days"]
    answer = DigestAnswer(ok=tuple((day["ledger"], day["d"]) for day in days), missing=())
    return told(answer.to_bytes(), stamp, now)


def forged_feeds(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """Another policy, a person to be erased, another person."""
    if not exchange.target.startswith("/v1/feeds/") or "/snapshot" in exchange.target:
        return None
    cursor = Cursor(stamp.epoch, 9_999)
    item = FeedItem("policy", 9_999, 1, {"gate_mode": "out_only"})
    return told(FeedPage((item,), cursor, has_more=False).to_bytes(), stamp, now)


def forged_snapshots(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """Whole feeds of somebody's making, asked for because a cursor is said to be too old."""
    if not exchange.target.startswith("/v1/feeds/"):
        return None
    if "/snapshot" not in exchange.target:
        return told(RequestRefused(RefusalCode.CURSOR_TOO_OLD).to_bytes(), stamp, now, 410)
    return told(gzip.compress(b""), stamp, now)


def forged_time(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """A year has passed."""
    if not exchange.target.startswith("/v1/ping"):
        return None
    return told(b"", stamp, now + LATER, 204)


def forged_epoch(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """The hub was restored and counts anew."""
    return told(b"", HubStamp(stamp.hub_id, "ffffffff"), now, 204)


def forged_revocation(exchange: HttpExchange, stamp: HubStamp, now: datetime) -> Canned | None:
    """This station is out of service."""
    return told(RequestRefused(RefusalCode.DEVICE_REVOKED).to_bytes(), stamp, now, 403)


FORGERS: dict[str, Forger] = {
    "verdicts": forged_verdicts,
    "refusals": forged_refusals,
    "digests": forged_digests,
    "feeds": forged_feeds,
    "snapshots": forged_snapshots,
    "time": forged_time,
    "epoch": forged_epoch,
    "revocation": forged_revocation,
}


GENUINE = {
    "digests": ("outbox", "feeds", "cursors"),
    "feeds": ("outbox",),
    "snapshots": ("outbox",),
}
"""What the hub itself changed before the forged answer came."""


def state_of(station: Station) -> dict[str, Any]:
    """Everything that an answer of the hub may change."""
    return {
        "outbox": station.query("SELECT pos, state FROM outbox ORDER BY pos"),
        "bodies": station.query("SELECT count(*) FROM bodies"),
        "confirmed": station.query("SELECT * FROM confirmed_days"),
        "feeds": {feed: station.sync_store.feeds.items(feed) for feed in FeedName},
        "cursors": {feed: station.sync_store.feeds.cursor(feed) for feed in FeedName},
        "facts": station.query(
            "SELECT key, value FROM meta WHERE key IN"
            " ('sync.stamp', 'sync.revoked_at', 'sync.offset_ms') ORDER BY key"
        ),
    }


@pytest.mark.parametrize("name", FORGERS)
def test_s22_a_forged_answer_changes_nothing(world: World, name: str) -> None:
    station = world.station()
    station.admit(3)
    station.drain()
    # Closed days that the hub holds and no digest has confirmed, and some records more.
    world.pass_time(9 * DAY_S)
    station.admit(4, first=10)
    station.disconnect()
    before, stamp, now = state_of(station), world.hub.identity.stamp, world.hub_clock.now()
    forged: list[str] = []

    def plan(exchange: HttpExchange) -> Damage:
        answer = FORGERS[name](exchange, stamp, now)
        if answer is None:
            return Damage()
        forged.append(exchange.target)
        return Damage(Harm.SAY, answer=answer)

    world.harm(plan)
    shown = station.sync()
    assert forged, "the station asked"
    assert shown == (NetworkState.OFFLINE, NetworkFaultKind.UNSIGNED)
    after = state_of(station)
    for part in GENUINE.get(name, ()):
        del before[part], after[part]
    assert after == before
    world.heal()
    world.pass_time(600)
    station.drain()
    assert world.rows() == station.ids()


def asked_of_the_hub(world: World, exchange: HttpExchange, length: int) -> Canned:
    """What the hub itself says to a request's head under another length, and no body."""
    connection = HTTPConnection("127.0.0.1", world.hub_port, timeout=10)
    with closing(connection):
        connection.putrequest(exchange.method, exchange.target, skip_host=True)
        for name, value in exchange.headers.items():
            if name not in ("content-length", "connection"):
                connection.putheader(name, value)
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
    unframed = [
        (name, value)
        for name, value in answer.getheaders()
        if name.lower() not in ("content-length", "connection")
    ]
    return Canned(answer.status, tuple(unframed), body)


def test_s22_what_the_hub_says_of_another_body_is_not_said_of_the_stations(world: World) -> None:
    """The box has the hub refuse what it made of a station's request, and hands that on."""
    station = world.station()
    station.admit(4)
    refused: list[int] = []

    def plan(exchange: HttpExchange) -> Damage:
        # The empty batch, by which a station sees whether the hub takes batches, comes through.
        if not exchange.target.startswith("/v1/entries:batch") or not lines_of(exchange)[1]:
            return Damage()
        answer = asked_of_the_hub(world, exchange, length=5_000_000)
        refused.append(answer.status)
        return Damage(Harm.SAY, answer=answer)

    world.harm(plan)
    for _ in range(2):
        assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.UNSIGNED)
        world.pass_time(600)
    assert set(refused) == {413}
    assert station.backlog().dead == 0
    world.heal()
    station.drain()
    assert world.rows() == station.ids()


def test_s22_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    clock = ManualClock(AT)
    with (
        RunningHub(tmp_path / "hub", now=clock.now, even=clock.monotonic) as running,
        station_in(tmp_path / "kiosk", clock) as station,
    ):
        venue = running.hub.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
        station.enrol(running.hub, running.url, venue.id)
        station.admit(3)
        station.drain()
        clock.advance(9 * DAY_S)
        station.admit(2, first=10)
        before = state_of(station)
        asked: list[str] = []

        def plan(exchange: HttpExchange) -> Damage:
            asked.append(exchange.target)
            return Damage()

        portal = server_context(certificate("127.0.0.1"), tmp_path)
        with DamageProxy(("127.0.0.1", running.port), tls=portal) as proxy:
            proxy.plan = plan
            station.point_at(proxy.url)
            assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.CERTIFICATE)
            station.disconnect()
        assert asked == []
        assert state_of(station) == before
