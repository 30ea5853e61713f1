"""Lookup: the least about each person, limited, and logged by ids without the value."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from kiosk.base.clock import ManualClock
from sync.hub.admin.stations import Station as HubStation
from sync.hub.db.admin_tables import lookup_log
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.hub import Hub
from sync.hub.people import lookup as lookup_module
from sync.protocol.asking import LookedUp, LookupKind, LookupRequest
from tests.support.hub_records import ADMIN, Station, envelope

PHONE = "+84912345678"
CITIZEN = "058190001234"
DAY_S = 86_400


@pytest.fixture
def device(hub: Hub) -> HubStation:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    return hub.stations.get(
        hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")[0]
    )


@pytest.fixture
def people(hub: Hub, device: HubStation) -> tuple[str, str]:
    """Two persons of one phone."""
    ledger = Station()
    first, second = ledger.new_person(), ledger.new_person()
    lines = [
        ledger.person(first, "Chamaléa Thị Hương", citizen=CITIZEN, phone=PHONE),
        ledger.person(second, "Pi Năng Thử", birth="2015", phone=PHONE),
    ]
    sender = Sender(device.id, device.venue_id, device.gate)
    hub.ingest.take(sender, envelope(sender, lines), lines, hub.now())
    return first, second


def _log(hub: Hub) -> list[tuple[str, str]]:
    with reading(hub.engine) as connection:
        query = select(lookup_log.c.kind, lookup_log.c.persons).order_by(lookup_log.c.id)
        return [(row.kind, row.persons) for row in connection.execute(query)]


def test_everyone_of_a_phone_is_found_however_it_is_written(
    hub: Hub, device: HubStation, people: tuple[str, str]
) -> None:
    for written in (PHONE, "0912 345 678", "84912345678"):
        found = hub.lookup.find(
            device.id, device.venue_id, LookupRequest(LookupKind.PHONE, written)
        ).persons
        assert found == (
            LookedUp(people[0], "Chamaléa Thị Hương", "1990-01-02", "female"),
            LookedUp(people[1], "Pi Năng Thử", "2015", "female"),
        )


def test_a_number_finds_one_and_an_unknown_one_nobody(
    hub: Hub, device: HubStation, people: tuple[str, str]
) -> None:
    (found,) = hub.lookup.find(
        device.id, device.venue_id, LookupRequest(LookupKind.CITIZEN_ID, CITIZEN)
    ).persons
    assert found.person == people[0]
    for kind in LookupKind:
        assert (
            hub.lookup.find(device.id, device.venue_id, LookupRequest(kind, "000000000000")).persons
            == ()
        )


def test_it_is_logged_by_ids_and_never_with_the_value(
    hub: Hub, device: HubStation, people: tuple[str, str]
) -> None:
    hub.lookup.find(device.id, device.venue_id, LookupRequest(LookupKind.PHONE, PHONE))
    hub.lookup.find(
        device.id, device.venue_id, LookupRequest(LookupKind.CITIZEN_ID, "058190009999")
    )
    (kind, persons), (other, nobody) = _log(hub)
    assert (kind, other, nobody) == ("phone", "citizen_id", "[]")
    assert all(person in persons for person in people)
    with reading(hub.engine) as connection:
        stored = str(connection.execute(select(lookup_log)).all())
    assert "912345678" not in stored
    assert "058190009999" not in stored
    assert "Hương" not in stored


def test_a_station_may_ask_so_often_a_day(
    hub: Hub, device: HubStation, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup_module, "PER_DEVICE_DAY", 2)
    asked = LookupRequest(LookupKind.PHONE, PHONE)
    hub.lookup.find(device.id, device.venue_id, asked)
    clock.advance(60)
    hub.lookup.find(device.id, device.venue_id, asked)
    with pytest.raises(RequestRefused) as error:
        hub.lookup.find(device.id, device.venue_id, asked)
    assert error.value.code is RefusalCode.SLOW_DOWN
    assert error.value.retry_after_s == DAY_S - 60
    clock.advance(DAY_S - 60)
    hub.lookup.find(device.id, device.venue_id, asked)


def test_a_number_of_very_many_tells_of_few(
    hub: Hub, device: HubStation, people: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup_module, "MAX_PERSONS", 1)
    assert (
        len(
            hub.lookup.find(
                device.id, device.venue_id, LookupRequest(LookupKind.PHONE, PHONE)
            ).persons
        )
        == 1
    )
