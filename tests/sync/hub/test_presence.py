"""Who is inside: order, corrections, gates, links; and doubles told to staff afterwards (S10)."""

from __future__ import annotations

import json
import threading
import unicodedata
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.feeds import Feeds
from sync.hub.identity import Identity
from sync.hub.ingest.ingest import Ingest
from sync.hub.people.duplicate_entries import DOUBLE, list_flags
from sync.hub.people.presence import MAX_REWORKED
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import Cursor, FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import AT, Station

THREAD_S = 60


def page(engine: Engine, venue: str = "venue-1") -> FeedPage:
    found = Feeds(engine, Identity.load_or_make(engine)).page(FeedName.PRESENCE, venue, None)
    assert isinstance(found, FeedPage)
    return found


def cursor(engine: Engine) -> str:
    return str(page(engine).cursor)


def inside(engine: Engine, venue: str = "venue-1") -> dict[str, bool]:
    return {item.key: item.body["inside"] is True for item in page(engine, venue).items}


def id_of(line: bytes) -> str:
    return str(json.loads(line)["id"])


@pytest.mark.parametrize("gate", ["A", 'Cổng "1"', "a\\b\n", "e\u0301"])
def test_an_item_is_canonical_whatever_a_gate_is_called(
    engine: Engine, ingest: Ingest, gate: str
) -> None:
    a = Station(1, gate=gate)
    person, other = a.new_person(), 'no "UUID" \\ é'
    take_sound(ingest, a.sender, a.arrival(person), a.departure(other))
    with reading(engine) as connection:
        items = tables.feed_items
        bodies = connection.execute(
            select(items.c.body).where(items.c.feed == FeedName.PRESENCE).order_by(items.c.pos)
        ).scalars()
        read = [(body, json.loads(body)) for body in map(bytes, bodies)]
    assert [body for body, _ in read] == [canonical_bytes(members) for _, members in read]
    assert {members["person"]: members["inside"] for _, members in read} == {
        person: True,
        other: False,
    }
    assert {members["gate"] for _, members in read} == {unicodedata.normalize("NFC", gate)}


