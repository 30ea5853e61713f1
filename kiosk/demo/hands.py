"""The touches that fingers make on the demo's window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kiosk.demo.patience import WAIT_S, Changes
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.touches import WindowEvent

if TYPE_CHECKING:
    from kiosk.composition.kiosk import Kiosk

P = TypeVar("P")


class Hands:
    """Touches the window of a running kiosk, and sees which page stands there; from any thread."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        changes = self._changes = Changes()
        kiosk.events.subscribe(changes.tell)
        kiosk.window.station.advanced.connect(changes.tell)

    def press(self, *touches: WindowEvent) -> None:
        """Make these touches, one after the other; the window hears of them in its own time."""
        for touch in touches:
            self._kiosk.window.bridge.publish(touch)

    def wait_until(self, is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> bool:
        """Wait for something that the core tells of or that the window shows; False if it does not
        come within the time. Not on the window's own thread."""
        return self._changes.wait_until(is_so, timeout_s)

    def top(self, kind: type[P]) -> P | None:
        """The page on top as it stands, if it is of this kind."""
        return self._kiosk.window.station.window.desk.top(kind)

    @property
    def page(self) -> DeskPage:
        """Which page of the desk is on show."""
        return self._kiosk.window.station.window.desk.page
