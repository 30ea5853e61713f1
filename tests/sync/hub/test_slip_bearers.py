"""Who is known by a slip alone is, at its venue, whom the slip was issued to."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import Engine, select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.feeds import Feeds
from sync.hub.identity import Identity
from sync.hub.ingest.ingest import Ingest
from sync.hub.people.people import find
from sync.protocol.feeds import FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import Station

SLIP = "4611686018427400249"


def roots(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        rows = connection.execute(select(tables.people)).all()
    return {row.person: row.root for row in rows}


def items(engine: Engine, feed: FeedName) -> dict[str, dict[str, object]]:
    page = Feeds(engine, Identity.load_or_make(engine)).page(feed, "venue-1", None, 500)
    assert isinstance(page, FeedPage)
    return {item.key: dict(item.body) for item in page.items}


def issued(station: Station, person: str) -> bytes:
    body = {"act": "issued", "slip": SLIP, "kid": 7, "expires": "x", "person": person}
    return station.record("slip", body)


def shown(station: Station, person: str) -> bytes:
    return station.record(
        "arrival",
        {
            "person": person,
            "slip": SLIP,
            "credential": "slip",
            "lane": "gate",
            "gate": station.sender.gate,
            "method": "camera",
            "proof": "slip",
            "direction_by": "auto",
        },
    )


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_they_are_one_person_with_one_presence(
    engine: Engine, ingest: Ingest, order: tuple[int, ...]
) -> None:
    here, there = Station(1, gate="A"), Station(2, gate="B")
    person, bearer = here.new_person(), there.new_person()
    sent = [
        (here.sender, here.person(person, phone="+84900000001")),
        (here.sender, issued(here, person)),
        (there.sender, shown(there, bearer)),
    ]
    for which in order:
        sender, line = sent[which]
        take_sound(ingest, sender, line)
    one = min(person, bearer)
    assert roots(engine) == {person: one, bearer: one}
    (found,) = find(engine, "venue-1", "phone", "+84900000001")
    assert (found.person, found.full_name) == (one, "Chamaléa Thị Hương")
    presence = items(engine, FeedName.PRESENCE)
    assert list(presence) == [one]
    assert (presence[one]["inside"], presence[one]["gate"]) == (True, "B")
    people = items(engine, FeedName.PEOPLE)
    assert people[max(person, bearer)]["same_as"] == one
    assert people[person]["full_name"] == "Chamaléa Thị Hương"
    # Of a root that has no account nobody is told but whom it stands for.
    assert "full_name" not in people.get(bearer, {})


def test_all_who_showed_it_are_one_before_its_record_comes(engine: Engine, ingest: Ingest) -> None:
    gates = [Station(number, gate=f"Cổng {number}") for number in (1, 2, 3)]
    bearers = [gate.new_person() for gate in gates]
    for gate, bearer in zip(gates, bearers, strict=True):
        take_sound(ingest, gate.sender, shown(gate, bearer))
    assert set(roots(engine).values()) == {min(bearers)}


def test_a_slip_makes_no_two_named_people_one(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other, bearer = (station.new_person() for _ in range(3))
    lines = [station.person(one), station.person(other, "Pi Năng Mẫu"), issued(station, one)]
    take_sound(ingest, station.sender, *lines, shown(station, other))
    assert roots(engine) == {one: one, other: other}
    take_sound(ingest, station.sender, shown(station, bearer))
    assert roots(engine)[bearer] == bearer, "nobody knows of whom"


def test_what_staff_parted_a_slip_does_not_tie_again(engine: Engine, ingest: Ingest) -> None:
    here, there = Station(1), Station(2)
    person, bearer = here.new_person(), there.new_person()
    take_sound(ingest, here.sender, here.person(person), issued(here, person))
    take_sound(ingest, there.sender, shown(there, bearer))
    assert len(set(roots(engine).values())) == 1
    take_sound(ingest, there.sender, there.same_as(person, bearer, is_undo=True))
    assert roots(engine) == {person: person, bearer: bearer}
    take_sound(ingest, there.sender, shown(there, bearer))
    assert roots(engine) == {person: person, bearer: bearer}


def test_the_slip_of_another_venue_ties_nobody_here(engine: Engine, ingest: Ingest) -> None:
    here, there = Station(1), Station(2, venue="venue-2")
    person, bearer = here.new_person(), there.new_person()
    take_sound(ingest, here.sender, here.person(person), issued(here, person))
    take_sound(ingest, there.sender, shown(there, bearer))
    assert roots(engine) == {person: person, bearer: bearer}
