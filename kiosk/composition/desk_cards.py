"""Where a card goes that is read at the desk: to whoever is signed in, else it is a scan."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.events import CardRead
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan


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
