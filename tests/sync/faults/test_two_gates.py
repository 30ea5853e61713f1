"""S10: two gates that could not hear of each other admit the same person; both entries stand."""

from __future__ import annotations

import pytest

from kiosk.domain.visits.decision import Direction
from sync.hub.people.duplicate_entries import DOUBLE, list_flags
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S10")


def _doubles(world: World) -> list[tuple[str, str]]:
    found = list_flags(world.hub.engine, world.venue_id)
    return [(flag.one, flag.other) for flag in found if flag.kind == DOUBLE]


def test_s10_both_gates_offline_admit_the_same_card(world: World) -> None:
    north = world.station("north", "Cổng Bắc")
    south = world.station("south", "Cổng Nam")
    north.admit(1, first=7)
    world.pass_time(300)
    south.admit(1, first=7)
    entries = {*north.entry_ids(), *south.entry_ids()}
    south.drain()
    assert _doubles(world) == [], "one arrival is no double"
    north.drain()
    assert entries <= set(world.rows()), "both stand"
    (double,) = _doubles(world)
    assert set(double) == entries
    north.drain()
    assert len(_doubles(world)) == 1, "flagged once"


def test_s10_two_people_are_no_double(world: World) -> None:
    north = world.station("north", "Cổng Bắc")
    south = world.station("south", "Cổng Nam")
    north.admit(1, first=7)
    south.admit(1, first=8)
    north.drain()
    south.drain()
    assert _doubles(world) == []


def test_s10_in_here_and_out_there_is_no_double(world: World) -> None:
    north = world.station("north", "Cổng Bắc")
    south = world.station("south", "Cổng Nam")
    north.admit(1, first=7)
    world.pass_time(300)
    south.admit(1, first=7, direction=Direction.DEPARTURE)
    north.drain()
    south.drain()
    assert _doubles(world) == []
