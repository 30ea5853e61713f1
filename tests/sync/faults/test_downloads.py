"""Lists that come down: interrupted at every page, and written to by many at once."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.bench.damage import Canned, Damage, Harm, HttpExchange
from kiosk.bench.postgres import TemporaryPostgres
from kiosk.domain.station.health import NetworkState
from sync.client.downloader import Downloader
from sync.hub.db.engine import writing
from sync.protocol.feeds import FeedName
from sync.protocol.wire import CURSOR_HEADER, HUB_HEADER, SHA_HEADER
from tests.support.hub_records import ADMIN
from tests.support.sync_station import Station
from tests.support.sync_world import World, world_in

FEED = FeedName.REVOCATIONS
PATH = f"/v1/feeds/{FEED.value}"


def _revoke(world: World, numbers: range) -> None:
    """So many slips are revoked at the hub, in one transaction."""
    with writing(world.hub.engine) as connection:
        for number in numbers:
            body = {"slip": str(number), "at": "2026-07-01T00:30:00.000Z"}
            world.hub.feeds.put(connection, FEED, world.venue_id, f"slip:{number}", body)


def _known(station: Station) -> set[str]:
    return set(station.sync_store.feeds.items(FEED))


def _slips(numbers: range) -> set[str]:
    return {f"slip:{number}" for number in numbers}


@pytest.fixture
def downloader(world: World) -> Iterator[tuple[Station, Downloader]]:
    """A station, and its downloader by hand."""
    station = world.station()
    client = station.connection.make_client()
    yield station, Downloader(client, station.sync_store.feeds, should_stop=lambda: False)
    client.close()


@pytest.mark.fault("S9")
def test_s9_pages_are_interrupted_each_in_turn(
    world: World, downloader: tuple[Station, Downloader]
) -> None:
    station, pull = downloader
    pull.pull_feed(FEED)
    _revoke(world, range(1300))
    asked: list[str] = []

    def plan(exchange: HttpExchange) -> Damage:
        """Every page is lost once: the station asks for it twice."""
        if not exchange.target.startswith(PATH):
            return Damage()
        asked.append(exchange.target)
        is_first_time = asked.count(exchange.target) == 1
        return Damage(Harm.DROP_MID_BODY if is_first_time else Harm.NONE)

    world.harm(plan)
    known = []
    for _ in range(10):
        try:
            pull.pull_feed(FEED)
        except NetworkFault:
            known.append(len(_known(station)))
            continue
        break
    assert known == [0, 500, 1000], "each page and its cursor go in together"
    assert _known(station) == _slips(range(1300))
    pages = list(dict.fromkeys(asked))
    assert [asked.count(target) for target in pages] == [2, 2, 2]


@pytest.mark.fault("S9")
def test_s9_a_snapshot_is_interrupted_until_it_is_whole(
    world: World, downloader: tuple[Station, Downloader]
) -> None:
    """It goes on where it ended; the old list is valid until the new one is whole."""
    station, pull = downloader
    _revoke(world, range(10))
    pull.pull_feed(FEED)
    _revoke(world, range(10, 2500))
    world.hub.administration.begin_epoch(ADMIN)
    asked: list[str] = []

    def plan(exchange: HttpExchange) -> Damage:
        if not exchange.target.startswith(f"{PATH}/snapshot"):
            return Damage()
        asked.append(exchange.target)
        # While it is under way the old list stands, whole.
        is_early = len(asked) <= 4
        return Damage(Harm.DROP_MID_BODY if is_early else Harm.NONE)

    world.harm(plan)
    before = _known(station)
    for _ in range(10):
        try:
            pull.pull_feed(FEED)
        except NetworkFault:
            assert _known(station) == before
            continue
        break
    assert len(asked) == 5
    assert _known(station) == _slips(range(2500))


@pytest.mark.fault("S9")
def test_s9_a_truncated_snapshot_is_not_taken(
    world: World, downloader: tuple[Station, Downloader]
) -> None:
    """It looks whole by its length; its hash says that it is not."""
    station, pull = downloader
    _revoke(world, range(2000))
    world.harm(lambda exchange: Damage(Harm.TRUNCATE))
    with pytest.raises(NetworkFault):
        pull.pull_feed(FEED)
    assert _known(station) == set()
    world.heal()
    pull.pull_feed(FEED)
    assert _known(station) == _slips(range(2000))


@pytest.mark.fault("S9")
def test_s9_a_snapshot_of_other_bytes_than_its_hash_is_not_taken(
    world: World, downloader: tuple[Station, Downloader]
) -> None:
    """Whole by its length and whole as gzip: a part of it was lost before it was packed."""
    station, pull = downloader
    _revoke(world, range(10))
    pull.pull_feed(FEED)
    epoch = world.hub.administration.begin_epoch(ADMIN)
    headers = (
        (HUB_HEADER, world.hub.identity.stamp.to_header()),
        ("ETag", '"one"'),
        (CURSOR_HEADER, f"{epoch}:10"),
        (SHA_HEADER, "0" * 64),
    )
    answer = Canned(200, headers, gzip.compress(b""))

    def plan(exchange: HttpExchange) -> Damage:
        is_snapshot = exchange.target.startswith(f"{PATH}/snapshot")
        return Damage(Harm.SAY, answer=answer) if is_snapshot else Damage()

    world.harm(plan)
    with pytest.raises(NetworkFault):
        pull.pull_feed(FEED)
    assert _known(station) == _slips(range(10))
    world.heal()
    pull.pull_feed(FEED)
    assert _known(station) == _slips(range(10))


@pytest.mark.fault("S17")
def test_s17_eight_writers_of_one_feed_and_a_reader_misses_none(world: World) -> None:
    _eight_writers(world)


@pytest.mark.slow
@pytest.mark.fault("S17")
def test_s17_eight_writers_that_really_write_at_once(tmp_path: Path) -> None:
    """SQLite lets one write at a time; PostgreSQL does not."""
    with TemporaryPostgres() as postgres, world_in(tmp_path, postgres.url) as world:
        _eight_writers(world)


def _eight_writers(world: World) -> None:
    station = world.station()
    client = station.connection.make_client()
    pull = Downloader(client, station.sync_store.feeds, should_stop=lambda: False)
    pull.pull_feed(FEED)
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for number in range(15):
                first = (writer * 15 + number) * 3
                _revoke(world, range(first, first + 3))
        except BaseException as error:  # noqa: BLE001 - shown by the test's own thread
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        try:
            pull.pull_feed(FEED)
        except NetworkFault as fault:
            # So many writers keep a hub of two cores busy: a station asks again.
            if fault.kind is not NetworkFaultKind.SLOW_DOWN:
                raise
    pull.pull_feed(FEED)
    client.close()
    assert failures == []
    assert _known(station) == _slips(range(8 * 15 * 3))


@pytest.mark.fault("S9")
def test_s9_no_download_touches_what_is_unsent(world: World) -> None:
    station = world.station()
    station.admit(5)
    _revoke(world, range(100))

    def plan(exchange: HttpExchange) -> Damage:
        is_push = exchange.target.startswith("/v1/entries")
        return Damage(Harm.DROP_BEFORE if is_push else Harm.NONE)

    world.harm(plan)
    assert station.sync()[0] is NetworkState.OFFLINE
    station.connection.client.ping()
    for feed in FeedName:
        Downloader(
            station.connection.client, station.sync_store.feeds, should_stop=lambda: False
        ).pull_feed(feed)
    assert station.states() == {"queued": len(station.ids())}
