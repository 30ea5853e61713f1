"""Erasure and retention at the hub: content goes, headers stay, late records go as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.base.clock import ManualClock
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub, HubOptions
from sync.hub.people import people
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import Cursor, FeedName, FeedPage
from tests.support.hub_client import only_sqlite
from tests.support.hub_records import ADMIN, Station, envelope

PHONE = "+84912345678"
CITIZEN = "058190001234"
NAME = "Chamaléa Thị Hương"


@pytest.fixture
def sender(hub: Hub) -> Sender:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    return Sender(device_id, venue.id, "A")


@pytest.fixture
def push(hub: Hub, sender: Sender) -> Callable[..., tuple[RecordStatus, ...]]:
    """Takes lines in."""

    def take(*lines: bytes) -> tuple[RecordStatus, ...]:
        letters, _ = hub.ingest.take(sender, envelope(sender, lines), list(lines), hub.now())
        return letters

    return take


def _held(hub: Hub) -> tuple[int, int]:
    """Records, and those that still have their content."""
    records = tables.records
    with reading(hub.engine) as connection:
        return tuple(connection.execute(select(func.count(), func.count(records.c.body))).one())  # type: ignore[return-value]


def _people(hub: Hub, sender: Sender, cursor: Cursor | None = None) -> FeedPage:
    page = hub.feeds.page(FeedName.PEOPLE, sender.venue_id, cursor)
    assert isinstance(page, FeedPage)
    return page


def test_a_person_is_erased_with_every_id_linked_to_it(
    hub: Hub, sender: Sender, push: Callable[..., tuple[RecordStatus, ...]]
) -> None:
    ledger = Station()
    person, twin, other = (ledger.new_person() for _ in range(3))
    kept = ledger.person(other, "Pi Năng Thử", phone="+84987654321")
    lines = [
        ledger.person(person, NAME, citizen=CITIZEN, phone=PHONE),
        ledger.person(twin, NAME, citizen=CITIZEN),
        ledger.arrival(person),
        kept,
    ]
    push(*lines)
    before = _people(hub, sender)
    assert {item.key for item in before.items} >= {person, other}
    hub.administration.erase_person(ADMIN, person)
    assert _held(hub) == (4, 1)
    assert people.find(hub.engine, sender.venue_id, "phone", PHONE) == []
    assert people.find(hub.engine, sender.venue_id, "citizen_id", CITIZEN) == []
    after = _people(hub, sender, before.cursor)
    assert {item.key for item in after.items if item.is_deleted} == {person, twin}
    commands = hub.feeds.page(FeedName.REVOCATIONS, sender.venue_id, None)
    assert isinstance(commands, FeedPage)
    assert [item.key for item in commands.items] == [f"erase:{person}"]
    # What is sent again is still known, and not taken in anew.
    assert push(*lines) == (RecordStatus.DUPLICATE,) * 4
    assert _held(hub) == (4, 1)


def test_what_comes_in_after_the_command_is_erased_as_well(
    hub: Hub, sender: Sender, push: Callable[..., tuple[RecordStatus, ...]]
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(ledger.person(person, NAME, phone=PHONE))
    hub.administration.erase_person(ADMIN, person)
    assert push(ledger.person(person, NAME, phone=PHONE), ledger.arrival(person)) == (
        RecordStatus.STORED,
        RecordStatus.STORED,
    )
    assert _held(hub) == (3, 2)
    hub.tidy()
    assert _held(hub) == (3, 0)
    assert people.find(hub.engine, sender.venue_id, "phone", PHONE) == []


def test_another_content_that_was_kept_aside_is_erased(
    hub: Hub, push: Callable[..., tuple[RecordStatus, ...]]
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(ledger.person(person, NAME, phone=PHONE))
    ledger.step_back(1)
    assert push(ledger.person(person, f"{NAME} khác", phone=PHONE)) == (RecordStatus.CONFLICT,)
    hub.administration.erase_person(ADMIN, person)
    with reading(hub.engine) as connection:
        assert connection.execute(select(tables.variants)).first() is None


@only_sqlite
def test_no_byte_of_the_file_names_an_erased_person(
    tmp_path: Path, hub: Hub, push: Callable[..., tuple[RecordStatus, ...]]
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(ledger.person(person, NAME, citizen=CITIZEN, phone=PHONE))
    hub.administration.erase_person(ADMIN, person)
    with reading(hub.engine) as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).scalars()
        held = [
            str(row)
            for name in list(names)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        ]
    assert not any("912345678" in row or CITIZEN in row or NAME in row for row in held)
    assert (tmp_path / "hub" / "hub.db-wal").stat().st_size == 0


def test_contents_are_kept_for_as_long_as_was_asked(
    tmp_path: Path, database: str | None, clock: ManualClock
) -> None:
    opened = Hub.open(
        tmp_path / "hub",
        database,
        now=clock.now,
        even=clock.monotonic,
        options=HubOptions(keep=timedelta(days=30)),
    )
    try:
        ledger = Station(at=clock.now())
        lines = [ledger.person(ledger.new_person(), NAME)]
        sender = Sender("device-1", "venue-1", "A")
        opened.ingest.take(sender, envelope(sender, lines), lines, opened.now())
        clock.advance(29 * 86_400)
        opened.tidy()
        assert _held(opened) == (1, 1)
        clock.advance(2 * 86_400)
        opened.tidy()
        assert _held(opened) == (1, 0)
    finally:
        opened.close()
