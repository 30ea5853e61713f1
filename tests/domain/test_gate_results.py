"""How long a result stands, that it never ends under a finger, and the number of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.domain.events import (
    CaseOpened,
    Decided,
    StorageReady,
)
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.gate import (
    FINGER_S,
    FINGER_TIMES,
    FingerDown,
    FingerUp,
    Gate,
    GatePage,
    StaffCalled,
    Touched,
    advance_gate,
    stands_for_s,
)
from kiosk.domain.visits.decision import (
    Admit,
    AskLeaving,
    Direction,
    LaneName,
    Outcome,
    Refuse,
    Support,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)


def ready() -> Gate:
    return advance_gate(Gate(), StorageReady())[0]


@pytest.mark.parametrize(
    ("result", "usual_s", "large_s"),
    [
        (Admit(Direction.ARRIVAL), 4, 6),
        (Refuse(Reason.WRONG_DIRECTION), 6, 8),
        (AskLeaving(AT), 8, 8),
        (Support(Reason.UNKNOWN_SLIP), 8, 8),
    ],
)
def test_results_stand_longer_in_large_text(result: Admit, usual_s: int, large_s: int) -> None:
    for has_large_text, seconds in ((False, usual_s), (True, large_s)):
        gate = replace(ready(), has_large_text=has_large_text)
        shown, effects = advance_gate(gate, Decided(Outcome(LaneName.GATE, result, AT)))
        assert effects[1] == StartTimer(TimerName.GATE, shown.token, seconds)
        assert stands_for_s(shown) == seconds


def test_a_result_never_ends_under_a_finger() -> None:
    shown, _ = advance_gate(ready(), Decided(Outcome(LaneName.GATE, AskLeaving(AT), AT)))
    held, _ = advance_gate(shown, FingerDown())
    due = TimerFired(TimerName.GATE, shown.token)
    still, effects = advance_gate(held, due)
    assert still.page is GatePage.ASK_LEAVING
    assert effects == (StartTimer(TimerName.GATE, shown.token, FINGER_S),)
    lifted, effects = advance_gate(still, FingerUp())
    assert (lifted.page, effects) == (GatePage.ASK_LEAVING, ()), "its button still counts"
    assert advance_gate(lifted, due)[0].page is GatePage.READY


def test_what_lies_on_the_glass_for_long_is_no_finger() -> None:
    gate, _ = advance_gate(ready(), FingerDown())
    gate, _ = advance_gate(gate, Decided(Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT)))
    for _ in range(FINGER_TIMES):
        gate, _ = advance_gate(gate, TimerFired(TimerName.GATE, gate.token))
        assert gate.page is GatePage.ADMITTED
    gate, _ = advance_gate(gate, TimerFired(TimerName.GATE, gate.token))
    assert gate.page is GatePage.READY


def test_a_call_gets_its_number_once_it_is_committed() -> None:
    called, _ = advance_gate(ready(), StaffCalled(Reason.NO_CODE))
    assert called.case_number is None
    numbered, _ = advance_gate(called, CaseOpened(LaneName.GATE, 12))
    assert numbered.case_number == 12
    home, _ = advance_gate(numbered, Touched())
    assert home.case_number is None
    assert advance_gate(home, CaseOpened(LaneName.GATE, 12))[0] == home


def test_a_scan_for_staff_has_its_number_at_once() -> None:
    outcome = Outcome(LaneName.GATE, Support(Reason.UNKNOWN_SLIP), AT, case_number=7)
    shown, _ = advance_gate(ready(), Decided(outcome))
    assert shown.case_number == 7
    late, _ = advance_gate(shown, CaseOpened(LaneName.GATE, 6))
    assert late.case_number == 7, "a call before it has its own"
