"""Rows of the next page, made while nobody touches anything, so that the page is not waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.viewmodels.desk.page import PAUSE_MS
from ui.viewmodels.rows import RowsModel


class RowsAhead(QObject):
    """A model of rows that are shown at once, or in the next pause."""

    made = Signal()
    """A pause came, and the rows are there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(self)
        self.rows: tuple[Any, ...] = ()
        """What the model shows."""
        self._make: Callable[[], Sequence[Any]] = tuple
        self._made_of: tuple[object, ...] = ()
        self._wanted_of: tuple[object, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)

    def clear(self) -> None:
        """Show nothing; what waited for a pause is forgotten."""
        self._take((), tuple)

    def show(self, made_of: tuple[object, ...], make: Callable[[], Sequence[Any]]) -> None:
        """Show now what `make` gives; it is made once of the same `made_of`."""
        if made_of == self._made_of:
            self._forget()
        else:
            self._take(made_of, make)

    def show_in_a_pause(
        self, made_of: tuple[object, ...], make: Callable[[], Sequence[Any]]
    ) -> None:
        """Show what `make` gives once nothing else was wanted for `PAUSE_MS`; until then stands
        what stood. Who wants the same again, as the clock goes on or the gate lets somebody in,
        begins no new pause."""
        if made_of == self._made_of:
            self._forget()
        elif made_of != self._wanted_of:
            self._wanted_of, self._make = made_of, make
            self._pause.start()

    @Slot()
    def _show(self) -> None:
        self._take(self._wanted_of, self._make)
        self.made.emit()

    def _take(self, made_of: tuple[object, ...], make: Callable[[], Sequence[Any]]) -> None:
        self._forget()
        self._made_of, self.rows = made_of, tuple(make())
        self.model.show(self.rows)

    def _forget(self) -> None:
        """Nothing is wanted any more: it is somebody's."""
        self._pause.stop()
        self._wanted_of, self._make = (), tuple
