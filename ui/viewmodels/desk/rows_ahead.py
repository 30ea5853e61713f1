"""Rows of the next page, made while nobody touches anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from ui.viewmodels.desk.made_ahead import MadeAhead
from ui.viewmodels.rows import RowsModel


class RowsAhead(MadeAhead):
    """A model of rows that are shown at once, or in the next pause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(self)
        self.rows: tuple[Any, ...] = ()
        """What the model shows."""

    def clear(self) -> None:
        """Show nothing; what waited for a pause is forgotten."""
        self._take((), tuple)

    def _put(self, made: Sequence[Any]) -> None:
        self.rows = tuple(made)
        self.model.show(self.rows)
