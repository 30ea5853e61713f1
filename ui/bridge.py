"""The one door between threads: workers publish and answer here, the GUI thread receives."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Outcome

T = TypeVar("T")

KEEP_PAINTED = 4096
"""Enough for a bench; a station that runs for weeks must not grow."""


class Bridge(QObject):
    """Owns every cross-thread signal; an `EventSink` (docs/spec/hardware.md §4).

    `publish`, `deliver` and `quit` may be called from any thread and return at once. Receivers are
    slots of objects that live on the GUI thread, so Qt queues the call there; a lambda would run
    on the caller's.
    """

    published = Signal(object)
    """An event of the core, or a touch somebody makes from another thread."""
    quitAsked = Signal()
    outcomePainted = Signal(object, float)
    """GUI thread: the frame that shows this outcome was painted, at this monotonic second."""
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.painted: deque[tuple[Outcome, float]] = deque(maxlen=KEEP_PAINTED)
        """The newest outcomes painted, without their names, each with its monotonic second."""
        self._answered.connect(self._call)

    def publish(self, event: WindowEvent) -> None:
        """Have the window take this event, on the GUI thread."""
        self.published.emit(event)

    def deliver(self, future: Future[T], then: Callable[[Future[T]], None]) -> None:
        """Call `then` with the finished future on the GUI thread, whichever thread finished it."""
        future.add_done_callback(lambda done: self._hand_over(lambda: then(done)))

    def quit(self) -> None:
        """End the event loop."""
        self.quitAsked.emit()

    def note_painted(self, outcome: Outcome, at: float) -> None:
        """Record when an outcome's frame was painted, for benches; GUI thread."""
        self.painted.append((replace(outcome, display_name=""), at))
        self.outcomePainted.emit(outcome, at)

    def _hand_over(self, answer: Callable[[], None]) -> None:
        if self.thread().isCurrentThread():
            # Never amidst what the GUI thread is doing. Asking for a queued connection instead
            # would have PySide make all that is called `Qt.`, while the first frame waits.
            QTimer.singleShot(0, self, answer)
        else:
            self._answered.emit(answer)

    @Slot(object)
    def _call(self, answer: Callable[[], None]) -> None:
        answer()
