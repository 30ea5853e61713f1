"""Texts that are too long are kept and shown cut; pages and snapshots end by their bytes."""

from __future__ import annotations

import gzip
import io
from datetime import date

import pytest
from sqlalchemy import Engine

from sync.hub.admin.overview import ExportFormat, export_entries
from sync.hub.db.engine import writing
from sync.hub.db.feeds import Change, Feeds, put_changes
from sync.hub.hub import Hub
from sync.hub.identity import Identity
from sync.hub.ingest.ingest import Ingest
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import Cursor, FeedName, FeedPage, parse_snapshot_line
from sync.protocol.lengths import MAX_TEXT
from sync.protocol.wire import MAX_PAGE, MAX_PAGE_BYTES, MAX_SNAPSHOT_BYTES
from tests.support.hub_batches import stored_lines, take_sound
from tests.support.hub_client import only_sqlite
from tests.support.hub_records import ADMIN, AT, Station

pytestmark = pytest.mark.fault("S27")

LONG = "Ầ" * 3_000


@pytest.fixture
def feeds(engine: Engine) -> Feeds:
    """The feeds of an empty hub."""
    return Feeds(engine, Identity.load_or_make(engine), lambda: AT)


def _page(feeds: Feeds, feed: FeedName, cursor: Cursor | None = None) -> FeedPage:
    page = feeds.page(feed, "venue-1", cursor)
    assert isinstance(page, FeedPage)
    return page


def test_a_text_that_is_too_long_is_kept_and_shown_cut(
    engine: Engine, ingest: Ingest, feeds: Feeds
) -> None:
    station = Station()
    lines = [
        station.person("p", LONG, phone=LONG, citizen=LONG),
        station.arrival(LONG),
        station.person("q", "a\0b"),
    ]
    take_sound(ingest, station.sender, *lines)
    assert stored_lines(engine) == lines, "byte for byte"
    shown = {item.key: item.body for item in _page(feeds, FeedName.PEOPLE).items}
    assert shown["p"]["full_name"] == shown["p"]["phone"] == "Ầ" * MAX_TEXT
    assert shown["q"]["full_name"] == "a\N{REPLACEMENT CHARACTER}b"
    (inside,) = _page(feeds, FeedName.PRESENCE).items
    assert inside.key == "Ầ" * MAX_TEXT


@only_sqlite
def test_an_export_shows_texts_in_their_length(hub: Hub) -> None:
    venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
    station = Station(venue=venue.id)
    arrival = station.record(
        RecordType.ARRIVAL,
        {
            "credential": "citizen_card",
            "lane": "gate",
            "gate": "A",
            "method": LONG,
            "proof": "card",
            "direction_by": "auto",
            "reason": LONG,
        },
    )
    take_sound(hub.ingest, station.sender, arrival)
    out = io.StringIO()
    day = date(2026, 7, 1)
    assert export_entries(hub.engine, venue, day, day, ExportFormat.CSV, out) == 1
    assert len(out.getvalue()) < 2_000


def test_a_person_has_so_many_numbers_in_a_feed(ingest: Ingest, feeds: Feeds) -> None:
    station = Station()
    take_sound(ingest, station.sender, station.person("p"))
    for start in range(0, 400, 200):
        lines = [
            station.record(
                RecordType.IDENTIFIER,
                {"person": "p", "kind": LONG, "value": f"{number}{LONG}", "source": "x"},
            )
            for number in range(start, start + 100)
        ]
        take_sound(ingest, station.sender, *lines)
    (item,) = _page(feeds, FeedName.PEOPLE).items
    assert len(item.body["identifiers"]) == 32  # type: ignore[arg-type]
    assert len(canonical_bytes(item.to_members())) < 128 * 1024


def _fill(engine: Engine, count: int, size: int) -> None:
    for start in range(0, count, 100):
        with writing(engine) as connection:
            changes = [
                Change(f"k{number}", canonical_bytes({"text": "x" * size}))
                for number in range(start, min(count, start + 100))
            ]
            put_changes(connection, FeedName.ANNOUNCEMENTS, "venue-1", changes, 0)


def test_a_page_ends_by_its_bytes_and_one_item_always_travels(engine: Engine, feeds: Feeds) -> None:
    _fill(engine, 5, MAX_PAGE_BYTES // 2)
    _fill(engine, 1, MAX_PAGE_BYTES * 2)
    seen: list[str] = []
    page = _page(feeds, FeedName.ANNOUNCEMENTS, Cursor(_page(feeds, FeedName.KEYS).cursor.epoch, 0))
    while True:
        assert 1 <= len(page.items) <= 2
        seen += [item.key for item in page.items]
        if not page.has_more:
            break
        page = _page(feeds, FeedName.ANNOUNCEMENTS, page.cursor)
    assert sorted(seen) == [f"k{number}" for number in range(5)]
    assert len(page.to_bytes()) < 4 * 1024 * 1024
    assert MAX_PAGE >= 1


@only_sqlite
def test_a_snapshot_ends_by_its_bytes_and_pages_go_on(engine: Engine, feeds: Feeds) -> None:
    size = 200 * 1024
    count = MAX_SNAPSHOT_BYTES // size + 10
    _fill(engine, count, size)
    snapshot = feeds.snapshot(FeedName.ANNOUNCEMENTS, "venue-1")
    lines = gzip.decompress(snapshot.items).splitlines()
    keys = [parse_snapshot_line(line).key for line in lines]
    assert sum(map(len, lines)) <= MAX_SNAPSHOT_BYTES
    cursor = snapshot.cursor
    while True:
        page = _page(feeds, FeedName.ANNOUNCEMENTS, cursor)
        keys += [item.key for item in page.items]
        cursor = page.cursor
        if not page.has_more:
            break
    assert len(keys) == len(set(keys)) == count
    assert feeds.snapshot(FeedName.ANNOUNCEMENTS, "venue-1") is snapshot, "kept for who resumes it"
