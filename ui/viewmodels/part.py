"""A part of the window that follows the station by itself."""

from __future__ import annotations

from abc import abstractmethod

from kiosk.domain.station.touches import WindowEvent
from ui.viewmodels.fold import PropsViewModel
from ui.viewmodels.view import View


class PartViewModel(PropsViewModel):
    """Base of the view models that are told every event and then shown every moment.

    Whoever holds one need not know what it shows, so what is new in it touches it alone.
    """

    def take(self, event: WindowEvent) -> None:
        """Keep of an event what is no part of the window's state; most parts keep nothing."""

    @abstractmethod
    def fold(self, view: View) -> None:
        """Show this moment."""