def test_in_at_one_gate_and_out_at_the_other(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    arrival = a.arrival(person)
    take_sound(ingest, a.sender, arrival)
    assert [dict(item.body) for item in page(engine).items] == [
        {
            "person": person,
            "inside": True,
            "at": "2026-07-01T00:30:01.000Z",
            "gate": "A",
            "entry": id_of(arrival),
        }
    ]
    b.at = a.at
    departure = b.departure(person)
    take_sound(ingest, b.sender, departure)
    assert [dict(item.body) for item in page(engine).items] == [
        {
            "person": person,
            "inside": False,
            "at": "2026-07-01T00:30:02.000Z",
            "gate": "B",
            "entry": id_of(departure),
        }
    ]


def test_an_old_entry_that_comes_late_changes_nothing(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    arrival, departure = station.arrival(person), station.departure(person)
    take_sound(ingest, station.sender, departure)
    before = page(engine)
    take_sound(ingest, station.sender, arrival)
    assert page(engine) == before
    assert inside(engine) == {person: False}


def test_within_a_ledger_the_place_decides_and_not_the_clock(
    engine: Engine, ingest: Ingest
) -> None:
    station = Station()
    person = station.new_person()
    first = station.arrival(person)
    station.at = station.at.replace(year=1970)
    take_sound(ingest, station.sender, first, station.departure(person))
    assert inside(engine) == {person: False}


def test_of_two_gates_the_later_moment_on_the_hubs_clock_decides(
    engine: Engine, ingest: Ingest
) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    hour_ms = 3_600_000
    b.at = b.at.replace(hour=b.at.hour + 2)
    departure = b.departure(person, off_ms=-3 * hour_ms)
    take_sound(ingest, b.sender, departure)
    take_sound(ingest, a.sender, a.arrival(person))
    assert inside(engine) == {person: True}


def test_venues_do_not_mix(engine: Engine, ingest: Ingest) -> None:
    here, there = Station(1), Station(2, venue="venue-2")
    person = here.new_person()
    take_sound(ingest, here.sender, here.arrival(person))
    take_sound(ingest, there.sender, there.departure(person))
    assert inside(engine) == {person: True}
    assert inside(engine, "venue-2") == {person: False}


@pytest.mark.parametrize("is_late", [False, True])
def test_a_correction_takes_the_place_of_what_it_corrects(
    engine: Engine, ingest: Ingest, is_late: bool
) -> None:
    station = Station()
    person = station.new_person()
    wrong = station.arrival(person)
    right = station.departure(person, ref=id_of(wrong))
    order = (right, wrong) if is_late else (wrong, right)
    for line in order:
        take_sound(ingest, station.sender, line)
    body = page(engine).items[0].body
    assert (body["inside"], body["at"]) == (False, "2026-07-01T00:30:01.000Z")


def test_of_several_corrections_the_newest_stands(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    wrong = station.arrival(person)
    once = station.departure(person, ref=id_of(wrong))
    twice = station.arrival(person, ref=id_of(once))
    take_sound(ingest, station.sender, twice)
    take_sound(ingest, station.sender, once)
    take_sound(ingest, station.sender, wrong)
    assert inside(engine) == {person: True}


def test_a_correction_of_an_old_entry_leaves_the_newer_one(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    old = station.arrival(person)
    take_sound(ingest, station.sender, old, station.departure(person))
    take_sound(ingest, station.sender, station.departure(person, ref=id_of(old)))
    assert page(engine).items[0].body["at"] == "2026-07-01T00:30:02.000Z"


@pytest.mark.fault("S18")
def test_of_very_many_entries_the_newest_are_looked_at(engine: Engine, ingest: Ingest) -> None:
    """And nothing that lies further back is lost, in another ledger or in this one."""
    other = Station(1, gate="B", at=AT - timedelta(hours=2))
    a = Station(2, at=AT - timedelta(hours=1))
    person = a.new_person()
    take_sound(ingest, other.sender, other.departure(person))
    lines = [a.arrival(person) for _ in range(MAX_REWORKED + 20)]
    take_sound(ingest, a.sender, *lines)
    take_sound(ingest, a.sender, a.departure(person, ref=id_of(lines[0])))
    assert inside(engine) == {person: True}
    take_sound(ingest, a.sender, a.departure(person, ref=id_of(lines[-1])))
    assert inside(engine) == {person: False}
    with reading(engine) as connection:
        kept = connection.execute(select(tables.last_entries.c.ledger)).scalars().all()
    assert sorted(kept) == [other.ledger, a.ledger]


def test_an_anonymous_arrival_is_completed(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    anonymous = station.arrival(None)
    take_sound(ingest, station.sender, anonymous)
    assert inside(engine) == {}
    person = station.new_person()
    take_sound(ingest, station.sender, station.arrival(person, ref=id_of(anonymous)))
    assert inside(engine) == {person: True}


def test_an_entry_given_to_another_person_leaves_the_first(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    before = station.departure(one)
    wrong = station.arrival(one)
    take_sound(ingest, station.sender, before, wrong)
    take_sound(ingest, station.sender, station.arrival(other, ref=id_of(wrong)))
    assert inside(engine) == {one: False, other: True}


def test_two_entries_that_correct_each_other_stop_nothing(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person = station.new_person()
    ids = [station.new_person(), station.new_person()]
    members = json.loads(station.arrival(person))["body"]
    lines = [
        station.record("arrival", members | {"ref": ids[1 - turn]}, record_id=ids[turn])
        for turn in range(2)
    ]
    take_sound(ingest, station.sender, *lines, station.departure(person))
    assert inside(engine) == {person: False}


def test_a_link_joins_presence_and_an_undo_parts_it(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    one, other = a.new_person(), a.new_person()
    take_sound(ingest, a.sender, a.arrival(one))
    b.at = a.at
    take_sound(ingest, b.sender, b.departure(other))
    assert inside(engine) == {one: True, other: False}
    take_sound(ingest, a.sender, a.same_as(one, other))
    assert inside(engine) == {one: False}
    take_sound(ingest, a.sender, a.same_as(one, other, is_undo=True))
    assert inside(engine) == {one: True, other: False}


def test_an_undo_leaves_no_presence_with_who_never_came(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    one, other = station.new_person(), station.new_person()
    take_sound(ingest, station.sender, station.same_as(one, other), station.arrival(other))
    assert inside(engine) == {one: True}
    take_sound(ingest, station.sender, station.same_as(one, other, is_undo=True))
    assert inside(engine) == {other: True}


def test_a_link_made_elsewhere_moves_no_presence_here(engine: Engine, ingest: Ingest) -> None:
    here, there = Station(1), Station(2, venue="venue-2")
    one, other = here.new_person(), here.new_person()
    take_sound(ingest, here.sender, here.arrival(other))
    take_sound(ingest, there.sender, there.same_as(one, other))
    assert inside(engine) == {other: True}


def doubles(engine: Engine) -> list[tuple[str, str]]:
    return [(flag.one, flag.other) for flag in list_flags(engine, "venue-1") if flag.kind == DOUBLE]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_s10_two_gates_offline_admit_one_person(
    engine: Engine, ingest: Ingest, is_reversed: bool
) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    basis = cursor(engine)
    first = a.arrival(person, basis=basis)
    b.at = a.at
    second = b.arrival(person, basis=basis)
    sent = [(a.sender, first), (b.sender, second)]
    for sender, line in reversed(sent) if is_reversed else sent:
        take_sound(ingest, sender, line)
    assert doubles(engine) == [(min(ids), max(ids)) for ids in [(id_of(first), id_of(second))]]
    assert inside(engine) == {person: True}
    for sender, line in sent:
        take_sound(ingest, sender, line)
    assert len(doubles(engine)) == 1


def test_who_knew_of_the_first_arrival_made_no_double(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    take_sound(ingest, a.sender, a.arrival(person, basis=cursor(engine)))
    b.at = a.at
    take_sound(ingest, b.sender, b.arrival(person, basis=cursor(engine)))
    assert doubles(engine) == []


def test_a_basis_of_another_epoch_is_old_knowledge(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    take_sound(ingest, a.sender, a.arrival(person))
    b.at = a.at
    take_sound(ingest, b.sender, b.arrival(person, basis=str(Cursor("abcdef", 99))))
    assert len(doubles(engine)) == 1


@pytest.mark.parametrize("case", ["departure between", "same gate", "another day", "corrected"])
def test_what_is_no_double(engine: Engine, ingest: Ingest, case: str) -> None:
    a = Station(1, gate="A")
    b = Station(2, gate="A" if case == "same gate" else "B")
    person = a.new_person()
    lines = [a.arrival(person)]
    if case == "departure between":
        lines.append(a.departure(person))
    if case == "corrected":
        lines.append(a.departure(person, ref=id_of(lines[0])))
    take_sound(ingest, a.sender, *lines)
    b.at = a.at.replace(day=a.at.day + 1) if case == "another day" else a.at
    take_sound(ingest, b.sender, b.arrival(person), now=b.at)
    assert doubles(engine) == []


def test_two_gates_at_once_leave_the_later_moment(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    for _ in range(15):
        b.at = a.at + timedelta(seconds=5)
        jobs = [
            partial(take_sound, ingest, a.sender, a.arrival(person)),
            partial(take_sound, ingest, b.sender, b.departure(person)),
        ]
        threads = [threading.Thread(target=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(THREAD_S)
        assert inside(engine) == {person: False}
        a.at = b.at


def test_a_linked_person_makes_a_double_too(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    one, other = a.new_person(), b.new_person()
    take_sound(ingest, a.sender, a.person(one, citizen="999000000001"), a.arrival(one))
    b.at = a.at
    take_sound(ingest, b.sender, b.person(other, citizen="999000000001"), b.arrival(other))
    assert len(doubles(engine)) == 1


@pytest.mark.fault("S64")
def test_what_staff_voided_was_not(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    person, other = station.new_person(), station.new_person()
    first, second = station.arrival(person), station.departure(person)
    only = station.arrival(other)
    take_sound(ingest, station.sender, first, second, only)
    assert inside(engine) == {person: False, other: True}
    take_sound(ingest, station.sender, station.void(id_of(second), RecordType.DEPARTURE))
    assert inside(engine) == {person: True, other: True}
    # Whose only entry it was is gone from the feed, as if never seen.
    take_sound(ingest, station.sender, station.void(id_of(only)))
    assert inside(engine)[person] is True
    assert [item.is_deleted for item in page(engine).items if item.key == other] in ([], [True])
    back = station.arrival(other)
    take_sound(ingest, station.sender, back, station.void(id_of(back)), station.arrival(other))
    assert inside(engine)[other] is True


def test_an_entry_that_was_voided_is_no_double(engine: Engine, ingest: Ingest) -> None:
    a, b = Station(1, gate="A"), Station(2, gate="B")
    person = a.new_person()
    wrong = a.arrival(person)
    take_sound(ingest, a.sender, wrong, a.void(id_of(wrong)))
    take_sound(ingest, b.sender, b.arrival(person))
    assert list_flags(engine) == []


@pytest.mark.fault("S65")
@pytest.mark.parametrize("is_one_batch", [True, False])
def test_paper_stands_by_its_moment(engine: Engine, ingest: Ingest, *, is_one_batch: bool) -> None:
    """Entered at nine, the arrival of six does not undo that somebody left at eight."""
    station = Station()
    left, came = station.new_person(), station.new_person()
    six = station.at - timedelta(hours=2)
    lines = [
        station.departure(left),
        station.on_paper(left, six),
        station.on_paper(came, six + timedelta(minutes=9), RecordType.DEPARTURE),
        station.on_paper(came, six + timedelta(minutes=8)),
    ]
    if is_one_batch:
        take_sound(ingest, station.sender, *lines)
    else:
        for line in lines:
            take_sound(ingest, station.sender, line)
    assert inside(engine) == {left: False, came: False}
    take_sound(ingest, station.sender, station.arrival(left), station.arrival(came))
    assert inside(engine) == {left: True, came: True}
