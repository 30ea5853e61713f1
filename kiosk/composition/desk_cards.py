"""Where a card goes that is read at the desk, or by a device that both lanes hear."""

from __future__ import annotations

from collections.abc import Callable, Set

from kiosk.domain.events import CardRead, CardShared
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan, ScanSource
from kiosk.settings.config import LaneInput

_INPUTS = {
    ScanSource.CAMERA: LaneInput.CAMERA,
    ScanSource.KEYBOARD: LaneInput.SCANNER,
    ScanSource.SERIAL: LaneInput.SCANNER,
}
_MOST_KEPT = 3


class DeskCards:
    """Takes the scans of the desk's lane; on any thread.

    `is_staffed` says whether somebody is signed in there now. A scan that a scanner has mangled is
    decided in any case, which says what to mend.
    """

    def __init__(
        self, is_staffed: Callable[[], bool], events: EventSink, submit: Callable[[Scan], bool]
    ) -> None:
        self._is_staffed = is_staffed
        self._events = events
        self._submit = submit

    def take(self, scan: Scan) -> bool:
        """Whether the scan was taken."""
        if scan.mangling is not None or not self._is_staffed():
            return self._submit(scan)
        self._events.publish(CardRead(scan.text))
        return True


class SharedCards:
    """Keeps the scans of devices that both lanes hear until the desk says where each goes.

    `inputs` are those devices, and `has_page` says whether staff have a page open now. What is
    mangled, or was typed, is a scan in any case.
    """

    def __init__(
        self,
        inputs: Set[LaneInput],
        has_page: Callable[[], bool],
        submit: Callable[[Scan], object],
    ) -> None:
        self._inputs = inputs
        self._has_page = has_page
        self._submit = submit
        self._kept: dict[str, Scan] = {}

    def keep(self, scan: Scan) -> CardShared | None:
        """What the desk is told of a scan that it is asked about; None where it is the gate's. On
        the thread of the device."""
        is_shared = _INPUTS.get(scan.source) in self._inputs
        if not is_shared or scan.mangling is not None or not self._has_page():
            return None
        self._kept[scan.text] = scan
        if len(self._kept) > _MOST_KEPT:
            # The desk looked up whoever it was: nobody asks for the scan any more.
            del self._kept[next(iter(self._kept))]
        return CardShared(scan.text)

    def record(self, text: str) -> None:
        """The scan with this text is the gate's after all; on the GUI thread."""
        scan = self._kept.pop(text, None)
        if scan is not None:
            self._submit(scan)
