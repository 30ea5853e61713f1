"""How late the event loop runs, as numbers."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.heartbeat import Heartbeat, Lateness, measure_lateness


def test_nothing_measured_is_all_zero() -> None:
    assert measure_lateness([]) == Lateness(0, 0.0, 0.0, 0.0, 0.0)


def test_quantiles_are_nearest_ranks() -> None:
    late = [number / 1000 for number in range(1, 101)]
    assert measure_lateness(late) == Lateness(100, 50.0, 95.0, 99.0, 100.0)


def test_one_hold_up_among_many_is_the_maximum() -> None:
    assert measure_lateness([0.0] * 199 + [0.25]) == Lateness(200, 0.0, 0.0, 0.0, 250.0)


def test_a_late_beat_is_noted(qtbot: QtBot) -> None:
    seconds = iter([0.0, 0.02, 0.07] + [0.09 + 0.02 * beat for beat in range(1000)])
    heartbeat = Heartbeat(lambda: next(seconds))
    heartbeat.start()
    qtbot.waitUntil(lambda: heartbeat.lateness().beats >= 3)
    heartbeat.stop()
    assert heartbeat.lateness().max_ms == 30.0


def test_latenesses_of_a_while(qtbot: QtBot) -> None:
    seconds = iter([0.0, 0.02, 0.07] + [0.09 + 0.02 * beat for beat in range(1000)])
    heartbeat = Heartbeat(lambda: next(seconds))
    heartbeat.start()
    qtbot.waitUntil(lambda: heartbeat.beats >= 3)
    heartbeat.stop()
    late_ms = [round(late * 1000, 3) for late in heartbeat.late_between(1, 3)]
    assert late_ms == [30.0, 0.0]
    assert heartbeat.late_between(1, 1) == []
