"""Rows of the next page, made while nobody touches anything, so that the page is not waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from ui.viewmodels.desk.page import PAUSE_MS
from ui.viewmodels.rows import RowsModel


class RowsAhead(QObject):
    """A model of rows that are shown at once, or in the next pause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(self)
        self._make: Callable[[], Sequence[Any]] = tuple
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)

    def show(self, rows: Sequence[Any]) -> None:
        """Show these now; what waited for a pause is forgotten."""
        self._pause.stop()
        self._make = tuple
        self.model.show(rows)

    def show_in_a_pause(self, make: Callable[[], Sequence[Any]]) -> None:
        """Show what `make` gives once nothing came for `PAUSE_MS`; until then stands what stood."""
        self._make = make
        self._pause.start()

    @Slot()
    def _show(self) -> None:
        self.model.show(self._make())
