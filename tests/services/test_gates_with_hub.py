"""Two real desks at two gates of one venue, a real hub between them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction, LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from tests.support.credentials import SyntheticPerson, citizen_fields, citizen_text, make_person
from tests.support.desk import BUILT_AT, VENUE
from tests.support.sync_station import Station
from tests.support.sync_world import World, world_in


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path) as found:
        yield found


class Gate:
    """A station with a desk."""

    def __init__(self, world: World, gate: str) -> None:
        self.station: Station = world.station(gate.split()[-1], gate)
        clock, store = self.station.clock, self.station.store
        venue = replace(VENUE, gate=gate)
        watch = ClockWatch(clock, BUILT_AT)
        self.desk = CheckInService(store, venue, Policy(), clock, watch)

    def scan(self, person: SyntheticPerson) -> object:
        text = citizen_text(citizen_fields(person, random.Random(1)) | {"old_id": ""})
        scan = Scan(text, ScanSource.CAMERA, LaneName.GATE, self.station.clock.now())
        return self.station.run(lambda: self.desk.handle(scan)).result

    def people(self) -> list[tuple[str, str]]:
        rows = self.station.query("SELECT id, root FROM people ORDER BY id")
        return [(person, root) for person, root in rows]


def test_in_at_one_gate_and_out_at_the_other_five_seconds_later(world: World) -> None:
    north, south = Gate(world, "Cổng Bắc"), Gate(world, "Cổng Nam")
    person = make_person(random.Random(7))
    south.station.sync()
    assert north.scan(person) == Admit(Direction.ARRIVAL)
    north.station.sync()
    world.pass_time(5)
    south.station.sync()
    assert south.scan(person) == Admit(Direction.DEPARTURE)
    south.station.sync()
    world.pass_time(5)
    north.station.sync()
    assert north.scan(person) == Admit(Direction.ARRIVAL)
    assert len(north.people()) == 1


def test_one_met_at_both_gates_without_a_network_is_one_after_it(world: World) -> None:
    north, south = Gate(world, "Cổng Bắc"), Gate(world, "Cổng Nam")
    person = make_person(random.Random(7))
    assert north.scan(person) == Admit(Direction.ARRIVAL)
    world.pass_time(5)
    assert south.scan(person) == Admit(Direction.ARRIVAL), "offline both admit"
    for gate in (south, north, south):
        gate.station.sync()
    assert north.people() == south.people()
    assert len(north.people()) == 2
    assert {root for _, root in north.people()} == {north.people()[0][0]}
    world.pass_time(5)
    assert north.scan(person) == Admit(Direction.DEPARTURE), "inside, and last seen at the other"
