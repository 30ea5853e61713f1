"""What a bench leaves out because the machine itself was slow."""

from __future__ import annotations

from kiosk.bench.hitches import Pulse, steady


def test_only_what_the_machine_slowed_down_is_left_out() -> None:
    beats = [1.0, 9.0, 1.1, 1.4, 2.3, 1.0, 1.0]
    assert steady(beats) == [True, False, True, True, False, True, True]
    assert all(steady([3.0, 3.0, 3.1])), "a slow machine is as it mostly is"


def test_a_beat_is_this_threads_own_time() -> None:
    assert 0 < Pulse().beat() < 5
