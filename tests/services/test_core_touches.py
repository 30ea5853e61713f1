"""What the core tells of a touch: like a scan, after its commit."""

from __future__ import annotations

import random

import pytest

from kiosk.core.requests import (
    CallStaff,
    CarryOut,
    Leave,
    TurnEntry,
)
from kiosk.domain.desk.acts import ActProblem, NewPerson, NotDone
from kiosk.domain.desk.acts_on_cases import AcknowledgeCase, CloseCase
from kiosk.domain.desk.acts_on_people import Added, AddToPhone
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    CodeProof,
    Reprinted,
    ReprintSlips,
)
from kiosk.domain.events import CaseOpened, CasesCounted, CoreEvent, Recorded
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import (
    Admit,
    AskLeaving,
    Direction,
    DirectionBy,
    LaneName,
    PrintState,
)
from sync.protocol.bodies import SupportOutcome
from tests.services.test_core import make_core
from tests.support.credentials import citizen_fields, citizen_text, make_person


@pytest.fixture
def cards() -> list[str]:
    rng = random.Random(7)
    return [citizen_text(citizen_fields(make_person(rng), rng)) for _ in range(2)]


def test_a_touch_leads_to_an_outcome_that_is_told_like_a_scans(cards: list[str]) -> None:
    it = make_core()
    it.submit(cards[0])
    it.rig.clock.advance(300)
    it.submit(cards[0])
    asked = it.records.outcomes[-1]
    assert isinstance(asked.result, AskLeaving)
    it.core.ask(Leave(LaneName.GATE, "another")).result()
    assert it.records.outcomes[-1] is asked, "nobody is asked about that entry"
    it.core.ask(Leave(LaneName.GATE, asked.entry_id)).result()
    left = it.records.outcomes[-1]
    assert left.result == Admit(Direction.DEPARTURE, DirectionBy.PERSON)
    it.core.ask(TurnEntry(LaneName.GATE, left.entry_id)).result()
    turned = it.records.outcomes[-1]
    assert turned.result == Admit(Direction.ARRIVAL, DirectionBy.PERSON)
    assert len(it.rig.bodies("arrival", "departure")) == 3


def test_a_call_is_told_with_its_number_and_staff_with_the_newest(cards: list[str]) -> None:
    told: list[CoreEvent] = []
    it = make_core()
    it.records.then = told.append
    for _ in range(2):
        it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE)).result()
    for _ in range(3):
        it.submit("KS0:12")
    assert [event for event in told if isinstance(event, CaseOpened)] == [
        CaseOpened(LaneName.GATE, 1),
        CaseOpened(LaneName.GATE, 1),
    ]
    counted = [event for event in told if isinstance(event, CasesCounted)]
    assert counted == [
        CasesCounted(1, (1,)),
        CasesCounted(2, (2, 1)),
        CasesCounted(3, (3, 2, 1)),
        CasesCounted(4, (4, 3, 2)),
    ]


def test_an_act_is_told_and_printed_like_a_scan_and_answers_whoever_asked() -> None:
    it = make_core()
    whom = (NewPerson(PersonDetails("K'Brếp")), NewPerson(PersonDetails("K'Brơi")))
    act = CheckPersons(Direction.ARRIVAL, whom, CodeProof("c"), "0900000001")
    checked = it.core.ask(CarryOut(act, "account-1")).result()
    assert isinstance(checked, Checked)
    entries = [one.entry_id for one in checked.persons]
    assert [outcome.entry_id for outcome in it.records.outcomes] == entries
    jobs = [one.print_job for one in checked.persons]
    assert [job.id for job in it.jobs.taken] == jobs
    it.rig.store.set_print_state(jobs[0], PrintState.FAILED, it.rig.clock.now())
    again = it.core.ask(CarryOut(ReprintSlips(checked.persons[0].person_id), "account-1")).result()
    assert again == Reprinted((jobs[0],))
    assert [job.id for job in it.jobs.taken] == [*jobs, jobs[0]]
    assert it.jobs.taken[-1].state is PrintState.PENDING


def test_what_was_recorded_without_an_outcome_is_told_too() -> None:
    """The hub hears of it at once, as of a scan."""
    told: list[CoreEvent] = []
    it = make_core()
    it.records.then = told.append
    added = it.core.ask(
        CarryOut(AddToPhone("0900000001", NewPerson(PersonDetails("K'Brếp"))), "account-1")
    ).result()
    assert isinstance(added, Added)
    it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE)).result()
    assert [event for event in told if isinstance(event, Recorded)] == [Recorded()] * 2


def test_what_cannot_be_done_is_neither_told_nor_printed() -> None:
    told: list[CoreEvent] = []
    it = make_core()
    it.records.then = told.append
    act = CheckPersons(Direction.ARRIVAL, (NewPerson(PersonDetails("K'Brếp")),))
    answer = it.core.ask(CarryOut(act, "account-1")).result()
    assert answer == NotDone(ActProblem.REASON_MISSING)
    assert (it.records.outcomes, it.jobs.taken, told) == ([], [], [])


def test_a_case_is_counted_as_seen_to_and_then_no_longer() -> None:
    told: list[CoreEvent] = []
    it = make_core()
    it.records.then = told.append
    it.core.ask(CallStaff(Reason.PHONE_ONLY, LaneName.GATE, "0900000001")).result()
    it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE)).result()
    case = it.rig.desk.waiting()[0].record_id
    it.core.ask(CarryOut(AcknowledgeCase(case), "account-1")).result()
    it.core.ask(CarryOut(CloseCase(case, SupportOutcome.LEFT), "account-1")).result()
    counted = [event for event in told if isinstance(event, CasesCounted)]
    assert counted == [
        CasesCounted(1, (1,)),
        CasesCounted(2, (2, 1)),
        CasesCounted(2, (2, 1), acknowledged=1),
        CasesCounted(1, (2,)),
    ]
