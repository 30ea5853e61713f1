"""What the core tells of a touch: like a scan, after its commit."""

from __future__ import annotations

import random

import pytest

from kiosk.core.requests import (
    CallStaff,
    Leave,
    TurnEntry,
)
from kiosk.domain.events import CaseOpened, CasesCounted, CoreEvent
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import (
    Admit,
    AskLeaving,
    Direction,
    DirectionBy,
    LaneName,
)
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
