"""Where a card goes that is read at the desk, or by a device that both lanes hear."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING

from kiosk.domain.events import CardRead, CardShared
from kiosk.domain.station.badge import held_at
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan, ScanSource
from kiosk.settings.config import LaneInput

if TYPE_CHECKING:
    from ui.app import StationWindow

_INPUTS = {
    ScanSource.CAMERA: LaneInput.CAMERA,
    ScanSource.KEYBOARD: LaneInput.SCANNER,
    ScanSource.SERIAL: LaneInput.SCANNER,
}
_MOST_KEPT = 3


class DeskCards:
    """Takes the scans of the desk's lane; on any thread.

    `is_staffed` says whether somebody is signed in there now, and `may_unlock` whether a code may
    be a badge that unlocks it: its scan is kept until the desk has said so. A scan that a scanner
    has mangled is decided in any case, which says what to mend.
    """

    def __init__(
        self,
        is_staffed: Callable[[], bool],
        may_unlock: Callable[[str], bool],
        events: EventSink,
        submit: Callable[[Scan], bool],
    ) -> None:
        self._is_staffed = is_staffed
        self._may_unlock = may_unlock
        self._events = events
        self._submit = submit
        self._kept = _Kept()

    def take(self, scan: Scan) -> bool:
        """Whether the scan was taken."""
        if scan.mangling is not None:
            return self._submit(scan)
        if not self._is_staffed():
            if not self._may_unlock(scan.text):
                return self._submit(scan)
            self._kept.keep(scan)
        self._events.publish(CardRead(scan.text))
        return True

    def record(self, text: str) -> None:
        """What was kept is a scan of the desk's lane after all; on the GUI thread."""
        scan = self._kept.take(text)
        if scan is not None:
            self._submit(scan)


class SharedCards:
    """Keeps the scans of devices that both lanes hear until the desk says where each goes.

    `inputs` are those devices, and `is_asked` says of a code's text whether the desk is asked now:
    staff have a page open, or the code may be their badge. What is mangled, or was typed, is a scan
    in any case.
    """

    def __init__(
        self,
        inputs: Set[LaneInput],
        is_asked: Callable[[str], bool],
        submit: Callable[[Scan], object],
    ) -> None:
        self._inputs = inputs
        self._is_asked = is_asked
        self._submit = submit
        self._kept = _Kept()

    def keep(self, scan: Scan) -> CardShared | None:
        """What the desk is told of a scan that it is asked about; None where it is the gate's. On
        the thread of the device."""
        is_shared = _INPUTS.get(scan.source) in self._inputs
        if not is_shared or scan.mangling is not None or not self._is_asked(scan.text):
            return None
        self._kept.keep(scan)
        return CardShared(scan.text)

    def record(self, text: str) -> None:
        """The scan with this text is the gate's after all; on the GUI thread."""
        scan = self._kept.take(text)
        if scan is not None:
            self._submit(scan)


class _Kept:
    """Scans by their text, until it is known where they go; the newest few."""

    def __init__(self) -> None:
        self._scans: dict[str, Scan] = {}

    def keep(self, scan: Scan) -> None:
        self._scans[scan.text] = scan
        if len(self._scans) > _MOST_KEPT:
            # The desk looked up whoever it was: nobody asks for the scan any more.
            del self._scans[next(iter(self._scans))]

    def take(self, text: str) -> Scan | None:
        return self._scans.pop(text, None)


def is_desk_staffed(window: StationWindow) -> bool:
    """Whether somebody is signed in at the desk, and has not locked; from any thread."""
    return window.station.window.desk.staff is not None


def may_unlock(window: StationWindow, text: str) -> bool:
    """Whether a code that the desk's own device read may be a badge; from any thread."""
    return held_at(window.station.window.desk, text, is_shared=False) is not None


def is_asked_of_shared(window: StationWindow, text: str) -> bool:
    """Whether the desk is asked about a code of a device of both lanes; from any thread."""
    desk = window.station.window.desk
    is_staffed = desk.staff is not None and bool(desk.stack)
    return is_staffed or held_at(desk, text, is_shared=True) is not None
