"""What is declared at one gate, as the hub and another gate of the venue learn it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.desk.acts import ScannedPerson
from kiosk.domain.desk.acts_on_declarations import Declared, SubmitDeclaration
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.visits.decision import Admit, Direction, LaneName, NeedsDeclaration, Outcome
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.store.queries.forms import fed_forms
from sync.hub.people.declarations import FormCount, count_forms
from sync.protocol.declaration_bodies import DeclaredHow
from sync.protocol.forms import form_key
from tests.support.declarations import CARD, FEVER, REQUIRED, by_themselves
from tests.support.desk import BUILT_AT, VENUE
from tests.support.hub_records import ADMIN
from tests.support.sync_station import Station
from tests.support.sync_world import World, world_in


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path) as found:
        yield found


class Gate:
    """A station where everybody declares."""

    def __init__(self, world: World, gate: str) -> None:
        self.station: Station = world.station(gate.split()[-1], gate)
        clock, store = self.station.clock, self.station.store
        watch = ClockWatch(clock, BUILT_AT)
        venue = replace(VENUE, gate=gate)
        self.checkin = CheckInService(store, venue, REQUIRED, clock, watch)
        self.desk = DeskService(store, self.checkin, clock)

    def scan(self) -> Outcome:
        scan = Scan(CARD, ScanSource.CAMERA, LaneName.GATE, self.station.clock.now())
        return self.station.run(lambda: self.checkin.handle(scan))

    def declare(self, scan_id: str, **more: object) -> Declared:
        whom = ScannedPerson(scan_id)
        act: SubmitDeclaration = by_themselves(
            PersonDetails(), person_whom=whom, how=DeclaredHow.EXPRESS, **more
        )
        answer = self.station.run(lambda: self.desk.carry_out(act, None)).answer
        assert isinstance(answer, Declared)
        return answer


def meet(*gates: Gate) -> None:
    """All send and hear, until all know what all said."""
    for _ in range(2):
        for gate in gates:
            gate.station.sync()


def test_who_declared_at_one_gate_comes_in_by_another(world: World) -> None:
    north, south = Gate(world, "Cổng Bắc"), Gate(world, "Cổng Nam")
    outcome = north.scan()
    assert isinstance(outcome.result, NeedsDeclaration)
    north.declare(outcome.scan_id)
    world.pass_time(3600)
    assert north.scan().result == Admit(Direction.DEPARTURE)
    meet(north, south)
    assert north.station.backlog().dead == 0
    world.pass_time(3600)
    assert south.scan().result == Admit(Direction.ARRIVAL)
    (venue,) = world.hub.venues.all()
    assert count_forms(world.hub.engine, venue.id) == [FormCount("domestic", 1, 1)]


def test_answers_that_need_a_human_open_no_other_gate(world: World) -> None:
    north, south = Gate(world, "Cổng Bắc"), Gate(world, "Cổng Nam")
    north.declare(north.scan().scan_id, answers=FEVER)
    meet(north, south)
    assert isinstance(south.scan().result, NeedsDeclaration)


def test_a_form_of_the_hub_comes_to_the_stations(world: World) -> None:
    north = Gate(world, "Cổng Bắc")
    (venue,) = world.hub.venues.all()
    for version in (2, 3):
        world.hub.venues.send_form(ADMIN, [venue.id], form_key("dengue", version), b"{}")
    meet(north)

    def forms() -> list[bytes]:
        return fed_forms(north.station.store.connection, "dengue")

    assert north.station.run(forms) == [b"{}", b"{}"]
    world.hub.venues.withdraw_form(ADMIN, [venue.id], form_key("dengue", 2))
    meet(north)
    assert len(north.station.run(forms)) == 1
