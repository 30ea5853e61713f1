"""A page of the desk, seen from its view model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.viewmodels.part import PartViewModel

Tell = Callable[[WindowEvent], None]
"""Hands a touch to the window's machine."""
PAUSE_MS = 150
"""Nobody has touched anything for so long: what the next page needs is made."""


class DeskPageViewModel(PartViewModel):
    """Base of the view models of the desk's pages: one for each, in a module of its name."""

    page: DeskPage
    """Which page it is."""

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._actions = actions
