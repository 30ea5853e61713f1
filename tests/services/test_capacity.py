"""As many as may be are inside: who comes is asked to wait, and nobody is turned away."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Admit, AwaitsRoom, Direction, Outcome
from kiosk.domain.visits.rules import History, limits_room
from sync.protocol.policy import VenueKind
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import VENUE, Rig, make_rig

FAIR = replace(VENUE, kind=VenueKind.OTHER)
TWO = Policy(capacity=2)
HOUR = 3600.0


def _card(number: int) -> str:
    rng = random.Random(number)
    return citizen_text(citizen_fields(make_person(rng), rng))


def _rig(venue: Venue = FAIR, policy: Policy = TWO) -> Rig:
    rig = make_rig(policy)
    rig.desk.configure(venue, policy)
    return rig


def _scan(rig: Rig, number: int) -> Outcome:
    rig.clock.advance(60)
    return rig.scan(_card(number))


def test_the_third_waits_and_comes_in_when_one_has_left() -> None:
    rig = _rig()
    assert [_scan(rig, number).result for number in (1, 2)] == [Admit(Direction.ARRIVAL)] * 2
    waits = _scan(rig, 3)
    assert waits.result == AwaitsRoom()
    assert waits.case_number is not None
    assert not waits.entry_id
    (case,) = rig.desk.waiting()
    assert (case.reason, case.number) == (Reason.AWAITS_ROOM, waits.case_number)
    # Staff see whom they call in; a second scan is the same case.
    assert case.person_id is not None
    assert _scan(rig, 3).case_number == waits.case_number
    assert len(rig.desk.waiting()) == 1
    rig.clock.advance(HOUR)
    assert _scan(rig, 1).result == Admit(Direction.DEPARTURE)
    assert _scan(rig, 3).result == Admit(Direction.ARRIVAL)
    # Whoever came in waits no more.
    assert rig.desk.waiting() == []
    assert _scan(rig, 4).result == AwaitsRoom()
    rig.check()


def test_who_leaves_is_never_asked_to_wait() -> None:
    rig = _rig(policy=Policy(capacity=1))
    _scan(rig, 1)
    rig.clock.advance(HOUR)
    assert _scan(rig, 1).result == Admit(Direction.DEPARTURE)


def test_a_presence_that_ended_by_time_leaves_room() -> None:
    rig = _rig(policy=Policy(capacity=1, presence_max_h=2))
    _scan(rig, 1)
    rig.clock.advance(3 * HOUR)
    assert _scan(rig, 2).result == Admit(Direction.ARRIVAL)


def test_a_health_facility_lets_everybody_in() -> None:
    rig = _rig(replace(FAIR, kind=VenueKind.HEALTH_FACILITY), Policy(capacity=1))
    assert [_scan(rig, number).result for number in range(4)] == [Admit(Direction.ARRIVAL)] * 4


@pytest.mark.parametrize(
    ("policy", "venue", "history", "is_limited"),
    [
        (TWO, FAIR, History(), True),
        (Policy(), FAIR, History(), False),
        (TWO, VENUE, History(), False),
        (TWO, FAIR, History(kind=VisitorKind.STAFF), False),
        (TWO, FAIR, History(kind=VisitorKind.SUPPLIER), True),
        (TWO, FAIR, History(is_inside=True), False),
    ],
)
def test_whom_the_limit_is_for(
    policy: Policy, venue: Venue, history: History, is_limited: bool
) -> None:
    assert limits_room(policy, venue, history) is is_limited
