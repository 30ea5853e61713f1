"""One thread that answers, one after the other, what may take long and may be given up."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import field
from typing import Any, TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.base.thread_stop import end_thread

log = logging.getLogger(__name__)

T = TypeVar("T")

_AGAIN_S = 0.1
"""An interruption may come just before the call it is meant for, so it is repeated."""


@dataclass(slots=True, eq=False)
class _Step:
    """One piece of work with its future."""

    work: Callable[[], Any]
    future: Future[Any]
    left: threading.Event = field(default_factory=threading.Event)
    """Set once the thread is done with it, in whichever way."""


class Worker:
    """A thread with a queue; its public methods may be called from any thread and return at once.

    The thread begins with the first piece of work: a station that never asks has no such thread.
    Whoever ends a future before it has its answer (`Future.cancel`, or `set_exception` at a
    deadline) gives the work up: it is interrupted if it runs and dropped if it waits.
    """

    def __init__(
        self,
        name: str,
        interrupt: Callable[[], None],
        close: Callable[[], None],
        expected: tuple[type[Exception], ...],
    ) -> None:
        """`interrupt`, from any thread, makes the running work end soon, if any runs.

        `close` is called on the thread at its end, if it ever began. Any exception that is not
        `expected` is a bug: it is logged with its trace, and like the others given to whoever
        asked; the thread goes on.
        """
        self._name = name
        self._interrupt = interrupt
        self._close = close
        self._expected = expected
        self._lock = threading.Lock()
        self._steps: queue.SimpleQueue[_Step | None] = queue.SimpleQueue()
        self._running: _Step | None = None
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def post(self, work: Callable[[], T]) -> Future[T]:
        """Do `work` after what waits; its result or exception is the future's.

        After the stop the future is cancelled.
        """
        future: Future[T] = Future()
        step = _Step(work, future)
        future.add_done_callback(lambda _: self._interrupt_given_up(step))
        with self._lock:
            is_taken = not self._is_stopped
            if is_taken:
                self._steps.put(step)
                if self._thread.ident is None:
                    self._thread.start()
        if not is_taken:
            future.cancel()
        return future

    def stop(self, deadline_s: float) -> bool:
        """Take nothing more and end the running work; False if it hangs after `deadline_s`."""
        with self._lock:
            self._is_stopped = True
            has_begun = self._thread.ident is not None
            self._steps.put(None)
        return not has_begun or end_thread(self._thread, self._interrupt, deadline_s)

    def _run(self) -> None:
        while (step := self._steps.get()) is not None:
            with self._lock:
                is_wanted = not self._is_stopped and not step.future.done()
                self._running = step if is_wanted else None
            if is_wanted:
                self._answer(step)
            else:
                step.future.cancel()
        self._close()

    def _answer(self, step: _Step) -> None:
        result, raised = None, None
        try:
            result = step.work()
        except Exception as error:
            raised = error
            if not isinstance(error, self._expected):
                log.critical("%s: a bug ended one answer", self._name, exc_info=True)
        with self._lock:
            self._running = None
        step.left.set()
        # Given up at the last moment: the answer comes too late.
        with suppress(InvalidStateError):
            if raised is not None:
                step.future.set_exception(raised)
            else:
                step.future.set_result(result)

    def _interrupt_given_up(self, step: _Step) -> None:
        """A future ended; if its work still runs, nobody waits for that any more."""
        with self._lock:
            is_running = self._running is step
        if is_running:
            name = f"{self._name}-interrupt"
            threading.Thread(
                target=self._interrupt_until_left, args=(step,), name=name, daemon=True
            ).start()

    def _interrupt_until_left(self, step: _Step) -> None:
        while not step.left.is_set():
            with self._lock:
                # Under the lock, so that the next work is not interrupted in its place.
                if self._running is step:
                    self._interrupt()
            step.left.wait(_AGAIN_S)
