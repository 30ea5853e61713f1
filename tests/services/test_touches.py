"""What a touch at the gate does: leaving, turning an entry, calling staff; and a second card."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.reason import Reason
from kiosk.domain.slips.slip import slip_text
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Direction,
    DirectionBy,
    LaneName,
    NotRecorded,
)
from sync.protocol.bodies import SupportOutcome
from sync.protocol.case_bodies import support_closed_body
from sync.protocol.policy import GateMode
from tests.services.test_checkin import ARRIVAL, DEPARTURE, citizen_card, insurance_card
from tests.support.credentials import (
    SyntheticPerson,
    make_person,
)
from tests.support.desk import Rig, make_rig


@pytest.fixture
def rng() -> random.Random:
    return random.Random(20260302)


@pytest.fixture
def person(rng: random.Random) -> SyntheticPerson:
    return replace(make_person(rng), full_name="Nguyễn Thị Hồng Nhung")


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def test_who_scans_again_soon_leaves_only_by_a_touch(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(citizen_card(person))
    rig.clock.advance(300)
    asked = rig.scan(citizen_card(person))
    assert asked.result == AskLeaving(came.at)
    assert (asked.entry_id, asked.display_name) == (came.entry_id, "")
    assert rig.bodies("departure") == [], "without a touch nothing is written"
    rig.clock.advance(5)
    left = rig.desk.leave(LaneName.GATE, asked.entry_id)
    assert left is not None
    assert left.result == Admit(Direction.DEPARTURE, DirectionBy.PERSON)
    assert left.at == rig.clock.now()
    assert [body["direction_by"] for body in rig.bodies("departure")] == ["person"]
    assert rig.desk.leave(LaneName.GATE, asked.entry_id) is None, "a second touch"


def test_a_touch_never_counts_for_whoever_came_after(
    rig: Rig, rng: random.Random, person: SyntheticPerson
) -> None:
    other = make_person(rng)
    rig.scan(citizen_card(person))
    rig.scan(citizen_card(other))
    rig.clock.advance(300)
    asked = rig.scan(citizen_card(person))
    rig.scan(citizen_card(other))
    assert rig.desk.leave(LaneName.GATE, asked.entry_id) is None
    assert rig.desk.leave(LaneName.DESK, asked.entry_id) is None
    assert rig.bodies("departure") == []


def test_a_supplier_is_asked_three_times_and_then_alternates(
    rig: Rig, person: SyntheticPerson
) -> None:
    for _ in range(3):
        rig.scan(citizen_card(person))
        rig.clock.advance(240)
        asked = rig.scan(citizen_card(person))
        assert isinstance(asked.result, AskLeaving)
        rig.desk.leave(LaneName.GATE, asked.entry_id)
        rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == ARRIVAL
    rig.clock.advance(240)
    assert rig.scan(citizen_card(person)).result == DEPARTURE
    rig.clock.advance(8 * 24 * 3600)
    rig.scan(citizen_card(person))
    rig.clock.advance(240)
    assert isinstance(rig.scan(citizen_card(person)).result, AskLeaving), "a habit of last week"


def test_an_entry_is_turned_by_one_touch_and_turned_back(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(citizen_card(person))
    rig.clock.advance(6)
    turned = rig.desk.turn_entry(came.entry_id, LaneName.GATE)
    assert turned is not None
    assert turned.result == Admit(Direction.DEPARTURE, DirectionBy.PERSON)
    assert turned.at == came.at, "a correction stands for the moment of what it corrects"
    first, second = rig.bodies("arrival", "departure")
    assert second == first | {
        "type": "departure",
        "direction_by": "person",
        "ref": came.entry_id,
    }
    assert rig.desk.turn_entry(came.entry_id, LaneName.GATE) is None, "a second touch"
    again = rig.scan(citizen_card(person))
    assert again.result == AlreadyRecorded(Direction.DEPARTURE, came.at)
    assert again.entry_id == turned.entry_id, "the repeat can be turned too"
    back = rig.desk.turn_entry(turned.entry_id, LaneName.GATE)
    assert back is not None
    assert back.result == Admit(Direction.ARRIVAL, DirectionBy.PERSON)
    rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == DEPARTURE


def test_what_is_older_than_ten_minutes_is_not_turned(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(citizen_card(person))
    rig.clock.advance(600.1)
    assert rig.desk.turn_entry(came.entry_id, LaneName.GATE) is None
    assert rig.desk.turn_entry("unknown", LaneName.GATE) is None
    assert len(rig.bodies("arrival", "departure")) == 1


def test_a_turned_departure_is_no_habit(rig: Rig, person: SyntheticPerson) -> None:
    for _ in range(3):
        rig.scan(citizen_card(person))
        rig.clock.advance(240)
        asked = rig.scan(citizen_card(person))
        assert isinstance(asked.result, AskLeaving)
        left = rig.desk.leave(LaneName.GATE, asked.entry_id)
        assert left is not None
        rig.desk.turn_entry(left.entry_id, LaneName.GATE)
        rig.clock.advance(17 * 3600)
    rig.scan(citizen_card(person))
    rig.clock.advance(240)
    assert isinstance(rig.scan(citizen_card(person)).result, AskLeaving)


@pytest.mark.parametrize("touch", ["leave", "turn_entry"])
def test_a_touch_that_cannot_be_stored_says_so(
    rig: Rig, person: SyntheticPerson, touch: str
) -> None:
    came = rig.scan(citizen_card(person))
    rig.clock.advance(300)
    rig.scan(citizen_card(person))
    rig.failing.fault = StorageFaultKind.FULL
    if touch == "leave":
        failed = rig.desk.leave(LaneName.GATE, came.entry_id)
    else:
        failed = rig.desk.turn_entry(came.entry_id, LaneName.GATE)
    assert failed is not None
    assert failed.result == NotRecorded(StorageFaultKind.FULL)
    assert rig.bodies("departure") == []


@pytest.mark.parametrize("birth", ["full", "year"])
@pytest.mark.parametrize("name", ["Nguyễn Thị Hồng Nhung", "NGUYEN THI HONG NHUNG"])
def test_a_second_card_shown_soon_is_no_second_arrival(
    rig: Rig, person: SyntheticPerson, birth: str, name: str
) -> None:
    born = person.birth.isoformat() if birth == "full" else str(person.birth.year)
    came = rig.scan(insurance_card(replace(person, full_name=name), birth=born))
    rig.clock.advance(61)
    asked = rig.scan(citizen_card(person))
    assert asked.result == AskLeaving(came.at)
    assert len(rig.bodies("person")) == len(rig.bodies("arrival", "departure")) == 1
    assert len(rig.desk.waiting()) == 0, "nothing is written without a touch"
    left = rig.desk.leave(LaneName.GATE, asked.entry_id)
    assert left is not None
    assert left.result == Admit(Direction.DEPARTURE, DirectionBy.PERSON)
    came_body, left_body = rig.bodies("arrival", "departure")
    assert left_body["person"] == came_body["person"]
    assert len(rig.desk.waiting()) == 1, "staff look whether the two cards are one person's"


def test_a_gate_that_only_lets_in_takes_a_second_card_for_a_repeat(
    rig: Rig, person: SyntheticPerson
) -> None:
    rig.desk.policy = Policy(gate_mode=GateMode.IN_ONLY)
    came = rig.scan(insurance_card(person))
    rig.clock.advance(20)
    assert rig.scan(citizen_card(person)).result == AlreadyRecorded(Direction.ARRIVAL, came.at)


def test_a_card_that_two_people_inside_may_have_is_neithers(
    rig: Rig, rng: random.Random, person: SyntheticPerson
) -> None:
    other = replace(person, insurance_number=make_person(rng).insurance_number)
    rig.scan(insurance_card(person))
    rig.scan(insurance_card(other))
    rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == ARRIVAL


def test_taps_within_two_minutes_are_one_case(rig: Rig, rng: random.Random) -> None:
    call = rig.desk.call_staff
    assert call(Reason.STAFF_CALLED, LaneName.GATE) == 1
    rig.clock.advance(60)
    assert call(Reason.STAFF_CALLED, LaneName.GATE) == 1
    assert call(Reason.PHONE_ONLY, LaneName.GATE) == 2, "another button, another case"
    rig.clock.advance(59.9)
    assert call(Reason.STAFF_CALLED, LaneName.GATE) == 1
    assert len(rig.desk.waiting()) == 2
    rig.clock.advance(0.1)
    assert call(Reason.STAFF_CALLED, LaneName.GATE) == 3
    assert [body["number"] for body in rig.bodies("support")] == [1, 2, 3]


def test_a_call_that_staff_answered_is_over(rig: Rig) -> None:
    rig.desk.call_staff(Reason.STAFF_CALLED, LaneName.GATE)
    (case,) = rig.desk.waiting()
    with rig.store.transaction() as tx:
        body = support_closed_body(ref=case.record_id, outcome=SupportOutcome.ADMITTED)
        tx.append("support_closed", body, rig.clock.now())
    assert rig.desk.call_staff(Reason.STAFF_CALLED, LaneName.GATE) == 2


def test_the_number_of_a_case_is_told_and_listed(rig: Rig) -> None:
    for number in [*range(1, 100), 1]:
        outcome = rig.scan(slip_text(12345))
        assert outcome.case_number == number
    assert [case.number for case in rig.desk.waiting()] == [*range(1, 100), 1]


def test_a_second_card_shown_at_once_is_the_same_visit(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(insurance_card(person))
    rig.clock.advance(20)
    assert rig.scan(citizen_card(person)).result == AlreadyRecorded(Direction.ARRIVAL, came.at)
    assert len(rig.bodies("person")) == 1


def test_calling_staff_is_a_case(rig: Rig) -> None:
    rig.desk.call_staff(Reason.NO_CODE, LaneName.DESK)
    assert len(rig.desk.waiting()) == 1
    (body,) = rig.bodies("support")
    assert body == {
        "type": "support",
        "reason": "no_code",
        "lane": "desk",
        "gate": "Cổng A",
        "number": 1,
    }
