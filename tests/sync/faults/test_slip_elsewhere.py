"""A slip of one station at another one that has no network and has never heard of its person."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction, Support, WrongCode
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.people.people import find
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.feeds import FeedName
from sync.protocol.records import format_at
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.hub_records import ADMIN
from tests.support.slip_stations import PRINTS, at_the_gate, signed_slip
from tests.support.sync_station import Station
from tests.support.sync_world import World

PERSON = make_person(random.Random(20260302))
CARD = citizen_text(citizen_fields(PERSON, random.Random(1)))


def printed(station: Station) -> tuple[str, int]:
    """Somebody comes by card; the code and the id of the slip they are given."""
    job_id = at_the_gate(station, CARD).print_job
    assert job_id is not None
    job = station.run(station.store.get_print_job, job_id)
    return job.slip.code, job.slip.slip_id


@pytest.fixture
def near(world: World) -> Station:
    """The station that prints."""
    station = world.station("near", "Cổng Bắc")
    station.sync()
    return station


@pytest.fixture
def far(world: World, near: Station) -> Station:
    """The other one: it has heard of the first one's key, and of nobody."""
    station = world.station("far", "Cổng Nam")
    station.sync()
    return station


@pytest.mark.parametrize("prints", [PRINTS, Policy()], ids=["again", "not again"])
@pytest.mark.parametrize("first_to_send", ["near", "far"])
def test_it_admits_them_and_the_hub_knows_one_person(
    world: World, near: Station, far: Station, first_to_send: str, prints: Policy
) -> None:
    far.disconnect()
    code, slip_id = printed(near)
    world.pass_time(1800)
    came = at_the_gate(far, code, prints)
    assert came.result == Admit(Direction.ARRIVAL)
    assert came.display_name == ""
    for station in (near, far) if first_to_send == "near" else (far, near):
        station.drain()
    with reading(world.hub.engine) as connection:
        people = connection.execute(select(tables.people.c.person, tables.people.c.root)).all()
    assert len(people) == 2, "each station has an id of its own"
    (root,) = {row.root for row in people}
    (person,) = find(world.hub.engine, world.venue_id, "slip", str(slip_id))
    assert (person.person, person.full_name) == (root, PERSON.full_name)
    near.sync()
    presence = near.sync_store.feeds.items(FeedName.PRESENCE)
    assert {key: item.body["gate"] for key, item in presence.items()} == {root: "Cổng Nam"}
    # And the far station learns who it was: by their card they leave it.
    world.pass_time(1800)
    far.sync()
    left = at_the_gate(far, CARD)
    assert left.result == Admit(Direction.DEPARTURE)
    assert far.query("SELECT count(DISTINCT root) FROM people") == [(1,)]


def test_a_slip_that_was_lost_is_refused_everywhere_once_heard_of(
    world: World, near: Station, far: Station
) -> None:
    code, slip_id = printed(near)
    body = {
        "act": SlipAct.REVOKED.value,
        "slip": str(slip_id),
        "kid": 7,
        "kind": "slip",
        "cause": "lost",
        "expires": format_at(near.clock.now()),
    }

    def revoke() -> None:
        with near.store.transaction() as tx:
            tx.append(RecordType.SLIP, body, near.clock.now())

    near.run(revoke)
    near.drain()
    world.pass_time(120)
    far.sync()
    assert at_the_gate(far, code).result == WrongCode(Reason.REVOKED_SLIP)


def test_a_slip_of_another_venue_goes_to_the_desk_by_its_own_reason(
    world: World, near: Station, far: Station
) -> None:
    elsewhere = world.hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    stranger = world.stranger(elsewhere.id)
    stranger.sync()
    world.pass_time(120)
    far.sync()
    assert at_the_gate(far, signed_slip(stranger)).result == Support(Reason.SLIP_OF_OTHER_VENUE)
