"""Motion is off while the renderer is behind."""

from __future__ import annotations

from kiosk.base.clock import ManualClock
from tests.support.station import AT
from ui.pace import MEMORY_S, FramePace


def draw(pace: FramePace, clock: ManualClock, seconds: float) -> None:
    pace.begin()
    clock.advance(seconds)
    pace.end()


def test_nothing_drawn_is_not_behind() -> None:
    pace = FramePace(ManualClock(AT).monotonic)
    pace.end()
    assert not pace.is_behind


def test_quick_frames_keep_up() -> None:
    clock = ManualClock(AT)
    pace = FramePace(clock.monotonic)
    for _ in range(20):
        draw(pace, clock, 0.03)
    assert not pace.is_behind


def test_one_slow_frame_is_remembered_for_a_while() -> None:
    clock = ManualClock(AT)
    pace = FramePace(clock.monotonic)
    draw(pace, clock, 0.05)
    draw(pace, clock, 0.01)
    assert pace.is_behind
    clock.advance(MEMORY_S)
    assert not pace.is_behind
