"""The camera's thread: what reaches whom, and fault H4 in real time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import numpy as np
import pytest

from drivers.camera.simulated import CameraTrouble, SimulatedCamera, TroubleSwitch
from drivers.camera.worker import PREVIEW_WIDTH_PX, CameraWorker, Patience, preview_image
from drivers.loop import Backoff, DeviceCondition, DeviceState
from kiosk.base.clock import Clock, ManualClock, SystemClock
from kiosk.base.errors import DeviceFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.base.priority import BEHIND
from kiosk.ports.camera import Camera, EndOfFootage, Frame

ENDED = DeviceState(DeviceCondition.ENDED)
READY = DeviceState(DeviceCondition.READY)


class NoiseCamera:
    """Small noisy pictures at 200 a second, by `clock` if it has one; for ever or for `count`."""

    name = "noise"

    def __init__(self, count: int | None = None, clock: ManualClock | None = None) -> None:
        self._rng = np.random.default_rng(1)
        self._left = count
        self._clock = clock
        self._tick = threading.Event()

    def open(self) -> None:
        pass

    def grab(self) -> np.ndarray:
        if self._left == 0:
            raise EndOfFootage
        if self._left is not None:
            self._left -= 1
        if self._clock is None:
            self._tick.wait(0.005)
        else:
            self._clock.advance(0.005)
        return self._rng.integers(60, 190, (72, 128, 3), dtype=np.uint8)

    def close(self) -> None:
        pass


class PoliteCamera(NoiseCamera):
    """Knows how its thread stands behind the others."""

    def __init__(self) -> None:
        super().__init__()
        self.niceness: int | None = None

    def open(self) -> None:
        self.niceness = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


class Reports:
    """The states a worker told, and a way to wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.states: list[DeviceState] = []

    def __call__(self, state: DeviceState) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()

    def wait_for(self, is_it: Callable[[DeviceState], bool], timeout_s: float) -> float:
        """Seconds until the newest state is the one; fails after the time-out."""
        start = time.monotonic()
        with self._changed:
            assert self._changed.wait_for(
                lambda: bool(self.states) and is_it(self.states[-1]), timeout_s
            ), f"still {self.states[-1:]} after {timeout_s} s"
        return time.monotonic() - start


@contextmanager
def working(
    make_camera: Callable[[], Camera],
    *,
    stall_s: float = 2.0,
    backoff: Backoff | None = None,
    clock: Clock | None = None,
) -> Iterator[tuple[Reports, Mailbox[Frame], Mailbox[Frame]]]:
    reports = Reports()
    frames: Mailbox[Frame] = Mailbox()
    preview: Mailbox[Frame] = Mailbox()
    worker = CameraWorker(
        make_camera,
        frames=frames,
        preview=preview,
        on_state=reports,
        clock=clock or SystemClock(),
        patience=Patience(stall_s),
        backoff=backoff,
    )
    worker.start()
    try:
        yield reports, frames, preview
    finally:
        assert worker.stop(5.0)


