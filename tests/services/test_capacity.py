"""As many as may be are inside: who comes is asked to wait, and nobody is turned away."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone, ScannedPerson, StoredPerson
from kiosk.domain.desk.acts_on_cases import CaseClosed, CloseCase
from kiosk.domain.desk.acts_on_visits import Checked, CheckPersons
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Admit, AwaitsRoom, Direction, Outcome
from kiosk.domain.visits.rules import History, limits_room
from sync.protocol.bodies import SupportOutcome
from sync.protocol.policy import VenueKind
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.declarations import REQUIRED, by_themselves, declared
from tests.support.desk import STAFF, VENUE, Rig, make_rig
from tests.support.desk_acts import OTP, PHONE, WORD, check

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


def _full() -> Rig:
    rig = _rig(policy=Policy(capacity=1))
    _scan(rig, 1)
    return rig


def test_whoever_declares_by_themselves_waits_with_their_declaration() -> None:
    rig = _full()
    answer = declared(rig, by_themselves(PersonDetails("Katơr Thị Mẫu")), None)
    assert (answer.checked, answer.case_number) == (None, rig.desk.waiting()[0].number)
    assert rig.told[-1].result == AwaitsRoom()
    assert len(rig.bodies("declaration")) == 1
    # Staff let them in from the list, whatever the count.
    (case,) = rig.desk.waiting()
    assert isinstance(rig.act(CloseCase(case.record_id, SupportOutcome.ADMITTED)), CaseClosed)
    assert len(rig.bodies("arrival")) == 2
    assert rig.desk.waiting() == []
    rig.check()


def test_staff_let_in_whom_they_please() -> None:
    rig = _full()
    assert _scan(rig, 2).result == AwaitsRoom()
    person = rig.desk.waiting()[0].person_id
    assert person is not None
    checked = rig.act(CheckPersons(Direction.ARRIVAL, (StoredPerson(person),), WORD))
    assert isinstance(checked, Checked)
    # Whoever waited waits no more.
    assert rig.desk.waiting() == []
    rig.check()


def test_a_code_of_ones_own_makes_no_room() -> None:
    rig = _full()
    known = check(rig, "Pi Năng Thị Mẫu", phone=PHONE).persons[0].person_id
    rig.clock.advance(HOUR)
    rig.act(CheckPersons(Direction.DEPARTURE, (StoredPerson(known),)))
    rig.clock.advance(HOUR)
    act = CheckPersons(Direction.ARRIVAL, (StoredPerson(known),), OTP, PHONE)
    assert rig.acts.carry_out(act, None).answer == NotDone(ActProblem.NO_ROOM)


@pytest.mark.parametrize("is_by_staff", [False, True])
def test_after_a_card_staff_let_in_and_a_person_waits(is_by_staff: bool) -> None:
    rig = _rig(policy=replace(REQUIRED, capacity=1))
    first = _scan(rig, 1)
    act = by_themselves(PersonDetails(), person_whom=ScannedPerson(first.scan_id))
    assert declared(rig, act, None).checked is not None
    second = _scan(rig, 2)
    act = by_themselves(PersonDetails(), person_whom=ScannedPerson(second.scan_id))
    answer = declared(rig, act, STAFF if is_by_staff else None)
    assert (answer.checked is not None) is is_by_staff
    assert (answer.case_number is None) is is_by_staff
    rig.check()
