"""Declarations at the hub: kept by version, told of by one word, gone with their person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from kiosk.base.clock import ManualClock
from sync.hub.admin.retention import purge_bodies
from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.hub.ingest.quarantine import release
from sync.hub.people.declarations import LONGEST, FormCount, count_forms
from sync.protocol.asking import DeclarationStatus, LookupKind, LookupRequest
from sync.protocol.declaration_bodies import Screening
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.records import format_at
from tests.support.hub_records import ADMIN, AT, Station, envelope

PHONE = "+84912345678"
NAME = "Chamaléa Thị Hương"
NONE, VALID, EXPIRED = DeclarationStatus.NONE, DeclarationStatus.VALID, DeclarationStatus.EXPIRED


@pytest.fixture
def sender(hub: Hub) -> Sender:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    return Sender(device_id, venue.id, "A")


@pytest.fixture
def push(hub: Hub, sender: Sender) -> Callable[..., None]:
    """Takes lines in; all must be stored."""

    def take(*lines: bytes) -> None:
        letters, _ = hub.ingest.take(sender, envelope(sender, lines), list(lines), hub.now())
        assert set(letters) == {RecordStatus.STORED}

    return take


def statuses(hub: Hub, sender: Sender) -> list[DeclarationStatus]:
    request = LookupRequest(LookupKind.PHONE, PHONE)
    found = hub.lookup.find(sender.device_id, sender.venue_id, request)
    return [person.declaration for person in found.persons]


def told_until(hub: Hub, sender: Sender) -> dict[str, object]:
    """What the venue's stations are told of declarations, by person."""
    feed = hub.feeds.page(FeedName.PEOPLE, sender.venue_id, None)
    assert isinstance(feed, FeedPage)
    return {
        item.key: item.body["declared_until"]
        for item in feed.items
        if "declared_until" in item.body
    }


def kept(hub: Hub) -> int:
    with reading(hub.engine) as connection:
        return connection.execute(
            select(func.count()).select_from(tables.declarations)
        ).scalar_one()


def test_a_lookup_says_whether_somebody_has_declared_and_nothing_else(
    hub: Hub, sender: Sender, push: Callable[..., None], clock: ManualClock
) -> None:
    ledger = Station()
    person, twin, other = (ledger.new_person() for _ in range(3))
    push(
        ledger.person(person, NAME, phone=PHONE),
        ledger.person(twin, NAME, phone="+84987654321"),
        ledger.person(other, "Pi Năng Thử", birth="2015", phone=PHONE),
    )
    assert statuses(hub, sender) == [NONE, NONE]
    # What a linked id declared counts for whoever stands for it.
    push(ledger.same_as(person, twin), ledger.declaration(twin, format_at(AT + timedelta(hours=9))))
    assert statuses(hub, sender) == [VALID, NONE]
    request = LookupRequest(LookupKind.PHONE, PHONE)
    told = hub.lookup.find(sender.device_id, sender.venue_id, request).to_bytes()
    assert b"symptoms" not in told
    assert b"domestic" not in told
    # Answers that need a human are told to nobody.
    assert told_until(hub, sender) == {}
    clock.advance(9 * 3600)
    assert statuses(hub, sender) == [EXPIRED, NONE]
    push(ledger.declaration(person, format_at(AT + timedelta(hours=10))))
    assert statuses(hub, sender) == [VALID, NONE]


