"""The life of a device: back-off, one line in the log per loss, hanging reads left behind."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from drivers.loop import (
    Backoff,
    DeviceCondition,
    DeviceLoop,
    DeviceState,
    Pulse,
    WatchedThread,
)
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.domain.station.health import Health
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard

READY = DeviceState(DeviceCondition.READY)
ENDED = DeviceState(DeviceCondition.ENDED)
MISSING = DeviceState(DeviceCondition.LOST, DeviceFaultKind.MISSING)
LOST = DeviceState(DeviceCondition.LOST, DeviceFaultKind.LOST)

Life = Callable[[Callable[[], None], ManualClock], None]


def absent(ready: Callable[[], None], clock: ManualClock) -> None:
    raise DeviceFault(DeviceFaultKind.MISSING, "thing")


def breaks_at_once(ready: Callable[[], None], clock: ManualClock) -> None:
    ready()
    raise DeviceFault(DeviceFaultKind.LOST, "thing")


def works_a_minute(ready: Callable[[], None], clock: ManualClock) -> None:
    ready()
    clock.advance(60)
    raise DeviceFault(DeviceFaultKind.LOST, "thing")


def ends(ready: Callable[[], None], clock: ManualClock) -> None:
    ready()


def live(
    lives: list[Life], on_state: Callable[[DeviceState], None] | None = None
) -> tuple[list[DeviceState], list[float]]:
    """Run a loop over these lives; the states it reported and the waits between the lives."""
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    remaining: Iterator[Life] = iter(lives)
    states: list[DeviceState] = []
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        clock.advance(seconds)
        return len(waits) == len(lives)

    loop = DeviceLoop(
        "thing",
        lambda ready: next(remaining)(ready, clock),
        on_state or states.append,
        stop=threading.Event(),
        clock=clock,
        backoff=Backoff(first_s=0.5, factor=2.0, max_s=2.0),
        wait=wait,
    )
    loop.run()
    return states, waits


def test_waits_grow_to_the_ceiling_and_never_beyond() -> None:
    _, waits = live([absent] * 6)
    assert waits == [0.5, 1.0, 2.0, 2.0, 2.0, 2.0]


def test_a_device_that_held_for_a_while_is_tried_again_soon() -> None:
    _, waits = live([absent, absent, absent, works_a_minute, absent])
    assert waits == [0.5, 1.0, 2.0, 0.5, 1.0]


def test_a_device_that_flaps_does_not_win_the_short_wait_back() -> None:
    _, waits = live([breaks_at_once] * 4)
    assert waits == [0.5, 1.0, 2.0, 2.0]


def test_every_failed_try_is_told() -> None:
    states, _ = live([absent, absent, works_a_minute, absent, absent, ends])
    assert states == [MISSING, MISSING, READY, LOST, MISSING, MISSING, READY, ENDED]


def test_the_tries_to_get_a_camera_back_are_counted() -> None:
    """What the staff card says, from the loop's reports through the health board."""
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    board = HealthBoard(clock, Health(), EventFanout())
    counts: list[int] = []

    def on_state(state: DeviceState) -> None:
        if state.fault is None:
            board.camera_works()
        else:
            board.camera_lost(state.fault)
        counts.append(board.health.camera_retries)

    live([works_a_minute, absent, absent, absent, works_a_minute], on_state)
    assert counts == [0, 0, 1, 2, 3, 0, 0]


def test_each_loss_and_each_recovery_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    live([works_a_minute, absent, absent, absent, works_a_minute, absent, ends])
    assert [record.message for record in caplog.records] == [
        "thing: lost: thing: lost",
        "thing: works again",
        "thing: lost: thing: lost",
        "thing: works again",
    ]


def test_a_bug_is_not_taken_for_a_fault() -> None:
    def bug(ready: Callable[[], None], clock: ManualClock) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        live([bug])


def test_stop_ends_the_wait_at_once() -> None:
    stop = threading.Event()
    states: list[DeviceState] = []

    def tell(state: DeviceState) -> None:
        states.append(state)
        stop.set()

    def session(ready: Callable[[], None]) -> None:
        raise DeviceFault(DeviceFaultKind.MISSING, "thing")

    loop = DeviceLoop(
        "thing", session, tell, stop=stop, clock=SystemClock(), backoff=Backoff(600, 1, 600)
    )
    thread = threading.Thread(target=loop.run)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
    assert states == [MISSING]


def watched(**limits: float) -> WatchedThread:
    return WatchedThread(
        "thing",
        stall_s=limits.get("stall_s", 5),
        start_s=limits.get("start_s", 5),
        clock=SystemClock(),
    )


def test_what_failed_work_held_is_freed_at_once() -> None:
    """A hundred lost cameras must not wait for the garbage collector with their last pictures."""

    class Picture:
        pass

    kept: list[weakref.ref[Picture]] = []

    def work(pulse: Pulse) -> None:
        picture = Picture()
        kept.append(weakref.ref(picture))
        raise DeviceFault(DeviceFaultKind.LOST, "thing")

    gc.disable()
    try:
        with pytest.raises(DeviceFault) as caught:
            watched().run(work)
        assert caught.value.kind is DeviceFaultKind.LOST
        del caught
        assert kept[0]() is None
    finally:
        gc.enable()


def test_watched_work_passes_on_its_fault_and_its_bug() -> None:
    def fault(pulse: Pulse) -> None:
        raise DeviceFault(DeviceFaultKind.LOST, "thing")

    def bug(pulse: Pulse) -> None:
        raise ZeroDivisionError

    with pytest.raises(DeviceFault, match="lost"):
        watched().run(fault)
    with pytest.raises(ZeroDivisionError):
        watched().run(bug)


def test_a_hundred_hanging_reads_leave_no_thread_behind() -> None:
    before = threading.active_count()
    watch = watched(stall_s=0.004, start_s=0.004)
    released: list[threading.Thread] = []
    for _ in range(100):
        unplugged = threading.Event()

        def hang(pulse: Pulse, unplugged: threading.Event = unplugged) -> None:
            released.append(threading.current_thread())
            unplugged.wait(10)
            pulse.beat()
            pytest.fail("an abandoned thread went on")

        with pytest.raises(DeviceFault) as caught:
            watch.run(hang)
        assert caught.value.kind is DeviceFaultKind.TIMEOUT
        unplugged.set()
        released[-1].join(5)
    assert watch.abandoned_alive == 0
    assert threading.active_count() == before


def test_reads_that_hang_for_ever_do_not_pile_up_threads() -> None:
    watch = watched(stall_s=0.004, start_s=0.004)
    release = threading.Event()
    started: list[threading.Thread] = []

    def hang(pulse: Pulse) -> None:
        started.append(threading.current_thread())
        release.wait(10)

    for _ in range(20):
        with pytest.raises(DeviceFault):
            watch.run(hang)
    assert len(started) == watch.abandoned_alive == 3
    release.set()
    for thread in started:
        thread.join(5)
    watch.run(lambda pulse: None)
