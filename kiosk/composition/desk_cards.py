"""Where a card goes that is read at the desk, or by a device that both lanes hear."""

from __future__ import annotations

import threading
from collections.abc import Callable, Set
from functools import partial
from typing import TYPE_CHECKING

from kiosk.domain.events import CardRead, CardShared, ScanTaken
from kiosk.domain.station.badge import held_at
from kiosk.domain.station.effects import ForgetCard, RecordCard
from kiosk.domain.visits.decision import LaneName
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


class KeptCards:
    """Scans of one lane, each kept from before the desk is told of its code until the desk has
    said what it is: on whichever thread read it, and then on the GUI thread."""

    def __init__(self, record: Callable[[Scan], object]) -> None:
        """`record` has a scan decided, however busy its lane is."""
        self._record = record
        self._lock = threading.Lock()
        self._kept: list[Scan] = []

    def record(self, text: str) -> None:
        """The oldest scan with this text is the lane's after all, of its own moment."""
        scan = self._let_go(text)
        if scan is not None:
            self._record(scan)

    def forget(self, text: str) -> None:
        """The oldest scan with this text is none: it was meant for the desk."""
        self._let_go(text)

    def _keep(self, scan: Scan) -> None:
        with self._lock:
            self._kept.append(scan)

    def _let_go(self, text: str) -> Scan | None:
        with self._lock:
            scan = next((one for one in self._kept if one.text == text), None)
            if scan is not None:
                self._kept.remove(scan)
        return scan


class DeskCards(KeptCards):
    """Takes the scans of the desk's lane; on any thread.

    `is_staffed` says whether somebody is signed in there now, and `may_unlock` whether a code may
    be a badge that unlocks it. A scan that a scanner has mangled is decided in any case, which says
    what to mend.
    """

    def __init__(
        self,
        is_staffed: Callable[[], bool],
        may_unlock: Callable[[str], bool],
        events: EventSink,
        *,
        decide: Callable[[Scan], bool],
        record: Callable[[Scan], object],
    ) -> None:
        super().__init__(record)
        self._is_staffed = is_staffed
        self._may_unlock = may_unlock
        self._events = events
        self._decide = decide

    def take(self, scan: Scan) -> bool:
        """Whether the scan was taken."""
        is_desks = self._is_staffed() or self._may_unlock(scan.text)
        if scan.mangling is not None or not is_desks:
            return self._decide(scan)
        # Also of whoever is signed in: they may have locked before the desk takes it.
        self._keep(scan)
        self._events.publish(CardRead(scan.text))
        return True


class SharedCards(KeptCards):
    """Keeps the scans of devices that both lanes hear until the desk says where each goes.

    `inputs` are those devices, and `is_asked` says of a code's text whether the desk is asked now:
    staff have a page open, or the code may be their badge. What is mangled, or was typed, is a scan
    in any case.
    """

    def __init__(
        self,
        inputs: Set[LaneInput],
        is_asked: Callable[[str], bool],
        record: Callable[[Scan], object],
    ) -> None:
        super().__init__(record)
        self._inputs = inputs
        self._is_asked = is_asked

    def keep(self, scan: Scan) -> CardShared | None:
        """What the desk is told of a scan that it is asked about; None where it is the gate's. On
        the thread of the device."""
        is_shared = _INPUTS.get(scan.source) in self._inputs
        if not is_shared or scan.mangling is not None or not self._is_asked(scan.text):
            return None
        self._keep(scan)
        return CardShared(scan.text)


class LaneCards:
    """Both lanes' cards, asked about at the window; `decide` takes a scan of the desk's at once,
    and `record` what was kept of either lane and is a scan after all."""

    def __init__(
        self,
        window: StationWindow,
        shared: Set[LaneInput],
        events: EventSink,
        *,
        decide: Callable[[Scan], bool],
        record: Callable[[Scan], object],
    ) -> None:
        def record_at_gate(scan: Scan) -> None:
            # The window has not heard of it yet, and could miss the end.
            events.publish(ScanTaken(scan.lane))
            record(scan)

        self.shared = SharedCards(shared, partial(is_asked_of_shared, window), record_at_gate)
        self.desk = DeskCards(
            partial(is_desk_staffed, window),
            partial(may_unlock, window),
            events,
            decide=decide,
            record=record,
        )

    def settle(self, settled: RecordCard | ForgetCard) -> None:
        """Have the card decided that a lane kept, or let go of it: what both hear is the gate's."""
        kept = self.shared if settled.lane is LaneName.GATE else self.desk
        if isinstance(settled, RecordCard):
            kept.record(settled.text)
        else:
            kept.forget(settled.text)


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
