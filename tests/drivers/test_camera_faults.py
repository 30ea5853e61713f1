"""Fault H4 in simulated time: lost within three seconds, back within five after the replug.

The clock is moved by hand: a frame takes a thirtieth of a second, a wait takes what it says.
`test_camera_worker` has the same in real time, with the worker's own threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest

from drivers.camera.simulated import CameraTrouble, SimulatedCamera, TroubleSwitch
from drivers.camera.worker import OPEN_S, STALL_S
from drivers.loop import Backoff, DeviceCondition, DeviceLoop, DeviceState, Pulse, WatchedThread
from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFault, DeviceFaultKind

pytestmark = pytest.mark.fault("H4")

FRAME_S = 1 / 30
LOST_WITHIN_S = 3.0
BACK_WITHIN_S = 5.0


class Room:
    """Living pictures, each of which takes a frame's time."""

    name = "room"

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._rng = np.random.default_rng(1)

    def open(self) -> None:
        self._clock.advance(0.4)

    def grab(self) -> np.ndarray:
        self._clock.advance(FRAME_S)
        return self._rng.integers(60, 190, (36, 64, 3), dtype=np.uint8)

    def close(self) -> None:
        pass


class Life:
    """A camera under the device loop, on the test's own thread, its trouble set by the clock."""

    def __init__(self, trouble: CameraTrouble) -> None:
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.switch = TroubleSwitch()
        self.reports: list[tuple[float, DeviceState]] = []
        self._trouble = trouble
        self._start = self.clock.monotonic()
        self._stop = threading.Event()

    def run(self, *, broken_at: float, mended_at: float, until: float) -> None:
        plan = [(broken_at, self._trouble), (mended_at, CameraTrouble.NONE)]

        def follow_plan() -> None:
            while plan and self.now >= plan[0][0]:
                self.switch.set(plan.pop(0)[1])
            if self.now >= until:
                self._stop.set()

        def session(ready: Callable[[], None]) -> None:
            camera = SimulatedCamera(lambda: Room(self.clock), self.switch, clock=self.clock)
            try:
                camera.open()
                ready()
                while not self._stop.is_set():
                    camera.grab()
                    follow_plan()
            finally:
                camera.close()

        def wait(seconds: float) -> bool:
            self.clock.advance(seconds)
            follow_plan()
            return self._stop.is_set()

        DeviceLoop(
            "camera", session, self._told, stop=self._stop, clock=self.clock, wait=wait
        ).run()

    @property
    def now(self) -> float:
        return self.clock.monotonic() - self._start

    def _told(self, state: DeviceState) -> None:
        self.reports.append((self.now, state))

    def first(self, is_it: Callable[[DeviceState], bool], after: float) -> float:
        """Seconds from `after` to the first such report."""
        return next(at for at, state in self.reports if at >= after and is_it(state)) - after


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (CameraTrouble.LOST, DeviceFaultKind.LOST),
        (CameraTrouble.ABSENT, DeviceFaultKind.LOST),
        (CameraTrouble.BUSY, DeviceFaultKind.LOST),
        (CameraTrouble.FROZEN, DeviceFaultKind.LOST),
        (CameraTrouble.BLACK, DeviceFaultKind.LOST),
        (CameraTrouble.OVEREXPOSED, DeviceFaultKind.LOST),
    ],
)
@pytest.mark.parametrize("broken_for", [1.7, 12.3, 3600.0])
def test_lost_within_three_seconds_and_back_within_five(
    trouble: CameraTrouble, kind: DeviceFaultKind, broken_for: float
) -> None:
    life = Life(trouble)
    broken_at, mended_at = 20.0, 20.0 + broken_for
    life.run(broken_at=broken_at, mended_at=mended_at, until=mended_at + 10)
    if trouble not in (CameraTrouble.BLACK, CameraTrouble.OVEREXPOSED) or broken_for > 3:
        assert life.first(lambda state: state.fault is kind, broken_at) <= LOST_WITHIN_S
        back = life.first(lambda state: state.condition is DeviceCondition.READY, mended_at)
        assert back <= BACK_WITHIN_S
    assert life.reports[-1][1].condition is DeviceCondition.READY


def test_absent_at_the_start_and_plugged_in_later() -> None:
    life = Life(CameraTrouble.ABSENT)
    life.switch.set(CameraTrouble.ABSENT)
    life.run(broken_at=0.0, mended_at=600.0, until=610.0)
    assert life.reports[0][1].fault is DeviceFaultKind.MISSING
    assert life.first(lambda state: state.fault is None, 600.0) <= BACK_WITHIN_S


def test_the_longest_wait_leaves_time_for_a_slow_camera_to_open() -> None:
    longest = max(Backoff().delay_s(failures) for failures in range(1, 100))
    assert longest + STALL_S < BACK_WITHIN_S


def test_a_read_that_blocks_ten_seconds_is_given_up_in_time() -> None:
    """The one trouble that needs a thread: it hangs until the clock says ten seconds."""
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    hangs, let_go = threading.Event(), threading.Event()
    watched = WatchedThread("camera", stall_s=STALL_S, start_s=OPEN_S, clock=clock)
    faults: list[DeviceFaultKind] = []

    def read(pulse: Pulse) -> None:
        pulse.beat()
        hangs.set()
        assert let_go.wait(20)
        pulse.beat()
        raise AssertionError("a read that was given up went on")

    def run() -> None:
        try:
            watched.run(read)
        except DeviceFault as fault:
            faults.append(fault.kind)

    watcher = threading.Thread(target=run)
    watcher.start()
    assert hangs.wait(10)
    clock.advance(STALL_S - 0.01)
    watcher.join(0.3)
    assert watcher.is_alive(), "given up before its time"
    clock.advance(LOST_WITHIN_S - STALL_S)
    watcher.join(10)
    assert faults == [DeviceFaultKind.TIMEOUT]
    assert watched.abandoned_alive == 1
    clock.advance(10.0)
    let_go.set()
    for thread in threading.enumerate():
        if thread.name == "camera-work":
            thread.join(10)
    assert watched.abandoned_alive == 0
