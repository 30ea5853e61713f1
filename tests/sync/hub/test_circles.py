"""Circles of linked persons are bounded, and found in bounded time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from sqlalchemy import Engine, event, select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.ingest.ingest import Ingest
from sync.hub.people.duplicate_entries import list_flags
from sync.hub.people.identity_links import (
    MAX_CIRCLE,
    MAX_LINKS,
    MAX_SHARING,
    MAX_STATEMENTS,
    TOO_MANY,
)
from sync.hub.people.people import MAX_NUMBERS
from tests.support.hub_batches import count, take_sound, writer_of
from tests.support.hub_records import Station

CITIZEN = "999000000001"


def circles(engine: Engine, venue: str = "venue-1") -> list[int]:
    """How many persons each circle of two or more holds, the largest first."""
    people = tables.people
    with reading(engine) as connection:
        roots = connection.execute(select(people.c.root).where(people.c.venue == venue)).scalars()
        sizes = Counter(roots).values()
    return sorted((size for size in sizes if size > 1), reverse=True)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that writers send meanwhile."""
    seen: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(writer_of(engine), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(writer_of(engine), "before_cursor_execute", note)


def chain(station: Station, length: int) -> list[str]:
    """Persons, each said to be the next one."""
    return [station.new_person() for _ in range(length)]


def send_chain(ingest: Ingest, station: Station, persons: list[str]) -> None:
    links = [station.same_as(*pair) for pair in pairwise(persons)]
    for first in range(0, len(links), 200):
        take_sound(ingest, station.sender, *links[first : first + 200])


def test_a_chain_makes_circles_of_a_bounded_size(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    persons = chain(station, 3 * MAX_CIRCLE)
    send_chain(ingest, station, persons)
    sizes = circles(engine)
    assert max(sizes) == MAX_CIRCLE
    assert sum(sizes) >= 2 * MAX_CIRCLE
    assert {flag.kind for flag in list_flags(engine)} == {TOO_MANY}
    assert count(engine, tables.records) == len(persons) - 1


def test_a_person_is_linked_so_often(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    hub, *others = chain(station, MAX_LINKS + 10)
    for other in others:
        take_sound(ingest, station.sender, station.same_as(hub, other))
    assert count(engine, tables.links) == MAX_LINKS
    assert circles(engine) == [MAX_CIRCLE]
    # What is kept may still be said anew, the other way too.
    take_sound(ingest, station.sender, station.same_as(hub, others[0], is_undo=True))
    assert circles(engine)[0] == MAX_CIRCLE
    assert count(engine, tables.links) == MAX_LINKS


def test_a_link_at_the_end_of_a_long_chain_costs_what_any_link_costs(
    engine: Engine, ingest: Ingest
) -> None:
    hostile, honest = Station(1), Station(2, venue="venue-2")
    persons = chain(hostile, 10_001)
    pair = chain(hostile, 2)
    with statements(engine) as short:
        take_sound(ingest, hostile.sender, hostile.same_as(*pair))
    send_chain(ingest, hostile, persons)
    with statements(engine) as long:
        take_sound(ingest, hostile.sender, hostile.same_as(persons[-1], hostile.new_person()))
    # One more: the flags that tell that there was no room.
    assert len(long) <= len(short) + 1
    person = honest.new_person()
    with statements(engine) as other:
        take_sound(ingest, honest.sender, honest.person(person, citizen=CITIZEN))
    assert len(other) <= len(short) + 1
    assert max(circles(engine)) == MAX_CIRCLE


def test_a_number_of_very_many_hides_nobody_elsewhere(engine: Engine, ingest: Ingest) -> None:
    hostile, honest = Station(1, venue="venue-1"), Station(2, venue="venue-2")
    for _ in range(2):
        lines = [
            hostile.person(hostile.new_person(), citizen=CITIZEN) for _ in range(MAX_SHARING + 1)
        ]
        take_sound(ingest, hostile.sender, *lines)
    for _ in range(2):
        person = honest.new_person()
        take_sound(ingest, honest.sender, honest.person(person, citizen=CITIZEN))
    assert circles(engine, "venue-2") == [2]


def test_a_person_has_so_many_numbers(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    lines = [
        station.record(
            "identifier",
            {"person": person, "kind": "citizen_id", "value": f"{number:012}", "source": "desk"},
        )
        for number in range(MAX_NUMBERS + 20)
    ]
    take_sound(ingest, station.sender, *lines)
    take_sound(ingest, station.sender, station.person(person, citizen=CITIZEN))
    assert count(engine, tables.identifiers) == MAX_NUMBERS


def test_a_long_chain_of_corrections_is_followed_so_far(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    ids = [station.new_person() for _ in range(400)]
    body = {
        "person": person,
        "credential": "citizen_card",
        "lane": "gate",
        "gate": "A",
        "method": "camera",
        "proof": "card",
        "direction_by": "auto",
    }
    lines = [
        station.record("arrival", body | ({"ref": before} if before else {}), record_id=own)
        for before, own in zip(["", *ids], ids, strict=False)
    ]
    take_sound(ingest, station.sender, *lines[:200])
    take_sound(ingest, station.sender, *lines[200:-1])
    with statements(engine) as seen:
        take_sound(ingest, station.sender, lines[-1])
    assert len(seen) < 200


def test_one_batch_says_so_much(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    persons = chain(station, 16 * 10)
    lines = [station.same_as(*persons[first : first + 16]) for first in range(0, 160, 16)]
    take_sound(ingest, station.sender, *lines)
    assert count(engine, tables.links) == MAX_STATEMENTS
    assert {flag.kind for flag in list_flags(engine)} == {TOO_MANY}
