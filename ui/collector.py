"""Python's garbage collector, on the window's thread and at times of its own."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

PERIOD_MS = 250
"""So often what is young is looked through: two milliseconds while a list is scrolled; after a
second without a look it were ten, and a frame too late."""
SETTLED_AFTER = 12
"""After so many times the start is over, and what it made stays."""
WHOLE_EVERY = 240
"""Every so many times all is looked through that was made since the start."""
_MANY = 700
"""Fewer new objects are not worth a look; the interpreter's own measure."""


class Collector(QObject):
    """Collects what holds itself in a circle, from `begin` to `end`.

    The interpreter does so by itself on whichever thread makes one object too many, and now and
    then looks through every module that was ever loaded: a finger on the glass waited 20 to 60 ms
    for that, and a part of a window that dies on another thread may take the process with it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self._look)
        self._looks = 0
        self._was_enabled = False

    def begin(self) -> None:
        """Collect here alone, from now on."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._looks = 0
        self._timer.start()

    def settle(self) -> None:
        """What is there now stays, and is not looked through again."""
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Leave it to the interpreter again, as it was."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _look(self) -> None:
        self._looks += 1
        if self._looks == SETTLED_AFTER:
            self.settle()
        elif self._looks % WHOLE_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > _MANY:
            gc.collect(1)