def test_the_other_gates_of_the_venue_hear_until_when_somebody_has_declared(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger = Station()
    person, until = ledger.new_person(), format_at(AT + timedelta(hours=9))
    push(ledger.person(person, NAME, phone=PHONE))
    assert told_until(hub, sender) == {}
    push(ledger.declaration(person, until, screening=Screening.CLEAR))
    assert told_until(hub, sender) == {person: until}
    # What is told of somebody anew says it still; a later one that needs a human takes nothing.
    push(ledger.person(person, NAME, phone="+84987654321"), ledger.declaration(person))
    assert told_until(hub, sender) == {person: until}


@pytest.mark.fault("S26")
def test_no_declaration_holds_for_ever(
    hub: Hub, sender: Sender, push: Callable[..., None], clock: ManualClock
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(ledger.person(person, NAME, phone=PHONE), ledger.declaration(person, "soon"))
    assert statuses(hub, sender) == [EXPIRED]
    push(ledger.declaration(person, "2099-01-01T00:00:00.000Z"))
    assert statuses(hub, sender) == [VALID]
    clock.advance(LONGEST.total_seconds() + 3600)
    assert statuses(hub, sender) == [EXPIRED]


def test_what_another_venue_recorded_says_nothing_here(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger, foreign = Station(), Station(2)
    person = ledger.new_person()
    push(ledger.person(person, NAME, phone=PHONE))
    venue = hub.venues.add(ADMIN, "Trạm Y tế Khác", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "B", "http://hub.example.vn")
    other, line = Sender(device_id, venue.id, "B"), foreign.declaration(person)
    hub.ingest.take(other, envelope(other, [line]), [line], hub.now())
    assert statuses(hub, sender) == [NONE]


def test_declarations_are_counted_by_form_and_version(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger = Station()
    person = ledger.new_person()
    forms = [("move", 2), ("domestic", 2), ("domestic", 1), ("domestic", 2)]
    push(*(ledger.declaration(person, form=form) for form in forms))
    assert count_forms(hub.engine, sender.venue_id) == [
        FormCount("domestic", 1, 1),
        FormCount("domestic", 2, 2),
        FormCount("move", 2, 1),
    ]
    assert count_forms(hub.engine, "elsewhere") == []


def test_an_erased_person_has_declared_nothing(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger = Station()
    person, other = ledger.new_person(), ledger.new_person()
    push(
        ledger.person(person, NAME, phone=PHONE),
        ledger.declaration(person),
        ledger.declaration(other),
    )
    hub.administration.erase_person(ADMIN, person)
    assert kept(hub) == 1
    records = tables.records
    with reading(hub.engine) as connection:
        bodies = connection.execute(
            select(records.c.body).where(records.c.body.is_not(None))
        ).scalars()
        assert not any(person.encode() in bytes(body) for body in bodies)


def test_what_has_ended_goes_with_the_bodies(
    hub: Hub, sender: Sender, push: Callable[..., None], clock: ManualClock
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(
        ledger.declaration(person),
        ledger.declaration(person, format_at(AT + timedelta(days=10))),
    )
    clock.advance(5 * 86400)
    purge_bodies(hub.engine, hub.now())
    assert kept(hub) == 1


def test_what_an_older_hub_kept_raw_counts_once_it_is_understood(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger = Station()
    person = ledger.new_person()
    push(ledger.person(person, NAME, phone=PHONE), ledger.declaration(person))
    records = tables.records
    with writing(hub.engine) as connection:
        connection.execute(tables.declarations.delete())
        connection.execute(
            update(records)
            .where(records.c.type == "declaration")
            .values(is_quarantined=True, person=None, ref=None)
        )
    assert statuses(hub, sender) == [NONE]
    assert release(hub.engine, hub.now()) == 1
    assert statuses(hub, sender) == [VALID]


def test_whoever_took_their_consent_back_has_declared_nothing_before_it(
    hub: Hub, sender: Sender, push: Callable[..., None]
) -> None:
    ledger = Station()
    person, other = ledger.new_person(), ledger.new_person()
    answer = {"right": "withdraw", "answer_by": "2026-07-04T00:00:00.000Z", "ref": "r-1"}
    push(ledger.declaration(person), ledger.declaration(other))
    push(ledger.record("data_request", {**answer, "person": person, "outcome": "refused"}, v=3))
    assert kept(hub) == 2
    done = ledger.record("data_request", {**answer, "person": person, "outcome": "done"}, v=3)
    push(done, ledger.declaration(person))
    assert kept(hub) == 2, "the other's, and what was declared after it"
