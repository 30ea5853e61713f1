"""A list that is kept moving, as by a finger, and what its frames took."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Q_ARG, QMetaObject, QObject, QTimer, Slot
from PySide6.QtQuick import QQuickItem

from kiosk.domain.station.touches import WindowEvent
from ui.app import StationWindow

_LOOK_MS = 100
"""So often it is looked whether the list came to rest, to be pushed again."""
_PIXELS_PER_S = 4_000.0
_SETTLE_MS = 3_000
_PATIENCE_S = 120.0


class ScrollingFinger(QObject):
    """Opens a page, keeps its list moving for some seconds, and quits; on the window's thread."""

    def __init__(
        self, window: StationWindow, events: Sequence[WindowEvent], seconds: float
    ) -> None:
        """`events` lead to a page with a list."""
        super().__init__()
        self._window = window
        self._events = events
        self._seconds = seconds
        self.is_ready = threading.Event()
        """Set from any thread, once the page may be opened."""
        self.frames_s: list[float] = []
        """Seconds from each frame in which the list had moved to the next."""
        self.worked_s: list[float] = []
        """What this thread had of the processor for that."""
        self.beats = (0, 0)
        """The heartbeat's places between which it moved."""
        self._has_page = False
        self._list: QQuickItem | None = None
        self._until = time.monotonic() + _PATIENCE_S
        self._last: tuple[float, float] | None = None
        self._place = 0.0
        """How far the list was scrolled at the last frame."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._move)

    def begin(self) -> None:
        """Wait until the page may be opened; returns at once."""
        self._timer.start(_LOOK_MS)

    @Slot()
    def _move(self) -> None:
        if time.monotonic() > self._until:
            self._timer.stop()
            self.beats = (self.beats[0], self._window.heartbeat.beats)
            self._window.quit()
        elif not self._has_page:
            if self.is_ready.is_set():
                self._has_page = True
                for event in self._events:
                    self._window.station.take(event)
                self._timer.start(_SETTLE_MS)
        elif self._list is None:
            self._list = _list_with_rows(self._window.window.contentItem())
            if self._list is not None:
                self._until = time.monotonic() + self._seconds
                self.beats = (self._window.heartbeat.beats, 0)
                self._window.window.frameSwapped.connect(self._note)
                self._timer.start(_LOOK_MS)
        elif not self._list.property("moving"):
            # Not before: what is pushed anew at every look never moves on a machine that is busy.
            speed = Q_ARG("double", -_PIXELS_PER_S)
            QMetaObject.invokeMethod(self._list, "flick", Q_ARG("double", 0.0), speed)

    @Slot()
    def _note(self) -> None:
        assert self._list is not None, "the list is found before a frame is noted"
        if not self._list.property("moving"):
            self._last = None
            return
        place = float(self._list.property("contentY"))
        if place == self._place:
            # A frame of something else in between: the finger still waits for the next place.
            return
        self._place = place
        now = (time.monotonic(), time.thread_time())
        if self._last is not None:
            self.frames_s.append(now[0] - self._last[0])
            self.worked_s.append(now[1] - self._last[1])
        self._last = now


def _list_with_rows(item: QQuickItem) -> QQuickItem | None:
    """The list on show, once it has rows."""
    return next((each for each in _all_items(item) if _is_filled_list(each)), None)


def _is_filled_list(item: QQuickItem) -> bool:
    is_list = item.inherits("QQuickListView")
    return is_list and item.isVisible() and int(item.property("count")) > 0


def _all_items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _all_items(child)
