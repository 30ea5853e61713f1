"""What the next page shows, made while nobody touches anything, so that it is not waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.viewmodels.desk.page import PAUSE_MS


class MadeAhead(QObject):
    """Makes something at once, or in the next pause, and puts it where it is shown."""

    made = Signal()
    """A pause came, and it is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], Any] = _nothing
        self._made_of: tuple[object, ...] = ()
        self._wanted_of: tuple[object, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._end_pause)

    def show(self, made_of: tuple[object, ...], make: Callable[[], Any]) -> None:
        """Show now what `make` gives; it is made once of the same `made_of`."""
        if made_of == self._made_of:
            self._forget()
        else:
            self._take(made_of, make)

    def show_in_a_pause(self, made_of: tuple[object, ...], make: Callable[[], Any]) -> None:
        """Show what `make` gives once nothing else was wanted for `PAUSE_MS`; until then stands
        what stood. Who wants the same again, as the clock goes on or the gate lets somebody in,
        begins no new pause."""
        if made_of == self._made_of:
            self._forget()
        elif made_of != self._wanted_of:
            self._wanted_of, self._make = made_of, make
            self._pause.start()

    def _put(self, made: Any) -> None:
        """Have it shown; a subclass says where."""
        raise NotImplementedError

    @Slot()
    def _end_pause(self) -> None:
        self._take(self._wanted_of, self._make)
        self.made.emit()

    def _take(self, made_of: tuple[object, ...], make: Callable[[], Any]) -> None:
        self._forget()
        self._made_of = made_of
        self._put(make())

    def _forget(self) -> None:
        """Nothing is wanted any more: it is somebody's."""
        self._pause.stop()
        self._wanted_of, self._make = (), _nothing


def _nothing() -> None:
    """Nothing is wanted."""
