"""Feeds: positions nobody passes over, pages, tombstones, epochs, snapshots."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from kiosk.base.clock import ManualClock
from sync.hub.admin.retention import drop_tombstones, drop_unseen_people, purge_bodies
from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.db.feeds import Feeds, Gone
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.protocol.feeds import (
    Cursor,
    FeedItem,
    FeedName,
    FeedPage,
    parse_feed_page,
    parse_snapshot_line,
)
from tests.support.hub_records import AT, Station, envelope

NEWS = FeedName.ANNOUNCEMENTS
VENUE = "venue-1"
THREAD_S = 60
DAY_S = 24 * 60 * 60


@pytest.fixture
def identity(engine: Engine) -> Identity:
    return Identity.load_or_make(engine)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def feeds(engine: Engine, identity: Identity, clock: ManualClock) -> Feeds:
    return Feeds(engine, identity, clock.now)


@pytest.fixture
def put(engine: Engine, feeds: Feeds) -> Callable[..., bool]:
    def put_one(key: str, body: dict[str, object] | None, min_app: str | None = None) -> bool:
        with writing(engine) as connection:
            return feeds.put(connection, NEWS, VENUE, key, body, min_app)

    return put_one


def page(feeds: Feeds, cursor: Cursor | None = None, limit: int = 500) -> FeedPage:
    found = feeds.page(NEWS, VENUE, cursor, limit)
    assert isinstance(found, FeedPage)
    return found


def test_a_feed_nobody_wrote_is_empty(feeds: Feeds, identity: Identity) -> None:
    assert page(feeds) == FeedPage((), Cursor(identity.epoch, 0), False)


def test_items_come_in_the_order_of_their_changes(
    feeds: Feeds, put: Callable[..., bool], identity: Identity
) -> None:
    assert put("a", {"n": 1})
    assert put("b", {"n": 2}, "1.4.0")
    assert put("a", {"n": 3})
    assert not put("a", {"n": 3})
    assert not put("c", None)
    found = page(feeds)
    assert found.items == (
        FeedItem("b", 2, 1, {"n": 2}, min_app="1.4.0"),
        FeedItem("a", 3, 2, {"n": 3}),
    )
    assert found.cursor == Cursor(identity.epoch, 3)
    assert parse_feed_page(found.to_bytes()) == found
    other = feeds.page(NEWS, "venue-2", None)
    assert isinstance(other, FeedPage)
    assert other.items == ()


def test_a_deletion_is_told_to_who_may_know_the_key(feeds: Feeds, put: Callable[..., bool]) -> None:
    put("a", {"n": 1})
    known = page(feeds).cursor
    put("a", None)
    assert [item.is_deleted for item in page(feeds, known).items] == [True]
    assert page(feeds).items == ()
    put("a", {"n": 2})
    assert [(item.rev, dict(item.body)) for item in page(feeds).items] == [(3, {"n": 2})]


def test_pages_are_walked_to_the_end(feeds: Feeds, put: Callable[..., bool]) -> None:
    for number in range(7):
        put(f"k{number}", {"n": number})
    keys = []
    found = page(feeds, None, 3)
    while True:
        keys += [item.key for item in found.items]
        if not found.has_more:
            break
        found = page(feeds, found.cursor, 3)
    assert keys == [f"k{number}" for number in range(7)]
    assert page(feeds, found.cursor, 3).items == ()


def test_a_cursor_of_another_epoch_or_of_the_future_is_gone(
    feeds: Feeds, put: Callable[..., bool], identity: Identity
) -> None:
    put("a", {"n": 1})
    old = page(feeds).cursor
    assert feeds.page(NEWS, VENUE, Cursor(identity.epoch, 2)) == Gone()
    identity.new_epoch()
    assert feeds.page(NEWS, VENUE, old) == Gone()
    assert isinstance(feeds.page(NEWS, VENUE, Cursor(identity.epoch, 1)), FeedPage)


def test_tombstones_live_ninety_days(
    engine: Engine, feeds: Feeds, put: Callable[..., bool], clock: ManualClock, identity: Identity
) -> None:
    put("a", {"n": 1})
    before = page(feeds).cursor
    put("a", None)
    put("b", {"n": 2})
    clock.advance(90 * DAY_S)
    assert drop_tombstones(engine, clock.now()) == 0
    clock.advance(1)
    assert drop_tombstones(engine, clock.now()) == 1
    assert feeds.page(NEWS, VENUE, before) == Gone()
    assert [item.key for item in page(feeds, Cursor(identity.epoch, 2)).items] == ["b"]
    assert [item.key for item in page(feeds).items] == ["b"]


def test_s17_eight_writers_and_a_reader_that_misses_none(engine: Engine, feeds: Feeds) -> None:
    writers, turns = 8, 15

    def write(number: int) -> None:
        for turn in range(turns):
            with writing(engine) as connection:
                feeds.put(connection, NEWS, VENUE, f"{number}-{turn}", {"n": turn})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    seen: list[int] = []
    cursor: Cursor | None = None
    while len(seen) < writers * turns:
        if not feeds.wait_for_change(NEWS, VENUE, cursor.pos if cursor else 0, THREAD_S):
            break
        found = page(feeds, cursor, 10)
        seen += [item.pos for item in found.items]
        cursor = found.cursor
    for thread in threads:
        thread.join(THREAD_S)
    assert seen == list(range(1, writers * turns + 1))


def test_waiting_ends_with_a_change_of_that_feed(
    engine: Engine, feeds: Feeds, put: Callable[..., bool]
) -> None:
    put("a", {"n": 1})
    assert feeds.wait_for_change(NEWS, VENUE, 0, 0)
    assert not feeds.wait_for_change(NEWS, VENUE, 1, 0)
    woken: list[bool] = []
    thread = threading.Thread(
        target=lambda: woken.append(feeds.wait_for_change(NEWS, VENUE, 1, THREAD_S))
    )
    thread.start()
    with writing(engine) as connection:
        feeds.put(connection, NEWS, "venue-2", "a", {"n": 1})
    put("a", {"n": 2})
    thread.join(THREAD_S)
    assert woken == [True]


def test_what_was_rolled_back_wakes_and_moves_nobody(engine: Engine, feeds: Feeds) -> None:
    def fail_late() -> None:
        with writing(engine) as connection:
            feeds.put(connection, NEWS, VENUE, "a", {"n": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_late()
    assert feeds.head(NEWS, VENUE) == 0
    assert not feeds.wait_for_change(NEWS, VENUE, 0, 0)


def test_a_snapshot_holds_what_lives(
    feeds: Feeds, put: Callable[..., bool], identity: Identity
) -> None:
    put("a", {"n": 1})
    put("b", {"n": 2})
    put("a", None)
    snapshot = feeds.snapshot(NEWS, VENUE)
    assert snapshot.cursor == Cursor(identity.epoch, 3)
    assert snapshot.sha256 == hashlib.sha256(snapshot.items).hexdigest()
    lines = gzip.decompress(snapshot.items).splitlines()
    assert [parse_snapshot_line(line) for line in lines] == [FeedItem("b", 2, 1, {"n": 2})]
    assert feeds.snapshot(NEWS, VENUE) is snapshot
    put("c", {"n": 3})
    assert feeds.snapshot(NEWS, VENUE).sha256 != snapshot.sha256
    assert page(feeds, snapshot.cursor).items[0].key == "c"


def test_the_same_state_has_the_same_snapshot_in_every_process(
    engine: Engine, feeds: Feeds, put: Callable[..., bool], identity: Identity
) -> None:
    put("a", {"n": 1})
    assert Feeds(engine, identity).snapshot(NEWS, VENUE) == feeds.snapshot(NEWS, VENUE)


def test_people_leave_the_feed_after_fourteen_days(
    engine: Engine, feeds: Feeds, clock: ManualClock
) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    ingest = Ingest(ThreadBatchWriter(engine))

    def take(*lines: bytes) -> None:
        letters, _ = ingest.take(
            station.sender, envelope(station.sender, lines), lines, clock.now()
        )
        assert set("".join(letters)) == {"s"}

    take(station.person(one), station.person(other))
    clock.advance(10 * DAY_S)
    take(station.arrival(other))
    clock.advance(5 * DAY_S)
    assert drop_unseen_people(engine, clock.now()) == 1
    found = feeds.page(FeedName.PEOPLE, VENUE, None)
    assert isinstance(found, FeedPage)
    assert [item.key for item in found.items] == [other]
    take(station.arrival(one))
    found = feeds.page(FeedName.PEOPLE, VENUE, None)
    assert isinstance(found, FeedPage)
    assert {item.key for item in found.items} == {one, other}


def test_bodies_go_by_their_receipt_and_headers_stay(engine: Engine, identity: Identity) -> None:
    station = Station()
    ingest = Ingest(ThreadBatchWriter(engine))
    old = [station.arrival(None), station.record("temperature", {"a": 1}), station.arrival(None)]
    ingest.take(station.sender, envelope(station.sender, old), old, AT)
    # Whatever a station says of its age, in the record or in the id.
    station.at -= timedelta(days=9000)
    late = AT + timedelta(days=30)
    new = [station.arrival(None)]
    ingest.take(station.sender, envelope(station.sender, new), new, late)
    lines = [*old, *new]
    assert purge_bodies(engine, AT + timedelta(days=1)) == 2
    assert purge_bodies(engine, AT + timedelta(days=1)) == 0
    records = tables.records
    with reading(engine) as connection:
        rows = connection.execute(
            select(records.c.body, records.c.salt, records.c.header).order_by(records.c.seq)
        ).all()
    assert [row.body is None for row in rows] == [True, False, True, False]
    assert [row.salt is None for row in rows] == [True, False, True, False]
    assert all(row.header for row in rows)
    letters, _ = ingest.take(station.sender, envelope(station.sender, lines), lines, AT)
    assert "".join(letters) == "dddd"
