"""The core: one worker that owns the writing connection, and its manual twin.

Everything that writes goes through here, one step at a time, in the order gate, desk, acks,
housekeeping.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault
from kiosk.core.handlers import CoreHandlers
from kiosk.core.requests import LANES, Priority, Request
from kiosk.domain.events import CoreCrashed, Decided
from kiosk.domain.visits.decision import Busy, LaneName, Outcome
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan

log = logging.getLogger(__name__)

R = TypeVar("R")
T = TypeVar("T")

TICK_S = 1.0
"""How often the idle core keeps house: a lost storage is tried again, the time is noted."""

MAX_WAITING = 256
"""Posted steps that may wait; beyond it the core is stuck and more would only hide it."""


class Core:
    """The queue in front of the handlers; a subclass says who takes from it.

    Its public methods may be called from any thread and return at once.
    """

    def __init__(self, handlers: CoreHandlers, sink: EventSink, clock: Clock) -> None:
        self._handlers = handlers
        self._sink = sink
        self._clock = clock
        self._condition = threading.Condition()
        self._waiting: list[tuple[int, int, Callable[[], None], Future[Any] | None]] = []
        self._order = itertools.count()
        self._undecided: set[LaneName] = set()
        self._kept: dict[LaneName, deque[Scan]] = {lane: deque() for lane in LaneName}
        """Scans that staff have the lane record once its own is decided."""
        self._is_closed = False

    def submit(self, scan: Scan) -> bool:
        """Hand in a scan; its outcome is published. False while the lane's own is undecided.

        Then, and only then, Busy is published, from the calling thread: the core may be the one
        that hangs.
        """
        with self._condition:
            is_taken = not self._is_closed and scan.lane not in self._undecided
            if is_taken:
                self._take(scan)
        if is_taken:
            self._step_waits()
        else:
            outcome = Outcome(scan.lane, Busy(), self._clock.now(), frame_at=scan.frame_at)
            self._sink.publish(Decided(outcome))
        return is_taken

    def submit_kept(self, scan: Scan) -> bool:
        """Hand in a scan that waited for staff: where the lane's own is undecided, it comes next.

        False after the stop alone: what somebody was told is recorded is not refused for another's
        sake.
        """
        with self._condition:
            if self._is_closed:
                return False
            if scan.lane in self._undecided:
                self._kept[scan.lane].append(scan)
                return True
            self._take(scan)
        self._step_waits()
        return True

    def post(self, work: Callable[[], T], priority: Priority) -> Future[T]:
        """Run `work` on the core; its result or StorageFault is the future's.

        Raises queue.Full when too much waits. After the stop the future is cancelled.
        """
        future: Future[T] = Future()
        with self._condition:
            if self._is_closed:
                future.cancel()
                return future
            if len(self._waiting) >= MAX_WAITING:
                raise queue.Full
            self._push(lambda: self._run_for(future, work), priority, future)
        self._step_waits()
        return future

    def ask(self, request: Request[R]) -> Future[R]:
        """Have the core do something; its answer or StorageFault is the future's.

        Raises queue.Full when too much waits. After the stop the future is cancelled.
        """
        return self.post(lambda: self._handlers.handle(request), request.priority)

    def _push(
        self, step: Callable[[], None], priority: Priority, future: Future[Any] | None = None
    ) -> None:
        heapq.heappush(self._waiting, (priority, next(self._order), step, future))
        self._condition.notify()

    def _close_queue(self) -> None:
        """Take nothing more; whoever waits for a step that will not run is told."""
        with self._condition:
            self._is_closed = True
            left, self._waiting = self._waiting, []
        for *_, future in left:
            if future is not None:
                future.cancel()

    def _take(self, scan: Scan) -> None:
        """The lane's own from now on; the condition is held."""
        self._undecided.add(scan.lane)
        self._push(lambda: self._decide(scan), LANES[scan.lane])

    def _decide(self, scan: Scan) -> None:
        outcome = self._handlers.decide(scan)
        # Decided: who hears of it may hand in the lane's next scan at once.
        with self._condition:
            self._undecided.discard(scan.lane)
            kept = self._kept[scan.lane]
            if kept and not self._is_closed:
                self._take(kept.popleft())
        self._handlers.conclude(outcome)

    def _run_for(self, future: Future[T], work: Callable[[], T]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = work()
        except StorageFault as fault:
            self._handlers.note_lost(fault.kind)
            future.set_exception(fault)
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(result)

    def _step_waits(self) -> None:
        """Called by whoever added a step, outside the lock."""


class CoreThread(Core):
    """The core of the running kiosk: a thread that alone touches the database."""

    def __init__(
        self,
        handlers: CoreHandlers,
        sink: EventSink,
        clock: Clock,
        tick_s: float = TICK_S,
    ) -> None:
        super().__init__(handlers, sink, clock)
        self._tick_s = tick_s
        self._drain_until = 0.0
        # A hanging disk must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)

    def start(self) -> None:
        """Open the database on the core's thread and serve; returns at once."""
        self._thread.start()

    def stop(self, deadline_s: float) -> bool:
        """Take nothing more, finish what waits within `deadline_s`, close the database.

        False if the core still hangs then; what it was doing is all or nothing in the database.
        """
        with self._condition:
            self._is_closed = True
            self._drain_until = time.monotonic() + deadline_s
            self._condition.notify()
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._handlers.boot()
            self._serve()
        except BaseException as error:
            log.critical("core: a bug ended it", exc_info=True)
            self._sink.publish(CoreCrashed(error))
        finally:
            self._close_queue()
            self._handlers.close()

    def _serve(self) -> None:
        house_due = time.monotonic() + self._tick_s
        while True:
            with self._condition:
                self._condition.wait_for(
                    lambda: self._waiting or self._is_closed, house_due - time.monotonic()
                )
                if self._is_closed and (not self._waiting or time.monotonic() >= self._drain_until):
                    return
                step = heapq.heappop(self._waiting)[2] if self._waiting else None
            if step is not None:
                step()
            if time.monotonic() >= house_due:
                self._handlers.keep_house()
                house_due = time.monotonic() + self._tick_s


class ManualCore(Core):
    """The core without a thread, for tests and tools: steps run in place, or on `run()`."""

    def __init__(
        self,
        handlers: CoreHandlers,
        sink: EventSink,
        clock: Clock,
        *,
        runs_at_once: bool = True,
    ) -> None:
        super().__init__(handlers, sink, clock)
        self._runs_at_once = runs_at_once
        self._is_running = False

    def run(self) -> None:
        """Run everything that waits, best priority first."""
        if self._is_running:
            return
        self._is_running = True
        try:
            while self._waiting:
                heapq.heappop(self._waiting)[2]()
        finally:
            self._is_running = False

    def stop(self) -> None:
        """Cancel what waits and close the database."""
        self._close_queue()
        self._handlers.close()

    def _step_waits(self) -> None:
        if self._runs_at_once:
            self.run()