def test_frames_go_to_the_reader_whole_and_to_the_preview_small() -> None:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    with working(lambda: NoiseCamera(20, clock), clock=clock) as (reports, frames, preview):
        reports.wait_for(lambda state: state == ENDED, 5)
        frame, small = frames.take(0), preview.take(0)
    assert reports.states == [READY, ENDED]
    assert frame is not None
    assert frame.seq == 20
    assert frame.image.shape == (72, 128, 3)
    assert small is not None
    assert small.image.shape[1] <= PREVIEW_WIDTH_PX
    assert preview.dropped == 1, "of a tenth of a second two: 15 a second"


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (480, 640), (100, 90), (1920, 1080)])
def test_no_picture_for_the_screen_is_wider_than_240_px(size: tuple[int, int]) -> None:
    image = np.zeros((*size, 3), dtype=np.uint8)
    image[:, : size[1] // 2] = (255, 0, 0)
    small = preview_image(image)
    height, width = small.shape[:2]
    assert width <= 240
    assert width / height == pytest.approx(size[1] / size[0], rel=0.02)
    assert tuple(small[height // 2, width // 4]) == (0, 0, 255), "blue must come out as RGB blue"
    assert tuple(small[height // 2, 3 * width // 4]) == (0, 0, 0), "the left must stay left"
    assert not np.shares_memory(small, image)


def test_a_grey_camera_has_a_preview_too() -> None:
    assert preview_image(np.full((720, 1280), 90, dtype=np.uint8)).shape == (135, 240, 3)


@pytest.mark.fault("H4")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (CameraTrouble.LOST, DeviceFaultKind.LOST),
        (CameraTrouble.FROZEN, DeviceFaultKind.LOST),
        (CameraTrouble.BLACK, DeviceFaultKind.LOST),
        (CameraTrouble.OVEREXPOSED, DeviceFaultKind.LOST),
        (CameraTrouble.BLOCKED, DeviceFaultKind.TIMEOUT),
    ],
)
def test_lost_within_3_s_and_back_within_5_s(trouble: CameraTrouble, kind: DeviceFaultKind) -> None:
    switch = TroubleSwitch()
    clock = SystemClock()
    before = set(threading.enumerate())
    with working(lambda: SimulatedCamera(NoiseCamera, switch, clock=clock)) as (reports, frames, _):
        reports.wait_for(lambda state: state == READY, 5)
        switch.set(trouble)
        reports.wait_for(lambda state: state.fault is kind, 3.0)
        switch.set(CameraTrouble.NONE)
        reports.wait_for(lambda state: state == READY, 5.0)
        assert frames.take(2.0) is not None
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


def test_absent_at_the_start_it_works_once_it_is_plugged_in() -> None:
    switch = TroubleSwitch()
    switch.set(CameraTrouble.ABSENT)
    clock = SystemClock()
    with working(
        lambda: SimulatedCamera(NoiseCamera, switch, clock=clock), backoff=Backoff(0.01, 1, 0.01)
    ) as (reports, frames, _):
        reports.wait_for(lambda state: state.fault is DeviceFaultKind.MISSING, 5)
        switch.set(CameraTrouble.NONE)
        reports.wait_for(lambda state: state == READY, 5)
        assert frames.take(2.0) is not None


@pytest.mark.fault("H4")
def test_a_hundred_hanging_reads_leave_no_thread_and_no_open_camera() -> None:
    """Each read hangs until the camera has been given up: 100 cycles of fault H4."""
    opened: list[object] = []
    closed: list[object] = []
    readers: list[threading.Thread] = []
    given_up = threading.Semaphore(0)
    before = threading.active_count()

    class HangingCamera(NoiseCamera):
        def open(self) -> None:
            opened.append(self)

        def grab(self) -> np.ndarray:
            readers.append(threading.current_thread())
            given_up.acquire(timeout=10)
            return super().grab()

        def close(self) -> None:
            closed.append(self)

    enough = threading.Event()

    def on_state(state: DeviceState) -> None:
        if state.condition is DeviceCondition.LOST:
            given_up.release()
            # On a busy machine one may be given up before it is open.
            if len(opened) >= 100:
                enough.set()

    worker = CameraWorker(
        HangingCamera,
        frames=Mailbox(),
        preview=Mailbox(),
        on_state=on_state,
        clock=SystemClock(),
        patience=Patience(0.01),
        backoff=Backoff(0.001, 1, 0.001),
    )
    worker.start()
    assert enough.wait(60)
    given_up.release(1000)
    assert worker.stop()
    for reader in readers:
        reader.join(5)
    assert len(opened) == len(closed) >= 100
    assert threading.active_count() == before


def test_pictures_are_taken_behind_the_screen() -> None:
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    camera = PoliteCamera()
    with working(lambda: camera) as (reports, _, _):
        reports.wait_for(lambda state: state == READY, 5.0)
    assert camera.niceness == min(19, before + BEHIND)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
