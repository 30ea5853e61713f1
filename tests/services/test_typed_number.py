"""A number typed at the gate, a mangled code and an expired slip: what the desk makes of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.reason import Reason
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.venue import NameDisplay, Policy
from kiosk.domain.visits.decision import Admit, Direction, LaneName, Outcome, Support, WrongCode
from kiosk.domain.visits.rules import MANGLED_REASONS
from kiosk.ports.scans import Scan, ScanSource
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.credentials import (
    SyntheticPerson,
    citizen_fields,
    citizen_text,
    insurance_fields,
    insurance_text,
    make_person,
)
from tests.support.desk import MORNING, Rig, make_rig

ARRIVAL = Admit(Direction.ARRIVAL)
DEPARTURE = Admit(Direction.DEPARTURE)


@pytest.fixture
def person() -> SyntheticPerson:
    return make_person(random.Random(20260302))


def citizen_card(person: SyntheticPerson) -> str:
    return citizen_text(citizen_fields(person, random.Random(1)))


def insurance_card(person: SyntheticPerson) -> str:
    return insurance_text(insurance_fields(person, random.Random(1), "old"))


def enter(rig: Rig, number: str) -> Outcome:
    """Type a number at the gate."""
    return rig.desk.handle(Scan(number, ScanSource.TYPED, LaneName.GATE, rig.clock.now()))


def test_a_known_citizen_number_records_and_tells_nobodys_name(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(name_display=NameDisplay.FULL))
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    left = enter(rig, person.citizen_id)
    assert left.result == DEPARTURE
    assert left.display_name == ""
    came, went = rig.bodies("arrival", "departure")
    assert went["person"] == came["person"]
    assert (went["method"], went["proof"]) == ("typed", "none")
    assert (came["method"], came["proof"]) == ("camera", "card")


def test_both_forms_of_an_insurance_code_find_the_person(person: SyntheticPerson) -> None:
    rig = make_rig()
    rig.scan(insurance_card(person))
    code = insurance_card(person).split("|")[0]
    rig.clock.advance(3600)
    assert enter(rig, code).result == DEPARTURE
    rig.clock.advance(3600)
    assert enter(rig, code[-10:]).result == ARRIVAL
    assert len(rig.bodies("person")) == 1


@pytest.mark.parametrize("number", ["7999999901", "GD4797999999901", "001080123456"])
def test_an_unknown_number_goes_to_staff_and_makes_nobody(number: str) -> None:
    rig = make_rig()
    for _ in range(2):
        assert enter(rig, number).result == Support(Reason.UNKNOWN_NUMBER)
        rig.clock.advance(3600)
    assert rig.bodies("person", "identifier", "arrival", "departure") == []
    cases = rig.bodies("support")
    assert [(case["reason"], case["method"]) for case in cases] == [("unknown_number", "typed")] * 2
    assert number[-8:] not in str(cases), "a number that may be anybody's is not kept"


def test_a_typed_number_prints_no_slip(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS)))
    rig.scan(citizen_card(person))
    rig.clock.advance(24 * 3600)
    came = enter(rig, person.citizen_id)
    assert (came.result, came.print_job) == (ARRIVAL, "")
    assert len(rig.bodies("slip")) == 1


def test_the_same_digits_in_a_code_are_no_card(person: SyntheticPerson) -> None:
    rig = make_rig()
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    assert rig.scan(person.citizen_id).result == WrongCode(Reason.UNKNOWN_CODE)


@pytest.mark.parametrize("mangling", list(Mangling))
def test_a_mangled_code_is_refused_with_its_own_reason(mangling: Mangling) -> None:
    rig = make_rig()
    scan = Scan("", ScanSource.KEYBOARD, LaneName.GATE, rig.clock.now(), mangling=mangling)
    reason = MANGLED_REASONS[mangling]
    assert rig.desk.handle(scan).result == WrongCode(reason)
    (refusal,) = rig.bodies("refusal")
    assert refusal == {
        "type": "refusal",
        "reason": reason.value,
        "credential": "unknown",
        "lane": "gate",
        "gate": refusal["gate"],
        "method": "keyboard",
    }


def issued_slip(rig: Rig, person: SyntheticPerson) -> str:
    came = rig.scan(citizen_card(person))
    return rig.store.get_print_job(came.print_job).slip.code


def test_an_expired_slip_lets_nobody_in(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS, 72)))
    slip = issued_slip(rig, person)
    rig.clock.advance(72 * 3600 - 1)
    assert rig.scan(slip).result == ARRIVAL, "valid to its last second"
    rig.clock.advance(20 * 3600)
    assert rig.scan(slip).result == WrongCode(Reason.EXPIRED_SLIP)
    (refusal,) = rig.bodies("refusal")
    assert (refusal["reason"], refusal["credential"]) == ("expired_slip", "slip")
    assert rig.scan(citizen_card(person)).result == ARRIVAL


def test_who_came_in_by_a_slip_leaves_by_it(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS, 2)))
    slip = issued_slip(rig, person)
    rig.clock.advance(3 * 3600)
    assert rig.scan(slip).result == DEPARTURE


def test_nothing_expires_by_a_clock_that_is_doubted(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS, 2)))
    slip = issued_slip(rig, person)
    rig.clock.jump(MORNING + timedelta(days=20))
    assert rig.scan(slip).result == ARRIVAL
    assert rig.clock.now() > datetime(2026, 3, 20, tzinfo=UTC)
