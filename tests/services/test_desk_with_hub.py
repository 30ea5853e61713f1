"""What staff do at one gate, as another gate of the venue learns it: a real hub between them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk.domain.desk.acts import NewPerson
from kiosk.domain.desk.acts_on_people import (
    Edited,
    EditPerson,
    Linked,
    LinkEvidence,
    LinkPersons,
    Parted,
    SetKind,
)
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    EnterPaper,
    PaperEntered,
    PaperRow,
    TakeBack,
    TakenBack,
)
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction, LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from tests.support.credentials import SyntheticPerson, citizen_fields, citizen_text, make_person
from tests.support.desk import BUILT_AT, STAFF, VENUE
from tests.support.desk_acts import ARRIVAL, DEPARTURE, OTP, PHONE, STORED_PHONE, details
from tests.support.sync_station import Station
from tests.support.sync_world import World, world_in

A = TypeVar("A")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path) as found:
        yield found


class Gate:
    """A station with a desk."""

    def __init__(self, world: World, gate: str) -> None:
        self.station: Station = world.station(gate.split()[-1], gate)
        clock, store = self.station.clock, self.station.store
        watch = ClockWatch(clock, BUILT_AT)
        checkin = CheckInService(store, replace(VENUE, gate=gate), Policy(), clock, watch)
        self.checkin, self.desk = checkin, DeskService(store, checkin, clock)

    def act(self, act: StaffAct[A]) -> A:
        return self.station.run(lambda: self.desk.carry_out(act, STAFF)).answer

    def check_in(self, name: str = "K'Brếp") -> str:
        """Somebody new comes in; gives the entry."""
        checked = self.act(CheckPersons(ARRIVAL, (NewPerson(details(name)),), OTP, PHONE))
        assert isinstance(checked, Checked)
        return checked.entries[0]

    def scan(self, person: SyntheticPerson) -> object:
        text = citizen_text(citizen_fields(person, random.Random(1)) | {"old_id": ""})
        scan = Scan(text, ScanSource.CAMERA, LaneName.GATE, self.station.clock.now())
        return self.station.run(lambda: self.checkin.handle(scan)).result

    def inside(self) -> list[bool]:
        """Of each person known here, the oldest first: whether a presence is known."""

        def look() -> list[bool]:
            with self.station.store.transaction() as tx:
                return [tx.visits.presence(one) is not None for one, _ in self.people()]

        return self.station.run(look)

    def people(self) -> list[tuple[str, str]]:
        rows = self.station.store.connection.execute("SELECT id, root FROM people ORDER BY id")
        return [(person, root) for person, root in rows.fetchall()]


def gates(world: World) -> tuple[Gate, Gate]:
    return Gate(world, "Cổng Bắc"), Gate(world, "Cổng Nam")


def meet(*gates: Gate) -> None:
    """All send and hear, until all know what all said."""
    for _ in range(2):
        for gate in gates:
            gate.station.sync()


@pytest.mark.fault("S64")
def test_s64_what_was_taken_back_is_taken_back_everywhere(world: World) -> None:
    north, south = gates(world)
    entry = north.check_in()
    meet(north, south)
    assert north.inside() == south.inside() == [True]
    world.pass_time(5)
    assert isinstance(north.act(TakeBack((entry,))), TakenBack)
    # Before the hub has heard of it, its feed still tells of the arrival.
    assert north.inside() == [False]
    meet(north, south)
    assert north.inside() == south.inside() == [False]
    assert north.station.backlog().dead == 0


def test_two_are_one_at_both_gates_and_two_again(world: World) -> None:
    north, south = gates(world)
    north.check_in("K'Brếp")
    world.pass_time(60)
    north.check_in("K'Brơi")
    meet(north, south)
    (one, _), (other, _) = south.station.run(south.people)
    linked = south.act(LinkPersons(one, other, LinkEvidence.SAID_SO))
    assert isinstance(linked, Linked)
    meet(south, north)
    expected = [(one, one), (other, one)]
    assert north.station.run(north.people) == south.station.run(south.people) == expected
    world.pass_time(5)
    # Undone at the other gate, which has only heard of it.
    assert north.act(linked.undo) == Parted(one, other)
    expected = [(one, one), (other, other)]
    assert north.station.run(north.people) == expected
    meet(north, south)
    assert north.station.run(north.people) == south.station.run(south.people) == expected
    assert north.station.backlog().dead == south.station.backlog().dead == 0


def test_what_somebody_comes_for_holds_at_the_other_gate(world: World) -> None:
    north, south = gates(world)
    person = make_person(random.Random(7))
    assert north.scan(person) == Admit(Direction.ARRIVAL)
    ((person_id, _),) = north.station.run(north.people)
    north.act(SetKind(person_id, VisitorKind.INPATIENT))
    meet(north, south)
    world.pass_time(3 * 86400)
    assert south.scan(person) == Admit(Direction.DEPARTURE)
    south.act(SetKind(person_id, VisitorKind.VISITOR))
    world.pass_time(3600)
    assert south.scan(person) == Admit(Direction.ARRIVAL)
    meet(south, north)
    world.pass_time(86400)
    assert north.scan(person) == Admit(Direction.ARRIVAL)


@pytest.mark.fault("S65")
def test_paper_of_one_gate_does_not_undo_what_came_later(world: World) -> None:
    north, south = gates(world)
    north.check_in()
    ((person_id, _),) = north.station.run(north.people)
    early = north.station.clock.now()
    world.pass_time(7200)
    known = NewPerson(details("K'Brơi"))
    meet(north, south)
    left = CheckPersons(DEPARTURE, (known,), None, "0900000002")
    assert isinstance(north.act(left), Checked)
    (_, (other, _)) = north.station.run(north.people)
    rows = (PaperRow(early, ARRIVAL, phone="0900000002"),)
    assert isinstance(north.act(EnterPaper(rows)), PaperEntered)
    meet(north, south)
    assert north.inside() == south.inside() == [True, False]
    assert other != person_id


def test_a_phone_that_was_mistyped_points_to_nobody_at_the_hub(world: World) -> None:
    north, south = gates(world)
    north.check_in()
    meet(north, south)
    ((person_id, _),) = south.station.run(south.people)
    edited = north.act(EditPerson(person_id, "K'Brếp", "0900000002"))
    assert isinstance(edited, Edited)
    meet(north, south)
    rows = south.station.query("SELECT value FROM identifiers ORDER BY value")
    assert [value for (value,) in rows] == ["+84900000002"]
    assert STORED_PHONE not in str(rows)
