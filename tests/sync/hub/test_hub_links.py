"""Persons of two venues at the hub: joined, proposed, decided; never told to a venue."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import select

from kiosk.commands.hub_people import list_proposals, tell_proposals
from sync.hub.admin.audit import Act
from sync.hub.admin.joining import JoiningError
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.hub import Hub
from sync.hub.people.duplicate_entries import list_flags
from sync.hub.people.hub_links import (
    MAX_PROPOSALS,
    Claimed,
    Evidence,
    LinkState,
    link_id,
    to_link,
)
from sync.protocol.feeds import FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import ADMIN, Station

CITIZEN, OTHER_CITIZEN = "999000000001", "999000000002"
INSURANCE = "9990000001"
BOTH = {"citizen": CITIZEN, "insurance": INSURANCE}


def pairs(hub: Hub) -> dict[frozenset[str], tuple[str, str]]:
    """What the hub holds of each pair of ids: state and evidence."""
    with reading(hub.engine) as connection:
        links = [to_link(row) for row in connection.execute(select(tables.hub_links))]
    return {
        frozenset({link.one.person, link.other.person}): (link.state.value, link.evidence.value)
        for link in links
    }


def met(hub: Hub, station: Station, name: str = "Chamaléa Thị Hương", **numbers: str | None) -> str:
    """A person whom a station met."""
    person = station.new_person()
    take_sound(hub.ingest, station.sender, station.person(person, name, **numbers))
    return person


def one_pair(hub: Hub, persons: Iterable[str]) -> tuple[str, str] | None:
    return pairs(hub).get(frozenset(persons))


@pytest.fixture
def here() -> Station:
    return Station(1, venue="venue-1")


@pytest.fixture
def there() -> Station:
    return Station(2, venue="venue-2")


JOINED = (LinkState.JOINED.value, Evidence.NUMBERS.value)
PROPOSED = (LinkState.PROPOSED.value, Evidence.ONE_NUMBER.value)


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [
        ("CHAMALEA THI HUONG", BOTH, JOINED),
        ("Chamaléa Thị Hương", {**BOTH, "birth": "1990"}, JOINED),
        ("Chamaléa Thị Hương", {**BOTH, "birth": "1991-01-02"}, PROPOSED),
        ("Katơr Thị Mẫu", BOTH, PROPOSED),
        ("Chamaléa Thị Hương", {"citizen": CITIZEN}, PROPOSED),
        ("Chamaléa Thị Hương", {**BOTH, "citizen": OTHER_CITIZEN}, PROPOSED),
        ("Chamaléa Thị Hương", {"phone": "+84900000001"}, None),
    ],
)
def test_both_numbers_with_name_and_birth_join(
    hub: Hub,
    here: Station,
    there: Station,
    name: str,
    numbers: dict[str, str],
    expected: tuple[str, str] | None,
) -> None:
    one = met(hub, here, phone="+84900000001", **BOTH)
    other = met(hub, there, name, **numbers)
    assert one_pair(hub, (one, other)) == expected


def test_who_claims_the_numbers_of_two_is_joined_with_neither(
    hub: Hub, here: Station, there: Station
) -> None:
    """Else one record there would tie two persons here."""
    one = met(hub, here, citizen=CITIZEN, insurance=INSURANCE)
    other = met(hub, here, citizen=OTHER_CITIZEN, insurance="9990000002")
    bridge = there.new_person()
    take_sound(
        hub.ingest,
        there.sender,
        there.person(bridge, citizen=CITIZEN, insurance=INSURANCE),
        there.person(bridge, citizen=OTHER_CITIZEN, insurance="9990000002"),
    )
    assert one_pair(hub, (one, bridge)) == PROPOSED
    assert one_pair(hub, (other, bridge)) == PROPOSED


@pytest.mark.parametrize("is_late", [False, True])
def test_a_slip_joins_whoever_showed_it_elsewhere(
    hub: Hub, here: Station, there: Station, is_late: bool
) -> None:
    one, other = here.new_person(), there.new_person()
    issued = here.record(
        "slip",
        {"act": "issued", "slip": "123456789", "kid": 0, "expires": "…", "person": one},
    )
    shown = there.record(
        "arrival",
        {
            "person": other,
            "slip": "123456789",
            "credential": "slip",
            "lane": "gate",
            "gate": "A",
            "method": "camera",
            "proof": "slip",
            "direction_by": "auto",
        },
    )
    sent = [(here.sender, issued), (there.sender, shown)]
    for sender, line in reversed(sent) if is_late else sent:
        take_sound(hub.ingest, sender, line)
    assert one_pair(hub, (one, other)) == (LinkState.JOINED.value, Evidence.SLIP.value)


def test_staff_decide_and_what_they_refused_stays_refused(
    hub: Hub, here: Station, there: Station
) -> None:
    one, other = met(hub, here, citizen=CITIZEN), met(hub, there, citizen=CITIZEN)
    (proposal,) = hub.joining.proposals()
    assert {proposal.one.person, proposal.other.person} == {one, other}
    assert proposal.one.full_name == "Chamaléa Thị Hương"
    hub.joining.refuse(ADMIN, proposal.link.id)
    assert hub.joining.proposals() == []
    for station, person in ((here, one), (there, other)):
        take_sound(hub.ingest, station.sender, station.person(person, **BOTH))
    refused = (LinkState.REFUSED.value, Evidence.STAFF.value)
    assert one_pair(hub, (one, other)) == refused
    hub.joining.join(ADMIN, proposal.link.id)
    assert one_pair(hub, (one, other)) == (LinkState.JOINED.value, Evidence.STAFF.value)
    acts = [(entry.act, entry.subject) for entry in hub.audit.entries(2)]
    assert acts == [
        (Act.PERSONS_JOINED, proposal.link.id),
        (Act.PERSONS_KEPT_APART, proposal.link.id),
    ]
    with pytest.raises(JoiningError):
        hub.joining.join(ADMIN, "0" * 20)
    assert len(hub.audit.entries(10)) == 2


def test_a_proposal_that_comes_to_agree_is_joined(hub: Hub, here: Station, there: Station) -> None:
    one, other = met(hub, here, **BOTH), met(hub, there, citizen=CITIZEN)
    assert one_pair(hub, (one, other)) == PROPOSED
    take_sound(hub.ingest, there.sender, there.person(other, **BOTH))
    assert one_pair(hub, (one, other)) == JOINED


def test_nobody_is_proposed_without_end(hub: Hub, here: Station, there: Station) -> None:
    one = met(hub, here, **BOTH)
    lines = [there.person(there.new_person(), citizen=CITIZEN) for _ in range(MAX_PROPOSALS + 5)]
    take_sound(hub.ingest, there.sender, *lines)
    assert len(pairs(hub)) == MAX_PROPOSALS
    # Of whoever stands in the way of a real one, staff hear; a join has room of its own.
    assert len(list_flags(hub.engine, "")) == 5
    third = Station(3, venue="venue-3")
    assert one_pair(hub, (one, met(hub, third, **BOTH))) == JOINED


def test_an_id_is_the_pairs_whoever_is_named_first() -> None:
    one, other = Claimed("v1", "p1"), Claimed("v2", "p2")
    assert link_id(one, other) == link_id(other, one) != link_id(one, Claimed("v2", "p3"))


def erased(hub: Hub) -> set[str]:
    """The persons of whom no account is left."""
    with reading(hub.engine) as connection:
        records = tables.records
        everyone = set(connection.execute(select(records.c.person)).scalars())
        left = set(connection.execute(select(tables.accounts.c.person)).scalars())
    return everyone - left


def test_erasing_reaches_whoever_is_joined(hub: Hub) -> None:
    venues = [hub.venues.add(ADMIN, f"Trạm Mẫu {n}", "", "Asia/Ho_Chi_Minh").id for n in range(3)]
    stations = [Station(n, venue=venue) for n, venue in enumerate(venues, 1)]
    persons = [met(hub, station, **BOTH) for station in stations[:2]]
    bystander = met(hub, stations[2], citizen=CITIZEN)
    hub.administration.erase_person(ADMIN, persons[0])
    assert erased(hub) == set(persons)
    assert bystander not in erased(hub)
    commands = []
    for venue in venues:
        page = hub.feeds.page(FeedName.REVOCATIONS, venue, None)
        assert isinstance(page, FeedPage)
        commands.append({item.key for item in page.items})
    asked = f"erase:{persons[0]}"
    assert commands == [{asked}, {asked, f"erase:{persons[1]}"}, {asked}]
    # What comes late is erased as well.
    take_sound(hub.ingest, stations[1].sender, stations[1].person(persons[1], **BOTH))
    hub.tidy()
    assert erased(hub) == set(persons)


def test_what_another_venue_says_of_an_id_erases_nobody_here(hub: Hub) -> None:
    """It may claim the id, and tie it to whom it likes: that reaches its own claims alone."""
    here, there = Station(1), Station(2, venue="venue-2")
    one, other = met(hub, here), met(hub, here, "Pi Năng Mẫu")
    third = there.new_person()
    take_sound(
        hub.ingest,
        there.sender,
        there.person(one),
        there.person(other),
        there.person(third),
        there.same_as(one, other, third),
    )
    hub.administration.erase_person(ADMIN, one)
    with reading(hub.engine) as connection:
        left = connection.execute(select(tables.accounts.c.venue, tables.accounts.c.person)).all()
    assert [tuple(row) for row in left] == [("venue-1", other)]


@pytest.mark.fault("S24")
@pytest.mark.parametrize(
    "tail", ["\n0123abcd\n  Tram: x", "\x1b[2K\x1b[1A", "\x9b2J", "\u202e", "\r"]
)
def test_what_a_station_wrote_forges_no_pair_for_who_decides(hub: Hub, tail: str) -> None:
    here, there = Station(1), Station(2, venue="venue-2")
    met(hub, here, citizen=CITIZEN)
    take_sound(
        hub.ingest,
        there.sender,
        there.person(
            there.new_person(), f"Ai \u0110\u00f3{tail}", birth=f"1990{tail}", citizen=CITIZEN
        ),
    )
    shown = list_proposals(tell_proposals(hub))
    assert len(shown.splitlines()) == 3
    assert all(line.isprintable() for line in shown.split("\n"))
