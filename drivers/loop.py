"""The life of a device: open, run, fault, log once, back off, reopen."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFault, DeviceFaultKind

log = logging.getLogger(__name__)

_POLL_S = 0.1
_STEADY_S = 10.0
_MAX_ABANDONED = 3


class DeviceCondition(StrEnum):
    """Where a device is in its life."""

    READY = "ready"
    LOST = "lost"
    ENDED = "ended"
    """A finite source came to its end; only footage does."""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """What a device's thread reports; `fault` says why it is LOST."""

    condition: DeviceCondition
    fault: DeviceFaultKind | None = None


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before the next try, in seconds.

    The ceiling is low on purpose: a camera that was plugged in again must work within 5 s.
    """

    first_s: float = 0.5
    factor: float = 2.0
    max_s: float = 2.0

    def delay_s(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row (1 is the first)."""
        return min(self.max_s, self.first_s * self.factor ** min(failures - 1, 16))


Session = Callable[[Callable[[], None]], None]
"""One life of a device: opens it, calls its argument once it is usable, runs until the end.

Raises DeviceFault when the device fails; returns when a finite source ended or a stop was asked.
It must have released the device in either case.
"""


class DeviceLoop:
    """Runs one session after the other until `stop` is set or a finite source ends.

    Each loss and each recovery is logged once, however many tries lie between them, but `on_state`
    hears of every failed try: staff see that it goes on. Anything but a DeviceFault is a bug and
    leaves `run` as it is.
    """

    def __init__(
        self,
        name: str,
        session: Session,
        on_state: Callable[[DeviceState], None],
        *,
        stop: threading.Event,
        clock: Clock,
        backoff: Backoff | None = None,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """`wait(seconds)` pauses and says whether to stop; by default it waits for `stop`."""
        self._name = name
        self._session = session
        self._on_state = on_state
        self._stop = stop
        self._clock = clock
        self._backoff = backoff or Backoff()
        self._wait = wait or stop.wait
        self._state: DeviceState | None = None
        self._ready_at: float | None = None

    def run(self) -> None:
        """Serve the device on the calling thread; returns on stop or at the end of a source."""
        failures = 0
        while not self._stop.is_set():
            self._ready_at = None
            try:
                self._session(self._ready)
            except DeviceFault as fault:
                self._lost(fault)
            else:
                if not self._stop.is_set():
                    self._report(DeviceState(DeviceCondition.ENDED))
                return
            failures = 1 if self._was_steady() else failures + 1
            if self._wait(self._backoff.delay_s(failures)):
                return

    def _was_steady(self) -> bool:
        # A plug that makes contact for a moment must not win back the short delay each time.
        return self._ready_at is not None and self._clock.monotonic() - self._ready_at >= _STEADY_S

    def _ready(self) -> None:
        self._ready_at = self._clock.monotonic()
        if self._state is not None:
            log.info("%s: works again", self._name)
        self._report(DeviceState(DeviceCondition.READY))

    def _lost(self, fault: DeviceFault) -> None:
        if self._state is None or self._state.condition is not DeviceCondition.LOST:
            log.warning("%s: lost: %s", self._name, fault)
        self._report(DeviceState(DeviceCondition.LOST, fault.kind))

    def _report(self, state: DeviceState) -> None:
        self._state = state
        self._on_state(state)


class DeviceThread:
    """Owns one device from start to stop: its loop on a thread of its own.

    Each kind of device inherits it, gives its session, and ends that once `_stop` is set.
    """

    def __init__(
        self,
        name: str,
        session: Session,
        on_state: Callable[[DeviceState], None],
        *,
        clock: Clock,
        backoff: Backoff | None = None,
    ) -> None:
        """`on_state` is called on the thread."""
        self._stop = threading.Event()
        loop = DeviceLoop(name, session, on_state, stop=self._stop, clock=clock, backoff=backoff)
        self._thread = threading.Thread(target=loop.run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; call once."""
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> bool:
        """Ask the thread to end and wait; says whether it did."""
        self._stop.set()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()


class _Abandoned(Exception):
    """Unwinds a thread that nobody waits for any more."""


class Pulse:
    """The sign of life of work that may block inside a library."""

    def __init__(self, clock: Clock, *, start_s: float, stall_s: float) -> None:
        self._clock = clock
        self._stall_s = stall_s
        self._deadline = clock.monotonic() + start_s
        self._is_abandoned = False

    def beat(self) -> None:
        """Tell that the work goes on; unwinds the thread if it was given up meanwhile."""
        if self._is_abandoned:
            raise _Abandoned
        self._deadline = self._clock.monotonic() + self._stall_s

    @property
    def is_abandoned(self) -> bool:
        """Whether the watcher has given this work up."""
        return self._is_abandoned

    @property
    def is_overdue(self) -> bool:
        """Whether the next sign of life should have come by now."""
        return self._clock.monotonic() > self._deadline

    def abandon(self) -> None:
        """Give the work up: its next `beat` unwinds it."""
        self._is_abandoned = True


class WatchedThread:
    """Runs work that may block for ever, each time in a thread of its own.

    Python cannot end a thread that hangs in a driver, and a camera's `read()` may block for 10 s or
    for ever (docs/spec/hardware.md §2). So the thread is abandoned: the caller gets a DeviceFault
    TIMEOUT, and the thread releases what it holds and ends as soon as the driver lets go of it.
    """

    def __init__(
        self,
        name: str,
        *,
        stall_s: float,
        start_s: float,
        clock: Clock,
    ) -> None:
        """`start_s` bounds the time to the first beat, `stall_s` the time between beats."""
        self._name = name
        self._start_s = start_s
        self._stall_s = stall_s
        self._clock = clock
        self._poll_s = min(_POLL_S, stall_s / 4)
        self._abandoned: list[threading.Thread] = []

    @property
    def abandoned_alive(self) -> int:
        """How many abandoned threads still hang in their driver."""
        self._abandoned = [thread for thread in self._abandoned if thread.is_alive()]
        return len(self._abandoned)

    def run(self, work: Callable[[Pulse], None]) -> None:
        """Run `work` to its end and pass on what it raises.

        Raises DeviceFault TIMEOUT when a beat is overdue, or at once while too many abandoned
        threads still hang.
        """
        if self.abandoned_alive >= _MAX_ABANDONED:
            raise DeviceFault(DeviceFaultKind.TIMEOUT, self._name, "earlier reads still hang")
        pulse = Pulse(self._clock, start_s=self._start_s, stall_s=self._stall_s)
        done = threading.Event()
        failures: list[Exception] = []

        def body() -> None:
            try:
                work(pulse)
            except _Abandoned:
                pass
            except DeviceFault as fault:
                # The fault of an abandoned device is the one the watcher has already reported.
                failures.append(fault)
            except Exception as bug:
                if pulse.is_abandoned:
                    raise
                failures.append(bug)
            finally:
                done.set()

        thread = threading.Thread(target=body, name=f"{self._name}-work", daemon=True)
        thread.start()
        while not done.wait(self._poll_s):
            if pulse.is_overdue:
                pulse.abandon()
                self._abandoned.append(thread)
                raise DeviceFault(DeviceFaultKind.TIMEOUT, self._name, "gave no sign of life")
        thread.join()
        if failures:
            # Taken out of the list, or the two would hold each other, and through the traceback
            # the camera with its last picture, until the garbage collector comes by.
            raise failures.pop()
