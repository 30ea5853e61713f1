"""Persons at the hub: accounts, numbers, and which ids are one human being."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from kiosk.base.names import bare_name
from sync.hub.db import tables
from sync.hub.db.engine import migrate, open_engine, reading
from sync.hub.db.feeds import Feeds
from sync.hub.db.sender import Sender
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.hub.people.duplicate_entries import list_flags
from sync.hub.people.identity_links import DOUBT
from sync.hub.people.people import FoundPerson, find
from sync.protocol.bodies import person_body
from sync.protocol.feeds import FeedItem, FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import Station

CITIZEN = "999000000001"
OTHER_CITIZEN = "999000000002"
INSURANCE = "9990000001"


def roots(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        rows = connection.execute(select(tables.people)).all()
    return {row.person: row.root for row in rows}


def feed(engine: Engine, name: FeedName, venue: str = "venue-1") -> dict[str, FeedItem]:
    page = Feeds(engine, Identity.load_or_make(engine)).page(name, venue, None, 500)
    assert isinstance(page, FeedPage)
    assert not page.has_more
    return {item.key: item for item in page.items}


def people(engine: Engine, venue: str = "venue-1") -> dict[str, dict[str, object]]:
    return {key: dict(item.body) for key, item in feed(engine, FeedName.PEOPLE, venue).items()}


def test_a_person_comes_down_to_the_venue_that_met_them(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    take_sound(
        ingest,
        station.sender,
        station.person(person, citizen=CITIZEN, insurance=INSURANCE, phone="+84900000001"),
    )
    assert people(engine) == {
        person: {
            "person": person,
            "full_name": "Chamaléa Thị Hương",
            "birth": "1990-01-02",
            "sex": "female",
            "phone": "+84900000001",
            "identifiers": [
                {"kind": "citizen_id", "value": CITIZEN},
                {"kind": "insurance_number", "value": INSURANCE},
                {"kind": "phone", "value": "+84900000001"},
            ],
        }
    }
    assert people(engine, "venue-2") == {}


def test_of_one_ledgers_accounts_the_newest_stands(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    first = station.person(person, "CHAMALEA THI HUONG")
    second = station.person(person)
    take_sound(ingest, station.sender, second)
    take_sound(ingest, station.sender, first)
    assert people(engine)[person]["full_name"] == "Chamaléa Thị Hương"


def test_what_one_venue_says_of_an_id_is_not_what_another_says(
    engine: Engine, ingest: Ingest
) -> None:
    here, there = Station(1), Station(2, venue="venue-2")
    person = here.new_person()
    take_sound(ingest, here.sender, here.person(person, citizen=CITIZEN))
    before = people(engine)
    take_sound(ingest, there.sender, there.arrival(person))
    assert people(engine, "venue-2") == {}
    take_sound(ingest, there.sender, there.person(person, "Pi Năng Mẫu"))
    assert people(engine, "venue-2")[person]["full_name"] == "Pi Năng Mẫu"
    assert people(engine) == before


def test_an_entry_before_its_person(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    take_sound(ingest, b.sender, b.arrival(person))
    assert people(engine) == {}
    take_sound(ingest, a.sender, a.person(person))
    assert person in people(engine)


@pytest.mark.parametrize("number", [{"citizen": CITIZEN}, {"insurance": INSURANCE}])
def test_one_number_and_one_account_are_one_person(
    engine: Engine, ingest: Ingest, number: dict[str, str]
) -> None:
    older, newer = Station(1, gate="A"), Station(2, gate="B")
    first, second = older.new_person(), newer.new_person()
    oldest, youngest = sorted((first, second))
    take_sound(ingest, newer.sender, newer.person(second, "CHAMALEA THI HUONG", **number))
    take_sound(ingest, older.sender, older.person(first, birth="1990", **number))
    assert roots(engine) == {first: oldest, second: oldest}
    items = people(engine)
    assert items[youngest]["same_as"] == oldest
    assert "same_as" not in items[oldest]
    assert [one.person for one in find(engine, "venue-1", *_kind(number))] == [oldest]


def _kind(number: dict[str, str]) -> tuple[str, str]:
    if "citizen" in number:
        return "citizen_id", number["citizen"]
    return "insurance_number", number["insurance"]


@pytest.mark.parametrize(
    ("name", "birth", "citizen", "is_doubt"),
    [
        ("Katơr Thị Mẫu", "1990-01-02", CITIZEN, True),
        ("Chamaléa Thị Hương", "1991-01-02", CITIZEN, True),
        ("Chamaléa Thị Hương", None, CITIZEN, True),
        ("Chamaléa Thị Hương", "1990-01-02", OTHER_CITIZEN, False),
    ],
)
def test_one_number_and_two_accounts_are_a_doubt(
    engine: Engine, ingest: Ingest, name: str, birth: str | None, citizen: str, is_doubt: bool
) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    take_sound(ingest, station.sender, station.person(one, citizen=CITIZEN))
    take_sound(ingest, station.sender, station.person(other, name, birth=birth, citizen=citizen))
    assert roots(engine) == {one: one, other: other}
    flags = [(flag.kind, flag.one, flag.other) for flag in list_flags(engine)]
    assert flags == ([(DOUBT, one, other)] if is_doubt else [])


def test_other_citizen_ids_outweigh_one_insurance_number(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    for person, citizen in ((one, CITIZEN), (other, OTHER_CITIZEN)):
        line = station.person(person, citizen=citizen, insurance=INSURANCE)
        take_sound(ingest, station.sender, line)
    assert roots(engine) == {one: one, other: other}


def test_staff_link_and_undo(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other, third = (station.new_person() for _ in range(3))
    take_sound(ingest, station.sender, *(station.person(person) for person in (one, other, third)))
    take_sound(ingest, station.sender, station.same_as(third, other))
    take_sound(ingest, station.sender, station.same_as(one, third))
    assert set(roots(engine).values()) == {one}
    assert {person for person, body in people(engine).items() if "same_as" in body} == {
        other,
        third,
    }
    take_sound(ingest, station.sender, station.same_as(one, third, is_undo=True))
    assert roots(engine) == {one: one, other: other, third: other}
    assert "same_as" not in people(engine)[other]


def test_undoing_keeps_apart_what_the_numbers_tie(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    for person in (one, other):
        take_sound(ingest, station.sender, station.person(person, citizen=CITIZEN))
    assert set(roots(engine).values()) == {one}
    take_sound(ingest, station.sender, station.same_as(one, other, is_undo=True))
    assert roots(engine) == {one: one, other: other}
    take_sound(ingest, station.sender, station.person(other, citizen=CITIZEN))
    assert roots(engine) == {one: one, other: other}


def test_a_link_of_persons_nobody_told_of_yet(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    about_one, about_other = station.person(one), station.person(other)
    take_sound(ingest, station.sender, station.same_as(one, other))
    take_sound(ingest, station.sender, about_other)
    assert people(engine)[other]["same_as"] == one
    take_sound(ingest, station.sender, about_one)
    assert set(people(engine)) == {one, other}


def test_finding_by_phone_finds_everyone_it_points_to(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    phone = "+84900000001"
    take_sound(
        ingest,
        station.sender,
        station.person(one, phone=phone),
        station.person(other, "Pi Năng Mẫu", birth=None, phone=phone),
    )
    assert find(engine, "venue-2", "phone", phone) == []
    assert find(engine, "venue-1", "phone", phone) == [
        FoundPerson(one, "Chamaléa Thị Hương", "1990-01-02", "female"),
        FoundPerson(other, "Pi Năng Mẫu", None, "female"),
    ]
    assert find(engine, "venue-1", "phone", "+84900000002") == []


def test_a_number_that_was_somebody_elses_points_to_them_no_longer(
    engine: Engine, ingest: Ingest
) -> None:
    station = Station()
    person, other = station.new_person(), station.new_person()
    phone = "+84900000001"

    def said(value: str, **more: object) -> bytes:
        body = {"person": person, "kind": "phone", "value": value, "source": "staff"}
        return station.record("identifier", body | more, v=3 if more else 1)

    take_sound(ingest, station.sender, station.person(person, phone=phone))
    take_sound(ingest, station.sender, station.person(other, phone=phone))
    take_sound(
        ingest,
        station.sender,
        said(phone, undo=True),
        said("+84900000002"),
        station.person(person, phone="+84900000002"),
    )
    assert [one.person for one in find(engine, "venue-1", "phone", phone)] == [other]
    numbers = people(engine)[person]["identifiers"]
    assert numbers == [{"kind": "phone", "value": "+84900000002"}]
    # The last word of a batch stands.
    take_sound(ingest, station.sender, said(phone), said(phone, undo=True), said(phone))
    assert len(find(engine, "venue-1", "phone", phone)) == 2
    take_sound(ingest, station.sender, said(phone), said(phone, undo=True))
    assert [one.person for one in find(engine, "venue-1", "phone", phone)] == [other]


def test_what_somebody_comes_for_is_told_to_all_gates(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    take_sound(ingest, station.sender, station.person(person))
    assert "visitor" not in people(engine)[person]
    for kind in ("inpatient", "visitor"):
        body = person_body(person=person, full_name="K'Brếp", sex="unknown", visitor=kind)
        take_sound(ingest, station.sender, station.record("person", body, v=3))
        assert people(engine)[person]["visitor"] == kind


def test_a_slip_points_to_its_person(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    slip: dict[str, object] = {
        "act": "issued",
        "slip": "123456789",
        "kid": 0,
        "expires": "2026-07-04T00:00:00.000Z",
        "person": person,
    }
    take_sound(ingest, station.sender, station.person(person), station.record("slip", slip))
    assert [one.person for one in find(engine, "venue-1", "slip", "123456789")] == [person]
    assert people(engine)[person]["identifiers"] == []


@given(st.text(st.sampled_from("đĐÐƀɃéÉ’‘ʼ' aẤịß\u0301"), max_size=12))
def test_a_bare_name_is_bare_whatever_came_in(name: str) -> None:
    bare = bare_name(name)
    assert bare_name(bare) == bare
    assert bare == bare.upper()
    assert not set(bare) & set("đĐÐƀɃ’‘ʼ\u0301")


@contextmanager
def fresh_hub() -> Iterator[tuple[Engine, Ingest]]:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'hub.db'}")
        migrate(engine)
        Identity.load_or_make(engine)
        try:
            yield engine, Ingest(ThreadBatchWriter(engine))
        finally:
            engine.dispose()


NAMES = ("Chamaléa Thị Hương", "CHAMALEA THI HUONG", "Katơr Thị Mẫu")

PERSONS = 3
"""Few, so that what is said of them meets."""

Step = tuple[str, int, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(["person", "link", "undo", "in", "out"]),
        st.integers(0, PERSONS - 1),
        st.integers(0, PERSONS - 1),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=10,
)


def told(script: list[Step]) -> list[tuple[Sender, bytes]]:
    """What two stations make of a script: the same lines each time."""
    stations = [Station(1, gate="A"), Station(2, gate="B")]
    persons = [stations[number % 2].new_person() for number in range(PERSONS)]
    lines = []
    for kind, first, second, shade in script:
        station, person, other = stations[shade % 2], persons[first], persons[second]
        match kind:
            case "person":
                line = station.person(person, NAMES[shade], citizen=f"99900000000{second % 2}")
            case "in":
                line = station.arrival(person)
            case "out":
                line = station.departure(person)
            case _ if first == second:
                continue
            case _:
                line = station.same_as(person, other, is_undo=kind == "undo")
        lines.append((station.sender, line))
    return lines


@settings(max_examples=40)
@given(steps, st.data())
def test_the_order_of_arrival_changes_nothing(script: list[Step], data: st.DataObject) -> None:
    """Links, people and presence follow from the records alone, also when some come twice."""
    lines = told(script)
    shuffled = data.draw(st.permutations(lines)) + lines[:3]
    ends = []
    for order in (lines, shuffled):
        with fresh_hub() as (engine, ingest):
            for sender, line in order:
                take_sound(ingest, sender, line)
            presence = {
                key: dict(item.body) for key, item in feed(engine, FeedName.PRESENCE).items()
            }
            ends.append((roots_of_known(engine), people(engine), presence))
    assert ends[0] == ends[1]


def roots_of_known(engine: Engine) -> dict[str, str]:
    return {person: root for person, root in roots(engine).items() if root != person}
