"""What READY says of a code that is still held up after its result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.events import (
    CodeSeen,
    Decided,
    HealthChanged,
    HintGiven,
)
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.effects import (
    TimerName,
)
from kiosk.domain.station.health import Health
from kiosk.domain.station.sight import hint_line
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Decision,
    Direction,
    NotRecorded,
    Support,
    WrongCode,
)
from tests.support.window import AT, GATE, LOST, SCANNED, after, decided, fire, page

ARRIVAL = decided(Admit(Direction.ARRIVAL), "N. T. H. Nhung")
SEEN, GONE = CodeSeen(GATE, True), CodeSeen(GATE, False)


def by_camera(decided_event: Decided) -> Decided:
    return Decided(replace(decided_event.outcome, frame_at=1.0))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Admit(Direction.DEPARTURE), Hint.RECORDED),
        (AlreadyRecorded(Direction.ARRIVAL, AT), Hint.RECORDED),
        (AskLeaving(AT), Hint.RECORDED),
        (WrongCode(Reason.WIFI_CODE), Hint.DONE),
        (Support(Reason.UNKNOWN_SLIP), Hint.DONE),
        (NotRecorded(StorageFaultKind.FULL), Hint.DONE),
    ],
)
def test_a_code_still_held_up_after_its_result(result: Decision, expected: Hint) -> None:
    home = fire(after(SEEN, SCANNED, by_camera(decided(result))), TimerName.GATE)
    assert page(home) == "ready"
    assert hint_line(home.sight) is expected
    gone = after(GONE, window=home)
    assert hint_line(gone.sight) is Hint.NONE
    assert TimerName.HELD_CODE not in gone.timers
    assert hint_line(after(SEEN, window=gone).sight) is Hint.HOLD_STILL, "the next code"


def test_a_poster_in_view_is_spoken_of_no_longer_than_anyone_holds_a_code() -> None:
    home = fire(after(SEEN, SCANNED, by_camera(ARRIVAL)), TimerName.GATE)
    poster = fire(home, TimerName.HELD_CODE)
    assert hint_line(poster.sight) is Hint.NONE, "and never asks to hold still"


def test_what_a_hand_held_scanner_read_says_nothing_of_the_code_in_view() -> None:
    home = fire(after(SEEN, SCANNED, ARRIVAL), TimerName.GATE)
    assert hint_line(home.sight) is Hint.HOLD_STILL


def test_a_lost_camera_ends_what_is_said_of_a_held_code() -> None:
    held = after(SEEN, SCANNED, by_camera(ARRIVAL), HealthChanged(LOST), HealthChanged(Health()))
    assert hint_line(fire(held, TimerName.HELD_CODE).sight) is Hint.NONE
    looked = after(HintGiven(GATE, Hint.CLOSER), window=fire(held, TimerName.HELD_CODE))
    assert hint_line(looked.sight) is Hint.CLOSER
