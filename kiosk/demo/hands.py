"""The touches that fingers make on the demo's window."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.touches import WindowEvent

if TYPE_CHECKING:
    from kiosk.composition.kiosk import Kiosk

P = TypeVar("P")


class Hands:
    """Touches the window of a running kiosk, and sees which page stands there; from any thread."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def press(self, *touches: WindowEvent) -> None:
        """Make these touches, one after the other; the window hears of them in its own time."""
        for touch in touches:
            self._kiosk.window.bridge.publish(touch)

    def top(self, kind: type[P]) -> P | None:
        """The page on top as it stands, if it is of this kind."""
        return self._kiosk.window.station.window.desk.top(kind)

    @property
    def page(self) -> DeskPage:
        """Which page of the desk is on show."""
        return self._kiosk.window.station.window.desk.page
